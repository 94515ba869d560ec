import { expect, test } from "@odoo/hoot";
import { click, waitFor } from "@odoo/hoot-dom";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { dialogActions } from "@point_of_sale/../tests/unit/utils";
import { PersonPanel } from "@coop_pos_check/app/components/person_panel/person_panel";
import { begin, leave, scan } from "../till_data";

definePosModels();

test("a card chooses its person", async () => {
    const { store, order } = await begin();
    expect(await scan(store, "0420000000013")).toBe(true);
    expect(order.getPartner().id).toBe(3);
    expect(await scan(store, "5901234123457")).toBe(false);
    expect(order.getPartner().id).toBe(3);
});

test("somebody whom Odoo did not preload is served without network", async () => {
    const { store, order } = await begin();
    store.data.network.offline = true;
    await scan(store, "0420000000037");
    expect(order.getPartner().id).toBe(901);
    expect(order.getPartner().name).toBe("Théo Arrêt");
    expect(order.serializeForORM({ keepCommands: true }).partner_id).toBe(901);
    store.data.network.offline = false;
});

test("a replaced card is refused and changes nobody", async () => {
    const { store, order, log } = await begin(18);
    expect(await scan(store, "0420000000044")).toBe(true);
    expect(order.getPartner().id).toBe(18);
    await store.coopChecker.push();
    expect(log.pushed.map((row) => row.code)).toEqual(["revoked_card"]);
});

test("a card that nobody has, read again and again, is one dialog from which to choose", async () => {
    const { store } = await begin();
    let chosen = 0;
    patchWithCleanup(store, { selectPartner: () => chosen++ });
    const steps = [
        async () => store.coopShowAnswer(store.coopUnknownCard()),
        async () => store.coopShowAnswer(store.coopUnknownCard()),
        async () => expect(".coop-refusal").toHaveCount(1),
        async () => click(".coop-choose"),
    ];
    await dialogActions(() => store.coopShowAnswer(store.coopUnknownCard()), steps);
    expect(chosen).toBe(1);
});

test("a card on a screen without an order says what to do", async () => {
    const { store } = await begin();
    const told = [];
    patchWithCleanup(store, { getOrder: () => undefined });
    patchWithCleanup(store.notification, {
        add: (text, { title }) => told.push(`${title} / ${text}`),
    });
    expect(await scan(store, "0420000000013")).toBe(true);
    expect(told).toHaveLength(1);
    expect(told[0]).toInclude("Choose a table or an order first");
});

test("an order whose request was lost is sent again", async () => {
    const { store, order } = await begin(3);
    order.state = "paid";
    store.addPendingOrder([order.id]);
    order._dirty = false;
    await store.syncAllOrders().catch(() => {});
    expect(order.isSynced || order.isDirty()).toBe(true);
});

/** The record of somebody comes when the test says so, as by a slow network. */
function slowly(store) {
    const gates = {};
    patchWithCleanup(store, {
        async coopPartner(id) {
            await new Promise((resolve) => (gates[id] = resolve));
            return super.coopPartner(id);
        },
    });
    return async (id) => {
        for (let tries = 0; tries < 100 && !gates[id]; tries++) {
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
        gates[id]();
    };
}

test("the verdict is on the screen before the network told of the person", async () => {
    const { store, order } = await begin();
    const come = slowly(store);
    await mountWithCleanup(PersonPanel, { props: { order } });
    await store.coopScan("LOUVE-77");
    await waitFor(".coop-panel[data-code='blocked']:contains('Bruno Arrêt')");
    expect(order.getPartner()).toBe(undefined);
    await come(18);
    await store.coopSettled();
    expect(order.getPartner().id).toBe(18);
    await waitFor(".coop-panel[data-code='blocked']:contains('Bruno Arrêt')");
});

test("of two cards shown in a row, the last one counts, however slow the network", async () => {
    const { store, order } = await begin();
    const come = slowly(store);
    await store.coopScan("LOUVE-77");
    await store.coopScan("0420000000013");
    await come(3);
    await store.coopSettled();
    await come(18);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(order.getPartner().id).toBe(3);
});

test("a payment waits until the order has the person who showed a card", async () => {
    const { store, order } = await begin(3);
    const come = slowly(store);
    await store.coopScan("LOUVE-77");
    const asked = dialogActions(() => store.coopGate.ask(order), leave);
    await come(18);
    expect(await asked).toBe(false);
    expect(order.getPartner().id).toBe(18);
});

test("somebody chosen by hand is not replaced by who showed a card before", async () => {
    const { store, order } = await begin();
    const come = slowly(store);
    await store.coopScan("LOUVE-77");
    store.setPartnerToCurrentOrder(store.models["res.partner"].get(3));
    await come(18);
    await store.coopSettled();
    expect(order.getPartner().id).toBe(3);
});
