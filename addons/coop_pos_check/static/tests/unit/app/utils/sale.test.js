import { expect, test } from "@odoo/hoot";
import { isSale } from "@coop_pos_check/app/utils/sale";
import shared from "./sale_cases";

for (const { sale, lines, why } of shared.cases) {
    test(`isSale: ${why}`, () => {
        const told = lines.map(([quantity, price, discount, is_return, takes_back]) => ({
            quantity,
            price,
            discount,
            is_return,
            takes_back,
        }));
        expect(isSale(told)).toBe(sale);
    });
}
