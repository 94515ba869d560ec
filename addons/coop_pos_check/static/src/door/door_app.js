import {
    Component,
    markRaw,
    onMounted,
    onWillStart,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import { normaliseCardCode } from "@coop_membership/card_code";
import { browser } from "@web/core/browser/browser";
import { hasTouch } from "@web/core/browser/feature_detection";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { useBus, useService } from "@web/core/utils/hooks";
import { Checker } from "@coop_pos_check/core/checker";
import { BETWEEN_KEYS, pauseEndsScan } from "@coop_pos_check/core/pause_ends_scan";
import { ageInWords, datesInWords } from "@coop_pos_check/core/words";
import { Inside } from "@coop_pos_check/door/inside";
import { play } from "@coop_pos_check/door/sounds";

/** An answer stays on the screen that long: the next person is not to read it. */
const SHOWN = 20000;
/** A scanner often reads a card twice: the same person within that time was counted already. */
const AGAIN = 10000;
/** The volunteer waits that long for what the server says of a first visit. */
const PATIENCE = 4000;
/** A question that the server has not answered by then never will be. */
const LONGEST = 120000;
/** A card that nobody knows may be half a card: the rest is waited for. */
const STALLED = 400;
const MUTED = "coop_door_muted";

/** The tablet at the door: who comes in, may they, and how many are inside. */
export class DoorApp extends Component {
    static template = "coop_pos_check.DoorApp";
    static props = { info: Object, ask: { type: Function, optional: true } };

    setup() {
        this.ask = this.props.ask || this.askServer;
        this.checker = markRaw(this.makeChecker());
        const { doorId } = this.props.info;
        this.counter = useState(new Inside({ doorId, checker: this.checker }));
        this.list = useState(this.checker.state);
        this.state = useState({
            answer: null,
            minute: 0,
            movement: null,
            muted: browser.localStorage.getItem(MUTED) === "1",
            notice: "",
            photoFailed: false,
            query: "",
            results: [],
            shut: false,
            unsure: false,
            cardHelps: false,
            visitor: null,
            way: "in",
        });
        this.last = null;
        this.before = "";
        this.field = useRef("field");
        this.visitorField = useRef("visitor");
        const { bus } = useService("barcode");
        useBus(bus, "barcode_scanned", (ev) => this.scan(ev.detail.barcode));
        const stopListening = pauseEndsScan(bus);
        useEffect(
            (field) => field?.focus(),
            () => [this.visitorField.el]
        );
        onWillStart(() => this.begin());
        onMounted(() => this.focusField());
        const timer = setInterval(() => this.state.minute++, 60000);
        const refresh = () => this.checker.refresh();
        browser.addEventListener("online", refresh);
        onWillUnmount(() => {
            clearInterval(timer);
            clearTimeout(this.clearing);
            clearTimeout(this.typing);
            browser.removeEventListener("online", refresh);
            this.checker.stop();
            stopListening();
        });
    }

    async begin() {
        await this.checker.load();
        this.counter.takeUp();
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
        const asked = rpc(`/coop/door/${what}`, params, { silent: true });
        const late = setTimeout(() => asked.abort(), LONGEST);
        const answer = await asked.finally(() => clearTimeout(late));
        this.state.shut = Boolean(answer.shut);
        if (answer.shut) {
            this.clear();
            Object.assign(this.state, { visitor: null, query: "", results: [] });
            await this.checker.forget();
        }
        if ("inside" in answer) {
            this.counter.keep(answer.inside);
        }
        return answer.shut ? null : answer;
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

    get inside() {
        // Read here: a new minute may be a new day, and what waits changes the number.
        return this.state.minute >= 0 && this.list.waiting >= 0 && this.counter.number;
    }

    get photo() {
        const { partnerId, photo } = this.state.answer;
        const reachable = navigator.onLine && !this.state.photoFailed;
        return photo && reachable ? `/coop/door/photo/${partnerId}` : "";
    }

    goWay(way) {
        this.clear();
        Object.assign(this.state, { query: "", results: [], way });
    }

    toggleSound() {
        this.state.muted = !this.state.muted;
        browser.localStorage.setItem(MUTED, this.state.muted ? "1" : "0");
    }

    // ------------------------------------------------------------------ who is at the door

    scan(code) {
        if (this.checker.ready) {
            return this.receive(this.checker.judgeCard(code), code);
        }
    }

    /** The card in what is typed: scanners type into whatever field has the focus. */
    cardIn(text) {
        const known = this.checker.directory.cardAtEnd(text);
        return known || /[0-9]{8,}$/.exec(normaliseCardCode(text))?.[0] || "";
    }

    /** Somebody types, or a scanner that says nothing at the end of a card. */
    onInput() {
        this.forgetAnswer();
        this.search();
        clearTimeout(this.typing);
        this.typing = setTimeout(() => this.onPause(), BETWEEN_KEYS);
    }

    /** A card that came in one go ends by itself; nobody types eight digits that fast. */
    onPause() {
        const { query } = this.state;
        const burst = query.startsWith(this.before) ? query.slice(this.before.length) : query;
        this.before = query;
        if (this.checker.directory.findCard(query)) {
            this.submit();
        } else if (this.cardIn(burst)) {
            this.typing = setTimeout(() => this.submit(), STALLED);
        }
    }

    /** Some scanners end with Tab, which leaves the field: behind a card, it is an Enter. */
    onKeydown(ev, text, done) {
        if (ev.key === "Tab" && !ev.shiftKey && this.cardIn(text)) {
            ev.preventDefault();
            done();
        }
    }

    search() {
        this.state.results = this.checker.directory
            .search(this.state.query, 8)
            .map((person) => this.checker.judge(person.id));
    }

    /** Enter in the search field: a card, or the only person found. */
    submit() {
        clearTimeout(this.typing);
        const text = this.state.query.trim();
        this.search();
        const card = this.cardIn(text);
        if (card) {
            return this.scan(card);
        }
        if (this.state.results.length === 1) {
            return this.receive(this.state.results[0]);
        }
        if (text && !this.state.results.length && this.checker.ready) {
            this.clear();
            // What is typed next replaces it.
            this.field.el?.select();
            this.state.notice = _t("Nobody found. Try another spelling, the number or the card.");
        }
    }

    /**
     * Somebody is at the door.
     *
     * @param {Object} answer
     * @param {string} code of the card that was held here; none when somebody was looked up
     */
    async receive(answer, code = "") {
        const { way } = this.state;
        const again = this.isAgain(answer);
        this.show(way === "out" ? this.goodbye(answer) : answer);
        this.last = { ...this.last, at: performance.now() };
        if (again) {
            this.state.movement = this.last.movement;
        } else if (way === "out" || answer.allowed) {
            this.move(way, answer);
        } else {
            this.last = { partnerId: answer.partnerId, movement: null, at: performance.now() };
            this.checker.record(answer, { outcome: "refused" });
        }
        if (!answer.allowed && way === "in") {
            await this.askForgiveness(answer, code);
        }
    }

    /** Whether this person was written down a moment ago, for the same way. */
    isAgain({ partnerId, allowed }) {
        const { last } = this;
        const movement = this.state.way === "out" || allowed ? this.state.way : null;
        return (
            Boolean(partnerId) &&
            last?.partnerId === partnerId &&
            last.movement === movement &&
            performance.now() - last.at < AGAIN
        );
    }

    /** Whoever leaves is wished well, and nothing else. */
    goodbye(answer) {
        const words = { title: _t("Goodbye"), sentence: _t("See you soon!") };
        const plain = { icon: "fa-sign-out", tone: "idle", messages: [], since: "", until: null };
        return { ...answer, ...words, ...plain, standingOf: "" };
    }

    /** The co-op's rules may forgive a first visit: the server knows, when it can be reached. */
    async askForgiveness(answer, code) {
        if (!answer.partnerId || answer.code === "revoked_card") {
            return;
        }
        if (!code) {
            // Whoever was looked up may be anywhere: what shows that they are here is their card.
            this.state.cardHelps = Boolean(this.checker.reasons[answer.code]?.liftable);
            return;
        }
        const stillHere = () => this.state.answer?.partnerId === answer.partnerId;
        const beUnsure = () => {
            const liftable = this.checker.reasons[answer.code]?.liftable;
            this.state.unsure = Boolean(stillHere() && liftable);
        };
        const late = setTimeout(beUnsure, PATIENCE);
        const told = await this.tellVisit(answer.partnerId, code);
        clearTimeout(late);
        const again = this.checker.judge(answer.partnerId);
        if (!told) {
            beUnsure();
        } else if (again.allowed && stillHere() && !this.state.movement) {
            this.show(again);
            this.move("in", again);
        }
    }

    /** @returns {Promise<boolean>} whether the server knows of the visit, and we what it says */
    async tellVisit(partnerId, code) {
        try {
            const said = await this.ask("visit", { code });
            return Boolean(said) && (await this.checker.pull([partnerId]));
        } catch {
            return false;
        }
    }

    show(answer) {
        this.forgetAnswer();
        this.before = "";
        Object.assign(this.state, { answer, photoFailed: false, query: "", results: [] });
        if (this.field.el) {
            // A scanner faster than the screen: what was never drawn is not undrawn either.
            this.field.el.value = "";
        }
        if (!this.state.muted) {
            play(answer.tone);
        }
        window.scrollTo(0, 0);
        this.focusField();
        this.clearing = setTimeout(() => this.forgetAnswer(), SHOWN);
    }

    clear() {
        this.forgetAnswer();
        this.focusField();
    }

    /**
     * With a keyboard the field is always ready for a name. On a touch screen it is left, as the
     * keyboard on the screen would hide the answer; a scanner needs no field.
     */
    focusField() {
        const field = this.field.el;
        if (!hasTouch()) {
            field?.focus();
        } else if (field === document.activeElement) {
            field?.blur();
        }
    }

    forgetAnswer() {
        clearTimeout(this.clearing);
        Object.assign(this.state, {
            answer: null,
            movement: null,
            notice: "",
            unsure: false,
            cardHelps: false,
        });
    }

    // ------------------------------------------------------------------ in and out

    move(movement, answer, more = {}) {
        const outcome = answer.allowed ? "allowed" : "refused";
        const day = this.checker.today();
        this.checker.record(answer, { outcome, movement, day, ...more });
        this.last = { partnerId: answer.partnerId, movement, at: performance.now() };
        this.state.movement = movement;
    }

    undo() {
        const { answer, movement } = this.state;
        this.move(`undo_${movement}`, answer);
        this.last = null;
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

    closeVisitor() {
        this.state.visitor = null;
        this.focusField();
    }

    receiveVisitor() {
        const { way, visitor } = this.state;
        const card = this.cardIn(visitor.name);
        if (card) {
            visitor.name = "";
            return this.scan(card);
        }
        const name = visitor.name.trim();
        if (!name) {
            return this.visitorField.el?.focus();
        }
        const answer = this.visitor(name);
        this.state.visitor = null;
        this.show(way === "out" ? this.goodbye(answer) : answer);
        this.move(way, answer, { visitor_name: name });
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
