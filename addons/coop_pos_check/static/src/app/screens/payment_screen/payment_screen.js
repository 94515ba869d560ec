import { patch } from "@web/core/utils/patch";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { PersonPanel } from "@coop_pos_check/app/components/person_panel/person_panel";

patch(PaymentScreen, {
    components: { ...PaymentScreen.components, PersonPanel },
});

patch(PaymentScreen.prototype, {
    /** Asked before any money: a terminal may take it at once. */
    async addNewPaymentLine(paymentMethod) {
        if (!(await this.pos.coopGate.ask(this.currentOrder))) {
            return false;
        }
        return super.addNewPaymentLine(paymentMethod);
    },

    async sendPaymentRequest(line) {
        if (!(await this.pos.coopGate.ask(this.currentOrder))) {
            return;
        }
        return super.sendPaymentRequest(line);
    },
});
