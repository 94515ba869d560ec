from . import test_basic_order
from . import test_door_accessible
from . import test_door_grace
from . import test_employees
from . import test_offers
from . import test_points
from . import test_restaurant
from . import test_till_accessible
