from . import assembly
from . import portal
from . import portal_assembly
