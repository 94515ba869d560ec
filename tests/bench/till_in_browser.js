/* global posmodel */

/**
 * Measured in an open till: what the browser does with the list of persons, and how long it takes
 * from a scanned card until the verdict is computed and painted. The network is cut meanwhile.
 */
(async (scans) => {
    const checker = posmodel.coopChecker;
    const people = [...checker.directory.persons.values()].filter((one) => one.codes.length);
    const someone = (n) => people[(n * 7919 + 13) % people.length];

    function timed(action, count) {
        return Array.from({ length: count }, (_, n) => {
            const start = performance.now();
            action(someone(n));
            return performance.now() - start;
        });
    }

    /**
     * How long a scan takes: until the verdict is computed, until it is in the page, and until the
     * frame with it is painted. The till beeps in its first task after that frame; a message of
     * our own would come after the work on the order's prices, which follows.
     */
    function scan(person) {
        return new Promise((resolve) => {
            const seen = {};
            const start = performance.now();
            const passed = () => performance.now() - start;
            const said = () =>
                document.querySelector(".coop-panel")?.textContent.includes(person.name);
            const watch = new MutationObserver(() => {
                if (!seen.written && said()) {
                    seen.written = passed();
                    if (seen.beeped) {
                        // The till did not wait longer for a frame that took this long.
                        setTimeout(finish);
                    }
                }
            });
            Object.assign(checker, { judge });
            Object.assign(posmodel.sound, { play });

            function judge(...args) {
                const answer = checker.constructor.prototype.judge.apply(checker, args);
                seen.computed = seen.computed || passed();
                return answer;
            }

            function play() {
                seen.beeped = true;
                if (seen.written) {
                    finish();
                }
            }

            function finish() {
                watch.disconnect();
                delete checker.judge;
                delete posmodel.sound.play;
                const { computed, written } = seen;
                resolve({ computed, written, painted: passed() });
            }

            watch.observe(document.body, { subtree: true, childList: true, characterData: true });
            posmodel.barcodeReader.scan(person.codes[0]);
        });
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
    const still = [];
    for (let n = 0; n < scans; n++) {
        still.push(await idle());
        seen.push(await scan(someone(n)));
        await posmodel.coopSettled();
        await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const kept = await restart();
    return JSON.stringify({
        persons: checker.directory.size,
        "judge a card, p50": share(judged, 0.5),
        "judge a card, p99": share(judged, 0.99),
        "search a name, p50": share(found, 0.5),
        "search a name, p99": share(found, 0.99),
        ...summary("scan until the verdict is", seen),
        "two frames of a still screen, p50": share(still, 0.5),
        "two frames of a still screen, p99": share(still, 0.99),
        "take up the list after a reload": kept.milliseconds / 1000,
        "persons taken up": kept.size,
    });
})(__SCANS__);
