from . import door
from . import sale_proof
