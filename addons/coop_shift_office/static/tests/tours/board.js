import { registry } from "@web/core/registry";

const confirm = [
    {
        content: "The dialog says what it changes",
        trigger: ".modal .o_coop_consequences li:contains(Evening)",
    },
    {
        content: "Confirm",
        trigger: ".modal .o_coop_confirm:enabled",
        run: "click",
    },
    {
        trigger: ".o_notification:contains(moves)",
    },
    {
        trigger: "body:not(:has(.modal)) .o_coop_board",
    },
];

registry.category("web_tour.tours").add("coop_shift_office_board_drag", {
    steps: () => [
        {
            trigger: ".o_coop_board .o_coop_card",
        },
        {
            content: "Drag the name to the floor of the other shift",
            trigger: ".o_coop_card:contains(Opening) .o_coop_name:contains(Member 1)",
            async run({ drag_and_drop }) {
                const floor = ".o_coop_card:contains(Evening) .o_coop_role:contains(Floor) h4";
                await drag_and_drop(floor, { position: "center" });
            },
        },
        ...confirm,
    ],
});

registry.category("web_tour.tours").add("coop_shift_office_board_keyboard", {
    steps: () => [
        {
            trigger: ".o_coop_board .o_coop_card",
        },
        {
            content: "Pick the name up",
            trigger: ".o_coop_card:contains(Opening) .o_coop_name:contains(Member 1)",
            async run({ anchor, press }) {
                anchor.focus();
                await press("Enter");
            },
        },
        {
            content: "Choose the shift in the menu",
            trigger: ".modal #coop_move_template:has(option:contains(Evening))",
            run: "selectByLabel Evening",
        },
        ...confirm,
    ],
});
