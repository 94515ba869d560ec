from . import test_door_accessible
from . import test_basic_order
from . import test_employees
from . import test_offers
