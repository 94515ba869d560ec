/* Lets the door's page start without network: what the page has read before is kept, the network
   comes first. Questions and logs (POST) never pass here; photos of persons are not kept. */

const KEPT = "coop-door-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function networkFirst(request) {
    const cache = await caches.open(KEPT);
    try {
        const response = await fetch(request);
        if (response.ok) {
            await cache.put(request, response.clone());
        } else if (request.mode === "navigate") {
            // The link was revoked: forget the page as well.
            await caches.delete(KEPT);
        }
        return response;
    } catch (error) {
        const kept = await cache.match(request);
        if (kept) {
            return kept;
        }
        throw error;
    }
}

self.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    const own = url.origin === self.location.origin && event.request.method === "GET";
    if (own && !url.pathname.startsWith("/coop/door/photo/")) {
        event.respondWith(networkFirst(event.request));
    }
});
