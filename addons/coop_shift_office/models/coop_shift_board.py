from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.coop_shift.models.coop_shift_template import clock
from odoo.addons.coop_shift.rules.cycle import letter


class CoopShiftBoard(models.AbstractModel):
    """The week board: who holds which seat of which template, one week of the cycle at a time.

    Nothing is stored here. Reading goes through the models shown, with the rights of the user; the
    number of statements does not depend on how many members there are.
    """

    _name = "coop.shift.board"
    _description = "Week board"

    @api.model
    @api.readonly
    def week(self, monday=None):
        """Everything that the board shows of one week.

        :param monday: any day of the week, as a date or text; today without one
        :return: ``letter``, ``monday``, ``weeks`` (``[{letter, monday}]``, the next of each),
            ``days`` (seven dates), ``roles``, ``templates`` and ``people``; see the methods below
        """
        company = self.env.company
        cycle = self._cycle(company)
        day = fields.Date.to_date(monday) or company._coop_today()
        monday = day - timedelta(days=day.weekday())
        templates = self._templates(company, cycle, monday)
        places = self._places(templates, monday)
        return {
            "letter": cycle.letter(monday),
            "monday": fields.Date.to_string(monday),
            "title": format_date(self.env, monday),
            "weeks": self._weeks(cycle, monday),
            "moves_from": fields.Date.to_string(self._first_move(company, monday)),
            "roles": self._roles(templates),
            "templates": self._cards(templates, places, monday),
            "people": self._people(company, places, monday),
        }

    @api.model
    def _cycle(self, company):
        history = self.env["coop.work.policy"]._history(company)
        return history.on(company._coop_today()).cycle

    @api.model
    def _first_move(self, company, monday):
        """The day from which a move applies unless another is chosen: never one of the past."""
        return max(monday, company._coop_today() + timedelta(days=1))

    @api.model
    def _weeks(self, cycle, monday):
        """The weeks of the cycle around the one shown, in the order of their letters."""
        start = cycle.start(monday)
        return [
            {"letter": letter(n), "monday": fields.Date.to_string(start + timedelta(weeks=n))}
            for n in range(cycle.weeks)
        ]

    @api.model
    def _templates(self, company, cycle, monday):
        return self.env["coop.shift.template"].search_fetch(
            [
                ("company_id", "=", company.id),
                ("week", "=", cycle.week_number(monday)),
                ("date_from", "<=", monday + timedelta(days=6)),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", monday),
            ],
            ["name", "weekday", "hour_from", "hour_to", "date_from", "date_to"],
        )

    @api.model
    def _places(self, templates, monday):
        """``{template id: enrollments that hold a seat on the template's day of that week}``."""
        sunday = monday + timedelta(days=6)
        rows = self.env["coop.enrollment"].search_fetch(
            [
                ("template_id", "in", templates.ids),
                ("date_from", "<=", sunday),
                *self.env["coop.enrollment"]._running_from(monday),
            ],
            ["member_id", "template_id", "role_id", "seat"]
            + ["date_from", "date_to", "dropped_on", "withdrawn_on"],
            order="template_id, role_id, seat",
        )
        days = {t.id: monday + timedelta(days=int(t.weekday)) for t in templates}
        held = defaultdict(list)
        for row in rows:
            day = days[row.template_id.id]
            if row.date_from <= day <= row._last_day(day):
                held[row.template_id.id].append(row)
        return held

    @api.model
    def _roles(self, templates):
        """``[{id, name}]`` of the roles that these templates have seats for, in their order."""
        roles = self.env["coop.shift.role"].browse(templates.seat_ids.role_id.ids)
        return [{"id": role.id, "name": role.name} for role in roles.sorted()]

    @api.model
    def _cards(self, templates, places, monday):
        """One card per template: hours, and by role its seats, who waits, and who holds them."""
        waiting = self._waiting(templates)
        cards = []
        for template in templates:
            day = monday + timedelta(days=int(template.weekday))
            if not template.date_from <= day <= (template.date_to or day):
                continue
            cards.append(
                {
                    "id": template.id,
                    "name": template.name or "",
                    "weekday": int(template.weekday),
                    "from": clock(template.hour_from),
                    "to": clock(template.hour_to),
                    "roles": self._card_roles(template, places[template.id], waiting),
                }
            )
        return cards

    @api.model
    def _card_roles(self, template, rows, waiting):
        lines = {line.role_id.id: line.seats for line in template.seat_ids}
        for row in rows:
            lines.setdefault(row.role_id.id, 0)
        return [
            {
                "id": role_id,
                "seats": seats,
                "waiting": waiting.get((template.id, role_id), 0),
                "places": [self._chip(row) for row in rows if row.role_id.id == role_id],
            }
            for role_id, seats in lines.items()
        ]

    @api.model
    def _chip(self, row):
        """``[enrollment, member, seat, last day in words]``: short, there are thousands."""
        last = row._last_day(None)
        return [row.id, row.member_id.id, row.seat, last and format_date(self.env, last)]

    @api.model
    def _waiting(self, templates):
        rows = self.env["coop.waiting"]._read_group(
            [("template_id", "in", templates.ids)], ["template_id", "role_id"], ["__count"]
        )
        return {(template.id, role.id): count for template, role, count in rows}

    @api.model
    def _people(self, company, places, monday):
        """``{member id: [number, name, standing]}``; no standing for those who are up to date."""
        ids = {row.member_id.id for rows in places.values() for row in rows}
        # One search: reading known records would go in slices of a thousand.
        found = [("id", "in", list(ids))]
        everybody = self.env["coop.member"].with_context(active_test=False)
        members = everybody.search_fetch(found, ["number", "name"], order="id")
        standings = self._standings(company, ids)
        return {
            member.id: [member.number, member.name or "", standings.get(member.id, "")]
            for member in members
        }

    @api.model
    def _standings(self, company, ids):
        """The standings of today that the office should see on the board, by member."""
        today = company._coop_today()
        rows = self.env["coop.standing"].search_fetch(
            [
                ("member_id", "in", list(ids)),
                ("standing", "!=", "up_to_date"),
                ("date_from", "<=", today),
                "|",
                ("date_end", "=", False),
                ("date_end", ">", today),
            ],
            ["member_id", "standing"],
        )
        return {row.member_id.id: row.standing for row in rows}

    # ------------------------------------------------------------------ moving one place

    @api.model
    @api.readonly
    def targets(self, week, day):
        """The templates of a week of the cycle with their free seats from a day on.

        :param week: 0 for week A…
        :return: ``[{id, label, roles: [{id, name, free}]}]``
        """
        day = fields.Date.to_date(day)
        templates = self.env["coop.shift.template"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("week", "=", week),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )
        held = defaultdict(set)
        for row in templates._places_from(day):
            held[row.template_id.id, row.role_id.id].add(row.seat)
        return [
            {
                "id": template.id,
                "label": template.display_name,
                "roles": [
                    {
                        "id": line.role_id.id,
                        "name": line.role_id.name,
                        "free": max(line.seats - len(held[template.id, line.role_id.id]), 0),
                    }
                    for line in template.seat_ids
                ],
            }
            for template in templates
        ]

    @api.model
    @api.readonly
    def preview_move(self, place_id, template_id, role_id, day):
        """What moving a place would do: ``{possible, lines}``, in words; writes nothing."""
        place, template, role, day = self._move_of(place_id, template_id, role_id, day)
        if day <= self.env.company._coop_today():
            problem = self.env._("Choose a day to come: the past is not rewritten.")
            return {"possible": False, "lines": [problem]}
        seat, code = place._coop_move_seats(template, role, day)[place]
        if code:
            return {"possible": False, "lines": [place._coop_move_texts()[code]]}
        return {"possible": True, "lines": place._coop_move_lines(template, role, seat, day)}

    @api.model
    def move(self, place_id, template_id, role_id, day):
        """Move a place from a day on; doing it twice moves it once.

        :raise UserError: when it cannot move; says why
        """
        place, template, role, day = self._move_of(place_id, template_id, role_id, day)
        place._coop_check_move_day(day)
        seat, code = place._coop_move_seats(template, role, day)[place]
        if code:
            raise UserError(place._coop_move_texts()[code])
        return place._coop_move({place: seat}, template, role, day).id

    @api.model
    def _move_of(self, place_id, template_id, role_id, day):
        """:raise UserError: when something has gone since the board was read"""
        self.env["coop.enrollment"].check_access("write")
        place = self.env["coop.enrollment"].browse(int(place_id)).exists()
        template = self.env["coop.shift.template"].browse(int(template_id)).exists()
        role = self.env["coop.shift.role"].browse(int(role_id)).exists()
        day = fields.Date.to_date(day)
        if not (place and template and role and day):
            raise UserError(self.env._("The board has changed meanwhile. Load it again."))
        return place, template, role, day
