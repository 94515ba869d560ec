from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"

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
