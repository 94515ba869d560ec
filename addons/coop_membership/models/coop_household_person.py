from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules import household as rules


class CoopHouseholdPerson(models.Model):
    """A person who shops on a member's standing over a range of days, both ends included."""

    _name = "coop.household.person"
    _description = "Household person"
    _order = "member_id, date_from, id"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("adult", "Adult"), ("child", "Child"), ("temporary", "Temporary buyer")],
        required=True,
        default="adult",
    )
    date_from = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    birth_date = fields.Date(
        "Date of birth", help="A child shops with the household until the day before turning 18."
    )
    date_to = fields.Date(
        "Last day", compute="_compute_date_to", store=True, readonly=False, precompute=True
    )
    told_on = fields.Date(
        "Told on", readonly=True, copy=False, help="When the end was announced, once."
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(partner_id, partner_id, '[]') WITH &&, "
        "int4range(company_id, company_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "This person belongs to a household on some of these days already.",
    )
    _child_until_18 = models.Constraint(
        "CHECK(kind <> 'child' OR birth_date IS NULL OR "
        "(date_to IS NOT NULL AND date_to < birth_date + interval '18 years'))",
        "A child is registered until the day before turning 18 at most.",
    )
    _temporary_180_days = models.Constraint(
        "CHECK(kind <> 'temporary' OR (date_to IS NOT NULL AND date_to - date_from < 180))",
        "A temporary buyer is registered for 180 days at most.",
    )

    @api.depends("kind", "birth_date", "date_from")
    def _compute_date_to(self):
        for row in self:
            allowed = row.date_from and rules.last_day(row.kind, row.date_from, row.birth_date)
            row.date_to = min(filter(None, (row.date_to, allowed)), default=False)

    @api.constrains("member_id", "kind", "date_from", "date_to")
    def _check_maximum(self):
        rows = self.search([("member_id", "in", self.member_id.ids), ("kind", "!=", "child")])
        for member, theirs in rows.grouped("member_id").items():
            most = member.company_id.coop_household_max
            ranges = [(row.date_from, row.date_to or None) for row in theirs]
            if most and rules.most_at_once(ranges) > most:
                raise ValidationError(
                    self.env._(
                        "A member may have at most %(most)s household persons at once, children "
                        "aside. Please end one before adding another to %(member)s.",
                        most=most,
                        member=member.name,
                    )
                )

    # ------------------------------------------------------------------ turning 18

    @api.model
    def _cron_tell_end_of_childhood(self, days=14, limit=200):
        """Tell once, two weeks before, that a child is about to turn 18.

        Only the mail depends on this job: the verdict knows the day since the registration.
        """
        today = self.env.company._coop_today()
        soon = self.search(
            [
                ("kind", "=", "child"),
                ("birth_date", "!=", False),
                ("told_on", "=", False),
                ("date_to", ">=", today),
                ("date_to", "<=", today + timedelta(days=days)),
            ],
            limit=limit,
        )
        template = self.env.ref("coop_membership.mail_template_turning_18")
        self.env["ir.cron"]._commit_progress(remaining=len(soon))
        for row in soon:
            row.told_on = today
            if row.member_id.email:
                template.send_mail(row.id)
            self.env["ir.cron"]._commit_progress(1)
