from odoo import api, models


class CoopWords(models.AbstractModel):
    """The words of the page that says why a standing is what it is: see ``rules.why``.

    What explains a standing comes after its name and a colon, so it begins with a small letter.
    """

    _inherit = "coop.words"

    @api.model
    def _why(self):
        """Templates for every code of ``rules.why``."""
        return {
            "numbers": self._numbers(),
            **self._why_lines(),
            **self._why_owed(),
            **self._why_frozen(),
            **self._why_places(),
            **self._why_periods(),
            **self._why_consequences(),
            **self._why_rules(),
        }

    @api.model
    def _why_lines(self):
        _ = self.env._
        return {
            "why_line": _("{what}: {effect}."),
            "why_standing": _("{standing}: {why}"),
            "why_corrected": _("corrected ({what})"),
            "reason_other": _("recorded"),
            "in_all_make_ups": _("In all, {count} make-ups are owed."),
            "in_all_make_ups_one": _("In all, {count} make-up is owed."),
            "in_all_shifts": _("In all, {count} shifts are owed."),
            "in_all_shifts_one": _("In all, {count} shift is owed."),
            "in_all_minutes": _("In all, {count} minutes are owed."),
            "in_all_none": _("After it, nothing is owed."),
        }

    @api.model
    def _why_owed(self):
        _ = self.env._
        return {
            "clear": _("nothing is owed."),
            "below_make_ups": _("{count} make-ups are owed."),
            "below_make_ups_one": _("{count} make-up is owed."),
            "below_shifts": _("{count} shifts are owed."),
            "below_shifts_one": _("{count} shift is owed."),
            "below_minutes": _("{count} minutes are owed."),
            "other_counter": _("They are from before, and still to be done. You may shop."),
            "may_shop": _("You may go on shopping."),
            "may_shop_until": _("You may shop until {day}, included."),
            "had_until": _("There was time until {day}."),
            "may_shop_days": _("You may shop for {days} days, until {day} included."),
            "late_make_ups": _(
                "{count} make-ups are owed, the oldest since {since}. The {days} days to make it "
                "up are over."
            ),
            "late_make_ups_one": _(
                "{count} make-up is owed since {since}, and the {days} days to do it are over."
            ),
            "late_shifts": _(
                "{count} shifts are owed, the oldest since {since}. The {days} days to make it "
                "up are over."
            ),
            "late_shifts_one": _(
                "{count} shift is owed since {since}, and the {days} days to work it are over."
            ),
            "late_minutes": _(
                "{count} minutes are owed, the oldest since {since}. The {days} days to make it "
                "up are over."
            ),
            "again": _("Shopping waits until it is made up."),
            "because_other": _("as the co-op's rules have it. The members' office explains it."),
        }

    @api.model
    def _why_frozen(self):
        _ = self.env._
        return {
            "frozen_balance": _("your counter is at {balance}."),
            "frozen_helped": _(
                "your counter is at {balance}, and {count} booked shifts count with it."
            ),
            "frozen_helped_one": _(
                "your counter is at {balance}, and {count} booked shift counts with it."
            ),
            "frozen_more": _("Book {count} more shifts, and your account opens again."),
            "frozen_more_one": _("Book {count} more shift, and your account opens again."),
        }

    @api.model
    def _why_places(self):
        _ = self.env._
        return {
            "no_share": _("no share of yours asks for work."),
            "no_place": _("you had no place on a shift."),
            "place_ended": _("your place ended on {day}, and there was no other one."),
            "unsubscribed_missed_in_a_row": _(
                "shifts were missed one after the other while something was owed, so your place "
                "ended on {day}."
            ),
            "unsubscribed_balance": _("much was owed, so your place ended on {day}."),
            "unsubscribed_other": _("by the co-op's rules, your place ended on {day}."),
        }

    @api.model
    def _why_periods(self):
        _ = self.env._
        return {
            "stop_blocked": _("the co-op has paused your shopping. The members' office says why."),
            "stop_unpaid": _("an instalment for your shares is late."),
            "stop_expired": _("your yearly membership is to be renewed."),
            "stop_closed": _("your account was closed."),
            "stop_withdrawn": _("you have withdrawn from the co-op."),
            "stop_other": _("the members' office has recorded it, and says why."),
            "leave_on_leave": _("your leave ({type}) began on {day}. No shift is expected of you."),
            "leave_exempted": _("your leave ({type}) began on {day}, and you may shop during it."),
            "leave_other": _("it was agreed with you ({type}), from {day} on."),
            "leave_unknown": _("agreed with the members' office"),
            "grace_grace": _("at your visit you got extra time to shop."),
            "grace_extension": _("the members' office gave you more time to shop."),
            "grace_other": _("you got extra time to shop."),
            "lasted_until": _("It lasted until {day}, included."),
            "lasts_until": _("It lasts until {day}, included."),
        }

    @api.model
    def _why_consequences(self):
        _ = self.env._
        return {
            "lost_place_missed_in_a_row": _(
                "Your place on the shift went back to the co-op, after shifts missed one after the "
                "other. You can choose another one."
            ),
            "lost_place_balance": _(
                "Your place on the shift went back to the co-op, for much was owed. You can choose "
                "another one."
            ),
            "lost_place_other": _(
                "Your place on the shift went back to the co-op. You can choose another one."
            ),
            "consequence_out_of_team": _(
                "You left the team: booked shifts were missed. The members' office finds another "
                "way with you."
            ),
            "consequence_frozen": _(
                "Your account was frozen: the shifts that you had booked went to others."
            ),
            "consequence_thawed": _("Your account was opened again."),
            "consequence_other": _("The co-op's rules changed something. The office explains it."),
        }

    @api.model
    def _why_rules(self):
        return {**self._why_rules_of_work(), **self._why_rules_of_debt()}

    @api.model
    def _why_rules_of_work(self):
        _ = self.env._
        return {
            "rule_no_share": _("Only some kinds of shares ask for work."),
            "rule_place": _("Whoever shops here also has a place in the co-op's work."),
            "rule_stop": _("The members' office can lift this, nobody else."),
            "rule_leave": _("During this leave no shift is expected, and the household waits too."),
            "rule_exempted": _("During this leave you may shop as long as nothing is owed."),
            "rule_grace": _("Extra time is for shopping while you make up what is owed."),
            "rule_never": _("Whoever owes work may go on shopping, and makes it up when possible."),
            "rule_at_once": _("Whoever owes work shops again once it is made up."),
            "rule_days": _(
                "Whoever owes work may shop for {days} days to make it up. After that, shopping "
                "waits until it is done."
            ),
        }

    @api.model
    def _why_rules_of_debt(self):
        _ = self.env._
        return {
            "rule_depth_make_ups": _("Whoever owes {count} make-ups or more does some first."),
            "rule_more_make_ups": _("Whoever owes more than {count} make-ups does some first."),
            "rule_depth_shifts": _("Whoever owes {count} shifts or more shops again after work."),
            "rule_more_shifts": _("Whoever owes more than {count} shifts shops again after work."),
            "rule_depth_minutes": _("Whoever owes {count} minutes or more shops again after work."),
            "rule_more_minutes": _("Whoever owes more than {count} minutes shops after work."),
            "rule_depth_days_make_ups": _(
                "Whoever owes {count} make-ups or more has {days} days to do some."
            ),
            "rule_more_days_make_ups": _(
                "Whoever owes more than {count} make-ups has {days} days to do some."
            ),
            "rule_depth_days_shifts": _(
                "Whoever owes {count} shifts or more has {days} days to work, or to book some."
            ),
            "rule_more_days_shifts": _(
                "Whoever owes more than {count} shifts has {days} days to work, or to book some."
            ),
            "rule_depth_days_minutes": _(
                "Whoever owes {count} minutes or more has {days} days to work."
            ),
            "rule_more_days_minutes": _(
                "Whoever owes more than {count} minutes has {days} days to work."
            ),
        }
