// Page images: zoom, turn, next and previous, by buttons and by keys (+ - 0 r, arrows).
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

const pages = (viewer) => [...viewer.querySelectorAll("[data-page]")];
const current = (viewer) => pages(viewer).find((page) => !page.hidden) ?? pages(viewer)[0];

// A page on its side is as wide as the stage too: the margins make room for what turning moves.
function fit(viewer) {
  const width = viewer.querySelector("[data-stage]").clientWidth * Number(viewer.dataset.zoom || 1);
  for (const image of viewer.querySelectorAll("[data-page] img")) {
    const boxes = image.parentElement.querySelector("svg");
    const ratio = image.naturalHeight / image.naturalWidth || image.height / image.width;
    const sideways = image.dataset.turn % 180 === 90;
    const across = sideways ? width / ratio : width;
    const shift = sideways ? (across * ratio - across) / 2 : 0;
    const size = { width: `${across}px`, height: `${across * ratio}px`, margin: `${-shift}px ${shift}px` };
    for (const sheet of [image, boxes]) if (sheet) Object.assign(sheet.style, size);
  }
}

function zoom(viewer, by) {
  const now = STEPS.indexOf(Number(viewer.dataset.zoom || 1));
  viewer.dataset.zoom = by === 0 ? 1 : STEPS[Math.min(STEPS.length - 1, Math.max(0, now + by))];
  fit(viewer);
}

function turn(viewer) {
  const image = current(viewer).querySelector("img");
  const turned = (Number(image.dataset.turn || 0) + 90) % 360;
  for (const sheet of current(viewer).querySelectorAll("img, svg")) sheet.dataset.turn = turned;
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
  turn,
  next: (viewer) => go(viewer, 1),
  previous: (viewer) => go(viewer, -1),
};
const KEYS = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "zoom-reset", r: "turn", ArrowRight: "next", ArrowLeft: "previous" };

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
