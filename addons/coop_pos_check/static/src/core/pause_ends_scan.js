import { session } from "@web/session";

/** Keys of a scanner follow each other faster than that, in milliseconds: as the co-op set it. */
export const BETWEEN_KEYS = session.max_time_between_keys_in_ms || 150;
/** As Odoo's own service has it: less is no barcode. */
const SHORTEST = 3;

/**
 * On Android a scanner may type as the keyboard on the screen does: no key has a name, and some end
 * without Enter. Odoo's service then leaves the text in its hidden field, where the next card is
 * joined to it. Here a pause ends a scan, too; where the service saw the keys the field is empty.
 *
 * @param {EventBus} bus of Odoo's barcode service
 * @returns {() => void} stops listening
 */
export function pauseEndsScan(bus, page = document) {
    let timer;
    const onInput = ({ target }) => {
        if (!target.matches?.(".o-barcode-input")) {
            return;
        }
        clearTimeout(timer);
        timer = setTimeout(() => {
            const barcode = target.value.trim();
            target.value = "";
            if (barcode.length >= SHORTEST) {
                bus.trigger("barcode_scanned", { barcode, target });
            }
        }, BETWEEN_KEYS);
    };
    page.addEventListener("input", onInput);
    return () => {
        clearTimeout(timer);
        page.removeEventListener("input", onInput);
    };
}
