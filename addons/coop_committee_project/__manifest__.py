{
    "name": "Co-op Committees: Projects",
    "summary": "A project of Odoo for each committee that wants one",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": ["coop_committee", "project"],
    "auto_install": True,
    "data": ["views/coop_committee_views.xml"],
}
