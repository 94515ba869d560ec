"""Words that changed: their former translations would stay beside the new ones."""

from openupgradelib import openupgrade

#: Fields whose label is another one now, and the label of one value.
LABELS = [
    ("coop.sale.report", "outcome"),
    ("coop.sale.report", "flags"),
    ("coop.order.flag", "kind"),
]


@openupgrade.migrate()
def migrate(env, version):
    openupgrade.logged_query(
        env.cr,
        """UPDATE ir_model_fields
              SET field_description = jsonb_build_object('en_US', field_description -> 'en_US')
            WHERE (model, name) IN %s""",
        (tuple(LABELS),),
    )
    openupgrade.logged_query(
        env.cr,
        """UPDATE ir_model_fields_selection s
              SET name = jsonb_build_object('en_US', s.name -> 'en_US')
             FROM ir_model_fields f
            WHERE f.id = s.field_id AND f.model = 'coop.order.flag' AND f.name = 'kind'
              AND s.value = 'refused_paid'""",
    )
