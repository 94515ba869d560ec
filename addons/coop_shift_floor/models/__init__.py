from . import (
    coop_assignment,
    coop_floor_tap,
    coop_member,
    coop_shift,
    coop_shift_board,
    coop_shift_coordinator,
    coop_shift_said,
    coop_shift_scan,
    coop_shift_take,
    coop_shift_template,
)
