import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as Till from "@coop_pos_check/../tests/tours/coop_till_util";
import { axe } from "@coop_journeys/../tests/axe";
import { fits } from "@coop_till_extras/../tests/door/fits";

function press(key, trigger = ".modal") {
    return { content: `press ${key}`, trigger, run: `press ${key}` };
}

function focusIsOn(selector) {
    return {
        content: `the focus is on ${selector}`,
        trigger: ".modal",
        run() {
            if (!document.activeElement?.matches(selector)) {
                throw new Error(`the focus is on ${document.activeElement?.outerHTML}`);
            }
        },
    };
}

/** Go on with Tab until the focus is there, as somebody without a mouse does. */
function tabTo(selector) {
    return {
        content: `Tab to ${selector}`,
        trigger: `.modal ${selector}`,
        async run({ press }) {
            for (let tabs = 0; tabs < 15; tabs++) {
                if (document.activeElement?.matches(selector)) {
                    return;
                }
                await press("Tab");
                if (!document.activeElement?.closest(".modal")) {
                    throw new Error("Tab left the dialog");
                }
            }
            throw new Error(`Tab never came to ${selector}`);
        },
    };
}

/** It can be scrolled to, and is then in sight from top to bottom. */
function canBeReached(selector) {
    return {
        content: `${selector} can be reached`,
        // The sign that the till is loading fades for a second, over everything.
        trigger: `body:not(:has(.pos-loader)) ${selector}`,
        run() {
            this.anchor.scrollIntoView({ block: "center" });
            const { left, width, top, bottom } = this.anchor.getBoundingClientRect();
            for (const y of [top + 4, bottom - 4]) {
                const there = document.elementFromPoint(left + width / 2, y);
                if (!this.anchor.contains(there)) {
                    throw new Error(`${selector} is hidden by ${there?.outerHTML.slice(0, 200)}`);
                }
            }
        },
    };
}

Till.tour("coop_accessible_till", () => [
    Till.open(),
    Till.panelSays("no_person", "Who is shopping?"),
    axe(".coop-panel"),
    Till.oneProduct(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    axe(".coop-panel"),
    Till.scan("0429999999990"),
    Till.refuses("unknown_card", "Please go to the members' office"),
    axe(".modal"),
    press("Escape"),
    { content: "Escape closes", trigger: "body:not(:has(.modal .coop-refusal))" },
    Till.scan("0420000000020"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    axe(".coop-panel"),
    Till.tryToPay(),
    Till.refuses("blocked", "Bruno Arrêt"),
    axe(".modal"),
    // By keyboard alone: to the manager, a reason, and the refusal is lifted.
    tabTo(".coop-lift-start"),
    press("Enter", ".modal .coop-lift-start"),
    { content: "the reasons are there", trigger: ".modal .coop-lift" },
    axe(".modal"),
    tabTo(".coop-lift-reason"),
    focusIsOn(".coop-lift-reason"),
    { content: "type", trigger: ".modal .coop-lift-reason", run: "edit Agreed by telephone" },
    press("Enter", ".modal .coop-lift-reason"),
    Till.panelSays("blocked", "Agreed by telephone"),
    axe(".coop-panel"),
    Till.validate(),
    Chrome.endTour(),
]);

Till.tour("coop_zoomed_till", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    fits(".coop-panel"),
    canBeReached(".product-list article:contains('Desk Organizer')"),
    Till.click(".btn-switchpane.pay-button"),
    canBeReached(".paymentmethod:contains('Bank')"),
    canBeReached(".paymentmethod:contains('Cash')"),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.refuses("blocked", "Bruno Arrêt"),
    fits(".modal .coop-refusal"),
    axe(".modal"),
    Till.click(".modal .coop-lift-start"),
    fits(".modal .coop-lift"),
    Till.click(".modal .coop-lift-confirm"),
    canBeReached(".modal .coop-lift [role=alert]"),
    Till.back(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    PaymentScreen.clickPaymentMethod("Bank"),
    PaymentScreen.clickValidate(),
    ReceiptScreen.isShown(),
    Chrome.endTour(),
]);
