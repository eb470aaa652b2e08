"use strict";

// What is typed stays on this device until it is on record: a draft while it is being written,
// then in the outbox, under the key that was made when it was begun. Sent twice, it is recorded once.
const person = document.body.dataset.person || "";
const token = () => document.querySelector("input[name=_token]")?.value || "";
const words = document.body.dataset;
const notice = document.querySelector(".outbox");
const OUTBOX = `outbox:${person}`;
const RETRY_MS = 20000;

const kept = (name, otherwise) => JSON.parse(localStorage.getItem(name) || "null") ?? otherwise;
const keep = (name, value) => localStorage.setItem(name, JSON.stringify(value));
const waiting = () => kept(OUTBOX, []);
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

function tell(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

function tellWaiting() {
  const many = waiting().length;
  tell(many ? words.waiting.replace("{n}", many) : "");
}

const filled = (form) => [...new FormData(form)].filter(([name]) => name !== "_token");
const nameOf = (form) => `draft:${person}:${form.getAttribute("action")}`;

function refill(form, pairs) {
  for (const [name, value] of pairs) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["checkbox", "radio"].includes(field.type)) field.checked ||= field.value === value;
      else if (field.tagName !== "BUTTON") field.value = value;
    }
  }
}

function begin(form) {
  const name = nameOf(form), found = kept(name, null);
  if (found && !document.querySelector(".problem")) {
    refill(form, found);
    tell(words.restored);
  }
  form.addEventListener("input", () => keep(name, filled(form)));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "_more") return;
    event.preventDefault();
    const said = filled(form);
    if (event.submitter?.name) said.push([event.submitter.name, event.submitter.value]);
    keep(OUTBOX, [...waiting(), { path: form.getAttribute("action"), said }]);
    localStorage.removeItem(name);
    send(form);
  });
}

let sending = false;

async function send(form = null) {
  if (sending || !person || !waiting().length) return;
  sending = true;
  try {
    while (waiting().length) {
      const [next, ...rest] = waiting();
      const body = new URLSearchParams([...next.said, ["_token", token()]]);
      const answer = await fetch(next.path, { method: "POST", body });
      const at = new URL(answer.url);
      if (at.pathname === "/login") return tell(words.login);
      if (answer.status >= 500) return tellWaiting();
      keep(OUTBOX, rest);
      if (answer.redirected || answer.ok) {
        if (form && !rest.length) location.href = answer.url;
        continue;
      }
      keep(`draft:${person}:${next.path}`, next.said);
      if (form) return show(await answer.text());
      return tell(words.refused);
    }
    tellWaiting();
  } catch {
    tellWaiting();
    if (form) startAnew(form);
  } finally {
    sending = false;
  }
}

function startAnew(form) {
  form.reset();
  form.querySelector("[name=_key]").value = newKey();
  form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}

// Who logs out leaves nothing on the device: what waits is sent, and what cannot be is asked about.
function leave(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await send();
    const drafts = Object.keys(localStorage).filter((name) => name.startsWith(`draft:${person}:`));
    const many = drafts.length + waiting().length;
    if (many && !confirm(words.leaving.replace("{n}", many))) return;
    for (const name of [...drafts, OUTBOX]) localStorage.removeItem(name);
    form.submit();
  });
}

function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.getElementById("main").replaceWith(page.getElementById("main"));
  for (const form of document.querySelectorAll("form[data-draft]")) begin(form);
  document.querySelector(".problem")?.scrollIntoView();
}

// 案情回放: a slider over the steps, whose ways are in the list below it.
function slide(nav) {
  const ways = [...document.querySelectorAll("[data-steps] a")];
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 1;
  slider.max = ways.length;
  slider.value = 1 + ways.findIndex((way) => way.hasAttribute("aria-current"));
  slider.setAttribute("aria-label", nav.getAttribute("aria-label"));
  slider.addEventListener("change", () => { location.href = ways[slider.value - 1].href; });
  nav.append(slider);
}

document.querySelectorAll("[data-slider]").forEach(slide);
document.querySelectorAll("form[data-draft]").forEach(begin);
document.querySelectorAll("form[action='/logout']").forEach(leave);
if (person) {
  if (waiting().length) tellWaiting();
  send();
  addEventListener("online", () => send());
  setInterval(() => send(), RETRY_MS);
}
if (isSecureContext && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js");
}
