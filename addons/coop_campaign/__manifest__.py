{
    "name": "Co-op Campaign",
    "summary": "Joining the co-op: application page, charter, campaign, invitations, meetings",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "application": False,
    "depends": ["coop_membership"],
    "data": [
        "security/ir.model.access.csv",
        "security/coop_campaign_rules.xml",
    ],
}
