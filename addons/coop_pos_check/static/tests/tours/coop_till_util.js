/* global posmodel */

import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import { run, scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";

export function open() {
    return [Chrome.startPoS(), Dialog.confirm("Open Register")].flat();
}

export function scan(code) {
    return scan_barcode(code);
}

/** A day some days from now, in words. The till and the tests run on the same clock. */
export function inDays(days, lang = "en-US") {
    const date = new Date(Date.now() + days * 24 * 3600 * 1000);
    return new Intl.DateTimeFormat(lang, {
        dateStyle: "long",
        timeZone: "Europe/Paris",
    }).format(date);
}

/** The panel says this verdict, with this text. */
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
        { content: "the refusal is closed", trigger: "body:not(:has(.modal .coop-refusal))" },
    ];
}

/** Odoo tells once that the network is gone. */
export function closeOfflineDialog() {
    return [
        { content: "Odoo says that the network is gone", trigger: ".modal:contains('Connection')" },
        click(".modal .btn-primary"),
    ];
}

export function networkIsBack() {
    return run(async () => {
        await posmodel.data.checkConnectivity();
        await posmodel.syncAllOrders();
    }, "the network is back");
}

export function nothingWaits() {
    return run(async () => {
        await posmodel.coopChecker.push();
        if (posmodel.coopChecker.state.waiting) {
            throw new Error("checks still wait");
        }
    }, "every check is on the server");
}

/** Type into the search of the list of customers, accents or not. */
export function searchPerson(text) {
    return {
        content: `search for ${text}`,
        trigger: ".partner-list-dialog input, .modal:has(.partner-list) input",
        run: `edit ${text}`,
    };
}

/** Time passes for the till's judgement. The browser's own clock stays what it is. */
export function hoursPass(hours) {
    return run(() => {
        const { state } = posmodel.coopChecker;
        state.skew -= hours * 3600 * 1000;
        state.version++;
    }, `${hours} hours pass`);
}

/** The till's questions and logs get no answer, the rest of the till does. */
export function cutOwnCalls() {
    return run(() => {
        const cut = async () => {
            throw new Error("no network");
        };
        Object.assign(posmodel.coopChecker, { askServer: cut, tellServer: cut });
    }, "cut the till's questions");
}
