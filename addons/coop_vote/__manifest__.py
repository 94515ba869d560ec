{
    "name": "Co-op Votes",
    "summary": "Who decides: assemblies, proxies, votes; one person, one vote",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "application": True,
    "depends": ["coop_membership"],
    "data": [
        "security/coop_vote_groups.xml",
        "security/ir.model.access.csv",
        "security/coop_vote_rules.xml",
        "views/coop_vote_views.xml",
        "views/menus.xml",
        "views/portal_templates.xml",
    ],
    "assets": {
        "web.assets_tests": ["coop_vote/static/tests/tours/**/*"],
    },
}
