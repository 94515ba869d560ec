{
    "name": "Co-op Soak",
    "summary": "Thousands of random operations on the work of a co-op: only for the tests",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "coop_committee",
        "coop_shift",
        "coop_shift_floor",
        "coop_shift_office",
        "coop_shift_portal",
        "coop_shift_swap",
    ],
}
