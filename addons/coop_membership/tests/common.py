"""Builders and one user per role. Other addons extend :class:`CoopCase` in their own common.py."""

import json
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from passlib.context import CryptContext

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import file_open

from odoo.addons.base.models.res_users import ResUsersPatchedInTest
from odoo.addons.coop_membership.controllers import asking

#: As in Odoo's own tests: a password that is worth nothing is hashed once.
FAST_HASH = CryptContext(["pbkdf2_sha512", "plaintext"], pbkdf2_sha512__rounds=1)


def shared_cases(path):
    """The table of cases shared with a hoot test: a JS module whose default export is JSON."""
    with file_open(path) as source:
        _head, payload = source.read().split("export default ", 1)
    return json.loads(payload.strip().removesuffix(";"))


#: What every class of tests has from its co-op.
KEPT = (
    "company",
    "type_a",
    "type_b",
    "checker",
    "office",
    "manager",
    "portal_member",
    "member",
)


def forget_askers():
    """Begin to count anew how often somebody asks; this process remembers it between tests."""
    asking._asked.clear()


#: How many numbers the member of that co-op and their shares have taken.
KEPT_SERIALS = 2


class CoopBuilders:
    """Mixin with the co-op, its share types, its people and one user per role."""

    #: The co-op that a whole run made once for all classes (see :func:`keep`): {name: id}.
    _coop_kept = {}
    _coop_serial = 0
    #: The clock of a test that stopped it.
    clock = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        own = cls._coop_make_company.__func__ is CoopBuilders._coop_make_company.__func__
        if own and cls._coop_kept:
            cls._coop_take_kept()
        else:
            cls._coop_free_logins()
            cls._coop_serial = KEPT_SERIALS if cls._coop_kept else 0
            cls._coop_make()

    @classmethod
    def _coop_make(cls):
        cls._coop_enter(cls._coop_make_company())
        cls.type_a = cls.make_share_type("A", is_worker=True, minimum=10)
        cls.type_b = cls.make_share_type("B", minimum=10, college_cap=0.1)
        cls.checker = cls.make_user("coop.checker", "coop_membership.group_checker")
        cls.office = cls.make_user("coop.office", "coop_membership.group_office")
        cls.manager = cls.make_user("coop.manager", "coop_membership.group_manager")
        cls.portal_member = cls.make_user("coop.member", "base.group_portal")
        cls.member = cls.make_member("Inès Portail", partner_id=cls.portal_member.partner_id.id)

    @classmethod
    def _coop_take_kept(cls):
        cls._coop_enter(cls.env["res.company"].browse(cls._coop_kept["company"][1]))
        for name in KEPT[1:]:
            model, number = cls._coop_kept[name]
            setattr(cls, name, cls.env[model].browse(number))
        cls._coop_serial = KEPT_SERIALS

    @classmethod
    def _coop_enter(cls, company):
        cls.env.user.company_ids |= company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": company.ids})
        cls.company = company.with_env(cls.env)

    @classmethod
    def _coop_free_logins(cls):
        """The people of a class with another company sign in by the same names."""
        kept = [number for model, number in cls._coop_kept.values() if model == "res.users"]
        if kept:
            cls.env.cr.execute(
                "UPDATE res_users SET login = 'kept.' || login WHERE id = ANY(%s)", [kept]
            )
            cls.env.invalidate_all()

    @classmethod
    def _coop_make_company(cls):
        """The co-op of the tests: a company of its own, so that no demo record is in the way."""
        return cls.env["res.company"].create({"name": "Test co-op"})

    @classmethod
    def make_user(cls, login, groups):
        """A user of the co-op.

        :param groups: external ids of groups, separated by commas; or a list of them
        """
        groups = groups if isinstance(groups, str) else ",".join(groups)
        return new_test_user(
            cls.env,
            login=login,
            password=login + login,
            groups=groups,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            email=f"{login}@coop.example",
            tz="Europe/Paris",
            lang="en_US",
        )

    @classmethod
    def make_share_type(cls, code, **vals):
        types = cls.env["coop.share.type"].with_context(active_test=False)
        known = types.search([("code", "=", code), ("company_id", "=", cls.company.id)])
        defaults = {"name": code, "code": code, "value": 10, "minimum": 1}
        return known or types.create({**defaults, "company_id": cls.company.id, **vals})

    @classmethod
    def make_person(cls, name, **vals):
        return cls.env["res.partner"].create({"name": name, **vals})

    @classmethod
    def make_member(cls, name, joined="2020-01-01", shares=10, type="A", card=None, **vals):
        """A member with shares bought on the day of joining, and a card when a code is given."""
        cls._coop_serial += 1
        person = {} if "partner_id" in vals else {"name": name}
        member = (
            cls.env["coop.member"]
            .sudo()
            .create(
                {
                    **person,
                    "number": vals.pop("number", 900_000 + cls._coop_serial),
                    "joined_on": joined,
                    "company_id": cls.company.id,
                    **vals,
                }
            )
        )
        member = member.with_env(cls.env)
        if "partner_id" in vals:
            member.name = name
        if shares:
            cls.make_entry(member, shares, type, joined)
        if card:
            cls.make_card(member.partner_id, card)
        return member

    @classmethod
    def make_entry(cls, member, quantity, type="A", date="2020-01-01", **vals):
        share_type = cls.make_share_type(type)
        cls._coop_serial += 1
        return (
            cls.env["coop.share.entry"]
            .sudo()
            .create(
                {
                    "member_id": member.id,
                    "type_id": share_type.id,
                    "date": date,
                    "quantity": quantity,
                    "amount": quantity * share_type.value,
                    "kind": "subscription",
                    "key": f"test:{cls._coop_serial}",
                    **vals,
                }
            )
        )

    @classmethod
    def make_card(cls, partner, code, **vals):
        return cls.env["coop.card"].create(
            {
                "partner_id": partner.id,
                "code": code,
                "company_id": cls.company.id,
                "issued_on": "2020-01-01",
                **vals,
            }
        )

    def card_of(self, code):
        """The card of a scanned code, as the door finds it."""
        return self.env["coop.verdict"]._card(code, self.company)

    @classmethod
    def make_household(
        cls, member, name, kind="adult", date_from="2020-01-01", date_to=False, **vals
    ):
        """A household person of a member; the person is made from the name."""
        vals |= {"date_to": date_to} if date_to else {}
        return cls.env["coop.household.person"].create(
            {
                "member_id": member.id,
                "partner_id": cls.make_person(name).id,
                "kind": kind,
                "date_from": date_from,
                **vals,
            }
        )

    @classmethod
    def make_block(cls, partner, date_from, date_to=False, **vals):
        return cls.env["coop.block"].create(
            {
                "partner_id": partner.id,
                "date_from": date_from,
                "date_to": date_to,
                "reason": "test",
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def make_pass(cls, partner, date):
        return cls.env["coop.day.pass"].create(
            {
                "partner_id": partner.id,
                "date": date,
                "reason": "test",
                "company_id": cls.company.id,
            }
        )

    def freeze(self, day):
        """Stop the clock at a moment (UTC) until the end of the test; noon for a bare day."""
        moment = f"{day} 12:00:00" if len(str(day)) == 10 else day
        if self.clock:
            # Moving it takes no time; stopping it looks through every module.
            self.clock.move_to(moment)
        else:
            frozen = freeze_time(moment)
            self.clock = frozen.start()
            self.addCleanup(setattr, self, "clock", None)
            self.addCleanup(frozen.stop)
        self.env.invalidate_all()

    def days(self, count, start=None):
        """A day some days away from today at the co-op (or from ``start``)."""
        start = fields.Date.to_date(start) if start else self.company._coop_today()
        return start + timedelta(days=count)


OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
#: Roles that another addon brings: tried wherever it is installed.
ROLES_OF_OTHERS = {
    "cashier": "point_of_sale.group_pos_user",
    "assembly": "coop_vote.group_assembly",
}


class RoleTable:
    """Mixin: role × model × operation, for the models that an addon brings, wizards included.

    The test class gives ``ADDON``, and ``RIGHTS``: ``{model: {role: operations allowed}}``, where
    operations are the first letters of r(ead), w(rite), c(reate) and u(nlink). A role that is not
    named may do nothing. ``desk`` writes the rights of the office and of the manager.

    A member who coordinates shifts, and another member, are portal users like any member.
    """

    ADDON = ""
    RIGHTS = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roles = {
            "public": cls.env.ref("base.public_user"),
            "member": cls.portal_member,
            "employee": cls.make_user("role.employee", "base.group_user"),
            "system": cls.make_user("role.system", "base.group_system"),
            "checker": cls.checker,
            "office": cls.office,
            "manager": cls.manager,
        }
        for role, group in ROLES_OF_OTHERS.items():
            if cls.env.ref(group, raise_if_not_found=False):
                cls.roles[role] = cls.make_user(f"role.{role}", group)

    def test_table(self):
        for model, allowed in self.RIGHTS.items():
            for role, user in self.roles.items():
                with self.subTest(model=model, role=role):
                    self.assertEqual(self.granted(model, user), allowed.get(role, ""))

    def granted(self, model, user):
        records = self.env[model].with_user(user)
        return "".join(k for k, operation in OPERATIONS.items() if records.has_access(operation))

    def test_every_model_of_the_addon_is_in_the_table(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == self.ADDON and not model._abstract
        }
        self.assertEqual(own, set(self.RIGHTS))

    def assertHiddenFrom(self, user, records):
        """Rows of another co-op cannot be read, whatever the role."""
        for record in records:
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(user).read(["create_date"])


def desk(office, manager=None):
    """The rights of the members' office, and those of the manager where they differ."""
    return {"office": office, "manager": office if manager is None else manager}


class CoopCase(CoopBuilders, TransactionCase):
    """The usual base class: builders on a TransactionCase."""


def keep(env):
    """Make the co-op with which the classes of a whole run begin; the caller commits.

    Each class would take a second to make it.
    """
    before = env["mail.mail"].search([])
    maker = type("Kept", (CoopBuilders,), {"env": env})
    with patch.object(ResUsersPatchedInTest, "_crypt_context", lambda _users: FAST_HASH):
        maker._coop_make()
    (env["mail.mail"].search([]) - before).unlink()
    env.flush_all()
    assert maker._coop_serial == KEPT_SERIALS
    CoopBuilders._coop_kept = {
        name: (getattr(maker, name)._name, getattr(maker, name).id) for name in KEPT
    }
