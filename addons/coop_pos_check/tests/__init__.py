from . import test_rules
from . import test_check_log
from . import test_judgement
from . import test_local_list
from . import test_access
from . import test_hoot
from . import test_till_tours
from . import test_door
