import { registry } from "@web/core/registry";
import { click, press, sees } from "@coop_vote/../tests/tours/steps";

const tours = registry.category("web_tour.tours");

// The question was wrong: the office withdraws the vote and says why.
tours.add("coop_vote_withdraw", {
    steps: () => [
        press("Withdraw the vote"),
        sees("What it does", ".modal:contains('erased without being counted')"),
        {
            content: "Why",
            trigger: ".modal .o_field_widget[name='reason'] input",
            run: "edit The price was missing",
        },
        click("Withdraw it", ".modal-footer button:contains('Withdraw the vote')"),
        sees(
            "It is withdrawn, with its reason",
            ".o_form_view [role='status']:contains('not counted'):contains('The price was missing')"
        ),
    ],
});

// Who had voted in it reads why, and that nothing of it was counted.
tours.add("coop_vote_withdrawn_member", {
    steps: () => [
        click("The withdrawn vote", ".list-group-item:contains('Withdrawn, not counted')", {
            loads: true,
        }),
        sees(
            "Why",
            "[role='status']:contains('The price was missing'):contains('was not counted')"
        ),
    ],
});
