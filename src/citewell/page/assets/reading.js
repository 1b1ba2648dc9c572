// The reading room. Gradio runs this once for the room's element and gives it `element`,
// `trigger` (raise an event on the server) and `watch` (run after the room was redrawn).
// The events are 'cite' (open a link) and 'shelve' (close the document).

const page = document.documentElement;
let opener = null; // where the focus goes back to when the document is closed

const marks = (link) =>
  [...document.querySelectorAll("a.cite")].filter((a) => a.getAttribute("href") === link);

// On a narrow screen the room lies over the conversation (the same width as in page.css).
const isSheet = () =>
  page.classList.contains("is-reading") && window.matchMedia("(max-width: 860px)").matches;

function open(link, from) {
  opener = from;
  document.querySelectorAll("a.cite.is-open").forEach((a) => a.classList.remove("is-open"));
  marks(link).forEach((a) => a.classList.add("is-open"));
  page.classList.add("is-reading");
  trigger("cite", { link });
}

function close() {
  page.classList.remove("is-reading");
  document.querySelectorAll("a.cite.is-open").forEach((a) => a.classList.remove("is-open"));
  trigger("shelve");
  if (opener && opener.isConnected) opener.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite, a.read");
  if (link) {
    event.preventDefault();
    open(link.getAttribute("href"), link);
  } else if (event.target.closest("#reading-room .close")) {
    close();
  } else if (isSheet() && !event.target.closest("#reading")) {
    event.preventDefault(); // what is dimmed behind the sheet only closes it
    event.stopPropagation();
    close();
  }
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.querySelector(".room.is-open")) close();
});

watch("value", () => {
  const target = element.querySelector("mark.cited") || element.querySelector("#reading-title");
  if (!target || !element.querySelector(".room.is-open")) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const cited = target.matches("mark");
  if (cited) target.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  else element.querySelector(".room-page").scrollTop = 0;
  target.focus({ preventScroll: true });
});
