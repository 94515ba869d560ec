import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as Till from "@coop_pos_check/../tests/tours/coop_till_util";

Till.tour("coop_points", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.payRefused("blocked", "Bruno Arrêt"),
    PaymentScreen.clickBack(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    Till.payByBank(),
    ReceiptScreen.clickNextOrder(),
    Chrome.isSynced(),
    Chrome.endTour(),
]);

Till.tour("coop_discount", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    ProductScreen.clickControlButton("Discount"),
    Till.click(`.o_dialog div.numpad button:contains("5")`),
    Dialog.confirm(),
    Till.payRefused("blocked", "Bruno Arrêt"),
    PaymentScreen.clickBack(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    Till.payByBank(),
    Chrome.endTour(),
]);
