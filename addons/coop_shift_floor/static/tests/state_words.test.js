import { expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { look } from "@coop_shift_floor/core/state_words";

test("every state has its own icon and word: never colour alone", () => {
    allowTranslations();
    const states = ["present", "late", "absent", "excused", "half_excused", "replaced", "expected"];
    const looks = states.map(look);
    expect(new Set(looks.map(({ icon }) => icon)).size).toBe(states.length);
    expect(new Set(looks.map(({ word }) => `${word}`)).size).toBe(states.length);
});

test("neither a leave nor a bereavement is told", () => {
    allowTranslations();
    expect(`${look("waiting").word}`).toBe("Does not come today");
    expect(`${look("bereavement").word}`).toBe(`${look("excused").word}`);
});
