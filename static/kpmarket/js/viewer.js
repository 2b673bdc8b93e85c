// Page images: zoom, turn, next and previous, by buttons and by keys (+ - 0 r, arrows).
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

const pages = (viewer) => [...viewer.querySelectorAll("[data-page]")];
const current = (viewer) => pages(viewer).find((page) => !page.hidden) ?? pages(viewer)[0];

function zoom(viewer, by) {
  const now = STEPS.indexOf(Number(viewer.dataset.zoom || 1));
  const next = by === 0 ? 1 : STEPS[Math.min(STEPS.length - 1, Math.max(0, now + by))];
  viewer.dataset.zoom = next;
  for (const page of pages(viewer)) {
    const image = page.querySelector("img");
    image.width = Math.round(viewer.querySelector("[data-stage]").clientWidth * next);
    image.removeAttribute("height");
  }
}

function turn(viewer) {
  const image = current(viewer).querySelector("img");
  image.dataset.turn = (Number(image.dataset.turn || 0) + 90) % 360;
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

for (const viewer of document.querySelectorAll("[data-viewer]")) {
  for (const bar of viewer.querySelectorAll("[data-bar]")) bar.hidden = false;
  go(viewer, 0);
}

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
