"""The order of a policy's parameters, which their column does not keep."""

import json

from openupgradelib import openupgrade

from odoo.addons.coop_shift.rules.policy import preset_data, preset_names


def in_order_of(known, data):
    """The same data, its keys in the order of another where that has them.

    >>> in_order_of({"b": {"d": 1, "c": 1}, "a": 2}, {"a": 2, "b": {"c": 1, "d": 1, "e": 0}})
    {'b': {'d': 1, 'c': 1, 'e': 0}, 'a': 2}
    """
    if not isinstance(data, dict) or not isinstance(known, dict):
        return data
    names = [*(name for name in known if name in data), *(n for n in data if n not in known)]
    return {name: in_order_of(known.get(name), data[name]) for name in names}


@openupgrade.migrate()
def migrate(env, version):
    presets = {data["code"]: data for data in map(preset_data, preset_names())}
    env.cr.execute("SELECT id, params FROM coop_work_policy_version WHERE source IS NULL")
    for id_, params in env.cr.fetchall():
        known = presets.get(params.get("code"), {})
        env.cr.execute(
            "UPDATE coop_work_policy_version SET source = %s WHERE id = %s",
            [json.dumps(in_order_of(known, params)), id_],
        )
    env.registry.clear_cache()
