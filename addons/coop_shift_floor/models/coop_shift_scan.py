from odoo import models
from odoo.fields import Domain

from odoo.addons.coop_membership.rules import card_code

#: Cards and numbers that one person may try on one shift: a shift is not a list of the members.
MOST_SCANS = 80
#: Member numbers that the database can hold.
LARGEST = 2**31 - 1


class CoopShift(models.Model):
    """Somebody came for a make-up: found by card or by member number, never by name."""

    _inherit = "coop.shift"

    def _floor_find(self, codes):
        """The members behind cards or member numbers, in three statements.

        :param codes: texts as they were scanned or typed
        :return: ``{text: (member or empty, why it is empty)}``; empty texts are left out
        """
        self.ensure_one()
        codes = {text: card_code.normalise(text) for text in codes if text}
        cards = self._floor_cards(codes.values())
        members = self._floor_members(cards, codes.values())
        return {text: self._floor_found(code, cards, members) for text, code in codes.items()}

    def _floor_cards(self, codes):
        # sudo: lends the coordinator the reading of the very cards that were put before them.
        cards = self.env["coop.card"].sudo()
        domain = [("company_id", "=", self.company_id.id), ("code", "in", list(codes))]
        return {card.code: card for card in cards.search(domain)}

    def _floor_members(self, cards, codes):
        """Members of the shift's day, by person and by number: ``{("person", id): member, …}``."""
        persons = [card.partner_id.id for card in cards.values()]
        asked = Domain("partner_id", "in", persons) | Domain(
            "number", "in", [number(code) for code in codes if number(code)]
        )
        # sudo: lends the coordinator the finding of the members whose card or number was given.
        Member = self.env["coop.member"].sudo()
        found = Member.search(
            asked & Domain("company_id", "=", self.company_id.id) & Member._coop_member_domain()
        )
        by_person = {("person", member.partner_id.id): member for member in found}
        return by_person | {("number", member.number): member for member in found}

    def _floor_found(self, code, cards, members):
        card, nobody = cards.get(code), self.env["coop.member"]
        if not card:
            member = members.get(("number", number(code)), nobody)
            words = self.env._("No member has the card or the number %s.", code)
            return member, "" if member else words
        if card.revoked_on and card.revoked_on <= self.company_id._coop_today():
            return nobody, self.env._(
                "This card was replaced by a newer one. Type the member number instead."
            )
        member = members.get(("person", card.partner_id.id), nobody)
        return member, "" if member else self.env._(
            "This card is not a member's own. Ask for the member's card or number."
        )

    # ------------------------------------------------------------------ what a scan does

    def _floor_take_scan(self, answers):
        """Whoever is on the list is present; whoever is not came for a make-up."""
        answers = self._floor_open(answers)
        left = MOST_SCANS - self._floor_scans()
        for answer in answers[max(left, 0) :]:
            answer.say(
                "refused",
                self.env._("So many cards on one shift? Please ask the members' office."),
            )
        answers = answers[: max(left, 0)]
        found = self._floor_find(answer.tap.code for answer in answers)
        for answer in answers:
            member, words = found.get(answer.tap.code, (None, self.env._("Empty card.")))
            if member:
                self._floor_came(member, answer)
            else:
                answer.say("refused", words)
        return self.env["coop.member"].union(*(m for m, _words in found.values()))

    def _floor_scans(self):
        # sudo: lends the coordinator the number of their own scans on this shift.
        taps = self.env["coop.floor.tap"].sudo()
        mine = [("shift_id", "=", self.id), ("user_id", "=", self.env.uid), ("kind", "=", "scan")]
        return taps.search_count(mine)

    def _floor_came(self, member, answer):
        row = self.assignment_ids.filtered(lambda row: row.member_id == member)
        if row.state in ("waiting", "replaced"):
            answer.say("refused", self._floor_not_expected_words(member))
        elif row.state in ("present", "late"):
            answer.say("applied", self.env._("%s is marked already.", member.name))
        elif not row or row.state == "cancelled":
            self._floor_add_make_up(member, row, answer.moment)
            answer.say("applied", self.env._("%s: make-up recorded. Thank you!", member.name))
        elif answer.moment < row.floor_moment:
            answer.say("older", self._floor_older_words(row))
        else:
            row._record("present")
            row.floor_moment = answer.moment
            answer.say("applied", self.env._("%s is on the list: present.", member.name))

    def _floor_not_expected_words(self, member):
        return self.env._(
            "%s is not expected today. Please send them to the members' office.", member.name
        )

    def _floor_add_make_up(self, member, row, moment):
        """A make-up by somebody who is not on the list, or was and cancelled."""
        if not row:
            row = self.env["coop.assignment"].create(
                {"shift_id": self.id, "member_id": member.id, "origin": "make_up"}
            )
        else:
            row.write({"origin": "make_up", "role_id": False, "seat": 0})
        row._record("present")
        row.floor_moment = moment
        return row


def number(code):
    """The member number that a code may be; 0 when it is none.

    >>> number("42"), number("0420000000013"), number("LOUVE-42")
    (42, 0, 0)
    """
    fits = card_code.is_digits(code) and len(code) <= 10 and int(code) <= LARGEST
    return int(code) if fits else 0
