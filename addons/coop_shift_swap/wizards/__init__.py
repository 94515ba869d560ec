from . import coop_solidarity_give, coop_swap_cancel
