/* Lets the door's page start without network: what the page has read before is kept, the network
   comes first. Questions and logs (POST) never pass here; photos of persons are not kept. */

const KEPT = "coop-door-1";
const PAGE = "/coop/door";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** Whether a file of the page may be kept: ours, and no photo of anybody. */
function mayKeep(address) {
    const url = new URL(address);
    const own = url.origin === self.location.origin;
    return own && !url.pathname.startsWith(`${PAGE}/`);
}

async function networkFirst(request) {
    const page = request.mode === "navigate";
    const cache = await caches.open(KEPT);
    try {
        const response = await fetch(request);
        if (response.ok && mayKeep(request.url)) {
            await cache.put(request, response.clone());
        } else if (page && response.status === 404) {
            // The link was revoked: forget the page as well.
            await caches.delete(KEPT);
        } else if (page && response.status >= 500) {
            // The server is being restarted behind its proxy: as good as no network.
            return (await cache.match(PAGE)) || response;
        }
        return response;
    } catch (error) {
        // The tablet may have been started again with the link that it was given.
        // Translations are asked for with the number of those that the page has already.
        const kept =
            (await cache.match(page ? PAGE : request)) ||
            (await cache.match(request, { ignoreSearch: true }));
        if (kept) {
            return kept;
        }
        throw error;
    }
}

/**
 * Keep what a page that is open was made of, and nothing older.
 *
 * @returns {Promise<number>} how many files could not be kept
 */
async function keepOnly(addresses) {
    const cache = await caches.open(KEPT);
    const wanted = new Set(addresses.filter(mayKeep));
    for (const request of await cache.keys()) {
        if (!wanted.has(request.url)) {
            await cache.delete(request);
        }
    }
    const missing = await Promise.all([...wanted].map((address) => keep(cache, address)));
    return missing.filter(Boolean).length;
}

/** @returns {Promise<boolean>} whether the file could not be asked for */
async function keep(cache, address) {
    if (await cache.match(address)) {
        return false;
    }
    const response = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (response?.ok) {
        await cache.put(address, response);
    }
    return !response;
}

self.addEventListener("message", (event) => {
    const [port] = event.ports;
    const done = keepOnly(event.data.keep).catch(() => Infinity);
    event.waitUntil(done.then((missing) => port.postMessage({ missing })));
});

self.addEventListener("fetch", (event) => {
    const { url, method, mode } = event.request;
    if (method === "GET" && (mode === "navigate" || mayKeep(url))) {
        event.respondWith(networkFirst(event.request));
    }
});
