/* What the measurements in a browser have in common; their scripts follow this one. */

/** A share of sorted values in milliseconds, in seconds: 0.5 is the median. */
function share(values, part) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] / 1000;
}

/** Two frames of a screen on which nothing happens: what this machine can do at best. */
async function idle() {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    await frame();
    await frame();
    return performance.now() - start;
}

/** Median and 99th percentile of what was seen, for each thing that was timed. */
function summary(words, seen) {
    const rows = {};
    for (const what of Object.keys(seen[0])) {
        const values = seen.map((one) => one[what]);
        rows[`${words} ${what}, p50`] = share(values, 0.5);
        rows[`${words} ${what}, p99`] = share(values, 0.99);
    }
    return rows;
}
