/* global axe */

/**
 * Runs after axe-core in the page that is looked at. Not part of any bundle: the tests load it
 * with axe-core itself (see axe.py).
 */
window.coopAccessible = (() => {
    const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    /** Good habits that the project keeps although WCAG does not ask for them. */
    const HABITS = ["heading-order", "page-has-heading-one", "landmark-one-main"];

    /** Colours in the middle of a transition are nobody's: let everything be at its end. */
    async function standStill() {
        const still = document.createElement("style");
        still.textContent = "* { transition: none !important; animation: none !important; }";
        document.head.append(still);
        for (let frames = 0; frames < 2; frames++) {
            await new Promise((resolve) => requestAnimationFrame(resolve));
        }
    }

    /** What is wrong in a part of this page, as sentences. */
    async function part(selector, ignore = [], habits = []) {
        await standStill();
        const rules = Object.fromEntries(
            ["target-size", ...habits].map((id) => [id, { enabled: true }])
        );
        ignore.forEach((id) => (rules[id] = { enabled: false }));
        const context = selector ? { include: [selector] } : document;
        const runOnly = { type: "tag", values: TAGS };
        const { violations } = await axe.run(context, {
            runOnly,
            rules,
            resultTypes: ["violations"],
        });
        return violations.flatMap((rule) =>
            rule.nodes.map(
                (node) =>
                    `${rule.id} (${rule.impact}): ${rule.help}\n  ${node.html.slice(0, 200)}\n  ` +
                    `${node.target} ${node.failureSummary.replaceAll("\n", " ")}`
            )
        );
    }

    /** Whole page: its parts, its habits, and that nothing is cut off or scrolls sideways. */
    async function page(ignore = []) {
        const found = await part("", ignore, HABITS);
        const root = document.documentElement;
        if (root.scrollWidth > root.clientWidth + 1) {
            const wide = [...document.body.querySelectorAll("*")].filter(
                (one) => one.getBoundingClientRect().right > root.clientWidth + 1
            );
            const names = wide.slice(0, 5).map((one) => one.cloneNode(false).outerHTML);
            found.push(`reflow: ${root.scrollWidth} px wide, for example\n  ${names.join("\n  ")}`);
        }
        return found;
    }

    const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

    async function until(done, what) {
        for (const start = performance.now(); performance.now() - start < 20000; await later(50)) {
            if (done()) {
                return;
            }
        }
        throw new Error(what);
    }

    function load(doc, tag, values) {
        return new Promise((resolve, reject) => {
            const one = Object.assign(doc.createElement(tag), values);
            one.onload = resolve;
            one.onerror = () => reject(new Error(`could not load ${values.src}`));
            (doc.head || doc.body).append(one);
        });
    }

    /** One page in a frame: a frame is a window of its own, with its own layout. */
    async function inFrame(url, width, ready) {
        document.body.replaceChildren();
        const frame = document.createElement("iframe");
        const loaded = new Promise((resolve) => (frame.onload = resolve));
        Object.assign(frame, { title: url, src: url });
        frame.style.cssText = `width: ${width}px; height: 900px; border: 0`;
        document.body.append(frame);
        await loaded;
        const inner = frame.contentWindow;
        await until(
            () => inner.document.querySelector(ready || "body"),
            `${url}: no ${ready} in sight`
        );
        await inner.document.fonts.ready;
        await load(inner.document, "script", { src: "/coop_journeys/axe.js" });
        return frame;
    }

    /** One page, whose window is then made narrower, as somebody who turns a tablet or zooms in. */
    async function atWidths(url, { widths, ready, ignore }) {
        const frame = await inFrame(url, widths[0], ready);
        const all = [];
        for (const width of widths) {
            frame.style.width = `${width}px`;
            const found = await frame.contentWindow.coopAccessible.page(ignore);
            all.push(...found.map((line) => `${url} at ${width} px: ${line}`));
        }
        return all;
    }

    async function pages({ urls, ...options }) {
        const all = [];
        for (const url of urls) {
            all.push(...(await atWidths(url, options).catch((error) => [`${url}: ${error}`])));
        }
        return all;
    }

    return { part, page, pages };
})();
