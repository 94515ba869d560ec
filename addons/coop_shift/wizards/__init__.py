from . import coop_correction_wizard
