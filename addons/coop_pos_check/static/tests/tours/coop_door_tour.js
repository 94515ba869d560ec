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

function ready() {
    return { content: "ready", trigger: ".coop-door-idle:contains('Welcome!')" };
}

function ask(path) {
    return {
        content: `the network: ${path}`,
        trigger: ".coop-door",
        run: () => fetch(path, { method: "POST" }),
    };
}

function startAgain() {
    return {
        content: "the battery was empty: the page starts again",
        trigger: ".coop-door",
        run: () => window.location.reload(),
        expectUnloadPage: true,
    };
}

function waiting(number) {
    return {
        content: `${number} waiting`,
        trigger: `.coop-door-waiting:contains('${number} waiting')`,
    };
}

function sent() {
    return { content: "all is sent", trigger: ".coop-door-foot:not(:has(.coop-door-waiting))" };
}

registry.category("web_tour.tours").add("coop_door_cut", {
    steps: () =>
        [
            ready(),
            { content: "the page is kept", trigger: "#coop_door[data-kept]" },
            type("0420000000013"),
            says("ok", "Zoé Àjour"),
            sent(),
            ask("/cut"),
            type("0420000000020"),
            says("blocked", "Bruno Arrêt"),
            type("LOUVE-77"),
            says("unpaid", "Anne-Lise Dupont-Retard"),
            { content: "nobody can tell now", trigger: ".coop-door-unsure" },
            waiting(2),
            startAgain(),
            ready(),
            waiting(2),
            inside(1),
            click(".coop-way-out"),
            type("0420000000013"),
            says("ok", "Zoé Àjour"),
            inside(0),
            click(".coop-way-in"),
            {
                content: "the clock is an hour ahead",
                trigger: ".coop-door",
                run() {
                    const now = Date.now;
                    Date.now = () => now() + 3600 * 1000;
                },
            },
            type("0420000000013"),
            says("ok", "Zoé Àjour"),
            waiting(4),
            ask("/mend"),
            {
                content: "the tablet notices",
                trigger: ".coop-door",
                run: () => window.dispatchEvent(new Event("online")),
            },
            sent(),
            { content: "it says that its clock is wrong", trigger: ".coop-door-clock" },
            inside(1),
        ].flat(),
});

/** Neither in the page nor in what the browser keeps. */
function nobodyIsKnown() {
    return {
        content: "nobody is known any more",
        trigger: ".coop-door",
        async run() {
            const names = (await indexedDB.databases()).map((one) => one.name);
            const name = names.find((one) => one.startsWith("coop-door-"));
            const db = await new Promise((resolve) => {
                const request = indexedDB.open(name);
                request.onsuccess = () => resolve(request.result);
            });
            const count = await new Promise((resolve) => {
                const request = db.transaction("persons").objectStore("persons").count();
                request.onsuccess = () => resolve(request.result);
            });
            if (count) {
                throw new Error(`${count} persons are still kept`);
            }
        },
    };
}

registry.category("web_tour.tours").add("coop_door_revoked", {
    steps: () =>
        [
            ready(),
            type("0420000000013"),
            says("ok", "Zoé Àjour"),
            sent(),
            {
                content: "a manager revokes the link",
                trigger: ".coop-door",
                run: () => fetch("/revoke", { method: "POST" }),
            },
            type("0420000000020"),
            { content: "the screen says so", trigger: ".coop-door-shut" },
            nobodyIsKnown(),
        ].flat(),
});

registry.category("web_tour.tours").add("coop_door_revoked_off", {
    steps: () =>
        [
            ready(),
            { content: "the page is kept", trigger: "#coop_door[data-kept]" },
            type("0420000000013"),
            says("ok", "Zoé Àjour"),
            sent(),
            ask("/cut"),
            ask("/revoke"),
            startAgain(),
            ready(),
            type("0420000000020"),
            says("blocked", "Bruno Arrêt"),
            waiting(1),
            ask("/mend"),
            {
                content: "the tablet notices",
                trigger: ".coop-door",
                run: () => window.dispatchEvent(new Event("online")),
            },
            { content: "the screen says so", trigger: ".coop-door-shut" },
            nobodyIsKnown(),
            waiting(1),
        ].flat(),
});
