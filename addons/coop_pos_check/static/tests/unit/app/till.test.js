/* global Sha1 */

import { expect, test } from "@odoo/hoot";
import { animationFrame, click, edit, queryAll, queryFirst, waitFor } from "@odoo/hoot-dom";
import {
    allowTranslations,
    mountWithCleanup,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { dialogActions, getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { PersonPanel } from "@coop_pos_check/app/components/person_panel/person_panel";
import { VerdictBadge } from "@coop_pos_check/app/components/person_panel/verdict_badge";
import { day, switchOn } from "../coop_data";

definePosModels();

function validation(store, fast = false) {
    const order = store.getOrder();
    const method = order.config.payment_method_ids[0];
    return new OrderPaymentValidation({
        pos: store,
        orderUuid: order.uuid,
        fastPaymentMethod: fast ? method : null,
    });
}

async function begin(personId, mode) {
    const store = await setupPosEnv();
    const { checker, log } = await switchOn(store, mode);
    const order = await getFilledOrder(store);
    if (personId) {
        order.setPartner(await store.coopPartner(personId));
    }
    return { store, checker, log, order };
}

const leave = [async () => click(".coop-back")];

// ------------------------------------------------------------------ utils/coop_gate.js

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

// ------------------------------------------------------------------ utils/order_payment_validation.js

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

// ------------------------------------------------------------------ services/pos_store.js

test("a card chooses its person", async () => {
    const { store, order } = await begin();
    expect(await store.coopScan("0420000000013")).toBe(true);
    expect(order.getPartner().id).toBe(3);
    expect(await store.coopScan("5901234123457")).toBe(false);
    expect(order.getPartner().id).toBe(3);
});

test("somebody whom Odoo did not preload is served without network", async () => {
    const { store, order } = await begin();
    store.data.network.offline = true;
    await store.coopScan("0420000000037");
    expect(order.getPartner().id).toBe(901);
    expect(order.getPartner().name).toBe("Théo Arrêt");
    expect(order.serializeForORM({ keepCommands: true }).partner_id).toBe(901);
    store.data.network.offline = false;
});

test("a replaced card is refused and changes nobody", async () => {
    const { store, order, log } = await begin(18);
    expect(await store.coopScan("0420000000044")).toBe(true);
    expect(order.getPartner().id).toBe(18);
    await store.coopChecker.push();
    expect(log.pushed.map((row) => row.code)).toEqual(["revoked_card"]);
});

test("an order whose request was lost is sent again", async () => {
    const { store, order } = await begin(3);
    order.state = "paid";
    store.addPendingOrder([order.id]);
    order._dirty = false;
    await store.syncAllOrders().catch(() => {});
    expect(order.isSynced || order.isDirty()).toBe(true);
});

// ------------------------------------------------------------------ services/barcode_reader_service.js

function makeReader() {
    const parser = { parse_barcode: (code) => ({ type: "product", code, base_code: code }) };
    const said = [];
    const notification = { add: (text) => said.push(text) };
    return { reader: new BarcodeReader(parser, { notification }), said };
}

test("a code of the list is a card before anything else", async () => {
    const { reader } = makeReader();
    const seen = [];
    reader.register({ product: (parsed) => seen.push(`product ${parsed.code}`) });
    reader.coopScan = async (code) => code === "0420000000013" && seen.push("card") > 0;
    await reader.scan("0420000000013");
    await reader.scan("5901234123457");
    expect(seen).toEqual(["card", "product 5901234123457"]);
});

test("a card scanned at the login screen stays the employee's", async () => {
    const { reader } = makeReader();
    const seen = [];
    reader.register({ product: () => seen.push("employee") }, true);
    reader.coopScan = async () => seen.push("card") > 0;
    await reader.scan("0420000000013");
    expect(seen).toEqual(["employee"]);
});

test("a code that is nothing is said to be an unknown card, when persons are checked", () => {
    allowTranslations();
    const { reader, said } = makeReader();
    reader.showNotFoundNotification({ code: "x" });
    expect(said).toHaveLength(1);
    reader.coopUnknown = () => said.push("unknown card");
    reader.showNotFoundNotification({ code: "x" });
    expect(said[1]).toBe("unknown card");
});

// ------------------------------------------------------------------ components/person_panel

test("the panel says name, words, dates and message, not colour alone", async () => {
    const { order } = await begin(18);
    await mountWithCleanup(PersonPanel, { props: { order } });
    const panel = queryFirst(".coop-panel");
    expect(panel).toHaveClass("coop-tone-stop");
    expect(panel).toHaveAttribute("role", "status");
    expect(panel).toHaveText(/Bruno Arrêt/);
    expect(panel).toHaveText(/Please see the office/);
    expect(panel).toHaveText(/See Claire\./);
    expect(queryFirst(".coop-panel i.fa-times-circle")).not.toBe(null);
});

test("the panel follows the list", async () => {
    const { order, checker } = await begin(3);
    await mountWithCleanup(PersonPanel, { props: { order } });
    expect(".coop-panel").toHaveClass("coop-tone-ok");
    checker.directory.get(3).line = [["", "blocked"]];
    checker.state.version++;
    await animationFrame();
    expect(".coop-panel").toHaveClass("coop-tone-stop");
});

test("the panel says when the list is old", async () => {
    const { order, checker } = await begin(3);
    checker.state.listAt -= 25 * 3600 * 1000;
    await mountWithCleanup(PersonPanel, { props: { order } });
    expect(".coop-panel-age").toHaveClass("coop-old");
    expect(".coop-panel-age").toHaveText(/25 hours old/);
});

test("the panel is nowhere when the check is off", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    await mountWithCleanup(PersonPanel, { props: { order } });
    expect(queryAll(".coop-panel")).toHaveLength(0);
});

test("the badge of somebody in a list", async () => {
    const { store } = await begin();
    await mountWithCleanup(VerdictBadge, { props: { partner: await store.coopPartner(18) } });
    expect(".coop-badge").toHaveText(/Please see the office/);
    expect(".coop-badge").toHaveText(/no\. 13/);
});

// ------------------------------------------------------------------ components/refusal_dialog

test("a refusal cannot be lifted without a reason", async () => {
    const { store, order } = await begin(18);
    store.config._coop_may_lift = true;
    const steps = [
        async () => click(".coop-lift-start"),
        async () => click(".coop-lift-confirm"),
        async () => expect(".coop-lift [role=alert]").toHaveText(/say why/),
        async () => click(".coop-back"),
    ];
    expect(await dialogActions(() => store.coopGate.ask(order), steps)).toBe(false);
});

test("with pos_hr, a manager's PIN lifts a refusal, another PIN does not", async () => {
    const { store, order } = await begin(18);
    patchWithCleanup(store.coopGate, {
        pinManagers: () => [{ name: "Cleo", _pin: Sha1.hash("1234") }],
    });
    const steps = [
        async () => click(".coop-lift-start"),
        async () => click(".coop-lift button[aria-pressed='false']"),
        async () => click(".coop-lift-pin"),
        async () => edit("9999"),
        async () => click(".coop-lift-confirm"),
        async () => expect(".coop-lift [role=alert]").toHaveText(/not a manager's/),
        async () => click(".coop-lift-pin"),
        async () => edit("1234"),
        async () => click(".coop-lift-confirm"),
    ];
    expect(await dialogActions(() => store.coopGate.ask(order), steps)).toBe(true);
    expect(order.uiState.coopLift.name).toBe("Cleo");
});

test("a refusal says its dates", async () => {
    const { store, order } = await begin(18);
    const steps = [
        async () => expect(".coop-refusal-date").toHaveCount(2),
        async () => click(".coop-back"),
    ];
    await dialogActions(() => store.coopGate.ask(order), steps);
    expect(store.coopChecker.judge(18).until).toBe(day(10));
});

// ------------------------------------------------------------------ screens/payment_screen

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

// ------------------------------------------------------------------ screens/partner_list

test("the list of customers finds everybody, without accents and by number", async () => {
    const { store } = await begin();
    store.data.network.offline = true;
    const list = await mountWithCleanup(PartnerList, {
        props: { partner: null, getPayload: () => {}, close: () => {} },
    });
    for (const [query, name] of [
        ["theo", "Théo Arrêt"],
        ["14", "Anne-Lise Dupont-Retard"],
    ]) {
        list.state.query = query;
        await waitFor(`.partner-info:contains("${name}")`);
    }
    store.data.network.offline = false;
});
