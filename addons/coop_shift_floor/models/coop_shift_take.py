import time
from itertools import groupby

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..rules import tap as reading
from ..rules import timing

#: A tap cannot be older than that before the shift begins, in seconds.
EARLY = 12 * 3600


class Answer:
    """A tap that is being taken: what comes of it, and what its coordinator is told."""

    def __init__(self, tap, moment):
        self.tap = tap
        self.moment = moment
        self.forget()

    def forget(self):
        self.result, self.words = None, ""

    def say(self, result, words=""):
        self.result, self.words = result, words

    def payload(self):
        return {"result": self.result, "words": self.words}


class CoopShift(models.Model):
    """Taking what was tapped: in order, once, and the last word on each person wins."""

    _inherit = "coop.shift"

    def floor_take(self, taps, sent_at=None, device=""):
        """Record what was tapped at the desk, see ``_floor_take``.

        :raise AccessError: unless the user may record attendance at the desk
        """
        self.check_access("write")
        self.env["coop.assignment"].check_access("write")
        return self._floor_take(taps, sent_at, device)

    def _floor_take(self, taps, sent_at=None, device=""):
        """Record taps of one phone, in their order.

        A tap whose key is known is not taken again: its first answer is given. One that cannot be
        taken is refused in words and stops no other.

        :param taps: plain JSON, see ``rules.tap.read``; at most ``rules.tap.MOST``
        :param sent_at: milliseconds since 1970 by the phone's clock, now
        :return: ``{"results": {key: {"result": …, "words": …}}, "board": _floor_board()}``
        :raise UserError: when this is no list of taps at all
        """
        self.ensure_one()
        self._floor_one_at_a_time()
        device = str(device or "")[:64]
        results, fresh = self._floor_sort(taps)
        answers = [Answer(*timed) for timed in self._floor_timed(fresh, sent_at, device)]
        self._floor_try(answers)
        self._floor_log(answers, device)
        results |= {answer.tap.key: answer.payload() for answer in answers}
        return {"results": results, "board": self._floor_board()}

    def _floor_one_at_a_time(self):
        """Two messages on one shift at once: the second starts again (a serialization failure,
        which the server retries), so that it sees what the first one wrote."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE coop_shift SET floor_revision = coalesce(floor_revision, 0) + 1 "
                "WHERE id = %s",
                self.id,
            )
        )

    def _floor_sort(self, raws):
        """Taps that are known or unreadable with their answer; and the fresh ones, in order.

        :return: ``({key: answer}, [Tap, …])``
        """
        if not isinstance(raws, list) or len(raws) > reading.MOST:
            raise UserError(self.env._("This is no list of taps, or too long a list."))
        answers, fresh = {}, {}
        for raw in raws:
            try:
                tap = reading.read(raw)
                fresh.setdefault(tap.key, tap)
            except ValueError:
                key = raw.get("key") if isinstance(raw, dict) else None
                words = self.env._("This tap cannot be read. Please tap again.")
                answers[str(key)[:64]] = {"result": "refused", "words": words}
        for known in self._floor_known(list(fresh)):
            answers[known.key] = {"result": known.result, "words": known.answer or ""}
            fresh.pop(known.key)
        return answers, list(fresh.values())

    def _floor_known(self, keys):
        # sudo: lends the coordinator the answers to the taps that their phone sent before.
        taps = self.env["coop.floor.tap"].sudo()
        return taps.search([("shift_id", "=", self.id), ("key", "in", keys)])

    def _floor_timed(self, taps, sent_at, device):
        """The taps with their moments by the server's clock."""
        if not taps:
            return []
        # sudo: lends the coordinator the moment of the latest tap of their own phone.
        latest = self.env["coop.floor.tap"].sudo().search(
            [
                ("shift_id", "=", self.id),
                ("user_id", "=", self.env.uid),
                ("device", "=", device),
            ],
            order="moment desc",
            limit=1,
        )  # fmt: skip
        knows = isinstance(sent_at, (int, float)) and abs(sent_at) < 1e15
        moments = timing.moments(
            [tap.at / 1000 for tap in taps],
            sent_at / 1000 if knows else None,
            time.time(),
            timing.seconds(self.start) - EARLY,
            latest.moment if latest else None,
        )
        return list(zip(taps, moments, strict=True))

    # ------------------------------------------------------------------ all, or one by one

    def _floor_try(self, answers):
        """Take all taps and derive the standings once; when that fails, one after the other."""
        try:
            with self.env.cr.savepoint():
                self._floor_take_all(answers)
        except UserError:
            self.env.invalidate_all()
            for answer in answers:
                self._floor_take_one(answer)

    def _floor_take_one(self, answer):
        try:
            with self.env.cr.savepoint():
                answer.forget()
                self._floor_take_all([answer])
        except UserError as error:
            self.env.invalidate_all()
            answer.say("refused", str(error.args[0]))

    def _floor_take_all(self, answers):
        deferred = self.with_context(coop_defer_standings=True)
        touched = self.env["coop.member"]
        for kind, group in groupby(answers, lambda answer: answer.tap.kind):
            touched |= getattr(deferred, f"_floor_take_{kind}")(list(group))
        self.env.flush_all()
        touched.with_env(self.env)._coop_refresh_standings()

    def _floor_log(self, answers, device):
        rows = set(self.assignment_ids.ids)
        # sudo: lends the coordinator the writing of what they tapped, in their own name.
        self.env["coop.floor.tap"].sudo().create(
            [
                {
                    "shift_id": self.id,
                    "key": answer.tap.key,
                    "device": device,
                    "user_id": self.env.uid,
                    "assignment_id": answer.tap.assignment in rows and answer.tap.assignment,
                    "kind": answer.tap.kind,
                    "value": answer.tap.state or answer.tap.code or answer.tap.text,
                    "moment": answer.moment,
                    "result": answer.result,
                    "answer": answer.words,
                }
                for answer in answers
            ]
        )
