from . import test_ballot_file
from . import test_counting_elections
from . import test_counting_oracle
from . import test_counting_properties
from . import test_outcome
from . import test_rules_doctests
