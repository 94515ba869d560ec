import { registry } from "@web/core/registry";
import { click, sees } from "@coop_vote/../tests/tours/steps";

// A member supports the point of somebody else, which goes on the agenda, and proposes another.
registry.category("web_tour.tours").add("coop_vote_points", {
    steps: () => [
        click("I support it", "#points li:contains('Bulk oats') button:contains('I support it')", {
            loads: true,
        }),
        sees("It is on the agenda", "#points li:contains('Bulk oats'):contains('On the agenda')"),
        {
            content: "A point of my own",
            trigger: "#point_name",
            run: "edit A bicycle shed",
        },
        click("Propose it", ".o_coop_propose button:contains('Propose it')", { loads: true }),
        sees(
            "With my name and my support",
            "#points li:contains('A bicycle shed'):contains('Proposed by Inès Portail'):contains('Supporters: 1')"
        ),
    ],
});
