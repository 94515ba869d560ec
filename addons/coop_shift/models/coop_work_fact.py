from odoo import api, models


class CoopWorkFact(models.AbstractModel):
    """A dated fact of a member's working life.

    Whatever changes such a row refreshes the standing of exactly the members concerned, in one
    batch per call. Models that inherit it have a ``member_id``, or extend ``_coop_members``.
    """

    _name = "coop.work.fact"
    _description = "Fact of a member's working life"

    def _coop_members(self):
        """The members whose standing these rows bear on."""
        return self.member_id

    @api.model
    def _coop_watched(self):
        """Names of the fields that bear on the standing; ``None``: all of them."""
        return None

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._coop_members()._coop_refresh_standings()
        return rows

    def write(self, vals):
        watched = self._coop_watched()
        if watched is not None and not watched & vals.keys():
            return super().write(vals)
        members = self._coop_members()
        done = super().write(vals)
        (members | self._coop_members())._coop_refresh_standings()
        return done

    def unlink(self):
        members = self._coop_members()
        done = super().unlink()
        members._coop_refresh_standings()
        return done
