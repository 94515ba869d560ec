from . import test_work_to_till
