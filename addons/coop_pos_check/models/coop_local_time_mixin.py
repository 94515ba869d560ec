from odoo import api, models


class CoopLocalTimeMixin(models.AbstractModel):
    """Hours and days of the shop: groups and filters go by the clock on its wall.

    Odoo goes by the reader's time zone, which may be another one, or none.
    """

    _name = "coop.local.time.mixin"
    _description = "Counted by the co-op's own clock"

    def _coop_by_local_time(self):
        return self.with_context(tz=self.env.company.coop_tz)

    @api.model
    def _search(self, *args, **kwargs):
        return super(CoopLocalTimeMixin, self._coop_by_local_time())._search(*args, **kwargs)

    @api.model
    @api.readonly
    def web_read_group(self, *args, **kwargs):
        mine = super(CoopLocalTimeMixin, self._coop_by_local_time())
        return mine.web_read_group(*args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_group(self, *args, **kwargs):
        mine = super(CoopLocalTimeMixin, self._coop_by_local_time())
        return mine.formatted_read_group(*args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(self, *args, **kwargs):
        mine = super(CoopLocalTimeMixin, self._coop_by_local_time())
        return mine.formatted_read_grouping_sets(*args, **kwargs)
