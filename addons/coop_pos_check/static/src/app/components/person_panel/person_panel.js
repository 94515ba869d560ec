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
        this.coming = useState(this.pos.coopComing);
        const timer = setInterval(() => this.clock.minute++, 60000);
        onWillUnmount(() => clearInterval(timer));
    }

    /** All that is shown, worked out once for each time that it is drawn. */
    show() {
        // Read them, so that a fresher list, a new minute or somebody's card is shown.
        const draws = this.list.version + this.clock.minute + this.coming.personId;
        const answer = draws >= 0 ? this.pos.coopGate.shown(this.props.order) : null;
        return answer && { answer, ...this.about(answer), ...this.aboutList() };
    }

    about(answer) {
        const { order } = this.props;
        const lift = this.pos.coopGate.lift(order, answer);
        return {
            lift,
            // Red says stop: not any more once somebody decided otherwise.
            tone: lift ? "warn" : answer.tone,
            icon: lift ? "fa-unlock-alt" : answer.icon,
            dates: datesInWords(answer, user.lang),
            isReturn: order.lines.length > 0 && this.pos.coopGate.isReturn(order),
            photo:
                answer.photo && !this.pos.data.network.offline
                    ? `/web/image/res.partner/${answer.partnerId}/image_128`
                    : "",
        };
    }

    aboutList() {
        const age = this.pos.coopChecker.age();
        const limit = this.pos.config.coop_max_age * 60;
        return { age: ageInWords(age), isOld: age === null || (limit > 0 && age > limit) };
    }
}
