import { press } from "@odoo/hoot-dom";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

function click(selector) {
    return { content: `click ${selector}`, trigger: selector, run: "click" };
}

function seen(content, trigger) {
    return { content, trigger };
}

function person(name) {
    return `.coop-floor-person:contains("${name}")`;
}

function say(name, state) {
    return click(`${person(name)} .coop-floor-choice[data-state="${state}"]`);
}

function is(name, state) {
    return seen(`${name} is ${state}`, `${person(name)}[data-state="${state}"]`);
}

function allSent() {
    return seen("all is sent", ".coop-floor-sent[data-way='ok'][data-waiting='0']");
}

function waiting(count) {
    return seen(
        `${count} taps wait for the network`,
        `.coop-floor-sent[data-way='cut'][data-waiting='${count}']`
    );
}

/** The test's server drops every connection from now on, or answers again. */
function network(what, trigger) {
    return {
        content: `the network is ${what}`,
        trigger,
        run: async () => {
            await fetch(`/coop_test_network/${what}`, { method: "POST" });
        },
    };
}

tours.add("coop_floor_network_cut", {
    steps: () => [
        seen("the page is kept on the phone", "#coop_floor[data-kept='true']"),
        say("Ana Ribeiro", "present"),
        is("Ana Ribeiro", "present"),
        allSent(),
        network("cut", ".coop-floor-head"),
        say("Bob Okafor", "absent"),
        is("Bob Okafor", "absent"),
        waiting(1),
        { content: "type a number", trigger: "#coop_floor_code", run: "edit 4242" },
        click(".coop-floor-add"),
        seen("the number waits", ".coop-floor-scans:contains('4242')"),
        click("[aria-labelledby=coop_floor_note] .coop-floor-write"),
        { content: "write", trigger: "#coop_floor_text", run: "edit The cold room is warm" },
        click("[aria-labelledby=coop_floor_note] .coop-floor-keep"),
        waiting(3),
        {
            content: "load the page again, without network",
            trigger: ".coop-floor-head",
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        waiting(3),
        is("Bob Okafor", "absent"),
        seen("what was written is there", ".coop-floor-note:contains('The cold room is warm')"),
        click(".coop-floor-close"),
        click(".coop-floor-yes"),
        seen("closed on this phone", ".coop-floor-closing"),
        waiting(4),
        network("back", ".coop-floor-closing"),
        click(".coop-floor-retry"),
        seen("closed for good", ".coop-floor-closed:contains('Closed by')"),
        allSent(),
        is("Rita Rattrape", "present"),
    ],
});

/** Press Tab until something is in focus, as somebody without a mouse does. */
function tabTo(selector) {
    return {
        content: `Tab to ${selector}`,
        trigger: ".coop-floor-head",
        run: async () => {
            for (let presses = 0; presses < 80; presses++) {
                if (document.activeElement?.matches(selector)) {
                    return;
                }
                await press("Tab");
            }
            throw new Error(`the keyboard does not reach ${selector}`);
        },
    };
}

function pressed(key) {
    return {
        content: `press ${key}`,
        trigger: ".coop-floor-head",
        run: async () => {
            await press(key);
        },
    };
}

tours.add("coop_floor_keyboard", {
    steps: () => [
        seen("the list is there", person("Ana Ribeiro")),
        tabTo(".coop-floor-choice[data-state='late']"),
        pressed("Enter"),
        is("Ana Ribeiro", "late"),
        seen("the focus stays with her", `${person("Ana Ribeiro")} .coop-floor-change:focus`),
        tabTo(".coop-floor-choice[data-state='present']"),
        pressed("Enter"),
        is("Bob Okafor", "present"),
        tabTo(".coop-floor-close"),
        pressed("Enter"),
        seen("asked again", ".coop-floor-yes"),
        tabTo(".coop-floor-yes"),
        pressed("Enter"),
        seen("closed", ".coop-floor-closed"),
        allSent(),
    ],
});

tours.add("coop_floor_replaced", {
    steps: () => [
        say("Ana Ribeiro", "replaced"),
        {
            content: "who came instead",
            trigger: `${person("Ana Ribeiro")} .coop-floor-instead input`,
            run: "edit 4242",
        },
        click(`${person("Ana Ribeiro")} .coop-floor-instead [type=submit]`),
        seen(
            "her name is shown",
            `${person("Ana Ribeiro")} .coop-floor-by:contains("Rita Rattrape")`
        ),
        { content: "a hand scanner types", trigger: ".coop-floor-head", run: typeCard },
        seen("a make-up", `${person("Zoe Volante")}:contains("Make-up")`),
        click(`${person("Zoe Volante")} .coop-floor-change`),
        click(`${person("Zoe Volante")} .coop-floor-undo`),
        seen("taken off", `.coop-floor-people:not(:has(${person("Zoe Volante")}))`),
        {
            content: "an unknown card",
            trigger: "#coop_floor_code",
            run: "edit 999999",
        },
        click(".coop-floor-add"),
        seen("refused in words", ".coop-floor-refused:contains('999999')"),
        click(".coop-floor-read"),
        seen("read", "body:not(:has(.coop-floor-refused))"),
        say("Bob Okafor", "present"),
        is("Bob Okafor", "present"),
        allSent(),
    ],
});

function typeCard() {
    for (const key of [..."0420000000020", "Enter"]) {
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }
}
