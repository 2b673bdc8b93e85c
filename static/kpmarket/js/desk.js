// Keyboard shortcuts of the audit desk, and the reasons of the chosen decision. The pages work without this script.
const OUTCOMES = { a: "approved", e: "revision_requested", x: "rejected" };
const VIEWER = new Set(["+", "=", "-", "0", "r", "w", "ArrowLeft", "ArrowRight"]);
const STEPS = { j: 1, k: -1 };
const SWITCH = "desk-keys";

const isTyping = (target) => target.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
const isChoosing = (target, key) => target.matches("input[type=radio]") && key.startsWith("Arrow");
const areKeysOn = () => localStorage.getItem(SWITCH) !== "off";

function choose(form, outcome) {
  const radio = form?.querySelector(`input[name="outcome"][value="${outcome}"]`);
  if (!radio) return;
  radio.checked = true;
  showReasons(form);
  location.hash = form.closest("section").id;
  radio.focus({ preventScroll: true });
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

// A sheet opens by its address, which works without this script; what was refused or restored is open at once.
function close() {
  const open = [...document.querySelectorAll(".desk-sheet")].filter((one) => one.matches(":target, .is-open, :has(:target)"));
  for (const one of open) one.classList.remove("is-open");
  if (open.length && location.hash) location.hash = "case";
  return open.length > 0;
}

function tick(digit) {
  const group = document.querySelector(".desk-sheet:is(:target, .is-open, :has(:target)) .desk-reasons:not([hidden])");
  const box = group?.querySelectorAll("input[type=checkbox]")[digit - 1];
  box?.click();
  return Boolean(box);
}

function showReasons(form) {
  const chosen = form.querySelector('input[name="outcome"]:checked')?.value;
  for (const group of form.querySelectorAll("[data-reasons]")) group.hidden = group.dataset.reasons !== chosen;
}

function press(key, event) {
  const form = document.querySelector("[data-decision]");
  if (OUTCOMES[key]) return form && (choose(form, OUTCOMES[key]), event.preventDefault());
  if (key >= "1" && key <= "9" && tick(Number(key))) return event.preventDefault();
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return undefined;
  event.preventDefault();
  if (!target.matches("textarea")) return target.click();
  target.closest(".desk-sheet")?.classList.add("is-open");
  return target.focus();
}

// Keys act on the document that was used last; before that on the first.
let lastViewer = null;
for (const type of ["click", "focusin", "viewer:show"]) {
  document.addEventListener(type, (event) => (lastViewer = event.target.closest("[data-viewer]") ?? lastViewer), true);
}

function forwardToViewer(event) {
  const stage = (lastViewer ?? document).querySelector("[data-stage]");
  if (!stage || event.target.closest("[data-viewer]")) return;
  event.preventDefault();
  stage.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true }));
}

for (const form of document.querySelectorAll("[data-decision]")) {
  showReasons(form);
  form.addEventListener("change", () => showReasons(form));
}

document.addEventListener("input", (event) => event.target.closest?.(".desk-sheet")?.classList.add("is-open"));
document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-choose]");
  if (choice && document.querySelector("[data-decision]")) {
    event.preventDefault();
    choose(document.querySelector("[data-decision]"), choice.dataset.choose);
  } else if (event.target.closest("[data-close]")) close();
});

// A new reading is shown automatically, unless the person has already begun to work on the page.
let hasBegun = false;
for (const type of ["input", "keydown", "pointerdown"]) {
  document.addEventListener(type, (event) => (hasBegun ||= Boolean(event.target.closest("#documents, #comparison"))), true);
}
document.addEventListener("htmx:load", (event) => {
  const button = event.target.querySelector?.("[data-fresh]");
  if (!button || hasBegun) return;
  button.dataset.auto = "";
  button.click();
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const button = detail.requestConfig.elt;
  if (!("auto" in button.dataset) || !hasBegun) return;
  delete button.dataset.auto;
  detail.shouldSwap = false;
});

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = areKeysOn();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = document.querySelector("[data-decision]");
    if (form) form.requestSubmit(form.querySelector('[data-key="Enter"]'));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !areKeysOn()) return;
  if (event.key === "Escape" && close()) return;
  if (isTyping(event.target) || isChoosing(event.target, event.key)) return;
  if (VIEWER.has(event.key)) forwardToViewer(event);
  else if (STEPS[event.key]) document.dispatchEvent(new CustomEvent("desk:step", { detail: STEPS[event.key] }));
  else if (event.key.length === 1) press(event.key, event);
});
