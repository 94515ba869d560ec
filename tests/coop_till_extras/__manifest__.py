{
    "name": "Co-op Till Extras",
    "summary": "The till's check beside other addons of the point of sale: only for the tests",
    "version": "19.0.1.1.0",
    "category": "Hidden/Tests",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "coop_journeys",
        "coop_pos_check",
        "pos_discount",
        "pos_hr",
        "pos_loyalty",
        "pos_restaurant",
    ],
    "assets": {
        "web.assets_tests": [
            "coop_till_extras/static/tests/door/fits.js",
            "coop_till_extras/static/tests/tours/**/*",
        ],
        "coop_pos_check.assets_door_tests": [
            "coop_journeys/static/tests/axe.js",
            "coop_till_extras/static/tests/door/**/*",
        ],
    },
}
