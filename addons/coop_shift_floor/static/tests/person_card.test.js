import { expect, test } from "@odoo/hoot";
import { click, edit, press, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { PersonCard } from "@coop_shift_floor/floor/person_card";
import { board, person, show } from "./floor_data";

function props(more = {}, open = true) {
    return {
        person: person(1, more),
        shiftId: 7,
        states: board().states,
        open,
        onSay: (state, code) => expect.step(`${state} ${code}`),
        onNote: (text) => expect.step(text),
    };
}

test("each choice has an icon, a word and the person's name", async () => {
    await show(PersonCard, props());
    expect(".coop-floor-choice").toHaveCount(5);
    const late = queryFirst(".coop-floor-choice[data-state='late']");
    expect(late).toHaveText(/Late\s*: Person 1/);
    expect(late.querySelector(".fa")).toHaveClass("fa-clock-o");
});

test("who came instead, or nobody knows", async () => {
    await show(PersonCard, props());
    await click(".coop-floor-choice[data-state='replaced']");
    await animationFrame();
    expect(".coop-floor-instead input").toBeFocused();
    await edit("42");
    await press("Enter");
    await animationFrame();
    await click(".coop-floor-choice[data-state='replaced']");
    await animationFrame();
    await click(".coop-floor-instead [type=submit]");
    expect.verifySteps(["replaced 42", "replaced "]);
});

test("a mark is changed and taken back", async () => {
    await show(PersonCard, props({ state: "late" }));
    await click(".coop-floor-change");
    await animationFrame();
    expect(".coop-floor-choice[aria-pressed='true']").toHaveText(/Late/);
    await click(".coop-floor-undo");
    expect.verifySteps(["expected "]);
});

test("a make-up is taken off the list", async () => {
    await show(PersonCard, props({ state: "present", make_up: true }));
    await click(".coop-floor-change");
    await animationFrame();
    await click(".coop-floor-undo");
    expect.verifySteps(["cancelled "]);
});

test("a note on a person", async () => {
    await show(PersonCard, props());
    await click(".coop-floor-write");
    await animationFrame();
    expect("textarea").toBeFocused();
    await edit("Hurt her hand");
    await click(".coop-floor-keep");
    expect.verifySteps(["Hurt her hand"]);
});

test("what somebody else said is shown", async () => {
    await show(
        PersonCard,
        props({ state: "late", otherwise: { state: "absent", by: "Bob", at: "10:04" } })
    );
    expect(".coop-floor-otherwise").toHaveText(/Bob said “Absent” at 10:04/);
});

test("a closed shift, and somebody who does not come, cannot be tapped", async () => {
    await show(PersonCard, props({ state: "late" }, false));
    expect("button").toHaveCount(0);
    await show(PersonCard, props({ state: "waiting" }));
    expect("button").toHaveCount(0);
    expect(".coop-floor-state:last").toHaveText("Does not come today");
});
