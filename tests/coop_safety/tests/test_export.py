"""What a member takes along is all that is stored about them, or the table says why not."""

from odoo.tests import TransactionCase, tagged

from odoo.addons.coop_membership.tests.common import CoopBuilders

from .common import is_own

#: ``{model: where its rows are in the member's own data}``
TAKEN = {
    "coop.assembly.convocation": "convocations",
    "coop.assembly.presence": "assemblies",
    "coop.assembly.proposal": "points_proposed",
    "coop.assembly.support": "points_supported",
    "coop.assignment": "shifts",
    "coop.block": "blocks",
    "coop.authorisation": "authorisations",
    "coop.card": "cards",
    "coop.charter.signature": "charter",
    "coop.check": "checks",
    "coop.committee.seat": "committees",
    "coop.committee.work": "committee_hours",
    "coop.day.pass": "day_passes",
    "coop.debit.request": "reduced_debits",
    "coop.enrollment": "places",
    "coop.grace": "extra_time",
    "coop.household.person": "household",
    "coop.join.request": "applications",
    "coop.leave": "leaves",
    "coop.member": "membership",
    "coop.member.period": "earlier_memberships",
    "coop.order.flag": "sales_to_look_at",
    "coop.proxy": "proxies_given",
    "coop.served.person": "served",
    "coop.share.entry": "shares",
    "coop.shift.coordinator": "coordinates",
    "coop.solidarity.gift": "solidarity_given",
    "coop.standing": "standings",
    "coop.swap": "offers",
    "coop.swap.move": "moves",
    "coop.visit": "visits",
    "coop.vote.attendance": "attendances",
    "coop.vote.objection": "objections",
    "coop.vote.right": "votes",
    "coop.waiting": "waits_for",
    "coop.work.contest": "contests",
    "coop.work.correction": "corrections",
    "coop.work.entry": "work",
}
#: Models that name a member and are left out, with the reason.
LEFT_OUT = {
    "coop.calendar.link": "a digest of the member's own secret",
    "coop.fiscal.certificate": "papers that the member has on the portal",
    "coop.mail.log": "mails that the member got",
    "coop.mail.opt.out": "a setting on the member's own page",
    "coop.mass.action.line": "a job of the office; what it did is in the other rows",
    "coop.person.change": "says that something changed, for two days",
    "coop.proxy.party": "the same as the proxies",
    "coop.subscription": "papers that the member has on the portal; the shares are there",
    "coop.work.account": "a kept state of what the work ledger and the standings say",
    "coop.registration.past": "what was booked once; the standings say what it made of a day",
    "coop.swap.proposal": "what became of it is in the moves",
}
NAMES = ("coop.member", "res.partner")


@tagged("post_install", "-at_install")
class TestExport(CoopBuilders, TransactionCase):
    def test_every_model_that_names_a_person_is_in_a_table(self):
        naming = {
            name
            for name, model in self.registry.items()
            if is_own(model)
            and model._auto
            and not (model._abstract or model._transient)
            and any(f.store and f.comodel_name in NAMES for f in self.links(model))
        }
        self.assertEqual(naming, TAKEN.keys() | LEFT_OUT.keys())

    def links(self, model):
        return [field for field in model._fields.values() if field.type == "many2one"]

    def test_all_of_it_is_in_the_members_own_data(self):
        member = self.env["coop.member"].with_user(self.portal_member)._coop_current()
        self.assertLessEqual(set(TAKEN.values()), set(member._coop_export()))
