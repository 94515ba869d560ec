from odoo import api, fields, models

SHOWN = 50
#: Members at a time: small enough that whoever waits sees it go on.
BATCH = 1000


class CoopStandingCheck(models.TransientModel):
    """Compare what is stored with what follows from the facts, and put it right.

    The work is done batch by batch in the background; whoever started it sees how far it is.
    """

    _name = "coop.standing.check"
    _description = "Check the standings"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    state = fields.Selection(
        [("draft", "Not started"), ("running", "Running"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
    )
    store = fields.Boolean("Derive again", readonly=True)
    last_member_id = fields.Integer(readonly=True)
    done = fields.Integer("Members done", readonly=True)
    total = fields.Integer("Members in all", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    standing_count = fields.Integer("Standings that differed", readonly=True)
    ledger_count = fields.Integer("Ledgers that differ", readonly=True)
    lines = fields.Text(readonly=True)
    report = fields.Text(compute="_compute_report")

    @api.depends("done", "total")
    def _compute_progress(self):
        for check in self:
            check.progress = 100 * check.done / check.total if check.total else 0

    def action_check(self):
        """List the members whose standing or ledger is not what the facts say; writes nothing."""
        return self._start(store=False)

    def action_rebuild(self):
        """Derive everything again from the facts."""
        return self._start(store=True)

    def _start(self, store):
        self.ensure_one()
        total = len(self.env["coop.standing"]._member_ids(self.company_id))
        self.write(
            {
                "state": "running",
                "store": store,
                "last_member_id": 0,
                "done": 0,
                "total": total,
                "standing_count": 0,
                "ledger_count": 0,
                "lines": False,
            }
        )
        # sudo: lends the manager the start of the one job that does this work.
        self.env.ref("coop_shift.cron_standing_check").sudo()._trigger()
        return self.action_refresh()

    def action_refresh(self):
        """Show how far it is."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Check the standings"),
        }

    # ------------------------------------------------------------------ the work

    @api.model
    def _cron_run(self):
        """Do what was started, a batch at a time; each batch is kept."""
        for check in self.search([("state", "=", "running")], order="id"):
            if not check.try_lock_for_update():
                continue
            while check.state == "running":
                check._next_batch()
                left = check.total - check.done
                self.env["ir.cron"]._commit_progress(1, remaining=-(-max(left, 0) // BATCH))

    def _next_batch(self):
        """Check, or derive, the next members, and tell who waits for it."""
        company = self.company_id
        ids = [
            id_
            for id_ in self.env["coop.standing"]._member_ids(company)
            if id_ > self.last_member_id
        ][:BATCH]
        if not ids:
            self.state = "done"
            self._tell()
            return
        differences, ledgers = self.env["coop.standing"]._rebuild_some(company, ids, self.store)
        self.write(
            {
                "last_member_id": ids[-1],
                "done": self.done + len(ids),
                "standing_count": self.standing_count + len(differences),
                "ledger_count": self.ledger_count + len(ledgers),
                "lines": self._with_lines(differences, ledgers),
            }
        )
        self._tell()

    def _with_lines(self, differences, ledgers):
        lines = (self.lines or "").splitlines()
        lines += [self._line(*row) for row in differences[:SHOWN]]
        lines += [self._ledger_line(*row) for row in ledgers[:SHOWN]]
        return "\n".join(lines[:SHOWN]) or False

    def _tell(self):
        """A note on the screen of whoever started it, when the batch is kept."""
        text = (
            self.report
            if self.state == "done"
            else self.env._("%(done)s of %(total)s members.", done=self.done, total=self.total)
        )
        self.create_uid._bus_send(
            "simple_notification",
            {"type": "info", "title": self.env._("Check the standings"), "message": text},
        )

    # ------------------------------------------------------------------ what it found

    @api.depends("state", "standing_count", "ledger_count", "lines")
    def _compute_report(self):
        for check in self:
            check.report = "\n".join(check._words()) if check.state == "done" else False

    def _words(self):
        words = [self._standing_words(), self._ledger_words()]
        return [*words, *(self.lines or "").splitlines()]

    def _standing_words(self):
        if not self.standing_count:
            return self.env._("The standings of all members are what the facts say.")
        return self.env._("%(count)s members differed.", count=self.standing_count)

    def _ledger_words(self):
        if not self.ledger_count:
            return self.env._("The ledgers of all members are what the facts say.")
        if self.store:
            return self.env._(
                "%(count)s ledgers differed, and were completed.", count=self.ledger_count
            )
        return self.env._("%(count)s ledgers differ from the facts.", count=self.ledger_count)

    def _line(self, member_id, stored, right):
        def words(rows):
            return ", ".join(f"{start} {standing}" for start, _end, standing in rows) or "–"

        member = self.env["coop.member"].browse(member_id)
        changed = words([row for row in stored if row not in right])
        becomes = words([row for row in right if row not in stored])
        return f"{member.display_name}: {changed} → {becomes}"

    def _ledger_line(self, member_id, lines):
        member = self.env["coop.member"].browse(member_id)
        return f"{member.display_name}: {self.env['coop.work.account']._ledger_words(lines)}"
