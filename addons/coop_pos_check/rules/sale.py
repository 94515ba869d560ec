"""What a sale is: goods leave the shop, or money is taken, by whatever signs it is written.

The till has the same rule (``static/src/app/utils/sale.js``), the report of sales has it in SQL
(``SOLD``); the first two are tested against ``static/tests/unit/app/utils/sale_cases.js``, the
third against random orders.
"""

from dataclasses import dataclass

#: Half a cent: sums of prices with taxes and discounts are not exact.
NOTHING = 0.005


@dataclass(frozen=True)
class Line:
    """A line of an order.

    :param quantity: below zero: it comes back
    :param price: of one, below zero for what is taken off (a reward, an empty bottle)
    :param discount: in per cent, also above 100
    :param is_return: whether it takes back a line of an earlier order
    :param takes_back: whether the product itself has a price below zero (an empty bottle): the
        shop takes it in. A price typed at the till makes nothing that
    """

    quantity: float
    price: float
    discount: float = 0.0
    is_return: bool = False
    takes_back: bool = False

    @property
    def paid(self):
        """What is paid for the line; below zero: given back."""
        return self.quantity * self.price * (1 - self.discount / 100)


def is_sale(lines):
    """Say whether anything is sold: such an order is asked who it is for.

    >>> is_sale([Line(1, 5.0)]), is_sale([Line(-1, 5.0)]), is_sale([])
    (True, False, False)

    Minus one at minus five euros takes five euros; so does a return with a discount of 200 %:

    >>> is_sale([Line(-1, -5.0)]), is_sale([Line(-1, 5.0, discount=200)])
    (True, True)

    A reward that was given with an order goes back with it, and is no sale by itself:

    >>> is_sale([Line(-1, 20.0, is_return=True), Line(-1, -5.0, is_return=True)])
    False
    >>> is_sale([Line(-1, -5.0, is_return=True)])
    True

    An empty bottle comes in for a few cents; goods at a price that the till made negative go out,
    and money with them:

    >>> is_sale([Line(1, -0.2, takes_back=True)]), is_sale([Line(1, -5.0)])
    (False, True)

    A gift costs nothing and leaves the shop; an exchange is a sale:

    >>> is_sale([Line(1, 0.0)]), is_sale([Line(-1, 8.0, is_return=True), Line(1, 3.0)])
    (True, True)
    """
    lines = list(lines)
    return any(_is_sold(line) for line in lines) or sum(line.paid for line in lines) > NOTHING


def _is_sold(line):
    comes_in = line.takes_back and line.price < 0
    leaves = line.quantity > 0 and not comes_in
    return leaves or (not line.is_return and line.paid > NOTHING)
