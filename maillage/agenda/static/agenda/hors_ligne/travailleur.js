// The service worker of the day sheet: it keeps its page and its files, which speak of no one, and nothing else. Its scope is this page alone.
const CACHE = `maillage-hors-ligne-${REGLAGES.version}`;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(REGLAGES.fichiers);
    await cache.add(REGLAGES.page);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const noms = await caches.keys();
    await Promise.all(noms.filter((nom) => nom.startsWith("maillage-hors-ligne-") && nom !== CACHE).map((nom) => caches.delete(nom)));
    await self.clients.claim();
  })());
});

async function laPage(request) {
  const cache = await caches.open(CACHE);
  try {
    const reponse = await fetch(request);
    if (reponse.ok && !reponse.redirected) await cache.put(REGLAGES.page, reponse.clone());
    return reponse;
  } catch {
    return (await cache.match(REGLAGES.page)) ?? Response.error();
  }
}

async function unFichier(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && pathname === REGLAGES.page) event.respondWith(laPage(event.request));
  else if (REGLAGES.fichiers.includes(pathname)) event.respondWith(unFichier(event.request));
});
