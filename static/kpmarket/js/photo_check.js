// A photograph of a sheet is looked at while it is sent: glare, blur, cut edges, too few dots. It warns and never holds it.
const LONG_SIDE = 1200; // what is looked at, in dots; more tells nothing more
const COARSE = 200; // the same for shapes: sheet, glare
const TILE = 40;
const FEW_DOTS = 850; // genuine scans of 905 and 946 dots were read without a mistake
const REACH = 3;
const CONTRAST = 16; // a tile in which brightness changes less has no print in it
const SHARP = 0.038;
const WHITE = 250;
const LEAST_SHEET = 0.15;
const LEAST_GLARE = 0.002;
const TOUCHES = 0.06;
const TIGHT = 0.9; // sheet that fills the picture to this share is a scan, or was cut out by hand
const INK = 60;
const INSET = 2;
const CUT_CHANGES = 12;

const PICTURES = /^image\/(jpeg|png|webp)$/;

async function draw(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  paint.imageSmoothingQuality = "high";
  paint.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const dots = Math.max(bitmap.width, bitmap.height);
  bitmap.close();
  return { canvas, dots };
}

function grey({ data, width, height }) {
  const values = new Float32Array(width * height);
  for (let i = 0; i < values.length; i += 1) values[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  return { values, width, height };
}

// The mean of every square of dots: small enough to follow shapes, and what is printed hardly shows.
function coarse({ values, width, height }) {
  const step = Math.max(1, Math.round(Math.max(width, height) / COARSE));
  const across = Math.max(1, Math.floor(width / step));
  const down = Math.max(1, Math.floor(height / step));
  const means = new Float32Array(across * down);
  for (let y = 0; y < down * step; y += 1) {
    for (let x = 0; x < across * step; x += 1) means[Math.floor(y / step) * across + Math.floor(x / step)] += values[y * width + x];
  }
  return { values: means.map((sum) => sum / (step * step)), width: across, height: down };
}

// Otsu: the brightness that parts light from dark best.
function parting(values) {
  const counts = new Float64Array(256);
  for (const value of values) counts[Math.min(255, Math.round(value))] += 1;
  let whole = 0;
  counts.forEach((count, level) => (whole += count * level));
  let [below, sum, best, at] = [0, 0, -1, 128];
  for (let level = 0; level < 255; level += 1) {
    below += counts[level];
    sum += counts[level] * level;
    const above = values.length - below;
    if (!below || !above) continue;
    const between = below * above * (sum / below - (whole - sum) / above) ** 2;
    if (between > best) [best, at] = [between, level];
  }
  return at;
}

const neighbours = (at, width, size) => [at % width ? at - 1 : -1, (at + 1) % width ? at + 1 : -1, at - width, at + width].filter((one) => one >= 0 && one < size);

// The largest connected patch of cells that pass, as the list of their places.
function largestPatch({ values, width }, passes) {
  const looked = new Uint8Array(values.length);
  let largest = [];
  for (let start = 0; start < values.length; start += 1) {
    if (looked[start] || !passes(values[start])) continue;
    const patch = [start];
    looked[start] = 1;
    for (let i = 0; i < patch.length; i += 1) {
      for (const next of neighbours(patch[i], width, values.length)) {
        if (!looked[next] && passes(values[next])) {
          looked[next] = 1;
          patch.push(next);
        }
      }
    }
    if (patch.length > largest.length) largest = patch;
  }
  return largest;
}

const middle = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)] ?? 0;

// In one tile and one direction: how much brightness changes from pixel to pixel (fine) and over a few dots (broad).
function turning({ values, width }, left, top, step) {
  let [fine, broad] = [0, 0];
  const reach = REACH * step;
  for (let y = top; y < top + TILE; y += 1) {
    for (let x = left; x < left + TILE; x += 1) {
      const at = y * width + x;
      const twice = 2 * values[at];
      fine += (values[at - step] - twice + values[at + step]) ** 2;
      broad += (values[at - reach] - twice + values[at + reach]) ** 2;
    }
  }
  return { broad: broad / TILE ** 2, sharp: fine / Math.max(broad, 1) };
}

// Each dot with its neighbours: the grain of a camera is no print.
function smooth({ values, width, height }) {
  const calm = new Float32Array(values);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const cross = values[at - 1] + values[at + 1] + values[at - width] + values[at + width];
      const corners = values[at - width - 1] + values[at - width + 1] + values[at + width - 1] + values[at + width + 1];
      calm[at] = (4 * values[at] + 2 * cross + corners) / 16;
    }
  }
  return { values: calm, width, height };
}

// Print that is sharp changes from pixel to pixel; what is out of focus, or shaken in one direction, only over several.
export function sharpness(calm) {
  const found = [1, calm.width].map((step) => {
    const tiles = [];
    for (let top = REACH; top + TILE + REACH < calm.height; top += TILE) {
      for (let left = REACH; left + TILE + REACH < calm.width; left += TILE) tiles.push(turning(calm, left, top, step));
    }
    const printed = tiles.filter((tile) => tile.broad > CONTRAST ** 2).sort((one, other) => other.broad - one.broad);
    return printed.length < 3 ? null : middle(printed.slice(0, Math.ceil(printed.length / 2) + 1).map((tile) => tile.sharp));
  });
  const known = found.filter((one) => one !== null);
  return known.length ? Math.min(...known) : null;
}

export function sheetOf(cells) {
  const edge = parting(cells.values);
  return largestPatch(cells, (value) => value > edge);
}

// A bright patch that fades into the sheet around it; what is printed or scanned white ends at once.
export function glareShare(cells, sheet) {
  const usual = middle(sheet.map((at) => cells.values[at]));
  if (usual > 244) return 0;
  const blob = largestPatch(cells, (value) => value >= WHITE);
  const inside = new Set(blob);
  const ring = new Set();
  let frontier = blob;
  for (let round = 0; round < 2; round += 1) {
    const next = frontier.flatMap((at) => neighbours(at, cells.width, cells.values.length)).filter((at) => !inside.has(at) && !ring.has(at));
    next.forEach((at) => ring.add(at));
    frontier = [...new Set(next)];
  }
  const fading = middle(frontier.map((at) => cells.values[at])) - usual;
  return fading > 0.25 * (255 - usual) ? blob.length / cells.values.length : 0;
}

// The share of the picture that is outside the sheet: what one can walk to from the border without stepping on it.
function outsideShare({ width, height }, sheet) {
  const taken = new Uint8Array(width * height);
  for (const at of sheet) taken[at] = 1;
  const outside = [];
  const step = (at) => {
    if (taken[at]) return;
    taken[at] = 1;
    outside.push(at);
  };
  for (let at = 0; at < taken.length; at += 1) {
    const x = at % width;
    if (x === 0 || x === width - 1 || at < width || at >= taken.length - width) step(at);
  }
  for (let i = 0; i < outside.length; i += 1) neighbours(outside[i], width, taken.length).forEach(step);
  return outside.length / taken.length;
}

// Where the sheet runs out of the picture while the table is visible next to it.
export function runsOut(cells, sheet) {
  const { width, height } = cells;
  const table = outsideShare(cells, sheet);
  if (sheet.length < LEAST_SHEET * width * height || table < 1 - TIGHT) return false;
  const sides = [0, 0, 0, 0];
  for (const at of sheet) {
    if (at % width === 0) sides[0] += 1 / height;
    if (at % width === width - 1) sides[1] += 1 / height;
    if (at < width) sides[2] += 1 / width;
    if (at >= width * (height - 1)) sides[3] += 1 / width;
  }
  return Math.max(...sides) > TOUCHES;
}

function brightnessChanges(picture, start, step, count) {
  let [many, before] = [0, picture.values[start]];
  for (let i = 1; i < count; i += 1) {
    const value = picture.values[start + i * step];
    if (Math.abs(value - before) < INK) continue;
    many += 1;
    before = value;
  }
  return many;
}

// Print that the border of the picture goes through: light and dark alternate along it.
export function cutsPrint(picture) {
  const { width, height } = picture;
  const lines = [INSET, 2 * INSET].flatMap((in_) => [
    [in_ * width, 1, width],
    [(height - 1 - in_) * width, 1, width],
    [in_, width, height],
    [width - 1 - in_, width, height],
  ]);
  return Math.max(...lines.map(([start, step, count]) => brightnessChanges(picture, start, step, count))) >= CUT_CHANGES;
}

export async function look(file) {
  const { canvas, dots } = await draw(file);
  const picture = grey(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height));
  const cells = coarse(picture);
  const sheet = sheetOf(cells);
  const calm = smooth(picture);
  const sharp = sharpness(calm);
  const found = {
    small: dots < FEW_DOTS,
    blur: sharp === null || sharp < SHARP,
    glare: glareShare(cells, sheet) > LEAST_GLARE,
    cut: runsOut(cells, sheet) || cutsPrint(calm),
  };
  return { canvas, warnings: Object.keys(found).filter((code) => found[code]) };
}

const clone = (zone, name) => zone.querySelector(`template[data-photo="${name}"]`).content.firstElementChild.cloneNode(true);

function asking(zone, file, looked) {
  const row = clone(zone, "row");
  row.querySelector("[data-name]").textContent = file.name;
  for (const sentence of row.querySelectorAll("[data-warning]")) sentence.hidden = !looked.warnings.includes(sentence.dataset.warning);
  looked.canvas.className = "photo__picture";
  row.prepend(looked.canvas);
  return row;
}

// The file is on its way already: a warning stands next to it and holds nothing.
async function warn(zone, file) {
  const looked = await look(file).catch(() => null); // what the browser cannot draw, the server will
  if (!looked?.warnings.length) return;
  const row = asking(zone, file, looked);
  row.addEventListener("click", (event) => {
    const act = event.target.closest("[data-photo-act]")?.dataset.photoAct;
    if (!act) return;
    row.remove();
    if (act === "again") (zone.querySelector("input[capture]") ?? zone.querySelector("input[type=file]")).click();
  });
  zone.querySelector("[data-files]").append(row);
}

document.addEventListener("dropzone:file", (event) => {
  const zone = event.target;
  const { file } = event.detail;
  if (zone.querySelector("template[data-photo]") && PICTURES.test(file.type)) warn(zone, file);
});
