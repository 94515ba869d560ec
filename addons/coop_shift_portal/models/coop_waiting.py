from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.queue import Waiter, queue, turns

#: Standings in which a place cannot be asked for here.
NO_PLACE = ("not_concerned", "blocked", "closed", "withdrawn")


class CoopWaiting(models.Model):
    """Offers: the seat that became free is offered to the first who waits, for some days.

    Whose turn it is follows from the dates, not from a job: when the last day of an offer is over,
    the next one may take the seat at once. Jobs and clicks only write the mail with its last day.
    """

    _inherit = "coop.waiting"

    offered_on = fields.Date("Seat offered on", readonly=True, copy=False)
    offered_to = fields.Date(
        "Offer holds until", readonly=True, copy=False, help="The last day, included."
    )

    _offer_in_order = models.Constraint(
        "CHECK((offered_on IS NULL) = (offered_to IS NULL) AND offered_on <= offered_to)",
        "An offer has a first and a last day.",
    )

    def _coop_waiters(self):
        """Everybody who waits where these members wait: ``{(template, role): [Waiter]}``."""
        rows = self.search(
            [("template_id", "in", self.template_id.ids), ("role_id", "in", self.role_id.ids)]
        )
        return {
            place: [Waiter(row.id, row.asked_at, row.offered_to or None) for row in group]
            for place, group in rows.grouped(lambda row: (row.template_id, row.role_id)).items()
        }

    @api.depends("template_id", "role_id", "asked_at", "offered_to")
    def _compute_rank(self):
        today = self.env.company._coop_today()
        orders = {place: queue(rows, today) for place, rows in self._coop_waiters().items()}
        for row in self:
            order = orders.get((row.template_id, row.role_id), [])
            row.rank = order.index(row.id) + 1 if row.id in order else len(order) + 1

    def _coop_turns(self):
        """The ids of those who may take a seat today, where these members wait."""
        today = self.env.company._coop_today()
        found = set()
        for (template, role), rows in self._coop_waiters().items():
            found.update(turns(rows, template._free_seats(role, today), today))
        return found

    def _coop_passed(self):
        """Those whose offer went by without an answer: they wait no longer."""
        today = self.env.company._coop_today()
        return self.filtered(lambda row: row.offered_to and row.offered_to < today)

    # ------------------------------------------------------------------ what members do

    @api.model
    def _coop_ask(self, member, template, role):
        """Put a member on the list; asking twice keeps the place in it.

        :raise UserError: when the member cannot hold such a place, or holds it already
        """
        member._coop_one_at_a_time()
        self._coop_check_ask(member, template, role)
        mine = self.search(
            [
                ("member_id", "=", member.id),
                ("template_id", "=", template.id),
                ("role_id", "=", role.id),
            ]
        )
        passed = mine._coop_passed()
        passed.unlink()
        row = (mine - passed) or self.create(
            {"member_id": member.id, "template_id": template.id, "role_id": role.id}
        )
        row._coop_make_offers()
        return row

    @api.model
    def _coop_check_ask(self, member, template, role):
        if member.coop_standing in NO_PLACE or not member.is_member:
            raise UserError(self.env._("Please see the members' office about a place."))
        if role not in template.seat_ids.role_id:
            raise UserError(self.env._("This shift has no such role. Choose another."))
        held = member._coop_places()
        if held.filtered(lambda row: row.template_id == template and row.role_id == role):
            raise UserError(self.env._("You hold this place already."))

    def _coop_leave_list(self):
        """Leave the list, or decline what was offered: the next one is told."""
        template, role = self.template_id, self.role_id
        self.unlink()
        self._coop_offer_at(template, role)

    def _coop_accept(self):
        """Take the seat offered: from today on, or from the day after an own shift that it is too
        late to give up. The former place ends the day before.

        :return: the new ``coop.enrollment``
        :raise UserError: when it is somebody else's turn, the offer is over, or another place was
            taken today
        """
        self.ensure_one()
        self.member_id._coop_one_at_a_time()
        if self.id not in self._coop_turns():
            raise UserError(
                self.env._(
                    "This seat is not free for you any more. Your place in the list is shown below."
                )
            )
        member, template, role = self.member_id, self.template_id, self.role_id
        today = member.company_id._coop_today()
        self._coop_check_once_a_day(member, today)
        last = max([today - timedelta(days=1), *member._coop_bound_days()])
        first = last + timedelta(days=1)
        member._coop_end_places(last, self.env._("Took another place."))
        self.unlink()
        return self.env["coop.enrollment"].create(
            {
                "member_id": member.id,
                "regime": self._coop_fixed_regime(member.company_id, first),
                "template_id": template.id,
                "role_id": role.id,
                "date_from": first,
            }
        )

    @api.model
    def _coop_check_once_a_day(self, member, today):
        """:raise UserError: when the member chose a place today already"""
        if member._coop_places().filtered(lambda row: row.decided_on == today <= row.date_from):
            raise UserError(
                self.env._(
                    "You chose a place today already. Please come back tomorrow, or ask the "
                    "members' office."
                )
            )

    @api.model
    def _coop_fixed_regime(self, company, day):
        """The first regime of the rules: that of those who hold a place."""
        return self.env["coop.work.policy"]._history(company).on(day).default_regime

    # ------------------------------------------------------------------ offers

    def _coop_make_offers(self):
        """Write down, and mail, the offers to those whose turn it is and who were not told yet.

        Doing it twice tells once.
        """
        waiting = self.browse(self._coop_turns()).filtered(lambda row: not row.offered_on)
        for row in waiting.sorted("id"):
            row._coop_offer()
        return waiting

    def _coop_offer(self):
        company = self.company_id
        today = company._coop_today()
        days = timedelta(days=company.coop_offer_days - 1)
        self.write({"offered_on": today, "offered_to": today + days})
        self._coop_notify_offer()

    def _coop_notify_offer(self):
        """The mail with the offer, in the member's language. No address: the office calls."""
        template = self.env.ref("coop_shift_portal.mail_template_offer", raise_if_not_found=False)
        if template and self.member_id.email:
            template.send_mail(self.id)

    @api.model
    def _coop_offer_at(self, templates, roles):
        """Offer what is free on some templates to those who wait there."""
        rows = self.search([("template_id", "in", templates.ids), ("role_id", "in", roles.ids)])
        return rows._coop_make_offers()

    @api.model
    def _cron_offers(self):
        """The daily job: tells those whose turn came because an offer went by."""
        companies = self.env["coop.work.policy"].search([("company_id", "!=", False)]).company_id
        for company in companies:
            rows = self.with_company(company).search([("company_id", "=", company.id)])
            rows._coop_make_offers()

    # ------------------------------------------------------------------ what there is

    @api.model
    def _coop_overview(self, company, weekday):
        """The templates of a weekday with what is free and who waits, in a constant number of
        queries.

        :return: ``[(template, [(role, free seats, how many wait), …]), …]``
        """
        today = company._coop_today()
        templates = self.env["coop.shift.template"].search(
            [
                ("company_id", "=", company.id),
                ("weekday", "=", weekday),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ]
        )
        held = templates._places_from(today).grouped(lambda row: (row.template_id, row.role_id))
        waiting = self.search([("template_id", "in", templates.ids)])
        waiting = (waiting - waiting._coop_passed()).grouped(
            lambda row: (row.template_id, row.role_id)
        )
        return [
            (
                template,
                [
                    (
                        line.role_id,
                        max(line.seats - len(held.get((template, line.role_id), ())), 0),
                        len(waiting.get((template, line.role_id), ())),
                    )
                    for line in template.seat_ids
                ],
            )
            for template in templates
        ]
