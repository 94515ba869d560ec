from . import test_member
from . import test_rules
from . import test_verdict
