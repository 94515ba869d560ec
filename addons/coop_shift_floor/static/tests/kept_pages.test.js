import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { forgetPhotos, keepThisPage } from "@coop_shift_floor/floor/kept_pages";

function fakeCaches(addresses) {
    const kept = new Set(addresses);
    const cache = {
        keys: async () => [...kept].map((url) => ({ url })),
        delete: async (request) => kept.delete(request.url),
    };
    patchWithCleanup(window, { caches: { open: async () => cache } });
    return kept;
}

test("the faces of a closed shift leave the phone, nothing else does", async () => {
    const kept = fakeCaches(["/my/shift/now", "/my/shift/7/photo/1", "/my/shift/8/photo/2"]);
    await forgetPhotos(7);
    expect([...kept]).toEqual(["/my/shift/now", "/my/shift/8/photo/2"]);
});

test("a browser that keeps no pages needs the network", async () => {
    patchWithCleanup(window, { caches: undefined });
    expect(await keepThisPage()).toBe(false);
    await forgetPhotos(7);
});
