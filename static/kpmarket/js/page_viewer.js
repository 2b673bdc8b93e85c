// A page that was read: its words lie over its picture, to be selected and copied; a value shows where it stands.
const boxesNamed = (name) => [...document.querySelectorAll(`[data-box="${CSS.escape(name)}"]`)];
const showers = () => [...document.querySelectorAll("[data-steps] [data-shows]")].filter((one) => !one.closest("details:not([open])"));

const MARGIN = 48;

// Sizes are shares of the layer, so that zooming needs no second look. What is printed large, a stamp or a word across
// the page, lies below the small print that it covers.
function place(span) {
  const [left, top, width, height] = span.dataset.place.split(" ").map(Number);
  Object.assign(span.style, { left: `${left / 10}%`, top: `${top / 10}%`, fontSize: `${height / 10}cqh`, zIndex: 1000 - height });
  return width / 1000;
}

function stretch(layer) {
  const across = layer.offsetWidth;
  if (!across || layer.dataset.text === "fitted") return;
  const spans = [...layer.querySelectorAll("[data-place]")];
  const wanted = spans.map(place);
  const natural = spans.map((span) => span.offsetWidth);
  spans.forEach((span, i) => natural[i] && (span.style.transform = `scaleX(${(wanted[i] * across) / natural[i]})`));
  layer.dataset.text = "fitted";
}

function layOver(layer) {
  const leaf = layer.closest("details").previousElementSibling;
  layer.closest("details").remove();
  layer.classList.add("viewer__page", "viewer__text--over");
  leaf.append(layer);
  new ResizeObserver(() => stretch(layer)).observe(layer);
}

// A page that waits for its picture has no height yet: the stage goes there once more when it came.
function bringIntoSight(box) {
  box.dispatchEvent(new CustomEvent("viewer:show", { bubbles: true }));
  const stage = box.closest("[data-stage]");
  const image = box.closest("[data-page]").querySelector("img");
  const go = () => {
    const [place, frame] = [box.getBoundingClientRect(), stage.getBoundingClientRect()];
    stage.scrollBy({ top: place.top - frame.top - frame.height / 3, left: place.left - frame.left - frame.width / 3 });
    const visible = box.getBoundingClientRect();
    if (visible.top < 0) scrollBy({ top: visible.top - MARGIN });
    else if (visible.bottom > innerHeight) scrollBy({ top: visible.bottom - innerHeight + MARGIN });
  };
  go();
  if (!image.complete) image.addEventListener("load", go, { once: true });
}

function unmark() {
  for (const one of document.querySelectorAll(".is-current:is([data-box], [data-shows])")) {
    one.classList.remove("is-current");
    one.removeAttribute("aria-current");
  }
}

function show(value) {
  const [first, ...others] = boxesNamed(value.dataset.shows);
  unmark();
  value.classList.add("is-current");
  value.setAttribute("aria-current", "true");
  for (const box of first ? [first, ...others] : []) box.classList.add("is-current");
  if (first) bringIntoSight(first);
}

// From value to value with two keys; the place follows.
function step(by) {
  const all = showers();
  if (!all.length) return;
  const now = all.findIndex((one) => one.classList.contains("is-current"));
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : (now + by + all.length) % all.length];
  next.closest("details")?.setAttribute("open", "");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  show(next);
}

const boxAt = (event) => document.elementsFromPoint(event.clientX, event.clientY).map((one) => one.closest("[data-box]")).find(Boolean);

function wake(root) {
  for (const layer of root.querySelectorAll("details > [data-text]")) layOver(layer);
}

wake(document);
document.addEventListener("htmx:load", (event) => event.target !== document.body && wake(event.target));
document.addEventListener("desk:step", (event) => step(event.detail));

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-shows]");
  if (link) {
    event.preventDefault();
    return show(link);
  }
  if (!event.target.closest("[data-page]") || !getSelection().isCollapsed) return undefined;
  const named = boxAt(event)?.dataset.box;
  const value = named && document.querySelector(`[data-shows="${CSS.escape(named)}"]`);
  if (!value) return undefined;
  event.preventDefault();
  value.closest("details")?.setAttribute("open", "");
  value.focus();
  return show(value);
});
