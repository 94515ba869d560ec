{
    "name": "Co-op Membership",
    "summary": "Members, shares, cards, households, and the answer to: may this person shop?",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "application": True,
    "depends": ["account_payment", "barcodes", "mail", "portal"],
    "data": [
        "security/coop_membership_groups.xml",
        "security/ir.model.access.csv",
        "security/coop_membership_rules.xml",
        "views/coop_member_views.xml",
        "views/coop_share_views.xml",
        "views/coop_person_views.xml",
        "views/menus.xml",
        "views/portal_templates.xml",
    ],
    "assets": {
        "web.assets_unit_tests": [
            "coop_membership/static/src/verdict.js",
            "coop_membership/static/src/card_code.js",
            "coop_membership/static/tests/**/*",
        ],
    },
}
