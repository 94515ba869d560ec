from . import test_rules
from . import test_charter
from . import test_join
from . import test_campaign
from . import test_meeting
from . import test_hoot
from . import test_queries
from . import test_roles
