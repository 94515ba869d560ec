import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame, click, queryOne, waitFor } from "@odoo/hoot-dom";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { browser } from "@web/core/browser/browser";
import { DoorApp } from "@coop_pos_check/door/door_app";
import { answer } from "../coop_data";

// The bundle of unit tests starts the till's services, whoever is tested.
definePosModels();

let server;

beforeEach(() => {
    browser.localStorage.removeItem("coop_door_muted");
    server = { online: true, log: [], list: [answer()], inside: 0 };
});

async function open() {
    await setupPosEnv();
    const ask = async (what, params) => {
        if (!server.online) {
            throw new Error("no network");
        }
        if (what === "log") {
            server.log.push(...params.rows);
            return { kept: params.rows.map((row) => row.uuid) };
        }
        return server.list.length > 1 ? server.list.shift() : server.list[0];
    };
    const info = {
        doorId: Math.floor(Math.random() * 1e9),
        name: "Entrance",
        company: "Co-op",
        lang: "en_US",
        maxAge: 24,
        db: "test",
    };
    return mountWithCleanup(DoorApp, { props: { info, ask } });
}

test("a member comes in: words, icon and count", async () => {
    const door = await open();
    await door.scan("0420000000013");
    await animationFrame();
    expect(".coop-door-answer").toHaveAttribute("data-code", "ok");
    expect(".coop-door-name").toHaveText("Zoé Àjour");
    expect(".coop-door-icon").toHaveClass("fa-check-circle");
    await door.checker.push();
    expect(server.log.map((row) => row.movement)).toEqual(["in"]);
});

test("count and answers work without network, and are sent once later", async () => {
    const door = await open();
    server.online = false;
    await door.scan("0420000000013");
    await door.scan("LOUVE-77");
    await animationFrame();
    expect(".coop-inside").toHaveText("1 inside");
    expect(".coop-door-waiting").toHaveText(/2 waiting/);
    server.online = true;
    await door.checker.push();
    await door.checker.push();
    expect(server.log.map((row) => row.outcome)).toEqual(["allowed", "refused"]);
});

test("a mistake is undone by another row", async () => {
    const door = await open();
    await door.scan("0420000000013");
    await animationFrame();
    await click(".coop-undo");
    await animationFrame();
    await door.checker.push();
    expect(server.log.map((row) => row.movement)).toEqual(["in", "undo_in"]);
    expect(door.state.answer).toBe(null);
});

test("out: whoever it is may leave", async () => {
    const door = await open();
    await click(".coop-way-out");
    await door.scan("LOUVE-77");
    await door.checker.push();
    await animationFrame();
    expect(server.log.map((row) => row.movement)).toEqual(["out"]);
    expect(".coop-way-out").toHaveAttribute("aria-pressed", "true");
});

test("a first visit that is forgiven lets in at once", async () => {
    const forgiven = answer({
        full: false,
        timelines: [[["", "alert"]]],
        persons: [[18, "Bruno Arrêt", 13, ["LOUVE-77"], [], 0, 0, [], false]],
    });
    server.list = [answer(), forgiven];
    const door = await open();
    await door.scan("LOUVE-77");
    await waitFor(".coop-door-answer[data-code='alert']");
    await door.checker.push();
    expect(server.log.map((row) => [row.outcome, row.movement])).toEqual([
        ["refused", undefined],
        ["allowed", "in"],
    ]);
});

test("typing finds by name, number and card", async () => {
    const door = await open();
    for (const [query, names] of [
        ["arret", ["Bruno Arrêt", "Théo Arrêt"]],
        ["14", ["Anne-Lise Dupont-Retard"]],
        ["LOUVE-77", ["Bruno Arrêt"]],
    ]) {
        door.state.query = query;
        door.search();
        expect(door.state.results.map((person) => person.name)).toEqual(names);
    }
    door.state.query = "nobody";
    await door.submit();
    expect(door.state.notice).toMatch(/Nobody found/);
});

test("a visitor has a name", async () => {
    const door = await open();
    door.openVisitor();
    door.receiveVisitor();
    expect(door.state.answer).toBe(null);
    door.state.visitor.name = "Camille";
    door.receiveVisitor();
    await door.checker.push();
    expect(server.log[0].visitor_name).toBe("Camille");
    expect(server.log[0].movement).toBe("in");
});

test("muted is kept", async () => {
    const door = await open();
    door.toggleSound();
    await animationFrame();
    expect(".coop-mute").toHaveAttribute("aria-pressed", "true");
    expect(browser.localStorage.getItem("coop_door_muted")).toBe("1");
});

test("a revoked link says so", async () => {
    const door = await open();
    door.state.shut = true;
    await animationFrame();
    expect(".coop-door-shut").toHaveText(/revoked/);
});

test("an answer does not stay for the next person", async () => {
    const door = await open();
    await door.scan("0420000000013");
    door.clear();
    await animationFrame();
    expect(".coop-door-answer").toHaveCount(0);
    expect(queryOne(".coop-door-idle")).toHaveText(/Welcome/);
});

test("without network the door says that a first visit may be forgiven later", async () => {
    const door = await open();
    door.checker.reasons.blocked = { ...door.checker.reasons.blocked, liftable: true };
    server.online = false;
    await door.scan("LOUVE-77");
    await animationFrame();
    expect(".coop-door-unsure").toHaveCount(1);
    // The next person reads nothing of it.
    await door.scan("0420000000013");
    await animationFrame();
    expect(".coop-door-unsure").toHaveCount(0);
});

test("with the network, what the server forgives is shown at once", async () => {
    const door = await open();
    server.list = [answer({ timelines: [[["", "ok"]], [["", "alert"]], [["", "ok"]]] })];
    await door.scan("LOUVE-77");
    await door.checker.push();
    await animationFrame();
    expect(".coop-door-answer").toHaveAttribute("data-code", "alert");
    expect(server.log.map((row) => [row.outcome, row.movement])).toEqual([
        ["refused", undefined],
        ["allowed", "in"],
    ]);
});

test("the number of people inside is known after a reload without network", async () => {
    const door = await open();
    door.keepInside(7);
    door.state.inside = 0;
    door.takeUpInside();
    expect(door.state.inside).toBe(7);
    const kept = JSON.stringify({ inside: 7, day: "2020-01-01" });
    browser.localStorage.setItem(door.insideKey, kept);
    door.takeUpInside();
    expect(door.state.inside).toBe(0);
});

test("a clock that is wrong is said, and does not decide", async () => {
    const door = await open();
    door.checker.state.skew = -3600 * 1000;
    await animationFrame();
    expect(".coop-door-clock").toHaveText(/clock of this tablet is wrong/);
});
