// What the whole page shares: the clipboard, the place of a new answer, and two repairs of what
// Gradio tells screen readers.

window.citewell = {
  // Copy a text, and say so for a moment on the button that asked for it.
  async copy(text, button) {
    // The clipboard is offered on localhost and https only; the old way works elsewhere.
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
    } else {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    this.confirm(button, window.citewellWords.copied);
  },

  // Show another word on a button for a moment; screen readers hear it.
  confirm(button, word) {
    if (!button || button.dataset.label) return;
    button.dataset.label = button.textContent;
    button.textContent = word;
    this.say(word);
    setTimeout(() => {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }, 1500);
  },

  // Tell something to screen readers without showing it.
  say(words) {
    let live = document.getElementById("spoken");
    if (!live) {
      live = Object.assign(document.createElement("div"), { id: "spoken", className: "hidden-label" });
      live.setAttribute("role", "status");
      (document.querySelector("main") || document.body).append(live);
    }
    live.textContent = words;
  },
};

// A new question goes to the top of the conversation, so that its answer is read from the
// beginning however long it is. Gradio labels each message with its HTML source, which a
// screen reader would read out instead of the answer, and calls its examples a list without
// items.
// The chat lets no `aria-label` through, so marks carry their names inside (render_answer.py).
let seen = "";

function nameMarks(log) {
  log.querySelectorAll("a.cite:not([aria-label]) > .name").forEach((name) => {
    name.parentElement.setAttribute("aria-label", name.textContent);
  });
}

function settle() {
  const log = document.querySelector("#conversation [role=log]");
  if (!log) return;
  log.querySelectorAll("[data-testid=user][aria-label], [data-testid=bot][aria-label]")
    .forEach((message) => message.removeAttribute("aria-label"));
  log.querySelectorAll(".examples[role=list]").forEach((list) => list.setAttribute("role", "group"));
  nameMarks(log);
  const questions = log.querySelectorAll(".user-row");
  const last = log.querySelector(".bot-row:last-child .prose > div");
  const now = `${questions.length} ${last ? last.className : ""}`;
  if (now === seen || !questions.length) return;
  seen = now;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  questions[questions.length - 1]
    .scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}

new MutationObserver(settle).observe(document, {
  subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "role"],
});

if (!window.citewellWords.takesFeedback) document.documentElement.classList.add("no-feedback");
