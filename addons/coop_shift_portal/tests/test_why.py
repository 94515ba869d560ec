"""Why a standing is what it is: every step of every preset has its sentence."""

from datetime import date
from itertools import product

from odoo.tests import tagged

from odoo.addons.coop_shift.rules.policy import preset, preset_names
from odoo.addons.coop_shift.rules.trace import Step

from ..rules import story, why
from .common import PortalCase, PortalHttpCase
from .test_words import names

DAY, LATER = date(2026, 11, 12), date(2026, 12, 10)
#: Codes of rules that no page may show; what is also a word of the language is left out.
CODES = (
    "half_excused",
    "make_up",
    "_",
    "because",
    "no_share",
    "abcd",
    "supercoop",
    "quarrel",
    "flying ",
    "None",
    "{",
)


def steps(policy):
    """One step of each kind that a trace can hold under a policy."""
    for regime in policy.regimes.values():
        reasons = [*regime.kinds, "debit", "surplus", "leave", "correction", "meeting_of_cats"]
        counters = list(regime.debt.measure.counters) if regime.debt else list(policy.counters)[:1]
        for reason, counter, amount in product(reasons, counters, (-2, -1, 0.5, 1)):
            for balance in (-3, -1, 0, 1):
                values = {"reason": reason, "counter": counter, "amount": amount}
                yield Step(DAY, "line", {**values, "balance": balance})
        for values in standings(policy, regime, counters):
            yield Step(DAY, "standing", values)
    yield Step(DAY, "a_code_of_tomorrow", {})
    consequences = product(
        ("unsubscribed", "out_of_team", "frozen", "thawed", "exiled"),
        ("missed_in_a_row", "balance", "missed", "whim"),
    )
    for kind, cause in consequences:
        yield Step(DAY, "consequence", {"kind": kind, "cause": cause})


def standings(policy, regime, counters):
    """What explains each standing."""
    debt = {"counters": tuple(counters), "balance": -2, "since": DAY}
    for standing in ("no_share", "no_place", "clear", "a_reason_of_tomorrow", None):
        yield {"standing": "up_to_date", "because": standing}
    yield {"standing": "unsubscribed", "because": "place_ended", "day": DAY}
    for cause in ("missed_in_a_row", "balance", "whim"):
        yield {"standing": "unsubscribed", "because": "unsubscribed", "cause": cause, "day": DAY}
    for kind, end in product([*(stop.name for stop in policy.stops), "quarrel"], (None, LATER)):
        yield {"standing": "blocked", "because": "stop", "kind": kind, "start": DAY, "end": end}
    for type_, kind in [*policy.leave_types.items(), ("quarrel", None)]:
        told = {"type": type_, "standing": kind.standing if kind else "on_leave", "start": DAY}
        yield {**told, "because": "leave", "end": LATER}
        yield {**told, "because": "leave", "end": None}
    for kind in ("grace", "extension", "quarrel"):
        yield {"standing": "grace", "because": "grace", "kind": kind, "start": DAY, "end": LATER}
    for stops_on in (None, LATER):
        yield {**debt, "standing": "alert", "because": "below", "stops_on": stops_on}
    yield {**debt, "standing": "alert", "because": "below", "stops_on": LATER, "balance": -1}
    for days, balance in product((0, 28), (-1, -180)):
        late = {**debt, "because": "below_too_long", "days": days, "balance": balance}
        yield {**late, "standing": "suspended"}
    for helping in (0, 1, 2):
        frozen = {"standing": "frozen", "because": "frozen", "balance": -6, "helping": helping}
        yield {**frozen, "edge": -3.995}
    yield {**debt, "standing": "alert", "because": "other_counter", "counter": counters[0]}


class Words:
    """Mixin: the words of the page in one language."""

    def speak(self, lang):
        self.env["res.lang"]._activate_lang(lang)
        for name in ("coop_shift", "coop_shift_portal"):
            module = self.env["ir.module.module"].search([("name", "=", name)])
            module._update_translations([lang])
        self.env.registry.clear_cache()
        return self.member.with_context(lang=lang)


@tagged("post_install", "-at_install")
class TestWhyWords(Words, PortalCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-12-12")

    def test_every_step_of_every_preset_has_a_sentence(self):
        for lang in ("en_US", "fr_FR"):
            member = self.speak(lang)
            labels = dict(member._selection_coop_standing())
            words = {**member.env["coop.words"]._story(), **member.env["coop.words"]._why()}
            for name in preset_names():
                policy = preset(name).latest
                spoken = self.spoken(member, policy)
                for step in steps(policy):
                    with self.subTest(lang=lang, preset=name, step=step):
                        text = member._coop_tell_step(step, spoken, words, labels)
                        self.assertRegex(text, r"^.{8,}[.]$")
                        for code in CODES:
                            self.assertNotIn(code, text)
                        if set(policy.units.values()) == {"minute"} and step.code == "line":
                            self.assertIn("minutes", text)

    def spoken(self, member, policy):
        named = dict(member.env["coop.work.policy"]._counters(self.company))
        return story.counters(policy, named)

    def test_every_preset_has_a_rule(self):
        words = self.env["coop.words"]._why()
        for name in preset_names():
            policy = preset(name).latest
            for regime, standing, because in product(
                policy.regimes.values(),
                ("up_to_date", "alert", "suspended", "exempted", "on_leave"),
                (*why.BECAUSE, None),
            ):
                with self.subTest(preset=name, regime=regime.name, because=because):
                    found = why.rule(standing, because, why.Way((), regime.debt), {})
                    text = self.member._coop_say_why(found, {}, words)
                    self.assertRegex(text, r"^[A-Z].+[.]$")

    def test_french_fills_in_the_same_names(self):
        french = self.speak("fr_FR").env["coop.words"]._why()
        for code, template in self.env["coop.words"]._why().items():
            if isinstance(template, str):
                with self.subTest(code=code):
                    self.assertEqual(names(french[code]), names(template))
                    self.assertNotEqual(french[code], template, "it is translated")


@tagged("post_install", "-at_install")
class TestWhy(PortalCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-12")
        self.enroll(self.member, self.make_template())

    def told(self, member=None):
        member = member or self.member
        days = member._coop_why()["steps"]
        return [f"{day.day}: {text}" for day in days for text in day.texts]

    def test_an_absence_then_a_suspension(self):
        self.assign(self.member, "2026-11-12").action_absent()
        self.assertEqual(
            self.told()[-2:],
            [
                "12 November: Absent: two make-ups to do.",
                "12 November: Alert: two make-ups are owed. You may shop for 28 days, until "
                "9 December included.",
            ],
        )
        self.freeze("2026-12-12")
        self.assertEqual(
            self.told()[-1],
            "10 December: Suspended: two make-ups are owed, the oldest since 12 November. The 28 "
            "days to make it up are over. Shopping waits until it is made up.",
        )
        self.assertEqual(
            self.member._coop_why()["rule"],
            "Whoever owes work may shop for 28 days to make it up. After that, shopping waits "
            "until it is done.",
        )

    def test_up_to_date(self):
        self.assertEqual(self.told()[-1].partition(": ")[2], "Up to date: nothing is owed.")

    def test_no_counter_of_another_regime(self):
        self.assign(self.member, "2026-11-12").action_absent()
        for day in ("2026-11-16", "2026-11-17", "2026-11-18"):
            self.freeze(day)
            self.assign(self.member, day, "make_up").action_present()
        self.assertEqual(self.balance(self.member, "flying"), 1, "the third is extra work")
        self.assertNotIn("counter", " ".join(self.told()))

    def test_nothing_without_rules(self):
        other = self.env["res.company"].create({"name": "Another co-op"})
        person = self.env["coop.member"].create({"name": "Una", "company_id": other.id})
        self.assertEqual(person.with_company(other)._coop_why()["steps"], [])


@tagged("post_install", "-at_install")
class TestWhyMinutes(PortalCase):
    policy_preset = "elefan"

    def test_minutes_where_minutes_are_counted(self):
        self.assign(self.member, self.days(-30)).action_present()
        self.freeze("2026-12-12")
        text = " ".join(text for day in self.member._coop_why()["steps"] for text in day.texts)
        self.assertIn("minutes", text)
        for word in ("make-up", "shift more", "shift less"):
            self.assertNotIn(word, text)


@tagged("post_install", "-at_install")
class TestWhyPage(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.enroll(self.member, self.make_template())
        self.row = self.assign(self.member, self.days(-3))
        self.row.action_absent()
        self.login(self.portal_member)

    def test_the_page_and_the_link_to_it(self):
        self.assertIn('href="/my/shifts/why"', self.url_open("/my/shifts").text)
        self.assertIn('href="/my/shifts/why"', self.url_open("/my/coop").text)
        page = self.url_open("/my/shifts/why").text
        for words in ("What led to it", "two make-ups are owed", "The rule of the co-op"):
            self.assertIn(words, page)
        self.assertIn(f"/my/shifts/{self.row.id}/contest", page)

    def test_the_office_reads_the_same(self):
        [*_steps, last] = self.member._coop_why()["steps"]
        desk = self.member.with_user(self.office)
        self.assertIn(last.texts[-1], desk.coop_why)
        view = desk.action_coop_why()["views"][0][0]
        self.assertIn("coop_why", desk.get_view(view, "form")["arch"])
