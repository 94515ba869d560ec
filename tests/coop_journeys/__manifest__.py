{
    "name": "Co-op Journeys",
    "summary": "Stories that cross the addons: only for the tests",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "coop_campaign",
        "coop_membership",
        "coop_pos_check",
        "coop_shift",
        "coop_vote",
        "google_recaptcha",
        "payment_demo",
    ],
    "assets": {
        "web.assets_tests": ["coop_journeys/static/tests/**/*"],
    },
}
