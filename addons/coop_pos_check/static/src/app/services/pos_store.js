import { markRaw, reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { Checker } from "@coop_pos_check/core/checker";
import { pauseEndsScan } from "@coop_pos_check/core/pause_ends_scan";
import { painted } from "@coop_pos_check/core/painted";
import { CoopGate } from "@coop_pos_check/app/utils/coop_gate";
import {
    CHOOSE,
    RefusalDialog,
} from "@coop_pos_check/app/components/refusal_dialog/refusal_dialog";

/** Tills that hear the same bell do not all pull at once: up to that many milliseconds later. */
const SPREAD = 3000;
/** How long choosing somebody waits for their full record before going on with name and id. */
const PATIENCE = 2000;

patch(PosStore.prototype, {
    async setup() {
        this.coopGate = new CoopGate(this);
        this.coopChecker = null;
        // Who was chosen a moment ago, before the order knows: see coopChoose.
        this.coopComing = reactive({ personId: 0, orderUuid: "" });
        // The refusals on the screen, as functions that close them.
        this.coopDialogs = new Set();
        return super.setup(...arguments);
    },

    async processServerData() {
        await super.processServerData(...arguments);
        if (["warn", "refuse"].includes(this.config.coop_check_mode)) {
            await this.coopStart();
        }
    },

    async coopStart() {
        // Raw: a map of 16,000 persons must not become a reactive proxy.
        this.coopChecker = markRaw(this.coopMakeChecker());
        await this.coopChecker.load();
        const pulled = this.coopChecker.start();
        if (!this.coopChecker.ready) {
            await pulled;
        }
        this.data.connectWebSocket("COOP_PERSONS", () => this.coopRing());
        window.addEventListener("pos-network-online", () => this.coopChecker.refresh());
        pauseEndsScan(this.env.services.barcode.bus);
        // There is no reader when no nomenclature is configured.
        Object.assign(this.barcodeReader || {}, {
            coopScan: (code) => this.coopScan(code),
            coopUnknown: () => this.coopShowAnswer(this.coopUnknownCard()),
        });
    },

    coopMakeChecker() {
        const call = (method, args) => this.data.call("pos.config", method, args);
        return new Checker({
            name: `coop-till-${this.config.id}-${this.config._coop_db}`,
            pull: (cursor, ids) => call("coop_persons", [[this.config.id], cursor, ids]),
            push: (rows) => call("coop_record_checks", [[this.config.id], rows]),
        });
    },

    coopRing() {
        clearTimeout(this.coopRinging);
        this.coopRinging = setTimeout(() => this.coopChecker.pull(), Math.random() * SPREAD);
    },

    /**
     * Odoo takes an order for sent as soon as it is written into a request: one whose request is
     * lost with the network would wait for the next start of the till. It is sent again instead;
     * the server knows it by its uuid.
     */
    async syncAllOrders() {
        try {
            return await super.syncAllOrders(...arguments);
        } finally {
            if (this.coopChecker) {
                const unsent = this.getPendingOrder().orderToCreate;
                unsent.filter((order) => order.isUnsyncedPaid).forEach((one) => one._markDirty());
            }
        }
    },

    async preSyncAllOrders(orders) {
        // The check first, so that its order finds it; but an order never waits for it.
        if (this.coopChecker) {
            await this.coopChecker.push();
        }
        return super.preSyncAllOrders(orders);
    },

    // ------------------------------------------------------------------ who is shopping

    /** @returns {Promise<boolean>} whether the code was a card of somebody in the list */
    async coopScan(code) {
        const found = this.coopChecker.directory.findCard(code);
        if (!found) {
            return false;
        }
        if (found.revoked) {
            this.coopShowAnswer(this.coopChecker.judgeCard(code));
        } else {
            // Not awaited: goods may be scanned while a slow network tells of the person.
            this.coopChoose(found.person.id);
        }
        return true;
    },

    coopUnknownCard() {
        const answer = this.coopChecker.ready
            ? this.coopChecker.say({ code: "unknown_card", allowed: false })
            : this.coopGate.noList();
        return { ...answer, note: _t("No product has this barcode either.") };
    },

    /** Say a refusal that is not about the order's person: an unknown card, a replaced one. */
    coopShowAnswer(answer) {
        this.sound.play("error");
        if (this.coopChecker.ready) {
            this.coopChecker.record(answer, { outcome: "refused" });
        }
        const canChoose = answer.code === "unknown_card" && !this.coopObstacle(this.getOrder());
        // Read three times, a card is unknown once.
        this.coopSaid?.();
        this.coopSaid = this.dialog.add(RefusalDialog, {
            answer: { messages: [], ...answer },
            canChoose,
            getPayload: (choice) => choice === CHOOSE && this.selectPartner(),
        });
    },

    /**
     * Make somebody of the list the person of the present order.
     *
     * The verdict is painted first: setting the person works out every price of the order again,
     * and may read the person's record from a slow network. A payment waits for it (coopSettled).
     */
    coopChoose(personId) {
        let order = this.getOrder();
        if (order?.finalized) {
            this.orderDone(order);
            order = this.getOrder();
        }
        const obstacle = this.coopObstacle(order);
        if (obstacle) {
            this.coopTell(personId, obstacle);
            return;
        }
        Object.assign(this.coopComing, { personId, orderUuid: order.uuid });
        this.coopSettling = this.coopSetPerson(order, personId);
        this.coopDialogs.forEach((anew) => anew());
    },

    /** Why the present order cannot be given to somebody, in words. */
    coopObstacle(order) {
        if (!order || order.finalized) {
            return _t("Choose a table or an order first, then scan the card again.");
        }
        return order.getHasRefundLines() && order.getPartner()
            ? _t("An order with a return stays with its person. Please begin another one.")
            : "";
    },

    /** The verdict of somebody who showed a card that no order can be given to. */
    coopTell(personId, obstacle) {
        const { name, title, allowed } = this.coopChecker.judge(personId);
        this.sound.play("error");
        this.notification.add(obstacle, {
            title: `${name}: ${title}`,
            type: allowed ? "info" : "warning",
        });
    },

    async coopSetPerson(order, personId) {
        try {
            await painted();
            const answer = this.coopChecker.judge(personId);
            this.sound.play(answer.allowed ? "beep" : "error");
            const partner = await this.coopPartner(personId);
            // Somebody else may have shown a card while the network was slow.
            if (this.coopComing.personId === personId && order.getPartner() !== partner) {
                this.coopGiveTo(order, partner);
            }
        } finally {
            if (this.coopComing.personId === personId) {
                Object.assign(this.coopComing, { personId: 0, orderUuid: "" });
            }
        }
    },

    /** By the way that other addons listen to (points, wallets), while the order is in sight. */
    coopGiveTo(order, partner) {
        this.coopGate.leaves(order, partner);
        if (order === this.getOrder()) {
            this.setPartnerToCurrentOrder(partner);
            // Where pos_loyalty is installed: the points and offers of that person.
            this.updateRewards?.();
        } else {
            order.setPartner(partner);
        }
    },

    /** Chosen in another way: who showed a card before that is not waited for any more. */
    setPartnerToCurrentOrder(partner) {
        this.coopGate.leaves(this.getOrder(), partner);
        Object.assign(this.coopComing, { personId: 0, orderUuid: "" });
        return super.setPartnerToCurrentOrder(...arguments);
    },

    /** Resolves when the last person chosen is the order's. */
    coopSettled() {
        return this.coopSettling?.catch(() => {});
    },

    /** The till's record of somebody; without network, name and id are enough to sell. */
    async coopPartner(personId) {
        const known = this.models["res.partner"].get(personId);
        if (known) {
            return known;
        }
        await this.coopComplete(personId);
        return this.models["res.partner"].get(personId) || this.coopLocalPartner(personId);
    },

    /** Read somebody's full record, unless the network is too slow for a queue of people. */
    async coopComplete(personId) {
        if (!this.data.network.offline) {
            const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
            const read = this.data.read("res.partner", [personId]).catch(() => null);
            await Promise.race([read, patience]);
        }
    },

    coopLocalPartner(personId) {
        const { name } = this.coopChecker.directory.get(personId);
        this.models.connectNewData({ "res.partner": [{ id: personId, name }] });
        return this.models["res.partner"].get(personId);
    },
});
