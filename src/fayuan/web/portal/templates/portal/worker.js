// The network always comes first; without it there is one page that says what to do. A form that cannot be sent stays on
// the screen, where its page can say so (204 leaves a page where it is). No page of a person is kept.
const KEPT = [{% for name in kept %}"{{ name|escapejs }}", {% endfor %}"{{ offline|escapejs }}"];
const NAME = "stand-in-1";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name !== NAME).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names))).then(() => self.clients.claim()));
});

const PATIENCE = 2000; // milliseconds, for a page to answer

// Whether a page says that the form is its own, and that it tells of it.
const stays = async (address) => {
  const pages = await self.clients.matchAll({ type: "window" });
  const answers = pages.map((page) => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(true);
    page.postMessage({ unsent: address }, [port2]);
  }));
  return Promise.race([...answers, new Promise((done) => setTimeout(done, PATIENCE, false))]);
};

const unsent = async ({ method, url }) => {
  const isTold = method === "POST" && await stays(url.split("#")[0]);
  return isTold ? new Response(null, { status: 204 }) : caches.match("{{ offline|escapejs }}");
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => unsent(request)));
  } else if (request.method === "GET" && KEPT.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
