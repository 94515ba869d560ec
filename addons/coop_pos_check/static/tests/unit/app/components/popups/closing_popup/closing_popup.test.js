import { expect, test } from "@odoo/hoot";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { begin } from "../../../till_data";

definePosModels();

async function close(flags) {
    await begin(3);
    const props = {
        orders_details: { quantity: 1, amount: 10 },
        opening_notes: "",
        default_cash_details: {
            id: 1,
            name: "Cash",
            amount: 0,
            opening: 0,
            payment_amount: 0,
            moves: [],
        },
        non_cash_payment_methods: [],
        is_manager: true,
        amount_authorized_diff: null,
        close: () => {},
    };
    await mountWithCleanup(ClosePosPopup, { props: { ...props, coop_flags: flags } });
}

test("the closing screen lists what to look at", async () => {
    await close([["Sold on a warning", 2]]);
    expect(".coop-closing").toHaveText(/Sold on a warning \(2\)/);
});

test("the closing screen says nothing when there is nothing to look at", async () => {
    await close([]);
    expect(".coop-closing").toHaveCount(0);
});
