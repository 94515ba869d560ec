import { patch } from "@web/core/utils/patch";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { PersonPanel } from "@coop_pos_check/app/components/person_panel/person_panel";

patch(ProductScreen, {
    components: { ...ProductScreen.components, PersonPanel },
});

patch(ProductScreen.prototype, {
    /** Without network a customer's barcode is looked for in the till only. */
    async _getPartnerByBarcode(code) {
        try {
            return await super._getPartnerByBarcode(code);
        } catch (error) {
            if (this.pos.coopChecker) {
                return null;
            }
            throw error;
        }
    },

    async _getProductByBarcode(code) {
        try {
            return await super._getProductByBarcode(code);
        } catch (error) {
            if (this.pos.coopChecker) {
                return null;
            }
            throw error;
        }
    },
});
