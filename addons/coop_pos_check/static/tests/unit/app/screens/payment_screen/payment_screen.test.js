import { expect, test } from "@odoo/hoot";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { begin } from "../../till_data";

definePosModels();

test("no way to take money is opened for somebody who may not shop", async () => {
    const { store, order } = await begin(18);
    const screen = await mountWithCleanup(PaymentScreen, { props: { orderUuid: order.uuid } });
    patchWithCleanup(store.coopGate, { ask: async () => false });
    const method = order.config.payment_method_ids[0];
    const before = order.payment_ids.length;
    expect(await screen.addNewPaymentLine(method)).toBe(false);
    expect(order.payment_ids).toHaveLength(before);
    const line = { pay: () => expect.step("terminal") };
    await screen.sendPaymentRequest(line);
    expect.verifySteps([]);
});
