// The report's script: shows the passage around a quote, filters, switches language and viewpoint.
// It asks nothing of the network and keeps nothing outside the page.

/**
 * @typedef {[interview: number, turn: number, first: number, start: number, end: number, time: number | null]} Span
 * @typedef {{path: string, role: string, voice: number, speakers: [name: string, role: string][], turns: [speaker: number, text: string, time: number | null][]}} Interview
 * @typedef {{interviews: Interview[], quotes: Span[], roles: Record<string, number>, codes: Record<string, number>, speakers: Record<string, number>, step: number, found: number}} Passages
 * @typedef {{languages: string[], phrases: string[][]}} Catalogue
 */

/** @param {string} id @returns {any} */
const embedded = (id) => JSON.parse(element(id).textContent ?? "");
/** @param {string} id @returns {HTMLElement} */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}
/** @template {Element} T @param {ParentNode} root @param {string} selector @returns {T[]} */
const all = (root, selector) => /** @type {T[]} */ ([...root.querySelectorAll(selector)]);
/** @template {Element} T @param {ParentNode} root @param {string} selector @returns {T} */
const one = (root, selector) => /** @type {T} */ (root.querySelector(selector));

/** @type {Passages} */
const passages = embedded("passages");
/** @type {Catalogue} */
const catalogue = embedded("words");
const page = document.documentElement;

// ---------------------------------------------------------------- words

const TRANSLATED_ATTRIBUTES = ["aria-label", "title"];

/** @param {number} key @param {Record<string, string | number>} [values] @returns {string} */
function phrase(key, values = {}) {
  const text = catalogue.phrases[key][catalogue.languages.indexOf(page.lang)];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {string} language */
function speak(language) {
  page.lang = language;
  for (const node of all(document, "[data-t]")) node.textContent = phrase(Number(node.getAttribute("data-t")));
  for (const name of TRANSLATED_ATTRIBUTES) {
    for (const node of all(document, `[data-t-${name}]`)) node.setAttribute(name, phrase(Number(node.getAttribute(`data-t-${name}`))));
  }
  for (const button of all(document, "[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-lang") === language));
  }
  filter();
}

// ---------------------------------------------------------------- passage

const panel = /** @type {HTMLDialogElement} */ (element("passage"));
const turnTemplate = /** @type {HTMLTemplateElement} */ (element("turn"));
/** @type {{quotes: number[], at: number, opener: HTMLElement | null}} */
const reading = { quotes: [], at: 0, opener: null };

/** @param {number | null} seconds @returns {string} */
function clock(seconds) {
  if (seconds === null) return "";
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (parts[0] ? parts : parts.slice(1)).map((part, at) => (at === 0 && parts[0] ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** @param {number[]} quotes @param {HTMLElement} opener */
function open(quotes, opener) {
  Object.assign(reading, { quotes, at: 0, opener });
  showPassage();
  if (!panel.open) panel.showModal();
  settle();
  one(panel, "#passage-title").focus({ preventScroll: true });
}

/** @param {number} by */
function step(by) {
  reading.at = Math.min(reading.quotes.length - 1, Math.max(0, reading.at + by));
  showPassage();
  settle();
}

function settle() {
  one(panel, "mark").scrollIntoView({ block: "center" });
}

function showPassage() {
  const [place, turn, first, start, end, time] = passages.quotes[reading.quotes[reading.at]];
  const interview = passages.interviews[place];
  const [name, part] = interview.speakers[interview.turns[turn][0]] ?? ["", "other"];
  const code = phrase(passages.codes[interview.role], { n: interview.voice });
  one(panel, "#passage-title").textContent = [code, name, clock(time)].filter(Boolean).join(" · ");
  one(panel, ".where").textContent = [phrase(passages.roles[interview.role]), phrase(passages.speakers[part]), interview.path].join(" · ");
  const last = Math.min(turn + 1, interview.turns.length - 1);
  const shown = [];
  for (let index = first; index <= last; index += 1) shown.push(turnNode(interview, index, index === turn ? [start, end] : null));
  one(panel, ".turns").replaceChildren(...shown);
  const many = reading.quotes.length > 1;
  one(panel, ".steps").hidden = !many;
  one(panel, ".steps output").textContent = phrase(passages.step, { at: reading.at + 1, of: reading.quotes.length });
  for (const button of all(panel, "[data-step]")) {
    const next = reading.at + Number(button.getAttribute("data-step"));
    /** @type {HTMLButtonElement} */ (button).disabled = next < 0 || next >= reading.quotes.length;
  }
}

/** @param {Interview} interview @param {number} index @param {[number, number] | null} marked @returns {Node} */
function turnNode(interview, index, marked) {
  const [speaker, text, time] = interview.turns[index];
  const [name, part] = interview.speakers[speaker] ?? ["", "other"];
  const node = /** @type {DocumentFragment} */ (turnTemplate.content.cloneNode(true));
  const item = one(node, ".turn");
  item.classList.toggle("asks", part === "interviewer");
  item.classList.toggle("told", marked !== null);
  one(node, "b").textContent = name;
  one(node, ".part").textContent = phrase(passages.speakers[part]);
  one(node, "time").textContent = clock(time);
  const words = one(node, ".words");
  if (!marked) words.textContent = text;
  else {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(marked[0], marked[1]);
    words.append(text.slice(0, marked[0]), mark, text.slice(marked[1]));
  }
  return node;
}

/** @param {Event} event */
function openFrom(event) {
  const target = /** @type {Element} */ (event.target);
  const group = /** @type {HTMLElement | null} */ (target.closest("[data-qs]"));
  if (group) {
    event.preventDefault();
    open((group.getAttribute("data-qs") ?? "").split(" ").map(Number), group);
    return;
  }
  const quote = target.closest("[data-q]");
  const said = target.closest(".src, q");
  if (!quote || !said || (said.matches("q") && String(getSelection()))) return;
  open([Number(quote.getAttribute("data-q"))], one(quote, ".src"));
}

// ---------------------------------------------------------------- filters and viewpoints

const find = /** @type {HTMLInputElement} */ (element("find"));
const byRole = /** @type {HTMLSelectElement} */ (element("by-role"));
const byKind = /** @type {HTMLSelectElement} */ (element("by-kind"));
const views = /** @type {HTMLElement[]} */ (all(document, ".viewpoint"));
/** @type {Map<Element, string>} */
const plainTexts = new Map();

/** @param {string} text @returns {string} */
const plain = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();

/** @param {Element} item @returns {string} */
function textOf(item) {
  const known = plainTexts.get(item);
  if (known !== undefined) return known;
  const parts = all(item, ".label, .q q, .facts-line > span:first-child").concat(all(item, ":scope > q"));
  const text = plain(parts.map((part) => part.textContent ?? "").join(" "));
  plainTexts.set(item, text);
  return text;
}

function filter() {
  const wanted = { text: plain(find.value), role: byRole.value, kind: byKind.value };
  const active = Boolean(wanted.text || wanted.role || wanted.kind);
  let shown = 0;
  const items = /** @type {HTMLElement[]} */ (all(document, "[data-item]"));
  for (const item of items) {
    const fits = matches(item, wanted);
    item.hidden = !fits;
    shown += Number(fits);
  }
  for (const quote of /** @type {HTMLElement[]} */ (all(document, ".theme .q"))) {
    quote.hidden = Boolean(wanted.role) && quote.getAttribute("data-r") !== wanted.role;
  }
  for (const details of /** @type {HTMLDetailsElement[]} */ (all(document, "[data-item] details, .cell details"))) {
    const inside = all(details, "[data-item]:not([hidden])").length > 0 || Boolean(details.closest("[data-item]:not([hidden])"));
    if (wanted.text && inside) details.open = true;
  }
  for (const block of /** @type {HTMLElement[]} */ (all(document, "[data-block], .singles"))) {
    block.hidden = active && !one(block, "[data-item]:not([hidden])");
  }
  for (const lane of /** @type {HTMLElement[]} */ (all(document, "[data-lane]"))) {
    const narrowed = Boolean(wanted.text || wanted.kind);
    lane.hidden = narrowed && !one(lane, "[data-item]:not([hidden])");
  }
  element("found").textContent = active ? phrase(passages.found, { n: shown, of: items.length }) : "";
}

/** @param {HTMLElement} item @param {{text: string, role: string, kind: string}} wanted @returns {boolean} */
function matches(item, wanted) {
  if (wanted.kind && !(item.getAttribute("data-kind") ?? "").split(" ").includes(wanted.kind)) return false;
  if (wanted.text && !textOf(item).includes(wanted.text)) return false;
  if (!wanted.role || item.getAttribute("data-r") === wanted.role) return true;
  return all(item, "[data-r]").some((quote) => quote.getAttribute("data-r") === wanted.role)
    || all(item, "[data-qs]").some((group) => (group.getAttribute("data-qs") ?? "").split(" ").some((number) => roleOf(Number(number)) === wanted.role));
}

/** @param {number} quote @returns {string} */
const roleOf = (quote) => passages.interviews[passages.quotes[quote][0]].role;

/** @param {string} viewpoint */
function look(viewpoint) {
  if (!views.some((view) => view.getAttribute("data-view") === viewpoint)) return;
  for (const view of views) view.hidden = view.getAttribute("data-view") !== viewpoint;
  for (const link of all(document, "[data-show]")) {
    if (link.getAttribute("data-show") === viewpoint) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function unfold() {
  for (const details of /** @type {HTMLDetailsElement[]} */ (all(document, "details"))) details.open = true;
}

/** @param {string} hash @returns {void} */
function follow(hash) {
  if (hash.startsWith("#map-")) look(hash.slice(5));
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const language = target.closest("[data-lang]")?.getAttribute("data-lang");
  if (language) speak(language);
  else if (target === panel || target.closest("[data-close]")) panel.close();
  else if (target.closest("[data-step]")) step(Number(target.closest("[data-step]")?.getAttribute("data-step")));
  else openFrom(event);
});
panel.addEventListener("close", () => reading.opener?.focus());
panel.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") step(event.key === "ArrowLeft" ? -1 : 1);
});
const filters = one(document, ".filters");
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => setTimeout(filter));
filters.addEventListener("input", () => {
  if (byRole.value) look(byRole.value);
  filter();
});
addEventListener("hashchange", () => follow(location.hash));
addEventListener("beforeprint", unfold);
page.classList.add("js");
if (views.length) look(views[0].getAttribute("data-view") ?? "");
follow(location.hash);
