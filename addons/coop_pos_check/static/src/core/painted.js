/** Longest wait: a window that nobody sees paints nothing. */
const LONGEST = 100;

/** Resolves once the next frame is on the screen. @returns {Promise<void>} */
export function painted() {
    return new Promise((resolve) => {
        const late = setTimeout(resolve, LONGEST);
        requestAnimationFrame(() => {
            // A task of its own runs after the frame is painted; a microtask would not.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
                clearTimeout(late);
                resolve();
            };
            port2.postMessage(0);
        });
    });
}
