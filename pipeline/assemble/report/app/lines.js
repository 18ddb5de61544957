// Correction lines: what people said about a draft, and their file corrections.jsonl.
import { CONTROLS, faultOf } from "./checking.js";
import { LINE_VERSION } from "./types.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Board} Board */
/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./types.js").Meta} Meta */
/** @typedef {import("./types.js").Op} Op */
/** @typedef {import("./types.js").Seen} Seen */
/** @typedef {import("./types.js").Stage} Stage */

const GONE_STAGE = "?"; // ends the id of a stage that there is no longer; no real id holds it
const LARGEST_FILE = 64 * 2 ** 20;
const EVERY_CONTROL = new RegExp(CONTROLS, "gu");
const TYPED = ["label", "name", "text"]; // the fields of an op that a person writes

/** @type {Record<string, string[]>} the fields that name stages */
const STAGE_FIELDS = {
  create: ["stage"], stage: ["stage"], retheme: ["stage"], stage_rename: ["stage"],
  stage_order: ["order"], stage_merge: ["stage", "into"], stage_add: ["after"],
};
/** @type {Record<string, string[]>} the fields that name themes */
const THEME_FIELDS = {
  rename: ["theme"], merge: ["themes", "into"], split: ["theme"], move: ["from", "to"],
  pin: ["themes"], judge: ["themes"], retheme: ["theme"],
};

/** A random id: "c-" and sixteen hex digits, or another prefix. @param {string} [prefix] @param {number} [digits] */
export function newId(prefix = "c-", digits = 16) {
  const bytes = crypto.getRandomValues(new Uint8Array(digits / 2));
  return prefix + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The lines that no active line retracts, in their order; the same id twice is one line. @param {Line[]} lines @returns {Line[]} */
export function activeLines(lines) {
  /** @type {Map<string, Line>} */
  const once = new Map();
  for (const line of lines) if (!once.has(line.id)) once.set(line.id, line);
  /** @type {Set<string>} */
  const retracted = new Set();
  const kept = [];
  for (const line of [...once.values()].reverse()) {
    if (retracted.has(line.id)) continue;
    kept.push(line);
    if (line.op === "retract") retracted.add(line.line);
  }
  return kept.reverse();
}

/**
 * A line of what a person does now, with what the machine had proposed of the themes and stages it names.
 * @param {Op} op @param {Board} base the board without corrections @param {Meta} meta @returns {Line}
 */
export function makeLine(op, base, meta) {
  const { study, draft, group } = meta;
  const [author, note] = [asTyped(meta.author), asTyped(meta.note ?? "")];
  return /** @type {Line} */ ({
    v: LINE_VERSION,
    id: meta.id ?? newId(),
    study, draft, author,
    time: meta.time ?? new Date().toISOString(),
    ...(note ? { note } : {}),
    ...(group ? { group } : {}),
    ...Object.fromEntries(Object.entries(op).map(([name, value]) => [name, TYPED.includes(name) && typeof value === "string" ? asTyped(value) : value])),
    ...(op.op === "valence" ? { valence: Math.round(op.valence * 10) / 10 + 0 } : {}),
    seen: seenOf(op, base),
  });
}

/** What was typed or pasted, without the characters that no line may hold. @param {string} text @returns {string} */
function asTyped(text) {
  return text.replace(EVERY_CONTROL, " ");
}

/** @param {Op} op @param {Board} base @returns {Seen} */
function seenOf(op, base) {
  const stages = new Set(namedIn(op, STAGE_FIELDS, "stage"));
  /** @type {NonNullable<Seen["themes"]>} */
  const themes = {};
  const named = new Set(namedIn(op, THEME_FIELDS, "theme"));
  for (const { id, kind, stage, label, origin, units } of base.themes) {
    if (!named.has(id)) continue;
    themes[id] = { kind, stage, label, origin, units: [...units] };
    if (stage !== null) stages.add(stage);
  }
  const names = base.stages.filter((stage) => stages.has(stage.id)).map((stage) => [stage.id, stage.name]);
  return { themes, stages: Object.fromEntries(names) };
}

/** The ids that an op's fields name. @param {Op} op @param {Record<string, string[]>} fields @param {string} type @returns {string[]} */
function namedIn(op, fields, type) {
  if (op.op === "comment") return op.on.type === type ? [op.on.id] : [];
  const said = /** @type {Record<string, any>} */ (op);
  return (fields[op.op] ?? []).flatMap((name) => said[name] ?? []);
}

/**
 * The lines with the ids that their stages have today: the one of the same id and name as seen, else the first
 * of that name; one that is there no longer gets an id that no stage has, so that what is said of it is ignored.
 * @param {Line[]} lines @param {Stage[]} stages @returns {Line[]}
 */
export function resolveStages(lines, stages) {
  const names = new Map(stages.map((stage) => [stage.id, stage.name]));
  const ofName = new Map([...stages].reverse().map((stage) => [stage.name, stage.id]));
  return lines.map((line) => {
    /** @type {Map<any, string>} */
    const moved = new Map();
    for (const [id, name] of Object.entries(line.seen?.stages ?? {})) {
      if (names.get(id) !== name && !id.endsWith(GONE_STAGE)) moved.set(id, ofName.get(name) ?? id + GONE_STAGE);
    }
    return moved.size ? restaged(line, (id) => moved.get(id) ?? id) : line;
  });
}

/** @param {Line} line @param {(id: any) => any} today @returns {Line} */
function restaged(line, today) {
  const said = /** @type {Record<string, any>} */ (line);
  /** @type {Record<string, any>} */
  const changes = {};
  for (const name of STAGE_FIELDS[line.op] ?? []) {
    if (said[name] !== undefined) changes[name] = Array.isArray(said[name]) ? said[name].map(today) : today(said[name]);
  }
  if (line.op === "comment" && line.on.type === "stage") changes.on = { ...line.on, id: today(line.on.id) };
  const themes = Object.entries(line.seen.themes ?? {}).map(([id, theme]) => [id, { ...theme, stage: today(theme.stage) }]);
  const stages = Object.entries(line.seen.stages ?? {}).map(([id, name]) => [today(id), name]);
  return { ...line, ...changes, seen: { themes: Object.fromEntries(themes), stages: Object.fromEntries(stages) } };
}

/** The bytes of corrections.jsonl, as text. @param {Line[]} lines @returns {string} */
export function dumpJsonl(lines) {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/**
 * The lines of a corrections.jsonl in its order, the same line once; an Error says which line is bad and why.
 * @param {string} text @returns {Line[]}
 */
export function parseJsonl(text) {
  if (text.length > LARGEST_FILE) throw new Error(t("The file is larger than %(limit)s MB.", { limit: LARGEST_FILE >> 20 }));
  /** @type {Map<string, Line>} */
  const found = new Map();
  text.replace(/^\ufeff/, "").split("\n").forEach((row, at) => {
    if (!row.trim()) return;
    const line = parsedLine(row, at + 1);
    const known = found.get(line.id);
    if (known && inOneOrder(known) !== inOneOrder(line)) throw badLine(at + 1, t("the line %(id)s stands twice and says two things", { id: line.id }));
    if (!known) found.set(line.id, line);
  });
  const lines = [...found.values()];
  const other = lines.findIndex((line) => line.study !== lines[0].study);
  if (other > 0) throw new Error(t("The file holds corrections of two studies: %(a)s and %(b)s.", { a: lines[0].study, b: lines[other].study }));
  return lines;
}

/** @param {string} row @param {number} number @returns {Line} */
function parsedLine(row, number) {
  let line;
  try {
    line = JSON.parse(row);
  } catch {
    throw badLine(number, row.trim().endsWith("}") ? t("it is no JSON") : t("it is cut off"));
  }
  const fault = faultOf(line);
  if (fault) throw badLine(number, fault);
  return line;
}

/** @param {number} number @param {string} why */
function badLine(number, why) {
  return new Error(t("Line %(number)s is no correction: %(why)s.", { number, why }));
}

/** What a line says, whatever the order of its fields. @param {any} value @returns {string} */
function inOneOrder(value) {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part);
}
