/* global posmodel */

/**
 * Measured in an open till: what the browser does with the list of persons, and how long it takes
 * from a scanned card until the verdict is painted. The network is cut meanwhile.
 */
(async (scans) => {
    const checker = posmodel.coopChecker;
    const people = [...checker.directory.persons.values()].filter((one) => one.codes.length);
    const someone = (n) => people[(n * 7919 + 13) % people.length];

    function share(values, part) {
        const sorted = [...values].sort((a, b) => a - b);
        return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] / 1000;
    }

    function timed(action, count) {
        return Array.from({ length: count }, (_, n) => {
            const start = performance.now();
            action(someone(n));
            return performance.now() - start;
        });
    }

    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

    /** Asked inside a frame: the moment after this frame is on the screen. */
    function shown() {
        return new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = resolve;
            port2.postMessage(0);
        });
    }

    async function scan(person) {
        const said = () => document.querySelector(".coop-panel")?.textContent.includes(person.name);
        const start = performance.now();
        posmodel.barcodeReader.scan(person.codes[0]);
        while (!said()) {
            await frame();
        }
        await shown();
        return performance.now() - start;
    }

    async function restart() {
        const start = performance.now();
        const again = new checker.constructor({ name: checker.store.name });
        await again.load();
        return { milliseconds: performance.now() - start, size: again.directory.size };
    }

    const judged = timed((person) => checker.judgeCard(person.codes[0]), 2000);
    const found = timed((person) => checker.directory.search(person.name), 300);
    const seen = [];
    for (let n = 0; n < scans; n++) {
        seen.push(await scan(someone(n)));
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const kept = await restart();
    return JSON.stringify({
        persons: checker.directory.size,
        "judge a card, p50": share(judged, 0.5),
        "judge a card, p99": share(judged, 0.99),
        "search a name, p50": share(found, 0.5),
        "search a name, p99": share(found, 0.99),
        "scan until painted, p50": share(seen, 0.5),
        "scan until painted, p99": share(seen, 0.99),
        "scan until painted, longest": share(seen, 1),
        "take up the list after a reload": kept.milliseconds / 1000,
        "persons taken up": kept.size,
    });
})(__SCANS__);
