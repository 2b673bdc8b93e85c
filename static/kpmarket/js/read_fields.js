// Fields next to the page they were read on: whoever enters a field sees its place, whoever clicks a place gets its field.
const fieldOf = (element) => element?.closest?.("[data-read-fields] [data-field]")?.dataset.field;
const boxesOf = (field) => [...document.querySelectorAll(`[data-box="${CSS.escape(field)}"]`)];

function unmark() {
  for (const box of document.querySelectorAll("[data-box].is-current")) box.classList.remove("is-current");
}

// Only the stage scrolls, never the page: the person is typing.
function bringIntoSight(box) {
  box.dispatchEvent(new CustomEvent("viewer:show", { bubbles: true }));
  const stage = box.closest("[data-stage]");
  const [place, frame] = [box.getBoundingClientRect(), stage.getBoundingClientRect()];
  stage.scrollBy({ top: place.top - frame.top - frame.height / 3, left: place.left - frame.left - frame.width / 3 });
}

function mark(field) {
  const [first, ...others] = boxesOf(field);
  unmark();
  if (!first) return;
  for (const box of [first, ...others]) box.classList.add("is-current");
  bringIntoSight(first);
}

document.addEventListener("focusin", (event) => {
  const field = fieldOf(event.target);
  if (field) mark(field);
});

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-box]");
  const input = box && document.querySelector(`[data-read-fields] [data-field="${CSS.escape(box.dataset.box)}"] :is(input, select, textarea)[name]`);
  if (!input) return;
  event.preventDefault();
  input.focus();
});

// What was read goes into its field only when the person says so; a change is a change like any other.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-use]");
  const input = button?.closest("[data-field]")?.querySelector(":is(input, select, textarea)[name]");
  if (!input) return;
  if (input.type === "checkbox") input.checked = true;
  else input.value = button.dataset.use;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
});

// A reading that ended fills a form which nobody has touched; else it asks.
let touched = false;
let typedSince = false;
document.addEventListener("input", (event) => {
  if (!event.target.closest("[data-read-fields]")) return;
  touched = typedSince = true;
  // What was compared was the value before.
  const said = event.target.name === "compared" ? null : event.target.closest("[data-field]")?.querySelector('input[name="compared"]');
  if (said) said.checked = false;
});

// What was typed while the answer was on its way is not in it: it is not shown, and who asked for it asks once more.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-fill]")) typedSince = false;
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const button = detail.requestConfig.elt;
  if (!button.matches("[data-fill]") || !typedSince) return;
  detail.shouldSwap = false;
  if (!("auto" in button.dataset)) return button.click();
  delete button.dataset.auto;
});
function wake(root) {
  for (const button of root.querySelectorAll?.("[data-use]") ?? []) button.hidden = false;
  for (const words of root.querySelectorAll?.("[data-no-script]") ?? []) words.hidden = true;
}
wake(document);
function fill(root) {
  const button = root.querySelector?.("[data-fill]");
  if (!button || touched) return;
  button.dataset.auto = "";
  button.click();
}
document.addEventListener("htmx:load", (event) => {
  wake(event.target);
  fill(event.target);
});
