import { advanceTime, beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame, click, edit, press, queryOne, waitFor } from "@odoo/hoot-dom";
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
    server = { online: true, log: [], visits: [], list: [answer()] };
});

async function open() {
    await setupPosEnv();
    const ask = async (what, params) => {
        if (!server.online) {
            throw new Error("no network");
        }
        if (server.hangs) {
            return new Promise(() => {});
        }
        if (what === "log") {
            server.log.push(...params.rows);
            return { kept: params.rows.map((row) => row.uuid) };
        }
        if (what === "visit") {
            server.visits.push(params.code);
            return { forgiven: true };
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
    expect(server.visits).toEqual(["LOUVE-77"]);
});

test("whoever is looked up by name is no card at the door", async () => {
    const door = await open();
    await door.receive(door.checker.judge(18));
    await door.checker.push();
    expect(server.log.map((row) => row.outcome)).toEqual(["refused"]);
    expect(server.visits).toEqual([]);
});

test("whoever is looked up and might be forgiven is asked for the card", async () => {
    const door = await open();
    await door.receive(door.checker.judge(18));
    await animationFrame();
    expect(".coop-door-card-helps").toHaveCount(0);
    const { code } = door.state.answer;
    door.checker.reasons[code] = { ...door.checker.reasons[code], liftable: true };
    await door.receive(door.checker.judge(18));
    await animationFrame();
    expect(".coop-door-card-helps").toHaveCount(1);
    await door.scan("0420000000013");
    await animationFrame();
    expect(".coop-door-card-helps").toHaveCount(0);
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

test("the same card read twice counts once, after a mistake it counts again", async () => {
    const door = await open();
    await door.scan("0420000000013");
    await door.scan("0420000000013");
    await animationFrame();
    expect(".coop-door-moved").toHaveText("Counted in");
    await click(".coop-undo");
    await door.scan("0420000000013");
    await door.scan("0420000000013");
    door.last.at -= 11000;
    await door.scan("0420000000013");
    await door.checker.push();
    expect(server.log.map((row) => row.movement)).toEqual(["in", "undo_in", "in", "in"]);
});

test("a refusal read twice is written down once", async () => {
    const door = await open();
    await door.scan("LOUVE-77");
    await door.scan("LOUVE-77");
    await door.checker.push();
    expect(server.log.map((row) => row.outcome)).toEqual(["refused"]);
});

test("a scanner types into the field: Enter or Tab or nothing at the end, text before it", async () => {
    const door = await open();
    expect("#coop_door_query").toBeFocused();
    for (const [before, end] of [
        ["", "Enter"],
        ["dup", "Enter"],
        ["dup", "Tab"],
        ["", null],
    ]) {
        await click("#coop_door_query");
        await edit(before + "0420000000013");
        if (end) {
            await press(end);
        } else {
            await advanceTime(200);
        }
        await animationFrame();
        expect(".coop-door-name").toHaveText("Zoé Àjour");
        expect("#coop_door_query").toHaveValue("");
        expect("#coop_door_query").toBeFocused();
        await click(".coop-clear");
        await animationFrame();
    }
    // Behind a name, Tab is a Tab.
    await edit("dupont");
    await press("Tab");
    expect("#coop_door_query").not.toBeFocused();
    expect(door.state.answer).toBe(null);
});

test("a card that nobody has ends by a pause, too, and the next one is not joined to it", async () => {
    const door = await open();
    await edit("0429999999990");
    await advanceTime(600);
    await animationFrame();
    expect(".coop-door-answer").toHaveAttribute("data-code", "unknown_card");
    expect("#coop_door_query").toHaveValue("");
    await edit("0420000000013");
    await advanceTime(200);
    await animationFrame();
    expect(".coop-door-name").toHaveText("Zoé Àjour");
    await door.checker.push();
    expect(server.log.map((row) => row.code)).toEqual(["unknown_card", "ok"]);
});

test("a scan that stalls in the middle of a card is one card", async () => {
    const door = await open();
    for (const part of ["04200000", "00013"]) {
        for (const digit of part) {
            await press(digit);
        }
        await advanceTime(200);
    }
    await animationFrame();
    expect(".coop-door-name").toHaveText("Zoé Àjour");
    await door.checker.push();
    expect(server.log.map((row) => row.code)).toEqual(["ok"]);
});

test("somebody who types a number digit by digit is not interrupted", async () => {
    const door = await open();
    for (const digit of "042999999") {
        await press(digit);
        await advanceTime(200);
    }
    await advanceTime(600);
    expect(door.state.answer).toBe(null);
    expect("#coop_door_query").toHaveValue("042999999");
});

test("a card that nobody has, in the field, is an unknown card and is written down", async () => {
    const door = await open();
    await edit("0429999999990");
    await press("Enter");
    await animationFrame();
    expect(".coop-door-answer").toHaveAttribute("data-code", "unknown_card");
    await door.checker.push();
    expect(server.log.map((row) => [row.code, row.outcome])).toEqual([["unknown_card", "refused"]]);
});

test("a card scanned into the name of a visitor is a card", async () => {
    const door = await open();
    await click(".coop-visitor");
    await animationFrame();
    expect(".coop-door-visitor input").toBeFocused();
    await edit("Cam0420000000013");
    await press("Tab");
    await animationFrame();
    expect(".coop-door-name").toHaveText("Zoé Àjour");
    await click(".coop-clear");
    await animationFrame();
    expect(".coop-door-visitor input").toHaveValue("");
    await door.checker.push();
    expect(server.log.map((row) => row.code)).toEqual(["ok"]);
});

test("the former answer goes when somebody types the next name", async () => {
    const door = await open();
    await door.scan("0420000000013");
    await edit("arret");
    await animationFrame();
    expect(".coop-door-answer").toHaveCount(0);
    expect(".coop-door-result").toHaveCount(2);
    await edit("nobody");
    await press("Enter");
    expect(queryOne("#coop_door_query").selectionEnd).toBe(6);
});

test("whoever leaves is wished well, whatever the standing", async () => {
    const door = await open();
    await click(".coop-way-out");
    await door.scan("LOUVE-77");
    await animationFrame();
    expect(".coop-door-answer").toHaveClass("coop-tone-idle");
    expect(".coop-door-title").toHaveText("Goodbye");
    expect(".coop-door-answer").not.toHaveText(/Claire|office|Since/);
    await door.checker.push();
    expect(server.log.map((row) => [row.code, row.movement])).toEqual([["blocked", "out"]]);
});

test("a visitor leaves too", async () => {
    const door = await open();
    for (const way of ["in", "out"]) {
        await click(`.coop-way-${way}`);
        await click(".coop-visitor");
        await animationFrame();
        await edit("Camille");
        await press("Enter");
        await animationFrame();
    }
    await door.checker.push();
    expect(server.log.map((row) => [row.visitor_name, row.movement])).toEqual([
        ["Camille", "in"],
        ["Camille", "out"],
    ]);
});

test("a scan during the answer of the former one is kept", async () => {
    const door = await open();
    const first = door.scan("LOUVE-77");
    const second = door.scan("0420000000013");
    await Promise.all([first, second]);
    await animationFrame();
    expect(".coop-door-name").toHaveText("Zoé Àjour");
    await door.checker.push();
    expect(server.log.map((row) => [row.code, row.movement])).toEqual([
        ["blocked", undefined],
        ["ok", "in"],
    ]);
});

test("a server that does not answer is not waited for", async () => {
    const door = await open();
    door.checker.reasons.blocked = { ...door.checker.reasons.blocked, liftable: true };
    server.hangs = true;
    door.scan("LOUVE-77");
    await animationFrame();
    expect(".coop-door-unsure").toHaveCount(0);
    await advanceTime(4100);
    await animationFrame();
    expect(".coop-door-unsure").toHaveCount(1);
});

test("a photo that does not come leaves no gap", async () => {
    const door = await open();
    await door.scan("LOUVE-77");
    await animationFrame();
    expect(".coop-door-photo").toHaveCount(1);
    queryOne(".coop-door-photo").dispatchEvent(new Event("error"));
    await animationFrame();
    expect(".coop-door-photo").toHaveCount(0);
});

test("a clock that is wrong is said, and does not decide", async () => {
    const door = await open();
    door.checker.state.skew = -3600 * 1000;
    await animationFrame();
    expect(".coop-door-clock").toHaveText(/clock of this tablet is wrong/);
});
