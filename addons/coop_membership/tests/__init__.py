from . import test_hoot
from . import test_ledger
from . import test_member
from . import test_portal
from . import test_roles
from . import test_rules
from . import test_verdict
