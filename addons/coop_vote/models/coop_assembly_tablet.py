import secrets

from odoo import api, fields, models

from odoo.addons.coop_membership.rules.token import is_token

KEY_LENGTH = 43


class CoopAssembly(models.Model):
    """The check-in on a tablet that nobody is signed in at: a link that can be revoked."""

    _inherit = "coop.assembly"

    tablet_key = fields.Char(
        "Key of the tablet", copy=False, readonly=True, groups="coop_vote.group_assembly"
    )
    tablet_lang = fields.Char(
        "Language of the tablet", copy=False, readonly=True, groups="coop_vote.group_assembly"
    )
    tablet_url = fields.Char(
        "Link for the check-in tablet",
        compute="_compute_tablet_url",
        groups="coop_vote.group_assembly",
        help="Whoever has it finds members by card, number or name, and checks them in and out. It "
        "opens no other page, and ends with the session.",
    )

    _tablet_key_unique = models.Constraint("UNIQUE(tablet_key)", "A link opens one assembly.")

    @api.depends("tablet_key")
    def _compute_tablet_url(self):
        for assembly in self:
            key = assembly.tablet_key
            here = f"{assembly.get_base_url()}/coop/assembly/tablet"
            assembly.tablet_url = f"{here}/{key}" if key else False

    def action_tablet_link(self):
        """A link for the tablet, in the language of whoever makes it; the former one is revoked."""
        for assembly in self:
            key = secrets.token_urlsafe(32)
            assembly.check_access("write")
            assembly._put(tablet_key=key, tablet_lang=self.env.lang or "en_US")

    def action_tablet_revoke(self):
        """Shut the tablet out at once."""
        self.check_access("write")
        self._put(tablet_key=False)

    @api.model
    def _find_by_tablet(self, key):
        """The assembly of a tablet's key, as a superuser's record; empty for a wrong or revoked
        key, and once the session is over."""
        # sudo: lends whoever holds the secret link the check-in of one assembly; the pages of the
        # tablet call nothing else of it.
        assemblies = self.sudo()
        if not is_token(key, KEY_LENGTH):
            return assemblies.browse()
        domain = [("tablet_key", "=", key), ("state", "in", ("convened", "open"))]
        assembly = assemblies.search(domain, limit=1)
        installed = dict(self.env["res.lang"].get_installed())
        lang = assembly.tablet_lang if assembly.tablet_lang in installed else "en_US"
        return assembly.with_company(assembly.company_id).with_context(lang=lang)
