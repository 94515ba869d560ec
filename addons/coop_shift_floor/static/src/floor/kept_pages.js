/** What the browser keeps so that the page starts without network; see floor_worker.js. */

const KEPT = "coop-floor-1";
/** What Odoo's scanner fetches where the browser itself cannot read barcodes. */
const READER = "/web/static/lib/zxing-library/zxing-library.js";

function ownAddresses() {
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const reader = "BarcodeDetector" in window ? [] : [window.location.origin + READER];
    return [window.location.href, ...loaded, ...reader].filter(
        (address) => address.startsWith(window.location.origin) && !/\/(board|taps)$/.test(address)
    );
}

/**
 * Keep this page from its first visit on. The worker keeps what it fetches, but it was not there
 * yet when the page was first read.
 */
export async function keepThisPage() {
    if (!navigator.serviceWorker || !window.caches) {
        return false;
    }
    // Only over https (or on this very machine) may a page start without network.
    await navigator.serviceWorker.register("/my/shift/worker.js", { scope: "/my/shift/" });
    await navigator.serviceWorker.ready;
    const cache = await caches.open(KEPT);
    const addresses = [...new Set(ownAddresses())];
    await Promise.all(addresses.map((address) => keep(cache, address)));
    await forgetOldScripts(cache, addresses);
    return true;
}

/** Scripts and styles of earlier versions are fetched under other addresses: they may go. */
export async function forgetOldScripts(cache, addresses) {
    const scripts = (await cache.keys()).filter((request) => request.url.includes("/web/assets/"));
    const old = scripts.filter((request) => !addresses.includes(request.url));
    await Promise.all(old.map((request) => cache.delete(request)));
}

async function keep(cache, address) {
    if (!(await cache.match(address, { ignoreVary: true }))) {
        await cache.add(address).catch(() => {});
    }
}

/** The shift is closed: its faces leave the phone. */
export async function forgetPhotos(shiftId) {
    if (!window.caches) {
        return;
    }
    const cache = await caches.open(KEPT);
    const photos = `/my/shift/${shiftId}/photo/`;
    const requests = (await cache.keys()).filter((request) => request.url.includes(photos));
    await Promise.all(requests.map((request) => cache.delete(request)));
}
