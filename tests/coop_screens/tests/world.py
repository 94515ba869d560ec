"""A co-op in which every model of the suite has a row, made by the suite's own builders."""

from datetime import timedelta
from uuid import uuid4

from odoo import fields

from odoo.addons.coop_campaign.tests.common import CampaignBuilders, MoneyBuilders
from odoo.addons.coop_committee.tests.common import CommitteeBuilders
from odoo.addons.coop_safety.tests.common import EveryRole
from odoo.addons.coop_shift_floor.tests.common import FloorBuilders
from odoo.addons.coop_shift_office.tests.common import OfficeBuilders
from odoo.addons.coop_shift_portal.tests.common import PortalBuilders
from odoo.addons.coop_shift_swap.tests.common import SwapBuilders
from odoo.addons.coop_vote.tests.common import VoteBuilders

#: Models without a row in this co-op, each with the reason.
NO_ROW = {}


class World(
    CampaignBuilders,
    MoneyBuilders,
    CommitteeBuilders,
    FloorBuilders,
    OfficeBuilders,
    PortalBuilders,
    VoteBuilders,
    SwapBuilders,
    EveryRole,
):
    """Mixin: one co-op, and in ``cls.roles`` one user of each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._coop_today()
        cls.company.write({"coop_mails": True, "coop_offer_days": 7, "coop_kept_days": 3})
        cls.make_people()
        cls.make_former_people()
        cls.make_shifts()
        cls.make_passing_on()
        cls.make_money()
        cls.make_joining()
        cls.make_paperwork()
        cls.make_checks()
        cls.make_assemblies()
        cls.make_messages()
        cls.make_more_roles()

    @classmethod
    def day(cls, count):
        return cls.today + timedelta(days=count)

    @classmethod
    def row(cls, model, **vals):
        """A row of a model, of this co-op where the model has one."""
        company = {"company_id": cls.company.id} if "company_id" in cls.env[model]._fields else {}
        return cls.env[model].create({**company, **vals})

    @classmethod
    def make_more_roles(cls):
        every = (
            "coop_membership.group_manager",
            "coop_vote.group_assembly",
            "point_of_sale.group_pos_manager",
            "account.group_account_manager",
            "base.group_system",
        )
        cls.roles["tills"] = cls.make_user("role.tills", "point_of_sale.group_pos_manager")
        cls.roles["system"] = cls.make_user("role.system", "base.group_system")
        cls.roles["everything"] = cls.make_user("role.everything", ",".join(every))

    # ------------------------------------------------------------------ people and shares

    @classmethod
    def make_people(cls):
        # The builders of the shop floor keep their rows on today's shift under these names.
        cls.ana, cls.bob = cls.ana.member_id, cls.bob.member_id
        cls.member.partner_id.write({"email": "ines@coop.example", "phone": "06 12 34 56 78"})
        cls.make_card(cls.member.partner_id, "0420000000112")
        cls.make_card(cls.member.partner_id, "OLD-1", revoked_on=cls.day(-9), reason="Lost")
        cls.lodger = cls.make_household(cls.member, "Théo Portail")
        cls.child = cls.make_household(
            cls.member, "Léa Portail", kind="child", birth_date=cls.day(-4000)
        )
        cls.stopped = cls.make_member("Bruno Arrêt")
        cls.make_block(cls.stopped.partner_id, cls.day(-3), cls.day(30))
        cls.make_pass(cls.stopped.partner_id, cls.today)
        cls.row("coop.served.person", partner_id=cls.make_person("Ferme du Pré").id, reason="Milk")
        cls.company.coop_household_max = 5

    @classmethod
    def make_former_people(cls):
        cls.make_household(cls.member, "Ugo Portail", date_to=cls.day(-300))
        cls.make_member("Nino Jadis", joined="2012-01-01", shares=0, left_on="2015-01-01")
        cls.back = cls.make_member("Rosa Retour")
        cls.row(
            "coop.member.period",
            member_id=cls.back.id,
            joined_on="2010-01-01",
            left_on="2012-01-01",
        )
        cls.gone = cls.make_member("Gil Parti", email="gil@coop.example")
        cls.env["coop.member.leave"].create(
            {"member_id": cls.gone.id, "last_day": cls.day(-1), "reason": "left"}
        ).action_leave()

    @classmethod
    def make_money(cls):
        cls.company.coop_instalment_term_id = cls.make_instalments()
        cls.company.coop_card_fee = 5
        income = cls.env["account.account"].create(
            {"name": "Sundry", "code": "997088", "account_type": "income"}
        )
        cls.company.coop_card_fee_product_id = cls.company._coop_make_fee_product(income)
        cls.draft = cls.make_subscription(confirm=False)
        cls.called = cls.make_subscription(cls.make_person("Otto", email="otto@coop.example"))
        pay = cls.env["coop.subscription.pay"].with_user(cls.office)
        paula = cls.make_person("Paula", email="paula@coop.example")
        for person in (paula, cls.member.partner_id):
            paid = cls.make_subscription(person)
            pay.create({"subscription_id": paid.id, "journal_id": cls.cash.id}).action_pay()
        cls.env["coop.fiscal.certificate"]._coop_issue(cls.company, cls.today.year)
        cls.env["coop.fiscal.certificate"]._coop_issue(cls.company, 2020)

    @classmethod
    def make_joining(cls):
        cls.charter = cls.make_charter()
        cls.make_signature(cls.charter, cls.ana.partner_id)
        cls.make_signature(cls.charter, cls.member.partner_id)
        cls.campaign = cls.make_campaign(date_from=cls.day(-30), date_to=cls.day(300))
        cls.row(
            "coop.campaign.district",
            campaign_id=cls.campaign.id,
            name="Goutte d'Or",
            zips="75018",
            goal=50,
        )
        cls.meeting = cls.make_meeting(campaign_id=cls.campaign.id, date=cls.day(5))
        cls.request = cls.row(
            "coop.join.request",
            name="Nadia Nouvelle",
            email="nadia@coop.example",
            meeting_id=cls.meeting.id,
            charter_id=cls.charter.id,
            line_ids=[(0, 0, {"type_id": cls.type_a.id, "quantity": 10})],
        )
        cls.complete = cls.row(
            "coop.join.request",
            name="Inès",
            email="ines@coop.example",
            way="cash",
            line_ids=[(0, 0, {"type_id": cls.type_a.id, "quantity": 10})],
        )
        cls.row("coop.join.hit", scope="join", digest="0" * 64)

    # ------------------------------------------------------------------ work

    @classmethod
    def make_shifts(cls):
        cls.weekly = cls.make_template(
            seats=3,
            name="Tomorrow",
            weekday=str(cls.day(1).weekday()),
            week=cls.policy._history(cls.company).on(cls.today).cycle.week_number(cls.day(1)),
            hour_from=18,
            hour_to=21,
            date_from=cls.day(-60),
        )
        cls.place = cls.enroll(cls.member, cls.weekly, date_from=cls.day(-60))
        cls.other_place = cls.enroll(cls.rita, cls.weekly, date_from=cls.day(-60))
        cls.env["coop.planning"]._plan(cls.company)
        cls.past = cls.assign(cls.member, cls.day(-20))
        cls.past.action_present()
        cls.absent = cls.assign(cls.rita, cls.day(-5))
        cls.absent.action_absent()
        cls.open = cls.make_open_shift(cls.day(9), seats=4)
        cls.open.substitute_ids = cls.member
        cls.booked = cls.assign(cls.member, cls.open, "booking", role_id=cls.till.id, seat=1)
        cls.unable = cls.assign(cls.bob, cls.open, "booking", role_id=cls.till.id, seat=2)
        cls.unable.write({"warned_on": fields.Datetime.now(), "warned_note": "Ill"})
        cls.to_close = cls.make_open_shift(cls.day(-2))
        cls.assign(cls.ana, cls.to_close, "booking", role_id=cls.till.id, seat=1)
        cls.assign(cls.rita, cls.open, "make_up", role_id=cls.till.id)
        cls.suspended = cls.make_member("Sam Arrêté")
        cls.enroll(cls.suspended, cls.weekly, date_from=cls.day(-60))
        cls.assign(cls.suspended, cls.day(-55)).action_absent()
        contests = cls.env["coop.work.contest"].sudo()
        contests._coop_contest(cls.rita, "I was there", cls.absent)
        contests._coop_contest(cls.suspended, "I may shop")
        cls.make_work_around()

    @classmethod
    def make_work_around(cls):
        who = {"member_id": cls.member.id}
        cls.holiday = cls.row(
            "coop.shop.holiday",
            name="Inventory",
            kind="closed",
            date_from=cls.day(20),
            date_to=cls.day(21),
        )
        cls.skill = cls.row("coop.skill", name="Cheese", member_ids=cls.ana.ids)
        cls.make_role("Coordination", coordinates=True, skill_ids=cls.skill.ids)
        cls.leave = cls.make_leave(
            cls.member, "temporary", cls.day(60), cls.day(130), state="draft", note="A journey"
        )
        cls.granted = cls.make_leave(cls.ana, "incapacity", cls.day(-10), cls.day(40))
        cls.row("coop.grace", **who, date_from=cls.day(-40), date_to=cls.day(-30), reason="Move")
        cls.row("coop.grace", member_id=cls.rita.id, date_to=cls.day(5), kind="extension")
        cls.row("coop.debit.request", **who, date=cls.day(1))
        days = {"day": cls.day(9), "booked_on": cls.day(-9), "until": cls.day(-2)}
        cls.row("coop.registration.past", **who, kind="was", **days)
        cls.correction = cls.row(
            "coop.work.correction", **who, counter="abcd", amount=1, reason="Helped"
        )
        cls.waiting = cls.row("coop.waiting", **who, template_id=cls.monday.id, role_id=cls.till.id)
        cls.make_work_in_committee()
        cls.row("coop.calendar.link", **who, digest="1" * 64)

    @classmethod
    def make_work_in_committee(cls):
        committee = cls.env["coop.committee"].create(
            {
                "name": "Buying",
                "company_id": cls.company.id,
                "hours_per_credit": 3,
                "coordinator_ids": cls.member.ids,
            }
        )
        seat = cls.make_seat(cls.ana, committee)
        cls.make_work(cls.day(-3), 3, seat, refusal="Too long")
        cls.make_work(cls.day(-4), 3, seat)

    # ------------------------------------------------------------------ what is passed on

    @classmethod
    def make_passing_on(cls):
        far, near = cls.make_place(cls.day(14), seats=3), cls.make_place(cls.day(7), seats=3)
        cls.newcomers = [cls.newcomer(name) for name in ("Fay", "Leo", "Mia", "Zoé")]
        cls.placeless = cls.make_member("Ida", joined=cls.today)
        fay, leo, mia, zoe = cls.newcomers
        mine = cls.passed(cls.member, near)
        theirs = cls.passed(leo, far)
        swaps = cls.env["coop.swap"]
        cls.offer = swaps._offer(mine, "swap", None, "A wedding")
        cls.proposal = cls.offer._propose(theirs)
        done = swaps._offer(cls.passed(fay, far), "swap", None, "")
        done._accept(done._propose(cls.passed(mia, near)))
        asked = cls.passed(zoe, cls.make_place(cls.day(16)))
        cls.stand_in = swaps._offer(asked, "stand_in", None, "")
        worked = cls.assign(cls.flyer, cls.day(-12), "booking")
        cls.gift = cls.row(
            "coop.solidarity.gift",
            assignment_id=worked.id,
            giver_id=cls.flyer.id,
            given_on=cls.day(-2),
            counter="flying",
            amount=1,
        )

    @classmethod
    def newcomer(cls, name):
        """Somebody whom no cycle has cost anything yet."""
        member = cls.make_member(name, joined=cls.today)
        cls.enroll(member, date_from=cls.today)
        return member

    @classmethod
    def passed(cls, member, shift):
        return cls.assign(
            member,
            shift,
            "booking",
            role_id=cls.till.id,
            seat=shift._free_seat_numbers(cls.till)[0],
        )

    @classmethod
    def make_paperwork(cls):
        cls.env["coop.floor.tap"].create(
            {
                "shift_id": cls.shift.id,
                "key": uuid4().hex,
                "user_id": cls.portal_member.id,
                "kind": "shift_note",
                "value": "Quiet",
                "moment": 1.0,
                "result": "applied",
            }
        )
        opened = (cls.ana | cls.bob).with_user(cls.office).action_coop_mass()
        cls.mass = cls.env["coop.mass.action"].browse(opened["res_id"])
        cls.mass.with_user(cls.office).write({"kind": "extension", "date_to": cls.day(20)})

    # ------------------------------------------------------------------ tills and doors

    @classmethod
    def make_checks(cls):
        config = cls.env["pos.config"].with_company(cls.company)
        cls.config = config.create({"name": "Till 1", "company_id": cls.company.id})
        cls.config.coop_check_mode = "refuse"
        cls.config.open_ui()
        cls.door = cls.row("coop.door", name="Entrance")
        base = {"company_id": cls.company.id, "user_id": cls.cashier.id}
        person = {"partner_id": cls.stopped.partner_id.id, "at": fields.Datetime.now()}
        till = {**base, "channel": "till", "config_id": cls.config.id}
        allowed = {"code": "ok", "allowed": True, "outcome": "allowed"}
        refused = {"code": "blocked", "allowed": False, "outcome": "refused"}
        checks = cls.env["coop.check"]
        checks._record(till, [{"uuid": str(uuid4()), **person, **allowed}])
        checks._record(
            {**base, "channel": "door", "door_id": cls.door.id},
            [{"uuid": str(uuid4()), **person, **refused}],
        )
        cls.row(
            "coop.authorisation",
            check_uuid=str(uuid4()),
            partner_id=cls.stopped.partner_id.id,
            config_id=cls.config.id,
            user_id=cls.manager.id,
        )
        visit = {"partner_id": cls.stopped.partner_id.id, "date": cls.today}
        cls.row("coop.visit", door_id=cls.door.id, at=fields.Datetime.now(), **visit)
        cls.make_sale()

    @classmethod
    def make_sale(cls):
        cls.sale = cls.env["pos.order"].create(
            {
                "company_id": cls.company.id,
                "session_id": cls.config.current_session_id.id,
                "partner_id": cls.stopped.partner_id.id,
                "amount_total": 5,
                "amount_tax": 0,
                "amount_paid": 5,
                "amount_return": 0,
                "state": "paid",
            }
        )
        cls.flag = cls.env["coop.order.flag"].create(
            {"order_id": cls.sale.id, "kind": "refused_paid"}
        )

    # ------------------------------------------------------------------ votes

    @classmethod
    def make_assemblies(cls):
        cls.teller = cls.make_user("coop.teller", "coop_vote.group_assembly")
        draft = cls.make_assembly(state="draft", name="Autumn", calls_for_points=True)
        cls.env["coop.assembly.proposal"]._propose(draft, cls.member, "More benches", "")
        draft.proposal_ids._support(cls.ana)
        cls.assembly_draft = draft
        cls.convened = cls.make_assembly(state="convened", name="Winter")
        cls.convened.point_ids.attachment_ids = cls.convened.env["ir.attachment"].create(
            {"name": "Accounts.txt", "raw": b"Accounts"}
        )
        cls.assembly_open = cls.make_assembly(rule="rule_association", days=0, notice=0)
        cls.give_proxy(cls.assembly_open, cls.rita, cls.ana)
        cls.give_proxy(cls.convened, cls.bob, cls.member, origin="portal")
        cls.give_proxy(cls.assembly_open, cls.stopped, None, origin="portal")
        cls.check_in(cls.assembly_open, cls.member, cls.ana, cls.bob)
        cls.make_votes()

    @classmethod
    def make_votes(cls):
        point = cls.assembly_open.point_ids[:1]
        room = {"assembly_id": cls.assembly_open.id, "point_id": point.id, "room": True}
        cls.make_vote("In draft", candidate_ids=[(0, 0, {"name": name}) for name in "AB"])
        cls.at_home = cls.make_vote(
            "At home", state="open", closes_at=fields.Datetime.now() + timedelta(days=5)
        )
        cls.raised = cls.make_vote("By hand", state="open", **room)
        cls.raised.action_room()
        for user in (cls.assembly, cls.teller):
            cls.env["coop.vote.teller"].with_user(user).create(
                {"vote_id": cls.raised.id, "yes": 3, "no": 0, "abstain": 0}
            )
        names = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        cls.election = cls.make_vote(
            "Who?", state="open", method="plurality", candidate_ids=names, **room
        )
        ids = cls.election.candidate_ids.ids
        cls.cast(cls.election, {cls.member: str(ids[0]), cls.ana: str(ids[1])})
        cls.finish(cls.election)
        cls.election.write({"tie_rule": "By lot", "tie_order": "Ada, Blaise"})
        cls.make_vote("Who else?", state="open", method="plurality", candidate_ids=names, **room)
        cls.called_vote = cls.make_vote("By name", state="open", secret=False, **room)
        line = cls.right_of(cls.called_vote, cls.member)
        cls.env["coop.vote.call"].with_user(cls.teller)._hear(
            line.with_user(cls.teller).sudo(False), "yes"
        )
        cls.make_consent(room)

    @classmethod
    def make_consent(cls, room):
        cls.consent = cls.make_vote(
            "Benches", method="consent", state="open", **{**room, "room": False}
        )
        cls.cast(cls.consent, {cls.bob: "objection:Too dear"})
        cls.row(
            "coop.vote.objection", vote_id=cls.consent.id, member_id=cls.ana.id, reason="Too big"
        )
        cls.row("coop.vote.paper", vote_id=cls.raised.id, teller_id=cls.assembly.id, number=1)

    @classmethod
    def make_messages(cls):
        cls.alert = cls.row(
            "coop.seat.alert",
            name="Tills",
            role_ids=cls.till.ids,
            minimum=9,
            days=20,
            email="tills@coop.example",
        )
        kinds = cls.env["coop.mail.opt.out"]._fields["kind"].get_values(cls.env)
        cls.row("coop.mail.opt.out", member_id=cls.bob.id, kind=kinds[0])
        cls.env["coop.mail.due"]._note_all(cls.company)
        while cls.env["coop.mail.log"]._send_waiting():
            pass
        cls.row("coop.person.change", partner_id=cls.ana.partner_id.id)
