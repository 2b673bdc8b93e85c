// The audit desk's keys, and reasons that belong to the chosen decision. The pages work without it.
const OUTCOMES = { a: "approved", e: "revision_requested", x: "rejected" };
const VIEWER = new Set(["+", "=", "-", "0", "r", "w", "ArrowLeft", "ArrowRight"]);
const STEPS = { j: 1, k: -1 };
const SWITCH = "desk-keys";

const writing = (target) => target.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
const choosing = (target, key) => target.matches("input[type=radio]") && key.startsWith("Arrow");
const keysAct = () => localStorage.getItem(SWITCH) !== "off";

function choose(form, outcome) {
  const radio = form?.querySelector(`input[name="outcome"][value="${outcome}"]`);
  if (!radio) return;
  radio.checked = true;
  showReasons(form);
  radio.focus({ preventScroll: true });
  form.closest("section").scrollIntoView({ block: "start" });
}

function showReasons(form) {
  const chosen = form.querySelector('input[name="outcome"]:checked')?.value;
  for (const group of form.querySelectorAll("[data-reasons]")) group.hidden = group.dataset.reasons !== chosen;
}

function press(key, event) {
  const form = document.querySelector("[data-decision]");
  if (OUTCOMES[key]) return form && (choose(form, OUTCOMES[key]), event.preventDefault());
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return undefined;
  event.preventDefault();
  return target.matches("textarea") ? target.focus() : target.click();
}

// Keys act on the document that was last looked at, at first on the first.
let lookedAt = null;
for (const what of ["click", "focusin", "viewer:show"]) {
  document.addEventListener(what, (event) => (lookedAt = event.target.closest("[data-viewer]") ?? lookedAt), true);
}

function leaf(event) {
  const stage = (lookedAt ?? document).querySelector("[data-stage]");
  if (!stage || event.target.closest("[data-viewer]")) return;
  event.preventDefault();
  stage.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true }));
}

for (const form of document.querySelectorAll("[data-decision]")) {
  showReasons(form);
  form.addEventListener("change", () => showReasons(form));
}

// What was read meanwhile shows by itself to whoever has not begun to work on it; anybody else is asked.
let begun = false;
for (const what of ["input", "keydown", "pointerdown"]) {
  document.addEventListener(what, (event) => (begun ||= Boolean(event.target.closest("#documents, #said"))), true);
}
document.addEventListener("htmx:load", (event) => {
  const button = event.target.querySelector?.("[data-fresh]");
  if (!button || begun) return;
  button.dataset.auto = "";
  button.click();
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const button = detail.requestConfig.elt;
  if (!("auto" in button.dataset) || !begun) return;
  delete button.dataset.auto;
  detail.shouldSwap = false;
});

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = keysAct();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = document.querySelector("[data-decision]");
    if (form) form.requestSubmit(form.querySelector('[data-key="Enter"]'));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !keysAct()) return;
  if (writing(event.target) || choosing(event.target, event.key)) return;
  if (VIEWER.has(event.key)) leaf(event);
  else if (STEPS[event.key]) document.dispatchEvent(new CustomEvent("desk:step", { detail: STEPS[event.key] }));
  else if (event.key.length === 1) press(event.key, event);
});
