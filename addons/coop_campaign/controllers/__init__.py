from . import campaign
from . import charter
from . import join
from . import meeting
from . import payment
