import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as NumberPopup from "@point_of_sale/../tests/generic_helpers/number_popup_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as PosLoyalty from "@pos_loyalty/../tests/tours/utils/pos_loyalty_util";
import * as Till from "@coop_pos_check/../tests/tours/coop_till_util";

/** On the payment screen: no money for who may not shop, then somebody else pays in that way. */
function refusedThenPaid(method, due) {
    return [
        PaymentScreen.clickPaymentMethod(method),
        Till.refuses("blocked", "Bruno Arrêt"),
        Till.back(),
        PaymentScreen.emptyPaymentlines(due),
        Till.scan("0420000000013"),
        Till.panelSays("ok", "Zoé Àjour"),
        PaymentScreen.clickPaymentMethod(method),
        Till.validate(),
        ReceiptScreen.clickNextOrder(),
    ];
}

function goodsFor(card, name, product) {
    return [Till.oneProduct(product), Till.scan(card), Till.panelSays("blocked", name)];
}

Till.tour("coop_ways_to_pay", () => [
    Till.open(),
    // On the customer's account: a debt is money too.
    goodsFor("0420000000020", "Bruno Arrêt"),
    ProductScreen.clickPayButton(),
    refusedThenPaid("Customer Account", "5.10"),
    // With a tip, added before the payment.
    goodsFor("0420000000020", "Bruno Arrêt"),
    ProductScreen.clickPayButton(),
    PaymentScreen.clickTipButton(),
    NumberPopup.enterValue("1"),
    Dialog.confirm(),
    refusedThenPaid("Bank", "6.10"),
    // Money put on a wallet, to be spent another day.
    goodsFor("0420000000020", "Bruno Arrêt", "Top-up eWallet"),
    ProductScreen.clickPayButton(),
    refusedThenPaid("Bank", "50.00"),
    Chrome.isSynced(),
    // Goods paid by that wallet alone: nothing is left to pay, and the card is asked for all the same.
    Till.oneProduct(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    PosLoyalty.eWalletButtonState({ highlighted: true, text: "eWallet Pay", click: true }),
    Till.stop("0420000000013"),
    ProductScreen.clickPayButton(),
    PaymentScreen.clickValidate(),
    Till.refuses("blocked", "Zoé Àjour"),
    Till.back(),
    Chrome.endTour(),
]);
