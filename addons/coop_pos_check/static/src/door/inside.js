import { browser } from "@web/core/browser/browser";

/** What one movement adds to the number of people inside. */
const WEIGHTS = { in: 1, out: -1, undo_in: -1, undo_out: 1 };
const KEPT = /^([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]+)$/;

/**
 * The number of people inside today: what the server counted, and what it does not know yet. It is
 * known after a reload too; a screen that stays on over midnight begins again at nobody.
 */
export class Inside {
    /** @param {{doorId: number, checker: Checker}} door whose log waits in `checker` */
    constructor({ doorId, checker }) {
        this.key = `coop_door_inside_${doorId}`;
        this.checker = checker;
        this.counted = { day: "", number: 0 };
    }

    takeUp() {
        const [, day, number] = KEPT.exec(browser.localStorage.getItem(this.key)) || [];
        this.counted = { day: day || "", number: Number(number || 0) };
    }

    /** What the server counted. */
    keep(number) {
        const day = this.checker.today();
        this.counted = { day, number };
        browser.localStorage.setItem(this.key, `${day} ${number}`);
    }

    get number() {
        const today = this.checker.today();
        const { day, number } = this.counted;
        const more = [...this.checker.waiting.values()]
            .filter((row) => row.day === today)
            .reduce((sum, row) => sum + (WEIGHTS[row.movement] || 0), 0);
        return Math.max(0, (day === today ? number : 0) + more);
    }
}
