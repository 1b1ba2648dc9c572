// The reading room. Gradio runs this once for the room's element and gives it `element`,
// `trigger` (raise an event on the server) and `watch` (run after the room was redrawn).
// The events are 'cite' (open a link) and 'shelve' (close the document).
//
// A link into a document is the query of this page's own address (`links.py`), so what is open
// is in the address bar: it can be copied, reloaded, and left with the browser's back button.

const words = window.citewellWords;
const root = document.documentElement;
const FIELDS = ["doc", "start", "end", "seal"];
const sheet = window.matchMedia("(max-width: 860px)"); // the same width as in page.css
let opener = null; // where the focus goes back to when the document is closed
let trail = []; // the links of the answer that the open mark belongs to, in order
let current = null; // the link that is open

const answers = () => [...document.querySelectorAll("#conversation .answer, #conversation .refusal")];
const marksIn = (answer) => [...answer.querySelectorAll("a.cite")];
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable=true]");

// ---------- opening and closing ----------

function addressOf(link) {
  const url = new URL(window.location);
  FIELDS.forEach((name) => url.searchParams.delete(name));
  new URLSearchParams(link || "").forEach((value, name) => url.searchParams.set(name, value));
  return url;
}

function linkOf(address) {
  const found = FIELDS.filter((name) => address.searchParams.has(name));
  if (!found.includes("doc")) return null;
  const value = (name) => encodeURIComponent(address.searchParams.get(name));
  return `?${found.map((name) => `${name}=${value(name)}`).join("&")}`;
}

function show(link, links) {
  current = link;
  trail = links;
  document.querySelectorAll("a.cite.is-open").forEach((a) => a.classList.remove("is-open"));
  answers().flatMap(marksIn).filter((a) => a.getAttribute("href") === link)
    .forEach((a) => a.classList.add("is-open"));
  root.classList.add("is-reading");
  settleSheet();
  trigger("cite", { link, trail: links });
}

function open(link, from) {
  const answer = from && from.closest(".answer, .refusal");
  // Where documents differ, a sentence has a second mark beside its value.
  const links = answer ? [...new Set(marksIn(answer).map((a) => a.getAttribute("href")))] : [];
  if (from) opener = from;
  const entry = { link, trail: links };
  if (current === null) window.history.pushState(entry, "", addressOf(link));
  else window.history.replaceState({ ...window.history.state, ...entry }, "", addressOf(link));
  show(link, links);
}

function step(by) {
  const next = trail[trail.indexOf(current) + by];
  if (!next) return;
  window.history.replaceState({ link: next, trail }, "", addressOf(next));
  show(next, trail);
}

function hide() {
  if (current === null) return;
  const mark = document.querySelector("#conversation a.cite.is-open");
  current = null;
  root.classList.remove("is-reading");
  document.querySelectorAll("a.cite.is-open").forEach((a) => a.classList.remove("is-open"));
  settleSheet();
  trigger("shelve");
  const back = mark || opener;
  if (back && back.isConnected) back.focus();
}

function close() {
  const wasOpened = window.history.state && window.history.state.link;
  hide();
  if (wasOpened) window.history.back();
  else window.history.replaceState(null, "", addressOf(null));
}

// As a sheet the room lies over the conversation, which then takes neither focus nor clicks.
function settleSheet() {
  const covers = sheet.matches && root.classList.contains("is-reading");
  const desk = document.getElementById("desk");
  if (desk) desk.inert = covers;
  const room = element.closest("#reading");
  const told = { role: "dialog", "aria-modal": "true", "aria-label": words.readingRoom };
  for (const [name, value] of Object.entries(told)) {
    if (covers) room.setAttribute(name, value);
    else room.removeAttribute(name);
  }
}

sheet.addEventListener("change", settleSheet);

window.addEventListener("popstate", (event) => {
  const link = linkOf(new URL(window.location));
  if (link) show((event.state && event.state.link) || link, (event.state && event.state.trail) || []);
  else hide();
});

// ---------- mouse ----------

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite, a.read");
  if (link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, as for any link
    event.preventDefault();
    open(link.getAttribute("href"), link);
  } else if (event.target.closest("#reading-room .close")) {
    close();
  } else if (event.target.closest("#reading-room .previous")) {
    step(-1);
  } else if (event.target.closest("#reading-room .next")) {
    step(1);
  } else if (event.target.closest("#reading-room .copy-link")) {
    const { origin, pathname } = window.location;
    window.citewell.copy(origin + pathname + current, event.target.closest("button"));
  } else if (sheet.matches && current !== null && !event.target.closest("#reading, dialog")) {
    event.preventDefault(); // what is dimmed behind the sheet only closes it
    event.stopPropagation();
    close();
  }
}, true);

// ---------- keyboard ----------

// Escape leads one step back: from the document to its mark, from an answer to the question
// box, and from the box to the newest answer. Inside an answer or the room, a digit opens the
// mark of that number; n and p go through the cited sentences.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  if (key === "Escape") return goBack(target);
  // While the room is being redrawn the focus is nowhere; whoever reads goes on reading.
  const isHere = target.closest("#conversation .bot-row, #reading")
    || (target === document.body && current !== null);
  if (!isHere || isTyping(target)) return;
  if (/^[1-9]$/.test(key)) {
    const mark = marksIn(answerAt(target) || document).find((a) => a.dataset.n === key
      || a.firstChild.textContent === `[${key}]`);
    if (mark) open(mark.getAttribute("href"), mark);
  } else if (key === "n") {
    step(1);
  } else if (key === "p") {
    step(-1);
  }
});

function answerAt(target) {
  const mark = document.querySelector("#conversation a.cite.is-open");
  return target.closest(".answer, .refusal") || (mark && mark.closest(".answer, .refusal"))
    || answers().pop();
}

function goBack(target) {
  if (document.querySelector("dialog[open]")) return;
  const box = document.querySelector("#question textarea");
  if (current !== null) close();
  else if (target.closest("#conversation")) box.focus();
  else if (target === box) {
    const answer = answers().pop();
    if (answer) answer.focus();
  }
}

// ---------- after the room was redrawn ----------

watch("value", () => {
  const room = element.querySelector(".room.is-open");
  if (!room) element.querySelector(".room-page").scrollTop = 0; // the shelf, from its beginning
  if (!room || current === null) return;
  if (room.dataset.link !== current) {
    trigger("cite", { link: current, trail }); // somebody was faster than the server
    return;
  }
  const cited = element.querySelector("mark.cited");
  const target = cited || element.querySelector("#reading-title, .problem");
  if (!target) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (cited) cited.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  else element.querySelector(".room-page").scrollTop = 0;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
});

// The page may have been opened by a link to a sentence.
const linked = linkOf(new URL(window.location));
if (linked) show(linked, []);
else trigger("shelve"); // the page was built earlier; the shelf is that of this moment
