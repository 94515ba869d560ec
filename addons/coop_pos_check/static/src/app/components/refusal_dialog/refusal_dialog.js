/* global Sha1 */

import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { user } from "@web/core/user";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { datesInWords } from "@coop_pos_check/core/words";

/** Says why somebody may not shop and what to do; lets who may lift the refusal do so. */
export class RefusalDialog extends Component {
    static template = "coop_pos_check.RefusalDialog";
    static components = { Dialog };
    static props = {
        answer: Object,
        canChoose: { type: Boolean, optional: true },
        canWarn: { type: Boolean, optional: true },
        canLift: { type: Boolean, optional: true },
        getPayload: { type: Function, optional: true },
        close: Function,
    };

    setup() {
        this.pos = usePos();
        this.state = useState({ lifting: false, reason: "", pin: "", allDay: false, error: "" });
        // The button that was pressed is gone: whoever uses the keyboard goes on with the reasons.
        this.lifting = useRef("lifting");
        useEffect(
            () => this.lifting.el?.querySelector("button")?.focus(),
            () => [this.state.lifting]
        );
    }

    get dates() {
        return datesInWords(this.props.answer, user.lang);
    }

    get reasons() {
        return [
            _t("The office agreed by telephone"),
            _t("Just joined; the list does not know it yet"),
            _t("The office settles it today"),
        ];
    }

    /** Whether a pass until midnight lifts this refusal, at every till and at the door. */
    get canPass() {
        return Boolean(this.pos.coopChecker.reasons[this.props.answer.code]?.liftable);
    }

    /** Who is signed in may lift; otherwise a manager types a PIN. */
    get needsPin() {
        return !this.pos.config._coop_may_lift;
    }

    answerWith(payload) {
        this.props.getPayload?.(payload);
        this.props.close();
    }

    choose() {
        this.answerWith("choose");
    }

    goOn() {
        this.answerWith({ outcome: "warned" });
    }

    startLifting() {
        this.state.lifting = true;
    }

    lift() {
        const name = this.needsPin ? this.managerName() : this.pos.user.name;
        const reason = this.state.reason.trim();
        if (!reason) {
            this.state.error = _t("Please say why: choose a reason or type one.");
        } else if (!name) {
            this.state.error = _t("This PIN is not a manager's. Please try again.");
        } else {
            const dayPass = this.canPass && this.state.allDay;
            this.answerWith({ outcome: "override", name, reason, dayPass });
        }
    }

    managerName() {
        const pin = this.state.pin && Sha1.hash(this.state.pin);
        return this.pos.coopGate.pinManagers().find((one) => one._pin === pin)?.name;
    }
}
