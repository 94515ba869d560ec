import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { registry } from "@web/core/registry";
import * as Till from "./coop_till_util";

function tour(name, steps) {
    registry.category("web_tour.tours").add(name, { steps: () => steps().flat(Infinity) });
}

function payByBank() {
    return [
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Bank"),
        PaymentScreen.clickValidate(),
        ReceiptScreen.isShown(),
    ];
}

tour("coop_sell_to_member", () => [
    Till.open(),
    Till.panelSays("no_person", "Who is shopping?"),
    ProductScreen.clickDisplayedProduct("Desk Organizer"),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    payByBank(),
    Chrome.endTour(),
]);
