import { expect, test } from "@odoo/hoot";
import { CoopGate } from "@coop_pos_check/app/utils/coop_gate";

test("what was settled for a person is settled for that day only", () => {
    let day = "2026-11-23";
    const gate = new CoopGate({ coopChecker: { today: () => day } });
    const order = { uiState: {} };
    const answer = { partnerId: 7, code: "suspended" };
    order.uiState.coopLift = { key: gate.key(order, answer), outcome: "override" };
    expect(gate.lift(order, answer)).toBe(order.uiState.coopLift);
    expect(gate.lift(order, { ...answer, code: "blocked" })).toBe(null);
    expect(gate.lift(order, { ...answer, partnerId: 8 })).toBe(null);
    day = "2026-11-24";
    expect(gate.lift(order, answer)).toBe(null);
});
