import { expect, test } from "@odoo/hoot";
import { painted } from "@coop_pos_check/core/painted";

test("goes on after a frame, and where nothing is painted too", async () => {
    await painted();
    expect.step("painted");
    expect.verifySteps(["painted"]);
});
