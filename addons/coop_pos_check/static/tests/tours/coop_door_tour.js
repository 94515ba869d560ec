import { registry } from "@web/core/registry";

function type(text) {
    return [
        { content: `type ${text}`, trigger: "#coop_door_query", run: `edit ${text}` },
        {
            content: "press Enter",
            trigger: ".coop-door-search",
            run() {
                this.anchor.requestSubmit();
            },
        },
    ];
}

function says(code, text) {
    return {
        content: `the screen says ${code}: ${text}`,
        trigger: `.coop-door-answer[data-code="${code}"]:contains("${text}")`,
    };
}

function inside(number) {
    return { content: `${number} inside`, trigger: `.coop-inside:contains("${number} inside")` };
}

function click(selector) {
    return { content: `click ${selector}`, trigger: selector, run: "click" };
}

registry.category("web_tour.tours").add("coop_door", {
    steps: () =>
        [
            { content: "ready", trigger: ".coop-door-idle:contains('Welcome!')" },
            type("0420000000013"),
            says("ok", "Zoé Àjour"),
            inside(1),
            click(".coop-undo"),
            inside(0),
            // A name without its accent finds the member and the household.
            { content: "type a name", trigger: "#coop_door_query", run: "edit arret" },
            click(".coop-door-result:contains('Bruno Arrêt')"),
            says("blocked", "Ask for Claire at the office."),
            type("nobody of that name"),
            { content: "nobody", trigger: ".coop-door:contains('Nobody found')" },
            {
                content: "scan a card that nobody knows",
                trigger: ".coop-door",
                run() {
                    for (const key of [..."0429999999990", "Enter"]) {
                        document.body.dispatchEvent(
                            new KeyboardEvent("keydown", { key, bubbles: true })
                        );
                    }
                },
            },
            says("unknown_card", "Unknown card"),
            click(".coop-visitor"),
            {
                content: "name the visitor",
                trigger: ".coop-door-visitor input",
                run: "edit Camille, reporter",
            },
            click(".coop-door-visitor button[type=submit]"),
            says("visitor", "Camille, reporter"),
            inside(1),
            { content: "all is sent", trigger: ".coop-door-foot:not(:has(.coop-door-waiting))" },
        ].flat(),
});
