"""A member with a row of every kind that an address can name, marked with words of its own."""

import base64
import re
from datetime import timedelta

from odoo import fields

from odoo.addons.coop_campaign.tests.common import CampaignBuilders
from odoo.addons.coop_committee.tests.common import CommitteeBuilders
from odoo.addons.coop_vote.tests.common import VoteBuilders

from .common import EveryRole

#: Everything that the other member wrote, or that is written of them, begins with this.
MARK = "Quetzal"
NUMBER = 918273645
SHARES = 7410
#: What is planted, wherever a body shows it: words, the number, the money, the phone.
MARKS = re.compile(rf"(?i:{MARK}\w*)|{NUMBER}|(?<!\d)74[,.\s\u00a0\u202f]?100(?!\d)|06 55 44 33 22")
DOCUMENT = f"{MARK}Document"


class Planted(EveryRole, VoteBuilders, CommitteeBuilders, CampaignBuilders):
    """Mixin: ``cls.other`` with ``cls.rows``, ``{kind: record}``, and people who come to look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = {}
        cls.set_up_people()
        cls.set_up_papers()
        cls.set_up_shifts()
        cls.set_up_passing_on()
        cls.set_up_assemblies()
        cls.set_up_counts()
        cls.set_up_devices()
        cls.env.flush_all()
        # What a commit brings about is there before anybody comes.
        cls.env.cr.precommit.run()
        cls.env.flush_all()

    # ------------------------------------------------------------------ people

    @classmethod
    def set_up_people(cls):
        cls.other_user = cls.make_user("coop.other", "base.group_portal")
        cls.other = cls.make_known(
            cls.other_user, f"{MARK}First {MARK}Last", shares=SHARES, number=NUMBER
        )
        cls.other.partner_id.write(
            {"email": f"{MARK}@mail.example", "phone": "06 55 44 33 22", "street": f"{MARK}Street"}
        )
        cls.third = cls.make_member("Tim Third", email="tim@coop.example")
        cls.roles["public"] = cls.env.ref("base.public_user")
        cls.roles["stranger"] = cls.make_user("coop.stranger", "base.group_portal")
        cls.former_user = cls.make_user("coop.former", "base.group_portal")
        cls.make_known(cls.former_user, "Fay Former", left_on="2021-01-01")
        cls.roles |= {"former": cls.former_user, "other": cls.other_user}
        cls.roles |= {"member": cls.portal_member, "teller": cls.assembly}
        cls.make_household(cls.other, f"{MARK}Household")
        cls.make_card(cls.other.partner_id, f"{MARK}CARD")

    @classmethod
    def make_known(cls, user, name, **vals):
        return cls.make_member(name, partner_id=user.partner_id.id, **vals)

    @classmethod
    def set_up_papers(cls):
        subscription = cls.env["coop.subscription"].create(
            {
                "partner_id": cls.other.partner_id.id,
                "company_id": cls.company.id,
                "line_ids": [(0, 0, {"type_id": cls.type_a.id, "quantity": 10})],
            }
        )
        subscription.sudo().state = "paid"
        cls.make_entry(cls.other, 1, subscription_id=subscription.id)
        certificate = cls.env["coop.fiscal.certificate"].create(
            {"member_id": cls.other.id, "year": 2020, "amount": SHARES * 10, "shares": SHARES}
        )
        cls.charter = cls.make_charter()
        signed = cls.make_signature(cls.charter, cls.other.partner_id, signed_name=f"{MARK}Signed")
        meeting = cls.make_meeting(host_ids=[(4, cls.other_user.id)])
        application = cls.env["coop.join.request"].with_user(cls.other_user).sudo()
        application = application.create(
            {
                "name": f"{MARK}Applicant",
                "email": f"{MARK}applicant@mail.example",
                "street": f"{MARK}Street",
                "zip": "75018",
                "city": "Paris",
                "way": "cash",
                "line_ids": application._coop_lines({cls.type_a.id: 10}),
                "company_id": cls.company.id,
                "meeting_id": meeting.id,
                "origin": "meeting",
            }
        )
        cls.keep(subscription=subscription, certificate=certificate, signature=signed)
        cls.keep(charter=cls.charter, meeting=meeting, application=application)

    @classmethod
    def keep(cls, **rows):
        cls.rows |= {kind: row.with_env(cls.env) for kind, row in rows.items()}

    # ------------------------------------------------------------------ work

    @classmethod
    def at(cls, days, hour=9):
        """A shift with seats, so many days from now."""
        seats = [(0, 0, {"role_id": cls.till.id, "seats": 5})]
        return cls.make_shift(
            cls.company._coop_today() + timedelta(days=days), hour, seat_ids=seats
        )

    @classmethod
    def booked(cls, member, days, hour=9, **vals):
        shift = cls.at(days, hour)
        seat = {"role_id": cls.till.id, "seat": 1}
        return cls.assign(member, shift, origin="booking", **seat, **vals)

    @classmethod
    def set_up_shifts(cls):
        cls.template = cls.make_template(seats=30, name="Monday morning")
        for member in cls.other | cls.third | cls.member:
            cls.enroll(member, date_from=cls.company._coop_today())
        cls.env["coop.shift.coordinator"].create(
            {"template_id": cls.template.id, "member_id": cls.other.id, "date_from": "2020-01-01"}
        )
        start = fields.Datetime.now() - timedelta(minutes=1)
        shift = cls.env["coop.shift"].create(
            {
                "company_id": cls.company.id,
                "template_id": cls.template.id,
                "occurrence": cls.company._coop_local_day(start),
                "start": start,
                "stop": start + timedelta(hours=3),
            }
        )
        on = cls.assign(cls.other, shift, role_id=cls.till.id, seat=1)
        booked = cls.booked(cls.other, 12)
        leave = cls.make_leave(
            cls.other, "temporary", "2031-01-01", "2031-06-01", state="draft", note=f"{MARK}Leave"
        )
        waiting = cls.env["coop.waiting"].create(
            {"member_id": cls.other.id, "template_id": cls.template.id, "role_id": cls.till.id}
        )
        cls.keep(shift=shift, on=on, booked=booked, holiday=leave, waiting=waiting)
        cls.set_up_contest()
        cls.set_up_office()
        seat = cls.make_seat(cls.other)
        work = cls.make_work("2026-01-01", 2, seat=seat, description=f"{MARK}Hours")
        cls.keep(seat=seat, work=work, committee=cls.committee, template=cls.template)
        cls.keep(evening=cls.make_template(name="Monday evening", hour_from=18, hour_to=21))
        cls.calendar = cls.env["coop.calendar.link"].sudo()._coop_renew(cls.other)

    @classmethod
    def set_up_contest(cls):
        """Two shifts that were missed for a good reason; one of them is contested."""
        contested = cls.booked(cls.other, -12, state="bereavement")
        missed = cls.booked(cls.other, -13, state="bereavement")
        contest = cls.env["coop.work.contest"].sudo()
        contest = contest._coop_contest(cls.other, f"{MARK}Contest", contested)
        cls.keep(contest=contest, missed=missed)

    @classmethod
    def set_up_office(cls):
        """What the office did for the other member."""
        of = {"member_id": cls.other.id, "reason": f"{MARK}Reason"}
        grace = {**of, "date_from": "2026-01-01", "date_to": "2026-01-15"}
        cls.env["coop.grace"].sudo().create(grace)
        cls.env["coop.work.correction"].create({**of, "counter": "abcd", "amount": 1})
        job = {"kind": "correction", "counter": "abcd", "amount": 1, "reason": f"{MARK}Job"}
        cls.env["coop.mass.action"].create({**job, "company_id": cls.company.id})
        mail = {"kind": "reminder", "res_model": "coop.member", "res_id": cls.other.id}
        mail |= {"member_id": cls.other.id, "company_id": cls.company.id, "date": "2026-01-01"}
        cls.env["coop.mail.log"].sudo().create(mail)

    @classmethod
    def set_up_desk(cls):
        """What is written of a member at the desk and at the till."""
        partner, today = cls.other.partner_id, cls.company._coop_today()
        cls.make_block(partner, "2026-01-01", "2026-02-01", reason=f"{MARK}Block")
        cls.make_pass(partner, today)
        of = {"partner_id": partner.id, "company_id": cls.company.id}
        served = {"reason": f"{MARK}Served", "date_from": today, "date_to": today}
        cls.env["coop.served.person"].create({**of, **served})
        check = {"uuid": "c" * 36, "partner_id": partner.id}
        cls.env["coop.check"]._record({"channel": "till", "company_id": cls.company.id}, [check])
        cls.env["coop.visit"].sudo().create(
            {
                "door_id": cls.rows["door"].id,
                "partner_id": partner.id,
                "date": today,
                "at": fields.Datetime.now(),
            }
        )
        cls.env["coop.skill"].create({"name": "Forklift", "company_id": cls.company.id})
        optional = cls.env["coop.mail.opt.out"].sudo()
        optional._choose(cls.other, set())
        cls.env["coop.shop.holiday"].create(
            {"name": "Closed", "company_id": cls.company.id, "date_from": "2032-01-01"}
            | {"date_to": "2032-01-02"}
        )

    @classmethod
    def set_up_passing_on(cls):
        """Offers made to one person, an own one with a proposal, and a gift."""
        swaps = cls.env["coop.swap"].sudo()
        offered, thirds = cls.booked(cls.other, 13), cls.booked(cls.third, 15)
        swap = swaps.create(swaps._offer_vals(offered, "swap", cls.third, f"{MARK}Offer"))
        asked = swaps.create(swaps._offer_vals(thirds, "swap", cls.other, "Please"))
        proposals = cls.env["coop.swap.proposal"].sudo()
        shown = {"company_id": cls.company.id, "state": "open"}
        received = proposals.create(
            {"swap_id": swap.id, **cls.proposed(cls.booked(cls.third, 16)), **shown}
        )
        made = proposals.create(
            {"swap_id": asked.id, **cls.proposed(cls.booked(cls.other, 17)), **shown}
        )
        worked = cls.booked(cls.other, -20, state="present")
        gift = (
            cls.env["coop.solidarity.gift"]
            .sudo()
            .create(
                {
                    "assignment_id": worked.id,
                    "giver_id": cls.other.id,
                    "given_on": "2026-01-01",
                    "counter": "abcd",
                    "amount": 1,
                }
            )
        )
        cls.keep(swap=swap, asked=asked, received=received, made=made, worked=worked, gift=gift)
        cls.keep(offered=offered, free=cls.booked(cls.other, 18), open_shift=cls.at(19))

    @classmethod
    def proposed(cls, row):
        return {
            "member_id": row.member_id.id,
            "assignment_id": row.id,
            "shift_id": row.shift_id.id,
            "role_id": row.role_id.id,
        }

    # ------------------------------------------------------------------ assemblies

    @classmethod
    def set_up_assemblies(cls):
        early = cls.make_assembly("draft", name="Of the autumn", calls_for_points=True)
        proposals = cls.env["coop.assembly.proposal"].sudo()
        point = proposals._propose(early, cls.third, "Bread on Sundays", "")
        held = cls.make_assembly(calls_for_points=False)
        raw = base64.b64encode(DOCUMENT.encode())
        document = cls.env["ir.attachment"].create({"name": "figures.txt", "datas": raw})
        held.point_ids[:1].sudo().attachment_ids = [(4, document.id)]
        proxy = cls.give_proxy(held, cls.other, cls.third)
        cls.check_in(held, cls.third)
        cls.keep(early=early, point=point, assembly=held, document=document, proxy=proxy)

    @classmethod
    def set_up_counts(cls):
        held = cls.rows["assembly"]
        inside = {"assembly_id": held.id, "state": "open", "room": True, "secret": False}
        called = cls.make_vote("Shall we?", **inside)
        names = [(0, 0, {"name": "Ann"}), (0, 0, {"name": "Bob"})]
        election = cls.make_vote("Who?", **inside, method="approval", candidate_ids=names)
        right = cls.right_of(called, cls.other)
        papers = election.env["coop.vote.paper"]
        papers._read_out(election, "", 1)
        read = papers.sudo().search([("vote_id", "=", election.id)])
        cls.keep(called=called, election=election, right=right, paper=read)

    @classmethod
    def set_up_devices(cls):
        door = cls.env["coop.door"].create({"name": "Entrance", "company_id": cls.company.id})
        proof = cls.env["coop.sale.proof"].with_user(cls.manager).create({})
        held = cls.rows["assembly"].with_user(cls.assembly)
        held.action_tablet_link()
        cls.keep(door=door, proof=proof)
        cls.set_up_desk()
        cls.make_campaign(slug="shown-roof")
        cls.make_campaign(slug="hidden-roof", name=f"{MARK}Roof", is_published=False)
