import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * Applies an action on many members step by step, and shows how far it is.
 *
 * Each step is a request of its own, kept by the server once answered: closing the page, or losing
 * the network, stops between two members and never treats one twice.
 */
export class MassProgress extends Component {
    static template = "coop_shift_office.MassProgress";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ running: false, stopped: false, done: null, left: null });
        onWillUnmount(() => (this.state.stopped = true));
    }

    get data() {
        return this.props.record.data;
    }

    get left() {
        return this.state.left ?? this.data.possible_count;
    }

    get done() {
        return this.state.done ?? this.data.done_count;
    }

    get percent() {
        const all = this.done + this.left;
        return all ? Math.round((100 * this.done) / all) : 0;
    }

    get label() {
        if (this.data.state === "running") {
            return _t("Go on");
        }
        return this.left === 1 ? _t("Apply to one member") : _t("Apply to %s members", this.left);
    }

    async apply() {
        if (!(await this.props.record.save())) {
            return;
        }
        Object.assign(this.state, { running: true, stopped: false });
        try {
            while (await this.step()) {
                // the next step
            }
        } finally {
            Object.assign(this.state, { running: false, done: null, left: null });
            await this.props.record.load();
        }
    }

    /** @returns {Promise<boolean>} whether there is more to do */
    async step() {
        const result = await this.orm.call("coop.mass.action", "apply_next", this.ids);
        Object.assign(this.state, { done: result.done, left: result.left });
        return result.left > 0 && !this.state.stopped;
    }

    get ids() {
        return [[this.props.record.resId]];
    }

    stop() {
        this.state.stopped = true;
    }
}

registry.category("view_widgets").add("coop_mass_progress", { component: MassProgress });
