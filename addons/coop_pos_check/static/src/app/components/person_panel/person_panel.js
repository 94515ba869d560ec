import { Component, onWillUnmount, useState } from "@odoo/owl";
import { user } from "@web/core/user";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { ageInWords, datesInWords } from "@coop_pos_check/core/words";

/** The verdict of the person of an order, always in sight while selling. */
export class PersonPanel extends Component {
    static template = "coop_pos_check.PersonPanel";
    static props = { order: Object };

    setup() {
        this.pos = usePos();
        this.list = useState(this.pos.coopChecker?.state || { version: 0 });
        // Midnight passes while a till stands still, and the list grows older.
        this.clock = useState({ minute: 0 });
        const timer = setInterval(() => this.clock.minute++, 60000);
        onWillUnmount(() => clearInterval(timer));
    }

    get answer() {
        // Read both, so that a fresher list or a new minute is shown.
        return this.list.version + this.clock.minute >= 0
            ? this.pos.coopGate.answer(this.props.order)
            : null;
    }

    get isReturn() {
        const { order } = this.props;
        return order.lines.length > 0 && this.pos.coopGate.isReturn(order);
    }

    get lift() {
        return this.pos.coopGate.lift(this.props.order, this.answer);
    }

    get dates() {
        return datesInWords(this.answer, user.lang);
    }

    get age() {
        return this.clock.minute >= 0 && this.list.version >= 0 && this.pos.coopChecker.age();
    }

    get ageWords() {
        return ageInWords(this.age);
    }

    get isOld() {
        const limit = this.pos.config.coop_max_age * 60;
        return this.age === null || (limit > 0 && this.age > limit);
    }

    get photo() {
        const { partnerId, photo } = this.answer;
        return photo && !this.pos.data.network.offline
            ? `/web/image/res.partner/${partnerId}/image_128`
            : "";
    }
}
