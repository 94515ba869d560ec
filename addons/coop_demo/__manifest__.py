{
    "name": "Co-op Demo",
    "summary": "A small co-op to try the suite with: sixty members in every standing",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tools",
    "author": "Coop Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "coop_membership",
        "coop_shift",
        "coop_pos_check",
        "coop_vote",
        "coop_campaign",
        "l10n_fr_account",
        "payment_demo",
        "pos_hr",
    ],
    "post_init_hook": "build",
}
