/** Half a cent: sums of prices with taxes and discounts are not exact. */
const NOTHING = 0.005;

function paid({ quantity, price, discount }) {
    return quantity * price * (1 - (discount || 0) / 100);
}

/**
 * Whether anything is sold: goods leave the shop, or money is taken, by whatever signs it is
 * written. The same as rules/sale.py, tested against the same cases.
 *
 * @param {{quantity: number, price: number, discount: number, is_return: boolean,
 *     takes_back: boolean}[]} lines  `takes_back`: the product's own price is below zero
 */
export function isSale(lines) {
    const comesIn = (line) => line.takes_back && line.price < 0;
    const isSold = (line) =>
        (line.quantity > 0 && !comesIn(line)) || (!line.is_return && paid(line) > NOTHING);
    return lines.some(isSold) || lines.reduce((sum, line) => sum + paid(line), 0) > NOTHING;
}
