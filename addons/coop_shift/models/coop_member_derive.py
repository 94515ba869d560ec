from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..rules import credits
from ..rules.errors import FactsError
from ..rules.keep import keep
from ..rules.standing import at
from .coop_standing import BATCH, periods

NEVER = date.min
#: So many are read at once, some from birth and some from a state: it costs less than twice.
FEW = 50


class Derived(NamedTuple):
    """What the facts of a member say, beside what is stored of the days after ``since``.

    ``lines``: to append to the ledger; ``had``, ``has``: rows of the standing.
    """

    since: date
    kept: object
    lines: list
    had: list
    has: list

    @property
    def differs(self):
        return self.had != self.has

    def differs_before(self, day):
        """Whether the standings of the days before one differ."""
        return until(self.had, day) != until(self.has, day)


class CoopMember(models.Model):
    """Deriving: one fold of the facts, from birth or from the state that was kept."""

    _inherit = "coop.member"

    def _coop_derive(self, company, history, whole=False, carry=True):
        """Fold the facts of these members of a co-op and store what follows.

        :param whole: from birth, whatever was kept
        :param carry: carry out what the rules make happen; not while somebody only reads, perhaps
            in the middle of what changes more facts: then the accounts stay marked
        :return: ``{member_id: Derived}``
        """
        self._coop_one_at_a_time()
        derived = self._coop_derived(company, history, whole)
        kept = {id_: one.kept for id_, one in derived.items()}
        self.env["coop.work.entry"]._append(
            company, [(id_, line) for id_, one in derived.items() for line in one.lines]
        )
        # Before what is carried out, which are facts of their own and mark the accounts again.
        accounts = self.env["coop.work.account"]
        accounts._keep(company, accounts._rules_of(company), kept)
        if not carry:
            accounts._mark([id_ for id_, one in derived.items() if one.differs or one.lines])
        again = carry and self.env["coop.enrollment"]._drop(
            {id_: one.ends for id_, one in kept.items()}
        )
        self.env["coop.standing"]._apply(
            company, [(id_, one.had, one.has) for id_, one in derived.items() if one.differs]
        )
        if carry:
            self._coop_carry_out(derived)
            again._coop_refresh_standings()
        return derived

    def _coop_derived(self, company, history, whole=False):
        """What the facts of these members say, and how it differs from what is stored; nothing is
        written.

        :raise UserError: a fact that the co-op's rules do not know
        """
        today = company._coop_today()
        accounts = self.env["coop.work.account"]
        self.env.flush_all()
        starts = {} if whole else accounts._starts(self.ids, accounts._rules_of(company), today)
        born = [id_ for id_ in self.ids if id_ not in starts]
        found = {}
        if len(self) <= FEW:
            born, later = [], self.ids
        else:
            later = list(starts)
        for some in split_every(BATCH, born):
            found |= self._coop_fold(company, history, some, {})
        if later:
            found |= self._coop_fold(company, history, later, starts)
        spoilt = [id_ for id_, one in found.items() if not one]
        if spoilt:
            found |= self._coop_fold(company, history, spoilt, {})
        return found

    def _coop_fold(self, company, history, ids, starts):
        """Fold members from birth, or each from a state.

        :param starts: ``{member_id: rules.account.Account}``
        :return: ``{member_id: Derived}``; None for one whose stored standing is not that of its
            state
        """
        today = company._coop_today()
        days = {id_: account.day for id_, account in starts.items()}
        since = min(days.get(id_, NEVER) for id_ in ids)
        facts = self.env["coop.work.gather"]._facts(company, ids, since)
        entries = self.env["coop.work.entry"]._entries_of(ids, since)
        standings = self.env["coop.standing"]._stored(ids, since)
        found = {}
        for id_ in ids:
            day, account = days.get(id_, NEVER), starts.get(id_)
            had = [row for row in standings.get(id_, ()) if row[1] is None or row[1] > day]
            before = standing_of(had, day) if account else None
            if account and (account.standing or "not_concerned") != before:
                found[id_] = None
                continue
            line = [(had[0][0], before)] if before not in (None, "not_concerned") else []
            kept = self._coop_explain(keep, facts[id_], history, today, account)
            stored = [row for row in entries.get(id_, ()) if row.date > day]
            lines = credits.changes(stored, kept.entries)
            found[id_] = Derived(day, kept, lines, had, periods([*line, *kept.periods]))
        return found

    def _coop_explain(self, fold, *args):
        try:
            return fold(*args)
        except FactsError as error:
            raise UserError(
                self.env._("The co-op's rules do not know this. %(why)s", why=error)
            ) from error

    def _coop_carry_out(self, derived):
        """Carry out what the rules make happen besides ending places."""
        frozen = {
            id_: one.kept.frozen_since for id_, one in derived.items() if one.kept.frozen_since
        }
        if frozen:
            self.env["coop.assignment"]._cancel_frozen(frozen)
        for member in self:
            one = derived[member.id]
            days = [c.date for c in one.kept.consequences if c.kind == "out_of_team"]
            earlier = member.coop_out_of_team_on
            if not days and earlier and earlier <= one.since:
                continue
            last = max(days, default=False)
            if member.coop_out_of_team_on != last:
                member.coop_out_of_team_on = last

    def _coop_fold_dirty(self):
        """Fold those of these members whose facts changed: whoever reads gets what is right."""
        ids = self.env["coop.work.account"]._dirty_ids(self.ids)
        if ids:
            self.browse(ids)._coop_refresh_standings(carry=False)


def until(rows, day):
    """Rows of a standing as far as a day (excluded).

    >>> one, two, three = (date(2026, month, 1) for month in (1, 2, 3))
    >>> until([(one, two, "alert"), (two, None, "suspended")], two)
    [(datetime.date(2026, 1, 1), datetime.date(2026, 2, 1), 'alert')]
    >>> [str(end) for _start, end, _standing in until([(one, None, "alert")], three)]
    ['2026-03-01']
    """
    return [(start, min(end or day, day), standing) for start, end, standing in rows if start < day]


def standing_of(rows, day):
    """The standing of a day in stored rows of a member; those without a row have no duty."""
    line = [(start, standing) for start, end, standing in rows if end is None or end > day]
    return at(line, day) if line else "not_concerned"
