import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";

/**
 * Choose where a member goes and from which day, look at what it changes, and confirm.
 *
 * Dragging a name opens it with the target chosen; Enter or Space on a name opens it on its own.
 */
export class MoveDialog extends Component {
    static template = "coop_shift_office.MoveDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        moved: Function,
        place: Number,
        name: String,
        weeks: Array,
        week: Number,
        day: String,
        template: { type: Number, optional: true },
        role: { type: Number, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.asked = 0;
        this.state = useState({
            week: this.props.week,
            day: this.props.day,
            template: this.props.template || 0,
            role: this.props.role || 0,
            targets: [],
            preview: null,
            busy: false,
        });
        onWillStart(() => this.load());
    }

    get title() {
        return _t("Move %s", this.props.name);
    }

    get roles() {
        const target = this.state.targets.find((t) => t.id === this.state.template);
        return target ? target.roles : [];
    }

    get canApply() {
        return Boolean(this.state.preview?.possible) && !this.state.busy;
    }

    async load() {
        if (this.state.day) {
            this.state.targets = await this.orm.call("coop.shift.board", "targets", [
                this.state.week,
                this.state.day,
            ]);
        }
        await this.look();
    }

    onWeek(ev) {
        Object.assign(this.state, { week: Number(ev.target.value), template: 0 });
        return this.load();
    }

    onDay(ev) {
        this.state.day = ev.target.value;
        return this.load();
    }

    onTemplate(ev) {
        this.state.template = Number(ev.target.value);
        return this.look();
    }

    onRole(ev) {
        this.state.role = Number(ev.target.value);
        return this.look();
    }

    /** The role stays when the other shift has it; otherwise its first one is taken. */
    keepRole() {
        if (!this.roles.some((role) => role.id === this.state.role)) {
            this.state.role = this.roles.length ? this.roles[0].id : 0;
        }
    }

    get choice() {
        return [this.props.place, this.state.template, this.state.role, this.state.day];
    }

    /** Ask what it would change; an answer that comes after a newer question is dropped. */
    async look() {
        const asked = ++this.asked;
        this.state.preview = null;
        if (!this.state.template || !this.state.day) {
            return;
        }
        if (this.state.targets.length) {
            this.keepRole();
        }
        const preview = await this.orm.call("coop.shift.board", "preview_move", this.choice);
        if (asked === this.asked) {
            this.state.preview = preview;
        }
    }

    async apply() {
        if (!this.canApply) {
            return;
        }
        this.state.busy = true;
        try {
            await this.orm.call("coop.shift.board", "move", this.choice);
        } catch (error) {
            this.state.busy = false;
            await this.look();
            throw error;
        }
        this.notification.add(_t("%s moves.", this.props.name), { type: "success" });
        this.props.close();
        this.props.moved();
    }
}
