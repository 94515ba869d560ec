import { reactive } from "@odoo/owl";
import { ConnectionAbortedError, ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { omit } from "@web/core/utils/objects";

/** Taps sent in one message, as many as the server takes. */
const BATCH = 200;
/** Sentences that stay on the screen. */
const NOTICES = 4;
const SESSION_EXPIRED = 100;
const NOT_FOUND = 404;

export function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What an error of a message says of the way to the server. */
export function wayOf(error) {
    if (error instanceof ConnectionLostError || error instanceof ConnectionAbortedError) {
        return "cut";
    }
    const code = error instanceof RPCError ? error.code : 0;
    return { [SESSION_EXPIRED]: "signed_out", [NOT_FOUND]: "barred" }[code] || "trouble";
}

/**
 * The taps of one person on one shift: kept here first, sent once, in order, when the network is
 * there. The server knows each by its key, so that sending again writes nothing.
 */
export class TapQueue {
    /**
     * @param {Object} params
     * @param {import("./tap_store").TapStore} params.store
     * @param {number} params.shiftId
     * @param {(taps: Object[]) => Promise<Object>} params.send the server's answer:
     *     `{results: {key: {result, words}}, board}`, or `{other_user: true}`
     * @param {(board: Object) => void} [params.onBoard] the shift as the server sees it
     */
    constructor({ store, shiftId, send, onBoard }) {
        Object.assign(this, { store, shiftId, send, onBoard: onBoard || (() => {}) });
        this.seq = 0;
        this.sending = null;
        // `way`: ok, cut, signed_out, barred, other_user or trouble.
        this.state = reactive({ waiting: [], refused: [], notices: [], way: "ok", busy: false });
    }

    /** Take up what the browser kept. Never fails: an unreadable store is an empty one. */
    async load() {
        try {
            const taps = await this.store.taps(this.shiftId);
            this.seq = Math.max(this.seq, ...taps.map((tap) => tap.seq));
            this.state.refused = taps.filter((tap) => tap.words);
            this.state.waiting = taps.filter((tap) => !tap.words);
        } catch (error) {
            console.warn("What was tapped before could not be read.", error);
        }
    }

    /**
     * Keep a tap, and send it.
     *
     * @param {Object} what `kind` and what goes with it, see `rules/tap.py`
     * @returns {Promise<void>} when it is kept; sending goes on
     */
    async add(what) {
        const tap = { ...what, key: newKey(), at: Date.now(), shift: this.shiftId };
        tap.seq = ++this.seq;
        this.state.waiting.push(tap);
        await this._keep(tap);
        this.flush();
    }

    /** A tap that waits and was a mistake, before it was ever sent. */
    async takeBack(tap) {
        if (!this.state.busy) {
            this._forget([tap.key]);
        }
    }

    /** Send a refused tap anew: it is another tap, made now. */
    async again(tap) {
        const { kind, assignment, state, code, text } = tap;
        this.dismiss(tap);
        await this.add({ kind, assignment, state, code, text });
    }

    dismiss(tap) {
        this.state.refused = this.state.refused.filter((other) => other.key !== tap.key);
        return this._drop([tap.key]);
    }

    /** Send what waits. @returns {Promise<boolean>} whether nothing waits any more */
    flush() {
        const before = this.sending || Promise.resolve();
        const mine = before.then(() => this._flush());
        this.sending = mine;
        return mine;
    }

    async _flush() {
        this.state.busy = true;
        try {
            while (this.state.waiting.length) {
                const taps = this.state.waiting.slice(0, BATCH);
                const answer = await this.send(
                    taps.map((tap) => omit(tap, "words", "shift", "seq"))
                );
                if (answer.other_user) {
                    this.state.way = "other_user";
                    return false;
                }
                this.state.way = "ok";
                await this._settle(taps, answer);
            }
        } catch (error) {
            this.state.way = wayOf(error);
            return false;
        } finally {
            this.state.busy = false;
        }
        return true;
    }

    /** The server answered: what it took is forgotten here, what it refused is kept with why. */
    async _settle(taps, { results, board }) {
        const settled = taps.filter((tap) => results[tap.key]);
        if (!settled.length) {
            throw new Error("no answer to any tap");
        }
        const taken = [];
        for (const tap of settled) {
            const { result, words } = results[tap.key];
            if (result === "refused") {
                const refused = { ...tap, words };
                this.state.refused.push(refused);
                await this._keep(refused);
            } else {
                taken.push(tap.key);
                this._notice(words, result);
            }
        }
        // The board first: nobody is seen to change back and forth.
        this.onBoard(board);
        const keys = new Set(settled.map((tap) => tap.key));
        this.state.waiting = this.state.waiting.filter((tap) => !keys.has(tap.key));
        await this._drop(taken);
    }

    _notice(words, result) {
        if (words) {
            this.state.notices = [{ words, result, key: newKey() }, ...this.state.notices].slice(
                0,
                NOTICES
            );
        }
    }

    _forget(keys) {
        this.state.waiting = this.state.waiting.filter((tap) => !keys.includes(tap.key));
        return this._drop(keys);
    }

    async _keep(tap) {
        try {
            await this.store.keepTap(tap);
        } catch (error) {
            console.warn("A tap is kept in memory only.", error);
        }
    }

    async _drop(keys) {
        try {
            await this.store.dropTaps(keys);
        } catch (error) {
            console.warn("A tap that was sent is still kept; sending it again is harmless.", error);
        }
    }
}
