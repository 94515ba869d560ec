from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL


class CoopSaleReport(models.Model):
    """To whom did we sell: one row per judged sale, with the verdict of its own time."""

    _name = "coop.sale.report"
    _description = "To whom did we sell"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("pos.order", "Sale", readonly=True)
    receipt = fields.Char(readonly=True)
    date = fields.Datetime(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    config_id = fields.Many2one("pos.config", "Point of sale", readonly=True)
    session_id = fields.Many2one("pos.session", readonly=True)
    partner_id = fields.Many2one("res.partner", "Person", readonly=True)
    number = fields.Integer("Member number", readonly=True, aggregator=False)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary("Total", readonly=True)
    code = fields.Selection(
        lambda self: self.env["coop.check"]._code_words(), "Verdict", readonly=True
    )
    title = fields.Char("Verdict in words", compute="_compute_title")
    outcome = fields.Selection(
        [
            ("allowed", "Allowed"),
            ("refused", "Refused"),
            ("warned", "Sold on a warning"),
            ("override", "Refusal lifted"),
            ("none", "No check"),
        ],
        readonly=True,
    )
    override_name = fields.Char("Lifted by", readonly=True)
    override_reason = fields.Char("Why it was lifted", readonly=True)
    flags = fields.Integer("To look at", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT o.id, o.id AS order_id, o.pos_reference AS receipt,
                   o.date_order AS date, o.company_id,
                   s.config_id, o.session_id, o.partner_id, m.number,
                   o.amount_total AS amount, coalesce(o.coop_code, 'no_person') AS code,
                   coalesce(c.outcome, 'none') AS outcome,
                   CASE WHEN c.outcome = 'override' THEN coalesce(c.override_name, lp.name)
                   END AS override_name,
                   c.override_reason,
                   (SELECT count(*) FROM coop_order_flag f WHERE f.order_id = o.id) AS flags
              FROM pos_order o
              JOIN pos_session s ON s.id = o.session_id
         LEFT JOIN coop_check c ON c.id = o.coop_check_id
         LEFT JOIN res_users lu ON lu.id = c.override_user_id
         LEFT JOIN res_partner lp ON lp.id = lu.partner_id
         LEFT JOIN coop_member m ON m.partner_id = o.partner_id AND m.company_id = o.company_id
             WHERE o.coop_judged_on IS NOT NULL
            """
        )

    @api.depends("code")
    def _compute_title(self):
        texts = self.env["coop.verdict"]._texts()
        for row in self:
            row.title = texts.get(row.code, (row.code,))[0]

    def _flag_titles(self):
        """``{sale id: words of its flags}`` of all these sales at once."""
        flags = self.env["coop.order.flag"]
        words = dict(flags._fields["kind"]._description_selection(self.env))
        titles = defaultdict(list)
        for flag in flags.search_fetch([("order_id", "in", self.ids)], ["order_id", "kind"]):
            titles[flag.order_id.id].append(words[flag.kind])
        return {row.id: ", ".join(titles[row.id]) for row in self}
