import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { keepAwake } from "@coop_pos_check/door/awake";

definePosModels();

test("the screen stays on while the page is in sight, and again after it was left", () => {
    const page = new EventTarget();
    page.visibilityState = "visible";
    const lock = { request: async (what) => expect.step(what) };
    keepAwake(page, lock);
    expect.verifySteps(["screen"]);
    page.visibilityState = "hidden";
    page.dispatchEvent(new Event("visibilitychange"));
    expect.verifySteps([]);
    page.visibilityState = "visible";
    page.dispatchEvent(new Event("visibilitychange"));
    expect.verifySteps(["screen"]);
});

test("a browser without such a lock, or one that refuses, does no harm", async () => {
    keepAwake(document, undefined);
    keepAwake(document, { request: () => Promise.reject(new Error("battery low")) });
    await Promise.resolve();
    expect(document.visibilityState).not.toBe(undefined);
});
