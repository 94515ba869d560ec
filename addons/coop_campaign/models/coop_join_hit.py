from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import hmac

RETENTION_HOURS = 24


class CoopJoinHit(models.Model):
    """One try at a public page, kept for a day to slow robots down.

    It holds a keyed digest of the address or e-mail, never the address itself.
    """

    _name = "coop.join.hit"
    _description = "Try at the join page"

    scope = fields.Char(required=True)
    digest = fields.Char(required=True)

    _recent = models.Index("(scope, digest, create_date)")

    @api.model
    def _coop_allow(self, scope, key, limit, seconds):
        """Count this try; False when ``limit`` tries were made in the last ``seconds``."""
        digest = hmac(self.env(su=True), "coop_campaign-hit", key)
        since = fields.Datetime.now() - timedelta(seconds=seconds)
        domain = [("scope", "=", scope), ("digest", "=", digest), ("create_date", ">", since)]
        if self.search_count(domain, limit=limit) >= limit:
            return False
        self.create({"scope": scope, "digest": digest})
        return True

    @api.autovacuum
    def _gc_hits(self):
        before = fields.Datetime.now() - timedelta(hours=RETENTION_HOURS)
        self.search([("create_date", "<", before)]).unlink()
