/* global posmodel */

import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PartnerList from "@point_of_sale/../tests/pos/tours/utils/partner_list_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { run, scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import { registry } from "@web/core/registry";

/** Register a tour whose steps may be nested lists. */
export function tour(name, steps) {
    registry.category("web_tour.tours").add(name, { steps: () => steps().flat(Infinity) });
}

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

/** A notification about somebody says this. */
export function notifies(name, text) {
    return {
        content: `a notification about ${name}: ${text}`,
        trigger: `.o_notification:contains("${name}"):contains("${text}")`,
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

export function oneProduct(name = "Desk Organizer") {
    return ProductScreen.clickDisplayedProduct(name);
}

/** The cashier goes to the payment and taps the bank: the moment in which a refusal is due. */
export function tryToPay() {
    return [ProductScreen.clickPayButton(), PaymentScreen.clickPaymentMethod("Bank")];
}

export function validate() {
    return [PaymentScreen.clickValidate(), ReceiptScreen.isShown()];
}

export function payByBank() {
    return [tryToPay(), validate()];
}

/** Sell one product to who shows a card, and be ready for the next. */
export function sellTo(card, name) {
    return [
        oneProduct(),
        scan(card),
        panelSays("ok", name),
        payByBank(),
        ReceiptScreen.clickNextOrder(),
    ];
}

/** No money is taken, the cashier is told why and goes back. */
export function payRefused(code, text) {
    return [tryToPay(), refuses(code, text), back()];
}

/** Choose somebody in the list of customers, from the screen with the goods. */
export function choose(text, name) {
    return [ProductScreen.clickPartnerButton(), searchPerson(text), PartnerList.clickPartner(name)];
}

/** Who may lifts the refusal that is shown, for the first reason offered. */
export function lift() {
    return [
        click(".modal .coop-lift-start"),
        click(".modal .coop-lift button[aria-pressed='false']"),
        click(".modal .coop-lift-confirm"),
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

/**
 * The whole till believes that it is `minutes` after the last midnight of the co-op (before, when
 * negative). Its clock and the server's stay together: what happens next happened then.
 */
export function itIs(minutes) {
    return run(() => {
        const checker = posmodel.coopChecker;
        const before = window.coopShift || 0;
        window.coopNow = window.coopNow || Date.now;
        const moment = lastMidnight(window.coopNow(), checker.tz) + minutes * 60000;
        window.coopShift = moment - window.coopNow();
        Date.now = () => window.coopNow() + window.coopShift;
        if (!before) {
            checker.state.listAt += window.coopShift;
        }
        // Nobody set the clock back: this evening is where the till lives.
        checker.ticks = { date: Date.now(), passed: performance.now() };
        checker.state.version++;
    }, `it is ${minutes} minutes after midnight`);
}

export function itIsNow() {
    return run(() => {
        Date.now = window.coopNow;
        window.coopShift = 0;
    }, "the clock is right again");
}

/** Meanwhile somebody is stopped, and the till has heard of it. */
export function stop(card) {
    return run(() => {
        const { person } = posmodel.coopChecker.directory.findCard(card);
        person.line = [["", "blocked"]];
        posmodel.coopChecker.state.version++;
    }, "stop the member in the till's list");
}

/** The moment at which the present day of a time zone began. */
function lastMidnight(now, tz) {
    return luxon.DateTime.fromMillis(now, { zone: tz }).startOf("day").toMillis();
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
