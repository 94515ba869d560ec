/* Lets the pages of "My shift now" start without network. What they have read before is kept and
   the network comes first. Questions and taps (POST) never pass here.

   Its scope is /my/shift/, so no other page of the portal is concerned. */

const KEPT = "coop-floor-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function networkFirst(request) {
    const cache = await caches.open(KEPT);
    let response;
    try {
        response = await fetch(request);
    } catch (error) {
        const kept = await cache.match(request, { ignoreVary: true });
        if (kept) {
            return kept;
        }
        throw error;
    }
    if (response.ok) {
        await cache.put(request, response.clone()).catch(() => {});
    } else if (request.mode === "navigate" && response.status < 500) {
        // Signed out, or no longer one's shift: this phone forgets the page.
        await cache.delete(request, { ignoreVary: true });
    }
    return response;
}

self.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (url.origin === self.location.origin && event.request.method === "GET") {
        event.respondWith(networkFirst(event.request));
    }
});
