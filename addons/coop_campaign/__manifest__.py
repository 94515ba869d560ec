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
        "data/mail_templates.xml",
        "report/charter_report.xml",
        "report/paper_form_report.xml",
        "views/coop_charter_views.xml",
        "views/coop_campaign_views.xml",
        "views/coop_meeting_views.xml",
        "views/coop_join_request_views.xml",
        "views/portal_charter_templates.xml",
        "views/join_templates.xml",
        "views/campaign_templates.xml",
        "views/meeting_templates.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "coop_campaign/static/src/campaign.scss",
            "coop_campaign/static/src/interactions/*.js",
        ],
        "web.assets_unit_tests": [
            "coop_campaign/static/src/interactions/*.js",
            "coop_campaign/static/tests/*.test.js",
        ],
        "web.assets_tests": [
            "coop_campaign/static/tests/tours/*.js",
        ],
    },
}
