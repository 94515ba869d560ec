import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const press = (name, label) => ({
    content: label,
    trigger: `.o_form_view button[name='${name}']:contains('${label}')`,
    run: "click",
});
const confirm = {
    content: "Oui",
    trigger: ".modal-footer .btn-primary",
    run: "click",
};
const shows = (name) => ({
    content: `On peut continuer par ${name}`,
    trigger: `.o_form_view:not(:has(.modal)) button[name='${name}']`,
});

// An assembly in French: the office convenes it and opens the session.
tours.add("coop_vote_fr_convene", {
    steps: () => [
        press("action_convene", "Convoquer"),
        confirm,
        press("action_start", "Ouvrir la séance"),
        confirm,
        shows("action_check_in"),
    ],
});

// At the door in French.
tours.add("coop_vote_fr_door", {
    steps: () => [
        { content: "Une carte", trigger: "#typed", run: "edit 0420000000013" },
        {
            content: "La lire",
            trigger: "form button.btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "Bienvenue", trigger: ".o_coop_welcome:contains('Bienvenue')" },
    ],
});

// The office opens the vote.
tours.add("coop_vote_fr_open", {
    steps: () => [press("action_open", "Ouvrir le vote"), confirm, shows("action_close")],
});

// A member votes in French.
tours.add("coop_vote_fr_member", {
    steps: () => [
        {
            content: "Le vote attend",
            trigger: ".list-group-item:contains('Votre vote est attendu')",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "Oui", trigger: ".o_coop_ballot label:contains('Oui')", run: "click" },
        {
            content: "Voter",
            trigger: ".o_coop_ballot button:contains('Voter')",
            run: "click",
        },
        { content: "Le reçu", trigger: ".o_coop_receipt:contains('Vous avez voté.')" },
    ],
});

// The office closes the vote and counts.
tours.add("coop_vote_fr_count", {
    steps: () => [
        press("action_close", "Clore le vote"),
        confirm,
        press("action_count", "Dépouiller"),
        {
            content: "Le résultat et son calcul",
            trigger: ".o_form_view .o_field_widget[name='outcome']:contains('Adoptée')",
        },
    ],
});

// The session ends, the minutes are signed.
tours.add("coop_vote_fr_minutes", {
    steps: () => [
        press("action_end", "Clore la séance"),
        confirm,
        {
            content: "Le procès-verbal",
            trigger: ".o_form_view .nav-link[name='minutes']",
            run: "click",
        },
        {
            content: "Qui préside",
            trigger: ".o_form_view .o_field_widget[name='chair'] input",
            run: "edit Simone Weil",
        },
        press("action_sign", "Le procès-verbal est signé"),
        {
            content: "Plus rien ne change",
            trigger: ".o_form_view .o_statusbar_status .o_arrow_button_current:contains('signé')",
        },
    ],
});
