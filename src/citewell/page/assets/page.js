// Copies an answer with its sources as plain text: each quote with its mark, then what the
// marks stand for.

function asText(answer) {
  const lines = [];
  const sources = new Map();
  for (const voice of answer.querySelectorAll(".voice")) {
    const intro = voice.querySelector(".intro");
    if (intro) lines.push(intro.innerText);
    for (const said of voice.querySelectorAll("blockquote p, blockquote li")) {
      lines.push((said.matches("li") ? "- " : "") + said.innerText.replace(/\s+/g, " ").trim());
      const mark = said.querySelector("a.cite");
      if (mark) sources.set(mark.innerText, mark.title.replace(/^[^“]*“|”[^”]*$/g, ""));
    }
    lines.push("");
  }
  for (const [mark, title] of sources) lines.push(`${mark} ${title}`);
  return lines.join("\n");
}

async function copy(text) {
  // The clipboard is offered on localhost and https only; the old way works elsewhere.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.copy");
  if (!link) return;
  event.preventDefault();
  await copy(asText(link.closest(".answer")));
  const label = link.textContent;
  link.textContent = "Copied";
  setTimeout(() => { link.textContent = label; }, 1500);
});

// A new question goes to the top of the conversation, so that its answer is read from the
// beginning however long it is. Gradio labels each message with its HTML source, which a
// screen reader would read out instead of the answer.
let seen = "";

function settle() {
  const log = document.querySelector("#conversation [role=log]");
  if (!log) return;
  log.querySelectorAll("[data-testid=user][aria-label], [data-testid=bot][aria-label]")
    .forEach((message) => message.removeAttribute("aria-label"));
  const questions = log.querySelectorAll(".user-row");
  const last = log.querySelector(".bot-row:last-child .prose > div");
  const now = `${questions.length} ${last ? last.className : ""}`;
  if (now === seen || !questions.length) return;
  seen = now;
  questions[questions.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
}

new MutationObserver(settle).observe(document, {
  subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label"],
});
