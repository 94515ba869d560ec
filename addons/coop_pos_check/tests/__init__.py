from . import test_till_tours
