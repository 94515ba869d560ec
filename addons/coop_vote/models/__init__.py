from . import coop_vote_majority
from . import coop_vote
from . import coop_vote_right
from . import coop_vote_envelope
from . import coop_vote_ballot
from . import coop_member
