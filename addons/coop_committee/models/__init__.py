from . import coop_committee
from . import coop_committee_seat
from . import coop_committee_work
from . import coop_member
from . import coop_work_entry
from . import coop_work_gather
from . import coop_work_mark
