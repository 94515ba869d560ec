import { registry } from "@web/core/registry";

/** The office answers a leave, then moves ten members to another shift. */
registry.category("web_tour.tours").add("coop_shift_office_leave_and_ten", {
    steps: () => [
        {
            content: "The list says what the leave would change",
            trigger: "td[name=consequences]:contains(May not shop)",
        },
        {
            content: "Grant it",
            trigger: "button[name=action_coop_grant] i.fa-check",
            run: "click",
        },
        {
            content: "Write the answer",
            trigger: ".modal div[name=words] textarea",
            run: "edit Granted. See you in spring.",
        },
        {
            trigger: ".modal button[name=action_answer]",
            run: "click",
        },
        {
            content: "Nothing is left to answer",
            trigger: "body:not(:has(.modal)) .o_view_nocontent:contains(Every leave is answered)",
        },
        {
            content: "On to the enrollments",
            trigger: ".o_menu_sections [data-menu-xmlid='coop_shift.menu_work']",
            run: "click",
        },
        {
            trigger: ".dropdown-item[data-menu-xmlid='coop_shift.menu_enrollment']",
            run: "click",
        },
        {
            content: "Choose all of them",
            trigger: ".o_list_view .o_data_row:eq(9)",
        },
        {
            trigger: ".o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_cp_action_menus .dropdown-toggle:contains(Actions)",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item:contains(Do one thing to many)",
            run: "click",
        },
        {
            content: "To the shift of Tuesday",
            trigger: ".o_field_widget[name=template_id] input",
            run: "edit Evening",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Evening)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=role_id] input",
            run: "edit Till",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Till)",
            run: "click",
        },
        {
            content: "Look at what changes",
            trigger: "button[name=action_preview]",
            run: "click",
        },
        {
            trigger: "td[name=outcome]:contains(Evening)",
        },
        {
            content: "Move them",
            trigger: ".o_coop_apply:contains(Apply to 10 members)",
            run: "click",
        },
        {
            content: "All ten have moved",
            trigger: ".o_coop_progress:contains(10 changed, 0 to go)",
        },
        {
            trigger: ".o_arrow_button_current:contains(Done)",
        },
    ],
});
