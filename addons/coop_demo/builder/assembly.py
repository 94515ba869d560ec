"""The next general assembly, convened, with its agenda."""

from datetime import timedelta

from odoo import fields

NAME = "General assembly of the season"
NAME_FR = "Assemblée générale de la saison"
AGENDA = [
    ("Accounts of the season", "Comptes de la saison"),
    ("A cold room of our own: what it costs", "Une chambre froide à nous : ce qu'elle coûte"),
    ("Questions from the floor", "Questions de la salle"),
]


def build(env, coop):
    """An ordinary assembly in three weeks by La Louve's rules, in the shop."""
    assembly = env["coop.assembly"].create(
        {
            "name": NAME,
            "company_id": coop.id,
            "rule_id": env.ref("coop_vote.rule_louve_ordinary").id,
            "place": "12 rue des Maraîchers, Paris",
            "starts_at": fields.Datetime.now() + timedelta(days=21),
            "point_ids": [
                (0, 0, {"sequence": 10 * n, "name": name})
                for n, (name, _name_fr) in enumerate(AGENDA, 1)
            ],
        }
    )
    assembly.with_context(lang="fr_FR").name = NAME_FR
    for point, (_name, name_fr) in zip(assembly.point_ids, AGENDA, strict=True):
        point.with_context(lang="fr_FR").name = name_fr
    assembly.action_convene()
    return assembly
