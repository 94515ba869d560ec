import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useDraggable } from "@web/core/utils/draggable";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { BoardCard } from "./board_card";
import { filtered, findPlace, rowsOf, totals } from "./board_data";
import { MoveDialog } from "./move_dialog";

/** With more templates than this, those out of sight are not drawn. */
const MANY = 40;
const DAY = 24 * 3600 * 1000;

/** The days of a week from its Monday (an ISO date), as people write them. */
export function dayNames(monday, lang) {
    const format = new Intl.DateTimeFormat(lang, {
        weekday: "long",
        day: "numeric",
        month: "short",
        timeZone: "UTC",
    });
    const first = Date.parse(`${monday}T00:00:00Z`);
    return [0, 1, 2, 3, 4, 5, 6].map((n) => format.format(new Date(first + n * DAY)));
}

/** The ISO date some weeks after another. */
export function addWeeks(monday, weeks) {
    const moment = Date.parse(`${monday}T00:00:00Z`) + weeks * 7 * DAY;
    return new Date(moment).toISOString().slice(0, 10);
}

/** The week board: who holds which seat of which template, with the gaps; names can be moved. */
export class Board extends Component {
    static template = "coop_shift_office.Board";
    static components = { BoardCard, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.ui = useService("ui");
        this.root = useRef("root");
        this.state = useState({
            data: null,
            role: 0,
            gaps: false,
            typed: "",
            day: (new Date().getDay() + 6) % 7,
        });
        onWillStart(() => this.load());
        useDraggable({
            ref: this.root,
            elements: ".o_coop_name",
            cursor: "grabbing",
            onDragStart: ({ element, addClass }) => addClass(element, "o_coop_dragged"),
            onDrag: (moment) => this.onDrag(moment),
            onDragEnd: () => this.light(null),
            onDrop: (moment) => this.onDrop(moment),
        });
    }

    async load(monday) {
        this.state.data = await this.orm.call("coop.shift.board", "week", [
            monday || this.state.data?.monday || false,
        ]);
    }

    // ----------------------------------------------------------------- what is shown

    get data() {
        return this.state.data;
    }

    get filters() {
        return { role: this.state.role, gaps: this.state.gaps, typed: this.state.typed };
    }

    get templates() {
        return filtered(this.data.templates, this.data.people, this.filters);
    }

    get rows() {
        const shown = this.shownDays;
        return rowsOf(this.templates).filter((row) => shown.some((day) => row.days[day].length));
    }

    get isLong() {
        return this.data.templates.length > MANY;
    }

    get totals() {
        return totals(this.data.templates, this.state.role);
    }

    get days() {
        return dayNames(this.data.monday, user.lang || undefined);
    }

    /** On a phone one day at a time, all of them on a desk. */
    get shownDays() {
        return this.ui.isSmall ? [this.state.day] : [0, 1, 2, 3, 4, 5, 6];
    }

    get roleNames() {
        return Object.fromEntries(this.data.roles.map((role) => [role.id, role.name]));
    }

    get standings() {
        return {
            alert: _t("Alert"),
            grace: _t("Extra time"),
            suspended: _t("Suspended"),
            on_leave: _t("On leave"),
            exempted: _t("On leave"),
            unsubscribed: _t("Without a shift"),
            frozen: _t("Frozen"),
        };
    }

    onRole(ev) {
        this.state.role = Number(ev.target.value);
    }

    onTyped(ev) {
        this.state.typed = ev.target.value;
    }

    onGaps(ev) {
        this.state.gaps = ev.target.checked;
    }

    // ----------------------------------------------------------------- moving the week

    go(weeks) {
        return this.load(addWeeks(this.data.monday, weeks));
    }

    today() {
        return this.load(new Date().toISOString().slice(0, 10));
    }

    // ----------------------------------------------------------------- moving a name

    /** Enter, Space or a click on a name; its list is long, so one listener serves all. */
    onClick(ev) {
        const name = ev.target.closest(".o_coop_name");
        if (name) {
            this.open(Number(name.dataset.place));
        }
    }

    /**
     * What is under the pointer: a role, or else a card. The dragged name is there too, so it is
     * looked through.
     */
    targetAt({ x, y }) {
        const under = document
            .elementsFromPoint(x, y)
            .filter((el) => this.root.el.contains(el) && !el.closest(".o_coop_dragged"));
        const find = (selector) => under.map((el) => el.closest(selector)).find(Boolean);
        return find(".o_coop_role") || find(".o_coop_card") || null;
    }

    onDrag(moment) {
        this.light(this.targetAt(moment));
    }

    light(target) {
        if (this.lit !== target) {
            this.lit?.classList.remove("o_coop_target");
            target?.classList.add("o_coop_target");
            this.lit = target;
        }
    }

    /** Dropped on a card but on none of its roles, a member keeps the role they have. */
    onDrop(moment) {
        const target = this.targetAt(moment);
        if (target) {
            const template = Number(target.closest(".o_coop_card").dataset.template);
            const role = target.dataset.role && Number(target.dataset.role);
            this.open(Number(moment.element.dataset.place), { template, ...(role && { role }) });
        }
    }

    /**
     * @param {number} placeId
     * @param {{template: number, role: number?}} [target] where it was dropped
     */
    open(placeId, target) {
        const found = findPlace(this.data.templates, placeId);
        if (!found) {
            return;
        }
        const role = target?.role || found.role.id;
        if (found.template.id === target?.template && found.role.id === role) {
            return;
        }
        this.dialog.add(MoveDialog, {
            place: placeId,
            name: this.data.people[found.place[1]][1],
            weeks: this.data.weeks,
            week: this.data.weeks.findIndex((week) => week.letter === this.data.letter),
            day: this.data.moves_from,
            template: target?.template,
            role,
            moved: () => this.load(),
        });
    }
}

registry.category("actions").add("coop_shift_office.board", Board);
