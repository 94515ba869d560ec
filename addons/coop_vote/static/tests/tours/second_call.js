import { registry } from "@web/core/registry";
import { click, confirm, press, sees } from "@coop_vote/../tests/tours/steps";

const tours = registry.category("web_tour.tours");

// Too few have come: the office adjourns, and convenes the members a second time.
tours.add("coop_vote_second_call", {
    steps: () => [
        press("No quorum: second call"),
        confirm,
        sees(
            "The second call is prepared",
            '.o_form_view .o_field_widget[name="call"] input:value("Second call")'
        ),
        sees("It names the first one", ".o_form_view .o_field_widget[name='first_id']"),
        press("Convene"),
        confirm,
        sees(
            "It is convened",
            ".o_form_view .o_statusbar_status .o_arrow_button_current:contains('Convened')"
        ),
    ],
});

// The room reads on the screen that, and until when, the assembly is adjourned.
tours.add("coop_vote_adjourned", {
    steps: () => [
        sees(
            "The assembly is adjourned",
            ".o_coop_projected:contains('adjourned for want of a quorum'):contains('Second call:')"
        ),
    ],
});

// A member finds the second call on the portal.
tours.add("coop_vote_second_call_member", {
    steps: () => [
        click("The second call", ".list-group-item:contains('Second call')", { loads: true }),
        sees("With the same agenda", "main:contains('Questions from the floor')"),
    ],
});
