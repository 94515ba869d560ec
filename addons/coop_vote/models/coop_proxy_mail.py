from odoo import models


class CoopProxy(models.Model):
    """What the giver and the holder of a proxy are told of what the other one does."""

    _inherit = "coop.proxy"

    def _tell_step(self, what):
        """Tell the other of the two what became of a proxy.

        :param what: "asked" or "revoked", for the holder; "accepted", "refused" or "returned", for
            the giver
        """
        # sudo: lends who gives or answers a proxy, and the office, the address of the other party.
        proxy = self.sudo()
        other = proxy.holder_id if what in ("asked", "revoked") else proxy.giver_id
        proxy._tell(other, "coop_vote.proxy_step_mail", {"what": what})

    def _tell(self, other, template, values):
        """One mail to a party of this proxy, in their language; none without an address."""
        if not (other.email or "").strip():
            return
        here = self.with_context(lang=other.lang or self.assembly_id.company_id.partner_id.lang)
        body = here.env["ir.qweb"]._render(template, {"proxy": here, **values})
        # sudo: lends who changes a proxy one mail to its other party.
        self.env["mail.mail"].sudo().create(
            {
                "subject": here.assembly_id.name,
                "body_html": body,
                "email_from": self.assembly_id.company_id.email_formatted,
                "auto_delete": True,
                "recipient_ids": [(4, other.partner_id.id)],
            }
        )
