import { Component, markRaw, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { useBus, useService } from "@web/core/utils/hooks";
import { Checker } from "@coop_pos_check/core/checker";
import { ageInWords, datesInWords } from "@coop_pos_check/core/words";
import { play } from "@coop_pos_check/door/sounds";

/** An answer stays on the screen that long: the next person is not to read it. */
const SHOWN = 20000;
const MUTED = "coop_door_muted";
/** What one movement adds to the number of people inside. */
const WEIGHTS = { in: 1, out: -1, undo_in: -1, undo_out: 1 };

/** The tablet at the door: who comes in, may they, and how many are inside. */
export class DoorApp extends Component {
    static template = "coop_pos_check.DoorApp";
    static props = { info: Object, ask: { type: Function, optional: true } };

    setup() {
        this.ask = this.props.ask || this.askServer;
        this.checker = markRaw(this.makeChecker());
        this.list = useState(this.checker.state);
        this.state = useState({
            answer: null,
            inside: 0,
            minute: 0,
            movement: null,
            muted: browser.localStorage.getItem(MUTED) === "1",
            notice: "",
            query: "",
            results: [],
            shut: false,
            unsure: false,
            visitor: null,
            way: "in",
        });
        useBus(useService("barcode").bus, "barcode_scanned", (ev) => this.scan(ev.detail.barcode));
        onWillStart(() => this.begin());
        const timer = setInterval(() => this.state.minute++, 60000);
        const refresh = () => this.checker.refresh();
        browser.addEventListener("online", refresh);
        onWillUnmount(() => {
            clearInterval(timer);
            clearTimeout(this.clearing);
            browser.removeEventListener("online", refresh);
            this.checker.stop();
        });
    }

    async begin() {
        await this.checker.load();
        this.takeUpInside();
        const pulled = this.checker.start();
        if (!this.checker.ready) {
            await pulled;
        }
    }

    // ------------------------------------------------------------------ the server

    makeChecker() {
        const { doorId, db } = this.props.info;
        return new Checker({
            name: `coop-door-${doorId}-${db}`,
            pull: (cursor, ids) => this.ask("list", { cursor, partner_ids: ids }),
            push: async (rows) => (await this.ask("log", { rows }))?.kept,
        });
    }

    async askServer(what, params) {
        const answer = await rpc(`/coop/door/${what}`, params, { silent: true });
        this.state.shut = Boolean(answer.shut);
        if (answer.shut) {
            await this.checker.forget();
        }
        if ("inside" in answer) {
            this.keepInside(answer.inside);
        }
        return answer.shut ? null : answer;
    }

    /** How many are inside is known after a reload too, until the day is over. */
    keepInside(inside) {
        this.state.inside = inside;
        const kept = JSON.stringify({ inside, day: this.checker.today() });
        browser.localStorage.setItem(this.insideKey, kept);
    }

    get insideKey() {
        return `coop_door_inside_${this.props.info.doorId}`;
    }

    takeUpInside() {
        const kept = JSON.parse(browser.localStorage.getItem(this.insideKey) || "{}");
        this.state.inside = kept.day === this.checker.today() ? kept.inside : 0;
    }

    // ------------------------------------------------------------------ what is shown

    get dates() {
        return datesInWords(this.state.answer, this.props.info.lang);
    }

    get age() {
        return this.state.minute >= 0 && this.list.version >= 0 && this.checker.age();
    }

    get ageWords() {
        return ageInWords(this.age);
    }

    get isOld() {
        const limit = this.props.info.maxAge * 60;
        return this.age === null || (limit > 0 && this.age > limit);
    }

    /** By how many minutes the clock of the tablet is wrong, when it is worth a word. */
    get clockOff() {
        const minutes = Math.round(this.list.skew / 60000);
        return Math.abs(minutes) > 5 ? minutes : 0;
    }

    /** People inside: what the server counted, and what it does not know yet. */
    get inside() {
        const waiting = this.list.waiting ? [...this.checker.waiting.values()] : [];
        const more = waiting.reduce((sum, row) => sum + (WEIGHTS[row.movement] || 0), 0);
        return Math.max(0, this.state.inside + more);
    }

    get photo() {
        const { partnerId, photo } = this.state.answer;
        return photo && navigator.onLine ? `/coop/door/photo/${partnerId}` : "";
    }

    toggleSound() {
        this.state.muted = !this.state.muted;
        browser.localStorage.setItem(MUTED, this.state.muted ? "1" : "0");
    }

    // ------------------------------------------------------------------ who is at the door

    scan(code) {
        if (this.checker.ready) {
            return this.receive(this.checker.judgeCard(code));
        }
    }

    search() {
        this.state.results = this.checker.directory
            .search(this.state.query, 8)
            .map((person) => this.checker.judge(person.id));
    }

    /** Enter in the search field: a card typed by hand, or the only person found. */
    submit() {
        const text = this.state.query.trim();
        const card = text && this.checker.directory.findCard(text);
        this.search();
        if (card) {
            return this.scan(text);
        }
        if (this.state.results.length === 1) {
            return this.receive(this.state.results[0]);
        }
        if (text && !this.state.results.length) {
            this.clear();
            this.state.notice = _t("Nobody found. Try another spelling, the number or the card.");
        }
    }

    /** Somebody is at the door. */
    async receive(answer) {
        this.show(answer);
        if (this.state.way === "out") {
            this.move("out", answer);
        } else if (answer.allowed) {
            this.move("in", answer);
        } else {
            this.checker.record(answer, { outcome: "refused" });
            await this.askForgiveness(answer);
        }
    }

    /** The co-op's rules may forgive a first visit: the server knows, when it can be reached. */
    async askForgiveness(answer) {
        if (!answer.partnerId || answer.code === "revoked_card") {
            return;
        }
        const told = (await this.checker.push()) && (await this.checker.pull([answer.partnerId]));
        const stillHere = this.state.answer?.partnerId === answer.partnerId;
        if (!stillHere) {
            return;
        }
        const again = this.checker.judge(answer.partnerId);
        if (!told) {
            this.state.unsure = Boolean(this.checker.reasons[answer.code]?.liftable);
        } else if (again.allowed) {
            this.show(again);
            this.move("in", again);
        }
    }

    show(answer) {
        this.forgetAnswer();
        Object.assign(this.state, { answer, query: "", results: [] });
        if (!this.state.muted) {
            play(answer.tone);
        }
        clearTimeout(this.clearing);
        this.clearing = setTimeout(() => this.clear(), SHOWN);
    }

    clear() {
        this.forgetAnswer();
    }

    forgetAnswer() {
        Object.assign(this.state, { answer: null, movement: null, notice: "", unsure: false });
    }

    // ------------------------------------------------------------------ in and out

    move(movement, answer, more = {}) {
        const outcome = answer.allowed ? "allowed" : "refused";
        this.checker.record(answer, { outcome, movement, ...more });
        this.state.movement = movement;
    }

    undo() {
        const { answer, movement } = this.state;
        this.move(`undo_${movement}`, answer);
        this.clear();
        this.state.notice = _t("Undone. Nothing was counted.");
    }

    letOut() {
        const { answer } = this.state;
        this.move("out", answer);
    }

    openVisitor() {
        this.clear();
        this.state.visitor = { name: "" };
    }

    receiveVisitor() {
        const name = this.state.visitor.name.trim();
        if (!name) {
            return;
        }
        const answer = this.visitor(name);
        this.state.visitor = null;
        this.show(answer);
        this.move("in", answer, { visitor_name: name });
    }

    visitor(name) {
        return {
            code: "visitor",
            allowed: true,
            name,
            title: _t("Visitor"),
            sentence: _t("Welcome! A visitor looks around but does not buy."),
            icon: "fa-user-o",
            tone: "ok",
            messages: [],
            since: "",
            until: null,
        };
    }
}
