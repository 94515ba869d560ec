import { Component, markRaw, onMounted, onPatched, onWillStart, useRef, useState } from "@odoo/owl";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { counts, withTaps } from "@coop_shift_floor/core/shift_board";
import { look } from "@coop_shift_floor/core/state_words";
import { TapQueue } from "@coop_shift_floor/core/tap_queue";

/** At the desk nothing is kept in the browser: what waits is on the screen. */
class NoStore {
    async taps() {
        return [];
    }
    async keepTap() {}
    async dropTaps() {}
}

/**
 * A paper sheet is typed in with one hand: a figure marks the person and goes to the next one, the
 * arrows move, Enter goes to the field for make-ups.
 */
export class FastEntry extends Component {
    static template = "coop_shift_floor.FastEntry";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.moved = "";
        this.list = useRef("list");
        this.code = useRef("code");
        this.shiftId = this.props.action.params?.shift_id || this.props.action.context?.active_id;
        this.queue = markRaw(
            new TapQueue({
                store: new NoStore(),
                shiftId: this.shiftId,
                send: (taps) => this.send(taps),
                onBoard: (board) => (this.state.board = board),
            })
        );
        this.sent = useState(this.queue.state);
        this.state = useState({ board: null, row: 0, code: "", instead: null, note: "" });
        onWillStart(async () => {
            this.state.board = await this.orm.call("coop.shift", "floor_board", [this.shiftId]);
            this.state.note = this.state.board.note;
        });
        onMounted(() => this.focusRow());
        onPatched(() => this.moved && this.focusRow());
        useHotkey("alt+enter", () => this.close(), { bypassEditableProtection: true });
    }

    send(taps) {
        return this.orm.call("coop.shift", "floor_take", [this.shiftId, taps, Date.now(), "desk"]);
    }

    // ------------------------------------------------------------------ what is shown

    get board() {
        return withTaps(this.state.board, this.sent.waiting);
    }

    get open() {
        return this.board.state === "planned";
    }

    get counts() {
        return counts(this.board);
    }

    /** The states with their keys; the printed sheet has the same figures above its boxes. */
    get keys() {
        return this.board.states.map((state, index) => ({
            state,
            key: `${index + 1}`,
            ...look(state),
        }));
    }

    look(person) {
        return look(person.state);
    }

    // ------------------------------------------------------------------ the keyboard

    focusRow() {
        const wanted = this.moved || `[data-row="${this.state.row}"]`;
        this.moved = "";
        (this.list.el?.querySelector(wanted) || this.code.el)?.focus();
    }

    goTo(row) {
        this.state.row = Math.max(0, Math.min(row, this.board.people.length - 1));
        this.moved = `[data-row="${this.state.row}"]`;
    }

    onKey(ev, row) {
        const person = this.board.people[row];
        const choice = this.keys.find(({ key }) => key === ev.key);
        const moves = { ArrowDown: row + 1, ArrowUp: row - 1 };
        if (ev.target !== ev.currentTarget || ev.altKey || ev.ctrlKey || ev.metaKey) {
            return;
        }
        if (choice && this.open) {
            this.mark(row, person, choice.state);
        } else if ((ev.key === "0" || ev.key === "Backspace") && this.open) {
            this.say(person, person.make_up ? "cancelled" : "expected");
        } else if (ev.key in moves) {
            this.goTo(moves[ev.key]);
        } else if (ev.key === "Enter") {
            this.code.el?.focus();
        } else {
            return;
        }
        ev.preventDefault();
    }

    mark(row, person, state) {
        if (person.state === "waiting") {
            return this.next(row);
        }
        if (state === "replaced") {
            this.state.instead = { row, person, code: "" };
            this.moved = "#coop_fast_instead";
            return;
        }
        this.say(person, state);
        this.next(row);
    }

    /** The next person; after the last one, the field for make-ups. */
    next(row) {
        if (row + 1 < this.board.people.length) {
            this.goTo(row + 1);
        } else {
            this.code.el?.focus();
        }
    }

    // ------------------------------------------------------------------ what is said

    say(person, state, code = "") {
        return this.queue.add({ kind: "attendance", assignment: person.id, state, code });
    }

    sayInstead() {
        const { row, person, code } = this.state.instead;
        this.state.instead = null;
        this.say(person, "replaced", code.trim());
        this.next(row);
    }

    async addMakeUp() {
        const code = this.state.code.trim();
        this.state.code = "";
        // A scanner types faster than the screen is drawn: the field is emptied at once.
        this.code.el.value = "";
        if (code) {
            await this.queue.add({ kind: "scan", code });
        }
    }

    keepNote() {
        if (this.state.note.trim() !== this.board.note) {
            return this.queue.add({ kind: "shift_note", text: this.state.note.trim() });
        }
    }

    async close() {
        if (this.open) {
            await this.keepNote();
            await this.queue.add({ kind: "close" });
        }
    }

    openShift() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "coop.shift",
            res_id: this.shiftId,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("coop_shift_floor.fast_entry", FastEntry);
