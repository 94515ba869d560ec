from odoo import models
from odoo.exceptions import UserError


class BasePartnerMerge(models.TransientModel):
    """Odoo's merge of contacts repoints everything, but cannot merge two members' files."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # sudo: lends whoever merges contacts the knowledge that some of them are members.
        members = self.env["coop.member"].sudo().search([("partner_id", "in", list(partner_ids))])
        for company, theirs in members.grouped("company_id").items():
            if len(theirs) > 1:
                raise UserError(
                    self.env._(
                        "These contacts are several members of %s. Merge the members first, with "
                        "the button of the member's form.",
                        company.name,
                    )
                )
        return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)
