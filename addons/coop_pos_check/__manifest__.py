{
    "name": "Co-op POS Check",
    "summary": "The till and the door: refuse before the money, and log every check",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "application": True,
    "depends": ["coop_membership", "point_of_sale"],
    "data": [],
}
