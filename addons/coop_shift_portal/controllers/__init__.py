from . import portal
from . import booking
from . import leave
from . import waiting
from . import team
from . import calendar
from . import why
