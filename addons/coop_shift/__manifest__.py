{
    "name": "Co-op Shifts",
    "summary": "Who owes work: policy, planning, work ledger, standing",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "application": True,
    "depends": ["coop_membership"],
    "data": [
        "security/ir.model.access.csv",
        "security/coop_shift_rules.xml",
        "data/coop_leave_type.xml",
        "data/coop_work_policy.xml",
    ],
}
