import json

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..controllers import door as controller
from ..models import coop_visit
from .common import DoorCase


@tagged("post_install", "-at_install")
class TestDoor(DoorCase):
    """The tablet at the door: one page behind a revocable link."""

    # ------------------------------------------------------------------ the link

    def test_link_leaves_no_secret_in_the_address(self):
        response = self.enter()
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.url.endswith("/coop/door"))
        self.assertNotIn(self.door.token, response.text)
        cookie = response.history[0].headers["Set-Cookie"]
        for word in ("HttpOnly", "SameSite=Lax", "Path=/coop/door"):
            self.assertIn(word, cookie)

    def test_no_link_no_answer(self):
        for token in (None, "x" * 43, "x", "../door"):
            with self.subTest(token=token):
                self.opener.cookies.clear()
                path = f"/coop/door/{token}" if token else "/coop/door"
                self.assertEqual(self.url_open(path).status_code, 404)
                self.assertEqual(self.ask("list"), {"shut": True})
                self.assertEqual(self.ask("log", rows=[self.row()]), {"shut": True})
                photo = self.url_open(f"/coop/door/photo/{self.up_to_date.partner_id.id}")
                self.assertEqual(photo.status_code, 404)
        self.assertFalse(self.checks())

    def test_revoked_link_shuts_the_tablet_out(self):
        self.enter()
        self.assertIn("persons", self.ask("list"))
        self.door.action_new_link()
        self.assertEqual(self.ask("list"), {"shut": True})
        self.assertEqual(self.ask("log", rows=[self.row()]), {"shut": True})
        self.enter()
        self.assertIn("persons", self.ask("list"))

    def test_archived_door_answers_nobody(self):
        self.enter()
        self.door.active = False
        self.assertEqual(self.ask("list"), {"shut": True})

    def test_only_managers_see_the_link(self):
        self.assertTrue(self.door.with_user(self.manager).url)
        with self.assertRaises(AccessError):
            self.door.with_user(self.office).read(["token"])
        with self.assertRaises(AccessError):
            self.door.with_user(self.checker).read(["name"])

    # ------------------------------------------------------------------ what it may read

    def test_least_personal_data(self):
        partner = self.stopped.partner_id
        partner.write({"email": "bruno@coop.example", "phone": "0601020304"})
        partner.coop_block_ids.reason = "A private matter"
        self.enter()
        sent = json.dumps(self.ask("list"))
        self.assertIn("Bruno", sent)
        for secret in ("bruno@coop.example", "0601020304", "A private matter"):
            self.assertNotIn(secret, sent)

    def test_photos_of_its_list_only(self):
        self.enter()
        for partner, status in ((self.up_to_date.partner_id, 200), (self.stranger, 404)):
            response = self.url_open(f"/coop/door/photo/{partner.id}")
            self.assertEqual(response.status_code, status)

    def test_photos_are_counted(self):
        self.enter()
        url = f"/coop/door/photo/{self.stranger.id}"
        self.patch(controller, "PHOTOS_A_MINUTE", 3)
        codes = [self.url_open(url).status_code for _n in range(5)]
        self.assertEqual(codes, [404, 404, 404, 429, 429])

    def test_wrong_keys_are_counted(self):
        """Whoever tries keys is soon answered nothing; a door that is open stays so."""
        self.patch(controller, "WRONG_KEYS_A_MINUTE", 3)
        codes = [self.enter("x" * 43).status_code for _n in range(5)]
        self.assertEqual(codes, [404, 404, 404, 429, 429])
        self.assertEqual(self.enter().status_code, 200)

    def test_keys_tried_by_rpc_are_counted_too(self):
        self.patch(controller, "WRONG_KEYS_A_MINUTE", 2)
        body = {"data": json.dumps({"jsonrpc": "2.0", "params": {}})}
        said = []
        for what in ("list", "log", "list"):
            headers = {"Content-Type": "application/json"}
            answer = self.url_open(f"/coop/door/{what}", **body, headers=headers)
            said.append(answer.json().get("result"))
        self.assertEqual(said, [{"shut": True}, {"shut": True}, None])

    def test_there_is_nothing_to_guess_cards_with(self):
        """No card number crosses the wire to be looked up: the tablet knows them all."""
        self.enter()
        cursor = self.ask("list")["cursor"]
        self.env["coop.person.change"].sudo().search([]).unlink()
        answer = self.ask("list", cursor=cursor, partner_ids=["0420000000020", None, [1], 2**40])
        self.assertEqual((answer["persons"], answer["full"]), ([], False))

    def test_a_tablet_knows_that_it_was_shut_out(self):
        """A 404 of another origin is an accident; this one makes the tablet forget everybody."""
        self.assertEqual(self.enter("x" * 43).headers["X-Coop-Door-Shut"], "1")
        self.assertNotIn("X-Coop-Door-Shut", self.url_open("/coop/no_such_page").headers)

    def test_photos_are_not_kept_on_the_way(self):
        self.enter()
        photo = self.url_open(f"/coop/door/photo/{self.up_to_date.partner_id.id}")
        self.assertEqual(photo.headers["Cache-Control"], "no-store")

    def test_a_tablet_asks_about_one_person_only(self):
        """What goes over the wire after one check: that person, and nobody else."""
        self.enter()
        cursor = self.ask("list")["cursor"]
        self.env["coop.person.change"].sudo().search([]).unlink()
        partner = self.up_to_date.partner_id
        answer = self.ask("list", cursor=cursor, partner_ids=[partner.id])
        self.assertEqual([row[0] for row in answer["persons"]], [partner.id])
        self.assertNotIn("Bruno", json.dumps(answer))

    def test_a_link_opens_nothing_else(self):
        """The key of a door is no session: neither the backend nor the portal nor RPC."""
        self.enter()
        for path in ("/odoo", "/my", "/my/coop"):
            self.assertIn("/web/login", self.url_open(path).url)
        body = {"model": "res.partner", "method": "search_read", "args": [[], ["name"]]}
        answer = self.url_open(
            "/web/dataset/call_kw/res.partner/search_read",
            data=json.dumps({"jsonrpc": "2.0", "params": {**body, "kwargs": {}}}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("result", answer)

    # ------------------------------------------------------------------ what it may write

    def test_log_is_written_once(self):
        self.enter()
        row = self.row(self.up_to_date.partner_id, movement="in")
        for _n in range(2):
            answer = self.ask("log", rows=[row])
        self.assertEqual(answer, {"kept": [row["uuid"]], "inside": 1})
        check = self.checks()
        self.assertEqual((check.channel, check.movement), ("door", "in"))
        self.assertEqual(check.company_id, self.company)
        self.assertFalse(check.user_id)

    def test_people_inside(self):
        self.enter()
        partner = self.up_to_date.partner_id
        rows = [
            self.row(partner, movement="in"),
            self.row(movement="in", code="visitor", visitor_name="Press"),
            self.row(partner, movement="out"),
            self.row(partner, movement="in"),
            self.row(partner, movement="undo_in"),
            self.row(partner, movement="flown"),
        ]
        answer = self.ask("log", rows=rows)
        self.assertEqual(answer, {"kept": [row["uuid"] for row in rows], "inside": 1})
        self.assertEqual(self.ask("list")["inside"], 1)
        self.assertEqual(self.checks()[1].visitor_name, "Press")
        self.assertEqual(self.checks()[1].title, "Visitor")
        self.assertFalse(self.checks()[5].movement)

    def test_two_doors_count_together(self):
        other = self.env["coop.door"].create({"name": "Yard", "company_id": self.company.id})
        self.enter()
        self.ask("log", rows=[self.row(movement="in"), self.row(movement="in")])
        self.enter(other.token)
        self.assertEqual(self.ask("list")["inside"], 2)
        self.assertEqual(self.ask("log", rows=[self.row(movement="out")])["inside"], 1)

    def test_people_inside_are_found_by_an_index(self):
        """The log grows for years: counting today's movements does not read all of it."""
        self.env.cr.execute(
            "SELECT string_agg(indexdef, ' ') FROM pg_indexes WHERE tablename = 'coop_check'"
        )
        [[words]] = self.env.cr.fetchall()
        self.assertRegex(words, r"\(company_id, at\) WHERE \(movement IS NOT NULL\)")

    def test_yesterday_is_not_inside(self):
        self.enter()
        at = fields.Datetime.to_string(fields.Datetime.subtract(fields.Datetime.now(), days=1))
        self.assertEqual(self.ask("log", rows=[self.row(movement="in", at=at)])["inside"], 0)

    def test_door_cannot_lift(self):
        self.enter()
        row = self.row(self.stopped.partner_id, code="blocked", outcome="override", day_pass=True)
        self.ask("log", rows=[row])
        self.assertFalse(self.checks().override_valid)
        self.assertFalse(self.stopped.partner_id.coop_pass_ids)

    def told(self):
        """What the rules about first visits are told."""
        seen = []

        def first_visit(_self, partner, day, company):
            seen.append((partner, day, company))
            return True

        self.patch(self.env.registry["coop.verdict"], "_coop_first_visit", first_visit)
        return seen

    def test_a_log_gives_nobody_anything(self):
        """It is what a tablet claims: of many, of long ago, of people who were never there."""
        seen = self.told()
        self.enter()
        refused = {"code": "suspended", "allowed": False, "outcome": "refused"}
        for member in (self.stopped, self.late, self.tomorrow):
            self.ask("log", rows=[self.row(member.partner_id, **refused)])
        self.assertEqual(seen, [])
        self.assertFalse(self.env["coop.visit"].search([]))

    def test_a_card_held_here_now_may_be_forgiven_once_a_day(self):
        seen = self.told()
        self.enter()
        self.freeze(fields.Datetime.now())
        self.assertEqual(self.ask("visit", code="0420000000020"), {"forgiven": True})
        self.assertEqual(self.ask("visit", code="0420000000020"), {"forgiven": False})
        self.assertEqual(
            seen, [(self.stopped.partner_id, self.company._coop_today(), self.company)]
        )
        visit = self.env["coop.visit"].search([])
        self.assertEqual((visit.door_id, visit.forgiven), (self.door, True))

    def test_one_visit_each_five_seconds_and_so_many_a_day(self):
        seen = self.told()
        self.patch(coop_visit, "MOST_A_DAY", 2)
        self.enter()
        start = fields.Datetime.now()
        cards = {}
        for number, member in enumerate((self.stopped, self.late, self.lodger)):
            cards[number] = self.make_card(member.partner_id, f"04200000009{number}0").code
        moments = (0, 4, 5, 10)
        for seconds, number in zip(moments, (0, 1, 1, 2), strict=True):
            self.freeze(fields.Datetime.add(start, seconds=seconds))
            self.ask("visit", code=cards[number])
        self.assertEqual(
            [partner for partner, _day, _company in seen],
            [self.stopped.partner_id, self.late.partner_id],
        )

    def test_no_visit_of_who_may_shop_of_a_lost_card_or_of_nobody(self):
        seen = self.told()
        self.enter()
        self.make_card(self.stopped.partner_id, "0420000000990", revoked_on=self.days(0))
        for code in (
            "0420000000013",
            "0420000000990",
            "0429999999999",
            "",
            None,
            7,
            "a\x00",
            "é" * 99,
        ):
            with self.subTest(code=code):
                self.assertEqual(self.ask("visit", code=code), {"forgiven": False})
        self.assertEqual(seen, [])

    def test_a_revoked_link_tells_no_visit(self):
        self.enter()
        self.door.action_new_link()
        self.assertEqual(self.ask("visit", code="0420000000020"), {"shut": True})
