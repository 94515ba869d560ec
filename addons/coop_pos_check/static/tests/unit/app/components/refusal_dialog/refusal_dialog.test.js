/* global Sha1 */

import { expect, test } from "@odoo/hoot";
import { click, edit } from "@odoo/hoot-dom";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { dialogActions } from "@point_of_sale/../tests/unit/utils";
import { begin } from "../../till_data";
import { day } from "../../../coop_data";

definePosModels();

test("a refusal cannot be lifted without a reason", async () => {
    const { store, order } = await begin(18);
    store.config._coop_may_lift = true;
    const steps = [
        async () => click(".coop-lift-start"),
        async () => click(".coop-lift-confirm"),
        async () => expect(".coop-lift [role=alert]").toHaveText(/say why/),
        // A reason answers the complaint.
        async () => click(".coop-lift button[aria-pressed='false']"),
        async () => expect(".coop-lift [role=alert]").toHaveCount(0),
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
    expect(order.uiState.coopLift.proven).toBe(false);
    expect(order.uiState.coopLift.dayPass).toBe(false);
});

test("a manager signs in for one check, whose key goes into the log", async () => {
    const { store, order, log } = await begin(18);
    const asked = [];
    const { call } = store.data;
    patchWithCleanup(store.data, {
        call(model, method, args) {
            if (method !== "coop_authorise") {
                return call.apply(store.data, arguments);
            }
            asked.push(args);
            return Promise.resolve(args[2] === "right" && "Claire");
        },
    });
    const type = (selector, text) => [async () => click(selector), async () => edit(text)];
    const steps = [
        async () => click(".coop-lift-start"),
        async () => click(".coop-lift button[aria-pressed='false']"),
        async () => click(".coop-lift-confirm"),
        async () => expect(".coop-lift [role=alert]").toHaveText(/signs in/),
        ...type(".coop-lift-login", "claire@coop.example"),
        ...type(".coop-lift-password", "wrong"),
        async () => click(".coop-lift-confirm"),
        async () => expect(".coop-lift [role=alert]").toHaveText(/not a manager's/),
        async () => expect(".coop-lift-password").toHaveValue(""),
        ...type(".coop-lift-password", "right"),
        async () => click(".coop-lift-confirm"),
    ];
    expect(await dialogActions(() => store.coopGate.ask(order), steps)).toBe(true);
    store.coopGate.settle(order);
    await store.coopChecker.push();
    const row = log.pushed.at(-1);
    expect([row.outcome, row.override_name, row.uuid]).toEqual([
        "override",
        "Claire",
        asked.at(-1)[3],
    ]);
    expect(asked.at(-1)[4]).toBe(18);
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

test("a reason is picked or typed: the last one counts, and only that is shown", async () => {
    const { store, order } = await begin(18);
    store.config._coop_may_lift = true;
    const steps = [
        async () => click(".coop-lift-start"),
        async () => click(".coop-lift button[aria-pressed='false']"),
        async () => expect(".coop-lift-reason").toHaveValue(""),
        async () => click(".coop-lift-reason"),
        async () => edit("Claire agreed"),
        async () => expect(".coop-lift button[aria-pressed='true']").toHaveCount(0),
        async () => click(".coop-lift-confirm"),
    ];
    expect(await dialogActions(() => store.coopGate.ask(order), steps)).toBe(true);
    expect(order.uiState.coopLift.reason).toBe("Claire agreed");
});

test("when nobody is chosen, the dialog asks for the person", async () => {
    const { store, order } = await begin();
    const steps = [
        async () => expect(".coop-choose").toHaveText("Choose the person"),
        async () => click(".coop-back"),
    ];
    await dialogActions(() => store.coopGate.ask(order), steps);
});

test("when somebody is refused, the dialog offers to choose somebody else", async () => {
    const { store, order } = await begin(18);
    const steps = [
        async () => expect(".coop-choose").toHaveText("Choose somebody else"),
        async () => click(".coop-back"),
    ];
    await dialogActions(() => store.coopGate.ask(order), steps);
});
