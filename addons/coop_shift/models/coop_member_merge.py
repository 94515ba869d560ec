from datetime import date

from odoo import fields, models


class CoopMember(models.Model):
    _inherit = "coop.member"

    def _coop_merge_into(self, kept):
        """The working life of a duplicate goes on in the file that is kept.

        What happened stays where it was written; the balances go over as corrections.
        """
        self._merge_balances(kept)
        self._merge_places(kept)
        self._merge_bookings(kept)
        return super()._coop_merge_into(kept)

    def _merge_balances(self, kept):
        balances = self.env["coop.work.entry"]._balances(self.ids)[self.id]
        self.env["coop.work.correction"].create(
            [
                {
                    "member_id": kept.id,
                    "counter": counter,
                    "amount": amount,
                    "reason": self.env._("Registered twice: from number %s", self.number),
                }
                for counter, amount in balances.items()
                if amount
            ]
        )

    def _merge_places(self, kept):
        """The places held after today, except those that the kept file holds already."""
        today = self.company_id._coop_today()
        places = self.enrollment_ids.filtered(lambda row: row._last_day(date.max) > today)
        held = kept.enrollment_ids.filtered(lambda row: row._last_day(today) >= today)
        # A member owes work in one way at a time: the kept file's.
        other_ways = places.filtered(lambda row: held and row.regime not in held.mapped("regime"))
        if other_ways:
            kept.message_post(
                body=self.env._(
                    "Not taken over from the duplicate, for this member owes work in another way: "
                    "%(places)s.",
                    places=", ".join(other_ways.mapped("display_name")),
                )
            )
        new = [
            {
                "member_id": kept.id,
                "regime": place.regime,
                "template_id": place.template_id.id,
                "role_id": place.role_id.id,
                "seat": place.seat,
                "date_from": max(fields.Date.add(today, days=1), place.date_from),
                "date_to": place.date_to,
            }
            for place in places - other_ways
            if place.template_id not in held.mapped("template_id")
            and (place.template_id or not held)
        ]
        self._coop_end_places(today, self.env._("Registered twice"))
        self.env["coop.enrollment"].create(new)

    def _merge_bookings(self, kept):
        """The shifts booked ahead, except those that the kept file is on already."""
        coming = self.assignment_ids.filtered(
            lambda row: row.state == "expected" and row.start > fields.Datetime.now()
        )
        theirs = kept.assignment_ids.shift_id
        # sudo: lends the manager who merges two files the passing on of the duplicate's bookings.
        coming.filtered(lambda row: row.shift_id not in theirs).sudo().member_id = kept
