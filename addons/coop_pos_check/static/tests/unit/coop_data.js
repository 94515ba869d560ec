import { markRaw } from "@odoo/owl";
import { Checker } from "@coop_pos_check/core/checker";

const DAY = 24 * 3600 * 1000;

/** An ISO day some days from now (UTC, the time zone of these tests). */
export function day(days) {
    return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}

function reason(title, allowed, tone, liftable = false) {
    const icon = allowed ? "fa-check-circle" : "fa-times-circle";
    return { title, allowed, liftable, to_person: `${title}.`, to_member: "", icon, tone };
}

export const REASONS = {
    unknown_card: reason("Unknown card", false, "stop"),
    revoked_card: reason("Card replaced", false, "stop"),
    not_member: reason("Not a member", false, "stop"),
    blocked: reason("Please see the office", false, "stop"),
    alert: reason("Make-up due", true, "warn"),
    ok: reason("Up to date", true, "ok"),
};

/** What the server answers to the first pull. Ids 3 and 18 are partners of Odoo's test data. */
export function answer(more = {}) {
    return {
        full: true,
        gone: [],
        cursor: "epoch|2026-01-01 00:00:00",
        now: new Date().toISOString().slice(0, 19).replace("T", " "),
        tz: "UTC",
        reasons: REASONS,
        timelines: [
            [["", "ok"]],
            [
                [day(-3), "blocked"],
                [day(10), "ok"],
            ],
            [
                ["", "alert"],
                [day(1), "blocked"],
            ],
        ],
        persons: [
            [3, "Zoé Àjour", 12, ["0420000000013"], ["0420000000044"], 0, 0, [], false],
            [18, "Bruno Arrêt", 13, ["LOUVE-77"], [], 1, 0, [[day(-3), "", "See Claire."]], true],
            [900, "Anne-Lise Dupont-Retard", 14, [], [], 2, 0, [], false],
            [901, "Théo Arrêt", 0, ["0420000000037"], [], 1, 18, [], false],
        ],
        ...more,
    };
}

let serial = 0;

/** A checker that talks to nobody: `pulls` are the answers to give, `pushed` what it sent. */
export function makeChecker({ name, pulls = [answer()], online = true } = {}) {
    serial += 1;
    const log = { pushed: [], asked: [], online };
    const checker = new Checker({
        name: name || `coop-test-${Date.now()}-${serial}`,
        pull: async (cursor, ids) => {
            if (!log.online) {
                throw new Error("no network");
            }
            log.asked.push({ cursor, ids });
            return pulls.length > 1 ? pulls.shift() : pulls[0];
        },
        push: async (rows) => {
            if (!log.online) {
                throw new Error("no network");
            }
            log.pushed.push(...rows);
            return rows.map((row) => row.uuid);
        },
    });
    return { checker: markRaw(checker), log };
}

/** Switch the check on in a till of Odoo's unit tests. */
export async function switchOn(store, mode = "refuse") {
    const { checker, log } = makeChecker();
    await checker.refresh();
    store.config.coop_check_mode = mode;
    store.config.coop_max_age = 24;
    store.coopChecker = checker;
    return { checker, log };
}
