/**
 * May this person shop, on that day? The JavaScript mirror of rules/verdict.py: it reads a
 * timeline that the server computed, so it needs no server. Both are tested against the same
 * cases (static/tests/verdict_cases.js).
 *
 * A timeline is `[[fromDay, code], …]` with ISO days ("2026-12-21") in increasing order; ISO days
 * compare as strings. `reasons` is `{code: {allowed, liftable, …}}`.
 */

export const PASS = "pass";

/**
 * @param {[string, string][]} timeline
 * @param {string} day ISO day, local to the co-op
 * @param {Object<string, {allowed: boolean}>} reasons
 * @returns {{allowed: boolean, code: string, since: string, until: string|null, then: string|null}}
 * @throws {Error} when the timeline is empty or holds an unknown code
 */
export function verdictAt(timeline, day, reasons) {
    if (!timeline.length) {
        throw new Error("empty timeline");
    }
    let index = 0;
    while (index + 1 < timeline.length && timeline[index + 1][0] <= day) {
        index++;
    }
    const [since, code] = timeline[index];
    const [until, then] = timeline[index + 1] || [null, null];
    if (!(code in reasons)) {
        throw new Error(`unknown code: ${code}`);
    }
    return { allowed: reasons[code].allowed, code, since, until, then };
}

/** The same verdict, lifted by a one-day pass where the reason is one that a pass lifts. */
export function withPass(verdict, reasons) {
    if (verdict.allowed || !reasons[verdict.code].liftable) {
        return verdict;
    }
    return { ...verdict, allowed: true, code: PASS };
}

/** The local day, as an ISO string, of a moment in the co-op's time zone. */
export function localDay(moment, timeZone) {
    // en-CA writes dates as ISO does; Intl knows the time zone's own rules.
    return new Intl.DateTimeFormat("en-CA", {
        timeZone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
    }).format(moment);
}
