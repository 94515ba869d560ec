"""A flag has another label: its former translation would stay beside the new words."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    openupgrade.logged_query(
        env.cr,
        """UPDATE ir_model_fields_selection s
              SET name = jsonb_build_object('en_US', s.name -> 'en_US')
             FROM ir_model_fields f
            WHERE f.id = s.field_id AND f.model = 'coop.order.flag' AND f.name = 'kind'
              AND s.value = 'bad_override'""",
    )
