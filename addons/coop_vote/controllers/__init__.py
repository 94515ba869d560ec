from . import assembly
from . import portal
from . import portal_assembly
from . import portal_proposal
from . import room
from . import tablet
