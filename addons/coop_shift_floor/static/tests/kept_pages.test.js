import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { forgetOldScripts, forgetPhotos, keepThisPage } from "@coop_shift_floor/floor/kept_pages";

function fakeCaches(addresses) {
    const kept = new Set(addresses);
    const cache = {
        keys: async () => [...kept].map((url) => ({ url })),
        delete: async (request) => kept.delete(request.url),
    };
    patchWithCleanup(window, { caches: { open: async () => cache } });
    return { kept, cache };
}

test("the faces of a closed shift leave the phone, nothing else does", async () => {
    const { kept } = fakeCaches(["/my/shift/now", "/my/shift/7/photo/1", "/my/shift/8/photo/2"]);
    await forgetPhotos(7);
    expect([...kept]).toEqual(["/my/shift/now", "/my/shift/8/photo/2"]);
});

test("scripts of earlier versions go, the page and its scripts stay", async () => {
    const { kept, cache } = fakeCaches([
        "/my/shift/now",
        "/web/assets/1/a.js",
        "/web/assets/2/a.js",
    ]);
    await forgetOldScripts(cache, ["/my/shift/now", "/web/assets/2/a.js"]);
    expect([...kept]).toEqual(["/my/shift/now", "/web/assets/2/a.js"]);
});

test("a browser that keeps no pages needs the network", async () => {
    patchWithCleanup(window, { caches: undefined });
    expect(await keepThisPage()).toBe(false);
    await forgetPhotos(7);
});
