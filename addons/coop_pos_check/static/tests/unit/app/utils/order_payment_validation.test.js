import { expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { dialogActions } from "@point_of_sale/../tests/unit/utils";
import { begin, leave, validation } from "../till_data";

definePosModels();

test("an order is not paid for somebody who may not shop", async () => {
    const { store, order } = await begin(18);
    const paid = await dialogActions(() => validation(store, true).validateOrder(false), leave);
    expect(paid).toBe(false);
    expect(order.state).toBe("draft");
    expect(order.payment_ids).toHaveLength(0);
});

test("an order is paid for somebody who may", async () => {
    const { store, order } = await begin(3);
    await validation(store, true).validateOrder(false);
    expect(order.state).toBe("paid");
    expect(order.coop_check_uuid).toHaveLength(36);
});

test("warn: the cashier goes on, and the log says so", async () => {
    const { store, order, log } = await begin(18, "warn");
    const goOn = [async () => click(".coop-go-on")];
    await dialogActions(() => validation(store, true).validateOrder(false), goOn);
    expect(order.state).toBe("paid");
    await store.coopChecker.push();
    expect(log.pushed.map((row) => row.outcome)).toEqual(["warned"]);
});
