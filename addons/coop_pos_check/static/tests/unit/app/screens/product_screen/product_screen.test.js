import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { begin } from "../../till_data";

definePosModels();

/** Whom a barcode finds where the server does not answer. */
function ask(store, method) {
    const screen = Object.create(ProductScreen.prototype);
    const cut = async () => {
        throw new Error("no network");
    };
    screen.pos = store;
    patchWithCleanup(store, { loadNewProducts: cut });
    patchWithCleanup(store.data, { searchRead: cut });
    return screen[method]({ code: "5901234123457", base_code: "5901234123457" });
}

for (const method of ["_getPartnerByBarcode", "_getProductByBarcode"]) {
    test(`${method}: without network nobody is found, and nothing breaks`, async () => {
        const { store } = await begin(3);
        expect(await ask(store, method)).toBe(null);
    });
}
