import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { play } from "@coop_pos_check/door/sounds";
import { REASONS } from "../coop_data";

definePosModels();

test("a tablet that cannot play goes on without", () => {
    class BrokenContext {
        constructor() {
            throw new Error("too many sounds");
        }
    }
    patchWithCleanup(window, { AudioContext: BrokenContext });
    patchWithCleanup(console, { warn: (what) => expect.step(what) });
    play("ok");
    expect.verifySteps(["No sound."]);
});

test("sounds: none where the browser has none, one per tone otherwise", () => {
    patchWithCleanup(window, { AudioContext: undefined, webkitAudioContext: undefined });
    play("ok");
    const frequencies = [];
    class FakeContext {
        currentTime = 0;
        destination = {};
        createOscillator() {
            const frequency = {};
            return {
                frequency,
                connect() {},
                start: () => frequencies.push(frequency.value),
                stop() {},
            };
        }
        close() {}
    }
    patchWithCleanup(window, { AudioContext: FakeContext });
    for (const { tone } of Object.values(REASONS)) {
        play(tone);
    }
    play("idle");
    expect(new Set(frequencies)).toEqual(new Set([220, 880, 660, 1320]));
});
