// Moves the edges of the ribbon. The form of the change is the only state: a handle writes its date there, and typing a date moves
// the handle. Nothing is sent before the button of the form, which drafts the fiche de liaison.
const DAY = 86400000;
const WORDS = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const ribbon = document.querySelector("[data-ruban]");
const form = document.querySelector("[data-ruban-form]");
const toDay = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const inWords = (day) => WORDS.format(new Date(day * DAY)).replace(/^1 /, "1er ");
const first = toDay(ribbon.dataset.debut);
const last = toDay(ribbon.dataset.fin);
const today = toDay(ribbon.dataset.aujourdHui);
const share = (day) => Math.min(Math.max((100 * (day - first)) / (last - first + 1), 0), 100);
const edges = [];

const shiftMonth = (day, months) => {
  const date = new Date(day * DAY);
  date.setUTCMonth(date.getUTCMonth() + months);
  return Math.round(date.getTime() / DAY);
};

// One movable edge: an input of the form, a handle on the lane, and what it must not pass.
class Edge {
  constructor({ lane, input, label, isEnd, floor, redraw }) {
    Object.assign(this, { lane, input, label, isEnd, floor, redraw });
    this.initial = input.value;
    this.handle = document.createElement("div");
    this.handle.className = "ruban-poignee";
    this.handle.tabIndex = 0;
    this.handle.setAttribute("role", "slider");
    this.handle.setAttribute("aria-label", label);
    this.bubble = document.createElement("span");
    this.bubble.className = "ruban-bulle";
    this.bubble.setAttribute("aria-hidden", "true");
    this.handle.append(this.bubble);
    lane.append(this.handle);
    this.handle.addEventListener("keydown", (event) => this.key(event));
    this.handle.addEventListener("pointerdown", (event) => this.grab(event));
    input.addEventListener("input", () => refresh());
    edges.push(this);
  }

  get day() {
    return this.input.value ? toDay(this.input.value) : null;
  }

  get changed() {
    return this.input.value !== this.initial;
  }

  set(day) {
    const kept = day === null ? null : Math.max(day, this.floor());
    this.input.value = kept === null ? "" : toIso(kept);
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // An end let go beyond the window means « stays open ».
  setFrom(clientX) {
    const box = this.lane.getBoundingClientRect();
    const part = (clientX - box.left) / box.width;
    if (this.isEnd && part >= 0.995) return this.set(null);
    return this.set(first + Math.round(part * (last - first + 1)) - (this.isEnd ? 1 : 0));
  }

  grab(event) {
    event.preventDefault();
    this.handle.focus();
    this.handle.setPointerCapture(event.pointerId);
    this.handle.classList.add("tenue");
    const move = (moved) => this.setFrom(moved.clientX);
    this.handle.addEventListener("pointermove", move);
    const release = () => {
      this.handle.removeEventListener("pointermove", move);
      this.handle.classList.remove("tenue");
    };
    this.handle.addEventListener("pointerup", release, { once: true });
    this.handle.addEventListener("pointercancel", release, { once: true });
  }

  key(event) {
    const from = this.day ?? last;
    const moves = {
      ArrowLeft: () => from - 1, ArrowDown: () => from - 1, ArrowRight: () => from + 1, ArrowUp: () => from + 1,
      PageDown: () => shiftMonth(from, -1), PageUp: () => shiftMonth(from, 1),
      Home: () => this.floor(), End: () => (this.isEnd ? null : last),
    };
    if (event.key === "Escape") {
      this.input.value = this.initial;
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (moves[event.key]) {
      this.set(moves[event.key]());
    } else {
      return;
    }
    event.preventDefault();
  }

  draw() {
    const said = this.day === null ? "reste ouverte" : inWords(this.day);
    this.handle.style.left = `${this.day === null ? 100 : share(this.isEnd ? this.day + 1 : this.day)}%`;
    this.handle.setAttribute("aria-valuemin", this.floor());
    this.handle.setAttribute("aria-valuemax", last);
    this.handle.setAttribute("aria-valuenow", Math.min(this.day ?? last, last));
    this.handle.setAttribute("aria-valuetext", said);
    this.bubble.textContent = said;
    this.redraw(this);
  }
}

const field = (name) => form.elements.namedItem(name);

function place(segment, start, end) {
  const left = share(start);
  segment.setAttribute("x", `${left}%`);
  segment.setAttribute("width", `${Math.max((end === null ? 100 : share(end + 1)) - left, 0.6)}%`);
  segment.classList.toggle("ferme", end !== null && end < last);
}

// The periods in place: their end, and their start when it has not come yet.
function existing(row, lane, name) {
  const key = row.dataset.periode;
  const segment = lane.querySelector(`[data-ruban-fait="${key}"]`);
  const endInput = field(`fin_${key}`);
  const startInput = field(`debut_${key}`);
  if (!segment || !endInput) return;
  const start = () => toDay(startInput?.value || row.dataset.debut);
  const redraw = () => {
    place(segment, start(), endInput.value ? toDay(endInput.value) : null);
    segment.classList.toggle("change", endInput.value !== endInput.defaultValue || (startInput && startInput.value !== startInput.defaultValue));
  };
  if (startInput) new Edge({ lane, input: startInput, label: `${name} : premier jour`, isEnd: false, floor: () => today, redraw });
  new Edge({ lane, input: endInput, label: `${name} : dernier jour`, isEnd: true, floor: () => Math.max(start(), today), redraw });
}

// A new period: drawn as soon as it has a first day, by the button of its lane or by its field.
function added(code, lane, name) {
  const [startInput, endInput] = [field(`debut_${code}`), field(`fin_${code}`)];
  const svg = lane.querySelector("svg");
  let segment = null;
  const redraw = () => place(segment, toDay(startInput.value), endInput.value ? toDay(endInput.value) : null);
  const open = () => {
    segment = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    segment.setAttribute("class", "ruban-fait prevu change");
    segment.setAttribute("height", "24");
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [attribute, value] of Object.entries({ class: "ruban-fond", x: 1, y: 1, width: "100%", height: 22, rx: 5 })) ground.setAttribute(attribute, value);
    segment.append(ground);
    svg.append(segment);
    new Edge({ lane, input: startInput, label: `${name}, nouvelle période : premier jour`, isEnd: false, floor: () => today, redraw });
    new Edge({ lane, input: endInput, label: `${name}, nouvelle période : dernier jour`, isEnd: true, floor: () => toDay(startInput.value), redraw });
  };
  const close = () => {
    for (const edge of edges.filter((known) => known.input === startInput || known.input === endInput)) {
      edge.handle.remove();
      edges.splice(edges.indexOf(edge), 1);
    }
    segment.remove();
    segment = null;
  };
  const sync = () => {
    if (startInput.value && !segment) open();
    if (!startInput.value && segment) close();
    refresh();
  };
  startInput.addEventListener("input", sync);
  return () => {
    if (!startInput.value) {
      startInput.value = toIso(shiftMonth(today, 1));
      startInput.dispatchEvent(new Event("input", { bubbles: true }));
    }
    edges.find((edge) => edge.input === startInput)?.handle.focus();
  };
}

function summary() {
  const said = edges.filter((edge) => edge.changed).map((edge) => `${edge.label}, ${edge.day === null ? "reste ouverte" : `le ${inWords(edge.day)}`}`);
  const list = document.createElement("ul");
  list.append(...said.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  form.querySelector("[data-ruban-resume]").replaceChildren(...(said.length ? [list] : []));
  if (said.length) form.closest("details").open = true;
}

function refresh() {
  for (const edge of edges) edge.draw();
  summary();
}

function start() {
  for (const group of form.querySelectorAll("[data-changement]")) {
    const code = group.dataset.changement;
    const row = ribbon.querySelector(`[data-ruban-voie="${code}"]`);
    if (!row) continue;
    const lane = row.querySelector(".ruban-piste");
    const name = row.querySelector(".modalite-libelle").textContent;
    for (const period of group.querySelectorAll("[data-periode]")) existing(period, lane, name);
    const add = added(code, lane, name);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-link btn-sm ruban-ajouter", textContent: "Ouvrir" });
    button.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` une période : ${name}` }));
    button.addEventListener("click", add);
    row.querySelector(".ruban-nom").append(button);
  }
  document.querySelector("[data-ruban-aide]").hidden = false;
  for (const edge of edges) edge.draw();
}

if (ribbon && form) start();
