/** Two short sounds made by the browser: no file to fetch, so they work without network. */

const TUNES = {
    ok: [
        [880, 0.12],
        [1320, 0.18],
    ],
    warn: [
        [880, 0.12],
        [880, 0.12],
    ],
    stop: [[220, 0.5]],
};

/** @param {"ok"|"warn"|"stop"} tone */
export function play(tone) {
    const Context = window.AudioContext || window.webkitAudioContext;
    if (!Context || !TUNES[tone]) {
        return;
    }
    const context = new Context();
    let start = context.currentTime;
    for (const [frequency, seconds] of TUNES[tone]) {
        const source = context.createOscillator();
        source.frequency.value = frequency;
        source.connect(context.destination);
        source.start(start);
        source.stop((start += seconds));
    }
    setTimeout(() => context.close(), 1500);
}
