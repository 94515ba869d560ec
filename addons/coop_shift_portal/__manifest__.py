{
    "name": "Co-op Shifts on the Portal",
    "summary": "My shifts: book, cancel, leaves, waiting list, calendar, team",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": ["coop_shift"],
    "external_dependencies": {"python": ["vobject"]},
    "auto_install": True,
    "data": [
        "views/portal_templates.xml",
    ],
}
