{
    "name": "Co-op Committees",
    "summary": "Committees and working groups whose hours count as shifts",
    "version": "19.0.1.1.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": ["coop_shift"],
    "data": [
        "security/ir.model.access.csv",
        "security/coop_committee_rules.xml",
        "views/coop_committee_work_views.xml",
        "views/coop_committee_views.xml",
        "views/menus.xml",
        "views/portal_templates.xml",
    ],
}
