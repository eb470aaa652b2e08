"use strict";

// What is typed stays on this device until it is on record: a draft while it is being written,
// then in the outbox, under the key that was made when it was begun. Sent twice, it is recorded once.
// What was refused stays in the outbox, and is there again when its form is opened.
const person = document.body.dataset.person || "";
const token = () => document.querySelector("input[name=_token]")?.value || "";
const words = document.body.dataset;
const notice = document.querySelector(".outbox");
const OUTBOX = `outbox:${person}`, DRAFTS = `draft:${person}:`;
const RETRY_MS = 20000, PASSING = [408, 429];

const kept = (name, otherwise) => JSON.parse(localStorage.getItem(name) || "null") ?? otherwise;
const keep = (name, value) => localStorage.setItem(name, JSON.stringify(value));
const waiting = () => kept(OUTBOX, []);
const drop = (key) => keep(OUTBOX, waiting().filter((one) => one.key !== key));
const put = (one) => keep(OUTBOX, [...waiting().filter(({ key }) => key !== one.key), one]);
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

const filled = (form) => [...new FormData(form)].filter(([name]) => name !== "_token");
const keyOf = (form) => form.querySelector("[name=_key]").value;
const pathOf = (form) => form.getAttribute("action");
const nameOf = (form) => DRAFTS + pathOf(form);
const post = (path, said) =>
  fetch(path, { method: "POST", body: new URLSearchParams([...said, ["_token", token()]]) });

function tell(text, ...ways) {
  notice.replaceChildren(text, ...ways);
  notice.hidden = !text;
}

function tellWaiting() {
  const all = waiting(), refused = all.filter((one) => one.refused);
  const many = all.length - refused.length;
  if (many) tell(words.waiting.replace("{n}", many));
  else if (refused.length) tell(words.refused.replace("{n}", refused.length), ...refused.map(way));
  else tell("");
}

function way({ path, title }) {
  const link = document.createElement("a");
  link.href = path;
  link.textContent = title;
  return link;
}

function refill(form, pairs) {
  for (const [name, value] of pairs) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["checkbox", "radio"].includes(field.type)) field.checked ||= field.value === value;
      else if (field.tagName !== "BUTTON") field.value = value;
    }
  }
}

function begin(form) {
  const name = nameOf(form);
  form.addEventListener("input", () => keep(name, filled(form)));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "_more") return;
    event.preventDefault();
    const said = filled(form);
    if (event.submitter?.name) said.push([event.submitter.name, event.submitter.value]);
    const title = document.querySelector("h1").textContent;
    put({ key: keyOf(form), path: pathOf(form), title, said });
    localStorage.removeItem(name);
    handedIn = form;
    send();
  });
}

async function restore(form) {
  const refused = waiting().find((one) => one.refused && one.path === pathOf(form));
  const found = kept(nameOf(form), refused?.said);
  if (!found || document.querySelector(".problem")) return;
  const lacks = found.some(([name]) => !name.startsWith("_") && !form.elements[name]);
  const whole = lacks ? await inWhole(form, found) : form;
  refill(whole, found);
  tell(words.restored, discarding(whole));
}

// Rows that were added are not on a form that is opened anew.
async function inWhole(form, pairs) {
  const answer = await post(pathOf(form), [...pairs, ["_more", "-"]]);
  if (!answer.ok) return form;
  show(await answer.text());
  return document.querySelector("form[data-draft]");
}

function discarding(form) {
  const button = document.createElement("button");
  button.textContent = words.discard;
  button.className = "plain";
  button.addEventListener("click", () => {
    localStorage.removeItem(nameOf(form));
    drop(keyOf(form));
    location.href = pathOf(form);
  });
  return button;
}

// The form that somebody waits for, whoever comes to send it.
let handedIn = null;
let sending = Promise.resolve();
const send = () => (sending = sending.then(sendAll));

async function sendAll() {
  const unsent = () => waiting().find((one) => !one.refused);
  const awaited = (one) => handedIn && keyOf(handedIn) === one.key;
  if (!unsent()) return;
  try {
    for (let next; (next = unsent());) {
      const answer = await post(next.path, next.said);
      if (answer.status >= 500 || PASSING.includes(answer.status)) break;
      const recorded = new URL(answer.url).searchParams.has("done");
      if (answer.redirected && !recorded) return tell(words.login);
      if (!recorded && awaited(next)) return showRefused(next, await answer.text());
      if (!recorded) put({ ...next, refused: true });
      else drop(next.key);
      if (awaited(next)) return void (location.href = answer.url);
    }
  } catch {
    // There is no net: what waits is sent when it is back.
  }
  tellWaiting();
  if (waiting().some(awaited)) startAnew();
}

function showRefused({ key, path, said }, text) {
  drop(key);
  keep(DRAFTS + path, said);
  show(text);
}

function startAnew() {
  handedIn.reset();
  handedIn.querySelector("[name=_key]").value = newKey();
  handedIn.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}

// Who logs out leaves nothing on the device: what waits is sent, and what cannot be is asked about.
function leave(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await send();
    const drafts = Object.keys(localStorage).filter((name) => name.startsWith(DRAFTS));
    const many = drafts.length + waiting().length;
    if (many && !confirm(words.leaving.replace("{n}", many))) return;
    for (const name of [...drafts, OUTBOX]) localStorage.removeItem(name);
    form.submit();
  });
}

function show(text) {
  const main = new DOMParser().parseFromString(text, "text/html").getElementById("main");
  if (!main) return tell(words.refused.replace("{n}", 1));
  document.getElementById("main").replaceWith(main);
  document.querySelectorAll("form[data-draft]").forEach(begin);
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
  tellWaiting();
  document.querySelectorAll("form[data-draft]").forEach(restore);
  send();
  addEventListener("online", send);
  setInterval(send, RETRY_MS);
}
if (isSecureContext && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js");
}
