from odoo import models
from odoo.exceptions import AccessError


class PosSession(models.Model):
    _inherit = "pos.session"

    def write(self, vals):
        """Keep a session at its till: whether persons are checked is that till's.

        :raise AccessError: when it is to be moved to another
        """
        if "config_id" in vals and any(
            session.config_id.id != vals["config_id"] for session in self
        ):
            raise AccessError(
                self.env._("A session stays at its till. Close it, and open one at the other till.")
            )
        return super().write(vals)

    def get_closing_control_data(self):
        data = super().get_closing_control_data()
        data["coop_flags"] = self._coop_flag_summary()
        return data

    def _coop_flag_summary(self):
        """What the session's closing screen says: ``[[sentence, number of sales], …]``."""
        # sudo: lends the cashier who closes the session the number of flags of each kind.
        session = self.sudo()
        orders = session.order_ids.filtered(lambda order: not order.coop_judged_on)
        orders._coop_judge_safely()
        flags = session.env["coop.order.flag"]
        labels = dict(flags._fields["kind"]._description_selection(self.env))
        domain = [("session_id", "=", self.id), ("reviewed_on", "=", False)]
        kinds = flags._read_group(domain, ["kind"], ["__count"])
        return [[labels[kind], count] for kind, count in kinds]
