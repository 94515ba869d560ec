import { expect, test } from "@odoo/hoot";
import { animationFrame, queryAll, queryFirst } from "@odoo/hoot-dom";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { PersonPanel } from "@coop_pos_check/app/components/person_panel/person_panel";
import { begin } from "../../till_data";

definePosModels();

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
