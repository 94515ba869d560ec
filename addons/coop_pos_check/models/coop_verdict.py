from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.coop_membership.models.coop_verdict import after
from odoo.addons.coop_membership.rules.verdict import Reason, Span, with_waiver

from ..rules import timeline

SERVED = "served"
#: More changes than that, and the whole list is the shorter answer.
MOST_CHANGES = 3000
#: Persons that a till may ask for by name in one pull.
ASKED = 100

#: Who may present a card, with what a till shows of them.
PEOPLE = """
   WITH concerned AS (%(concerned)s), household AS (
       SELECT DISTINCT ON (h.partner_id) h.partner_id, m.partner_id AS member_partner
         FROM coop_household_person h
         JOIN coop_member m ON m.id = h.member_id
        WHERE h.company_id = %(company)s AND h.%(among)s
     ORDER BY h.partner_id, h.date_from <= %(today)s DESC, h.date_from DESC
   ), card AS (
       SELECT partner_id,
              array_agg(code ORDER BY code) FILTER (
                  WHERE revoked_on IS NULL OR revoked_on > %(today)s) AS codes,
              array_agg(code ORDER BY code) FILTER (
                  WHERE revoked_on <= %(today)s) AS revoked
         FROM coop_card WHERE company_id = %(company)s AND %(among)s GROUP BY partner_id
   ), message AS (
       SELECT partner_id, json_agg(json_build_array(
                  date_from, coalesce(date_to::text, ''), message)) AS messages
         FROM coop_block
        WHERE company_id = %(company)s AND message IS NOT NULL AND %(among)s
          AND (date_to IS NULL OR date_to >= %(today)s)
     GROUP BY partner_id
   ), person AS (
       SELECT partner_id FROM coop_member WHERE company_id = %(company)s AND %(among)s
       UNION SELECT partner_id FROM household
       UNION SELECT partner_id FROM card
       UNION SELECT partner_id FROM coop_served_person
              WHERE company_id = %(company)s AND %(among)s
   )
   SELECT p.id, p.name, coalesce(m.number, 0), coalesce(card.codes, '{}'),
          coalesce(card.revoked, '{}'),
          coalesce(nullif(household.member_partner, m.partner_id), 0),
          coalesce(message.messages, '[]'), photo.res_id IS NOT NULL
     FROM person
     JOIN res_partner p ON p.id = person.partner_id
LEFT JOIN coop_member m ON m.partner_id = p.id AND m.company_id = %(company)s
LEFT JOIN household ON household.partner_id = p.id
LEFT JOIN card ON card.partner_id = p.id
LEFT JOIN message ON message.partner_id = p.id
LEFT JOIN ir_attachment photo ON photo.res_model = 'res.partner'
      AND photo.res_field = 'image_128' AND photo.res_id = p.id
 ORDER BY p.id
"""
#: Some persons, and the households of the members among them.
CONCERNED = """
   SELECT unnest(%(ids)s::int[]) AS partner_id
    UNION
   SELECT h.partner_id FROM coop_household_person h JOIN coop_member m ON m.id = h.member_id
    WHERE m.company_id = %(company)s AND m.partner_id = ANY(%(ids)s::int[])
"""


class CoopVerdict(models.AbstractModel):
    _inherit = "coop.verdict"

    @api.model
    def _changed(self, partner_ids, company=None):
        """Something that bears on the verdict of these persons changed.

        Whoever writes such a fact past the ORM calls this. Free where nobody checks.
        """
        checking = self.env["res.company"]._coop_checking_companies()
        company_id = company.id if company else False
        if partner_ids and checking and (not company_id or company_id in checking):
            changes = {(partner_id, company_id) for partner_id in partner_ids}
            self.env["coop.person.change"]._note(changes)
        return super()._changed(partner_ids, company)

    # ------------------------------------------------------------------ served, not a member

    @api.model
    def _person_spans(self, partner_ids, company):
        """Whom the co-op serves without a membership; a block wins over it."""
        spans = super()._person_spans(partner_ids, company)
        rows = (
            self.env["coop.served.person"]
            # sudo: lends the asker, who passed _check_may_ask, the days of these served persons.
            .sudo()
            .search_fetch(
                [("partner_id", "in", partner_ids), ("company_id", "=", company.id)],
                ["partner_id", "date_from", "date_to"],
            )
        )
        for row in rows:
            spans[row.partner_id.id].append(Span(SERVED, row.date_from, after(row.date_to)))
        return spans

    @api.model
    def _reasons(self):
        return with_waiver(super()._reasons(), Reason(SERVED, True, waives=True))

    @api.model
    def _texts(self):
        _ = self.env._
        texts = {
            SERVED: (
                _("Served without being a member"),
                _("You are on the list of people whom the co-op serves. Welcome!"),
                _("You may shop although you are not a member."),
            ),
            "visitor": (_("Visitor"), _("Welcome!"), ""),
            "no_person": (_("Nobody chosen"), "", ""),
        }
        return super()._texts() | texts

    @api.model
    def _looks(self):
        return super()._looks() | {SERVED: ("fa-id-badge", "ok")}

    # ------------------------------------------------------------------ the local lists

    @api.model
    def _local_list(self, company, cursor=None, partner_ids=None):
        """The whole list, or what changed since ``cursor``. See ``pos.config.coop_persons``."""
        now = fields.Datetime.now()
        # sudo: the epoch of the lists and the ids of changed persons, for somebody whom
        # persons_export checks; the ids come out only with what the asker may know of them.
        own = company.sudo()
        changes = self.env["coop.person.change"].with_env(own.env)
        mark = changes._mark()
        since = changes._read_cursor(own, cursor, mark)
        wanted = None if since is None else self._wanted(own, since, partner_ids)
        export = self.persons_export(company, wanted)
        sent = {row[0] for row in export["persons"]}
        return {
            **export,
            "full": wanted is None,
            "gone": sorted(set(wanted or ()) - sent),
            "reasons": self.reasons_payload(),
            "cursor": changes._cursor(own, now, mark),
            "now": fields.Datetime.to_string(now),
            "tz": company.coop_tz,
        }

    @api.model
    def _wanted(self, company, since, partner_ids):
        """Ids of the persons to send again, or ``None`` when everybody is the shorter answer."""
        # sudo: see _local_list.
        changed = set(self.env["coop.person.change"].sudo()._since(company, since))
        asked = partner_ids if isinstance(partner_ids, list | tuple) else ()
        known = {pid for pid in asked if type(pid) is int and 0 < pid < 2**31}
        return None if len(changed) > MOST_CHANGES else sorted(changed | set(sorted(known)[:ASKED]))

    @api.model
    def persons_export(self, company, partner_ids=None):
        """Every person who may present a card, in the compact form that tills and doors keep.

        :param partner_ids: only these persons and the households of the members among them
        :return: dict with ``timelines``, the list of the distinct timelines, and ``persons``,
            rows ``[partner_id, name, number or 0, [card code, …], [revoked code, …],
            index of the timeline, partner_id of the member whose standing it is or 0,
            [[from, to, message], …], whether there is a photo]``; days are ISO strings, see
            ``timeline.compact``
        :raise AccessError: when the user has no right to check

        The number of queries does not depend on the number of persons.
        """
        self.check_may_check()
        today = company._coop_today()
        people = self._export_people(company, today, partner_ids)
        lines = self.timelines(list(people), date.min, company)
        refusals = {reason.code for reason in self._reasons() if not reason.allowed}
        yesterday = today - timedelta(days=1)
        table = {}
        persons = []
        for partner_id, row in people.items():
            line = timeline.compact(lines[partner_id], yesterday, refusals)
            index = table.setdefault(line, len(table))
            name, number, codes, revoked, *others = row
            persons.append([partner_id, name, number, codes, revoked, index, *others])
        return {"timelines": list(table), "persons": persons}

    @api.model
    def _export_people(self, company, today, partner_ids):
        """``{partner_id: (name, number, codes, revoked codes, standing_of, messages, photo)}``."""
        concerned, among = self._export_among(company, partner_ids)
        words = {"company": company.id, "today": today, "concerned": concerned, "among": among}
        rows = self.env.execute_query(SQL(PEOPLE, **words))
        return {partner_id: tuple(row) for partner_id, *row in rows}

    @api.model
    def _export_among(self, company, partner_ids):
        """The persons concerned, and a condition on a column ``partner_id`` that keeps to them."""
        if partner_ids is None:
            return SQL("SELECT NULL"), SQL("partner_id IS NOT NULL")
        concerned = SQL(CONCERNED, company=company.id, ids=list(partner_ids))
        return concerned, SQL("partner_id IN (SELECT partner_id FROM concerned)")
