import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as Till from "@coop_pos_check/../tests/tours/coop_till_util";
import { registry } from "@web/core/registry";

// The test records an absence of 3 days ago and one of 40 days ago; an alert lasts 28 days.
const LAST_DAY_OF_ALERT = Till.inDays(-3 + 28 - 1);
const SUSPENDED_SINCE = Till.inDays(-40 + 28);

registry.category("web_tour.tours").add("coop_journey_suspended", {
    steps: () =>
        [
            Till.open(),
            ProductScreen.clickDisplayedProduct("Desk Organizer"),
            Till.scan("0420000000112"),
            Till.panelSays("alert", "Alma Alerte"),
            Till.panelSays("alert", LAST_DAY_OF_ALERT),
            Till.scan("0420000000129"),
            Till.panelSays("suspended", "Sven Suspendu"),
            Till.panelSays("suspended", SUSPENDED_SINCE),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Bank"),
            Till.refuses("suspended", "Make-ups are late"),
            Till.back(),
            PaymentScreen.emptyPaymentlines("5.10"),
            // The neighbour behind may shop: an alert is not a stop.
            Till.scan("0420000000112"),
            PaymentScreen.clickPaymentMethod("Bank"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.isShown(),
            Chrome.endTour(),
        ].flat(Infinity),
});
