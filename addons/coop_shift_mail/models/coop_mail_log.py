from odoo import api, fields, models
from odoo.exceptions import UserError

#: kind: (template, model of what the mail is about)
KINDS = {
    "reminder": ("mail_template_reminder", "coop.assignment"),
    "alert": ("mail_template_alert", "coop.standing"),
    "suspension": ("mail_template_suspension", "coop.standing"),
    "make_ups": ("mail_template_make_ups", "coop.member"),
    "leave_granted": ("mail_template_leave_granted", "coop.leave"),
    "leave_refused": ("mail_template_leave_refused", "coop.leave"),
    "shift_cancelled": ("mail_template_shift_cancelled", "coop.assignment"),
    "seats": ("mail_template_seats", "coop.mail.log"),
}


class CoopMailLog(models.Model):
    """One mail that is owed, or was sent: one row for each kind, member, record and day.

    The row is written first; its unique key is why nothing is sent twice, whatever runs twice,
    at once, or stops half way.
    """

    _name = "coop.mail.log"
    _description = "Mail about shifts"
    _order = "id desc"
    _rec_name = "kind"

    kind = fields.Selection("_selection_kind", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    member_id = fields.Many2one(
        "coop.member", index="btree_not_null", ondelete="cascade", readonly=True
    )
    alert_id = fields.Many2one(
        "coop.seat.alert", index="btree_not_null", ondelete="cascade", readonly=True
    )
    res_id = fields.Many2oneReference("What it is about", model_field="res_model", readonly=True)
    res_model = fields.Char(readonly=True, required=True)
    date = fields.Date("Day it is about", required=True, readonly=True)
    useful_until = fields.Datetime(
        readonly=True, help="Later than that it is not sent: it would tell of the past."
    )
    state = fields.Selection(
        [
            ("waiting", "To send"),
            ("sent", "Handed to the mail queue"),
            ("no_address", "No e-mail: to call or print"),
            ("told", "Told by phone or letter"),
            ("opted_out", "Not wanted"),
            ("late", "Too late to be useful"),
            ("obsolete", "No longer true"),
            ("failed", "Failed"),
        ],
        required=True,
        default="waiting",
        index=True,
        readonly=True,
    )
    sent_on = fields.Datetime(readonly=True)
    mail_id = fields.Many2one(
        "mail.mail", index="btree_not_null", ondelete="set null", readonly=True
    )
    problem = fields.Char(readonly=True)
    phone = fields.Char(related="member_id.phone")
    shift_id = fields.Many2one("coop.shift", compute="_compute_shift_id")
    missing = fields.Char("Roles below the minimum", compute="_compute_missing")

    _once = models.UniqueIndex(
        "(kind, COALESCE(member_id, 0), COALESCE(alert_id, 0), res_id, date)",
        "This mail is in the list already.",
    )
    _of_someone = models.Constraint(
        "CHECK((member_id IS NULL) <> (alert_id IS NULL))",
        "A mail goes to a member, or belongs to an alert.",
    )

    @api.depends("res_model", "res_id")
    def _compute_shift_id(self):
        for row in self:
            row.shift_id = row.res_id if row.res_model == "coop.shift" else False

    def _compute_missing(self):
        for row in self:
            roles = row.alert_id and row.alert_id._roles_missing(row.shift_id)
            row.missing = ", ".join(roles.mapped("name")) if roles else False

    @api.model
    def _selection_kind(self):
        _ = self.env._
        names = {
            "reminder": _("Reminder of a coming shift"),
            "alert": _("A make-up is due"),
            "suspension": _("Shopping stops tomorrow"),
            "make_ups": _("Make-ups still due"),
            "leave_granted": _("Leave granted"),
            "leave_refused": _("Leave not granted"),
            "shift_cancelled": _("Shift cancelled by the co-op"),
            "seats": _("Too few members on a shift"),
        }
        return list(names.items())

    @api.model
    def _note(self, kind, member, record, date, useful_until=None):
        """Write down a mail that is owed to a member; the same one twice is written once.

        :param kind: a key of ``KINDS``
        :param record: what it is about; of the model that the kind asks for
        """
        # sudo: lends whoever did something that a member is to be told of (granted a leave) the
        # writing of one row that says so, and the start of the job that sends it.
        log = self.sudo()
        log.env["coop.mail.due"]._insert_one(kind, member, record, date, useful_until)
        log.env.ref("coop_shift_mail.cron_mails")._trigger()

    def action_told(self):
        """The office called, or sent a letter.

        :raise UserError: for a mail that went out by itself
        """
        if set(self.mapped("state")) - {"no_address", "failed", "told"}:
            raise UserError(self.env._("Only what could not be sent by mail is told otherwise."))
        # sudo: lends the office, which may read these rows, the note that it told the member.
        self.sudo().write({"state": "told", "sent_on": fields.Datetime.now()})

    def action_send_again(self):
        """Try once more, when an address was added or a template was mended."""
        again = self.filtered(lambda row: row.state in ("no_address", "failed"))
        # sudo: lends the office, which may read these rows, another try for them.
        again.sudo().write({"state": "waiting", "problem": False})
        # sudo: lends the office the waking of the job that sends them.
        self.env.ref("coop_shift_mail.cron_mails").sudo()._trigger()
