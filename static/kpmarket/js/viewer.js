// Page images: zoom, rotate, fit, next and previous, by buttons and by keys (+ - 0 r w, arrows).
const STEPS = [0.25, 0.35, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

const pages = (viewer) => [...viewer.querySelectorAll("[data-page]")];
const current = (viewer) => pages(viewer).find((page) => !page.hidden) ?? pages(viewer)[0];

const sheets = (leaf) => leaf.querySelectorAll("img, svg, [data-text]");
const ratioOf = (image) => image.naturalHeight / image.naturalWidth || image.height / image.width;
const isSideways = (image) => image.dataset.rotation % 180 === 90;

// A page on its side is as wide as the stage too: the margins make room for what turning moves.
function fit(viewer) {
  const width = viewer.querySelector("[data-stage]").clientWidth * Number(viewer.dataset.zoom || 1);
  for (const image of viewer.querySelectorAll("[data-page] img")) {
    const ratio = ratioOf(image);
    const across = isSideways(image) ? width / ratio : width;
    const shift = isSideways(image) ? (across * ratio - across) / 2 : 0;
    const size = { width: `${across}px`, height: `${across * ratio}px`, margin: `${-shift}px ${shift}px` };
    for (const sheet of sheets(image.parentElement)) Object.assign(sheet.style, size);
  }
}

// The whole page, and back to its full width.
function whole(viewer) {
  const stage = viewer.querySelector("[data-stage]");
  const image = current(viewer).querySelector("img");
  const ratio = isSideways(image) ? 1 / ratioOf(image) : ratioOf(image);
  const room = Number.parseFloat(getComputedStyle(stage).maxHeight) || stage.clientHeight;
  const share = Math.min(1, room / (stage.clientWidth * ratio));
  viewer.dataset.zoom = viewer.dataset.zoom === String(share) ? 1 : share;
  fit(viewer);
}

// What was in the middle stays in the middle.
function zoom(viewer, by) {
  const stage = viewer.querySelector("[data-stage]");
  const [x, y] = [(stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth, (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight];
  const now = Number(viewer.dataset.zoom || 1);
  const next = by > 0 ? STEPS.find((step) => step > now) : STEPS.findLast((step) => step < now);
  viewer.dataset.zoom = by === 0 ? 1 : (next ?? now);
  fit(viewer);
  stage.scrollTo(x * stage.scrollWidth - stage.clientWidth / 2, y * stage.scrollHeight - stage.clientHeight / 2);
}

function rotate(viewer) {
  const image = current(viewer).querySelector("img");
  const rotation = (Number(image.dataset.rotation || 0) + 90) % 360;
  for (const sheet of sheets(current(viewer))) sheet.dataset.rotation = rotation;
  fit(viewer);
}

function go(viewer, by) {
  const all = pages(viewer);
  const index = all.indexOf(current(viewer));
  const next = Math.min(all.length - 1, Math.max(0, index + by));
  all.forEach((page, i) => (page.hidden = i !== next));
  const where = viewer.querySelector("[data-where]");
  if (where) where.textContent = `${next + 1} / ${all.length}`;
}

const ACTS = {
  "zoom-in": (viewer) => zoom(viewer, 1),
  "zoom-out": (viewer) => zoom(viewer, -1),
  "zoom-reset": (viewer) => zoom(viewer, 0),
  rotate,
  whole,
  next: (viewer) => go(viewer, 1),
  previous: (viewer) => go(viewer, -1),
};
const KEYS = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "zoom-reset", r: "rotate", w: "whole", ArrowRight: "next", ArrowLeft: "previous" };

function wake(root) {
  for (const viewer of root.querySelectorAll("[data-viewer]")) {
    for (const bar of viewer.querySelectorAll("[data-bar]")) bar.hidden = false;
    go(viewer, 0);
  }
}

wake(document);
document.addEventListener("htmx:load", (event) => event.target !== document.body && wake(event.target));

// Another script asks for the page that a box is on.
document.addEventListener("viewer:show", (event) => {
  const viewer = event.target.closest("[data-viewer]");
  const all = pages(viewer);
  go(viewer, all.indexOf(event.target.closest("[data-page]")) - all.indexOf(current(viewer)));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  const viewer = button?.closest("[data-viewer]");
  if (viewer) ACTS[button.dataset.act]?.(viewer);
});

document.addEventListener("keydown", (event) => {
  const viewer = event.target.closest("[data-viewer]");
  if (!viewer || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  ACTS[act](viewer);
});
