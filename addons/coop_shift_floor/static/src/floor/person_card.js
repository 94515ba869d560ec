import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { look } from "@coop_shift_floor/core/state_words";

/** One person of the shift: photo, name, role, and what the coordinator says of them. */
export class PersonCard extends Component {
    static template = "coop_shift_floor.PersonCard";
    static props = {
        person: Object,
        shiftId: Number,
        states: Array,
        open: Boolean,
        onSay: Function,
        onNote: Function,
    };

    setup() {
        this.root = useRef("root");
        this.state = useState({ choosing: false, instead: null, note: null, focus: "" });
        // The focus stays with the person, so that a keyboard goes on from there.
        useEffect(
            (selector) => {
                if (selector) {
                    this.root.el.querySelector(selector)?.focus();
                    this.state.focus = "";
                }
            },
            () => [this.state.focus]
        );
    }

    get look() {
        return look(this.props.person.state);
    }

    get choices() {
        return this.props.states.map((state) => ({ state, ...look(state) }));
    }

    get isChoosing() {
        const { open, person } = this.props;
        const asks = person.state === "expected" || this.state.choosing;
        return open && person.state !== "waiting" && asks && this.state.instead === null;
    }

    get isMarked() {
        return !["expected", "waiting"].includes(this.props.person.state);
    }

    get mayNote() {
        const { open, person } = this.props;
        return open && person.state !== "waiting" && this.state.note === null;
    }

    get otherwise() {
        const { by, state, at } = this.props.person.otherwise;
        return _t("%(who)s said “%(what)s” at %(hour)s. The latest word holds.", {
            who: by,
            what: look(state).word,
            hour: at,
        });
    }

    get insteadLabel() {
        const { name } = this.props.person;
        return _t("Who came instead of %s? Card or member number", name);
    }

    get noteLabel() {
        return _t("Note on %s, for the office", this.props.person.name);
    }

    change() {
        Object.assign(this.state, { choosing: true, focus: ".coop-floor-choice" });
    }

    say(state) {
        if (state === "replaced") {
            Object.assign(this.state, { instead: "", focus: "input" });
        } else {
            this.tell(state);
        }
    }

    tell(state, code = "") {
        const focus = state === "expected" ? ".coop-floor-choice" : ".coop-floor-change";
        Object.assign(this.state, { choosing: false, instead: null, focus });
        this.props.onSay(state, code);
    }

    sayInstead() {
        this.tell("replaced", this.state.instead.trim());
    }

    writeNote() {
        Object.assign(this.state, { note: this.props.person.note, focus: "textarea" });
    }

    keepNote() {
        const text = this.state.note.trim();
        Object.assign(this.state, { note: null, focus: ".coop-floor-write" });
        if (text !== this.props.person.note) {
            this.props.onNote(text);
        }
    }
}
