from datetime import timedelta

from odoo import fields, models

from ..rules.names import first_name


class CoopMember(models.Model):
    _inherit = "coop.member"

    coop_share_name = fields.Boolean(
        "Shows the full name to the team", help="Otherwise only the first name."
    )
    coop_share_phone = fields.Boolean("Shows the phone number to the team")
    coop_share_email = fields.Boolean("Shows the e-mail address to the team")
    coop_calendar_link_ids = fields.One2many("coop.calendar.link", "member_id")

    def _coop_shown_to_team(self):
        """What those who work with this member may see: only what the member chose to share.

        :return: ``{"name": …, "phone": … or False, "email": … or False}``
        """
        self.ensure_one()
        return {
            "name": self.name if self.coop_share_name else first_name(self.name),
            "phone": self.coop_share_phone and self.phone,
            "email": self.coop_share_email and self.email,
        }

    def _coop_places(self):
        """The seats of templates that these members hold today or later."""
        today = self.env.company._coop_today()
        return self.enrollment_ids.filtered(
            lambda row: row.template_id and row._last_day(today) >= today
        )

    def _coop_bound_days(self):
        """The days of the own shifts that it is too late to give up: another place does not take
        them away."""
        self.ensure_one()
        company = self.company_id
        policy = self.env["coop.work.policy"]._history(company).on(company._coop_today())
        rows = self.env["coop.assignment"].search(
            [
                ("member_id", "=", self.id),
                ("origin", "=", "enrollment"),
                ("state", "=", "expected"),
                ("shift_id.state", "=", "planned"),
                ("shift_id.start", ">=", company._coop_midnight(company._coop_today())),
                (
                    "shift_id.start",
                    "<",
                    fields.Datetime.now() + timedelta(hours=policy.booking.cancel_hours),
                ),
            ]
        )
        return rows.shift_id.mapped("day")

    def _coop_team(self):
        """Those who hold a seat of the member's templates in the same role, by place.

        :return: ``[(enrollment of the member, [what each of the others shows])]``
        """
        self.ensure_one()
        mine = self._coop_places()
        today = self.env.company._coop_today()
        others = self.env["coop.enrollment"].search(
            [
                ("template_id", "in", mine.template_id.ids),
                ("role_id", "in", mine.role_id.ids),
                ("member_id", "!=", self.id),
                *self.env["coop.enrollment"]._running(today),
            ]
        )
        found = others.grouped(lambda row: (row.template_id, row.role_id))
        return [
            (
                place,
                [
                    row.member_id._coop_shown_to_team()
                    for row in found.get((place.template_id, place.role_id), ())
                ],
            )
            for place in mine
        ]

    def _coop_merge_into(self, kept):
        """The link to the calendar of a file that is closed stops working."""
        self.env["coop.calendar.link"]._coop_revoke(self)
        return super()._coop_merge_into(kept)

    def _erase_traces(self, person):
        """What the member wrote when they could not come goes, and their calendar's link."""
        self._erase_words(person, "coop.assignment", "warned_note")
        # sudo: lends the manager the erasing of the links to this one member's calendar.
        self.sudo().coop_calendar_link_ids.unlink()
        return super()._erase_traces(person)
