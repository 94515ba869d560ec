/** Two short sounds made by the browser: no file to fetch, so they work without network. */

const TUNES = {
    ok: [
        [880, 0.12],
        [1320, 0.18],
    ],
    warn: [
        [880, 0.12],
        [660, 0.25],
    ],
    stop: [[220, 0.5]],
};

/**
 * A tablet that cannot play (no sound card, too many sounds at once) stays silent: nothing else is
 * to stop because of that.
 *
 * @param {"ok"|"warn"|"stop"} tone
 */
export function play(tone) {
    const Context = window.AudioContext || window.webkitAudioContext;
    if (!Context || !TUNES[tone]) {
        return;
    }
    try {
        sing(new Context(), TUNES[tone]);
    } catch (error) {
        console.warn("No sound.", error);
    }
}

function sing(context, tune) {
    let start = context.currentTime;
    for (const [frequency, seconds] of tune) {
        const source = context.createOscillator();
        source.frequency.value = frequency;
        source.connect(context.destination);
        source.start(start);
        source.stop((start += seconds));
    }
    setTimeout(() => context.close(), 1500);
}
