// What a correction line must be to be taken in: the same rules as pipeline/assemble/review/ops.py.
import { KIND_ORDER } from "./names.js";
import { LINE_VERSION } from "./types.js";
import { t } from "./words.js";

/** @typedef {(value: any) => boolean} Check */

export const CONTROLS = /(?![\n\t])[\p{Cc}\p{Cs}]/u; // these, and halves of characters, stand in no text of a line
const VERDICTS = ["accepted", "rejected", "open"];
const TARGETS = ["theme", "unit", "stage", "interview", "map"];

/** @param {RegExp} pattern @returns {Check} */
const matching = (pattern) => (value) => typeof value === "string" && pattern.test(value);
/** @param {number} limit @param {boolean} [said] @returns {Check} */
const textOf = (limit, said = false) => (value) =>
  typeof value === "string" && [...value].length <= limit && !CONTROLS.test(value) && (!said || Boolean(value.trim()));
/** @param {Check} check @param {number} [least] @returns {Check} */
const listOf = (check, least = 0) => (value) => Array.isArray(value) && value.length >= least && value.every(check);
/** @param {Check} check @returns {Check} */
const orNull = (check) => (value) => value === null || check(value);
/** @param {Check} check @returns {Check} */
const maybe = (check) => (value) => value === undefined || check(value);
/** @param {string[]} names @returns {Check} */
const oneOf = (names) => (value) => names.includes(value);
/** @type {Check} */
const isBool = (value) => typeof value === "boolean";
/** @type {Check} */
const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
/** @param {Record<string, Check>} fields @returns {Check} */
const closed = (fields) => (value) =>
  isRecord(value) && Object.keys(value).every((name) => Object.hasOwn(fields, name)) && Object.entries(fields).every(([name, check]) => check(value[name]));
/** @param {Check} check @returns {Check} */
const recordOf = (check) => (value) => isRecord(value) && Object.entries(value).every(([id, one]) => anId(id) && check(one));

const anId = matching(/^[\p{Alphabetic}\p{Nd}\p{M}\p{Pc}.:-]{1,100}$/u);
const aLineId = matching(/^c-[0-9a-f]{16}$/);
const aTitle = textOf(200, true);
const aKind = oneOf(KIND_ORDER);
const someUnits = listOf(anId, 1);
const aNewTheme = matching(/^p-[\p{Alphabetic}\p{Nd}\p{M}\p{Pc}-]{1,60}$/u);
const seenTheme = closed({
  kind: aKind, stage: orNull(anId), label: (value) => typeof value === "string",
  origin: oneOf(["keywords", "model", "person"]), units: listOf(anId),
});

/** @type {Record<string, Check>} the fields of every line */
const FRAME = {
  v: (value) => value === LINE_VERSION,
  id: aLineId,
  study: matching(/^s-[\p{Alphabetic}\p{Nd}\p{M}\p{Pc}-]{1,60}$/u),
  draft: matching(/^[0-9a-f]{12}$/),
  author: textOf(100),
  time: matching(/^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,6})?Z$/),
  note: maybe(textOf(4000)),
  group: maybe(orNull(matching(/^g-[\p{Alphabetic}\p{Nd}\p{M}\p{Pc}-]{1,60}$/u))),
  seen: maybe(closed({ themes: maybe(recordOf(seenTheme)), stages: maybe(recordOf((value) => typeof value === "string")) })),
};

/** @type {Record<string, Record<string, Check>>} the fields of each op */
const FIELDS_OF = {
  rename: { theme: anId, label: aTitle },
  merge: { themes: listOf(anId, 1), into: anId, label: maybe(orNull(aTitle)) },
  split: { theme: anId, units: someUnits, as: aNewTheme, label: aTitle },
  move: { units: someUnits, from: orNull(anId), to: orNull(anId) },
  create: { as: aNewTheme, kind: aKind, stage: orNull(anId), label: aTitle, units: listOf(anId) },
  code: { units: someUnits, add: listOf(aKind), remove: listOf(aKind) },
  stage: { units: someUnits, stage: orNull(anId) },
  valence: { units: someUnits, valence: (value) => typeof value === "number" && Math.abs(value) <= 2 && Math.round(value * 10) / 10 === value },
  irrelevant: { units: someUnits, on: isBool },
  pin: { themes: maybe(listOf(anId)), units: maybe(listOf(anId)), on: isBool },
  judge: { themes: listOf(anId, 1), verdict: oneOf(VERDICTS) },
  retheme: { theme: anId, kind: maybe(orNull(aKind)), stage: maybe(orNull(anId)) },
  stage_rename: { stage: anId, name: aTitle },
  stage_order: { order: listOf(anId, 1) },
  stage_merge: { stage: anId, into: anId },
  stage_add: { as: matching(/^ps-[\p{Alphabetic}\p{Nd}\p{M}\p{Pc}-]{1,60}$/u), name: aTitle, after: orNull(anId) },
  comment: { on: closed({ type: oneOf(TARGETS), id: textOf(200) }), text: textOf(4000, true) },
  retract: { line: aLineId },
};

/** @type {Record<string, Check>} what the fields of an op must be together */
const TOGETHER = {
  move: (line) => line.from !== null || line.to !== null,
  code: (line) => !line.add.some((/** @type {string} */ kind) => line.remove.includes(kind)),
  pin: (line) => Boolean(line.themes?.length || line.units?.length),
  retheme: (line) => Boolean(line.kind) || line.stage !== undefined,
};

/** Why something is no correction line, or null when it is one. @param {any} line @returns {string | null} */
export function faultOf(line) {
  if (!isRecord(line)) return t("it is no JSON object");
  if (typeof line.v === "number" && line.v > LINE_VERSION) return t("it was written by a later version");
  if (typeof line.op !== "string" || !Object.hasOwn(FIELDS_OF, line.op)) return t("its op '%(op)s' is unknown", { op: String(line.op).slice(0, 40) });
  const fields = { ...FRAME, ...FIELDS_OF[line.op] };
  const foreign = Object.keys(line).find((name) => name !== "op" && !Object.hasOwn(fields, name));
  if (foreign !== undefined) return t("it has no field '%(name)s'", { name: foreign.slice(0, 40) });
  const wrong = Object.entries(fields).find(([name, check]) => !check(line[name]));
  if (wrong) return t("the field '%(name)s' is missing or wrong", { name: wrong[0] });
  return TOGETHER[line.op]?.(line) === false ? t("its fields do not fit together") : null;
}
