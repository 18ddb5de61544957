// What a gesture means as corrections: pure functions from a board to the fields of lines.
import { newId } from "./lines.js";
import { KIND_ORDER } from "./names.js";
import { themeOf } from "./lookup.js";

/** @typedef {import("./types.js").Op} Op */
/** @typedef {import("./types.js").Board} Board */
/** @typedef {import("./types.js").Theme} Theme */
/** @typedef {import("./types.js").Kind} Kind */

/** @type {WeakMap<object, Map<string, Theme[]>>} */
const homeIndexes = new WeakMap();

/** The living themes that hold each unit. @param {Board} board @returns {Map<string, Theme[]>} */
export function homesOf(board) {
  const known = homeIndexes.get(board);
  if (known) return known;
  /** @type {Map<string, Theme[]>} */
  const homes = new Map();
  for (const theme of board.themes) {
    if (theme.dead) continue;
    for (const uid of theme.units) homes.set(uid, [...(homes.get(uid) ?? []), theme]);
  }
  homeIndexes.set(board, homes);
  return homes;
}

/**
 * The theme that a unit leaves when it goes to `to`: the one it was taken from, else the one of the
 * same kind, else its only one.
 * @param {Board} board @param {string} uid @param {string | null} to @param {string | null} origin
 */
export function sourceOf(board, uid, to, origin) {
  const homes = homesOf(board).get(uid) ?? [];
  const target = themeOf(board, to);
  if (origin && homes.some((home) => home.id === origin)) return origin;
  const same = target && homes.find((home) => home.kind === target.kind);
  return same?.id ?? (homes.length === 1 ? homes[0].id : null);
}

/**
 * Quotes go to a theme, or with `to` null become single voices; one op for each theme they leave.
 * @param {Board} board @param {string[]} uids @param {string | null} to @param {string | null} [origin] @returns {Op[]}
 */
export function moveOps(board, uids, to, origin = null) {
  /** @type {Map<string | null, string[]>} */
  const leaving = new Map();
  for (const uid of uids) {
    const homes = homesOf(board).get(uid) ?? [];
    if (to !== null && homes.some((home) => home.id === to)) continue;
    const own = to === null && !homes.some((home) => home.id === origin) ? homes.map((home) => home.id) : [sourceOf(board, uid, to, origin)];
    for (const from of own) if (from !== null || to !== null) leaving.set(from, [...(leaving.get(from) ?? []), uid]);
  }
  return [...leaving].map(([from, units]) => ({ op: "move", units, from, to }));
}

/**
 * Quotes make a theme of their own: a split when all come from one theme of that kind and stage.
 * @param {Board} board @param {string[]} uids @param {{kind: Kind, stage: string | null, label: string}} wanted
 * @param {string | null} [origin] @returns {Op[]}
 */
export function newThemeOps(board, uids, { kind, stage, label }, origin = null) {
  const source = themeOf(board, origin ?? (uids[0] ? sourceOf(board, uids[0], null, null) : null));
  const whole = source && uids.every((uid) => source.units.includes(uid));
  if (whole && source.kind === kind && source.stage === stage && uids.length < source.units.length) {
    return [{ op: "split", theme: source.id, units: uids, as: newId("p-"), label }];
  }
  return [{ op: "create", as: newId("p-"), kind, stage, label, units: uids }];
}

/**
 * Quotes dropped on a cell take its kind (null: the lane has none) and stage; the kind of the theme
 * they were taken from gives way.
 * @param {Board} board @param {string[]} uids @param {{kind: Kind | null, stage: string | null}} cell
 * @param {string | null} [origin] @returns {Op[]}
 */
export function cellOps(board, uids, { kind, stage }, origin = null) {
  const from = themeOf(board, origin);
  /** @type {Op[]} */
  const ops = [];
  if (kind) {
    const swapped = from && from.kind !== kind ? uids.filter((uid) => from.units.includes(uid)) : [];
    const added = uids.filter((uid) => !swapped.includes(uid) && !(kind in (board.units[uid]?.kinds ?? {})));
    if (swapped.length && from) ops.push({ op: "code", units: swapped, add: [kind], remove: [from.kind] });
    if (added.length) ops.push({ op: "code", units: added, add: [kind], remove: [] });
  }
  const placed = uids.filter((uid) => (board.units[uid]?.stage ?? null) !== stage);
  if (placed.length) ops.push({ op: "stage", units: placed, stage });
  return ops;
}

/** A kind on or off: off only where all have it. @param {Board} board @param {string[]} uids @param {Kind} kind @returns {Op[]} */
export function kindOps(board, uids, kind) {
  const lacking = uids.filter((uid) => !(kind in (board.units[uid]?.kinds ?? {})));
  if (lacking.length) return [{ op: "code", units: lacking, add: [kind], remove: [] }];
  return uids.length ? [{ op: "code", units: uids, add: [], remove: [kind] }] : [];
}

/** Change the kind or stage of themes where they differ. @param {Board} board @param {string[]} tids @param {{kind?: Kind, stage?: string | null}} wanted @returns {Op[]} */
export function rethemeOps(board, tids, wanted) {
  return tids.flatMap((tid) => {
    const theme = themeOf(board, tid);
    if (!theme) return [];
    const kind = wanted.kind && wanted.kind !== theme.kind ? { kind: wanted.kind } : {};
    const stage = wanted.stage !== undefined && wanted.stage !== theme.stage ? { stage: wanted.stage } : {};
    if (!("kind" in kind) && !("stage" in stage)) return [];
    return [/** @type {Op} */ ({ op: "retheme", theme: tid, ...kind, ...stage })];
  });
}

/** Pin what is not pinned; unpin when all is. @param {boolean[]} pinned */
export function pinTurn(pinned) {
  return !(pinned.length && pinned.every(Boolean));
}

/** The stages' order with one moved to a place. @param {Board} board @param {string} stage @param {number} place @returns {Op[]} */
export function stageOrderOps(board, stage, place) {
  const ids = board.stages.map((one) => one.id);
  const rest = ids.filter((id) => id !== stage);
  const order = [...rest.slice(0, Math.max(0, place)), stage, ...rest.slice(Math.max(0, place))];
  return ids.includes(stage) && order.join(" ") !== ids.join(" ") ? [{ op: "stage_order", order }] : [];
}

/** The kind most of the units have, in the order of kinds when equal. @param {Board} board @param {string[]} uids @returns {Kind} */
export function commonKind(board, uids) {
  const count = (/** @type {string} */ kind) => uids.filter((uid) => kind in (board.units[uid]?.kinds ?? {})).length;
  return /** @type {Kind} */ ([...KIND_ORDER].sort((a, b) => count(b) - count(a))[0]);
}

/** The stage most of the units have. @param {Board} board @param {string[]} uids @returns {string | null} */
export function commonStage(board, uids) {
  /** @type {Map<string | null, number>} */
  const counts = new Map();
  for (const uid of uids) {
    const stage = board.units[uid]?.stage ?? null;
    counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The part of a list between two of its entries, both included. @param {string[]} list @param {string} from @param {string} to */
export function rangeBetween(list, from, to) {
  const [a, b] = [list.indexOf(from), list.indexOf(to)];
  return a < 0 || b < 0 ? [to] : list.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/**
 * What would part from a theme first, as far as its quotes are still there; [] when nothing is proposed.
 * @param {{units: string[]}} theme @param {{halves?: unknown} | undefined} base @returns {string[]}
 */
export function proposedHalf(theme, base) {
  const halves = Array.isArray(base?.halves) ? base.halves : [];
  const lists = halves.length && Array.isArray(halves[0]) ? halves : [halves];
  const [smaller] = lists.map((half) => half.filter((/** @type {string} */ uid) => theme.units.includes(uid))).sort((a, b) => a.length - b.length);
  return smaller.length && smaller.length < theme.units.length ? smaller : [];
}
