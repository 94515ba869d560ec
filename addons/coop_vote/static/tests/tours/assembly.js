import { registry } from "@web/core/registry";

const answer = (field, text) => ({
    content: `Fill ${field}`,
    trigger: `.o_form_view .o_field_widget[name='${field}'] input`,
    run: `edit ${text}`,
});

// A committee is elected by majority judgment; the tie is settled by the statutes' rule.
registry.category("web_tour.tours").add("coop_vote_settle_tie", {
    steps: () => [
        {
            content: "Close the vote",
            trigger: ".o_form_view button[name='action_close']",
            run: "click",
        },
        { content: "Confirm", trigger: ".modal-footer .btn-primary", run: "click" },
        {
            content: "Count",
            trigger: ".o_form_view button[name='action_count']",
            run: "click",
        },
        {
            content: "The tie is named",
            trigger: ".o_form_view .o_field_widget[name='tied_names']:contains('Ada, Blaise')",
        },
        answer("tie_rule", "The eldest, bylaws article 20"),
        answer("tie_order", "Blaise, Ada"),
        {
            content: "Record it and count again",
            trigger: ".o_form_view button[name='action_settle']",
            run: "click",
        },
        {
            content: "The count names who is elected and the rule",
            trigger:
                ".o_form_view .o_field_widget[name='arithmetic']:contains('Elected: Blaise.'):contains('The eldest')",
        },
    ],
});

// The door of the room: a card is scanned, a name is typed, the numbers follow.
registry.category("web_tour.tours").add("coop_vote_door", {
    steps: () => [
        {
            content: "Scan a card",
            trigger: "#typed",
            run: "edit 0420000000013",
        },
        {
            content: "The scanner ends with Enter",
            trigger: "button:contains('Check in')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The member is welcomed and counted",
            trigger: ".o_coop_welcome:contains('Marguerite Yourcenar')",
        },
        {
            content: "Somebody without a card gives a name",
            trigger: "#typed",
            run: "edit Simone",
        },
        {
            content: "Look for it",
            trigger: "button:contains('Check in')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Two have this name: choose",
            trigger: "button:contains('Simone Weil')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Both are counted",
            trigger: ".o_coop_attendance dd:contains('2')",
        },
    ],
});

// A member holds a proxy, accepts it, and votes twice: for themself and for the giver.
registry.category("web_tour.tours").add("coop_vote_proxy", {
    steps: () => [
        {
            content: "Accept the proxy",
            trigger: "#proxies button:contains('Accept')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is accepted",
            trigger: "#proxies li:contains('Marguerite Yourcenar'):contains('Accepted')",
        },
        {
            content: "Go to the votes",
            trigger: "a[href='/my/votes']:contains('Votes')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the one on behalf of the giver",
            trigger: ".list-group-item:contains('Marguerite Yourcenar')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It says for whom",
            trigger: ".alert:contains('on behalf of'):contains('Marguerite Yourcenar')",
        },
        { content: "Choose no", trigger: "#choice_no", run: "click" },
        {
            content: "Vote",
            trigger: ".o_coop_ballot button[type='submit']",
            run: "click",
        },
        {
            content: "Now for myself",
            trigger: ".nav-pills a:not(.active)",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "Choose yes", trigger: "#choice_yes", run: "click" },
        {
            content: "Vote",
            trigger: ".o_coop_ballot button[type='submit']",
            run: "click",
        },
        { content: "Done", trigger: ".o_coop_receipt:contains('You have voted')" },
    ],
});
