from odoo import models


class CoopShift(models.Model):
    _inherit = "coop.shift"

    def _coop_coordinator_partners(self):
        """Who is told about this shift: the members' office; other addons add the coordinators.

        :return: ``res.partner`` records, without doubles
        """
        return self.company_id.partner_id

    def _coop_seat_lines(self):
        """The lines of seats that hold on each shift: ``{shift_id: coop.shift.seat}``; a shift's
        own lines replace those of its template."""
        lines = self.env["coop.shift.seat"].search_fetch(
            ["|", ("shift_id", "in", self.ids), ("template_id", "in", self.template_id.ids)],
            ["shift_id", "template_id", "role_id", "seats"],
        )
        own = lines.grouped("shift_id")
        planned = lines.grouped("template_id")
        nothing = self.env["coop.shift.seat"]
        return {
            shift.id: own.get(shift)
            or (shift.template_id and planned.get(shift.template_id))
            or nothing
            for shift in self
        }

    def _coop_notify(self, body, author):
        """Tell the coordinator of this shift and the members' office, by mail and in its chatter.

        :param author: the partner who tells; the answer goes to them
        """
        self.ensure_one()
        self.message_post(
            body=body,
            subject=self.display_name,
            author_id=author.id,
            email_from=author.email_formatted or self.company_id.email_formatted or author.name,
            partner_ids=(self._coop_coordinator_partners() - author).ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _coop_changed(self):
        """The last change, as a naive UTC moment; planned rows that nobody touched have none."""
        return self.write_date or self.create_date
