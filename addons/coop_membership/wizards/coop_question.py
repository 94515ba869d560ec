from datetime import date, timedelta

from markupsafe import Markup

from odoo import api, fields, models

from ..rules import verdict as rules


class CoopQuestion(models.TransientModel):
    """May this person shop, on any day past or to come? With the facts that answer it."""

    _name = "coop.question"
    _description = "May this person shop?"

    partner_id = fields.Many2one("res.partner", "Person", ondelete="cascade")
    date = fields.Date("On", required=True, default=lambda self: self.env.company._coop_today())
    title = fields.Char("Answer", compute="_compute_answer")
    tone = fields.Selection(
        [("ok", "May shop"), ("warn", "May shop for now"), ("stop", "May not shop")],
        compute="_compute_answer",
    )
    sentence = fields.Char(compute="_compute_answer")
    since = fields.Date(compute="_compute_answer")
    last_day = fields.Date("Until", compute="_compute_answer")
    facts = fields.Html(compute="_compute_facts")

    @api.depends("partner_id", "date")
    def _compute_answer(self):
        shown = self.env["coop.verdict"].reasons_payload()
        for question in self:
            verdict = self._verdict(question)
            reason = shown[verdict.code] if verdict else {}
            question.title = reason.get("title")
            question.tone = reason.get("tone")
            question.sentence = reason.get("to_person")
            known_since = verdict and verdict.since > date.min
            question.since = known_since and verdict.since
            question.last_day = verdict and verdict.until and verdict.until - timedelta(days=1)

    @api.model
    def _verdict(self, question):
        if not question.partner_id or not question.date:
            return None
        return self.env["coop.verdict"].for_person(question.partner_id.id, question.date)

    @api.depends("partner_id", "date")
    def _compute_facts(self):
        shown = self.env["coop.verdict"].reasons_payload()
        for question in self:
            spans = self._spans_of(question)
            items = [self._fact(span, shown[span.code]["title"]) for span in spans]
            question.facts = Markup("<ul>%s</ul>") % Markup().join(items) if items else False

    @api.model
    def _spans_of(self, question):
        """What holds on that day, in order of rank: the first one is the answer's reason."""
        if not question.partner_id or not question.date:
            return []
        spans = self.env["coop.verdict"]._spans([question.partner_id.id], self.env.company)
        rank = [reason.code for reason in self.env["coop.verdict"]._reasons()]
        held = [
            span
            for span in spans[question.partner_id.id]
            if rules.clip(span, question.date, question.date + timedelta(days=1))
        ]
        return sorted(held, key=lambda span: (rank.index(span.code), span.start))

    @api.model
    def _fact(self, span, title):
        start = fields.Date.to_string(span.start)
        if span.end is None:
            text = self.env._("%(what)s, since %(start)s", what=title, start=start)
        else:
            last = fields.Date.to_string(span.end - timedelta(days=1))
            text = self.env._(
                "%(what)s, from %(start)s to %(last)s", what=title, start=start, last=last
            )
        return Markup("<li>%s</li>") % text
