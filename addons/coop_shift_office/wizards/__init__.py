from . import coop_leave_answer
from . import coop_office_print
