import { expect, test } from "@odoo/hoot";
import { click, queryText } from "@odoo/hoot-dom";
import { SentLine } from "@coop_shift_floor/floor/sent_line";
import { show } from "./floor_data";

const props = (sent) => ({
    sent: { waiting: [], refused: [], notices: [], way: "ok", ...sent },
    onRetry: () => expect.step("retry"),
    onAgain: (tap) => expect.step(`again ${tap.key}`),
    onDismiss: (tap) => expect.step(`read ${tap.key}`),
});

test("every way has its own words", async () => {
    const ways = ["ok", "cut", "signed_out", "barred", "other_user", "trouble"];
    const words = new Set();
    for (const way of ways) {
        await show(SentLine, props({ way }));
        words.add(queryText(".coop-floor-sent:last"));
    }
    expect(words.size).toBe(ways.length);
});

test("what waits is counted, and may be tried now", async () => {
    await show(SentLine, props({ way: "cut", waiting: [{}, {}] }));
    expect(".coop-floor-waiting").toHaveText(/2 to send/);
    await click(".coop-floor-retry");
    expect.verifySteps(["retry"]);
});

test("what was refused says what and why, until it was read", async () => {
    const tap = { key: "k", kind: "attendance", state: "late", words: "This shift is cancelled." };
    await show(SentLine, props({ refused: [tap] }));
    expect(".coop-floor-refused").toHaveText(/Late[\s\S]*This shift is cancelled\./);
    expect(".coop-floor-to-refused").toHaveText("1 not taken");
    expect(".coop-floor-to-refused").toHaveAttribute("href", "#coop_floor_refused");
    await click(".coop-floor-again");
    await click(".coop-floor-read");
    expect.verifySteps(["again k", "read k"]);
});

test("signed out: a way to sign in", async () => {
    await show(SentLine, props({ way: "signed_out", waiting: [{}] }));
    expect(".coop-floor-sent a").toHaveAttribute("href", "/web/login?redirect=/my/shift/now");
});
