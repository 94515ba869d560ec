from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.coop_membership.models.one_at_a_time import one_at_a_time

#: A door where more people are forgiven than that in a day, or one faster than the other, is not
#: a door at which people stand.
MOST_A_DAY = 200
PAUSE = timedelta(seconds=5)


class CoopVisit(models.Model):
    """Somebody who may not shop held a card at a door, and the server was asked at that moment.

    The log of a door is what a tablet claims, whenever it likes. A visit is written while the card
    is at the door, at most one each five seconds; the co-op's rules may forgive it.
    """

    _name = "coop.visit"
    _description = "Visit"
    _order = "id desc"
    _rec_name = "partner_id"

    door_id = fields.Many2one("coop.door", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="door_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date("Day", required=True, help="The co-op's day.")
    at = fields.Datetime("When", required=True)
    forgiven = fields.Boolean(readonly=True, help="The co-op's rules gave some days.")
    undone = fields.Boolean("By mistake", readonly=True, help="That person was not there.")

    _once_a_day = models.Constraint(
        "UNIQUE(company_id, partner_id, date)", "This person was at the door that day already."
    )

    @api.model
    def _arrive(self, door, code):
        """A card is held at a door now.

        :param door: as ``coop.door._find`` returns it
        :return: whether the rules gave the person some days
        """
        day, now = door.company_id._coop_today(), fields.Datetime.now()
        verdicts = self.env["coop.verdict"]
        card = verdicts._card(code, door.company_id)
        if not card or (card.revoked_on and card.revoked_on <= day):
            return False
        if verdicts.for_person(card.partner_id.id, day, door.company_id).allowed:
            return False
        # Two visits at once do not both find that there is room: the second is begun anew.
        one_at_a_time(door)
        if not self._has_room(door, card.partner_id, day, now):
            return False
        forgiven = verdicts._coop_first_visit(card.partner_id, day, door.company_id)
        vals = {"door_id": door.id, "at": now, "forgiven": forgiven, "undone": False}
        # sudo: lends the door the writing of this visit.
        visits = self.sudo()
        key = {"partner_id": card.partner_id.id, "date": day, "company_id": door.company_id.id}
        before = visits.search([(name, "=", value) for name, value in key.items()])
        if before:  # by mistake, and now the person is here
            before.write(vals)
        else:
            visits.create({**vals, "partner_id": card.partner_id.id, "date": day})
        return forgiven

    @api.model
    def _not_there(self, door, partners):
        """Somebody at the door says that it was a mistake: what these persons' visits of today
        gave, at this door, is taken back, and their first visit is still to come."""
        # sudo: lends the door the taking back of what was given at it today, and nothing else.
        visits = self.sudo().search(
            [
                ("door_id", "=", door.id),
                ("partner_id", "in", partners.ids),
                ("date", "=", door.company_id._coop_today()),
                ("undone", "=", False),
            ]
        )
        for visit in visits.filtered("forgiven"):
            self.env["coop.verdict"]._coop_no_visit(visit.partner_id, visit.date, visit.company_id)
        visits.write({"undone": True})

    @api.model
    def _has_room(self, door, partner, day, now):
        """Whether the person has not been here today, and the door not too often or just now."""
        # sudo: counts of this door's own visits.
        visits = self.sudo()
        of_door = [("door_id", "=", door.id), ("date", "=", day)]
        person = [
            ("company_id", "=", door.company_id.id),
            ("partner_id", "=", partner.id),
            ("date", "=", day),
            ("undone", "=", False),
        ]
        return not (
            visits.search_count(person, limit=1)
            or visits.search_count([*of_door, ("at", ">", now - PAUSE)], limit=1)
            or visits.search_count(of_door) >= MOST_A_DAY
        )
