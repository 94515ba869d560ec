import { Component } from "@odoo/owl";
import { gapOf, isFound } from "./board_data";

/** How a standing is shown beside a name: never by colour alone. */
const ICONS = {
    alert: "fa-exclamation-circle",
    grace: "fa-hourglass-half",
    suspended: "fa-pause-circle",
    on_leave: "fa-plane",
    exempted: "fa-plane",
    unsubscribed: "fa-calendar-times-o",
    frozen: "fa-snowflake-o",
};

/** One template of the week: its roles with their gaps, and who holds which seat. */
export class BoardCard extends Component {
    static template = "coop_shift_office.BoardCard";
    static props = {
        template: Object,
        people: Object,
        roleNames: Object,
        standings: Object,
        typed: String,
    };

    gap(role) {
        return gapOf(role);
    }

    icon(person) {
        return ICONS[person[2]] || "fa-info-circle";
    }

    isFound(person) {
        return isFound(person, this.props.typed);
    }
}
