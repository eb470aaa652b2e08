"use strict";

// Where there is no net, a page says so and that what was typed is kept. Nothing of a person is stored.
const SHELL = "minqing-1";
const KEPT = ["/offline", "/static/minqing.css", "/static/minqing.js", "/static/mark.svg"];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(KEPT)));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !["navigate", "style", "script", "image"].includes(
    request.mode === "navigate" ? "navigate" : request.destination)) return;
  event.respondWith(fetch(request).catch(() => caches.match(
    request.mode === "navigate" ? "/offline" : request)));
});
