import { expect, test } from "@odoo/hoot";
import { normaliseCardCode } from "@coop_membership/card_code";
import shared from "./card_code_cases";

for (const { scanned, code, why } of shared.cases) {
    test(`normaliseCardCode: ${why}`, () => {
        expect(normaliseCardCode(scanned)).toBe(code);
    });
}
