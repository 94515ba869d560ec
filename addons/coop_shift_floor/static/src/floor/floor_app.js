import { Component, markRaw, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { rpc } from "@web/core/network/rpc";
import { useBus, useService } from "@web/core/utils/hooks";
import { counts, unsaid, withTaps } from "@coop_shift_floor/core/shift_board";
import { TapQueue, newKey, wayOf } from "@coop_shift_floor/core/tap_queue";
import { TapStore } from "@coop_shift_floor/core/tap_store";
import { forgetPhotos } from "@coop_shift_floor/floor/kept_pages";
import { PersonCard } from "@coop_shift_floor/floor/person_card";
import { ScanBox } from "@coop_shift_floor/floor/scan_box";
import { SentLine } from "@coop_shift_floor/floor/sent_line";

/** Time between two looks at what other phones said, in milliseconds. */
const LOOK_EVERY = 20000;
/** A question without an answer for that long is a cut network. */
const PATIENCE = 20000;
/** Seconds after which a phone forgets how a shift looked. */
const A_WEEK = 7 * 24 * 3600;
const DEVICE = "coop_floor_device";

function deviceName() {
    const name = browser.localStorage.getItem(DEVICE) || newKey();
    browser.localStorage.setItem(DEVICE, name);
    return name;
}

/** One shift on its coordinator's phone. */
export class FloorApp extends Component {
    static template = "coop_shift_floor.FloorApp";
    static components = { PersonCard, ScanBox, SentLine };
    static props = {
        info: Object,
        ask: { type: Function, optional: true },
        store: { type: Object, optional: true },
    };

    setup() {
        const { shiftId, userId, db } = this.props.info;
        this.ask = this.props.ask || this.askServer;
        this.store = markRaw(this.props.store || new TapStore(`coop-floor-${db}-${userId}`));
        this.queue = markRaw(
            new TapQueue({
                store: this.store,
                shiftId,
                send: (taps) => this.sendTaps(taps),
                onBoard: (board) => this.take(board),
            })
        );
        this.sent = useState(this.queue.state);
        this.state = useState({ board: null, closing: false, note: null, said: "" });
        this.listen();
        onWillStart(() => this.begin());
    }

    listen() {
        useBus(useService("barcode").bus, "barcode_scanned", (ev) => this.scan(ev.detail.barcode));
        const look = () => document.visibilityState !== "hidden" && this.look();
        const timer = setInterval(look, LOOK_EVERY);
        browser.addEventListener("online", look);
        document.addEventListener("visibilitychange", look);
        onWillUnmount(() => {
            clearInterval(timer);
            browser.removeEventListener("online", look);
            document.removeEventListener("visibilitychange", look);
        });
    }

    /** What the phone kept comes first: the page works before the network answers. */
    async begin() {
        await this.queue.load();
        this.state.board = (await this.store.board(this.props.info.shiftId)) || null;
        const looked = this.look();
        if (!this.state.board) {
            await looked;
        }
        const old = Date.now() / 1000 - A_WEEK;
        await this.store.dropBoards((board) => board.now < old).catch(() => {});
    }

    // ------------------------------------------------------------------ the server

    async askServer(what, params) {
        const asked = rpc(`/my/shift/${this.props.info.shiftId}/${what}`, params, { silent: true });
        const timer = setTimeout(() => asked.abort(), PATIENCE);
        return asked.finally(() => clearTimeout(timer));
    }

    sendTaps(taps) {
        const { userId } = this.props.info;
        const device = deviceName();
        return this.ask("taps", { user_id: userId, taps, sent_at: Date.now(), device });
    }

    /** Send what waits; when nothing does, see what other phones said. */
    async look() {
        if (this.sent.waiting.length) {
            return this.queue.flush();
        }
        try {
            const board = await this.ask("board", {});
            this.sent.way = "ok";
            if (!this.sent.waiting.length) {
                this.take(board);
            }
        } catch (error) {
            this.sent.way = wayOf(error);
        }
    }

    take(board) {
        this.state.board = board;
        this.store.keepBoard(board).catch(() => {});
        if (board.state === "closed" && !this.sent.waiting.length) {
            forgetPhotos(board.id);
        }
    }

    // ------------------------------------------------------------------ what is shown

    get board() {
        return this.state.board && withTaps(this.state.board, this.sent.waiting);
    }

    get open() {
        const { state, closing } = this.board;
        return state === "planned" && !closing;
    }

    get counts() {
        return counts(this.board);
    }

    // ------------------------------------------------------------------ what is tapped

    say(person, state, code = "") {
        return this.queue.add({ kind: "attendance", assignment: person.id, state, code });
    }

    note(person, text) {
        return this.queue.add({ kind: "note", assignment: person.id, text });
    }

    scan(code) {
        if (this.board && this.open) {
            return this.queue.add({ kind: "scan", code });
        }
    }

    async allPresent() {
        for (const person of unsaid(this.board)) {
            await this.say(person, "present");
        }
    }

    writeNote() {
        this.state.note = this.board.note;
    }

    async keepNote() {
        const text = this.state.note.trim();
        this.state.note = null;
        if (text !== this.board.note) {
            await this.queue.add({ kind: "shift_note", text });
        }
    }

    async close() {
        this.state.closing = false;
        await this.queue.add({ kind: "close" });
    }
}
