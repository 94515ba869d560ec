import { expect, test } from "@odoo/hoot";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { TapQueue, newKey, wayOf } from "@coop_shift_floor/core/tap_queue";
import { FakeServer, MemoryStore } from "./floor_data";

function makeQueue(server, store = new MemoryStore()) {
    const queue = new TapQueue({ store, shiftId: 7, send: async (taps) => server.take(taps) });
    return { queue, store };
}

function mark(assignment, state) {
    return { kind: "attendance", assignment, state };
}

test("a tap is sent at once, and forgotten", async () => {
    const server = new FakeServer();
    const { queue, store } = makeQueue(server);
    await queue.add(mark(1, "late"));
    expect(await queue.flush()).toBe(true);
    expect(server.board.people[0].state).toBe("late");
    expect(store.kept.size).toBe(0);
});

test("without network taps are kept, outlive the page, and go in order, once", async () => {
    const server = new FakeServer();
    server.online = false;
    const { queue, store } = makeQueue(server);
    for (const state of ["absent", "late", "present"]) {
        await queue.add(mark(1, state));
    }
    expect(await queue.flush()).toBe(false);
    expect(queue.state.way).toBe("cut");
    const { queue: reloaded } = makeQueue(server, store);
    await reloaded.load();
    expect(reloaded.state.waiting.map((tap) => tap.state)).toEqual(["absent", "late", "present"]);
    server.online = true;
    await Promise.all([reloaded.flush(), reloaded.flush()]);
    expect(server.got.length).toBe(3);
    expect(server.board.people[0].state).toBe("present");
    expect(reloaded.state.way).toBe("ok");
    expect(store.kept.size).toBe(0);
});

test("an answer that was lost: the tap is sent again under the same key", async () => {
    const server = new FakeServer();
    const { queue } = makeQueue(server);
    const send = queue.send;
    queue.send = async (taps) => {
        await send(taps);
        throw new ConnectionLostError();
    };
    await queue.add(mark(1, "late"));
    expect(await queue.flush()).toBe(false);
    queue.send = send;
    expect(await queue.flush()).toBe(true);
    expect(new Set(server.got).size).toBe(1);
    expect(server.known.size).toBe(1);
});

test("a refused tap is kept with the reason, after a reload too, until it was read", async () => {
    const server = new FakeServer();
    server.refuse = (tap) => (tap.assignment === 1 ? "This shift is cancelled." : "");
    const { queue, store } = makeQueue(server);
    await queue.add(mark(1, "late"));
    await queue.add(mark(2, "late"));
    await queue.flush();
    expect(server.board.people.map((one) => one.state)).toEqual(["expected", "late"]);
    const { queue: reloaded } = makeQueue(server, store);
    await reloaded.load();
    expect(reloaded.state.waiting).toEqual([]);
    expect(reloaded.state.refused.map((tap) => tap.words)).toEqual(["This shift is cancelled."]);
    server.refuse = () => "";
    await reloaded.again(reloaded.state.refused[0]);
    await reloaded.flush();
    expect(server.board.people[0].state).toBe("late");
    expect(server.known.size).toBe(3);
    expect(store.kept.size).toBe(0);
});

test("somebody else is signed in: nothing is sent in their name", async () => {
    const server = new FakeServer();
    const { queue, store } = makeQueue(server);
    queue.send = async () => ({ other_user: true });
    await queue.add(mark(1, "late"));
    expect(await queue.flush()).toBe(false);
    expect(queue.state.way).toBe("other_user");
    expect(store.kept.size).toBe(1);
});

test("a tap that waits is taken back", async () => {
    const server = new FakeServer();
    server.online = false;
    const { queue, store } = makeQueue(server);
    await queue.add({ kind: "scan", code: "42" });
    await queue.flush();
    await queue.takeBack(queue.state.waiting[0]);
    expect(queue.state.waiting).toEqual([]);
    expect(store.kept.size).toBe(0);
});

test("a browser that keeps nothing still sends", async () => {
    const server = new FakeServer();
    const broken = async () => {
        throw new Error("full disk");
    };
    const store = { taps: broken, keepTap: broken, dropTaps: broken };
    const { queue } = makeQueue(server, store);
    await queue.load();
    await queue.add(mark(1, "late"));
    expect(await queue.flush()).toBe(true);
    expect(server.board.people[0].state).toBe("late");
});

test("words for every way a message can fail", () => {
    const coded = (code) => Object.assign(new RPCError(), { code });
    expect(wayOf(new ConnectionLostError())).toBe("cut");
    expect(wayOf(coded(100))).toBe("signed_out");
    expect(wayOf(coded(404))).toBe("barred");
    expect(wayOf(coded(0))).toBe("trouble");
    expect(wayOf(new Error("?"))).toBe("trouble");
});

test("keys are long and never the same", () => {
    const keys = new Set(Array.from({ length: 100 }, newKey));
    expect(keys.size).toBe(100);
    expect([...keys].every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
});
