from . import test_absence
from . import test_budgets
from . import test_concurrency
from . import test_planning
from . import test_presets
from . import test_roles
from . import test_rules
from . import test_templates
