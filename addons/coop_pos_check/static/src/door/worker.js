/**
 * Ask the service worker to keep all that this page was made of, so that the tablet can start again
 * without network: the first time it was loaded before the worker was there.
 *
 * @returns {Promise<boolean>} whether it is kept; only over https, or on the server itself
 */
export async function keepPage(container = navigator.serviceWorker, Channel = MessageChannel) {
    try {
        await container.register("/coop/door/worker.js", { scope: "/coop/door" });
        const { active } = await container.ready;
        await document.fonts.ready;
        const files = performance.getEntriesByType("resource").map((entry) => entry.name);
        const { port1, port2 } = new Channel();
        const answer = new Promise((resolve) => (port1.onmessage = resolve));
        active.postMessage({ keep: [location.href.split("#")[0], ...files] }, [port2]);
        const { missing } = (await answer).data;
        return missing === 0;
    } catch (error) {
        console.warn("This page needs the network to start.", error);
        return false;
    }
}
