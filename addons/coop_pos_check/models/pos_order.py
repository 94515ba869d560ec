import logging
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.coop_membership.rules import verdict as verdict_rules

from ..rules import judgement, sale

_logger = logging.getLogger(__name__)

#: What only the server says of an order; a till that sends one of these is not listened to.
SERVER_FIELDS = (
    "coop_check_id",
    "coop_code",
    "coop_judged_on",
    "coop_flag_ids",
    "coop_judged_partner_id",
    "coop_judged_amount",
    "coop_edited_on",
)
OFFICE = "coop_membership.group_office"
PAID = ("paid", "done", "invoiced")
#: Flags that say who was served.
SERVED = ("no_person", "refused_paid")


class PosOrder(models.Model):
    _name = "pos.order"
    _inherit = ["pos.order", "coop.sold.mixin"]

    coop_check_uuid = fields.Char("Check claimed by the till", copy=False)
    coop_check_id = fields.Many2one(
        "coop.check", "Check", index="btree_not_null", copy=False, readonly=True, groups=OFFICE
    )
    coop_code = fields.Char(
        "Verdict at the time of the sale", copy=False, readonly=True, groups=OFFICE
    )
    coop_title = fields.Char("Verdict in words", compute="_compute_coop_title", groups=OFFICE)
    coop_judged_on = fields.Datetime("Judged on", copy=False, readonly=True, groups=OFFICE)
    coop_judged_partner_id = fields.Many2one(
        "res.partner",
        "First judged for",
        index="btree_not_null",
        copy=False,
        readonly=True,
        groups=OFFICE,
        help="Who was on the sale when it was made; empty: nobody.",
    )
    coop_judged_amount = fields.Monetary(
        "First judged amount",
        copy=False,
        readonly=True,
        groups=OFFICE,
        help="What the sale came to when it was made.",
    )
    coop_edited_on = fields.Datetime(
        "Changed after the payment on", copy=False, readonly=True, groups=OFFICE
    )
    coop_flag_ids = fields.One2many(
        "coop.order.flag", "order_id", "To look at", copy=False, readonly=True, groups=OFFICE
    )

    def _coop_sale(self):
        return self

    @api.depends("coop_code")
    def _compute_coop_title(self):
        texts = self.env["coop.verdict"]._texts()
        for order in self:
            order.coop_title = texts.get(order.coop_code, (order.coop_code,))[0]

    @api.model
    def sync_from_ui(self, orders):
        for order in orders:
            for name in SERVER_FIELDS:
                order.pop(name, None)
        result = super().sync_from_ui(orders)
        # By id: Odoo takes the uuid out of an order that was saved before it was paid.
        self.browse([row["id"] for row in result["pos.order"]])._coop_judge_safely()
        return result

    def write(self, vals):
        """Judge what is paid in another way than by a till, and who is put on a sale afterwards.

        :raise AccessError: when a sale that is paid is to be moved to another till
        """
        self._coop_check_till(vals)
        # sudo: whether these orders were judged; nothing comes out.
        judged = self.sudo().filtered("coop_judged_on") if "partner_id" in vals else self.browse()
        result = super().write(vals)
        if judged:
            judged._coop_judge_safely()
        if vals.get("state") in PAID:
            self._coop_judge_later()
        return result

    def _coop_check_till(self, vals):
        paid = self.filtered(lambda order: order.state in PAID)
        till = self.env["pos.session"].browse(vals.get("session_id")).config_id
        if "session_id" in vals and paid.config_id - till:
            raise AccessError(self.env._("A sale that is paid stays at the till that made it."))
        if "uuid" in vals and any(order.uuid != vals["uuid"] for order in paid):
            raise AccessError(self.env._("A sale that is paid keeps its number."))

    def _coop_note_edit(self):
        """Goods or amounts of these changed: judge what is paid again, and say that it changed."""
        # sudo: whoever changes a sale has it judged; nothing comes out.
        paid = self.sudo().filtered(lambda order: order.state in PAID)
        paid._coop_judge_later()
        judged = paid.filtered("coop_judged_on")
        if judged:
            judged.filtered(
                lambda order: not order.coop_edited_on
            ).coop_edited_on = fields.Datetime.now()
            judged._coop_judge_safely()

    def _coop_judge_later(self):
        """Just before the commit, judge these orders unless it was done by then.

        An order is not always paid by a till: the backend, the web and a kiosk do it too.
        """
        precommit = self.env.cr.precommit
        if "coop_pos_check.paid" not in precommit.data:
            precommit.data["coop_pos_check.paid"] = set()
            precommit.add(self.env["pos.order"]._coop_judge_noted)
        precommit.data["coop_pos_check.paid"] |= set(self.ids)

    @api.model
    def _coop_judge_noted(self):
        ids = self.env.cr.precommit.data.pop("coop_pos_check.paid", set())
        # sudo: whoever pays an order has it judged; nothing comes out.
        orders = self.sudo().browse(sorted(ids)).exists()
        orders.filtered(lambda order: not order.coop_judged_on)._coop_judge_safely()

    @api.model
    def _coop_check_arrived(self, checks):
        """Checks that come after their orders: judge these again."""
        uuids = [check.order_uuid for check in checks if check.order_uuid]
        if uuids:
            # sudo: the cashier who sends the check has the order judged; nothing comes out.
            orders = self.sudo().search([("uuid", "in", uuids), ("state", "!=", "draft")])
            orders._coop_judge_safely()

    def _coop_judge_safely(self):
        """Judge, and never stand in the way of a sale that has happened.

        Whatever goes wrong is logged; the orders stay unjudged and are taken up again when the
        session is closed.
        """
        try:
            with self.env.cr.savepoint():
                # sudo: lends the cashier's synchronisation the right to write down what the
                # server thinks of these orders; the cashier cannot read it.
                self.sudo()._coop_judge()
        except Exception:
            _logger.exception("Could not judge the orders %s", self.ids)

    def _coop_judge(self):
        """Compare each sale with the verdict of its own time. A constant number of queries."""
        sales = self.filtered(lambda order: order._coop_is_judged_sale())
        for company in sales.company_id:
            own = sales.filtered(lambda order, company=company: order.company_id == company)
            own.with_company(company)._coop_judge_company(company)

    def _coop_is_judged_sale(self):
        """Paid, something was sold, and the till checks persons. Returns are always possible.

        What was a sale stays one, whatever is taken out of it.
        """
        return (
            self.state in PAID
            and (self.config_id.coop_check_mode != "off" or self.coop_check_uuid)
            and (self.coop_judged_on or sale.is_sale(self.lines._coop_sale_lines()))
        )

    def _coop_judge_company(self, company):
        now = fields.Datetime.now()
        days = {order: order._coop_day(company, now) for order in self}
        self._coop_give_sold_passes(company, days)
        verdicts = self._coop_verdicts(company, days)
        checks = self._coop_own_checks()
        others = self._coop_meant_for_others()
        flags = {}
        for order in self:
            check = checks.get(order.id)
            verdict = verdicts[order.id]
            order.coop_check_id = check or False
            if not order.coop_judged_on:
                order.coop_judged_on = now
                order.coop_judged_partner_id = order.partner_id
                order.coop_judged_amount = order.amount_total
            if order.partner_id == order.coop_judged_partner_id:
                order.coop_code = verdict.code if verdict else False
            flags[order.id] = order._coop_flags(check, verdict, order in others)
        self._coop_store_flags(flags)

    def _coop_day(self, company, now):
        """The co-op's day of a sale, which is never in the future."""
        return company._coop_local_day(judgement.moment_to_judge(self.date_order, now))

    def _coop_give_sold_passes(self, company, days):
        """A pass that was sold is one everywhere until midnight."""
        buyers = {
            (order.partner_id.id, day): order
            for order, day in days.items()
            if order.partner_id and order._coop_sells_pass()
        }
        if not buyers:
            return
        passes = self.env["coop.day.pass"]
        partner_ids = [partner_id for partner_id, _day in buyers]
        known = passes.search(
            [("company_id", "=", company.id), ("partner_id", "in", partner_ids)]
        ).mapped(lambda one: (one.partner_id.id, one.date))
        passes.create(
            [
                {
                    "partner_id": partner_id,
                    "company_id": company.id,
                    "date": day,
                    "user_id": order.user_id.id or self.env.uid,
                    "reason": self.env._("Sold: %(receipt)s", receipt=order.pos_reference),
                }
                for (partner_id, day), order in buyers.items()
                if (partner_id, day) not in known
            ]
        )

    def _coop_sells_pass(self):
        product = self.config_id.coop_pass_product_id
        return bool(product) and any(
            line.product_id == product and line.qty > 0 for line in self.lines
        )

    def _coop_verdicts(self, company, days):
        """``{order_id: Verdict or None}`` on the day of each sale."""
        model = self.env["coop.verdict"]
        reasons = model._reasons()
        first = min(days.values(), default=None)
        lines = model.timelines(self.partner_id.ids, first, company)
        return {
            order.id: verdict_rules.at(lines[order.partner_id.id], day, reasons)
            if order.partner_id
            else None
            for order, day in days.items()
        }

    def _coop_own_checks(self):
        """``{order_id: check}``, only checks that were really made for that order."""
        uuids = [order.coop_check_uuid for order in self if order.coop_check_uuid]
        by_uuid = {
            check.uuid: check for check in self.env["coop.check"].search([("uuid", "in", uuids)])
        }
        found = {order.id: by_uuid.get(order.coop_check_uuid) for order in self}
        return {
            order.id: found[order.id]
            for order in self
            if found[order.id] and found[order.id]._matches(order)
        }

    def _coop_meant_for_others(self):
        """Those of these orders that were refused to, or ordered by, somebody else before."""
        refusals = self.env["coop.check"].search_fetch(
            [("order_uuid", "in", self.mapped("uuid")), ("outcome", "=", "refused")],
            ["order_uuid", "partner_id"],
        )
        refused = defaultdict(set)
        for check in refusals.filtered("partner_id"):
            refused[check.order_uuid].add(check.partner_id.id)
        return self.filtered(
            lambda order: (refused[order.uuid] | order._coop_ordered_by()) - {order.partner_id.id}
        )

    def _coop_ordered_by(self):
        """Ids of the persons whose quotations are among the goods (with ``pos_sale``)."""
        if "sale_order_origin_id" not in self.lines._fields:
            return set()
        # sudo: whose quotation a line comes from, for the judgement of the sale.
        return set(self.sudo().lines.sale_order_origin_id.partner_id.ids)

    def _coop_flags(self, check, verdict, meant_for_another):
        sold = judgement.Sale(
            paid_at=self.date_order,
            received_at=self.coop_judged_on,
            has_person=bool(self.partner_id),
            session_start=self.session_id.start_at or None,
            claims_check=bool(self.coop_check_uuid),
            person_changed=self.partner_id != self.coop_judged_partner_id,
            meant_for_another=meant_for_another,
            edited=bool(self.coop_edited_on),
        )
        said = check and judgement.Check(
            at=check.at,
            code=check.code,
            allowed=check.allowed,
            outcome=check.outcome,
            data_age=check.data_age,
            skew=check.skew,
            override_valid=check.outcome != "override" or check.override_valid,
        )
        code, allowed = (verdict.code, verdict.allowed) if verdict else ("", False)
        return judgement.judge(sold, said or None, code, allowed, self.config_id.coop_max_age * 60)

    def _coop_store_flags(self, flags):
        """Replace the flags, but keep those that stay, with whoever looked at them.

        Of a sale that got another person afterwards, it stays true who was served.
        """
        present = defaultdict(set)
        stale = self.env["coop.order.flag"]
        for flag in stale.search([("order_id", "in", self.ids)]):
            order = flag.order_id
            other_person = order.partner_id != order.coop_judged_partner_id
            if flag.kind in flags[order.id] or (other_person and flag.kind in SERVED):
                present[flag.order_id.id].add(flag.kind)
            else:
                stale |= flag
        stale.unlink()
        stale.create(
            [
                {"order_id": order_id, "kind": kind}
                for order_id, kinds in flags.items()
                for kind in sorted(kinds - present[order_id])
            ]
        )
