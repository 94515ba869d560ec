import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as Till from "@coop_pos_check/../tests/tours/coop_till_util";
import { registry } from "@web/core/registry";

// The first card that the co-op ever gives.
const FIRST_CARD = "0420000000013";

/** The first basket of somebody who has just joined. */
function firstBasket(name) {
    return [
        Till.open(),
        ProductScreen.clickDisplayedProduct("Desk Organizer"),
        Till.scan(FIRST_CARD),
        Till.panelSays("ok", name),
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Bank"),
        PaymentScreen.clickValidate(),
        ReceiptScreen.isShown(),
        Chrome.endTour(),
    ].flat(Infinity);
}

const tours = registry.category("web_tour.tours");
tours.add("coop_journey_ana_at_the_till", { steps: () => firstBasket("Ana Lima") });
tours.add("coop_journey_rosa_at_the_till", { steps: () => firstBasket("Rosa Paz") });
