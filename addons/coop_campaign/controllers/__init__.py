from . import campaign
from . import charter
from . import join
from . import meeting
from . import more_shares
from . import payment
