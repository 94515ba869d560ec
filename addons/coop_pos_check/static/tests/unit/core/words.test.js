import { expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { ageInWords, datesInWords, dayBefore, longDay } from "@coop_pos_check/core/words";

test("days are said in the reader's language", () => {
    expect(longDay("2026-12-21", "en_US")).toBe("December 21, 2026");
    expect(longDay("2026-12-21", "fr_FR")).toBe("21 décembre 2026");
});

test("the last day is the one before the next verdict begins", () => {
    expect(dayBefore("2027-01-01")).toBe("2026-12-31");
    expect(dayBefore("2026-03-01")).toBe("2026-02-28");
});

test("an allowed person reads until when, and what comes then", () => {
    allowTranslations();
    const answer = { allowed: true, since: "", until: "2026-12-21", thenTitle: "Suspended" };
    expect(datesInWords(answer, "en_US")).toEqual(["Until December 20, 2026, then: Suspended."]);
    expect(datesInWords({ allowed: true, since: "2020-01-01", until: null }, "en_US")).toEqual([]);
});

test("a refused person reads since when and until when", () => {
    allowTranslations();
    const answer = { allowed: false, since: "2026-12-21", until: "2026-12-31", thenTitle: "" };
    expect(datesInWords(answer, "en_US")).toEqual([
        "Since December 21, 2026.",
        "Until December 30, 2026.",
    ]);
});

test("the age of the list grows from minutes to hours", () => {
    allowTranslations();
    expect(ageInWords(null)).toInclude("not here yet");
    expect(ageInWords(1)).toInclude("up to the minute");
    expect(ageInWords(119)).toInclude("119 minutes");
    expect(ageInWords(120)).toInclude("2 hours");
    expect(ageInWords(121)).toInclude("2 hours");
});
