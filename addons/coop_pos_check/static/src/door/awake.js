/**
 * Keep the tablet's screen on while the page is in sight. The browser lets go of the lock by itself
 * when the page is left; where it knows no such lock, the tablet's own setting decides.
 */
export function keepAwake(page = document, lock = navigator.wakeLock) {
    const ask = () => {
        if (lock && page.visibilityState === "visible") {
            lock.request("screen").catch(() => {});
        }
    };
    page.addEventListener("visibilitychange", ask);
    ask();
}
