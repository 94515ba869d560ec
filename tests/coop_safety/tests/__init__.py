from . import test_calls
from . import test_routes
from . import test_models
from . import test_export
from . import test_forgotten
from . import test_injection
from . import test_searches
from . import test_plain_writes
