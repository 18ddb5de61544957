// The store: the study, its corrections, what follows from them, and what the reader looks at.
import { useLayoutEffect, useState } from "../vendor/htm-preact.js";
import { boardOf, fold } from "./board.js";
import { faultOf } from "./checking.js";
import { derive } from "./derive.js";
import { activeLines, dumpJsonl, makeLine, newId, parseJsonl } from "./lines.js";
import { CorrectionLog, keepAuthor, keptAuthor, stepsOf } from "./log.js";
import { makeIndex, normalise } from "./search.js";
import { ServerSync } from "./sync.js";
import { browserStorage, embedded, language, setLanguage, t } from "./words.js";

/** @typedef {import("./types.js").View & {author: string, save: SaveState, notes: Note[]}} StoreView */
/** @typedef {{where: "browser" | "memory" | "server", state: string, waiting: number, refused: [string, string][]}} SaveState */
/** @typedef {{id: number, text: string, label?: string, action?: () => void}} Note */
/** @typedef {import("./types.js").Op} Op */
/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./log.js").Step} Step */
/** @typedef {{theme?: string, unit?: string, talk?: string}} Focus */

const NO_FILTERS = { text: "", role: "", interview: "", kind: "", stage: "", touchpoint: "", evidence: "" };
const NOTE_LASTS = 6000;

/** What the page was given. @type {import("./types.js").Study} */
export const study = embedded("study", /** @type {any} */ ({
  id: "", draftSha: "", language: "en", title: "", product: "", lines: [], talks: {}, first: {}, decides: [], voices: {},
  hints: {}, rules: {}, learned: null, server: null, blind: false, author: "",
  draft: { study: {}, manifest: {}, interviews: [], utterances: [], stages: [], touchpoints: [], themes: [], unassigned: [] },
}));

export const TABS = ["map", ...(study.sheets ? ["findings"] : []), "themes", "talk", "queue", "picture", "people", "coverage", "history", "making"];

const storage = browserStorage();
/** @type {Map<string, string>} what stands after a view's name in its address, as it was left */
const paths = new Map();
const base = boardOf(study);
const log = new CorrectionLog({ study: study.id, stored: /** @type {any[]} */ (study.lines), storage, changed: () => refresh() });
const server = study.server && new ServerSync({ log, token: study.server.token, changed: () => refresh() });
const index = makeIndex(study);
/** @type {Map<string, any>} */
const utteranceOf = new Map(study.draft.utterances.map((one) => [one.id, one]));
const roleOf = new Map(study.draft.interviews.map((one) => [one.id, one.role]));

/** @type {Set<() => void>} */
const listeners = new Set();
const looks = {
  selection: /** @type {Set<string>} */ (new Set()), filters: { ...NO_FILTERS }, tab: tabOf(here()), path: pathOf(here()),
  focus: /** @type {Focus} */ ({}), author: study.author || keptAuthor(storage), notes: /** @type {Note[]} */ ([]),
};
/** @type {{lines: any[] | null, board: any, derived: any, local: any[], steps: {undo: Step[], redo: Step[]}}} */
const latest = { lines: null, board: base, derived: null, local: [], steps: { undo: [], redo: [] } };
/** @type {StoreView | null} */
let view = null;
/** @type {{view: StoreView | null, units: Set<string> | null}} */
let fitting = { view: null, units: null };

export const store = {
  /** @returns {StoreView} */
  get() {
    view ??= makeView();
    return view;
  },
  /** @param {() => void} listener @returns {() => void} */
  subscribe(listener) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** The view, and a new one at each change. @returns {StoreView} */
export function useView() {
  const [, bump] = useState(0);
  useLayoutEffect(() => store.subscribe(() => bump((count) => count + 1)), []); // at once: a change before the first frame is drawn too
  return store.get();
}

/** @returns {StoreView} */
function makeView() {
  const lines = /** @type {any[]} */ (log.lines());
  if (lines !== latest.lines) {
    const board = fold(base, lines);
    Object.assign(latest, { lines, board, derived: derive(board, study), local: log.pending(), steps: stepsOf(log.own()) });
  }
  const { local, steps } = latest;
  return {
    ...looks, study, base, board: latest.board, derived: latest.derived, language: language(), save: savedState(),
    log: {
      lines, stored: lines.slice(0, lines.length - local.length), local,
      canUndo: steps.undo.length > 0, canRedo: steps.redo.length > 0, saved: server ? "server" : log.kept(),
    },
  };
}

/** @returns {SaveState} */
function savedState() {
  if (!server) return { where: log.kept(), state: "saved", waiting: log.unsent().length, refused: [] };
  return { where: "server", state: server.state, waiting: server.waiting().length, refused: [...server.refused] };
}

/** Tell everybody that something changed. */
function refresh() {
  view = null;
  for (const listener of [...listeners]) listener();
}

// ---------------------------------------------------------------- corrections

/** Write down one correction. @param {Op} op @param {string} [note] @returns {Line} */
export function act(op, note) {
  return actAll([op], note)[0];
}

/** Write down several corrections as one step of undo; none when one of them is no line. @param {Op[]} ops @param {string} [note] @returns {Line[]} */
export function actAll(ops, note) {
  const group = ops.length > 1 ? newId("g-", 8) : undefined;
  const lines = ops.map((op) => makeLine(op, base, {
    study: study.id, draft: study.draftSha, author: looks.author, ...(note ? { note } : {}), ...(group ? { group } : {}),
  }));
  const why = lines.map(faultOf).find(Boolean);
  if (why) {
    say(t("This could not be written down: %(why)s.", { why }));
    return [];
  }
  log.add(/** @type {any[]} */ (lines), { own: true });
  tellIgnored(lines);
  void server?.send();
  return lines;
}

/** Say it when what was just done changes nothing. @param {Line[]} lines */
function tellIgnored(lines) {
  const ids = new Set(lines.map((line) => line.id));
  const lost = store.get().board.ignored.filter((/** @type {any} */ one) => ids.has(one.line) && !one.partial);
  if (lost.length) say(t("This could not be applied: what it names is no longer there. See the history."));
}

/** Take one line back. @param {string} id */
export function retract(id) {
  act({ op: "retract", line: id });
}

/** Take the last step of this browser back. */
export function undo() {
  const active = new Set(activeLines(/** @type {any[]} */ (log.lines())).map((/** @type {any} */ line) => line.id));
  const step = latest.steps.undo.findLast((one) => one.ids.some((id) => active.has(id)));
  if (step) actAll(step.ids.map((line) => ({ op: "retract", line })));
}

/** Do again what was taken back last. */
export function redo() {
  const step = store.get() && latest.steps.redo.at(-1);
  if (step) actAll(step.by.map((line) => ({ op: "retract", line })));
}

/** The study's lines, those under an old name of it only if no other file holds them, as a corrections.jsonl. @returns {string} */
export function linesAsText() {
  return dumpJsonl(/** @type {any[]} */ (log.lines().filter((line) => line.study === study.id || !log.stored.has(line.id))));
}

/** Remember that the file was handed out. */
export function markDownloaded() {
  log.markSent();
}

/** Take in the lines of a corrections.jsonl; an Error says which line is bad. @param {string} text @returns {number} how many were new */
export function takeLines(text) {
  const lines = /** @type {any[]} */ (parseJsonl(text));
  const foreign = lines.find((line) => !log.studies.has(line.study));
  if (foreign) throw new Error(t("The file holds corrections of another study (%(id)s); open the page of that study.", { id: foreign.study }));
  const fresh = log.add(lines, { own: false }).length;
  void server?.send();
  return fresh;
}

// ---------------------------------------------------------------- what the reader looks at

/** @param {Iterable<string>} uids @param {"set" | "toggle" | "add" | "remove"} [mode] */
export function select(uids, mode = "set") {
  const selection = new Set(mode === "set" ? [] : looks.selection);
  for (const uid of uids) {
    if (mode === "remove" || (mode === "toggle" && selection.has(uid))) selection.delete(uid);
    else selection.add(uid);
  }
  looks.selection = selection;
  refresh();
}

/** Select nothing. */
export function clearSelection() {
  if (looks.selection.size) select([]);
}

/** @param {keyof typeof NO_FILTERS} name @param {string} value */
export function setFilter(name, value) {
  looks.filters = { ...looks.filters, [name]: value };
  refresh();
}

/** Show everything again. */
export function resetFilters() {
  looks.filters = { ...NO_FILTERS };
  refresh();
}

/** Whether an utterance passes the filters. @param {string} uid @returns {boolean} */
export function fits(uid) {
  const now = store.get();
  if (!Object.values(now.filters).some(Boolean)) return true;
  if (fitting.view !== now) fitting = { view: now, units: fittingUnits(now) };
  return Boolean(fitting.units?.has(uid));
}

/** @param {StoreView} now @returns {Set<string>} */
function fittingUnits(now) {
  const { text, role, interview, kind, stage, touchpoint, evidence } = now.filters;
  const found = text ? index.find(text) : null;
  const named = text ? namedThemes(now, text) : null;
  const units = new Set();
  for (const [uid, unit] of Object.entries(now.board.units)) {
    const said = utteranceOf.get(uid);
    const themes = now.derived.themesOf.get(uid) ?? [];
    const passes = (!found || found.has(uid) || themes.some((id) => named?.has(id)))
      && (!role || roleOf.get(said?.interview) === role)
      && (!interview || said?.interview === interview)
      && (!kind || kind in unit.kinds)
      && (!stage || (stage === "-" ? unit.stage === null : unit.stage === stage))
      && (!touchpoint || said?.touchpoints.includes(touchpoint))
      && (!evidence || (themes.length ? themes.some((id) => now.derived.themes.get(id)?.grade === evidence) : evidence === "single" && Object.keys(unit.kinds).length > 0));
    if (passes) units.add(uid);
  }
  return units;
}

/** Themes whose label holds the words. @param {StoreView} now @param {string} text @returns {Set<string>} */
function namedThemes(now, text) {
  const wanted = normalise(text);
  return new Set([...now.derived.themes.values()].filter((one) => normalise(one.label).includes(wanted)).map((one) => one.theme.id));
}

/**
 * Open a view, perhaps at something; without a path it is as it was left.
 * @param {string} tab @param {Focus} [focus] @param {string} [path] what stands after the view's name in the address
 */
export function go(tab, focus = {}, path) {
  const name = tabOf(tab);
  const place = path ?? paths.get(name) ?? "";
  paths.set(name, place);
  Object.assign(looks, { tab: name, path: place, focus });
  if (typeof location !== "undefined" && here() !== placeName()) location.hash = placeName();
  refresh();
}

/** @param {string} address @returns {string} a view's name; the map's for one that is not there */
function tabOf(address) {
  const [name] = address.split("/");
  return TABS.includes(name) ? name : "map";
}

/** @param {string} address @returns {string} what stands after the view's name */
function pathOf(address) {
  const [name, ...rest] = address.split("/");
  return TABS.includes(name) ? rest.join("/") : "";
}

/** @returns {string} the address of what is shown */
function placeName() {
  return looks.path ? `${looks.tab}/${looks.path}` : looks.tab;
}

/** The address within the page. @returns {string} */
function here() {
  return typeof location === "undefined" ? "" : location.hash.slice(1);
}

/** @param {string} name */
export function setAuthor(name) {
  looks.author = name;
  keepAuthor(storage, name);
  refresh();
}

/** @param {string} name */
export function speak(name) {
  setLanguage(name);
  refresh();
}

let lastNote = 0;

/** Say something at the edge of the page, for a while. @param {string} text @param {{label: string, action: () => void}} [offer] */
export function say(text, offer) {
  const id = (lastNote += 1);
  looks.notes = [...looks.notes.slice(-2), { id, text, ...offer }];
  refresh();
  setTimeout(() => hush(id), NOTE_LASTS);
}

/** @param {number} id */
export function hush(id) {
  if (!looks.notes.some((note) => note.id === id)) return;
  looks.notes = looks.notes.filter((note) => note.id !== id);
  refresh();
}

/** Listen to other tabs, to the address and to the server. */
export function startStore() {
  addEventListener("storage", (event) => log.heard(event));
  addEventListener("hashchange", () => {
    if (here() !== placeName()) go(here(), {}, pathOf(here()));
  });
  addEventListener("beforeunload", (event) => {
    if (log.kept() === "memory" && log.unsent().length) event.preventDefault();
  });
  server?.start();
}
