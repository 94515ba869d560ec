import { test } from "@odoo/hoot";
import { waitFor } from "@odoo/hoot-dom";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";
import { begin } from "../../till_data";

definePosModels();

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
