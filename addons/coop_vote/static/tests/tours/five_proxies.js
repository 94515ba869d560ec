import { registry } from "@web/core/registry";

const GIVERS = ["Ada", "Blaise", "Chloé", "Denis", "Émilie"];

const accept = (name) => [
    {
        content: `Accept the proxy of ${name}`,
        trigger: `#proxies li:contains('${name}') button:contains('Accept')`,
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "It is accepted",
        trigger: `#proxies li:contains('${name}'):contains('Accepted')`,
    },
];

const voteFor = (name, choice) => [
    {
        content: `Vote on behalf of ${name}`,
        trigger: `.o_coop_mandates a:contains('${name}')`,
        run: "click",
        expectUnloadPage: true,
    },
    {
        content: "It says for whom",
        trigger: `.o_coop_mandates a[aria-current]:contains('${name}')`,
    },
    { content: `Choose ${choice}`, trigger: `#choice_${choice}`, run: "click" },
    {
        content: "Vote",
        trigger: ".o_coop_ballot button[type='submit']",
        run: "click",
    },
    { content: "Received", trigger: ".o_coop_receipt:contains('You have voted')" },
];

// A holder of five proxies accepts each and casts six ballots, which may differ.
registry.category("web_tour.tours").add("coop_vote_five_proxies", {
    steps: () => [
        ...GIVERS.flatMap(accept),
        {
            content: "Go to the votes",
            trigger: "a[href='/my/votes']:contains('Votes')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the question",
            trigger: ".list-group-item:contains('Your vote is awaited')",
            run: "click",
            expectUnloadPage: true,
        },
        ...GIVERS.flatMap((name, place) => voteFor(name, place < 3 ? "no" : "abstain")),
        ...voteFor("Inès Portail", "yes"),
    ],
});
