import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import { scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";

export function open() {
    return [Chrome.startPoS(), Dialog.confirm("Open Register")].flat();
}

export function scan(code) {
    return scan_barcode(code);
}

/** The panel says this verdict, about this person. */
export function panelSays(code, text) {
    return {
        content: `the panel says ${code}: ${text}`,
        trigger: `.coop-panel[data-code="${code}"]:contains("${text}")`,
    };
}

/** A dialog refuses with this verdict and this text. */
export function refuses(code, text) {
    return {
        content: `a dialog refuses with ${code}: ${text}`,
        trigger: `.modal .coop-refusal[data-code="${code}"]:contains("${text}")`,
    };
}

export function click(selector) {
    return { content: `click ${selector}`, trigger: selector, run: "click" };
}

export function back() {
    return [
        click(".modal .coop-back"),
        { content: "the dialog is closed", trigger: "body:not(:has(.modal))" },
    ];
}
