from . import coop_make_up_wizard, coop_sheet_wizard
