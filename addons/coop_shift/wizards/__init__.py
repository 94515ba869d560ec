from . import coop_correction_wizard
from . import coop_standing_check
from . import coop_template_wizard
