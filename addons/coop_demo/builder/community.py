"""The charter that members sign and the campaign that raises the capital."""

from datetime import timedelta

CHARTER = (
    "<p>The shop belongs to the people who shop and work in it. We each give three hours of work "
    "every four weeks, we decide together, one person, one vote, and we treat each other, our "
    "suppliers and the food with respect.</p>"
)
CHARTER_FR = (
    "<p>Le magasin appartient à celles et ceux qui y achètent et y travaillent. Chaque personne "
    "donne trois heures toutes les quatre semaines ; nous décidons ensemble, une personne, une "
    "voix ; nous respectons les autres, nos fournisseurs et la nourriture.</p>"
)


def build(env, coop):
    """A charter in force and a campaign for a cold room under way."""
    today = coop._coop_today()
    charter = env["coop.charter"].create(
        {"company_id": coop.id, "body": CHARTER, "valid_from": today - timedelta(days=400)}
    )
    charter.with_context(lang="fr_FR").write({"name": "Notre charte", "body": CHARTER_FR})
    campaign = env["coop.campaign"].create(
        {
            "company_id": coop.id,
            "name": "A cold room of our own",
            "slug": "our-cold-room",
            "is_published": True,
            "date_from": today - timedelta(days=120),
            "date_to": today + timedelta(days=245),
            "target": 2000,
            "target_members": 25,
            "summary": "Become an owner of the supermarket in which you shop. "
            "Ten shares of 10 € each make you a member.",
        }
    )
    campaign.with_context(lang="fr_FR").write(
        {
            "name": "Une chambre froide à nous",
            "summary": "Devenez propriétaire du supermarché où vous faites vos courses. "
            "Dix parts de 10 € font de vous un coopérateur ou une coopératrice.",
        }
    )
