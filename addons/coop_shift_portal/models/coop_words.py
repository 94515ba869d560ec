from odoo import api, models


class CoopWords(models.AbstractModel):
    """The words of the rules that speak to members, in the reader's language.

    They are templates: names in braces are filled in by the rules.
    """

    _name = "coop.words"
    _description = "Words of the members' pages"

    @api.model
    def _story(self):
        """Templates for ``rules.story``: see ``rules.story.ENGLISH``."""
        return {**self._reasons(), **self._effects(), "numbers": self._numbers()}

    @api.model
    def _numbers(self):
        _ = self.env._
        return (
            _("zero"),
            _("one"),
            _("two"),
            _("three"),
            _("four"),
            _("five"),
            _("six"),
            _("seven"),
            _("eight"),
            _("nine"),
        )

    @api.model
    def _effects(self):
        _ = self.env._
        return {
            "line": _("{day}: {what}"),
            "owes_one": _("{count} make-up to do"),
            "owes": _("{count} make-ups to do"),
            "repaid_one": _("{count} make-up less to do"),
            "repaid": _("{count} make-ups less to do"),
            "less_one": _("{count} shift less on your counter"),
            "less": _("{count} shifts less on your counter"),
            "more_one": _("{count} shift more on your counter"),
            "more": _("{count} shifts more on your counter"),
            "less_minutes": _("{count} minutes less"),
            "more_minutes": _("{count} minutes more"),
            "named": _("{what} ({counter})"),
            "before": _("{what} before {day}"),
            "settled": _("done on {day}"),
            "taken_back": _("corrected, nothing to make up"),
        }

    @api.model
    def _reasons(self):
        """What each reason of the ledger is called inside a sentence."""
        _ = self.env._
        return {
            "present": _("shift worked"),
            "late": _("shift worked, late"),
            "absent": _("absent"),
            "excused": _("excused"),
            "half_excused": _("half excused"),
            "bereavement": _("excused: bereavement"),
            "replaced": _("replaced by someone"),
            "solidarity": _("solidarity shift worked"),
            "meeting": _("general meeting attended"),
            "make_up": _("make-up worked"),
            "debit": _("new cycle"),
            "surplus": _("extra work"),
            "leave": _("leave"),
            "correction": _("correction by the office"),
        }

    @api.model
    def _steps(self):
        """Templates for ``rules.steps``."""
        _ = self.env._
        return {
            "numbers": self._numbers(),
            "make_ups_before": _("Do {count} make-ups before {day} to go on shopping."),
            "make_ups_before_one": _("Do {count} make-up before {day} to go on shopping."),
            "make_ups": _("Do {count} make-ups."),
            "make_ups_one": _("Do {count} make-up."),
            "shifts_before": _("Work {count} shifts before {day} to go on shopping."),
            "shifts_before_one": _("Work {count} shift before {day} to go on shopping."),
            "shifts": _("Work {count} shifts to be up to date."),
            "shifts_one": _("Work {count} shift to be up to date."),
            "choose_shift": _("Choose a shift: ask for a place, or see the members' office."),
            "leave_until": _("Your leave is granted until {day}."),
            "certificate": _(
                "Give the office your certificate by {day}: without it, the leave ends then."
            ),
            "next_shift": _("Your next shift is on {day}."),
            "book_before": _("Book a shift before {day}: that is the day of your next count."),
            "book_ahead": _("Book your next shift whenever it suits you."),
            "see_office": _("Talk to the members' office: it will find a way with you."),
            "nothing": _("Nothing to do at the moment."),
        }

    @api.model
    def _leave_rules(self):
        """What a type of leave asks for: ``{name of the parameter: template}``."""
        _ = self.env._
        return {
            "needs_end": _("It has a last day."),
            "min_weeks": _("At least {value} weeks."),
            "min_days": _("At least {value} days."),
            "max_days": _("At most {value} days."),
            "max_months": _("At most {value} months."),
            "max_months_multiple": _("At most {value} months for twins or more."),
            "notice_hours": _("To be asked at least {value} hours before its first day."),
            "from_next_cycle": _("It begins with the next cycle."),
            "min_missed": _("At least {value} of your own shifts fall inside it."),
            "no_debt": _("No make-up is due."),
            "loses_seat": _("You give your place back."),
            "certificate_deadline_days": _("A certificate is needed within {value} days."),
        }
