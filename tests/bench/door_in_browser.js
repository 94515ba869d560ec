/**
 * Measured at an open door: how long it takes from the end of a scanned card until the answer is
 * in the page and until the frame with it is painted. The network is cut meanwhile.
 */
(async (codes) => {
    const field = document.querySelector("#coop_door_query");
    const inside = () => Number(document.querySelector(".coop-inside b").textContent);

    /** A scanner types into the field and ends with Enter. */
    function type(code) {
        field.value = code;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        const start = performance.now();
        field.form.requestSubmit();
        return start;
    }

    function scan(code) {
        return new Promise((resolve) => {
            const name = `Member ${code.slice(-6)}`;
            const start = type(code);
            const watch = new MutationObserver(() => {
                if (document.querySelector(".coop-door-answer")?.textContent.includes(name)) {
                    watch.disconnect();
                    const written = performance.now() - start;
                    requestAnimationFrame(() => {
                        const painted = new MessageChannel();
                        painted.port1.onmessage = () =>
                            resolve({ written, painted: performance.now() - start });
                        painted.port2.postMessage("");
                    });
                }
            });
            watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        });
    }

    const seen = [];
    const still = [];
    const before = inside();
    for (const code of codes) {
        still.push(await idle());
        seen.push(await scan(code));
        await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return JSON.stringify({
        ...summary("scan until the answer is", seen),
        "two frames of a still screen, p50": share(still, 0.5),
        "two frames of a still screen, p99": share(still, 0.99),
        "people counted in": inside() - before,
    });
})(__CODES__);
