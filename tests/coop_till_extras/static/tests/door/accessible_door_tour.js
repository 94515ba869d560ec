import { registry } from "@web/core/registry";
import { axe } from "@coop_journeys/../tests/axe";
import { fits } from "@coop_till_extras/../tests/door/fits";

function show(text, said) {
    return [
        { content: `type ${text}`, trigger: "#coop_door_query", run: `edit ${text}` },
        { content: "Enter", trigger: "#coop_door_query", run: "press Enter" },
        { content: said, trigger: `.coop-door-answer:contains("${said}")` },
        fits(".coop-door"),
        axe("html"),
    ];
}

registry.category("web_tour.tours").add("coop_accessible_door", {
    steps: () =>
        [
            { content: "ready", trigger: ".coop-door-idle:contains('Welcome!')" },
            axe("html"),
            // A name gives a list, through which the keyboard goes.
            { content: "type", trigger: "#coop_door_query", run: "edit arret" },
            { content: "found", trigger: ".coop-door-result:contains('Bruno')" },
            axe("html"),
            show("0420000000013", "Zoé Àjour"),
            show("0420000000020", "Bruno Arrêt"),
            show("LOUVE-77", "Anne-Lise Dupont-Retard"),
            { content: "a visitor", trigger: ".coop-visitor", run: "click" },
            { content: "visitor", trigger: ".coop-door-visitor" },
            axe("html"),
            {
                content: "the link is revoked",
                trigger: ".coop-door",
                run: () => fetch("/revoke", { method: "POST" }),
            },
            { content: "type", trigger: ".coop-door-visitor input", run: "edit Camille" },
            { content: "in", trigger: ".coop-door-visitor input", run: "press Enter" },
            { content: "shut", trigger: ".coop-door-shut" },
            axe("html"),
        ].flat(),
});

registry.category("web_tour.tours").add("coop_door_on_a_phone", {
    steps: () => [
        { content: "ready", trigger: ".coop-door-idle:contains('Welcome!')" },
        fits(".coop-door"),
        {
            content: "all controls are in one row, the answer has the rest",
            trigger: ".coop-door-bar",
            run() {
                const buttons = [...this.anchor.querySelectorAll(".btn")];
                const tops = buttons.map((one) => Math.round(one.getBoundingClientRect().top));
                if (Math.max(...tops) - Math.min(...tops) > 8) {
                    throw new Error(`the buttons are at ${tops}`);
                }
            },
        },
    ],
});
