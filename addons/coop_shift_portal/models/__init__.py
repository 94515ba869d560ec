from . import coop_shift
