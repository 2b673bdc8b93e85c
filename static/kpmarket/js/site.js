// Small behaviours of every page, by data- attributes. Everything works without them.
const root = document.documentElement;

for (const control of document.querySelectorAll("[data-theme-toggle], [data-copy]")) control.hidden = false;
for (const control of document.querySelectorAll("[data-no-script]")) control.hidden = true;

function rememberTheme() {
  const theme = root.dataset.theme;
  document.cookie = `theme=${theme}; path=/; samesite=lax; max-age=${theme === "auto" ? 0 : 31536000}`;
}

function toggleTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme); // the admin's own script reads it
  rememberTheme();
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const word = button.querySelector("span");
  const before = word.textContent;
  word.textContent = button.dataset.copied;
  setTimeout(() => (word.textContent = before), 2000);
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  closeMenus(at("[data-menu]"));
  if (at("[data-theme-toggle]")) toggleTheme();
  if (at(".theme-toggle")) rememberTheme(); // the admin's button, after its own script
  if (at("[data-copy]")) copy(at("[data-copy]"));
  if (at("[data-dialog-open]")) document.getElementById(at("[data-dialog-open]").dataset.dialogOpen)?.showModal();
  if (at("[data-dialog-close]")) at("dialog")?.close();
  if (at("[data-dismiss]")) at("[data-toast]")?.remove();
  if (event.target.matches("dialog[open]")) event.target.close(); // the backdrop
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("[data-menu][open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

// Filters send themselves where htmx does not already do so; the button stays for everyone else.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && !form.hasAttribute("hx-get")) form.requestSubmit();
});

// Leaving a form with unsaved words asks first.
const unsaved = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-confirm-leave]");
  if (form) unsaved.add(form);
});
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
  else unsaved.delete(event.target);
});
addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});

for (const error of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(error, () => {
    const words = document.querySelector("template[data-toast-failed]");
    const toasts = document.getElementById("toasts");
    if (words && toasts) toasts.replaceChildren(words.content.cloneNode(true));
  });
}

// What a page asks for by itself never takes a person away from what they are typing: the session's end shows when they act.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (elt.closest("[data-background]") && xhr.getResponseHeader("HX-Redirect")) event.preventDefault();
});
