from odoo import api, models

from ..rules.sale import NOTHING

#: What was sold, for how much. Other fields of a sale may change afterwards: its invoice, its cost.
FACTS = frozenset(
    {
        "amount",
        "amount_paid",
        "amount_total",
        "discount",
        "order_id",
        "pos_order_id",
        "price_subtotal_incl",
        "price_unit",
        "product_id",
        "qty",
        "refunded_orderline_id",
    }
)


class CoopSoldMixin(models.AbstractModel):
    """A sale and what it consists of: a change after the payment is seen.

    Odoo lets whoever may sell change what was sold, also after it was judged.
    """

    _name = "coop.sold.mixin"
    _description = "Part of a sale"

    def _coop_sale(self):
        """The sales that these are part of."""
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._coop_sale()._coop_note_edit()
        return parts

    def write(self, vals):
        names = sorted(FACTS & vals.keys() & self._fields.keys())
        sales = self._coop_sale() if names else None
        before = [part[name] for part in self for name in names]
        done = super().write(vals)
        after = [part[name] for part in self for name in names]
        if any(map(differs, before, after)):
            (sales | self._coop_sale())._coop_note_edit()
        return done

    def unlink(self):
        sales = self._coop_sale()
        done = super().unlink()
        sales.exists()._coop_note_edit()
        return done


def differs(before, after):
    """Say whether a fact of a sale changed; by a rounding it did not.

    >>> differs(2.0, 2.001), differs(2.0, 2.01), differs(0.0, False)
    (False, True, False)
    """
    if isinstance(before, float):
        return abs(before - (after or 0)) > NOTHING  # rounding anew is no change
    return before != after
