import { advanceTime, expect, getFixture, test } from "@odoo/hoot";
import { EventBus } from "@odoo/owl";
import { pauseEndsScan } from "@coop_pos_check/core/pause_ends_scan";

/** Odoo's hidden field of a scanner on Android, and what was scanned. */
function listen() {
    const field = document.createElement("input");
    field.className = "o-barcode-input";
    getFixture().append(field);
    const bus = new EventBus();
    const scanned = [];
    bus.addEventListener("barcode_scanned", ({ detail }) => scanned.push(detail.barcode));
    const stop = pauseEndsScan(bus, getFixture());
    const type = (text) => {
        field.value += text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    return { field, scanned, stop, type };
}

test("a scanner whose keys have no name and that sends no Enter: a pause ends its scan", async () => {
    const { field, scanned, type } = listen();
    for (const code of ["0420000000013", "LOUVE-77"]) {
        [...code].forEach(type);
        await advanceTime(200);
    }
    expect(scanned).toEqual(["0420000000013", "LOUVE-77"]);
    expect(field.value).toBe("");
});

test("what Odoo's service took out of the field is not scanned twice", async () => {
    const { field, scanned, type } = listen();
    type("0420000000013");
    field.value = "";
    await advanceTime(200);
    type("42");
    await advanceTime(200);
    expect(scanned).toEqual([]);
});

test("a page that is left listens no more", async () => {
    const { scanned, stop, type } = listen();
    stop();
    type("0420000000013");
    await advanceTime(200);
    expect(scanned).toEqual([]);
});
