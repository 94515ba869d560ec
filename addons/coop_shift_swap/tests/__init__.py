from . import (
    test_concurrency,
    test_exchange,
    test_kept,
    test_newcomers,
    test_offers,
    test_random_swaps,
    test_roles,
    test_rules,
    test_solidarity,
    test_stand_in,
)
