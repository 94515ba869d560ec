import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";
import { patch } from "@web/core/utils/patch";

/**
 * A co-op's card may be any barcode, whatever the nomenclature says: a code of the list is a card
 * first. The till sets `coopScan` and `coopUnknown` when it checks persons.
 */
patch(BarcodeReader.prototype, {
    async _scan(code) {
        if (code && this.coopScan && !this.exclusiveCbMap && (await this.coopScan(code))) {
            return;
        }
        return super._scan(code);
    },

    showNotFoundNotification(code) {
        if (this.coopUnknown) {
            return this.coopUnknown(code);
        }
        return super.showNotFoundNotification(code);
    },
});
