import { describe, expect, test } from "@odoo/hoot";
import {
    filtered,
    findPlace,
    gapOf,
    isFound,
    plain,
    rowsOf,
    totals,
} from "@coop_shift_office/board/board_data";

describe.current.tags("headless");

const TILL = 1;
const FLOOR = 2;
const PEOPLE = { 7: [101, "Inès Petit", ""], 8: [102, "Bob", "alert"] };

function makeTemplate(vals = {}) {
    const roles = [
        { id: TILL, seats: 2, waiting: 0, places: [[70, 7, 1, false]] },
        { id: FLOOR, seats: 1, waiting: 0, places: [[80, 8, 1, false]] },
    ];
    return { id: 1, name: "", weekday: 0, from: "09:00", to: "12:00", roles, ...vals };
}

test("a gap is never negative", () => {
    expect(gapOf({ seats: 3, places: [1] })).toBe(2);
    expect(gapOf({ seats: 0, places: [1] })).toBe(0);
});

test("totals of all roles and of one", () => {
    const templates = [makeTemplate(), makeTemplate({ id: 2 })];
    expect(totals(templates)).toEqual({ seats: 6, taken: 4, free: 2 });
    expect(totals(templates, FLOOR)).toEqual({ seats: 2, taken: 2, free: 0 });
});

test("names are found without accents or capitals, and by number", () => {
    expect(plain("Éléfàn")).toBe("elefan");
    expect(isFound(PEOPLE[7], "ines")).toBe(true);
    expect(isFound(PEOPLE[7], "101")).toBe(true);
    expect(isFound(PEOPLE[7], "  ")).toBe(false);
    expect(isFound(PEOPLE[8], "ines")).toBe(false);
});

test("filters by role, by gap and by name", () => {
    const templates = [makeTemplate(), makeTemplate({ id: 2, roles: [] })];
    const all = { role: 0, gaps: false, typed: "" };
    const ids = (filters) =>
        filtered(templates, PEOPLE, { ...all, ...filters }).map((t) => [
            t.id,
            t.roles.map((role) => role.id),
        ]);
    expect(ids({})).toEqual([[1, [TILL, FLOOR]]]);
    expect(ids({ role: FLOOR })).toEqual([[1, [FLOOR]]]);
    expect(ids({ gaps: true })).toEqual([[1, [TILL]]]);
    expect(ids({ gaps: true, role: FLOOR })).toEqual([]);
    expect(ids({ typed: "bob" })).toEqual([[1, [TILL, FLOOR]]]);
    expect(ids({ typed: "nobody" })).toEqual([]);
});

test("one row for each hour, in order, with seven days", () => {
    const rows = rowsOf([
        makeTemplate({ id: 1, from: "14:00", weekday: 6 }),
        makeTemplate({ id: 2, from: "09:00" }),
        makeTemplate({ id: 3, from: "14:00", weekday: 6 }),
    ]);
    expect(rows.map((row) => row.hour)).toEqual(["09:00", "14:00"]);
    expect(rows[1].days.map((day) => day.length)).toEqual([0, 0, 0, 0, 0, 0, 2]);
});

test("a place is found with its role and template", () => {
    const found = findPlace([makeTemplate()], 80);
    expect([found.template.id, found.role.id, found.place[1]]).toEqual([1, FLOOR, 8]);
    expect(findPlace([makeTemplate()], 99)).toBe(undefined);
});
