/* global Sha1 */

import { Component, onMounted, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { user } from "@web/core/user";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { newUuid } from "@coop_pos_check/core/checker";
import { datesInWords } from "@coop_pos_check/core/words";

/** What the dialog may come back with, besides nothing or how the refusal was lifted. */
export const CHOOSE = "choose";
export const ANEW = "anew";

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
        this.state = useState({
            lifting: false,
            chosen: "",
            typed: "",
            pin: "",
            login: "",
            password: "",
            asking: false,
            allDay: false,
            error: "",
        });
        // The button that was pressed is gone: whoever uses the keyboard goes on with the reasons.
        this.lifting = useRef("lifting");
        useEffect(
            () => this.lifting.el?.querySelector("button")?.focus(),
            () => [this.state.lifting]
        );
        useEffect(
            () => {
                this.lifting.el?.querySelector("[role=alert]")?.scrollIntoView();
            },
            () => [this.state.error]
        );
        // Somebody shows a card while this is being read: what is said here is not about them.
        const anew = () => this.answerWith(ANEW);
        onMounted(() => this.pos.coopDialogs.add(anew));
        onWillUnmount(() => this.pos.coopDialogs.delete(anew));
    }

    get chooseWords() {
        return this.props.answer.partnerId ? _t("Choose somebody else") : _t("Choose the person");
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

    /** Whether who is signed in here may lift; otherwise a manager comes by. */
    get mayLift() {
        return this.pos.config._coop_may_lift;
    }

    /** Signing in needs the server; a PIN (pos_hr) names a manager, and proves nothing. */
    get canSignIn() {
        return !this.mayLift && !this.pos.data.network.offline;
    }

    get canNamePin() {
        return !this.mayLift && this.pos.coopGate.pinManagers().length > 0;
    }

    get said() {
        return (this.state.typed || this.state.chosen).trim();
    }

    /** One of the reasons offered, instead of what was typed. */
    pick(reason) {
        Object.assign(this.state, { chosen: reason, typed: "", error: "" });
    }

    /** What is typed counts instead of the reason that was picked; a complaint is answered. */
    onType() {
        Object.assign(this.state, { chosen: "", error: "" });
    }

    answerWith(payload) {
        this.props.getPayload?.(payload);
        this.props.close();
    }

    choose() {
        this.answerWith(CHOOSE);
    }

    goOn() {
        this.answerWith({ outcome: "warned" });
    }

    startLifting() {
        this.state.lifting = true;
    }

    async lift() {
        if (this.state.asking) {
            return;
        }
        const reason = this.said;
        if (!reason) {
            this.state.error = _t("Please say why: choose a reason or type one.");
            return;
        }
        const by = await this.whoLifts();
        if (by) {
            const dayPass = by.proven && this.canPass && this.state.allDay;
            this.answerWith({ outcome: "override", reason, dayPass, ...by });
        }
    }

    /** @returns {Promise<Object|undefined>} name, whether it is proven, and the check's key */
    async whoLifts() {
        if (this.mayLift) {
            return { name: this.pos.user.name, proven: true };
        }
        return this.state.login || !this.canNamePin ? this.signIn() : this.namePin();
    }

    async signIn() {
        const { login, password } = this.state;
        if (!login || !password) {
            this.state.error = _t("A manager signs in with e-mail address and password.");
            return undefined;
        }
        const uuid = newUuid();
        const name = await this.authorise(login, password, uuid);
        this.state.password = "";
        return name ? { name, uuid, proven: true } : undefined;
    }

    async authorise(login, password, uuid) {
        this.state.asking = true;
        try {
            const { config, data } = this.pos;
            const { partnerId } = this.props.answer;
            const allDay = Boolean(this.canPass && this.state.allDay);
            const args = [[config.id], login, password, uuid, partnerId, this.said, allDay];
            const name = await data.call("pos.config", "coop_authorise", args);
            this.state.error = name
                ? ""
                : _t("That is not a manager's address and password. Please try again.");
            return name;
        } catch {
            this.state.error = _t("The server cannot be asked just now. Please try again.");
            return false;
        } finally {
            this.state.asking = false;
        }
    }

    namePin() {
        const pin = this.state.pin && Sha1.hash(this.state.pin);
        const manager = this.pos.coopGate.pinManagers().find((one) => one._pin === pin);
        if (!manager) {
            this.state.error = _t("This PIN is not a manager's. Please try again.");
            return undefined;
        }
        return { name: manager.name, proven: false };
    }
}
