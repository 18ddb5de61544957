// Where people's corrections disagree.
//
// The rules (pipeline/assemble/review/conflicts.py keeps the same):
//  1. Only active lines count; a line that was taken back says nothing.
//  2. A line makes claims; a claim is (what, kind, subject) -> value, as the table below says.
//  3. Of several claims of one author about one thing only the last stands; a claim whose value is
//     "open" stands for nothing (it takes the author's earlier claim away).
//  4. Two standing claims of different authors about one thing with different values are a conflict.
//  5. Lines never conflict over what is not in the table: pins, comments, the order of stages, new stages.
//
//  what      subject  claimed by                                    value
//  label     theme    rename; merge with a label (of `into`)        the label, spaces joined
//  verdict   theme    judge                                         accepted, rejected (open: none)
//  fate      theme    merge (each theme but `into`)                 the id of `into`
//                     split (of `theme`); judge accepted            "own"
//                     judge rejected, judge open                    "open"
//  kind      theme    retheme with kind                             the kind
//  stage     theme    retheme with stage                            the stage or null
//  code      unit     code, for each kind added / removed           "on" / "off" (kind: that kind)
//  stage     unit     stage                                         the stage or null
//  valence   unit     valence                                       the number, one decimal
//  place     unit     move to a theme, split, create                the theme entered (kind: its kind)
//                     move to null, or to a theme of another kind   null (kind: the kind of `from`)
//  use       unit     irrelevant on / off                           "out" / "in"
//                     code that adds; move to a theme; split;       "in"
//                     create
//  name      stage    stage_rename                                  the name, spaces joined
//  fate      stage    stage_merge (of `stage`)                      the id of `into`
//                     stage_rename                                  "own"
//
//  The kind of a theme is what `seen` of the first line that names it says, else the kind of the
//  create that made it, else the kind of the theme it was split from, else "".
//  Conflicts of one pair of lines over the same (what, type, kind, values) are one conflict with
//  several ids (sorted).  `a` is the earlier line in the log, `b` the later one, which is what the
//  map shows.  Order: by the place of b in the log, then of a, then what, type, kind, the first id.

import { activeLines } from "./lines.js";

/**
 * @typedef {{what: string, type: "theme" | "unit" | "stage", kind: string, ids: string[], a: string | number | null, b: string | number | null}} ConflictAbout
 * @typedef {{a: string, b: string, about: ConflictAbout}} Conflict
 * @typedef {{what: string, type: "theme" | "unit" | "stage", kind: string, id: string, value: string | number | null}} ConflictClaim
 */

/** @param {any} text @returns {string} */
const joinedSpaces = (text) => String(text ?? "").replace(/\s+/gu, " ").trim();

/**
 * The kinds of the themes that lines name, themes made by people included.
 * @param {readonly any[]} lines @returns {Map<string, string>}
 */
function kindsOfThemes(lines) {
  /** @type {Map<string, string>} */
  const kinds = new Map();
  for (const line of lines) {
    for (const [id, seen] of Object.entries(line.seen?.themes ?? {})) {
      if (!kinds.has(id)) kinds.set(id, /** @type {any} */ (seen).kind ?? "");
    }
    if (line.op === "create" && !kinds.has(line.as)) kinds.set(line.as, line.kind ?? "");
    if (line.op === "split" && !kinds.has(line.as)) kinds.set(line.as, kinds.get(line.theme) ?? "");
  }
  return kinds;
}

/**
 * What each op claims, by op: (line, kindOf) -> claims.
 * @type {Record<string, (line: any, kindOf: (theme: string) => string) => ConflictClaim[]>}
 */
const CLAIMS_OF = {
  rename: (line) => [themeClaim("label", line.theme, joinedSpaces(line.label))],
  merge: (line) => [
    ...line.themes.filter((/** @type {string} */ id) => id !== line.into).map((/** @type {string} */ id) => themeClaim("fate", id, line.into)),
    ...(line.label ? [themeClaim("label", line.into, joinedSpaces(line.label))] : []),
  ],
  judge: (line) => line.themes.flatMap((/** @type {string} */ id) => [
    themeClaim("verdict", id, line.verdict),
    themeClaim("fate", id, line.verdict === "accepted" ? "own" : "open"),
  ]),
  retheme: (line) => [
    ...(line.kind ? [themeClaim("kind", line.theme, line.kind)] : []),
    ...(line.stage !== undefined ? [themeClaim("stage", line.theme, line.stage)] : []),
  ],
  split: (line, kindOf) => [themeClaim("fate", line.theme, "own"), ...entering(line.units, line.as, kindOf(line.theme))],
  create: (line) => entering(line.units, line.as, line.kind),
  move: (line, kindOf) => {
    const left = line.from ? kindOf(line.from) : "";
    const entered = line.to ? kindOf(line.to) : "";
    const leaves = line.from && (!line.to || left !== entered);
    return [
      ...(leaves ? unitClaims("place", line.units, null, left) : []),
      ...(line.to ? entering(line.units, line.to, entered) : []),
    ];
  },
  code: (line) => [
    ...(line.add ?? []).flatMap((/** @type {string} */ kind) => unitClaims("code", line.units, "on", kind)),
    ...(line.remove ?? []).flatMap((/** @type {string} */ kind) => unitClaims("code", line.units, "off", kind)),
    ...(line.add?.length ? unitClaims("use", line.units, "in") : []),
  ],
  stage: (line) => unitClaims("stage", line.units, line.stage ?? null),
  valence: (line) => unitClaims("valence", line.units, Math.round(line.valence * 10) / 10),
  irrelevant: (line) => unitClaims("use", line.units, line.on ? "out" : "in"),
  stage_rename: (line) => [stageClaim("name", line.stage, joinedSpaces(line.name)), stageClaim("fate", line.stage, "own")],
  stage_merge: (line) => [stageClaim("fate", line.stage, line.into)],
};

/** @param {string} what @param {string} id @param {string | null} value @returns {ConflictClaim} */
function themeClaim(what, id, value) {
  return { what, type: "theme", kind: "", id, value };
}

/** @param {string} what @param {string} id @param {string} value @returns {ConflictClaim} */
function stageClaim(what, id, value) {
  return { what, type: "stage", kind: "", id, value };
}

/** @param {string} what @param {string[]} units @param {string | number | null} value @param {string} [kind] @returns {ConflictClaim[]} */
function unitClaims(what, units, value, kind = "") {
  return units.map((id) => ({ what, type: "unit", kind, id, value }));
}

/** @param {string[]} units @param {string} theme @param {string} kind @returns {ConflictClaim[]} */
function entering(units, theme, kind) {
  return [...unitClaims("place", units, theme, kind), ...unitClaims("use", units, "in")];
}

/**
 * The claims that stand: by thing, each author's last one in the log's order.
 * @param {readonly any[]} lines active lines @returns {Map<string, Map<string, {at: number, claim: ConflictClaim}>>}
 */
function standingClaims(lines) {
  const kinds = kindsOfThemes(lines);
  const kindOf = (/** @type {string} */ theme) => kinds.get(theme) ?? "";
  /** @type {Map<string, Map<string, {at: number, claim: ConflictClaim}>>} */
  const standing = new Map();
  lines.forEach((line, at) => {
    for (const claim of CLAIMS_OF[line.op]?.(line, kindOf) ?? []) {
      const thing = JSON.stringify([claim.what, claim.type, claim.kind, claim.id]);
      const own = standing.get(thing) ?? new Map();
      standing.set(thing, own.set(line.author ?? "", { at, claim }));
    }
  });
  return standing;
}

/**
 * Find where people of different names decided one thing differently.
 * @param {readonly any[]} lines the whole log, in its order @returns {Conflict[]}
 */
export function findConflicts(lines) {
  const active = activeLines(/** @type {any[]} */ (lines));
  /** @type {Map<string, {at: [number, number], conflict: Conflict}>} */
  const found = new Map();
  for (const byAuthor of standingClaims(active).values()) {
    const claims = [...byAuthor.values()].filter(({ claim }) => claim.value !== "open").sort((x, y) => x.at - y.at);
    claims.forEach((late, index) => {
      for (const early of claims.slice(0, index)) {
        if (early.claim.value !== late.claim.value) addConflict(found, active, early, late);
      }
    });
  }
  for (const { conflict } of found.values()) conflict.about.ids.sort();
  return [...found.values()].sort(compareConflicts).map(({ conflict }) => conflict);
}

/**
 * @param {Map<string, {at: [number, number], conflict: Conflict}>} found @param {readonly any[]} active
 * @param {{at: number, claim: ConflictClaim}} early @param {{at: number, claim: ConflictClaim}} late
 */
function addConflict(found, active, early, late) {
  const { what, type, kind, id } = late.claim;
  const key = JSON.stringify([early.at, late.at, what, type, kind, early.claim.value, late.claim.value]);
  const known = found.get(key);
  if (known) known.conflict.about.ids.push(id);
  else {
    const about = { what, type, kind, ids: [id], a: early.claim.value, b: late.claim.value };
    found.set(key, { at: [late.at, early.at], conflict: { a: active[early.at].id, b: active[late.at].id, about } });
  }
}

/** @param {{at: [number, number], conflict: Conflict}} x @param {{at: [number, number], conflict: Conflict}} y @returns {number} */
function compareConflicts(x, y) {
  const words = (/** @type {ConflictAbout} */ { what, type, kind, ids }) => JSON.stringify([what, type, kind, ids[0]]);
  const [left, right] = [words(x.conflict.about), words(y.conflict.about)];
  return x.at[0] - y.at[0] || x.at[1] - y.at[1] || (left < right ? -1 : left > right ? 1 : 0);
}
