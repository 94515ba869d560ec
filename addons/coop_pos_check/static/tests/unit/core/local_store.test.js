import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { LocalStore } from "@coop_pos_check/core/local_store";

test("keeps rows, replaces them by key and forgets them", async () => {
    const store = new LocalStore(`coop-store-${Math.random()}`);
    await store.change("persons", {
        put: [
            { id: 1, name: "a" },
            { id: 2, name: "b" },
        ],
    });
    await store.change("persons", { remove: [1], put: [{ id: 2, name: "c" }] });
    expect(await store.all("persons")).toEqual([{ id: 2, name: "c" }]);
    await store.change("persons", { clear: true, put: [{ id: 3 }] });
    expect(await store.all("persons")).toEqual([{ id: 3 }]);
});

test("a browser that keeps nothing gives nothing, without failing", async () => {
    const store = new LocalStore("coop-nothing");
    patchWithCleanup(store, {
        _open: async () => {
            throw new Error("not allowed here");
        },
    });
    await store.change("persons", { put: [{ id: 1 }] });
    expect(await store.all("persons")).toEqual([]);
});
