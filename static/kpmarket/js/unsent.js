// What was typed into a form that could not be taken, because the session had ended, stands there again after signing in.
// It is kept in this tab alone, for the person who typed it, and goes as soon as another page of theirs is shown.
const KEY = "unsent";
const NOT_TAKEN = "[data-not-taken], form [name=login]";
const NEVER_KEPT = ["csrfmiddlewaretoken"];
const person = document.querySelector("[data-person]")?.dataset.person ?? "";
const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");

function keep(unsent) {
  if (unsent) sessionStorage.setItem(KEY, JSON.stringify(unsent));
  else sessionStorage.removeItem(KEY);
}

function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NEVER_KEPT.includes(name));
}

function fill(fields, values) {
  for (const field of fields) {
    const said = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(field.type)) field.checked = said.includes(field.value);
    else if (field.type === "select-multiple") for (const option of field.options) option.selected = said.includes(option.value);
    else if (said.length && !["file", "hidden", "submit"].includes(field.type)) field.value = said[0];
  }
}

function restore(form, values) {
  fill(form.elements, values);
  const notice = document.querySelector("template[data-unsent]")?.content.cloneNode(true);
  if (notice) form.prepend(notice);
  // A choice may bring fields of its own: they come a moment later.
  form.addEventListener("htmx:afterSettle", () => fill(form.elements, values), { once: true });
  for (const choice of form.querySelectorAll("select")) choice.dispatchEvent(new Event("change", { bubbles: true }));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

if (kept && document.querySelector(NOT_TAKEN)) keep({ ...kept, isLost: true });
else if (kept && person && !location.pathname.startsWith("/account/")) {
  const form = document.querySelectorAll("form[data-confirm-leave]")[kept.place];
  if (kept.isLost && kept.person === person && kept.page === location.pathname && form) restore(form, kept.values);
  keep(null);
}

document.addEventListener("submit", ({ target: form }) => {
  const place = [...document.querySelectorAll("form[data-confirm-leave]")].indexOf(form);
  const page = form.dataset.page ?? location.pathname; // a refused form stands at another address than its page
  if (place >= 0 && form.method === "post") keep({ page, person, place, values: typed(form) });
});
