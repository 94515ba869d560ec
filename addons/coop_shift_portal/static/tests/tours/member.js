import { registry } from "@web/core/registry";

function day(ahead) {
    const moment = new Date();
    moment.setDate(moment.getDate() + ahead);
    return moment.toISOString().slice(0, 10);
}

/** Fill a date field: what a phone's own calendar does. */
function choose(selector, ahead) {
    return {
        trigger: selector,
        run() {
            this.anchor.value = day(ahead);
            this.anchor.dispatchEvent(new Event("change", { bubbles: true }));
        },
    };
}

/** In French on a phone: book a shift, give it back, ask for a leave after seeing what it changes. */
registry.category("web_tour.tours").add("coop_shift_portal_member", {
    url: "/fr/my/shifts",
    steps: () => [
        { content: "The page speaks French", trigger: "h1:contains('Mes services')" },
        {
            trigger: ".o_coop_shifts_nav a[href$='/my/shifts/book']",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_coop_weeks caption" },
        {
            content: "The role that lacks people most comes first",
            trigger: ".o_coop_places li:first-child .o_coop_book",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_coop_flash[role=status]:contains('Réservé')" },
        {
            trigger: ".o_coop_next_shifts .o_coop_cancel",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_coop_flash:contains('Annulé')" },
        { trigger: "#wrap:not(:has(.o_coop_next_shifts))" },
        {
            trigger: ".o_coop_shifts_nav a[href$='/my/shifts/leave']",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".form-check:contains('Exemption') input[type=radio]", run: "click" },
        choose("#coop_from", 20),
        choose("#coop_to", 40),
        {
            trigger: "button:contains('Voir ce que cela change')",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_coop_change:contains('pouvez faire vos courses')" },
        {
            trigger: "button:contains('Demander ce congé')",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_coop_flash[role=status]" },
        { trigger: ".o_coop_leaves li:contains('Exemption')" },
    ],
});
