import { BarcodeParser } from "@barcodes/js/barcode_parser";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";

/**
 * A till that starts without network scans too: the nomenclature of the last start is kept in the
 * browser. It says how barcodes are read, and nothing of anybody.
 */
patch(BarcodeParser, {
    async fetchNomenclature(orm, id) {
        const place = `coop_pos_check.nomenclature.${id}`;
        try {
            const found = await super.fetchNomenclature(orm, id);
            browser.localStorage.setItem(place, JSON.stringify(found));
            return found;
        } catch (error) {
            const kept = browser.localStorage.getItem(place);
            if (kept && error instanceof ConnectionLostError) {
                return JSON.parse(kept);
            }
            throw error;
        }
    },
});

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
