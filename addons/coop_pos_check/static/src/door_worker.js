/* Lets the door's page start without network: what the page has read before is kept, the network
   comes first. Questions and logs (POST) never pass here; photos of persons are not kept. */

const KEPT = "coop-door-1";
const PAGE = "/coop/door";
const SHUT = "X-Coop-Door-Shut";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** Whether a file of the page may be kept: ours, and no photo of anybody. */
function mayKeep(address) {
    const url = new URL(address);
    const own = url.origin === self.location.origin;
    return own && !url.pathname.startsWith(`${PAGE}/`);
}

/** Empty a store of what the page kept. @returns {Promise<void>} also when there is none */
function empty(db, store) {
    return new Promise((resolve) => {
        if (!db.objectStoreNames.contains(store)) {
            resolve();
            return;
        }
        const transaction = db.transaction(store, "readwrite");
        transaction.oncomplete = transaction.onabort = resolve;
        transaction.objectStore(store).clear();
    });
}

function openStore(name) {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/**
 * The link was revoked while the tablet was off: forget the page and everybody's name. What is not
 * sent yet stays, for the day on which the tablet gets the new link.
 */
async function forget() {
    await caches.delete(KEPT);
    const found = await indexedDB.databases();
    for (const { name } of found.filter((one) => one.name.startsWith("coop-door-"))) {
        const db = await openStore(name);
        await empty(db, "persons");
        await empty(db, "meta");
        db.close();
    }
}

async function networkFirst(request) {
    const page = request.mode === "navigate";
    const cache = await caches.open(KEPT);
    try {
        const response = await fetch(request);
        if (response.ok && mayKeep(request.url)) {
            await cache.put(request, response.clone());
        } else if (response.headers.get(SHUT)) {
            await forget().catch(() => {});
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
