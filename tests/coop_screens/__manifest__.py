{
    "name": "Co-op Screens",
    "summary": "Every screen of every addon is opened, as each role: only for the tests",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "coop_campaign",
        "coop_committee_project",
        "coop_pos_check",
        "coop_shift_floor",
        "coop_shift_mail",
        "coop_shift_office",
        "coop_shift_portal",
        "coop_shift_swap",
        "coop_vote",
    ],
}
