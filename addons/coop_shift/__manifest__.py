{
    "name": "Co-op Shifts",
    "summary": "Who owes work: policy, planning, work ledger, standing",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "application": True,
    "depends": ["coop_membership"],
    "data": [],
}
