from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

#: rules/sale.py over the lines of an order ``o``.
SOLD = SQL(
    """(SELECT coalesce(bool_or((l.qty > 0 AND (l.price_unit >= 0 OR t.list_price >= 0))
                             OR (l.refunded_orderline_id IS NULL AND paid.it > 0.005)), false)
            OR coalesce(sum(paid.it), 0) > 0.005
          FROM pos_order_line l
          JOIN product_product p ON p.id = l.product_id
          JOIN product_template t ON t.id = p.product_tmpl_id,
               LATERAL (
                   SELECT l.qty * l.price_unit * (1 - coalesce(l.discount, 0) / 100) AS it) paid
         WHERE l.order_id = o.id)"""
)


class CoopSaleReport(models.Model):
    """To whom did we sell: one row per paid order, with the verdict of its own time.

    Orders that nobody judged are here too, so that the totals are those of the tills: returns, and
    what was sold while the check was off.
    """

    _name = "coop.sale.report"
    _description = "To whom did we sell"
    _inherit = ["coop.local.time.mixin"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "receipt"

    order_id = fields.Many2one("pos.order", "Sale", readonly=True, bypass_search_access=True)
    receipt = fields.Char(readonly=True)
    date = fields.Datetime(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    config_id = fields.Many2one(
        "pos.config", "Point of sale", readonly=True, bypass_search_access=True
    )
    session_id = fields.Many2one("pos.session", readonly=True)
    partner_id = fields.Many2one("res.partner", "Person", readonly=True)
    number = fields.Integer("Member number", readonly=True, aggregator=False)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary("Total", readonly=True, help="In the currency of the co-op.")
    code = fields.Selection(lambda self: self._code_words(), "Verdict", readonly=True)
    title = fields.Char("Verdict in words", compute="_compute_title")
    outcome = fields.Selection(
        [
            ("allowed", "Allowed"),
            ("refused", "Refused"),
            ("warned", "Sold on a warning"),
            ("override", "Refusal lifted"),
            ("none", "No check"),
        ],
        "The till said",
        readonly=True,
    )
    override_name = fields.Char("Lifted by", readonly=True)
    override_reason = fields.Char("Why it was lifted", readonly=True)
    flags = fields.Integer("Number of flags", readonly=True)
    flag_titles = fields.Char("To look at", compute="_compute_flag_titles")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT o.id, o.id AS order_id, o.pos_reference AS receipt,
                   o.date_order AS date, o.company_id,
                   s.config_id, o.session_id, o.partner_id, m.number,
                   round((o.amount_total / coalesce(nullif(o.currency_rate, 0), 1))::numeric,
                         rc.decimal_places) AS amount,
                   CASE WHEN o.coop_judged_on IS NOT NULL THEN coalesce(o.coop_code, 'no_person')
                        WHEN %(sold)s THEN 'unchecked'
                        ELSE 'return' END AS code,
                   coalesce(c.outcome, 'none') AS outcome,
                   CASE WHEN c.outcome = 'override' THEN coalesce(c.override_name, lp.name)
                   END AS override_name,
                   c.override_reason,
                   (SELECT count(*) FROM coop_order_flag f WHERE f.order_id = o.id) AS flags
              FROM pos_order o
              JOIN pos_session s ON s.id = o.session_id
              JOIN res_company co ON co.id = o.company_id
              JOIN res_currency rc ON rc.id = co.currency_id
         LEFT JOIN coop_check c ON c.id = o.coop_check_id
         LEFT JOIN res_users lu ON lu.id = c.override_user_id
         LEFT JOIN res_partner lp ON lp.id = lu.partner_id
         LEFT JOIN coop_member m ON m.partner_id = o.partner_id AND m.company_id = o.company_id
             WHERE o.state IN ('paid', 'done', 'invoiced')
            """,
            sold=SOLD,
        )

    @api.model
    def _code_words(self):
        """Every verdict with its title, and what is said of an order without one."""
        others = {"return": self.env._("Return"), "unchecked": self.env._("Not checked")}
        return [*self.env["coop.check"]._code_words(), *others.items()]

    @api.depends("code")
    def _compute_title(self):
        titles = dict(self._code_words())
        for row in self:
            row.title = titles.get(row.code, row.code)

    def _compute_flag_titles(self):
        titles = self._flag_titles()
        for row in self:
            row.flag_titles = titles[row.id]

    @api.model
    def _local_rows(self, domain, zone):
        """The sales of a domain as plain rows, in the order of time: for many of them at once.

        :param zone: time zone in which the moments are told
        :return: tuples ``(local moment, receipt, till, person, member number, code, outcome,
            lifted by, why, kinds of its flags, amount)``
        """
        query = self._search(domain, order="date, id")
        sale = self._table
        partner = query.left_join(sale, "partner_id", "res_partner", "id", "person")
        config = query.left_join(sale, "config_id", "pos_config", "id", "till")
        names = ("code", "outcome", "override_name", "override_reason")
        flags = SQL(
            """(SELECT array_agg(f.kind ORDER BY f.kind) FROM coop_order_flag f
                 WHERE f.order_id = %s)""",
            SQL.identifier(sale, "id"),
        )
        moment = SQL("%s AT TIME ZONE 'UTC' AT TIME ZONE %s", SQL.identifier(sale, "date"), zone)
        return self.env.execute_query(
            query.select(
                moment,
                SQL.identifier(sale, "receipt"),
                SQL.identifier(config, "name"),
                SQL.identifier(partner, "name"),
                SQL.identifier(sale, "number"),
                *(SQL.identifier(sale, name) for name in names),
                flags,
                SQL.identifier(sale, "amount"),
            )
        )

    def _flag_titles(self):
        """``{sale id: words of its flags}`` of all these sales at once."""
        flags = self.env["coop.order.flag"]
        words = dict(flags._fields["kind"]._description_selection(self.env))
        titles = defaultdict(list)
        mine = [("order_id", "in", self.ids)]
        for flag in flags.search_fetch(mine, ["order_id", "kind"], order="kind"):
            titles[flag.order_id.id].append(words[flag.kind])
        return {row.id: ", ".join(titles[row.id]) for row in self}
