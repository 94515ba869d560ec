import { Component, useState } from "@odoo/owl";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";

/** The verdict of somebody in a list: icon and title. */
export class VerdictBadge extends Component {
    static template = "coop_pos_check.VerdictBadge";
    static props = { partner: Object };

    setup() {
        this.pos = usePos();
        this.list = useState(this.pos.coopChecker.state);
    }

    get answer() {
        const { id, name } = this.props.partner;
        return this.list.version ? this.pos.coopChecker.judge(id, name) : null;
    }
}
