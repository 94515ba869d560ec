from odoo.http import request, route

from .portal import CoopShiftsPortal

#: What a member may choose to share with the team.
SHARED = ("coop_share_name", "coop_share_phone", "coop_share_email")


class CoopTeamPortal(CoopShiftsPortal):
    """Who works with me, and what I show of myself."""

    @route("/my/shifts/team", type="http", auth="user", website=True, readonly=True)
    def my_shifts_team(self, **kwargs):
        member = self._coop_member_or_403()
        return self._coop_shifts_page(
            "coop_shift_portal.portal_team",
            "team",
            member=member,
            team=member._coop_team(),
            shown=member._coop_shown_to_team(),
        )

    @route("/my/shifts/settings", type="http", auth="user", website=True, readonly=True)
    def my_shifts_settings(self, **kwargs):
        member = self._coop_member_or_403()
        return self._coop_shifts_page(
            "coop_shift_portal.portal_settings", "settings", **self._coop_settings_values(member)
        )

    def _coop_settings_values(self, member):
        """What the settings page shows; other addons add their own choices."""
        return {
            "member": member,
            "calendar_link": member.env["coop.calendar.link"]._coop_alive(member),
            "calendar_address": request.session.pop("coop_calendar_address", None),
        }

    @route("/my/shifts/settings/sharing", type="http", auth="user", website=True, methods=["POST"])
    def my_shifts_sharing(self, **form):
        """Choose what those who work with me see."""
        member = self._coop_member_or_403()
        member.write({name: bool(form.get(name)) for name in SHARED})
        return self._coop_back("/my/shifts/settings", request.env._("Your choice is kept."))
