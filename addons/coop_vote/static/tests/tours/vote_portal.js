import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("coop_vote_portal", {
    steps: () => [
        {
            content: "My co-op says that a vote waits for me",
            trigger: "#coop_tiles:contains('Votes waiting for you: 1')",
        },
        {
            content: "Go to the votes",
            trigger: "#coop_tiles a[href='/my/votes']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the question",
            trigger: ".list-group-item:contains('Your vote is awaited')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Choose yes",
            trigger: ".o_coop_ballot #choice_yes",
            run: "click",
        },
        {
            content: "Vote",
            trigger: ".o_coop_ballot button[type='submit']",
            run: "click",
        },
        {
            content: "A receipt is given",
            trigger: ".o_coop_receipt:contains('You have voted')",
        },
        {
            content: "Change my mind",
            trigger: ".o_coop_ballot #choice_no",
            run: "click",
        },
        {
            content: "Vote again",
            trigger: ".o_coop_ballot button:contains('Change my vote')",
            run: "click",
        },
        {
            content: "The same receipt is shown",
            trigger: ".o_coop_receipt:contains('You have voted')",
        },
    ],
});
