import { expect, test } from "@odoo/hoot";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Action extends models.Model {
    _name = "coop.mass.action";

    state = fields.Selection({
        selection: [
            ["ready", "Looked at"],
            ["running", "Under way"],
            ["done", "Done"],
        ],
    });
    possible_count = fields.Integer();
    done_count = fields.Integer();

    _records = [{ id: 1, state: "ready", possible_count: 5, done_count: 0 }];
}

defineMailModels();
defineModels([Action]);

const ARCH = `
    <form>
        <field name="state"/><field name="possible_count"/><field name="done_count"/>
        <widget name="coop_mass_progress"/>
    </form>`;

async function open(answers) {
    onRpc("coop.mass.action", "apply_next", ({ args }) => {
        expect.step(`apply ${args[0]}`);
        return answers.shift();
    });
    await mountView({ type: "form", resModel: "coop.mass.action", resId: 1, arch: ARCH });
}

test("step after step until nobody is left", async () => {
    const last = new Deferred();
    await open([{ done: 2, left: 3, refused: 0 }, { done: 4, left: 1, refused: 0 }, last]);
    await contains(".o_coop_apply:contains(Apply to 5 members)").click();
    await animationFrame();
    await expect.waitForSteps(["apply 1", "apply 1", "apply 1"]);
    expect(".o_coop_progress p").toHaveText("4 changed, 1 to go.");
    expect(".progress").toHaveAttribute("aria-valuenow", "80");
    expect(".o_coop_apply").toHaveCount(0);
    last.resolve({ done: 5, left: 0, refused: 0 });
    await animationFrame();
    expect.verifySteps([]);
});

test("stopping waits for the step under way and asks for no other", async () => {
    const first = new Deferred();
    await open([first]);
    await contains(".o_coop_apply").click();
    await contains(".o_coop_progress button:contains(Stop)").click();
    expect(".o_coop_progress button").not.toBeEnabled();
    first.resolve({ done: 2, left: 3, refused: 0 });
    await animationFrame();
    await expect.waitForSteps(["apply 1"]);
    expect(".o_coop_apply").toHaveCount(1);
});

test("when nobody can change it says so", async () => {
    Action._records = [{ id: 1, state: "ready", possible_count: 0, done_count: 0 }];
    await open([]);
    expect(".o_coop_progress").toHaveText("Nobody can change. The list says why.");
    expect(".o_coop_apply").toHaveCount(0);
});
