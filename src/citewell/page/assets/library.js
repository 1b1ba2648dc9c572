// The table of documents: searched, sorted and chosen from without asking the server. Gradio
// runs this once for the table's element; the events are 'choose' (ask only these documents,
// none for all) and 'discard' (take these out of the folder).

const words = window.citewellWords;
let sorted = { column: 1, down: false };
let picked = new Set();

const rows = () => [...element.querySelectorAll("tbody tr")];
const tool = (name) => document.querySelector(`#library-tools ${name}`);

function keyOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.innerText.trim();
}

function sort(column) {
  const down = sorted.column === column ? !sorted.down : false;
  sorted = { column, down };
  arrange();
}

function arrange() {
  const body = element.querySelector("tbody");
  if (!body) return;
  const { column, down } = sorted;
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  // What has no value stands last, whichever way it is sorted.
  const sign = down ? -1 : 1;
  body.append(...rows().sort((a, b) => {
    const [one, other] = [keyOf(a, column), keyOf(b, column)];
    if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
    return sign * order.compare(one, other);
  }));
  [...element.querySelectorAll("th")].forEach((head, at) => {
    if (head.hasAttribute("aria-sort")) {
      head.setAttribute("aria-sort", at === column ? (down ? "descending" : "ascending") : "none");
    }
  });
}

function search() {
  const box = document.getElementById("library-search");
  const wanted = (box ? box.value : "").trim().toLocaleLowerCase().split(/\s+/);
  const all = rows();
  all.forEach((row) => {
    const text = row.innerText.toLocaleLowerCase() || row.textContent.toLocaleLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word));
  });
  const shown = all.filter((row) => !row.hidden).length;
  const told = document.getElementById("library-shown");
  const text = words.shown.replace("{count}", shown).replace("{total}", all.length);
  if (told) told.textContent = shown === all.length ? "" : text;
}

function showPicked() {
  rows().forEach((row) => {
    const box = row.querySelector("input");
    if (box) box.checked = picked.has(row.dataset.name);
  });
  const bar = document.getElementById("library-picked");
  if (!bar) return;
  bar.hidden = picked.size === 0;
  bar.querySelector(".count").textContent = words.chosen.replace("{count}", picked.size);
}

function choose(names) {
  trigger("choose", { names });
  document.getElementById("ask-button").click();
  document.querySelector("#question textarea").focus();
}

function redraw() {
  const names = new Set(rows().map((row) => row.dataset.name));
  picked = new Set([...picked].filter((name) => names.has(name)));
  arrange();
  search();
  showPicked();
}

element.addEventListener("change", (event) => {
  const row = event.target.closest("tr[data-name]");
  if (!row) return;
  if (event.target.checked) picked.add(row.dataset.name);
  else picked.delete(row.dataset.name);
  showPicked();
});

element.addEventListener("click", (event) => {
  const head = event.target.closest("button.sort");
  if (head) sort(head.closest("th").cellIndex);
});

document.addEventListener("input", (event) => {
  if (event.target.id === "library-search") search();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#scope .ask-all")) {
    picked = new Set();
    showPicked();
    choose(null);
  }
  const button = event.target.closest("#library-picked button");
  if (!button) return;
  if (button.matches(".ask-these")) choose([...picked]);
  else if (button.matches(".discard")) trigger("discard", { names: [...picked] });
});

watch("value", redraw);
redraw();
