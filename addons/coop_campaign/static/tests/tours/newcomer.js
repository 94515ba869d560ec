import { registry } from "@web/core/registry";

/** In French on a phone: join, sign, pay online, receive the card. */
registry.category("web_tour.tours").add("coop_campaign_newcomer", {
    url: "/fr/join",
    steps: () => [
        { content: "The page speaks French", trigger: "h1:contains('Devenir membre')" },
        { trigger: "input[name=name]", run: "edit Ana Lima" },
        { trigger: "input[name=email]", run: "edit ana.lima@coop.example" },
        { trigger: "input[name=street]", run: "edit 3 rue des Poissonniers" },
        { trigger: "input[name=zip]", run: "edit 75018" },
        {
            content: "One field is forgotten",
            trigger: "form[action$='/join/start'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is said, and nothing is lost",
            trigger: "[role=alert]:contains('Merci d’écrire votre ville')",
        },
        { trigger: "input[name=street]:value(3 rue des Poissonniers)" },
        { trigger: "input[name=city]", run: "edit Paris" },
        {
            trigger: "form[action$='/join/start'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "h1:contains('Vos parts')" },
        { trigger: "input[data-code=A]", run: "edit 12" },
        { content: "The amount follows", trigger: "output:contains('120')" },
        {
            trigger: "form[action$='/join/shares'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_coop_charter_text:contains('Nous partageons le travail')" },
        {
            content: "The name is written already",
            trigger: ".o_web_sign_name_input:value(Ana Lima)",
        },
        {
            trigger: ".o_portal_sign_submit:enabled:contains('J’accepte et je signe')",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "dd:contains('Ana Lima')" },
        { trigger: "#coop_way_online", run: "click" },
        {
            trigger: "form[action$='/join/payment'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".modal input[name=o_payment_radio]", run: "click" },
        {
            trigger: ".modal button[name=o_payment_submit_button]:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Back among us",
            trigger: "h1:contains('Bienvenue parmi nous')",
            timeout: 30000,
        },
        { content: "With a number", trigger: ".o_coop_number" },
        { content: "And a card for the phone", trigger: ".o_coop_card img" },
    ],
});
