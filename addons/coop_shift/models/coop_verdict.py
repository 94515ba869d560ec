from odoo import api, models

from odoo.addons.coop_membership.rules.verdict import Reason, Span, with_refusals

REFUSALS = (
    Reason("on_leave", False, liftable=True),
    Reason("unsubscribed", False, liftable=True),
    Reason("suspended", False, liftable=True),
    Reason("frozen", False, liftable=True),
    Reason("expired", False, liftable=True),
    Reason("closed", False),
    Reason("withdrawn", False),
)
#: Standings that say nothing that membership's own spans do not say already.
SILENT = ("up_to_date", "not_concerned", "blocked", "unpaid")


class CoopVerdict(models.AbstractModel):
    _inherit = "coop.verdict"

    @api.model
    def _reasons(self):
        return with_refusals(super()._reasons(), *REFUSALS)

    @api.model
    def _member_spans(self, members):
        spans = super()._member_spans(members)
        members._coop_fold_dirty()
        rows = self.env["coop.standing"].search_fetch(
            [("member_id", "in", members.ids), ("standing", "not in", SILENT)],
            ["member_id", "date_from", "date_end", "standing"],
        )
        for row in rows:
            span = Span(row.standing, row.date_from, row.date_end or None)
            spans[row.member_id.id].append(span)
        return spans

    @api.model
    def _coop_first_visit(self, partner, day, company):
        """At the first visit after a suspension the rules may give some days, by themselves."""
        written = super()._coop_first_visit(partner, day, company)
        history = self.env["coop.work.policy"]._history_of(company.id)
        respite = history and history.on(day).grace
        if not (respite and respite.automatic):
            return written
        # sudo: lends the door the right to note the extra time that the rules give to the member
        # who stands there, or whose household does; bounded to what ``_offer`` allows that day.
        graces = self.env["coop.grace"].sudo()
        # sudo: as above, to find that member.
        member = self.sudo()._coop_member_of(partner, day, company)
        if not member or graces._offer(member, "grace", day)[1]:
            return written
        graces._give(member, "grace", graces._first_visit_words(company), day)
        return True

    @api.model
    def _coop_no_visit(self, partner, day, company):
        # sudo: lends the door the finding of that member, and below the taking back of what it gave
        # them on that one day.
        member = self.sudo()._coop_member_of(partner, day, company)
        # sudo: as above.
        graces = self.env["coop.grace"].sudo()
        given = graces.search(
            [
                ("member_id", "=", member.id),
                ("kind", "=", "grace"),
                ("date_from", "=", day),
                ("undone_on", "=", False),
            ]
        )
        given.write({"undone_on": day, "by_mistake": True})
        return super()._coop_no_visit(partner, day, company)

    @api.model
    def _coop_member_of(self, partner, day, company):
        """The member that a person is, or on whose standing they shop on a day."""
        member = self.env["coop.member"].search(
            [("partner_id", "=", partner.id), ("company_id", "=", company.id)]
        )
        household = self.env["coop.household.person"].search(
            [
                ("partner_id", "=", partner.id),
                ("company_id", "=", company.id),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ],
            limit=1,
        )
        return member or household.member_id

    @api.model
    def _looks(self):
        return {
            **super()._looks(),
            "on_leave": ("fa-plane", "stop"),
            "unsubscribed": ("fa-calendar-times-o", "stop"),
            "suspended": ("fa-pause-circle", "stop"),
            "frozen": ("fa-snowflake-o", "stop"),
        }

    @api.model
    def _texts(self):
        _ = self.env._
        return {
            **super()._texts(),
            "on_leave": (
                _("On leave"),
                _("The leave is not over yet. To shop, ask the office to end it."),
                _("To shop again before its end, ask the members' office to end your leave."),
            ),
            "unsubscribed": (
                _("Without a shift"),
                _("There is no shift chosen at the moment. The office finds one with you."),
                _("Choose a shift with the members' office to shop again."),
            ),
            "suspended": (
                _("Make-ups late"),
                _("Make-ups are late. The office can give some more time."),
                _("Do your make-ups, or ask the members' office for more time."),
            ),
            "frozen": (
                _("Account frozen"),
                _("The account is frozen. Registering for shifts opens it again."),
                _("Register for shifts, or talk to the members' office."),
            ),
            "expired": (
                _("Membership to renew"),
                _("The yearly membership is to be renewed."),
                _("Renew your yearly membership at the members' office."),
            ),
            "closed": (
                _("Account closed"),
                _("This account was closed. The office can open it again."),
                _("Talk to the members' office to open your account again."),
            ),
            "withdrawn": (
                _("Has withdrawn"),
                _("This person has withdrawn from the co-op. The office can help."),
                _("Talk to the members' office if you wish to come back."),
            ),
        }
