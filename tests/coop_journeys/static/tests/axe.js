import { loadJS } from "@web/core/assets";

/**
 * A step of a tour: what is in sight can be used by everybody, as far as axe-core can tell.
 *
 * @param {string} selector the part of the page to look at
 * @param {string[]} [ignore] ids of axe-core's rules; say why where you use it
 */
export function axe(selector, ignore = []) {
    return {
        content: `axe-core finds nothing wrong in ${selector}`,
        trigger: selector,
        async run() {
            await loadJS("/coop_journeys/axe.js");
            const found = await window.coopAccessible.part(selector, ignore);
            if (found.length) {
                throw new Error(found.join("\n\n"));
            }
        },
    };
}
