from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .coop_in_use import MOVES

FAR = date(9999, 1, 1)


class CoopWorkPolicy(models.Model):
    """The rules stay while anything stands on them."""

    _inherit = "coop.work.policy"

    def _stands_on(self):
        """What stands on the rules of these co-ops: ``[(what, how many), …]``."""
        companies = self.company_id
        found = []
        for name in ("coop.shift.template", "coop.enrollment", "coop.work.entry", "coop.shift"):
            # sudo: bypasses the rules of what stands on a policy; bounded to counting it.
            rows = self.env[name].sudo().with_context(active_test=False)
            count = rows.search_count([("company_id", "in", companies.ids)])
            if count:
                found.append((self.env["ir.model"]._get(name).sudo().name, count))
        return found

    def _in_force(self):
        """The versions that hold today, or held before."""
        return self.version_ids.filtered(
            lambda row: row.date_from <= row.policy_id.company_id._coop_today()
        )

    def _check_nothing_stands(self):
        """:raise UserError: when the rules have been in force, or something stands on them"""
        uses = [f"{words} ({count})" for words, count in self._stands_on()]
        started = self.company_id.filtered("coop_planning_start")
        if uses or started or self._in_force():
            raise UserError(
                self.env._(
                    "These rules are in use%(uses)s: without them absences would cost nothing "
                    "and nothing would be planned. Add a version that begins on a day to come.",
                    uses=f" ({', '.join(uses)})" if uses else "",
                )
            )

    def write(self, vals):
        if "company_id" in vals:
            self.filtered(
                lambda row: row.company_id.id != vals["company_id"]
            )._check_nothing_stands()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_not_in_use(self):
        self._check_nothing_stands()

    def unlink(self):
        self._check_nothing_stands()
        self.version_ids._remove()
        return super().unlink()


class CoopWorkPolicyVersion(models.Model):
    """A version that judged a day stays, and a change is followed by what was planned."""

    _inherit = "coop.work.policy.version"

    def _remove(self):
        """Delete the versions together with their policy, on which nothing stands."""
        return super().unlink()

    def unlink(self):
        self._check_not_the_last()
        policies = self.policy_id
        before = self._histories()
        done = super().unlink()
        policies.version_ids._check_params()
        self._check_planned_follow(before)
        return done

    def _check_not_the_last(self):
        for policy in self.policy_id:
            gone = self & policy.version_ids
            if gone == policy.version_ids:
                policy._check_nothing_stands()
            gone._check_judged_nothing()

    def _check_judged_nothing(self):
        """:raise UserError: when standings of days from a version's first day on are history"""
        for version in self:
            company = version.policy_id.company_id
            # sudo: bypasses the rules of coop.standing; bounded to whether there is one.
            judged = self.env["coop.standing"].sudo()
            if version.date_from <= company._coop_today() and judged.search_count(
                [
                    ("company_id", "=", company.id),
                    "|",
                    ("date_end", "=", False),
                    ("date_end", ">", version.date_from),
                ],
                limit=1,
            ):
                raise UserError(
                    self.env._(
                        "Members were judged by these rules since %(day)s. Add a version that "
                        "begins on a day to come.",
                        day=version.date_from,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        before = self._histories()
        versions = super().create(vals_list)
        self._check_planned_follow(before)
        return versions

    def write(self, vals):
        moved = self.filtered(
            lambda row: row.policy_id.id != vals.get("policy_id", row.policy_id.id)
        )
        moved._check_not_the_last()
        before = self._histories()
        done = super().write(vals)
        self._check_planned_follow(before)
        return done

    @api.model
    def _histories(self):
        """``{company: PolicyHistory}`` of the user's co-ops, as they are."""
        policies = self.env["coop.work.policy"]
        companies = (
            policies.search([("company_id", "!=", False)]).company_id | self.policy_id.company_id
        )
        return {company: policies._history_of(company.id) for company in companies}

    @api.model
    def _check_planned_follow(self, before):
        """What is planned, and the places that members hold, fit the rules that come.

        :raise UserError: with the action that moves them
        """
        self.env.flush_all()
        for company, old in before.items():
            new = self.env["coop.work.policy"]._history_of(company.id)
            if old and new and old is not new:
                self._check_regimes(company, new)
                if self.env.context.get("coop_cycle_moves") is not MOVES:
                    self._check_cycles(company, old, new)

    @api.model
    def _check_regimes(self, company, history):
        today = company._coop_today()
        places = self.env["coop.enrollment"].search(
            [
                ("company_id", "=", company.id),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ]
        )
        for begin, end, policy in history.spans(today, FAR):
            lost = places.filtered(
                lambda row, begin=begin, end=end, policy=policy: (
                    row.regime not in policy.regimes
                    and row.date_from <= end
                    and row._last_day(FAR) >= begin
                )
            )
            if lost:
                raise UserError(
                    self.env._(
                        "%(count)s members are enrolled as “%(regime)s”, which these rules do not "
                        "have from %(day)s on. Give them another place first: the list of "
                        "enrollments does it for many.",
                        count=len(lost.member_id),
                        regime=lost[0].regime,
                        day=begin,
                    )
                )

    @api.model
    def _check_cycles(self, company, old, new):
        templates = self.env["coop.shift.template"]
        days = templates._coming_shifts(company).mapped("occurrence")
        moved = [day for day in days if old.on(day).cycle != new.on(day).cycle]
        today = company._coop_today()
        held = templates.search([("company_id", "=", company.id)])._places_from(today).template_id
        lost = [
            template
            for begin, _end, policy in new.spans(today, FAR)
            for template in held
            if old.on(begin).cycle.weeks > template.week >= policy.cycle.weeks
        ]
        if moved or lost:
            raise UserError(
                self.env._(
                    "Shifts are planned, or members hold places, by another cycle. Choose “Move, "
                    "split or merge” in the menu of actions of shift templates, and there the "
                    "change of the cycle: members and shifts move with it."
                )
            )


class ResCompany(models.Model):
    """The hours of planned shifts stay local hours."""

    _inherit = "res.company"

    def write(self, vals):
        if "coop_tz" in vals and self.env.context.get("coop_zone_moves") is not MOVES:
            for company in self.filtered(lambda row: row.coop_tz != vals["coop_tz"]):
                if self.env["coop.shift.template"]._coming_shifts(company):
                    raise UserError(
                        self.env._(
                            "Shifts are planned in the time zone %(zone)s. Choose “Move, split or "
                            "merge” in the menu of actions of shift templates, and there the "
                            "change of the time zone: shifts keep their local hours.",
                            zone=company.coop_tz,
                        )
                    )
        return super().write(vals)

    def _coop_move_to_zone(self, zone):
        """Change the time zone; the shifts to come keep their local hours.

        :param zone: one of those that ``coop_tz`` offers
        """
        self.ensure_one()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE coop_shift
                   SET start = start AT TIME ZONE 'UTC' AT TIME ZONE %(old)s
                                     AT TIME ZONE %(new)s AT TIME ZONE 'UTC',
                       stop = stop AT TIME ZONE 'UTC' AT TIME ZONE %(old)s
                                   AT TIME ZONE %(new)s AT TIME ZONE 'UTC'
                 WHERE company_id = %(company)s AND state = 'planned'
                   AND start > %(now)s
                """,
                old=self.coop_tz,
                new=zone,
                company=self.id,
                now=fields.Datetime.now(),
            )
        )
        self.env.invalidate_all()
        self.with_context(coop_zone_moves=MOVES).coop_tz = zone
