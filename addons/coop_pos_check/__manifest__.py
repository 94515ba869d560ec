{
    "name": "Co-op POS Check",
    "summary": "The till and the door: refuse before the money, and log every check",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "application": True,
    "depends": ["coop_membership", "point_of_sale"],
    "data": [
        "security/coop_pos_check_groups.xml",
        "security/ir.model.access.csv",
        "security/coop_pos_check_rules.xml",
        "views/res_config_settings_views.xml",
        "views/coop_check_views.xml",
        "views/coop_order_flag_views.xml",
        "views/coop_served_person_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "coop_membership/static/src/verdict.js",
            "coop_membership/static/src/card_code.js",
            "coop_pos_check/static/src/core/**/*",
            "coop_pos_check/static/src/app/**/*",
        ],
        "web.assets_tests": ["coop_pos_check/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["coop_pos_check/static/tests/unit/**/*"],
    },
}
