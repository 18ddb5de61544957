// The corrections made in this browser: written down at each act, merged between tabs, never lost.

/**
 * @typedef {{id: string, op: string, study: string, author: string, time: string, group?: string, line?: string, [field: string]: any}} LogLine
 * @typedef {{key: string, line: LogLine, own: boolean}} Entry
 * @typedef {{ids: string[], by: string[]}} Step one undo step: its lines, and the retractions that took it back
 */

const AUTHOR_KEY = "cjm:author";

/** The corrections of one study: those that came with the page, and those made or taken in here. */
export class CorrectionLog {
  /**
   * @param {{study: string, stored?: LogLine[], storage?: Storage | null, changed?: () => void}} given
   * `stored` came with the page; `storage` keeps the rest, null where the browser refuses one.
   */
  constructor({ study, stored = [], storage = null, changed = () => {} }) {
    this.study = study;
    this.storage = storage;
    this.changed = changed;
    this.prefix = `cjm:${study}:`;
    /** @type {Set<string>} the study's names: it gets a new one when interviews are added */
    this.studies = new Set([study, ...stored.map((line) => line.study)]);
    /** @type {Map<string, LogLine>} lines that are kept outside this browser, in their order */
    this.stored = new Map(stored.map((line) => [line.id, line]));
    /** @type {Map<string, Entry>} lines that this browser keeps, by id */
    this.entries = new Map();
    /** @type {Set<string>} lines for which the storage had no room */
    this.unsaved = new Set();
    /** @type {LogLine[] | null} */
    this.known = null;
    this.read();
  }

  /** Take in what the storage holds; what cannot be read there is left alone. */
  read() {
    for (const name of this.studies) {
      for (const [key, text] of storedPairs(this.storage, `cjm:${name}:`)) this.take(key, text);
    }
  }

  /** @param {string} key @param {string | null} text @returns {boolean} whether it was new */
  take(key, text) {
    let entry;
    try {
      entry = JSON.parse(text ?? "");
    } catch {
      return false;
    }
    const line = entry?.line;
    if (typeof line?.id !== "string" || !this.studies.has(line.study) || this.entries.has(line.id)) return false;
    this.entries.set(line.id, { key, line, own: Boolean(entry.own) });
    this.known = null;
    return true;
  }

  /** What another tab wrote. @param {{key: string | null, newValue: string | null}} event */
  heard(event) {
    if (event.key?.startsWith(this.prefix) && event.newValue && this.take(event.key, event.newValue)) this.changed();
  }

  /** Every line in order: the stored ones, then this browser's. @returns {LogLine[]} */
  lines() {
    this.known ??= [...this.stored.values(), ...this.pending()];
    return this.known;
  }

  /** The lines that are kept in this browser alone, in order. @returns {LogLine[]} */
  pending() {
    const waiting = [...this.entries.values()].filter((entry) => !this.stored.has(entry.line.id));
    return waiting.sort(byNumber).map((entry) => entry.line);
  }

  /** The lines made in this browser, in order. @returns {LogLine[]} */
  own() {
    return this.lines().filter((line) => this.entries.get(line.id)?.own);
  }

  /** Append lines; those known by id are left out. @param {LogLine[]} lines @param {{own: boolean}} whose @returns {LogLine[]} the new ones */
  add(lines, { own }) {
    const fresh = [...new Map(lines.map((line) => [line.id, line])).values()]
      .filter((line) => !this.entries.has(line.id) && !this.stored.has(line.id));
    let number = this.last();
    for (const line of fresh) {
      number += 1;
      const key = `${this.prefix}${String(number).padStart(8, "0")}:${line.id}`;
      this.entries.set(line.id, { key, line, own });
      this.unsaved.add(line.id);
    }
    this.known = null;
    this.save();
    if (fresh.length) this.changed();
    return fresh;
  }

  /** The highest number given to a line so far. */
  last() {
    let highest = 0;
    for (const { key } of this.entries.values()) highest = Math.max(highest, numberIn(key));
    return highest;
  }

  /** Write down what is not written yet; what finds no room stays in memory. */
  save() {
    if (!this.storage) return;
    for (const id of this.unsaved) {
      const entry = this.entries.get(id);
      if (!entry) continue;
      try {
        this.storage.setItem(entry.key, JSON.stringify({ line: entry.line, own: entry.own }));
      } catch {
        return;
      }
      this.unsaved.delete(id);
    }
  }

  /** Lines that are kept elsewhere now, in their order there. @param {LogLine[]} lines @returns {boolean} whether any was new */
  confirm(lines) {
    let fresh = false;
    for (const line of lines) {
      fresh = fresh || !this.stored.has(line.id);
      this.stored.set(line.id, line);
    }
    if (fresh) {
      this.known = null;
      this.changed();
    }
    return fresh;
  }

  /** Where this browser's lines are kept. @returns {"browser" | "memory"} */
  kept() {
    return this.storage && !this.unsaved.size ? "browser" : "memory";
  }

  /** The pending lines that no downloaded file holds. @returns {LogLine[]} */
  unsent() {
    const sent = this.sent();
    return this.pending().filter((line) => !sent.has(line.id));
  }

  /** @returns {Set<string>} ids of lines that a downloaded file holds */
  sent() {
    try {
      return new Set([...JSON.parse(this.storage?.getItem(`cjm-sent:${this.study}`) ?? "[]"), ...(this.handed ?? [])]);
    } catch {
      return new Set(this.handed ?? []);
    }
  }

  /** Remember that a file with all lines was handed out. */
  markSent() {
    this.handed = [...this.sent(), ...this.pending().map((line) => line.id)];
    try {
      this.storage?.setItem(`cjm-sent:${this.study}`, JSON.stringify([...new Set(this.handed)]));
    } catch { /* it is asked for again */ }
    this.changed();
  }
}

/** The number that a key gives its line: cjm:STUDY:NUMBER:LINE. @param {string} key @returns {number} */
function numberIn(key) {
  return Number(key.split(":")[2]) || 0;
}

/** @param {Entry} a @param {Entry} b @returns {number} */
function byNumber(a, b) {
  return numberIn(a.key) - numberIn(b.key) || (a.line.id < b.line.id ? -1 : 1);
}

/** What a storage holds under a prefix, in order. @param {Storage | null} storage @param {string} prefix @returns {[string, string][]} */
function storedPairs(storage, prefix) {
  const keys = [];
  for (let at = 0; storage && at < storage.length; at += 1) {
    const key = storage.key(at);
    if (key?.startsWith(prefix)) keys.push(key);
  }
  return keys.sort().map((key) => [key, storage?.getItem(key) ?? ""]);
}

/**
 * What can be undone and done again, read from the lines themselves, so that it survives a reload:
 * retracting exactly the lines of a step undoes it, retracting exactly those retractions redoes it.
 * @param {LogLine[]} lines one person's, in order @returns {{undo: Step[], redo: Step[]}}
 */
export function stepsOf(lines) {
  /** @type {Map<string, LogLine[]>} */
  const batches = new Map();
  for (const line of lines) {
    const batch = batches.get(line.group ?? line.id);
    if (batch) batch.push(line);
    else batches.set(line.group ?? line.id, [line]);
  }
  /** @type {Step[]} */
  const undo = [];
  /** @type {Step[]} */
  let redo = [];
  for (const batch of batches.values()) {
    const ids = batch.map((line) => line.id);
    const aims = batch.every((line) => line.op === "retract") ? batch.map((line) => String(line.line)) : [];
    const done = aims.length ? undo.findLastIndex((step) => sameIds(step.ids, aims)) : -1;
    const undone = aims.length ? redo.findLastIndex((step) => sameIds(step.by, aims)) : -1;
    if (done >= 0) redo.push({ ids: undo.splice(done, 1)[0].ids, by: ids });
    else if (undone >= 0) undo.push({ ids: redo.splice(undone, 1)[0].ids, by: [] });
    else {
      undo.push({ ids, by: [] });
      redo = [];
    }
  }
  return { undo, redo };
}

/** @param {string[]} a @param {string[]} b */
function sameIds(a, b) {
  return a.length === b.length && a.every((id) => b.includes(id));
}

/** The name that corrections are signed with. @param {Storage | null} storage @returns {string} */
export function keptAuthor(storage) {
  try {
    return storage?.getItem(AUTHOR_KEY) ?? "";
  } catch {
    return "";
  }
}

/** @param {Storage | null} storage @param {string} name */
export function keepAuthor(storage, name) {
  try {
    storage?.setItem(AUTHOR_KEY, name);
  } catch { /* it lasts as long as the page */ }
}
