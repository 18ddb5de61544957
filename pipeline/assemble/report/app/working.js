// A board while lines are folded into it: the moves that every edit is made of.
import { KIND_ORDER } from "./names.js";

/** @typedef {import("./types.js").Board} Board */
/** @typedef {import("./types.js").Facet} Facet */
/** @typedef {import("./types.js").Ignored} Ignored */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Reason} Reason */
/** @typedef {import("./types.js").Theme} Theme */
/** @typedef {import("./types.js").Unit} Unit */

/** Kinds in the order of their list. @param {Partial<Record<Kind, number>>} kinds @returns {Partial<Record<Kind, number>>} */
export function kindsInOrder(kinds) {
  return Object.fromEntries(/** @type {Kind[]} */ (KIND_ORDER).filter((kind) => kind in kinds).map((kind) => [kind, kinds[kind]]));
}

/** @typedef {{now: Theme, units: Set<string>, against: Set<string>, changed: boolean}} WorkingTheme */

/** A board while lines are folded into it; what a line names and is not there is noted in `missed`. */
export class WorkingBoard {
  /** @param {Board} base */
  constructor(base) {
    this.base = base;
    this.stages = [...base.stages];
    /** @type {Map<string, string>} a stage that is gone → where it went */
    this.merged = new Map();
    /** @type {Map<string, Unit>} */
    this.units = new Map(Object.entries(base.units));
    /** @type {Map<string, WorkingTheme>} */
    this.themes = new Map();
    /** @type {Map<string, WorkingTheme[]>} */
    this.themesOf = new Map();
    for (const now of base.themes) {
      const theme = { now, units: new Set(now.units), against: new Set(now.against), changed: false };
      this.themes.set(now.id, theme);
      for (const unit of theme.units) this.homes(unit).push(theme);
    }
    /** @type {import("./types.js").Remark[]} */
    this.comments = [];
    /** @type {{reason: Reason, detail: string}[]} */
    this.missed = [];
  }

  /** The themes that a unit stands in. @param {string} unit @returns {WorkingTheme[]} */
  homes(unit) {
    let found = this.themesOf.get(unit);
    if (!found) this.themesOf.set(unit, (found = []));
    return found;
  }

  /** @param {Reason} reason @param {string} detail */
  miss(reason, detail) {
    this.missed.push({ reason, detail });
  }

  /** A theme that lives, or a note that there is none. @param {string} id @param {boolean} [deadToo] */
  theme(id, deadToo = false) {
    const found = this.themes.get(id);
    if (!found) this.miss("no-theme", id);
    else if (found.now.dead && !deadToo) this.miss("dead-theme", id);
    else return found;
    return undefined;
  }

  /** Those of the themes that live, each once. @param {string[]} ids */
  living(ids) {
    return [...new Set(ids)].flatMap((id) => this.theme(id) ?? []);
  }

  /** Those of the units that there are, each once. @param {string[]} ids */
  known(ids) {
    return [...new Set(ids)].filter((id) => {
      if (!this.units.has(id)) this.miss("no-unit", id);
      return this.units.has(id);
    });
  }

  /** The place of a stage, −1 and a note where there is none. @param {string} id */
  stage(id) {
    const at = this.stages.findIndex((stage) => stage.id === id);
    if (at < 0) this.miss("no-stage", id);
    return at;
  }

  /** Whether a unit or theme may stand at this stage. @param {string | null | undefined} id */
  standsAt(id) {
    return id === null || id === undefined || this.stage(id) >= 0;
  }

  /** Whether a theme has this id already. @param {string} id */
  taken(id) {
    if (this.themes.has(id)) this.miss("taken", id);
    return this.themes.has(id);
  }

  /** @param {string} id @returns {Unit} */
  unit(id) {
    return /** @type {Unit} */ (this.units.get(id));
  }

  /** @param {string} id @param {Partial<Unit>} changes @param {...Facet} facets what a person set by it */
  set(id, changes, ...facets) {
    const now = this.unit(id);
    const told = facets.every((facet) => now.told.includes(facet)) ? now.told : [...new Set([...now.told, ...facets])].sort();
    this.units.set(id, { ...now, ...changes, told });
  }

  /** @param {WorkingTheme} theme @param {Partial<Theme>} changes */
  change(theme, changes) {
    theme.now = { ...theme.now, ...changes };
    theme.changed = true;
  }

  /** Add a person's theme after all others. @param {string} id @param {Kind} kind @param {string | null} stage @param {string} label */
  found(id, kind, stage, label) {
    /** @type {Theme} */
    const now = {
      id, kind, stage, label, origin: "person", keywords: [], units: [], against: [],
      verdict: "open", pinned: false, dead: null, cohesion: 0, stability: null,
    };
    /** @type {WorkingTheme} */
    const theme = { now, units: new Set(), against: new Set(), changed: true };
    this.themes.set(id, theme);
    return theme;
  }

  /** Take a unit out of a theme if it is there. @param {string} unit @param {WorkingTheme} theme */
  leave(unit, theme) {
    if (!theme.units.delete(unit)) return;
    theme.changed = true;
    this.themesOf.set(unit, this.homes(unit).filter((home) => home !== theme));
  }

  /** @param {string} unit */
  leaveAll(unit) {
    for (const theme of this.homes(unit)) this.leave(unit, theme);
  }

  /** Put a unit at the end of a theme; it leaves the others of that kind. @param {string} unit @param {WorkingTheme} theme */
  enter(unit, theme) {
    for (const other of this.homes(unit)) if (other.now.kind === theme.now.kind && other !== theme) this.leave(unit, other);
    if (!theme.units.has(unit)) {
      theme.units.add(unit);
      this.homes(unit).push(theme);
      theme.changed = true;
    }
    if (theme.against.delete(unit)) theme.changed = true;
  }

  /** Give a unit a kind, which makes it relevant. @param {string} unit @param {Kind} kind */
  give(unit, kind) {
    this.set(unit, { kinds: kindsInOrder({ ...this.unit(unit).kinds, [kind]: 1 }), irrelevant: false }, "kinds");
  }

  /** Take a kind from a unit, which leaves its themes of that kind. @param {string} unit @param {Kind} kind */
  take(unit, kind) {
    const { [kind]: _, ...kinds } = this.unit(unit).kinds;
    this.set(unit, { kinds }, "kinds");
    for (const theme of this.homes(unit)) if (theme.now.kind === kind) this.leave(unit, theme);
  }

  /** Put a unit at a stage, which makes it relevant unless it is none. @param {string} unit @param {string | null} stage */
  place(unit, stage) {
    this.set(unit, { stage, irrelevant: this.unit(unit).irrelevant && stage === null }, "stage");
  }

  /** The board; pinned units stand first in their themes. @param {Ignored[]} ignored @returns {Board} */
  done(ignored) {
    return {
      ...this.base,
      stages: this.stages,
      units: Object.fromEntries(this.units),
      themes: [...this.themes.values()].map((theme) => this.finished(theme)),
      comments: [...this.base.comments, ...this.comments],
      ignored: [...this.base.ignored, ...ignored],
    };
  }

  /** @param {WorkingTheme} theme @returns {Theme} */
  finished(theme) {
    const all = [...theme.units];
    const first = all.filter((unit) => this.unit(unit).pinned);
    const units = first.length ? [...first, ...all.filter((unit) => !this.unit(unit).pinned)] : all;
    if (!theme.changed && units.every((unit, at) => unit === theme.now.units[at])) return theme.now;
    return { ...theme.now, units, against: [...theme.against] };
  }
}
