// What a page knows of its other maps and its sheets: numbers become claims, texts and utterances when a view asks.
// report/sheets.py and report/packing.py write it.
import { themeOf } from "./lookup.js";

/** @typedef {import("./types.js").Study} Study */
/** @typedef {import("./types.js").Role} Role */
/** @typedef {import("./types.js").Feeling} Feeling */
/** @typedef {import("./types.js").GradeName} GradeName */
/** @typedef {{id: string, label: string}} DraftLabel a theme and what the draft calls it */
/**
 * A claim of the draft; `text` is "" where the theme's label says it, `spoken` tells that it is a quote.
 * @typedef {{theme: DraftLabel | null, units: string[], role: Role, n: number, of: number, grade: GradeName, text: string, spoken: boolean}} SheetClaim
 */
/** @typedef {{id: string, name: string, value: number, unit: string, of: number | null, units: string[]}} SheetFigure */
/** @typedef {{stage: string, claims: SheetClaim[], hint: string, feeling: Feeling | null, figures: SheetFigure[], given: string}} SheetCell */
/** @typedef {{id: string, name: string, border: string, cells: SheetCell[]}} SheetLane */
/** @typedef {{kind: string, viewpoint: Role, segment: string | null, respondents: number, rules: string[], lanes: SheetLane[]}} SheetMap */
/** @typedef {{kind: string, viewpoint: Role, segment: string | null}} MapName */

/** @type {Role[]} */
const SHEET_ROLES = ["client", "non_user", "expert"];
/** @type {GradeName[]} */
const SHEET_GRADES = ["none", "single", "partial", "strong"];
const SAYS_ITSELF = -1;

/** @type {WeakMap<object, Sheets>} */
const openedSheets = new WeakMap();

/** The sheets of a study, null for a page that was made without them. @param {Study} study @returns {Sheets | null} */
export function sheetsOf(study) {
  if (!study.sheets) return null;
  const found = openedSheets.get(study) ?? new Sheets(study);
  openedSheets.set(study, found);
  return found;
}

/** Reads what is packed; nothing is read before it is asked for. */
export class Sheets {
  /** @param {Study} study */
  constructor(study) {
    this.packed = /** @type {any} */ (study.sheets);
    this.draft = study.draft;
    /** @type {{id: string, name: string, phase: string}[]} */
    this.stages = this.packed.stages.map((/** @type {string[]} */ [id, name, phase]) => ({ id, name, phase }));
    /** @type {Map<number, SheetClaim>} */
    this.told = new Map();
  }

  /** The kinds of map besides the live one, with what each is for by language. @returns {Record<string, Record<string, string>>} */
  get kinds() { return this.packed.kinds; }

  /** How a sheet came about, in the study's language. @param {string} name @returns {string} */
  rule(name) { return this.packed.rules[name] ?? ""; }

  /** @param {number} at @returns {string} a stage's id, "" for none */
  stage(at) { return this.stages[at]?.id ?? ""; }

  /** @param {number} set @returns {string[]} the ids of a set of utterances */
  units(set) { return (this.packed.sets[set] ?? []).map((/** @type {number} */ at) => this.draft.utterances[at].id); }

  /** @param {number} at @returns {string} */
  text(at) { return this.packed.texts[at] ?? ""; }

  /** @param {number} at @returns {DraftLabel} */
  theme(at) {
    const told = this.packed.themes[at];
    if (typeof told !== "number") return { id: told[0], label: told[1] };
    const { id, label } = this.draft.themes[told];
    return { id, label };
  }

  /** @param {number} number @returns {SheetClaim} */
  claim(number) {
    const known = this.told.get(number);
    if (known) return known;
    const [theme, set, role, n, of, grade, text] = this.packed.claims[number];
    const spoken = text === SAYS_ITSELF || (text === undefined && theme === SAYS_ITSELF);
    const claim = {
      theme: theme === SAYS_ITSELF ? null : this.theme(theme), units: this.units(set), role: SHEET_ROLES[role], n, of,
      grade: SHEET_GRADES[grade], text: spoken ? "" : this.text(text), spoken,
    };
    this.told.set(number, claim);
    return claim;
  }

  /** @param {number[]} numbers @returns {SheetClaim[]} */
  claims(numbers) { return numbers.map((number) => this.claim(number)); }

  /** @param {number[] | 0 | undefined} told @returns {Feeling | null} */
  feeling(told) {
    if (!told) return null;
    const [mean, spread, n, respondents, negative, positive] = told;
    return { mean, spread, n, respondents, negative, positive };
  }

  /** @param {any[]} told @returns {SheetFigure} */
  figure([id, name, value, unit, of, set]) {
    return { id: this.text(id), name: this.text(name), value, unit: this.text(unit), of, units: this.units(set) };
  }

  /** The maps that are there, without what stands on them. @returns {MapName[]} */
  names() { return this.packed.maps.map((/** @type {MapName} */ { kind, viewpoint, segment }) => ({ kind, viewpoint, segment })); }

  /** @param {string} kind @param {string} viewpoint @param {string | null} segment @returns {SheetMap | null} */
  map(kind, viewpoint, segment) {
    const found = this.packed.maps.find((/** @type {MapName} */ one) => one.kind === kind && one.viewpoint === viewpoint && one.segment === segment);
    return found ? { ...found, rules: found.rules.map((/** @type {number} */ at) => this.text(at)), lanes: found.lanes.map((/** @type {any} */ lane) => this.lane(lane)) } : null;
  }

  /** @param {[string, number, number, [number, any][]]} told @returns {SheetLane} */
  lane([id, name, border, cells]) {
    return { id, name: this.text(name), border: this.text(border), cells: cells.map(([stage, cell]) => this.cell(stage, cell)) };
  }

  /** @param {number} stage @param {any} cell @returns {SheetCell} */
  cell(stage, cell) {
    return {
      stage: this.stage(stage), claims: this.claims(cell.c ?? []), hint: this.text(cell.h), feeling: this.feeling(cell.f),
      figures: (cell.n ?? []).map((/** @type {any} */ one) => this.figure(one)), given: this.text(cell.g),
    };
  }

  portraits() {
    return this.packed.portraits.map((/** @type {any} */ one) => ({
      ...one, apart: one.apart.map((/** @type {number} */ at) => this.theme(at)), quotes: this.units(one.quotes),
      feelings: one.feelings.map((/** @type {any} */ [stage, felt]) => ({ stage: this.stage(stage), feeling: this.feeling(felt) })),
      ...Object.fromEntries(PORTRAIT_LISTS.map((name) => [name, this.claims(one[name])])),
    }));
  }

  stories() {
    return this.packed.stories.map((/** @type {any} */ one) => ({
      ...one, steps: one.steps.map((/** @type {number[]} */ [stage, set, valence]) => ({ stage: this.stage(stage), units: this.units(set), valence })),
    }));
  }

  barriers() {
    return this.packed.barriers.map((/** @type {any} */ one) => ({
      ...one, claim: this.claim(one.claim), stage: this.stage(one.stage), question: this.text(one.question),
      solutions: one.solutions.map((/** @type {any[]} */ [source, claim, stage, likeness]) => ({ source, claim: this.claim(claim), stage: this.stage(stage), likeness })),
    }));
  }

  touchpoints() {
    return this.packed.touchpoints.map((/** @type {any[]} */ [stage, point, role, claim, felt]) => ({
      stage: this.stage(stage), point, role, claim: this.claim(claim), feeling: this.feeling(felt),
    }));
  }

  breaks() {
    return this.packed.breaks.map((/** @type {any[]} */ [stage, before, after, role, claim, cost]) => ({
      stage: this.stage(stage), before, after, role, claim: this.claim(claim), cost: this.units(cost),
    }));
  }

  contradictions() {
    return this.packed.contradictions.map((/** @type {any} */ one) => ({
      ...one, stage: this.stage(one.stage), why: this.text(one.why),
      sides: one.sides.map((/** @type {any[]} */ [role, segment, valence, claim]) => ({ role, segment, valence, claim: this.claim(claim) })),
    }));
  }

  views() {
    const { packed } = this;
    if (!packed.views) return null;
    return {
      columns: packed.views.columns.map((/** @type {any[]} */ [name, role, segment, respondents]) => ({ name, role, segment, respondents })),
      rows: packed.views.rows.map((/** @type {any} */ row) => ({
        stage: this.stage(row.stage),
        cells: row.cells.map((/** @type {any[]} */ cell) => cell.map((one) => this.figure(one))),
        tops: row.tops.map((/** @type {number} */ top) => (top === SAYS_ITSELF ? null : this.claim(top))),
      })),
    };
  }

  guide() {
    return this.packed.guide.map((/** @type {any[]} */ [role, stage, kind, reason, text, known]) => ({
      role, stage: this.stage(stage), kind, reason, text: this.text(text), units: this.units(known),
    }));
  }

  /** @returns {{opening: string[], closing: string[]}} the lines around a guide's questions */
  frame() { return { opening: this.packed.opening, closing: this.packed.closing }; }

  snapshots() {
    return this.packed.snapshots.map((/** @type {any} */ one) => ({
      ...one, quote: one.quote === SAYS_ITSELF ? null : this.draft.utterances[one.quote].id, alone: this.units(one.alone),
      stages: one.stages.map((/** @type {any[]} */ [stage, said, felt]) => ({
        stage: this.stage(stage), feeling: this.feeling(felt),
        said: said.map((/** @type {[string, number]} */ [kind, set]) => ({ kind, units: this.units(set) })),
      })),
    }));
  }
}

export const PORTRAIT_LISTS = ["motives", "jobs", "barriers", "likes", "ideas", "touchpoints"];

/**
 * How a theme of the draft stands on the board now: its name, and what became of it.
 * @param {import("./types.js").Board} board @param {DraftLabel} theme
 * @returns {{label: string, fate: "" | "renamed" | "merged" | "rejected" | "gone"}}
 */
export function fateOf(board, theme) {
  const now = themeOf(board, theme.id);
  if (!now || (now.dead === null && !now.units.length)) return { label: theme.label, fate: "gone" };
  if (now.dead) return { label: theme.label, fate: "merged" };
  if (now.verdict === "rejected") return { label: now.label, fate: "rejected" };
  return { label: now.label, fate: now.label === theme.label ? "" : "renamed" };
}

/**
 * Whether people corrected more than the draft holds; what was taken back again does not count.
 * @param {Study} study @param {any[]} active the lines in force now @param {any[]} before those in force in the draft
 * @returns {boolean}
 */
export function isOlder(study, active, before) {
  const changes = (/** @type {any[]} */ lines) => lines.filter((line) => !["comment", "retract"].includes(line.op)).map((line) => line.id).sort().join(" ");
  return Boolean(study.sheets) && changes(active) !== changes(before);
}
