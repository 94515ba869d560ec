"""Whatever people type into a search finds something or nothing, and never an error."""

from lxml import etree

from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged
from odoo.tools.safe_eval import safe_eval

from .common import EveryRole

TYPED = (
    *("Awa", "awa@example.org", "12", "3.5", "é", "", "%", "(", "0" * 43, "lundi A 10:45"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "99:99", "²", "-1", "\\", "'", "[", "9" * 10),
)
#: Fields of which the web client offers what is typed as it is.
TEXTS = ("char", "text", "html", "many2one", "many2many", "one2many", "reference")


@tagged("post_install", "-at_install")
class TestSearches(EveryRole, TransactionCase):
    @classmethod
    def setUpClass(cls):
        """A manager who also holds assemblies and reads the accounts, as the menus ask."""
        super().setUpClass()
        for group in ("coop_vote.group_assembly", "account.group_account_readonly"):
            cls.manager.group_ids |= cls.env.ref(group)

    def searches(self, user):
        """``(model, field, its node)`` of each field in each search of the suite, for a user."""
        views = self.env["ir.ui.view"].search([("type", "=", "search")])
        ours = views.filtered(lambda view: (view.xml_id or "").startswith("coop_"))
        for model, view in sorted({(v.model, (v.inherit_id or v).id) for v in ours}):
            if not self.env[model].with_user(user).has_access("read"):
                continue
            arch = self.env[model].with_user(user).get_view(view, "search")["arch"]
            for node in etree.fromstring(arch).iter("field"):
                yield model, node.get("name"), node

    def domains(self, model, name, node):
        """The domains that the web client makes of what is typed into a field of a search."""
        if domain := node.get("filter_domain"):
            return [(typed, safe_eval(domain, {"self": typed})) for typed in TYPED]
        field = self.env[model]._fields[name]
        operator = node.get("operator") or "ilike"
        if field.type not in TEXTS:
            return []
        return [(typed, [(name, operator, typed)]) for typed in TYPED]

    def test_every_search_takes_what_people_type(self):
        for user in (self.manager, self.office):
            count = 0
            for model, name, node in self.searches(user):
                rows = self.env[model].with_user(user)
                for typed, domain in self.domains(model, name, node):
                    with self.subTest(user=user.login, model=model, field=name, typed=typed):
                        with self.env.cr.savepoint():
                            rows.search(domain, limit=1)
                    count += 1
            self.assertGreater(count, 200)

    def test_every_model_is_found_by_its_name(self):
        models = [name for name in self.registry if name.startswith("coop.")]
        for name in sorted(models):
            model = self.env[name]
            if model._abstract or not model.with_user(self.manager).has_access("read"):
                continue
            for typed in TYPED:
                with self.subTest(model=name, typed=typed), self.env.cr.savepoint():
                    model.with_user(self.manager).name_search(typed, limit=1)

    def test_members_are_found_by_what_is_known_of_them(self):
        member = self.make_member("Awa Diallo", card="0420000000778", number=912345)
        member.partner_id.write({"email": "awa@example.org", "phone": "+33 6 01 02 03 04"})
        members = self.env["coop.member"].with_user(self.office)
        for typed in ("Awa", "912345", " 912345 ", "awa@example.org", "01 02 03", "0420000000778"):
            with self.subTest(typed):
                self.assertIn(member, members.search(Domain("coop_any", "ilike", typed)))
        for typed in ("Awa", "912345"):
            self.assertIn(member.id, dict(members.name_search(typed)))
        self.assertNotIn(member, members.search(Domain("coop_any", "ilike", "91234")))

    def test_members_are_found_the_way_people_type(self):
        """Without accents, in any order, from another keyboard, as it is shown, in part."""
        member = self.make_member("Éléonore d'Arcy-Müller", card="0420000000778", number=912345)
        other = self.make_member("Hugo Blanc")
        member.partner_id.write({"email": "elo@coop.example", "phone": "06 12 34 56 78"})
        members = self.env["coop.member"].with_user(self.office)
        names = (
            "eleonore",
            "ARCY Eléonore",
            "d’arcy",
            "  muller ",
            "arcy mull",
            "ELO@COOP.EXAMPLE",
        )
        phones = ("0612345678", "+33612345678", "+33 (0)6 12 34 56 78", "06.12.34.56.78", "345678")
        shown = ("912345 · Éléonore", member.display_name, "000778")
        for typed in (*names, *phones, *shown):
            with self.subTest(typed):
                self.assertEqual(members.search([("coop_any", "ilike", typed)]), member)
                self.assertEqual(list(dict(members.name_search(typed))), member.ids)
        for typed in ("%", "_", "eleonore blanc", "912346 · Éléonore", "912"):
            with self.subTest(typed):
                self.assertFalse((member | other) & members.search([("coop_any", "ilike", typed)]))

    def test_a_name_that_changes_is_found_by_its_new_one(self):
        member = self.make_member("Anna Before", card="ANNA-77")
        members = self.env["coop.member"].with_user(self.office)
        member.partner_id.name = "Anna After"
        member.coop_card_ids.sudo().unlink()
        self.assertIn(member, members.search([("coop_any", "ilike", "after")]))
        for gone in ("before", "ANNA-77"):
            self.assertFalse(members.search([("coop_any", "ilike", gone)]))

    def test_templates_and_shifts_are_found_by_what_their_names_show(self):
        role = self.env["coop.shift.role"].create({"name": "Till", "company_id": self.company.id})
        template = self.env["coop.shift.template"].create(
            {
                "company_id": self.company.id,
                "name": "Cheese",
                "week": 1,
                "weekday": "3",
                "hour_from": 10.75,
                "hour_to": 13.75,
                "seat_ids": [(0, 0, {"role_id": role.id, "seats": 2})],
            }
        )
        shift = self.env["coop.shift"].create(
            {
                "company_id": self.company.id,
                "template_id": template.id,
                "occurrence": "2027-03-04",
                "start": "2027-03-04 09:45:00",
                "stop": "2027-03-04 12:45:00",
            }
        )
        for record in (template, shift):
            found = self.env[record._name].with_user(self.office).with_company(self.company)
            for typed in ("cheese", "thurs", "B thursday", "10:45", "B Thursday 10:45 · Cheese"):
                with self.subTest(model=record._name, typed=typed):
                    self.assertIn(record.id, dict(found.name_search(typed, limit=None)))
            self.assertNotIn(record.id, dict(found.name_search("friday", limit=None)))
        self.assertIn(shift.id, dict(self.env["coop.shift"].name_search("2027-03-04", limit=None)))
