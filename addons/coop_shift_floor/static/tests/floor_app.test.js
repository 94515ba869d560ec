import { expect, test } from "@odoo/hoot";
import { click, edit, queryAllTexts, waitFor } from "@odoo/hoot-dom";
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
    await waitFor("[data-id='1'][data-state='late']");
    await waitFor(".coop-floor-sent[data-way='ok'][data-waiting='0']");
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
    await animationFrame();
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
    expect(".coop-floor-all").toHaveCount(1);
    await click(".coop-floor-all");
    await waitFor(".coop-floor-unsaid:contains('0')");
    await waitFor(".coop-floor-sent[data-waiting='0']");
    expect(server.board.people.map((one) => one.state)).toEqual(["present", "present"]);
    expect(".coop-floor-all").toHaveCount(0);
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
    const { server } = await open();
    const notes = "[aria-labelledby=coop_floor_note]";
    await click(`${notes} .coop-floor-write`);
    await animationFrame();
    await click("#coop_floor_text");
    await edit("Slow till");
    server.online = false;
    await click(`${notes} .coop-floor-keep`);
    await waitFor(`${notes} .coop-floor-note:contains("Slow till")`);
    expect(".coop-floor-sent").toHaveAttribute("data-waiting", "1");
});
