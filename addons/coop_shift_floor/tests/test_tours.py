"""What a coordinator sees and can do, on a phone and at the desk, in a browser."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import http
from odoo.tests import HttpCase, tagged

from .common import FloorBuilders


class Network:
    """Drops every connection to the server while it is cut, for pages and for workers."""

    def __init__(self):
        self.cut = False
        self.answer = http.Application.__call__

    def __call__(self, application, environ, start_response):
        path = environ["PATH_INFO"]
        if path.startswith("/coop_test_network/"):
            self.cut = path.endswith("/cut")
            start_response("204 No Content", [])
            return []
        if self.cut:
            raise ConnectionResetError("the network is cut")
        return self.answer(application, environ, start_response)


@contextmanager
def network():
    wire = Network()

    def answer(application, environ, start_response):
        return wire(application, environ, start_response)

    with patch.object(http.Application, "__call__", answer):
        yield wire


class PhoneCase(FloorBuilders, HttpCase):
    browser_size = "390x844"
    touch_enabled = True


@tagged("post_install", "-at_install")
class TestPhone(PhoneCase):
    def states(self):
        return {row.member_id.name: row.state for row in self.shift.assignment_ids}

    def test_a_shift_is_closed_with_the_network_cut_in_the_middle(self):
        with network() as wire:
            self.start_tour("/my/shift/now", "coop_floor_network_cut", login="coop.member")
            self.assertFalse(wire.cut)
        self.assertEqual(
            self.states(),
            {"Ana Ribeiro": "present", "Bob Okafor": "absent", "Rita Rattrape": "present"},
        )
        self.assertEqual(self.shift.state, "closed")
        self.assertEqual(self.shift.floor_note, "The cold room is warm")
        taps = self.shift.tap_ids
        kinds = ["attendance", "attendance", "scan", "shift_note", "close"]
        self.assertEqual(taps.mapped("kind"), kinds)
        self.assertEqual(set(taps.mapped("result")), {"applied"})

    def test_replaced_make_ups_and_refusals(self):
        self.make_member("Zoe Volante", card="0420000000020")
        self.start_tour("/my/shift/now", "coop_floor_replaced", login="coop.member")
        self.assertEqual(self.ana.replaced_by_id, self.rita)
        self.assertEqual(self.bob.state, "present")

    def test_keyboard_only(self):
        self.browser_size = "1280x800"
        self.touch_enabled = False
        self.start_tour("/my/shift/now", "coop_floor_keyboard", login="coop.member")
        self.assertEqual((self.ana.state, self.bob.state), ("late", "present"))
        self.assertEqual(self.shift.state, "closed")


@tagged("post_install", "-at_install")
class TestDesk(FloorBuilders, HttpCase):
    def test_fast_entry_with_the_keyboard(self):
        url = f"/odoo/coop-shifts/{self.shift.id}"
        self.start_tour(url, "coop_fast_entry", login="coop.office")
        self.assertEqual((self.ana.state, self.bob.state), ("present", "absent"))
        came = self.shift.assignment_ids - self.ana - self.bob
        self.assertEqual((came.member_id, came.origin), (self.rita, "make_up"))
        self.assertEqual(self.shift.floor_note, "Paper sheet of Monday")
        self.assertEqual(self.shift.state, "closed")
