// Conversations, kept in this browser and nowhere else. Gradio runs this once for an element
// that shows nothing; the list is drawn into the History tab, from text alone.
//
// The server sends each finished turn (`value`: keep the first `base` turns, then add `turns`)
// and gets a whole conversation back when one is opened again ('restore'). 'judge' tells
// what a reader thinks of an answer.

const KEY = "citewell.conversations";
const CURRENT = "citewell.current"; // of this tab, so that a reload comes back to it
const MOST = 200; // conversations
const words = window.citewellWords;
let turns = []; // of the conversation on the page, with their texts for the clipboard
let id = null;

// ---------- the store ----------

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}

const newestFirst = (all) => Object.values(all).sort((a, b) => b.when - a.when);

// A full store gives up its oldest conversations, never the one that is being kept.
function write(all) {
  const kept = newestFirst(all).slice(0, MOST);
  for (;;) {
    try {
      const entries = kept.map((conversation) => [conversation.id, conversation]);
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(entries)));
      return draw();
    } catch {
      if (kept.length < 2) return draw();
      kept.pop();
    }
  }
}

function keep() {
  if (!turns.length) return;
  id = id || `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
  sessionStorage.setItem(CURRENT, id);
  const plain = turns.map(({ question, answer }) => ({ question, answer }));
  write({ ...read(), [id]: { id, name: plain[0].question, when: Date.now(), turns: plain } });
}

function forget(which) {
  const all = read();
  delete all[which];
  if (which === id) {
    id = null; // what is on the page stays there, and is kept again with its next answer
    sessionStorage.removeItem(CURRENT);
  }
  write(all);
}

// ---------- the list ----------

const make = (tag, className, text) => Object.assign(document.createElement(tag), {
  className, textContent: text || "",
});

function holds(conversation, wanted) {
  const text = conversation.turns.map((turn) => `${turn.question} ${turn.answer.text}`).join(" ");
  return text.toLocaleLowerCase().includes(wanted);
}

function draw() {
  const list = document.querySelector("#history .conversations");
  if (!list) return;
  const wanted = document.getElementById("history-search").value.trim().toLocaleLowerCase();
  const all = newestFirst(read());
  const found = all.filter((conversation) => !wanted || holds(conversation, wanted));
  list.replaceChildren(...found.map(item));
  list.hidden = !found.length;
  document.querySelector("#history .none").hidden = found.length > 0;
  document.querySelector("#history .none").textContent = all.length ? words.nothingFound : words.noHistory;
  document.querySelector("#history .history-bar").hidden = !all.length;
}

function item(conversation) {
  const line = make("li", conversation.id === id ? "is-current" : "");
  line.dataset.id = conversation.id;
  const name = make("button", "name", conversation.name);
  const count = conversation.turns.length === 1
    ? words.oneQuestion : words.questions.replace("{count}", conversation.turns.length);
  const when = new Date(conversation.when).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const actions = make("div", "actions");
  actions.append(make("span", "export-as", words.exportAs));
  for (const [kind, label] of Object.entries(words.exports)) {
    const button = make("button", "quiet export", label);
    button.dataset.kind = kind;
    button.setAttribute("aria-label", words.exportName.replace("{format}", label).replace("{name}", conversation.name));
    actions.append(button);
  }
  const remove = make("button", "quiet delete", words.remove);
  remove.setAttribute("aria-label", words.removeName.replace("{name}", conversation.name));
  actions.append(remove);
  line.append(name, make("p", "when", `${when} · ${count}`), actions);
  return line;
}

async function download(conversation, kind) {
  const text = await server.exported({ turns: conversation.turns, kind });
  const types = { md: "text/markdown", html: "text/html", json: "application/json" };
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${types[kind]};charset=utf-8` }));
  const stem = conversation.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  link.download = `${stem || "conversation"}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Deleting asks once more, on the button itself.
function really(button, then) {
  if (button.dataset.asked) return then();
  const label = button.textContent;
  button.dataset.asked = "yes";
  button.textContent = words.really;
  window.citewell.say(words.really);
  button.addEventListener("blur", () => {
    delete button.dataset.asked;
    button.textContent = label;
  }, { once: true });
  return null;
}

document.addEventListener("input", (event) => {
  if (event.target.id === "history-search") draw();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("#history button");
  if (!button) return;
  if (button.matches(".delete-all")) {
    really(button, () => { sessionStorage.removeItem(CURRENT); id = null; write({}); });
    return;
  }
  const which = button.closest("li").dataset.id;
  const conversation = read()[which];
  if (!conversation) draw();
  else if (button.matches(".export")) download(conversation, button.dataset.kind);
  else if (button.matches(".delete")) {
    really(button, () => {
      forget(which);
      const next = document.querySelector("#history .conversations button, #history-search");
      if (next) next.focus();
    });
  } else {
    restore(conversation);
    document.getElementById("ask-button").click();
  }
});

// ---------- what the answers' own buttons do ----------

const answers = () => [...document.querySelectorAll("#conversation .answer, #conversation .refusal")];
let judged = null; // the answer that the dialog is about

function fill(question) {
  const box = document.querySelector("#question textarea");
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(box, question);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

// While an answer is on its way there is no button to send with; then the box keeps the question.
function ask(question) {
  fill(question);
  setTimeout(() => {
    const send = document.querySelector("#question .submit-button");
    if (send) send.click();
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("#conversation button");
  if (!button) return;
  const at = answers().indexOf(button.closest(".answer, .refusal"));
  if (button.matches(".edit")) {
    fill(button.closest(".understood").querySelector("q").textContent);
  } else if (button.matches(".follow-up")) {
    ask(button.textContent);
  } else if (button.matches(".copy, .copy-markdown") && turns[at]) {
    window.citewell.copy(button.matches(".copy") ? turns[at].plain : turns[at].markdown, button);
  } else if (button.matches(".good, .bad") && at >= 0) {
    judged = { at, button, verdict: button.matches(".good") ? "good" : "bad" };
    const dialog = document.getElementById("judging");
    dialog.querySelector("textarea").value = "";
    dialog.returnValue = "";
    dialog.showModal();
  }
});

element.addEventListener("close", (event) => {
  if (event.target.id !== "judging" || !judged) return;
  if (event.target.returnValue === "send") {
    const note = event.target.querySelector("textarea").value;
    trigger("judge", { at: judged.at, verdict: judged.verdict, note });
    window.citewell.confirm(judged.button, words.thanks);
  }
  judged.button.focus();
  judged = null;
}, true);

// ---------- with the server ----------

function restore(conversation) {
  id = conversation.id;
  sessionStorage.setItem(CURRENT, id);
  trigger("restore", { turns: conversation.turns });
}

watch("value", () => {
  const { base = 0, turns: more = [], state } = props.value || {};
  turns = [...turns.slice(0, base), ...more];
  if (state === "new") {
    id = null;
    sessionStorage.removeItem(CURRENT);
    draw();
  } else if (state === "restored") {
    draw();
  } else {
    keep();
  }
});

window.addEventListener("storage", (event) => { if (event.key === KEY) draw(); });
new MutationObserver(() => {
  const list = document.querySelector("#history .conversations");
  if (list && !list.dataset.drawn) {
    list.dataset.drawn = "yes";
    draw();
  }
}).observe(document.body, { childList: true, subtree: true });

const last = read()[sessionStorage.getItem(CURRENT)];
if (last) restore(last);
