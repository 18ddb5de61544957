// Figures of the whole study: what was coded and grouped, and whether more interviews still bring new themes.
import { saidBy } from "./support.js";

/** @typedef {import("./types.js").Board} Board */
/** @typedef {import("./types.js").Study} Study */
/** @typedef {import("./types.js").Theme} Theme */
/** @typedef {import("./types.js").Role} Role */
/** @typedef {import("./types.js").Derived} Derived */
/** @typedef {import("./support.js").Ground} Ground */

const SATURATION = { base: 4, run: 2, threshold: 0.05 }; // Guest, Namey, Chen 2020

/**
 * New themes by interview in the order of paths; a theme is new at the first interview that voices it. Saturation is
 * reached with the first run of interviews after the base whose new themes are at most the threshold's share of the
 * themes of the base (Guest, Namey, Chen 2020: A simple method to assess and report thematic saturation); runs
 * overlap, and `reached` counts the interviews to the end of that run.  `share` is a run's share, null before the first.
 * @param {Ground} ground @param {Theme[]} standing @returns {Derived["saturation"]}
 */
export function saturationOf(ground, standing) {
  const fresh = ground.interviews.map(() => 0);
  for (const theme of standing) {
    fresh[Math.min(...theme.units.map((id) => ground.path.get(saidBy(ground, id).interview) ?? 0))] += 1;
  }
  const { base, run, threshold } = SATURATION;
  const known = fresh.slice(0, base).reduce((sum, count) => sum + count, 0);
  let total = 0;
  /** @type {number|null} */
  let reached = null;
  const points = ground.interviews.map((interview, at) => {
    total += fresh[at];
    const lately = fresh.slice(Math.max(0, at + 1 - run), at + 1).reduce((sum, count) => sum + count, 0);
    const share = known && at + 1 >= base + run ? lately / known : null;
    if (reached === null && share !== null && share <= threshold) reached = at + 1;
    return { interview, new: fresh[at], total, share };
  });
  return { points, base, run, threshold, reached };
}

/** @param {number} part @param {number} of @returns {number} */
const shareOf = (part, of) => (of ? part / of : 0);

/**
 * The figures of the header and of the coverage: `interviews` by role, `dropped` turns by reason, `others` the
 * utterances of interviewers and others, `shares` of the respondents' utterances.
 * @param {Board} board @param {Study} study @param {Ground} ground @param {{themes: number, grouped: number, singles: number, uncoded: number}} found
 * @returns {Record<string, any>}
 */
export function countAll(board, study, ground, found) {
  /** @type {Partial<Record<Role, number>>} */
  const interviews = {};
  /** @type {Record<string, number>} */
  const dropped = {};
  for (const one of study.draft.interviews) {
    interviews[one.role] = (interviews[one.role] ?? 0) + 1;
    for (const { reason } of one.dropped ?? []) dropped[reason] = (dropped[reason] ?? 0) + 1;
  }
  const utterances = ground.spoken.length;
  const coded = utterances - found.uncoded;
  return {
    interviews,
    respondents: ground.respondents,
    utterances,
    coded,
    ...found,
    irrelevant: ground.spoken.filter((one) => board.units[one.id].irrelevant).length,
    others: study.draft.utterances.length - utterances,
    checked: study.draft.utterances.length,
    dropped,
    shares: { coded: shareOf(coded, utterances), grouped: shareOf(found.grouped, utterances), singles: shareOf(found.singles, utterances), uncoded: shareOf(found.uncoded, utterances) },
  };
}
