import { _t } from "@web/core/l10n/translation";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { isSale } from "@coop_pos_check/app/utils/sale";
import {
    ANEW,
    CHOOSE,
    RefusalDialog,
} from "@coop_pos_check/app/components/refusal_dialog/refusal_dialog";

/** How long a payment waits for the server's word on somebody who is not in the list. */
const PATIENCE = 3000;

/**
 * The one gate before money: every way to pay asks it, as often as it likes. What was settled once
 * for a person, a verdict and a day is not asked again.
 */
export class CoopGate {
    constructor(pos) {
        this.pos = pos;
    }

    get checker() {
        return this.pos.coopChecker;
    }

    /** Whether nothing is being sold: returns stay possible for everybody. */
    isReturn(order) {
        return !isSale(
            order.lines.map((line) => ({
                quantity: line.getQuantity(),
                price: line.price_unit,
                discount: line.getDiscount(),
                is_return: Boolean(line.refunded_orderline_id),
                takes_back: line.product_id.lst_price < 0,
            }))
        );
    }

    concerns(order) {
        return Boolean(this.checker && order && !order.finalized && !this.isReturn(order));
    }

    /** The answer for the person of an order; `null` when the check is off. */
    answer(order) {
        if (!this.checker || !order) {
            return null;
        }
        return this.answerFor(order.getPartner(), order);
    }

    answerFor(partner, order) {
        if (!this.checker.ready) {
            return this.noList(partner);
        }
        const { id, name } = partner || {};
        return id ? this.checker.judge(id, name, this.sellsPass(order)) : this.nobody();
    }

    /** Whether a pass until midnight is among the goods. */
    sellsPass(order) {
        const pass = this.pos.config.raw.coop_pass_product_id;
        const isPass = (line) => line.product_id?.id === pass && line.getQuantity() > 0;
        return Boolean(pass) && order.lines.some(isPass);
    }

    /** What the panel says: of who was chosen a moment ago, or else of the order's person. */
    shown(order) {
        const { personId, orderUuid } = this.pos.coopComing;
        return this.checker && personId && orderUuid === order?.uuid
            ? this.answerFor({ id: personId }, order)
            : this.answer(order);
    }

    nobody() {
        return {
            code: "no_person",
            allowed: false,
            title: _t("Who is shopping?"),
            sentence: _t("Scan the card, or choose the person."),
            icon: "fa-id-card-o",
            tone: "idle",
            messages: [],
        };
    }

    noList(partner) {
        return {
            code: "no_list",
            allowed: false,
            partnerId: partner?.id || 0,
            name: partner?.name || "",
            title: _t("The list of persons is not here yet"),
            sentence: _t("Connect this till to the network once, so that it can check persons."),
            icon: "fa-chain-broken",
            tone: "stop",
            messages: [],
        };
    }

    key(order, answer) {
        return [answer.partnerId || 0, answer.code, this.checker.today()].join("|");
    }

    /** What was decided before about the present answer, if anything. */
    lift(order, answer) {
        const lift = order.uiState.coopLift;
        return lift?.key === this.key(order, answer) ? lift : null;
    }

    /**
     * May this order be paid? Asks the cashier, or a manager, when the verdict refuses.
     *
     * @returns {Promise<boolean>}
     */
    async ask(order) {
        await this.pos.coopSettled();
        while (this.concerns(order)) {
            const answer = await this.freshAnswer(order);
            if (answer.allowed || this.lift(order, answer)) {
                return true;
            }
            const choice = await this.showRefusal(order, answer);
            if (choice?.outcome) {
                order.uiState.coopLift = { key: this.key(order, answer), ...choice };
                continue;
            }
            if (!choice || answer.partnerId) {
                this.recordRefusal(order, answer);
            }
            if (!choice) {
                return false;
            }
            await this.somebodyElse(order, choice);
            if (choice === ANEW && answer.partnerId) {
                // A neighbour's card does not pay for these goods: the cashier sees who it is now.
                return false;
            }
        }
        return true;
    }

    /** Chosen in the list, or who showed a card while the refusal was read. */
    somebodyElse(order, choice) {
        return choice === CHOOSE ? this.pos.selectPartner(order) : this.pos.coopSettled();
    }

    /** The answer, after asking the server about somebody who joined a minute ago. */
    async freshAnswer(order) {
        const answer = this.answer(order);
        const stranger = answer.partnerId && !answer.known;
        if (answer.allowed || !stranger || this.pos.data.network.offline) {
            return answer;
        }
        const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
        await Promise.race([this.checker.pull([answer.partnerId]), patience]);
        return this.answer(order);
    }

    showRefusal(order, answer) {
        this.pos.sound.play("error");
        return makeAwaitable(this.pos.dialog, RefusalDialog, {
            answer,
            canChoose: !order.getHasRefundLines(),
            canWarn: this.pos.config.coop_check_mode === "warn",
            canLift: this.canLift(answer),
        });
    }

    /** Whether somebody at this till could lift a refusal. */
    canLift(answer) {
        if (!answer.partnerId) {
            return false;
        }
        const stranger = !answer.known && this.pos.data.network.offline;
        if (stranger && this.pos.config.coop_offline_unknown === "refuse") {
            return false;
        }
        const canSignIn = !this.pos.data.network.offline;
        return this.pos.config._coop_may_lift || canSignIn || this.pinManagers().length > 0;
    }

    /** Managers whom a PIN names (with pos_hr); it proves nothing, every till knows all PINs. */
    pinManagers() {
        const employees = this.pos.config.module_pos_hr && this.pos.models["hr.employee"];
        return employees ? employees.filter((one) => one._role === "manager" && one._pin) : [];
    }

    // ------------------------------------------------------------------ the log

    /** A refusal is logged once per order, person and verdict. */
    recordRefusal(order, answer) {
        const key = this.key(order, answer);
        if (this.checker.ready && order.uiState.coopRefused !== key) {
            order.uiState.coopRefused = key;
            this.checker.record(answer, { outcome: "refused", order_uuid: order.uuid });
        }
    }

    /** Goods of somebody who may not shop are given to somebody else: the log says so. */
    leaves(order, partner) {
        const before = order?.getPartner();
        if (before && before.id !== partner?.id && this.concerns(order)) {
            const answer = this.answer(order);
            if (!answer.allowed && !this.lift(order, answer)) {
                this.recordRefusal(order, answer);
            }
        }
    }

    /** The order is being paid: write down under which verdict. */
    settle(order) {
        if (!this.concerns(order) || !this.checker.ready) {
            return;
        }
        const answer = this.answer(order);
        const lift = answer.allowed ? null : this.lift(order, answer);
        const check = this.checker.record(answer, {
            outcome: answer.allowed ? "allowed" : lift?.outcome || "refused",
            override_name: lift?.name || "",
            override_reason: lift?.reason || "",
            ...(lift?.uuid ? { uuid: lift.uuid } : {}),
            day_pass: Boolean(lift?.dayPass),
            order_uuid: order.uuid,
        });
        order.coop_check_uuid = check.uuid;
    }
}
