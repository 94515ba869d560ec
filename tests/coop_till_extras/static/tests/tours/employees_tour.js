import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PosHr from "@pos_hr/../tests/tours/utils/pos_hr_helpers";
import * as Till from "@coop_pos_check/../tests/tours/coop_till_util";

function pin(digits) {
    return { content: "type a PIN", trigger: ".modal .coop-lift-pin", run: `edit ${digits}` };
}

Till.tour("coop_manager_pin", () => [
    Chrome.clickBtn("Open Register"),
    PosHr.loginScreenIsShown(),
    PosHr.login("Pos Employee2", "1234"),
    Dialog.confirm("Open Register"),
    Till.oneProduct(),
    Till.scan("0420000000020"),
    Till.tryToPay(),
    Till.refuses("blocked", "Bruno Arrêt"),
    Till.click(".modal .coop-lift-start"),
    Till.click(".modal .coop-lift button[aria-pressed='false']"),
    // The cashier's own PIN is no manager's.
    pin("1234"),
    Till.click(".modal .coop-lift-confirm"),
    { content: "not a manager", trigger: ".modal:contains('not a manager')" },
    pin("5651"),
    Till.click(".modal .coop-lift-confirm"),
    Till.panelSays("blocked", "Lifted by Test Manager 1"),
    Till.validate(),
    Chrome.endTour(),
]);
