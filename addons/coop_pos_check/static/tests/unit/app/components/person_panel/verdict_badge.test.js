import { expect, test } from "@odoo/hoot";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { VerdictBadge } from "@coop_pos_check/app/components/person_panel/verdict_badge";
import { begin } from "../../till_data";

definePosModels();

test("the badge of somebody in a list", async () => {
    const { store } = await begin();
    await mountWithCleanup(VerdictBadge, { props: { partner: await store.coopPartner(18) } });
    expect(".coop-badge").toHaveText(/Please see the office/);
    expect(".coop-badge").toHaveText(/no\. 13/);
});
