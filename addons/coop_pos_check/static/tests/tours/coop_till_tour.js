/* global posmodel */

import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PartnerList from "@point_of_sale/../tests/pos/tours/utils/partner_list_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import { refresh, run } from "@point_of_sale/../tests/generic_helpers/utils";
import * as Till from "./coop_till_util";

Till.tour("coop_sell_to_member", () => [
    Till.open(),
    Till.panelSays("no_person", "Who is shopping?"),
    Till.oneProduct(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    Till.payByBank(),
    Chrome.endTour(),
]);

Till.tour("coop_refuse_stopped", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    Till.panelSays("blocked", Till.inDays(30)),
    Till.panelSays("blocked", "Ask for Claire at the office."),
    Till.tryToPay(),
    Till.refuses("blocked", "The members' office would like to talk with you first."),
    Till.refuses("blocked", Till.inDays(30)),
    Till.back(),
    PaymentScreen.emptyPaymentlines("5.10"),
    // The household shops on the member's standing, and the screen says whose it is.
    PaymentScreen.clickBack(),
    Till.scan("0420000000037"),
    Till.panelSays("blocked", "Théo Arrêt"),
    Till.panelSays("blocked", "On the standing of Bruno Arrêt"),
    Chrome.endTour(),
]);

Till.tour("coop_refuse_in_french", () => [
    Chrome.startPoS(),
    Dialog.confirm("Ouvrir la caisse"),
    Till.scan("0420000000020"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    Till.panelSays("blocked", Till.inDays(30, "fr-FR")),
    Chrome.endTour(),
]);

Till.tour("coop_unknown_and_revoked_card", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0429999999990"),
    Till.refuses("unknown_card", "Please go to the members' office"),
    Till.back(),
    Till.scan("0420000000044"),
    Till.refuses("revoked_card", "Please use the new card"),
    Till.back(),
    Till.panelSays("no_person", "Who is shopping?"),
    Chrome.endTour(),
]);

Till.tour("coop_nobody", () => [
    Till.open(),
    Till.oneProduct(),
    Till.tryToPay(),
    Till.refuses("no_person", "Scan the card, or choose the person."),
    Till.click(".modal .coop-choose"),
    Till.searchPerson("dupont"),
    PartnerList.clickPartner("Anne-Lise Dupont-Retard"),
    Till.refuses("unpaid", "An instalment of the shares is due"),
    Till.back(),
    // Changed on the payment screen: a name with its accent missing, then a member number.
    PaymentScreen.clickPartnerButton(),
    Till.searchPerson("zoe"),
    PartnerList.clickPartner("Zoé Àjour"),
    Till.panelSays("ok", "Zoé Àjour"),
    PaymentScreen.clickPaymentMethod("Bank"),
    PaymentScreen.clickPartnerButton(),
    Till.searchPerson("910002"),
    PartnerList.clickPartner("Bruno Arrêt"),
    PaymentScreen.clickValidate(),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.back(),
    Chrome.endTour(),
]);

Till.tour("coop_card_answers_refusal", () => [
    Till.open(),
    Till.oneProduct(),
    Till.tryToPay(),
    Till.refuses("no_person", "Scan the card, or choose the person."),
    Till.scan("0429999999990"),
    Till.refuses("unknown_card", "Please go to the members' office"),
    Till.click(".modal:has([data-code='unknown_card']) .coop-back"),
    Till.scan("0420000000013"),
    { content: "nothing is left to read", trigger: "body:not(:has(.modal .coop-refusal))" },
    Till.panelSays("ok", "Zoé Àjour"),
    // The way to pay that the cashier had pressed is taken.
    Till.validate(),
    Chrome.endTour(),
]);

Till.tour("coop_fast_payment", () => [
    Till.open(),
    Till.oneProduct(),
    ProductScreen.clickFastPaymentButton("Bank"),
    Till.refuses("no_person", "Scan the card"),
    Till.back(),
    Till.scan("0420000000020"),
    ProductScreen.clickFastPaymentButton("Bank"),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.back(),
    run(() => {
        if (posmodel.getOrder().payment_ids.length) {
            throw new Error("a refused fast payment left its payment line");
        }
    }, "nothing is paid"),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    ProductScreen.clickFastPaymentButton("Bank"),
    ReceiptScreen.isShown(),
    Chrome.endTour(),
]);

Till.tour("coop_override", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.tryToPay(),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.click(".modal .coop-lift-start"),
    Till.click(".modal .coop-lift-confirm"),
    { content: "a reason is needed", trigger: ".modal:contains('Please say why')" },
    {
        content: "type a reason",
        trigger: ".modal .coop-lift-reason",
        run: "edit Claire agreed by telephone",
    },
    Till.click(".modal .coop-lift-confirm"),
    Till.panelSays("blocked", "Claire agreed by telephone"),
    // Lifted once, not asked again: the line is there and the order can be validated.
    Till.validate(),
    Chrome.endTour(),
]);

Till.tour("coop_cashier_cannot_override", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.tryToPay(),
    Till.refuses("blocked", "Bruno Arrêt"),
    { content: "no going on", trigger: ".modal:not(:has(.coop-go-on))" },
    Till.click(".modal .coop-lift-start"),
    Till.click(".modal .coop-lift button[aria-pressed='false']"),
    Till.click(".modal .coop-lift-confirm"),
    { content: "not by herself", trigger: ".modal:contains('A manager signs in')" },
    Till.back(),
    Chrome.endTour(),
]);

Till.tour("coop_manager_signs_in", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.tryToPay(),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.click(".modal .coop-lift-start"),
    Till.click(".modal .coop-lift button[aria-pressed='false']"),
    { content: "login", trigger: ".modal .coop-lift-login", run: "edit coop.boss" },
    { content: "password", trigger: ".modal .coop-lift-password", run: "edit guessed" },
    Till.click(".modal .coop-lift-confirm"),
    { content: "not she", trigger: ".modal:contains('not a manager')" },
    { content: "password", trigger: ".modal .coop-lift-password", run: "edit coop.bosscoop.boss" },
    Till.click(".modal .coop-lift-confirm"),
    Till.panelSays("blocked", "Lifted by"),
    Till.validate(),
    Chrome.endTour(),
]);

Till.tour("coop_warn", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.tryToPay(),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.click(".modal .coop-go-on"),
    Till.validate(),
    Chrome.endTour(),
]);

Till.tour("coop_restored_order", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    refresh(),
    Till.panelSays("blocked", "Bruno Arrêt"),
    Till.payRefused("blocked", "Bruno Arrêt"),
    Chrome.endTour(),
]);

Till.tour("coop_refund", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000013"),
    Till.payByBank(),
    ReceiptScreen.clickNextOrder(),
    // Meanwhile she was stopped: what she brings back is taken back all the same.
    Till.stop("0420000000013"),
    ProductScreen.clickRefund(),
    TicketScreen.selectOrder("001"),
    ProductScreen.clickNumpad("1"),
    TicketScreen.confirmRefund(),
    PaymentScreen.isShown(),
    Till.panelSays("blocked", "Returns are always possible."),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.validate(),
    Chrome.endTour(),
]);

// Odoo sells nothing in an order that takes something back; the till gives it to nobody else.
Till.tour("coop_exchange", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000013"),
    Till.payByBank(),
    ReceiptScreen.clickNextOrder(),
    Till.stop("0420000000013"),
    ProductScreen.clickRefund(),
    TicketScreen.selectOrder("001"),
    ProductScreen.clickNumpad("1"),
    TicketScreen.confirmRefund(),
    PaymentScreen.isShown(),
    PaymentScreen.clickBack(),
    Till.oneProduct("Whiteboard Pen"),
    Dialog.is({ title: "Oops.." }),
    Dialog.confirm("Ok"),
    Till.scan("0420000000068"),
    Till.notifies("Karim Demain", "An order with a return stays with its person."),
    Till.panelSays("blocked", "Zoé Àjour"),
    Chrome.endTour(),
]);

Till.tour("coop_day_pass", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("LOUVE-77"),
    Till.panelSays("unpaid", "Anne-Lise Dupont-Retard"),
    Till.tryToPay(),
    Till.click(".modal .coop-lift-start"),
    Till.click(".modal .coop-lift button[aria-pressed='false']"),
    Till.click(".modal .coop-lift-day"),
    Till.click(".modal .coop-lift-confirm"),
    Till.validate(),
    ReceiptScreen.clickNextOrder(),
    Till.oneProduct(),
    // The pass is everywhere until midnight, this till included.
    run(() => posmodel.coopChecker.pull(), "the till hears of the pass"),
    Till.scan("LOUVE-77"),
    Till.panelSays("pass", "Anne-Lise Dupont-Retard"),
    Till.payByBank(),
    Chrome.endTour(),
]);

Till.tour("coop_change_is_heard", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    run(async () => {
        const { person } = posmodel.coopChecker.directory.findCard("0420000000013");
        const today = posmodel.coopChecker.today();
        await posmodel.data.orm.create("coop.block", [
            { partner_id: person.id, reason: "Tour", date_from: today },
        ]);
    }, "the office stops her"),
    // Nobody touches the till: the bell rings, the till pulls, the panel turns.
    Till.panelSays("blocked", "Zoé Àjour"),
    Chrome.endTour(),
]);

Till.tour("coop_closing_screen", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.tryToPay(),
    Till.click(".modal .coop-go-on"),
    Till.validate(),
    ReceiptScreen.clickNextOrder(),
    Chrome.clickMenuOption("Close Register"),
    {
        content: "the closing screen lists what to look at",
        trigger: ".coop-closing:contains('Sold on a warning (1)')",
    },
    Chrome.endTour(),
]);

Till.tour("coop_check_off", () => [
    Till.open(),
    Till.oneProduct(),
    { content: "nothing of the check is in sight", trigger: "body:not(:has(.coop-panel))" },
    Till.payByBank(),
    Chrome.endTour(),
]);

Till.tour("coop_new_customer", () => [
    Till.open(),
    Till.oneProduct(),
    run(async () => {
        const [id] = await posmodel.data.orm.create("res.partner", [{ name: "Nora Nouvelle" }]);
        const [partner] = await posmodel.data.read("res.partner", [id]);
        posmodel.setPartnerToCurrentOrder(partner);
    }, "a customer made at the till"),
    Till.panelSays("not_member", "Nora Nouvelle"),
    Till.tryToPay(),
    Till.refuses("not_member", "Joining takes a few minutes"),
    Dialog.is({ title: "Not a member" }),
    Till.back(),
    Chrome.endTour(),
]);

Till.tour("coop_split_payment", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("0420000000013"),
    Till.panelSays("ok", "Zoé Àjour"),
    ProductScreen.clickPayButton(),
    PaymentScreen.clickPaymentMethod("Cash"),
    PaymentScreen.enterPaymentLineAmount("Cash", "2", true, { remaining: "3.10" }),
    // The other half is for somebody who may not shop: no second payment for the same goods.
    PaymentScreen.clickPartnerButton(),
    Till.searchPerson("910002"),
    PartnerList.clickPartner("Bruno Arrêt"),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.back(),
    PaymentScreen.clickPartnerButton(),
    Till.searchPerson("910001"),
    PartnerList.clickPartner("Zoé Àjour"),
    Till.panelSays("ok", "Zoé Àjour"),
    PaymentScreen.clickPaymentMethod("Bank"),
    Till.validate(),
    Chrome.endTour(),
]);

Till.tour("coop_sold_pass", () => [
    Till.open(),
    Till.oneProduct(),
    Till.scan("LOUVE-77"),
    Till.panelSays("unpaid", "Anne-Lise Dupont-Retard"),
    Till.oneProduct("Day pass"),
    Till.panelSays("pass", "Anne-Lise Dupont-Retard"),
    Till.payByBank(),
    ReceiptScreen.clickNextOrder(),
    // A pass lifts no block.
    Till.oneProduct("Day pass"),
    Till.scan("0420000000020"),
    Till.panelSays("blocked", "Bruno Arrêt"),
    Till.payRefused("blocked", "Bruno Arrêt"),
    Chrome.endTour(),
]);
