"""What screens say in French, compared with what they say in English, as they are rendered.

``coop_journeys`` compares the terms that Odoo exports with the files; here what is shown is asked
for in both languages, and so a text that Odoo does not export is found too.
"""

from lxml import etree

from odoo.addons.coop_journeys import french

#: Attributes of a view that people read.
READ = ("string", "help", "placeholder", "title", "confirm", "sum", "avg", "aria-label")
READ += ("data-tooltip", "confirm-title", "confirm-label", "cancel-label", "add-label", "text")

#: Fields whose choices are proper names, or Odoo's own.
NAMES = {
    ("barcode.rule", "type"),
    ("coop.door", "lang"),
    ("coop.settings", "coop_tz"),
    ("coop.template.wizard", "zone"),
    ("res.company", "coop_tz"),
}


class Labels:
    """Mixin: every text that the suite puts on a screen, by place and language."""

    def test_every_label_is_said_in_french(self):
        self.speak_french()
        self.assertEqual(self.not_in_french(), [])
        self.plant_label()
        self.assertEqual([words for _place, words in self.not_in_french()], ["Odd words"])

    def plant_label(self):
        view = self.env.ref("coop_shift.coop_grace_view_list")
        arch = '<list position="attributes"><attribute name="string">Odd words</attribute></list>'
        vals = {"inherit_id": view.id, "model": view.model, "type": "list", "arch": arch}
        planted = self.env["ir.ui.view"].create({"name": "planted", **vals})
        self.env["ir.model.data"].create(
            {"module": "coop_shift", "name": "x", "model": "ir.ui.view", "res_id": planted.id}
        )

    def not_in_french(self):
        """``[(place, text)]`` of what is the same in both languages, and not meant to be."""
        english, said = dict(self.labels("en_US")), dict(self.labels("fr_FR"))
        self.counts["labels"] = len(english)
        return sorted(
            (place, words)
            for place, words in english.items()
            if said[place] == words and words not in self.meant and any(map(str.isalpha, words))
        )

    def speak_french(self):
        """Load the suite's French, and note which words are the same in both languages."""
        modules = self.env["ir.module.module"].search(
            [("name", "=like", "coop_%"), ("state", "=", "installed")]
        )
        self.env["res.lang"]._activate_lang("fr_FR")
        modules._update_translations(["fr_FR"])
        names = [name for name in modules.mapped("name") if name not in self.TESTS_OWN]
        entries = [entry for name in names for entry in french.translated(name)]
        self.meant = {entry.msgid for entry in entries if entry.msgid == entry.msgstr}

    TESTS_OWN = ("coop_journeys", "coop_safety", "coop_screens", "coop_soak", "coop_till_extras")

    def labels(self, lang):
        env = self.env(context={**self.env.context, "lang": lang})
        yield from self.labels_of_fields(env)
        yield from self.labels_of_views(env)
        yield from self.labels_of_records(env)

    def labels_of_fields(self, env):
        """Labels, helps and choices of the fields that the suite's addons add."""
        for name, model in sorted(self.registry.items()):
            own = {
                key
                for key, field in model._fields.items()
                if any(module.startswith("coop_") for module in field._modules)
                and not (field.inherited or set(field._modules) & set(self.TESTS_OWN))
            }
            if not own:
                continue
            for key, info in env[name].fields_get(own, ("string", "help", "selection")).items():
                place = f"{name}.{key}"
                yield f"{place} label", info.get("string") or ""
                yield f"{place} help", info.get("help") or ""
                choices = () if (name, key) in NAMES else info.get("selection")
                for value, label in choices or ():
                    yield f"{place} {value}", label or ""

    def labels_of_views(self, env):
        views = env["ir.ui.view"].search([("type", "!=", "qweb")])
        for view in views.filtered(lambda one: (one.xml_id or "").startswith("coop_")):
            root = etree.fromstring(view.arch)
            for number, node in enumerate(root.iter(etree.Element)):
                for name in READ:
                    yield f"{view.xml_id} {number} {name}", node.get(name) or ""
                yield f"{view.xml_id} {number} text", (node.text or "").strip()
                yield f"{view.xml_id} {number} tail", (node.tail or "").strip()

    def labels_of_records(self, env):
        """Names of menus, actions, reports, groups and leave types."""
        known = {
            "ir.ui.menu": ("name",),
            "ir.actions.act_window": ("name", "help"),
            "ir.actions.client": ("name",),
            "ir.actions.server": ("name",),
            "ir.actions.report": ("name",),
            "res.groups": ("name", "comment"),
            "res.groups.privilege": ("name",),
            "coop.leave.type": ("name", "note"),
            "coop.assembly.rule": ("name",),
        }
        for model, names in known.items():
            rows = self.env["ir.model.data"].search(
                [("model", "=", model), ("module", "=like", "coop_%")]
            )
            for row in env[model].browse(rows.mapped("res_id")).exists():
                for name in names:
                    yield f"{row} {name}", str(row[name] or "")
