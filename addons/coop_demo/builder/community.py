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

#: How many have signed; the others are asked at their next visit.
SIGNED = 45


def build(env, coop, members):
    """A charter in force that most have signed, a campaign under way and its next meeting."""
    today = coop._coop_today()
    charter = env["coop.charter"].create(
        {"company_id": coop.id, "body": CHARTER, "valid_from": today - timedelta(days=400)}
    )
    charter.with_context(lang="fr_FR").write({"name": "Notre charte", "body": CHARTER_FR})
    sign(env, charter, list(members.values())[:SIGNED])
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
    meeting = env["coop.meeting"].create(
        {
            "company_id": coop.id,
            "name": "Coffee at the town library",
            "date": today + timedelta(days=6),
            "place": "Town library",
            "campaign_id": campaign.id,
        }
    )
    meeting.with_context(lang="fr_FR").write(
        {"name": "Café à la médiathèque", "place": "Médiathèque"}
    )


def sign(env, charter, members):
    """Each signed on paper on the day of joining, or when the charter came into force."""
    for member in members:
        env["coop.charter.signature"]._coop_sign(
            charter,
            member.partner_id,
            {
                "signed_name": member.name,
                "way": "paper",
                "signed_on": max(member.joined_on, charter.valid_from),
                "lang": "fr_FR",
            },
        )
