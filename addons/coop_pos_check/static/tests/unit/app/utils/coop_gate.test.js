import { expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { dialogActions, getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { CoopGate } from "@coop_pos_check/app/utils/coop_gate";
import { begin, leave, scan } from "../till_data";

definePosModels();

test("the gate is open when the check is off", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    expect(await store.coopGate.ask(order)).toBe(true);
    expect(store.coopGate.answer(order)).toBe(null);
});

test("the gate lets a member up to date pass without a word", async () => {
    const { store, order, log } = await begin(3);
    expect(await store.coopGate.ask(order)).toBe(true);
    store.coopGate.settle(order);
    await store.coopChecker.push();
    expect(log.pushed[0].outcome).toBe("allowed");
    expect(log.pushed[0].order_uuid).toBe(order.uuid);
    expect(order.coop_check_uuid).toBe(log.pushed[0].uuid);
});

test("the gate refuses, says why, and logs it once", async () => {
    const { store, order, log } = await begin(18);
    expect(await dialogActions(() => store.coopGate.ask(order), leave)).toBe(false);
    expect(await dialogActions(() => store.coopGate.ask(order), leave)).toBe(false);
    await store.coopChecker.push();
    expect(log.pushed.map((row) => [row.outcome, row.partner_id])).toEqual([["refused", 18]]);
});

test("a card shown while the refusal is read is the answer to it", async () => {
    const { store, order } = await begin();
    const show = [async () => scan(store, "0420000000013")];
    expect(await dialogActions(() => store.coopGate.ask(order), show)).toBe(true);
    expect(order.getPartner().id).toBe(3);
    expect(".coop-refusal").toHaveCount(0);
});

test("a neighbour's card stops the payment of whoever was refused, who is in the log", async () => {
    const { store, order, log } = await begin(18);
    const show = [async () => scan(store, "0420000000013")];
    expect(await dialogActions(() => store.coopGate.ask(order), show)).toBe(false);
    // The cashier sees who it is now, and presses again.
    expect(order.getPartner().id).toBe(3);
    expect(await store.coopGate.ask(order)).toBe(true);
    await store.coopChecker.push();
    expect(log.pushed.map((row) => [row.outcome, row.partner_id])).toEqual([["refused", 18]]);
});

test("what was lifted is not asked again, until the person changes", async () => {
    const { store, order } = await begin(18);
    store.config._coop_may_lift = true;
    const lift = [
        async () => click(".coop-lift-start"),
        async () => click(".coop-lift button[aria-pressed='false']"),
        async () => click(".coop-lift-confirm"),
    ];
    expect(await dialogActions(() => store.coopGate.ask(order), lift)).toBe(true);
    expect(await store.coopGate.ask(order)).toBe(true);
    expect(store.coopGate.lift(order, store.coopGate.answer(order)).reason).toInclude("telephone");
    order.setPartner(await store.coopPartner(901));
    expect(await dialogActions(() => store.coopGate.ask(order), leave)).toBe(false);
});

test("what is brought back is taken back from anybody", async () => {
    const { store, order } = await begin(18);
    order.lines.forEach((line) => line.setQuantity(-1, true));
    expect(await store.coopGate.ask(order)).toBe(true);
});

test("without network, the till's policy decides about a stranger", async () => {
    const { store } = await begin();
    store.config._coop_may_lift = true;
    store.data.network.offline = true;
    const stranger = { partnerId: 555, known: false };
    store.config.coop_offline_unknown = "refuse";
    expect(store.coopGate.canLift(stranger)).toBe(false);
    expect(store.coopGate.canLift({ partnerId: 18, known: true })).toBe(true);
    store.config.coop_offline_unknown = "manager";
    expect(store.coopGate.canLift(stranger)).toBe(true);
    store.data.network.offline = false;
});

test("a stranger is looked up on the server before being refused", async () => {
    const { store, order, log } = await begin();
    store.models.connectNewData({ "res.partner": [{ id: 555, name: "Nora" }] });
    order.setPartner(store.models["res.partner"].get(555));
    expect(await dialogActions(() => store.coopGate.ask(order), leave)).toBe(false);
    expect(log.asked.at(-1).ids).toEqual([555]);
});

test("no list yet: nobody can be checked, and the screen says so", async () => {
    const { store, order, log } = await begin(3);
    log.online = false;
    store.coopChecker.state.listAt = 0;
    expect(store.coopGate.answer(order).code).toBe("no_list");
    expect(await dialogActions(() => store.coopGate.ask(order), leave)).toBe(false);
});

test("what was settled for a person is settled for that day only", () => {
    let day = "2026-11-23";
    const gate = new CoopGate({ coopChecker: { today: () => day } });
    const order = { uiState: {} };
    const answer = { partnerId: 7, code: "suspended" };
    order.uiState.coopLift = { key: gate.key(order, answer), outcome: "override" };
    expect(gate.lift(order, answer)).toBe(order.uiState.coopLift);
    expect(gate.lift(order, { ...answer, code: "blocked" })).toBe(null);
    expect(gate.lift(order, { ...answer, partnerId: 8 })).toBe(null);
    day = "2026-11-24";
    expect(gate.lift(order, answer)).toBe(null);
});
