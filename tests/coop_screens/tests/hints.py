"""How forms are filled in where not any value suits."""

import base64

from odoo.addons.coop_shift_floor.rules import sheet_code


class Hints:
    """Mixin for the world: ``{model: ways to fill in}``."""

    NOT_SAVED = {"coop.work.policy": "one for each co-op, and this one has it"}

    def hints(self, screen):
        return self.ways().get(screen.rows._name, [{}])

    def ways(self):
        return {**self.ways_of_people(), **self.ways_of_work()}

    def ways_of_people(self):
        csv = base64.b64encode(b"number;name\n970001;Nina\n")
        return {
            "coop.member.import": [{"file": csv}],
            "coop.member.merge": [{"into_id": self.newcomers[3]}],
            "coop.seat.alert": [{"email": "tills@coop.example"}],
        }

    def ways_of_work(self):
        begin, end = f"{self.day(30)} 09:00:00", f"{self.day(30)} 12:00:00"
        place = {"template_id": self.monday, "role_id": self.till}
        return {
            "coop.enrollment": [{"member_id": self.placeless, **place}],
            "coop.grace": [{"member_id": self.flyer, "date_to": str(self.day(9))}],
            "coop.make.up.wizard": [{"code": "0420000000013"}],
            "coop.sheet.wizard": [{"code": sheet_code.code(self.shift.id)}],
            "coop.shift": [{"start": begin, "stop": end}],
            "coop.shift.template": [{"hour_from": 9, "hour_to": 12}],
            "coop.template.wizard": [{"weekday": "3"}],
            "coop.office.print": [{}, {"kind": "sheets"}],
        }
