import { registry } from "@web/core/registry";

/** At a meeting in the neighbourhood: somebody without e-mail joins with cash. */
registry.category("web_tour.tours").add("coop_campaign_meeting", {
    steps: () => [
        { trigger: "h1:contains('Qui adhère')" },
        { trigger: "input[name=name]", run: "edit Rosa Paz" },
        { trigger: "input[name=zip]", run: "edit 75018" },
        { trigger: "input[name=reduced]", run: "check" },
        { content: "One share is enough", trigger: "input[data-code=A]:value(1)" },
        { trigger: "#coop_way_cash", run: "click" },
        {
            trigger: ".o_coop_desk form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "The tablet is handed over", trigger: ".lead:contains('Rosa Paz')" },
        { trigger: ".o_coop_charter_text:contains('Nous partageons le travail')" },
        {
            trigger: ".o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "Enrolled, with a number", trigger: ".alert-success .o_coop_number" },
        { content: "And a card", trigger: ".alert-success .font-monospace" },
        { content: "The next person", trigger: "input[name=name]:value()" },
    ],
});
