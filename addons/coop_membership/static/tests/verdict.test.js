import { expect, test } from "@odoo/hoot";
import { localDay, verdictAt, withPass } from "@coop_membership/verdict";
import shared from "./verdict_cases";

for (const { why, timeline, at } of shared.cases) {
    test(`verdictAt: ${why}`, () => {
        for (const [day, expected] of Object.entries(at)) {
            expect(verdictAt(timeline, day, shared.reasons)).toEqual(expected);
        }
    });
}

test("verdictAt: an empty timeline and an unknown code are errors", () => {
    expect(() => verdictAt([], "2026-01-01", shared.reasons)).toThrow("empty timeline");
    const strange = [["2026-01-01", "hungry"]];
    expect(() => verdictAt(strange, "2026-01-01", shared.reasons)).toThrow("unknown code: hungry");
});

for (const { code, allowed, becomes } of shared.with_pass) {
    test(`withPass: ${code} becomes ${becomes}`, () => {
        const verdict = { allowed: shared.reasons[code].allowed, code };
        expect(withPass(verdict, shared.reasons)).toEqual({ allowed, code: becomes });
    });
}

for (const { moment, zone, day } of shared.local_day) {
    test(`localDay: ${moment} in ${zone}`, () => {
        expect(localDay(new Date(moment), zone)).toBe(day);
    });
}
