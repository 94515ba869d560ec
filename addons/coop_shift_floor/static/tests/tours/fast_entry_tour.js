import { press } from "@odoo/hoot-dom";
import { registry } from "@web/core/registry";

function pressed(key, trigger) {
    return {
        content: `press ${key}`,
        trigger,
        run: async () => {
            await press(key);
        },
    };
}

function row(name, state = "") {
    return `.coop-fast-row[data-state^="${state}"]:contains("${name}")`;
}

registry.category("web_tour.tours").add("coop_fast_entry", {
    steps: () => [
        { content: "open the screen", trigger: "button[name=action_fast_entry]", run: "click" },
        pressed("1", `${row("Ana Ribeiro", "expected")}:focus`),
        { content: "Ana is present", trigger: row("Ana Ribeiro", "present") },
        pressed("3", `${row("Bob Okafor", "expected")}:focus`),
        { content: "Bob is absent", trigger: row("Bob Okafor", "absent") },
        // After the last one, the field for make-ups.
        { content: "a number", trigger: "#coop_fast_code:focus", run: "edit 4242" },
        pressed("Enter", "#coop_fast_code:focus"),
        { content: "Rita came", trigger: row("Rita Rattrape", "present") },
        { content: "an unknown card", trigger: "#coop_fast_code", run: "edit 999999" },
        pressed("Enter", "#coop_fast_code:focus"),
        { content: "refused in words", trigger: ".coop-fast-refused:contains('999999')" },
        { content: "a note", trigger: "#coop_fast_note", run: "edit Paper sheet of Monday" },
        pressed("Alt+Enter", "#coop_fast_note"),
        { content: "closed", trigger: ".coop-fast-closed:contains('Closed by')" },
        { content: "recorded", trigger: ".coop-fast-sent[data-waiting='0']" },
    ],
});
