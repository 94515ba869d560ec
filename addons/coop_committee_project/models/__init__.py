from . import coop_committee
from . import coop_committee_seat
