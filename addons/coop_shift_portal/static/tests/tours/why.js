import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A member asks why, and contests an absence. */
tours.add("coop_shift_portal_contest", {
    url: "/my/shifts",
    steps: () => [
        {
            content: "The link stands below the standing",
            trigger: ".o_coop_standing .o_coop_why",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_coop_why_steps li:contains('make-ups are owed')" },
        {
            trigger: ".o_coop_contestable a:contains('This is not right'):first",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "#coop_words", run: "edit I was there, at the till." },
        {
            trigger: "button:contains('Send to the members')",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_coop_flash[role=status]" },
        { trigger: ".o_coop_contests li:contains('Waits for an answer')" },
        { trigger: ".o_coop_contests li:contains('I was there, at the till.')" },
    ],
});

/** The office reads why, and answers: the member was there. */
tours.add("coop_shift_portal_contest_answer", {
    url: "/odoo/coop-contests",
    steps: () => [
        { trigger: ".o_data_row:contains('Absent') td[name=about]", run: "click" },
        { trigger: "button[name=action_coop_why]", run: "click" },
        { trigger: ".modal .o_coop_why_desk:contains('make-ups are owed')" },
        { trigger: ".modal footer button:contains('Close')", run: "click" },
        { trigger: "body:not(:has(.modal)) button[name=action_coop_answer]", run: "click" },
        { trigger: ".modal [name=becomes] input, .modal [name=becomes] select" },
        { trigger: ".modal .o_field_widget[name=becomes] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('Present')", run: "click" },
        {
            trigger: ".modal [name=words] textarea",
            run: "edit You were there. The coordinator remembers you.",
        },
        { trigger: ".modal button[name=action_answer]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_form_view [name=answer]:contains('You were there')" },
    ],
});

/** The member reads the answer. */
tours.add("coop_shift_portal_contest_read", {
    url: "/my/shifts/why",
    steps: () => [
        { trigger: ".o_coop_contests li:contains('Accepted')" },
        { trigger: ".o_coop_answer:contains('The coordinator remembers you.')" },
        { trigger: ".o_coop_standing:not(:contains('make-up'))" },
        { trigger: "#wrap:not(:has(.o_coop_contestable))" },
    ],
});
