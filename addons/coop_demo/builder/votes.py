"""One open resolution: every member may vote on the portal."""

from datetime import timedelta

from odoo import fields

QUESTION = "Shall the shop open on Sunday mornings, from 9 to 1?"
QUESTION_FR = "La coopérative ouvre-t-elle le dimanche matin, de 9 h à 13 h ?"
TEXT = (
    "Two more shifts each Sunday would be needed, and the bakery would deliver. "
    "The change would be tried for six months and put to the vote again."
)
TEXT_FR = (
    "Il faudrait deux services de plus chaque dimanche, et la boulangerie livrerait. "
    "L'essai durerait six mois, puis serait de nouveau soumis au vote."
)


def build(env, coop):
    """Open the vote for ten days and return it."""
    vote = env["coop.vote"].create(
        {
            "name": QUESTION,
            "description": f"<p>{TEXT}</p>",
            "company_id": coop.id,
            "closes_at": fields.Datetime.now() + timedelta(days=10),
        }
    )
    vote.with_context(lang="fr_FR").name = QUESTION_FR
    # A text is translated sentence by sentence: written as a whole it would replace the English.
    vote.update_field_translations("description", {"fr_FR": {TEXT: TEXT_FR}})
    vote.action_open()
    return vote
