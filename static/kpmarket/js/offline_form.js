// A form for places without a connection: what is typed and photographed stays on the device until the server has it.
//
// On the page: an element with data-offline="<key of the form>", in it
//   form[data-offline-report]  the form itself; its text fields are kept in localStorage while they are typed
//   form[data-offline-files]   a form with a file input named "file": each file goes alone, with a "key" of its own, so that
//                              one that is sent twice is there once, and with what the other fields said when it was chosen;
//                              the server answers 201, or 422 with {"error": sentence}
//   [data-offline-list]        where files that wait are listed
//   [data-offline-state]       the state in words: data-waiting, -report-waits, -sending, -sent, -closed,
//                              -signed-out (for pages that need a sign-in), -remove; {n} is a number
//   data-offline-done          on the element itself once the server has the report: what was typed is forgotten
// Files are kept in IndexedDB. Without scripts, or without IndexedDB, both are ordinary forms.
const RETRY_MS = 15000;
const NEVER_KEPT = ["csrfmiddlewaretoken", "photos_taken"];
const SENT_AGAIN = ["csrfmiddlewaretoken", "file"];

function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("kp-offline", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("files", { keyPath: "id" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Kept {
  constructor(db, form) {
    this.db = db;
    this.form = form;
    this.name = `offline:${form}`;
  }

  read() {
    return JSON.parse(localStorage.getItem(this.name) ?? "{}");
  }

  write(changed) {
    localStorage.setItem(this.name, JSON.stringify({ ...this.read(), ...changed }));
  }

  store(mode) {
    return this.db.transaction("files", mode).objectStore("files");
  }

  async files() {
    const all = await asked(this.store("readonly").getAll());
    return all.filter((one) => one.form === this.form);
  }

  put(file) {
    return asked(this.store("readwrite").put({ ...file, form: this.form }));
  }

  forget(id) {
    return asked(this.store("readwrite").delete(id));
  }
}

class OfflineForm {
  constructor(root, kept) {
    this.kept = kept;
    this.isBusy = false;
    this.isClosed = false;
    this.isSignedOut = false;
    this.take(root);
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    setInterval(() => this.send(), RETRY_MS);
    this.send();
  }

  // The parts of the page; called again after a refusal brought another one, in which what was typed stands already.
  take(root, isRefused = false) {
    this.root = root;
    this.report = root.querySelector("form[data-offline-report]");
    this.files = root.querySelector("form[data-offline-files]");
    this.list = root.querySelector("[data-offline-list]");
    this.state = root.querySelector("[data-offline-state]");
    if (root.hasAttribute("data-offline-done")) this.kept.write({ typed: null, waits: false });
    if (this.report) {
      if (isRefused) this.keep();
      else this.restore();
      this.report.addEventListener("input", () => this.keep());
      this.report.addEventListener("submit", (event) => this.submitted(event));
    }
    const button = this.files.querySelector("button");
    if (button) button.hidden = true;
    this.files.elements.file.addEventListener("change", (event) => this.chosen(event.target));
    this.files.addEventListener("submit", (event) => event.preventDefault());
  }

  keep() {
    const typed = [...new FormData(this.report)].filter(([name]) => !NEVER_KEPT.includes(name));
    this.kept.write({ typed });
  }

  restore() {
    const typed = this.kept.read().typed;
    if (!typed) return;
    for (const field of this.report.elements) {
      if (!field.name || NEVER_KEPT.includes(field.name)) continue;
      const said = typed.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = said.includes(field.value);
      else if (said.length) field.value = said[0];
    }
  }

  async chosen(input) {
    const fields = [...new FormData(this.files)].filter(([name]) => !SENT_AGAIN.includes(name));
    for (const file of input.files) {
      await this.kept.put({ id: newKey(), name: file.name, type: file.type, blob: file, fields, problem: "" });
      this.kept.write({ taken: (this.kept.read().taken ?? 0) + 1 });
    }
    input.value = "";
    await this.send();
  }

  async submitted(event) {
    event.preventDefault();
    this.keep();
    this.kept.write({ waits: true });
    await this.send();
  }

  async send() {
    if (this.isBusy || this.isClosed) return;
    this.isBusy = true;
    try {
      const isThrough = await this.sendFiles();
      if (isThrough && this.report && this.kept.read().waits) await this.sendReport();
    } finally {
      this.isBusy = false;
      await this.show();
    }
  }

  // Whether the connection held: every file was taken or refused.
  async sendFiles() {
    for (const file of (await this.kept.files()).filter((one) => !one.problem)) {
      await this.show(true);
      const body = new FormData();
      body.append("csrfmiddlewaretoken", this.files.elements.csrfmiddlewaretoken.value);
      body.append("key", file.id);
      for (const [name, value] of file.fields ?? []) body.append(name, value);
      body.append("file", file.blob, file.name);
      const answer = await this.post(this.files.action, body, "application/json");
      if (!answer) return false;
      if (answer.ok) await this.kept.forget(file.id);
      else await this.kept.put({ ...file, problem: (await answer.json()).error });
    }
    return true;
  }

  async sendReport() {
    const body = new FormData(this.report);
    body.set("photos_taken", String(this.kept.read().taken ?? 0));
    const answer = await this.post(this.report.action, body, "text/html");
    if (!answer) return;
    this.kept.write({ waits: false });
    if (answer.ok) {
      this.kept.write({ typed: null });
      location.assign(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    document.querySelector("main").replaceWith(main);
    this.take(main.querySelector("[data-offline]"), true);
    main.querySelector("[role=alert], .error-summary")?.scrollIntoView();
  }

  // The answer where it says something about what was sent; null without a connection, or where the page is closed.
  async post(url, body, accept) {
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: accept } });
      this.isSignedOut = answer.redirected && new URL(answer.url).pathname !== location.pathname;
      if (this.isSignedOut) return null;
      if (answer.ok || answer.status === 422) return answer;
      this.isClosed = answer.status === 404;
    } catch {
      return null;
    }
    return null;
  }

  async show(isSending = false) {
    const files = await this.kept.files();
    const waiting = files.filter((one) => !one.problem);
    this.list.replaceChildren(...files.map((one) => this.row(one)));
    const words = this.state.dataset;
    let said = "";
    if (this.isClosed) said = words.closed;
    else if (this.isSignedOut) said = words.signedOut ?? words.reportWaits;
    else if (isSending) said = words.sending;
    else if (waiting.length) said = words.waiting;
    else if (this.report && this.kept.read().waits) said = words.reportWaits;
    else if (this.kept.read().taken) said = words.sent;
    if (waiting.length && this.report && this.kept.read().waits && !isSending) said += ` ${words.reportWaits}`;
    this.state.textContent = said.replace("{n}", waiting.length);
    this.state.hidden = !said;
  }

  row(file) {
    const row = document.createElement("li");
    row.textContent = file.problem || file.name;
    if (file.problem) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet";
      button.textContent = this.state.dataset.remove;
      button.addEventListener("click", async () => {
        await this.kept.forget(file.id);
        await this.show();
      });
      row.append(" ", button);
    }
    return row;
  }
}

const root = document.querySelector("[data-offline]");
if (root && "indexedDB" in globalThis) {
  database().then(
    (db) => new OfflineForm(root, new Kept(db, root.dataset.offline)),
    () => {},
  );
}
