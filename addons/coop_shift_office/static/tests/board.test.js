import { expect, manuallyDispatchProgrammaticEvent, test } from "@odoo/hoot";
import { press, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { addWeeks, dayNames } from "@coop_shift_office/board/board";
import { WebClient } from "@web/webclient/webclient";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

defineMailModels();

const PLACES = { ana: [70, 7, 1, false], ben: [80, 8, 1, "2026-12-31"] };

function week(vals = {}) {
    const role = (id, seats, places) => ({ id, seats, waiting: 0, places });
    return {
        letter: "B",
        monday: "2026-11-30",
        title: "11/30/2026",
        moves_from: "2026-12-01",
        weeks: [
            { letter: "A", monday: "2026-11-23" },
            { letter: "B", monday: "2026-11-30" },
        ],
        roles: [
            { id: 1, name: "Till" },
            { id: 2, name: "Floor" },
        ],
        people: { 7: [101, "Ana", ""], 8: [102, "Ben", "alert"] },
        templates: [
            {
                id: 11,
                name: "Opening",
                weekday: 0,
                from: "09:00",
                to: "12:00",
                roles: [role(1, 2, [PLACES.ana]), role(2, 1, [PLACES.ben])],
            },
            {
                id: 12,
                name: "Evening",
                weekday: 1,
                from: "18:00",
                to: "21:00",
                roles: [role(1, 2, []), role(2, 0, [])],
            },
        ],
        ...vals,
    };
}

const TARGETS = [
    { id: 11, label: "B Monday 09:00", roles: [{ id: 1, name: "Till", free: 1 }] },
    { id: 12, label: "B Tuesday 18:00", roles: [{ id: 1, name: "Till", free: 2 }] },
];

/** Open the board with a server that answers from here; its calls are steps. */
async function open(data = week(), preview = { possible: true, lines: ["Ana goes."] }) {
    onRpc("coop.shift.board", "week", ({ args }) => {
        expect.step(`week ${args[0]}`);
        return data;
    });
    onRpc("coop.shift.board", "targets", () => TARGETS);
    onRpc("coop.shift.board", "preview_move", ({ args }) => {
        expect.step(`preview ${args.join(" ")}`);
        return preview;
    });
    onRpc("coop.shift.board", "move", ({ args }) => {
        expect.step(`move ${args.join(" ")}`);
        return 90;
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "coop_shift_office.board",
    });
    await expect.waitForSteps(["week false"]);
}

test("days have names and weeks follow each other over the new year", () => {
    expect(dayNames("2026-11-30", "en-US")[0]).toMatch(/Monday.*30/);
    expect(addWeeks("2026-12-28", 1)).toBe("2027-01-04");
    expect(addWeeks("2026-12-28", -1)).toBe("2026-12-21");
});

test.tags("desktop");
test("gaps are said in figures and words, names with their standing", async () => {
    await open();
    expect(queryAllTexts(".o_coop_gap")).toEqual(["1/2 · 1 free", "0/2 · 2 free"]);
    expect(".o_coop_totals").toHaveText("2 members on 5 seats, 3 free");
    expect(".o_coop_name:contains(Ben) .visually-hidden").toHaveText("Alert");
    expect(".o_coop_name:contains(Ben)").toHaveText(/until 2026-12-31/);
    expect(".o_coop_table thead th").toHaveCount(8);
});

test.tags("desktop");
test("filters by role, by gap and by name", async () => {
    await open();
    await contains("#coop_board_role").select("2");
    expect(".o_coop_totals").toHaveText("1 members on 1 seats, 0 free");
    await contains("#coop_board_gaps").click();
    expect(".o_coop_empty").toHaveCount(1);
    await contains("#coop_board_role").select("0");
    expect(queryAllTexts(".o_coop_card h3")).toEqual(["09:00–12:00Opening", "18:00–21:00Evening"]);
    await contains("#coop_board_gaps").click();
    await contains("#coop_board_name").edit("ben", { confirm: "blur" });
    expect(".o_coop_card").toHaveCount(1);
    expect(".o_coop_found").toHaveText(/Ben/);
});

test.tags("desktop");
test("another week is loaded by its letter, and by the arrows", async () => {
    await open();
    await contains(".o_coop_week:contains(A)").click();
    await expect.waitForSteps(["week 2026-11-23"]);
    await contains("button[aria-label='Week after']").click();
    await expect.waitForSteps(["week 2026-12-07"]);
    expect(".o_coop_week[aria-pressed=true]").toHaveText("B");
});

test.tags("desktop");
test("dragging a name to a role asks before it moves", async () => {
    await open();
    await contains(".o_coop_name:contains(Ana)").dragAndDrop(
        ".o_coop_card[data-template='12'] .o_coop_role[data-role='1'] h4"
    );
    await animationFrame();
    await expect.waitForSteps(["preview 70 12 1 2026-12-01"]);
    expect(".modal").toHaveCount(1);
    expect(".o_coop_consequences").toHaveText("Ana goes.");
    await contains(".o_coop_confirm").click();
    await expect.waitForSteps(["move 70 12 1 2026-12-01", "week 2026-11-30"]);
    expect(".modal").toHaveCount(0);
});

test.tags("desktop");
test("dropping a name where it is does nothing", async () => {
    await open();
    await contains(".o_coop_name:contains(Ana)").dragAndDrop(
        ".o_coop_card[data-template='11'] .o_coop_role[data-role='1'] h4"
    );
    await animationFrame();
    expect(".modal").toHaveCount(0);
});

test.tags("desktop");
test("with the keyboard: Enter on the name, then a menu", async () => {
    await open();
    queryFirst(".o_coop_name:contains(Ana)").focus();
    await press("Enter");
    await animationFrame();
    expect(".modal-title").toHaveText("Move Ana");
    expect(".o_coop_confirm").not.toBeEnabled();
    await contains("#coop_move_template").select("12");
    await expect.waitForSteps(["preview 70 12 1 2026-12-01"]);
    const day = queryFirst("#coop_move_day");
    day.value = "2026-12-15";
    await manuallyDispatchProgrammaticEvent(day, "change");
    await expect.waitForSteps(["preview 70 12 1 2026-12-15"]);
    expect("#coop_move_role option").toHaveText("Till (2 free)");
    await contains(".o_coop_confirm").click();
    await expect.waitForSteps(["move 70 12 1 2026-12-15", "week 2026-11-30"]);
});

test.tags("desktop");
test("what cannot be is said and cannot be confirmed", async () => {
    await open(week(), { possible: false, lines: ["No free seat."] });
    await contains(".o_coop_name:contains(Ana)").click();
    await contains("#coop_move_template").select("12");
    await expect.waitForSteps(["preview 70 12 1 2026-12-01"]);
    expect(".modal .alert-warning").toHaveText(/This cannot be[\s\S]*No free seat/);
    expect(".o_coop_confirm").not.toBeEnabled();
});

test.tags("mobile");
test("one day at a time on a phone", async () => {
    await open();
    await contains("[aria-label=Day] button:contains(Tue)").click();
    expect(queryAllTexts(".o_coop_card h3")).toEqual(["18:00–21:00Evening"]);
    expect(".o_coop_table thead th").toHaveCount(2);
});
