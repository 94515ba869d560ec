from . import coop_vote_withdrawal
