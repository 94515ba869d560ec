import { registry } from "@web/core/registry";
import { click, confirm, press, sees } from "@coop_vote/../tests/tours/steps";

const tours = registry.category("web_tour.tours");

const vote = click("Vote", ".o_coop_ballot button[type='submit']");

// A member objects to a proposal; an objection without a reason is asked for it.
tours.add("coop_vote_object", {
    steps: () => [
        click("I object", "#choice_objection"),
        vote,
        sees("The reason is missing", ".o_coop_error:contains('say why you object')"),
        { content: "My reason", trigger: "#reason", run: "edit No bus home after nine" },
        vote,
        sees("It is received", ".o_coop_receipt:contains('You have voted')"),
    ],
});

const row = ".o_field_widget[name='objection_ids'] .o_data_row";

// The office lays out the objection, the meeting amends the proposal, and it is adopted.
tours.add("coop_vote_settle_objection", {
    steps: () => [
        press("Close the vote"),
        confirm,
        press("Collect the objections"),
        click("The objections", ".o_form_view .nav-link[name='objections']"),
        click("This one", `${row}:contains('No bus home after nine') td[name='state']`),
        click("What became of it", `${row}.o_selected_row [name='state'] input`),
        click("It is resolved", ".o_select_menu_item:contains('Resolved')"),
        {
            content: "How",
            trigger: `${row}.o_selected_row [name='note'] input`,
            run: "edit We close at 20:30",
        },
        press("Count"),
        sees("It is adopted", ".o_form_view .o_field_widget[name='outcome']:contains('Adopted')"),
    ],
});

// Whoever objected reads what became of it.
tours.add("coop_vote_read_objection", {
    steps: () => [
        sees("The outcome", ".o_coop_result h2:contains('Adopted')"),
        sees(
            "What became of the objection",
            ".o_coop_objections li:contains('No bus home after nine'):contains('Resolved'):contains('We close at 20:30')"
        ),
    ],
});
