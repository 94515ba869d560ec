from odoo import fields, models

from ..rules.fingerprint import fingerprint


class CoopAssembly(models.Model):
    """What the minutes attest: who was there, who represented whom, what was decided."""

    _inherit = "coop.assembly"

    fingerprint_form = fields.Integer(
        readonly=True,
        copy=False,
        default=2,
        help="What the fingerprint of the minutes covers: since 2, texts and departures too.",
    )

    def action_minutes(self):
        """Minutes, attendance sheet, proxies and results in one document."""
        self.ensure_one()
        return self.env.ref("coop_vote.action_report_minutes").report_action(self)

    def _fingerprint(self):
        """SHA-256 of what the minutes attest: a later change of any of it gives another one."""
        said = {
            "assembly": [self.name, str(self.starts_at), self.rule_id.name, self.call],
            "presence": sorted(
                [row.member_id.number, str(row.arrived_at), str(row.left_at)]
                for row in self.presence_ids
            ),
            "proxies": sorted(
                [proxy.giver_id.number, proxy.holder_id.number or 0, proxy.state]
                for proxy in self.proxy_ids
            ),
            "votes": [vote.fingerprint for vote in self.vote_ids.sorted("id")],
        }
        if self.fingerprint_form >= 2:
            said.update(texts=self._texts(), passages=self._passages())
        return fingerprint(said)

    def _texts(self):
        """The words of the minutes, in the language in which they were first written."""
        here = self.with_context(lang=None)
        points = [[point.name, point.minutes or ""] for point in here.point_ids]
        said = [here.place, here.chair, here.secretary, here.discussion]
        return [*(str(text or "") for text in said), points]

    def _passages(self):
        """Who came and left when."""
        return sorted(
            [row.member_id.number, passage.state, str(passage.at)]
            for row in self.presence_ids
            for passage in row.passage_ids
        )

    # ------------------------------------------------------------------ what is printed

    def _alive_proxies(self):
        """The accepted proxies, by the number of the giver."""
        alive = self.proxy_ids.filtered(lambda proxy: proxy.state == "accepted")
        return alive.sorted(lambda proxy: proxy.giver_id.number)

    def _held(self):
        """holder → the accepted proxies that they hold."""
        return self._alive_proxies().grouped("holder_id")

    def _sheet(self):
        """The lines of the attendance sheet, by number."""
        return self.presence_ids.sorted(lambda row: row.member_id.number)

    def _expected(self):
        """All members with a vote, by number, for the sheet that is signed at the door."""
        return self._convened_members().sorted("number")

    def _tellers(self):
        """Who counted the votes in the room."""
        people = self.env["res.users"]
        for name, path in (
            ("teller", "vote_id"),
            ("paper", "vote_id"),
            ("call", "right_id.vote_id"),
        ):
            # sudo: lends the minutes the names of the tellers of this assembly.
            entries = self.env[f"coop.vote.{name}"].sudo()
            people |= entries.search([(path, "in", self.vote_ids.ids)]).teller_id
        return people

    def _on_screen(self):
        """The votes on the projector: those that run, then the others, the newest first."""
        shown = self.vote_ids.filtered(lambda vote: vote.state != "draft")
        return shown.sorted(lambda vote: (vote.state == "counted", -vote.id))

    def _quorum_told(self):
        """Whether enough members take part, in one sentence."""
        if self.quorum_base == "voting" and self.quorum_needed:
            return self.env._("The quorum is counted in each vote, among those who vote.")
        if not self.quorum_needed:
            return self.env._("The rules ask for no quorum on this call.")
        bases = dict(self._fields["quorum_base"]._description_selection(self.env))
        numbers = {
            "counted": self.quorum_counted,
            "needed": self.quorum_needed,
            "base": bases[self.quorum_base],
        }
        if self.quorum_reached:
            return self.env._(
                "Quorum reached: %(counted)s counted, %(needed)s needed (%(base)s).", **numbers
            )
        missing = self.quorum_needed - self.quorum_counted
        return self.env._(
            "Quorum not reached: %(counted)s counted, %(needed)s needed (%(base)s); "
            "%(missing)s missing.",
            missing=missing,
            **numbers,
        )
