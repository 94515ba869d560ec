import { expect, test } from "@odoo/hoot";
import { click, edit, queryAllTexts, waitFor, waitForNone } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { FloorApp } from "@coop_shift_floor/floor/floor_app";
import { FakeServer, MemoryStore, show } from "./floor_data";

const INFO = { shiftId: 7, userId: 2, db: "test", lang: "en_US", words: [] };

async function open(server = new FakeServer(), store = new MemoryStore()) {
    const ask = (what, params) => server.ask(what, params);
    const app = await show(FloorApp, { info: INFO, ask, store });
    return { app, server, store };
}

test("one tap marks a person; the server has it", async () => {
    const { server } = await open();
    await click("[data-id='1'] .coop-floor-choice[data-state='late']");
    await waitFor(".coop-floor-sent[data-way='ok'][data-waiting='0']");
    expect("[data-id='1']").toHaveAttribute("data-state", "late");
    expect("[data-id='1'] .coop-floor-state").toHaveText("Late");
    expect(server.board.people[0].state).toBe("late");
});

test("without network it goes on, says so in words, and sends later", async () => {
    const { app, server } = await open();
    server.online = false;
    await click("[data-id='2'] .coop-floor-choice[data-state='absent']");
    await waitFor(".coop-floor-sent[data-way='cut'][data-waiting='1']");
    expect(".coop-floor-sent").toHaveText(/No network/);
    expect("[data-id='2']").toHaveAttribute("data-state", "absent");
    server.online = true;
    await app.look();
    await waitFor(".coop-floor-sent[data-way='ok'][data-waiting='0']");
    expect(server.known.size).toBe(1);
});

test("a page opened without network shows what it knew", async () => {
    const store = new MemoryStore();
    const server = new FakeServer();
    await open(server, store);
    server.online = false;
    await open(server, store);
    expect(queryAllTexts(".coop-floor-name").length).toBe(4);
});

test("the others are all here", async () => {
    const { server } = await open();
    await click("[data-id='1'] .coop-floor-choice[data-state='absent']");
    await animationFrame();
    expect(".coop-floor-all").toHaveCount(0);
    server.board.people.push({ ...server.board.people[1], id: 3, state: "expected" });
    const { server: other } = await open(server);
    await click(".coop-floor-all");
    await waitForNone(".coop-floor-person[data-state='expected']:last");
    expect(other.board.people.map((one) => one.state)).toEqual(["absent", "present", "present"]);
});

test("closing asks who is missing, then once more", async () => {
    const { server } = await open();
    await click(".coop-floor-close");
    await animationFrame();
    expect(".coop-floor-end").toHaveText(/2 still to mark/);
    await click(".coop-floor-end button");
    await animationFrame();
    await click(".coop-floor-all");
    await waitFor(".coop-floor-unsaid:contains('0')");
    await click(".coop-floor-close");
    await animationFrame();
    await click(".coop-floor-yes");
    await waitFor(".coop-floor-closed");
    expect(server.board.state).toBe("closed");
    expect(".coop-floor-choice").toHaveCount(0);
});

test("a note is kept", async () => {
    const { app } = await open();
    await click("section .coop-floor-write");
    await animationFrame();
    await click("#coop_floor_text");
    await edit("Slow till");
    await click("section .coop-floor-keep");
    await animationFrame();
    expect(app.queue.shiftId).toBe(7);
    expect(".coop-floor-write").toHaveCount(3);
});
