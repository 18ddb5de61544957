// What to review first: a pure order over the draft, and where to go next.

/**
 * @typedef {"kinds" | "stage" | "near" | "stability" | "cohesion"} QueueReason
 * @typedef {{type: "unit" | "theme", id: string, doubt: number, reason: QueueReason, near: string | null}} QueueItem
 */

const QUEUE_COHESION = 0.6; // from here on a theme's members are alike enough to need no look
const QUEUE_STEM = 5; // letters of a keyword that stand for the word in all its forms
const QUEUE_NEAR = 0.35; // how far apart on the picture (it spans 2) a voice and a theme may lie

/** @param {number} score @param {number} low @returns {number} 1 at the lowest score that passed, 0 at certainty */
const closeness = (score, low) => (low >= 1 ? 0 : Math.min(1, Math.max(0, (1 - score) / (1 - low))));

/**
 * What to look at, the least certain first: utterances whose kinds barely passed or whose stage is weak,
 * themes that fall apart or whose members differ, single voices that lie beside a theme.
 *
 * Depends on what the program read alone, so that judging does not shuffle the queue.  Ties go by id.
 * @param {any} draft the base draft @returns {QueueItem[]}
 */
export function queueOf(draft) {
  const lows = lowestScores(draft.utterances);
  const near = nearestThemes(draft);
  const items = [];
  for (const said of draft.utterances) {
    if (said.speaker_role === "respondent" && said.kinds.length) items.push(unitDoubt(said, lows, near.get(said.id)));
  }
  for (const theme of draft.themes) items.push(themeDoubt(theme));
  return items.sort((a, b) => b.doubt - a.doubt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The lowest score that passed, by kind, and of stages. @param {any[]} utterances @returns {Record<string, number>} */
function lowestScores(utterances) {
  /** @type {Record<string, number>} */
  const lows = {};
  for (const said of utterances) {
    for (const { kind, score } of said.kinds) lows[kind] = Math.min(lows[kind] ?? 1, score);
    if (said.stage) lows[".stage"] = Math.min(lows[".stage"] ?? 1, said.stage.score);
  }
  return lows;
}

/** @param {any} said @param {Record<string, number>} lows @param {{theme: string, near: number} | undefined} beside @returns {QueueItem} */
function unitDoubt(said, lows, beside) {
  const kinds = Math.max(...said.kinds.map((/** @type {any} */ one) => closeness(one.score, lows[one.kind])));
  const stage = said.stage ? closeness(said.stage.score, lows[".stage"]) : 0;
  const near = beside?.near ?? 0;
  const doubt = Math.max(kinds, stage, near);
  const reason = doubt === kinds ? "kinds" : doubt === near ? "near" : "stage";
  return { type: "unit", id: said.id, doubt, reason, near: beside?.theme ?? null };
}

/** @param {any} theme @returns {QueueItem} */
function themeDoubt(theme) {
  const shaky = typeof theme.stability === "number" ? 1 - theme.stability : 0;
  const loose = Math.min(1, Math.max(0, (QUEUE_COHESION - (theme.cohesion ?? QUEUE_COHESION)) / QUEUE_COHESION));
  return { type: "theme", id: theme.id, doubt: Math.max(shaky, loose), reason: shaky >= loose ? "stability" : "cohesion", near: null };
}

/**
 * For each single voice the theme of one of its kinds that lies nearest, with 0..1 how near.
 * @param {any} draft @returns {Map<string, {theme: string, near: number}>}
 */
export function nearestThemes(draft) {
  const said = new Map(draft.utterances.map((/** @type {any} */ one) => [one.id, one]));
  const centres = new Map(draft.themes.map((/** @type {any} */ theme) => [theme.id, queueCentre(theme.utterances.map((/** @type {string} */ id) => said.get(id)?.point))]));
  const found = new Map();
  for (const id of draft.unassigned) {
    const one = said.get(id);
    if (!one) continue;
    const kinds = one.kinds.map((/** @type {any} */ scored) => scored.kind);
    let best = { theme: "", near: 0 };
    for (const theme of draft.themes) {
      if (!kinds.includes(theme.kind)) continue;
      const near = queueNearness(one, theme, centres.get(theme.id));
      if (near > best.near) best = { theme: theme.id, near };
    }
    if (best.theme) found.set(id, best);
  }
  return found;
}

/** @param {([number, number] | null | undefined)[]} points @returns {[number, number] | null} */
function queueCentre(points) {
  const known = /** @type {[number, number][]} */ (points.filter(Boolean));
  if (!known.length) return null;
  const sum = known.reduce(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0]);
  return [sum[0] / known.length, sum[1] / known.length];
}

/** By place on the picture, where there is one, else by the theme's keywords. @param {any} said @param {any} theme @param {[number, number] | null | undefined} centre @returns {number} */
function queueNearness(said, theme, centre) {
  if (said.point && centre) return Math.max(0, 1 - Math.hypot(said.point[0] - centre[0], said.point[1] - centre[1]) / QUEUE_NEAR);
  const words = said.text.toLowerCase().replaceAll("ё", "е");
  const stems = theme.keywords.map((/** @type {string} */ word) => word.toLowerCase().replaceAll("ё", "е").slice(0, QUEUE_STEM));
  return stems.length ? stems.filter((/** @type {string} */ stem) => words.includes(stem)).length / stems.length : 0;
}

/** Whether a person has spoken about it. @param {QueueItem} item @param {any} board @returns {boolean} */
export function isJudged(item, board) {
  if (item.type === "unit") {
    const unit = board.units[item.id];
    return Boolean(unit && (unit.told.length || unit.irrelevant));
  }
  const theme = board.themes.find((/** @type {any} */ one) => one.id === item.id);
  return Boolean(theme && (theme.verdict !== "open" || theme.dead !== null));
}

/**
 * The place of the next open item from `from` on, going round once; -1 when all are judged.
 * @param {boolean[]} judged @param {number} from @returns {number}
 */
export function nextOpen(judged, from) {
  for (let step = 0; step < judged.length; step += 1) {
    const place = (from + step) % judged.length;
    if (!judged[place]) return place;
  }
  return -1;
}
