from . import test_soak
