import { expect, test } from "@odoo/hoot";
import { edit, press, waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { FastEntry } from "@coop_shift_floor/backend/fast_entry";
import { FakeServer, show } from "./floor_data";

async function open(server = new FakeServer()) {
    const orm = {
        call: async (_model, method, [, taps]) =>
            method === "floor_take" ? server.take(taps) : structuredClone(server.board),
    };
    const services = { orm, action: {}, hotkey: { add: () => () => {} } };
    const screen = await show(FastEntry, { action: { params: { shift_id: 7 } } }, services);
    return { screen, server };
}

test("a figure marks the person and goes to the next; after the last, make-ups", async () => {
    const { server } = await open();
    expect("[data-row='0']").toBeFocused();
    await press("2");
    await animationFrame();
    expect("[data-row='1']").toBeFocused();
    await press("3");
    await waitFor(".coop-fast-sent[data-waiting='0']");
    expect(server.board.people.map((one) => one.state)).toEqual(["late", "absent"]);
    expect("#coop_fast_code").toBeFocused();
});

test("arrows move, 0 takes back, Enter goes to the make-ups", async () => {
    const { server } = await open();
    await press("1");
    await animationFrame();
    await press("ArrowUp");
    await animationFrame();
    expect("[data-row='0']").toBeFocused();
    await press("0");
    await waitFor("[data-row='0'][data-state='expected']");
    expect(server.board.people[0].state).toBe("expected");
    await press("Enter");
    expect("#coop_fast_code").toBeFocused();
});

test("replaced asks by whom", async () => {
    const { server } = await open();
    await press("5");
    await animationFrame();
    expect("#coop_fast_instead").toBeFocused();
    await edit("42");
    await press("Enter");
    await waitFor("[data-row='0'][data-state='replaced']");
    expect(server.board.people[0].state).toBe("replaced");
});

test("an empty shift is shown, and closed", async () => {
    const server = new FakeServer();
    server.board.people = [];
    const { screen } = await open(server);
    expect("#coop_fast_code").toBeFocused();
    await screen.close();
    await waitFor(".coop-fast-closed");
    expect(server.board.state).toBe("closed");
});
