from . import test_choices
from . import test_mails
from . import test_races
from . import test_roles
from . import test_seats
