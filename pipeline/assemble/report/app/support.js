// Who said what, and how well something is backed: respondents counted once, graded by a stated rule.
// The same rules make draft.json (evidence.py); a test compares the two, so what changes here changes there.
import { byCodePoints, countCharacters, exactMean, populationSpread, roundHundredths } from "./reckoning.js";

/** @typedef {import("./types.js").Board} Board */
/** @typedef {import("./types.js").Study} Study */
/** @typedef {import("./types.js").Role} Role */
/** @typedef {import("./types.js").GradeName} GradeName */
/** @typedef {import("./types.js").Support} Support */
/** @typedef {import("./types.js").Feeling} Feeling */
/**
 * A respondent's utterance: `voice` numbers its speaker, `length` counts characters as Python does.
 * @typedef {{id: string, interview: string, role: Role, voice: number, key: string, start: number, text: string,
 *   length: number, touchpoints: string[]}} Spoken
 */
/**
 * What no correction changes: respondents' utterances in the order of the draft (spoken) and by interview and place
 * (placed), the roles that were interviewed, how many respondents were asked, and the interviews in the order of paths.
 * @typedef {{said: Map<string, Spoken>, spoken: Spoken[], placed: Spoken[], roles: Role[],
 *   asked: Partial<Record<Role, number>>, respondents: number, points: Map<string, string>, decides: Set<string>,
 *   path: Map<string, number>, interviews: string[]}} Ground
 */

/** @type {Role[]} */
const EVERY_ROLE = ["client", "non_user", "expert"];
/** @type {GradeName[]} */
const FROM_NONE_TO_STRONG = ["none", "single", "partial", "strong"];

/** @type {WeakMap<object, Ground>} */
const grounds = new WeakMap();

/** @param {Study} study @returns {Ground} */
export function groundOf(study) {
  const known = grounds.get(study.draft);
  if (known) return known;
  const ground = layGround(study);
  grounds.set(study.draft, ground);
  return ground;
}

/** @param {Study} study @returns {Ground} */
function layGround(study) {
  const { interviews, utterances, touchpoints } = study.draft;
  const along = [...interviews].sort((a, b) => byCodePoints(a.path, b.path));
  const roles = new Map(interviews.map((one) => [one.id, one.role]));
  /** @type {Map<string, number>} */
  const voices = new Map();
  /** @type {Partial<Record<Role, number>>} */
  const asked = {};
  /** @type {Spoken[]} */
  const spoken = [];
  for (const one of utterances) {
    const role = roles.get(one.interview);
    if (one.speaker_role !== "respondent" || !role) continue;
    const key = `${one.interview}\n${one.speaker}`;
    let voice = voices.get(key);
    if (voice === undefined) {
      voices.set(key, voice = voices.size);
      asked[role] = (asked[role] ?? 0) + 1;
    }
    const { id, interview, start, text } = one;
    spoken.push({ id, interview, role, voice, key, start, text, length: countCharacters(text), touchpoints: one.touchpoints ?? [] });
  }
  return {
    said: new Map(spoken.map((one) => [one.id, one])),
    spoken,
    placed: [...spoken].sort((a, b) => byCodePoints(a.interview, b.interview) || a.start - b.start),
    roles: EVERY_ROLE.filter((role) => interviews.some((one) => one.role === role)),
    asked,
    respondents: voices.size,
    points: new Map((touchpoints ?? []).map((point) => [point.id, point.name])),
    decides: new Set(study.decides),
    path: new Map(along.map((one, at) => [one.id, at])),
    interviews: along.map((one) => one.id),
  };
}

/** What respondents said, by id; a board speaks of nothing else. @param {Ground} ground @param {string} uid @returns {Spoken} */
export const saidBy = (ground, uid) => /** @type {Spoken} */ (ground.said.get(uid));

/** @param {Ground} ground @param {string[]} ids @returns {Set<number>} */
export function voicesBehind(ground, ids) {
  const found = new Set();
  for (const id of ids) found.add(saidBy(ground, id).voice);
  return found;
}

// ---------------------------------------------------------------- support and grades

/** Count respondents n of N, whole and by role; only roles that were interviewed are listed. @param {Ground} ground @param {string[]} ids @returns {Support} */
export function countSupport(ground, ids) {
  const seen = new Set();
  const counted = { client: 0, non_user: 0, expert: 0 };
  for (const id of ids) {
    const { voice, role } = saidBy(ground, id);
    if (seen.has(voice)) continue;
    seen.add(voice);
    counted[role] += 1;
  }
  /** @type {Support["by_role"]} */
  const byRole = {};
  for (const role of EVERY_ROLE) {
    const of = ground.asked[role];
    if (of) byRole[role] = [counted[role], of];
  }
  return { n: seen.size, of: ground.respondents, by_role: byRole };
}

/** Grade n of N respondents: none 0, single 1, strong from the rules' count and share on, else partial. @param {number} n @param {number} of @param {Study["rules"]} rules @returns {GradeName} */
export function gradeCount(n, of, rules) {
  if (n === 0) return "none";
  if (n === 1) return "single";
  return n >= rules.strong_respondents && n >= rules.strong_share * of ? "strong" : "partial";
}

/** @param {GradeName} a @param {GradeName} b @returns {number} */
export const byGrade = (a, b) => FROM_NONE_TO_STRONG.indexOf(a) - FROM_NONE_TO_STRONG.indexOf(b);

/** Grade a theme: customers (clients and non-users) decide; experts alone never make it strong. @param {Support} support @param {Study["rules"]} rules @returns {GradeName} */
export function gradeTheme(support, rules) {
  const [n, of] = [0, 1].map((part) => (support.by_role.client?.[part] ?? 0) + (support.by_role.non_user?.[part] ?? 0));
  if (n >= 1 && gradeCount(n, of, rules) === "strong") return "strong";
  const whole = gradeCount(support.n, support.of, rules);
  return whole === "strong" ? "partial" : whole;
}

/** Grade a claim of one viewpoint's map: n and N of that role alone; opinions are never strong. @param {Support} support @param {Role} role @param {Study["rules"]} rules @returns {GradeName} */
export function gradeInMap(support, role, rules) {
  const [n, of] = support.by_role[role] ?? [0, 0];
  const found = gradeCount(n, of, rules);
  return role === "expert" && found === "strong" ? "partial" : found;
}

/**
 * Average how people felt; one respondent's repeats count once, nothing felt gives null.
 * @param {Ground} ground @param {Board} board @param {string[]} ids @param {number} least a weaker valence is neutral
 * @returns {Feeling|null}
 */
export function averageFeeling(ground, board, ids, least) {
  /** @type {Map<number, number[]>} */
  const felt = new Map();
  const values = [];
  for (const id of ids) {
    const { valence } = board.units[id];
    if (Math.abs(valence) < least) continue;
    values.push(valence);
    const { voice } = saidBy(ground, id);
    const own = felt.get(voice);
    if (own) own.push(valence);
    else felt.set(voice, [valence]);
  }
  if (!values.length) return null;
  return {
    mean: roundHundredths(exactMean([...felt.values()].map(exactMean))),
    spread: roundHundredths(populationSpread(values)),
    n: values.length,
    respondents: felt.size,
    negative: values.filter((value) => value < 0).length,
    positive: values.filter((value) => value > 0).length,
  };
}
