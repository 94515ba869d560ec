import { registry } from "@web/core/registry";

/** Elements that the Tab key reaches, in its order. */
function stops() {
    const able =
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    return [...document.querySelectorAll(able)].filter(
        (el) => !el.disabled && el.tabIndex >= 0 && el.getClientRects().length
    );
}

/** Tab from where the focus is until an element, and see that the focus shows. */
function tabTo(selector) {
    const all = stops();
    const target = document.querySelector(selector);
    const from = all.indexOf(document.activeElement);
    const to = all.indexOf(target);
    if (to <= from) {
        throw new Error(`Tab does not reach ${selector}`);
    }
    for (const el of all.slice(from + 1, to + 1)) {
        el.focus({ focusVisible: true });
        if (document.activeElement !== el) {
            throw new Error("An element on the way cannot take the focus");
        }
    }
    const style = getComputedStyle(target);
    if (style.outlineStyle === "none" && style.boxShadow === "none") {
        throw new Error(`The focus on ${selector} cannot be seen`);
    }
}

/** Enter on what has the focus: a link or a button does then what a click does. */
function enter() {
    document.activeElement.click();
}

function keys(selector) {
    return {
        trigger: selector,
        run() {
            tabTo(selector);
            enter();
        },
        expectUnloadPage: true,
    };
}

/** Booking without a mouse: every step is reached by Tab, in the order of the page. */
registry.category("web_tour.tours").add("coop_shift_portal_keyboard", {
    url: "/my/shifts",
    steps: () => [
        keys(".o_coop_shifts_nav a[href$='/my/shifts/book']"),
        { trigger: ".o_coop_weeks caption" },
        keys(".o_coop_places li:first-child .o_coop_book"),
        { trigger: ".o_coop_flash[role=status]:contains('Booked')" },
        { trigger: ".o_coop_next_shifts .o_coop_cancel" },
    ],
});
