import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TextInputPopup from "@point_of_sale/../tests/generic_helpers/text_input_popup_util";
import * as FloorScreen from "@pos_restaurant/../tests/tours/utils/floor_screen_util";
import * as Kitchen from "@pos_restaurant/../tests/tours/utils/product_screen_util";
import * as SplitBillScreen from "@pos_restaurant/../tests/tours/utils/split_bill_screen_util";
import * as TipScreen from "@pos_restaurant/../tests/tours/utils/tip_screen_util";
import * as Till from "@coop_pos_check/../tests/tours/coop_till_util";

Till.tour("coop_split_bill", () => [
    Till.open(),
    FloorScreen.clickTable("2"),
    ProductScreen.clickDisplayedProduct("Water"),
    ProductScreen.clickDisplayedProduct("Minute Maid"),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    ProductScreen.clickControlButton("Split"),
    SplitBillScreen.clickOrderline("Water"),
    SplitBillScreen.clickButton("Pay"),
    // The part that is split off: whoever pays it is asked for, and may be refused.
    PaymentScreen.clickPartnerButton(),
    Till.searchPerson("910002"),
    Till.click(".partner-list tr:contains('Bruno Arrêt'), .partner-info:contains('Bruno Arrêt')"),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.back(),
    PaymentScreen.clickPartnerButton(),
    Till.searchPerson("910001"),
    Till.click(".partner-list tr:contains('Zoé Àjour'), .partner-info:contains('Zoé Àjour')"),
    Till.panelSays("ok", "Zoé Àjour"),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.validate(),
    ReceiptScreen.clickContinueOrder(),
    // Whoever pays what is left of the bill shows a card too.
    SplitBillScreen.clickOrderline("Minute Maid"),
    SplitBillScreen.clickButton("Pay"),
    Kitchen.discardOrderWarningDialog(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.validate(),
    Chrome.endTour(),
]);

Till.tour("coop_transfer_order", () => [
    Till.open(),
    FloorScreen.clickTable("5"),
    ProductScreen.clickDisplayedProduct("Water"),
    Till.scan("0420000000020"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    ProductScreen.clickControlButton("Transfer"),
    FloorScreen.clickTable("4"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    ProductScreen.clickPayButton(false),
    // Odoo asks whether the kitchen is to know first.
    Kitchen.discardOrderWarningDialog(),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.back(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.validate(),
    Chrome.endTour(),
]);

Till.tour("coop_scan_without_order", () => [
    Till.open(),
    // No table is chosen: whose card it is, and what to do.
    FloorScreen.hasTable("2"),
    Till.scan("0420000000013"),
    Till.notifies("Zoé Àjour", "Choose a table"),
    FloorScreen.clickTable("2"),
    ProductScreen.clickDisplayedProduct("Water"),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    ProductScreen.clickPayButton(false),
    Kitchen.discardOrderWarningDialog(),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.validate(),
    // Paid: the next card is for another table, this order keeps its person.
    Till.scan("0420000000020"),
    Till.notifies("Bruno Arrêt", "Choose a table"),
    Chrome.endTour(),
]);

/** Nobody took the money of somebody who may not shop; who shows a card instead is asked to pay. */
function refusedThenPaid() {
    return [
        Till.refuses("blocked", "Bruno Arrêt"),
        Till.scan("0420000000013"),
        Till.panelSays("ok", "Zoé Àjour"),
        PaymentScreen.clickPaymentMethod("Bank"),
        PaymentScreen.clickValidate(),
        TipScreen.isShown(),
    ];
}

Till.tour("coop_take_away", () => [
    Till.open(),
    FloorScreen.clickTable("5"),
    ProductScreen.clickDisplayedProduct("Water"),
    Till.scan("0420000000020"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    ProductScreen.clickPayButton(false),
    Kitchen.discardOrderWarningDialog(),
    PaymentScreen.clickPaymentMethod("Bank"),
    refusedThenPaid(),
    // Paid, and a tip comes afterwards.
    TipScreen.clickPercentTip("20%"),
    TipScreen.clickSettle(),
    ReceiptScreen.isShown(),
    ReceiptScreen.clickNextOrder(),
    FloorScreen.clickNewOrder(),
    ProductScreen.clickDisplayedProduct("Water"),
    // A name on the bag tells who fetches it, not who is shopping.
    ProductScreen.selectPreset("Eat in", "Takeaway"),
    TextInputPopup.inputText("Bruno"),
    Dialog.confirm("apply"),
    ProductScreen.clickPayButton(false),
    Kitchen.discardOrderWarningDialog(),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.refuses("no_person", "Scan the card"),
    // Who shows a card while that is being read is the answer to it.
    Till.scan("0420000000020"),
    refusedThenPaid(),
    TipScreen.clickSettle(),
    ReceiptScreen.isShown(),
    Chrome.endTour(),
]);
