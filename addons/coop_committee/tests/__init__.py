from . import test_budgets
from . import test_committees
from . import test_concurrency
from . import test_portal
from . import test_roles
from . import test_rules
