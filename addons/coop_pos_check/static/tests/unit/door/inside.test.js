import { beforeEach, expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { browser } from "@web/core/browser/browser";
import { Inside } from "@coop_pos_check/door/inside";

definePosModels();

let checker, inside;

beforeEach(() => {
    browser.localStorage.removeItem("coop_door_inside_7");
    checker = { day: "2026-03-01", today: () => checker.day, waiting: new Map() };
    inside = new Inside({ doorId: 7, checker });
});

function wait(...rows) {
    rows.forEach((row, n) => checker.waiting.set(n, { day: checker.day, ...row }));
}

test("what the server counted, and what it does not know yet", () => {
    inside.keep(5);
    wait({ movement: "in" }, { movement: "in" }, { movement: "out" }, { movement: "undo_in" }, {});
    expect(inside.number).toBe(5);
    wait({ movement: "in" }, { movement: "in" }, { movement: "undo_out" });
    expect(inside.number).toBe(7);
});

test("never fewer than nobody", () => {
    wait({ movement: "out" });
    expect(inside.number).toBe(0);
});

test("midnight passes while the screen is on: nobody is inside", () => {
    inside.keep(5);
    wait({ movement: "in" });
    checker.day = "2026-03-02";
    expect(inside.number).toBe(0);
    checker.waiting.set("new", { movement: "in", day: "2026-03-02" });
    expect(inside.number).toBe(1);
});

test("known after a reload on the same day; what cannot be read is nobody", () => {
    inside.keep(5);
    const again = new Inside({ doorId: 7, checker });
    again.takeUp();
    expect(again.number).toBe(5);
    checker.day = "2026-03-02";
    expect(again.number).toBe(0);
    for (const nonsense of ['{"inside"', "2026-03-02 many", "2026-03-02 5x", "x2026-03-02 5", ""]) {
        browser.localStorage.setItem("coop_door_inside_7", nonsense);
        again.takeUp();
        expect(again.number).toBe(0);
    }
});
