// The preview of a mark: hovering or focusing it shows the quote and where it stands. The words
// are in the mark itself (`.preview`, not shown there), so nothing is asked of the server.

const tip = Object.assign(document.createElement("div"), { id: "preview", hidden: true });
tip.setAttribute("role", "tooltip");
let previewed = null;
let waiting = 0;

function preview(mark) {
  const words = mark.querySelector(".preview");
  if (!words) return;
  if (!tip.isConnected) (document.querySelector("main") || document.body).append(tip);
  clearTimeout(waiting);
  unpreview();
  previewed = mark;
  tip.replaceChildren(...[...words.childNodes].map((node) => node.cloneNode(true)));
  tip.hidden = false;
  mark.setAttribute("aria-describedby", "preview");
  const at = mark.getBoundingClientRect();
  const width = Math.min(380, window.innerWidth - 24);
  tip.style.width = `${width}px`;
  tip.style.left = `${Math.max(12, Math.min(at.left - 24, window.innerWidth - width - 12))}px`;
  const isBelow = at.bottom + tip.offsetHeight + 16 < window.innerHeight;
  tip.style.top = `${isBelow ? at.bottom + 6 : Math.max(8, at.top - tip.offsetHeight - 6)}px`;
}

function unpreview() {
  if (previewed) previewed.removeAttribute("aria-describedby");
  previewed = null;
  tip.hidden = true;
}

// The mouse may wander from the mark into the preview without losing it.
const leave = () => { clearTimeout(waiting); waiting = setTimeout(unpreview, 150); };

document.addEventListener("mouseover", (event) => {
  const mark = event.target.closest("a.cite");
  if (mark && window.matchMedia("(hover: hover)").matches) preview(mark);
  else if (event.target.closest("#preview")) clearTimeout(waiting);
  else if (previewed && document.activeElement !== previewed) leave();
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest("a.cite");
  if (mark && mark.matches(":focus-visible")) preview(mark);
  else unpreview();
});
document.addEventListener("focusout", unpreview);
document.addEventListener("click", unpreview, true);
document.addEventListener("scroll", unpreview, true);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !previewed) return;
  unpreview();
  event.preventDefault(); // it closes the preview, and nothing else yet
}, true);
