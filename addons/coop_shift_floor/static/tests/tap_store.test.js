import { expect, test } from "@odoo/hoot";
import { TapStore } from "@coop_shift_floor/core/tap_store";
import { newKey } from "@coop_shift_floor/core/tap_queue";
import { board } from "./floor_data";

test("taps of one shift, in order, after the page is gone", async () => {
    const name = `coop-floor-test-${newKey()}`;
    const store = new TapStore(name);
    expect(await store.taps(7)).toEqual([]);
    await store.keepTap({ key: "b", seq: 2, shift: 7 });
    await store.keepTap({ key: "a", seq: 1, shift: 7 });
    await store.keepTap({ key: "c", seq: 1, shift: 8 });
    const later = new TapStore(name);
    expect((await later.taps(7)).map((tap) => tap.key)).toEqual(["a", "b"]);
    await later.dropTaps(["a"]);
    await later.dropTaps([]);
    expect((await store.taps(7)).map((tap) => tap.key)).toEqual(["b"]);
});

test("how a shift looked last, until it is old", async () => {
    const store = new TapStore(`coop-floor-test-${newKey()}`);
    expect(await store.board(7)).toBe(undefined);
    await store.keepBoard(board({ now: 5 }));
    await store.dropBoards((one) => one.now < 5);
    expect((await store.board(7)).now).toBe(5);
    await store.dropBoards((one) => one.now < 6);
    expect(await store.board(7)).toBe(undefined);
});
