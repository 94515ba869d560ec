"""The papers of the year: each member's fiscal certificate."""


def build(env, coop):
    """Certificates of every year in which shares were paid."""
    entries = env["coop.share.entry"].search([("company_id", "=", coop.id)])
    for year in sorted({entry.date.year for entry in entries}):
        env["coop.fiscal.certificate"]._coop_issue(coop, year)
