import { expect, test } from "@odoo/hoot";
import { counts, unsaid, withTaps } from "@coop_shift_floor/core/shift_board";
import { board, person } from "./floor_data";

test("what was tapped is shown over what the server said", () => {
    const said = board();
    const shown = withTaps(said, [
        { kind: "attendance", assignment: 1, state: "late" },
        { kind: "attendance", assignment: 1, state: "replaced", code: "42" },
        { kind: "note", assignment: 2, text: "Hurt" },
        { kind: "shift_note", text: "Slow till" },
        { kind: "scan", code: "77" },
        { kind: "attendance", assignment: 99, state: "late" },
        { kind: "close" },
    ]);
    expect(shown.people.map((one) => [one.state, one.by, one.note, one.waiting])).toEqual([
        ["replaced", "42", "", true],
        ["expected", "", "Hurt", true],
    ]);
    expect(shown.scans.map((tap) => tap.code)).toEqual(["77"]);
    expect([shown.note, shown.closing]).toEqual(["Slow till", true]);
    expect(said.people[0].state).toBe("expected");
});

test("a make-up that is taken off disappears", () => {
    const said = board({ people: [person(1, { make_up: true, state: "present" })] });
    const taken = [{ kind: "attendance", assignment: 1, state: "cancelled" }];
    expect(withTaps(said, taken).people).toEqual([]);
});

test("counts", () => {
    const states = ["present", "late", "replaced", "absent", "excused", "expected", "waiting"];
    const people = states.map((state, id) => person(id, { state, make_up: id === 0 }));
    expect(counts({ people })).toEqual({ here: 3, away: 2, unsaid: 1, makeUps: 1 });
    expect(unsaid({ people }).map((one) => one.id)).toEqual([5]);
});
