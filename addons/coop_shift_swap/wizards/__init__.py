from . import coop_solidarity_give, coop_swap_cancel, coop_swap_undo
