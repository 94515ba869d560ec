import { reactive } from "@odoo/owl";
import { localDay, withPass } from "@coop_membership/verdict";
import { LocalStore } from "./local_store";
import { PersonDirectory, unpack } from "./person_directory";

/** Checks sent in one call. */
const BATCH = 100;
/** Time between two pulls when nobody rings, in milliseconds. */
const PULL_EVERY = 5 * 60 * 1000;
/** A clock that goes back by more than that (milliseconds) was set back by somebody. */
const SET_BACK = 30 * 1000;

export function newUuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** The server's way of writing a moment (UTC). */
export function serialiseMoment(ms) {
    return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

function parseMoment(text) {
    return Date.parse(text.replace(" ", "T") + "Z");
}

/**
 * Judges persons without the network, and keeps what it needs for that: the list, refreshed when
 * the network is there, and the log, sent when the network is there. Used by till and door.
 */
export class Checker {
    /**
     * @param {Object} params
     * @param {string} params.name of the local store
     * @param {(cursor: string|null, ids: number[]) => Promise<Object>} params.pull
     * @param {(rows: Object[]) => Promise<string[]>} params.push
     */
    constructor({ name, pull, push }) {
        this.askServer = pull;
        this.tellServer = push;
        this.store = new LocalStore(name);
        this.directory = new PersonDirectory();
        this.reasons = {};
        this.tz = "UTC";
        this.cursor = null;
        this.waiting = new Map();
        // Written down since this page was opened, and how far the clock had jumped ahead by then.
        this.fresh = new Map();
        this.ahead = 0;
        this.ticks = { date: Date.now(), passed: performance.now() };
        this.pulling = null;
        this.pushing = null;
        // What a screen shows; `version` grows whenever an answer may have changed.
        this.state = reactive({ version: 0, listAt: 0, skew: 0, size: 0, waiting: 0 });
    }

    // ------------------------------------------------------------------ life

    /** Take up what the browser kept. Never fails: an unreadable store is an empty one. */
    async load() {
        try {
            const [persons, [meta], checks] = await Promise.all([
                this.store.all("persons"),
                this.store.all("meta"),
                this.store.all("checks"),
            ]);
            if (meta) {
                this.directory.put(persons);
                this._take(meta);
            }
            checks.forEach((check) => this.waiting.set(check.uuid, check));
            this.state.waiting = this.waiting.size;
        } catch (error) {
            console.warn("The local list could not be read; it is loaded anew.", error);
        }
    }

    /** Pull and push now and then until `stop()`. */
    start() {
        this.timer = setInterval(() => this.refresh(), PULL_EVERY);
        return this.refresh();
    }

    stop() {
        clearInterval(this.timer);
    }

    /**
     * First the list, which tells the right time, then the log.
     *
     * @returns {Promise<boolean>} whether the server answered
     */
    async refresh() {
        const pulled = await this.pull();
        await this.push();
        return pulled;
    }

    /** The right to check was taken away: keep nobody's name, but what was not sent yet. */
    async forget() {
        this.directory.clear();
        this.cursor = null;
        Object.assign(this.state, { listAt: 0, size: 0, version: this.state.version + 1 });
        for (const store of ["persons", "meta"]) {
            await this.store.change(store, { clear: true }).catch(() => {});
        }
    }

    // ------------------------------------------------------------------ the list

    /** @returns {Promise<boolean>} whether the list is fresh now; false without network */
    pull(ids = []) {
        const before = this.pulling || Promise.resolve();
        const mine = before.then(() => this._pull(ids)).catch(() => false);
        this.pulling = mine;
        return mine;
    }

    async _pull(ids) {
        const asked = Date.now();
        const answer = await this.askServer(this.cursor, ids);
        if (!answer?.cursor) {
            return false;
        }
        const persons = unpack(answer);
        const meta = {
            key: "list",
            cursor: answer.cursor,
            reasons: answer.reasons,
            tz: answer.tz,
            listAt: parseMoment(answer.now),
            // The answer is at most as old as the question: half way is the best guess.
            skew: Math.round((asked + Date.now()) / 2) - parseMoment(answer.now),
        };
        if (answer.full) {
            this.directory.clear();
        }
        this.directory.remove(answer.gone);
        this.directory.put(persons);
        this._take(meta);
        await this._keep(answer, persons, meta);
        return true;
    }

    _take(meta) {
        this._correctLog(meta.skew - this.state.skew);
        this.cursor = meta.cursor;
        this.reasons = meta.reasons;
        this.tz = meta.tz;
        this.directory.warm();
        Object.assign(this.state, {
            listAt: meta.listAt,
            skew: meta.skew,
            size: this.directory.size,
            version: this.state.version + 1,
        });
    }

    /**
     * Rows that wait were dated by a clock that turns out to have been wrong by so much more. What
     * it jumped ahead by after a row was written does not concern that row.
     */
    _correctLog(more) {
        for (const row of this.waiting.values()) {
            if (this.fresh.has(row.uuid)) {
                const since = Math.min(this.ahead - this.fresh.get(row.uuid), Math.max(more, 0));
                row.at = serialiseMoment(parseMoment(row.at) - more + since);
                row.skew += Math.round((more - since) / 1000);
            }
        }
    }

    async _keep(answer, persons, meta) {
        try {
            const put = persons.map((person) => ({ ...person, words: undefined }));
            await this.store.change("persons", { clear: answer.full, remove: answer.gone, put });
            await this.store.change("meta", { put: [meta] });
        } catch (error) {
            console.warn("The list could not be kept in this browser.", error);
        }
    }

    // ------------------------------------------------------------------ time

    /**
     * Now by the server's clock, as far as this device can tell: never before its last word, even
     * when a dead battery put the device back to 1970.
     */
    now() {
        this._watchClock();
        return Math.max(Date.now() - this.state.skew, this.state.listAt);
    }

    /**
     * Somebody sets the clock back while the page is open: time goes on as before. A clock that is
     * ahead of the page's own time may be set ahead, or the device slept: the server will tell.
     */
    _watchClock() {
        const ticks = { date: Date.now(), passed: performance.now() };
        const back = ticks.passed - this.ticks.passed - (ticks.date - this.ticks.date);
        this.ticks = ticks;
        if (back > SET_BACK) {
            this.state.skew -= back;
            this.fresh.clear();
        } else if (back < -SET_BACK) {
            this.ahead -= back;
        }
    }

    /** The co-op's day, worked out once a minute: asking the time zone's rules takes long. */
    today() {
        const minute = `${this.tz} ${Math.floor(this.now() / 60000)}`;
        if (this.dayOf?.minute !== minute) {
            this.dayOf = { minute, day: localDay(new Date(this.now()), this.tz) };
        }
        return this.dayOf.day;
    }

    /** Age of the list in minutes; `null` when there is none yet. */
    age() {
        return this.state.listAt
            ? Math.max(0, Math.floor((this.now() - this.state.listAt) / 60000))
            : null;
    }

    get ready() {
        return Boolean(this.state.listAt);
    }

    // ------------------------------------------------------------------ answers

    /**
     * May this person shop, now?
     *
     * @param {boolean} buysPass whether they are buying a pass until midnight
     * @returns {Object} the verdict with its words and whose standing it is
     */
    judge(personId, name = "", buysPass = false) {
        const day = this.today();
        const person = this.directory.get(personId);
        const alone = this.directory.verdict(personId, day, this.reasons);
        const verdict = buysPass ? withPass(alone, this.reasons) : alone;
        return {
            ...this.say(verdict),
            partnerId: personId,
            name: person?.name || name,
            number: person?.number || 0,
            known: Boolean(person),
            photo: Boolean(person?.photo),
            standingOf: this.directory.get(person?.of)?.name || "",
            standingOfId: person?.of || 0,
            messages: verdict.allowed ? [] : this.directory.messages(personId, day),
        };
    }

    /** The answer to a scanned card: the person's, or that the card is unknown or revoked. */
    judgeCard(code) {
        const found = this.directory.findCard(code);
        if (!found) {
            return this.say({ code: "unknown_card", allowed: false });
        }
        const answer = this.judge(found.person.id);
        return found.revoked
            ? { ...answer, ...this.say({ code: "revoked_card", allowed: false }) }
            : answer;
    }

    /** A verdict with its words. */
    say(verdict) {
        const { title, to_person: sentence, icon, tone } = this.reasons[verdict.code];
        const then = verdict.then ? this.reasons[verdict.then] : null;
        return {
            since: "",
            until: null,
            ...verdict,
            title,
            sentence,
            icon,
            tone,
            thenTitle: then?.title || "",
            thenAllowed: Boolean(then?.allowed),
        };
    }

    // ------------------------------------------------------------------ the log

    /**
     * Write a decision down, here first, and send it when the network is there.
     *
     * @param {Object} answer see `judge`
     * @param {Object} more what else the log keeps, `outcome` at least
     * @returns {Object} the row
     */
    record(answer, more) {
        const row = {
            uuid: newUuid(),
            at: serialiseMoment(this.now()),
            data_age: this.age() || 0,
            skew: Math.round(this.state.skew / 1000),
            partner_id: answer.partnerId || 0,
            standing_of_id: answer.standingOfId || 0,
            code: answer.code,
            allowed: answer.allowed,
            ...more,
        };
        this.waiting.set(row.uuid, row);
        this.fresh.set(row.uuid, this.ahead);
        this.state.waiting = this.waiting.size;
        this.store
            .change("checks", { put: [row] })
            .catch((error) => console.warn("A check is kept in memory only.", error));
        this.push();
        return row;
    }

    /** Send what waits. @returns {Promise<boolean>} whether nothing waits any more */
    push() {
        const before = this.pushing || Promise.resolve();
        const mine = before.then(() => this._push()).catch(() => false);
        this.pushing = mine;
        return mine;
    }

    async _push() {
        while (this.waiting.size) {
            const rows = [...this.waiting.values()].slice(0, BATCH);
            const kept = await this.tellServer(rows);
            if (!kept?.length) {
                return false;
            }
            for (const uuid of kept) {
                this.waiting.delete(uuid);
                this.fresh.delete(uuid);
            }
            this.state.waiting = this.waiting.size;
            await this.store.change("checks", { remove: kept }).catch(() => {});
        }
        return true;
    }
}
