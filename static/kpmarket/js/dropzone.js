// Many files at once: each with its own request, its own bar and its own words when it fails. Two are under way at a
// time, so that a folder of documents leaves the server to others too.
const AT_ONCE = 2;
const waiting = [];
let underWay = 0;

function next() {
  while (underWay < AT_ONCE && waiting.length) {
    underWay += 1;
    waiting.shift()();
  }
}

function row(file, zone) {
  const item = document.createElement("div");
  item.className = "file";
  const name = Object.assign(document.createElement("span"), { className: "file__name", textContent: file.name });
  const state = Object.assign(document.createElement("span"), { className: "soft", textContent: zone.dataset.sending });
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0, ariaLabel: file.name });
  item.append(name, state, bar);
  zone.querySelector("[data-files]").append(item);
  return { item, state, bar };
}

function fail({ item, state, bar }, words) {
  state.remove();
  bar.remove();
  item.classList.add("file--error");
  item.append(Object.assign(document.createElement("p"), { className: "file__error", textContent: words }));
}

function land({ item }, html) {
  const fragment = document.createElement("template");
  fragment.innerHTML = html;
  const nodes = [...fragment.content.children];
  item.replaceWith(...nodes);
  nodes.forEach((node) => window.htmx?.process(node));
}

// Who listens may look at the file too; it is sent in any case.
function take(file, zone) {
  zone.dispatchEvent(new CustomEvent("dropzone:file", { bubbles: true, detail: { file } }));
  send(file, zone);
}

function send(file, zone) {
  const view = row(file, zone);
  const limit = Number(zone.dataset.maxBytes);
  if (limit && file.size > limit) return fail(view, zone.dataset.tooBig);
  const body = new FormData();
  for (const field of zone.querySelectorAll("input[type=hidden]")) body.append(field.name, field.value);
  body.append(zone.querySelector("input[type=file]").name, file);
  const request = new XMLHttpRequest();
  request.addEventListener("loadend", () => {
    underWay -= 1;
    next();
  });
  const address = new URL(zone.dataset.uploadUrl || zone.action, location.href);
  request.open("POST", address);
  request.setRequestHeader("X-CSRFToken", zone.querySelector("[name=csrfmiddlewaretoken]").value);
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", (event) => event.lengthComputable && (view.bar.value = (100 * event.loaded) / event.total));
  request.upload.addEventListener("load", () => (view.state.textContent = zone.dataset.reading));
  request.addEventListener("load", () => {
    const signedOut = request.status === 403 || new URL(request.responseURL).pathname !== address.pathname;
    if (signedOut) return fail(view, zone.dataset.signedOut);
    const html = (request.getResponseHeader("Content-Type") || "").startsWith("text/html");
    const answered = request.status < 300 || request.status === 422;
    return answered && html ? land(view, request.responseText) : fail(view, request.status === 413 ? zone.dataset.tooBig : zone.dataset.failed);
  });
  request.addEventListener("error", () => fail(view, zone.dataset.failed));
  waiting.push(() => request.send(body));
  next();
}

const zoneOf = (event) => event.target.closest?.("[data-dropzone]");

document.addEventListener("change", (event) => {
  const zone = event.target.type === "file" && zoneOf(event);
  if (!zone) return;
  for (const file of event.target.files) take(file, zone);
  event.target.value = "";
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") for (const file of event.dataTransfer.files) take(file, zone);
  });
}
