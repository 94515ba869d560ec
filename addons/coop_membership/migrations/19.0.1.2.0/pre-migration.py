"""The settings have a form of their own: the former views of Odoo's settings go first.

They name fields that are no longer there, and would stand in the way of the views that follow.
"""

from openupgradelib import openupgrade

#: Views that inherit from the last one come first.
ADDONS = ("coop_shift_swap", "coop_shift_mail", "coop_shift_portal", "coop_campaign")


@openupgrade.migrate()
def migrate(env, version):
    names = [f"{addon}.res_config_settings_view_form" for addon in (*ADDONS, "coop_membership")]
    openupgrade.delete_records_safely_by_xml_id(
        env, [*names, "coop_membership.config_settings_action"], delete_childs=True
    )
