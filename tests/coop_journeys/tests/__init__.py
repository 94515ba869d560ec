from . import test_axe
from . import test_axe_joining
from . import test_axe_votes
from . import test_captcha
from . import test_join_to_till
from . import test_newcomer_to_till
from . import test_votes_and_work
from . import test_work_to_till
