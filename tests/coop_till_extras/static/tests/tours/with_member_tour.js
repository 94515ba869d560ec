/* global posmodel */

import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Somebody who may shop shows a card before the order is paid. */
const choose = {
    content: "a member shows a card",
    trigger: ".product-screen",
    async run() {
        const { person } = posmodel.coopChecker.directory.findCard("0420000000013");
        posmodel.coopChoose(person.id);
        await posmodel.coopSettled();
    },
};

function withMember(steps) {
    return steps
        .flat(Infinity)
        .flatMap((step) =>
            String(step.trigger).includes(".pay-order-button") ? [choose, step] : [step]
        );
}

for (const name of [
    "pos_basic_order_02_decimal_order_quantity",
    "pos_basic_order_03_tax_position",
    "PaymentScreenTour",
]) {
    tours.add(`coop_member_${name}`, { steps: () => withMember(tours.get(name).steps()) });
}
