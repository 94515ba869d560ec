import { registry } from "@web/core/registry";

// A member without a smartphone votes on paper: the office signs for the ballot and two tellers
// enter what they counted, each under their own login.
registry.category("web_tour.tours").add("coop_vote_paper_sign", {
    steps: () => [
        { content: "The roll", trigger: ".o_form_view .nav-link[name='roll']", run: "click" },
        {
            content: "The member signs for a paper ballot",
            trigger:
                ".o_data_row:contains('Marguerite Yourcenar') button[name='action_sign_paper']",
            run: "click",
        },
        {
            content: "It is noted",
            trigger: ".o_data_row:contains('Marguerite Yourcenar'):contains('On paper')",
        },
    ],
});

registry.category("web_tour.tours").add("coop_vote_paper_tell", {
    steps: () => [
        { content: "The tellers", trigger: ".o_form_view .nav-link[name='tellers']", run: "click" },
        {
            content: "A line of my own",
            trigger:
                ".o_field_widget[name='teller_ids'] .o_field_x2many_list_row_add :is(a, button)",
            run: "click",
        },
        {
            content: "One yes",
            trigger: ".o_field_widget[name='teller_ids'] .o_selected_row [name='yes'] input",
            run: "edit 1",
        },
        { content: "Keep it", trigger: ".o_form_button_save", run: "click" },
        {
            content: "Kept",
            trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))",
        },
    ],
});
