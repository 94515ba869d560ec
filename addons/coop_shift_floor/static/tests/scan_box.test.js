import { expect, test } from "@odoo/hoot";
import { click, edit, press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { ScanBox } from "@coop_shift_floor/floor/scan_box";
import { show } from "./floor_data";

const props = (more = {}) => ({
    scans: [],
    onScan: (code) => expect.step(code),
    onTakeBack: (tap) => expect.step(`not ${tap.code}`),
    ...more,
});

test("a number is typed", async () => {
    await show(ScanBox, props());
    await click("#coop_floor_code");
    await edit(" 42 ");
    await press("Enter");
    await animationFrame();
    expect("#coop_floor_code").toHaveValue("");
    await press("Enter");
    expect.verifySteps(["42"]);
});

test("what the camera sees; a camera that does not answer is told in words", async () => {
    const box = await show(ScanBox, props());
    box.state.camera = false;
    box.seen("0420000000013");
    box.failed();
    await animationFrame();
    expect(".coop-floor-trouble").toHaveText(/type the number/);
    expect.verifySteps(["0420000000013"]);
});

test("a card that waits for the network is removed", async () => {
    await show(ScanBox, props({ scans: [{ key: "k", code: "77" }] }));
    expect(".coop-floor-scans").toHaveText(/77 is added as soon as there is network/);
    await click(".coop-floor-scans button");
    expect.verifySteps(["not 77"]);
});
