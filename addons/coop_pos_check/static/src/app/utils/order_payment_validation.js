import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { patch } from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    setup(vals) {
        super.setup(vals);
        this.coopFastMethod = vals.fastPaymentMethod;
    },

    async askBeforeValidation() {
        if (!(await this.pos.coopGate.ask(this.order))) {
            this.coopForgetFastPayment();
            return false;
        }
        return super.askBeforeValidation();
    },

    /** A fast payment adds its line before it asks; a refusal takes the line back. */
    coopForgetFastPayment() {
        const line = this.order.payment_ids.at(-1);
        if (this.coopFastMethod && line?.payment_method_id.id === this.coopFastMethod.id) {
            this.order.removePaymentline(line);
        }
    },

    async finalizeValidation() {
        this.pos.coopGate.settle(this.order);
        return super.finalizeValidation();
    },
});
