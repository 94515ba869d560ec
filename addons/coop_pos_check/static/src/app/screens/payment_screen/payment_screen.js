import { patch } from "@web/core/utils/patch";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { PersonPanel } from "@coop_pos_check/app/components/person_panel/person_panel";

patch(PaymentScreen, {
    components: { ...PaymentScreen.components, PersonPanel },
});

patch(PaymentScreen.prototype, {
    /** Asked before any money: a terminal may take it at once. */
    async addNewPaymentLine(paymentMethod) {
        const { coopGate } = this.pos;
        // Where nobody is checked the line is there at once, as Odoo's own screen has it.
        if (coopGate.concerns(this.currentOrder) && !(await coopGate.ask(this.currentOrder))) {
            return false;
        }
        return super.addNewPaymentLine(paymentMethod);
    },

    async sendPaymentRequest(line) {
        const { coopGate } = this.pos;
        if (coopGate.concerns(this.currentOrder) && !(await coopGate.ask(this.currentOrder))) {
            return;
        }
        return super.sendPaymentRequest(line);
    },
});
