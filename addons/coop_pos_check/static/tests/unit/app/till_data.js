import { click } from "@odoo/hoot-dom";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { switchOn } from "../coop_data";

/** What happens when the order of a till is paid; `fast` as by the button of fast payment. */
export function validation(store, fast = false) {
    const order = store.getOrder();
    const method = order.config.payment_method_ids[0];
    return new OrderPaymentValidation({
        pos: store,
        orderUuid: order.uuid,
        fastPaymentMethod: fast ? method : null,
    });
}

/** A till that checks, with an order of somebody of the list. */
export async function begin(personId, mode) {
    const store = await setupPosEnv();
    const { checker, log } = await switchOn(store, mode);
    const order = await getFilledOrder(store);
    if (personId) {
        order.setPartner(await store.coopPartner(personId));
    }
    return { store, checker, log, order };
}

/** Scan a card, and wait until the order has its person. */
export async function scan(store, code) {
    const found = await store.coopScan(code);
    await store.coopSettled();
    return found;
}

export const leave = [async () => click(".coop-back")];
