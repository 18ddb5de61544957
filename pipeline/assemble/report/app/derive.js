// What follows from a board: themes with their support, the journey map, single voices.
// The same rules make draft.json (maps/cells.py, maps/journey.py, maps/moments.py); a test compares the two, so what
// changes here changes there.
import { countAll, saturationOf } from "./counting.js";
import { byCodePoints, exactMean, roundHundredths } from "./reckoning.js";
import { averageFeeling, byGrade, countSupport, gradeInMap, gradeTheme, groundOf, saidBy, voicesBehind } from "./support.js";

/** @typedef {import("./types.js").Board} Board */
/** @typedef {import("./types.js").Study} Study */
/** @typedef {import("./types.js").Theme} Theme */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Role} Role */
/** @typedef {import("./types.js").GradeName} GradeName */
/** @typedef {import("./types.js").Claim} Claim */
/** @typedef {import("./types.js").Cell} Cell */
/** @typedef {import("./types.js").MapOf} MapOf */
/** @typedef {import("./types.js").Derived} Derived */
/** @typedef {import("./types.js").DerivedTheme} DerivedTheme */
/** @typedef {import("./types.js").Origin} Origin */
/** @typedef {import("./types.js").Unit} Unit */
/** @typedef {import("./support.js").Ground} Ground */
/** @typedef {import("./support.js").Spoken} Spoken */
/** @typedef {{ids: string[], theme: Theme, count: number}} Backed a theme with the utterances of one viewpoint */
/**
 * The part of a board that one role gave; nothing of another role enters its map.
 * @typedef {{board: Board, study: Study, ground: Ground, role: Role, staged: Map<string, string[]>,
 *   themes: (stage: string, kind: Kind) => Backed[], singles: string[]}} Eyes
 */

/** @type {Record<string, Kind>} */
const KIND_OF_LANE = { goals: "goal", questions: "question", actions: "action", pains: "pain", ideas: "idea" };
const LANES_OF_JOURNEY = ["goals", "questions", "touchpoints", "actions", "emotions", "pains", "ideas", "moments"];
const STRONGLY_FELT = 1; // the valence from which a quote stands for a feeling

// ---------------------------------------------------------------- themes

/** Tell whether a theme stands on maps and in lists: it has units and nobody rejected or merged it away. @param {Theme} theme */
export function standsAsTheme(theme) {
  return theme.dead === null && theme.verdict !== "rejected" && theme.units.length > 0;
}

/** @type {WeakMap<Theme, {draft: object, felt: number[], found: DerivedTheme}>} */
const describedThemes = new WeakMap();

/**
 * The support, grade and feeling of a theme, a rejected one too. The same object comes back while neither the theme
 * nor the valence of its units has changed.
 * @param {Theme} theme @param {Board} board @param {Study} study @returns {DerivedTheme}
 */
export function describeTheme(theme, board, study) {
  const felt = theme.units.map((id) => board.units[id].valence);
  const known = describedThemes.get(theme);
  if (known && known.draft === study.draft && felt.every((value, at) => value === known.felt[at])) return known.found;
  const ground = groundOf(study);
  const support = countSupport(ground, theme.units);
  const found = {
    theme,
    kind: theme.kind,
    stage: theme.stage,
    label: theme.label,
    units: theme.units,
    support,
    grade: gradeTheme(support, study.rules),
    valence: averageFeeling(ground, board, theme.units, study.rules.felt)?.mean ?? 0,
  };
  describedThemes.set(theme, { draft: study.draft, felt, found });
  return found;
}

/** The themes of each utterance, in the order of the board. @param {Theme[]} themes @returns {Map<string, string[]>} */
function invertThemes(themes) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const theme of themes) {
    for (const id of theme.units) {
      const held = found.get(id);
      if (held) held.push(theme.id);
      else found.set(id, [theme.id]);
    }
  }
  return found;
}

// ---------------------------------------------------------------- one viewpoint

/** @param {Board} board @param {Study} study @param {Role} role @param {Theme[]} standing @param {string[]} singles @returns {Eyes} */
function lookThrough(board, study, role, standing, singles) {
  const ground = groundOf(study);
  /** @type {Map<string, string[]>} */
  const staged = new Map(board.stages.map((stage) => [stage.id, []]));
  for (const one of ground.placed) {
    const { stage } = board.units[one.id];
    if (stage !== null && one.role === role) staged.get(stage)?.push(one.id);
  }
  const inside = (/** @type {string[]} */ ids) => ids.filter((id) => saidBy(ground, id).role === role);
  /** @type {Map<string, Backed[]>} */
  const cells = new Map();
  for (const theme of standing) {
    const ids = inside(theme.units);
    if (theme.stage === null || !ids.length) continue;
    const place = `${theme.kind} ${theme.stage}`;
    const backed = { ids, theme, count: voicesBehind(ground, ids).size };
    cells.set(place, [...(cells.get(place) ?? []), backed]);
  }
  for (const backed of cells.values()) backed.sort(byBacking);
  const themes = (/** @type {string} */ stage, /** @type {Kind} */ kind) => cells.get(`${kind} ${stage}`) ?? [];
  return { board, study, ground, role, staged, themes, singles: inside(singles) };
}

/** Pinned first, then what most people say, then what is said most often. @param {Backed} a @param {Backed} b @returns {number} */
function byBacking(a, b) {
  return Number(b.theme.pinned) - Number(a.theme.pinned) || b.count - a.count || b.ids.length - a.ids.length || byCodePoints(a.theme.id, b.theme.id);
}

/**
 * A claim whose support counts this viewpoint's respondents; `units` are all its utterances, draft.json names the first of them.
 * @param {Eyes} eyes @param {string} text @param {string[]} units @param {Theme} [theme] @returns {Claim}
 */
function makeClaim(eyes, text, units, theme) {
  const support = countSupport(eyes.ground, units);
  return {
    text,
    themes: theme ? [theme.id] : [],
    units,
    support,
    grade: gradeInMap(support, eyes.role, eyes.study.rules),
    origin: theme ? theme.origin : /** @type {Origin} */ ("keywords"),
    spoken: text === saidBy(eyes.ground, units[0]).text,
  };
}

/** @param {Eyes} eyes @param {Backed[]} themes @returns {Claim[]} */
const claimsOf = (eyes, themes) => themes.map(({ theme, ids }) => makeClaim(eyes, theme.label, ids, theme));

/** Let single voices speak in their own words where no theme fills the cell. @param {Eyes} eyes @param {string} stage @param {Kind} kind @returns {Claim[]} */
function singleClaims(eyes, stage, kind) {
  const { board, ground } = eyes;
  const score = (/** @type {string} */ id) => board.units[id].kinds[kind] ?? 0;
  return eyes.singles
    .filter((id) => board.units[id].stage === stage && board.units[id].kinds[kind] !== undefined)
    .sort((a, b) => score(b) - score(a) || byCodePoints(a, b))
    .slice(0, eyes.study.rules.single_voices)
    .map((id) => makeClaim(eyes, saidBy(ground, id).text, [id]));
}

/** Count who meets which touchpoint at a stage. @param {Eyes} eyes @param {string} stage @returns {Claim[]} */
function touchpointClaims(eyes, stage) {
  /** @type {Map<string, string[]>} */
  const met = new Map();
  for (const id of eyes.staged.get(stage) ?? []) {
    for (const point of saidBy(eyes.ground, id).touchpoints) {
      const ids = met.get(point);
      if (ids) ids.push(id);
      else met.set(point, [id]);
    }
  }
  return [...met]
    .map(([point, ids]) => ({ point, ids, count: voicesBehind(eyes.ground, ids).size }))
    .sort((a, b) => b.count - a.count || b.ids.length - a.ids.length || byCodePoints(a.point, b.point))
    .map(({ point, ids }) => makeClaim(eyes, eyes.ground.points.get(point) ?? point, ids));
}

/** The stage's utterances that were worth coding: small talk has no place on the curve. @param {Eyes} eyes @param {string} stage @returns {string[]} */
const tellingAt = (eyes, stage) => (eyes.staged.get(stage) ?? []).filter((id) => hasKind(eyes.board.units[id]));

/** @param {Unit} unit @returns {boolean} */
function hasKind(unit) {
  for (const _ in unit.kinds) return true;
  return false;
}

/** What was liked, and the strongest quotes of both signs, one a respondent. @param {Eyes} eyes @param {string} stage @returns {Claim[]} */
function emotionClaims(eyes, stage) {
  const { rules } = eyes.study;
  const liked = claimsOf(eyes, eyes.themes(stage, "positive"));
  const shown = new Set(liked.flatMap((claim) => claim.units.slice(0, rules.quotes_per_claim)));
  const telling = tellingAt(eyes, stage);
  const extremes = [1, -1].flatMap((sign) => strongest(eyes, telling, sign, shown));
  return [...liked, ...extremes.map((one) => makeClaim(eyes, one.text, [one.id]))];
}

/** @param {Eyes} eyes @param {string[]} telling @param {number} sign @param {Set<string>} shown @returns {Spoken[]} */
function strongest(eyes, telling, sign, shown) {
  const { board, ground, study } = eyes;
  const pull = (/** @type {Spoken} */ one) => sign * board.units[one.id].valence;
  const ranked = telling
    .map((id) => saidBy(ground, id))
    .filter((one) => pull(one) >= STRONGLY_FELT && !shown.has(one.id))
    .sort((a, b) => pull(b) - pull(a) || b.length - a.length || byCodePoints(a.id, b.id));
  /** @type {Map<number, Spoken>} */
  const first = new Map();
  for (const one of ranked) {
    if (first.size === study.rules.extremes) break;
    if (!first.has(one.voice)) first.set(one.voice, one);
  }
  return [...first.values()];
}

/** The themes that meet the rule of moments of truth, strongest first. @param {Eyes} eyes @param {string} stage @returns {Claim[]} */
function momentClaims(eyes, stage) {
  const { rules } = eyes.study;
  const found = [];
  for (const [kind, sign] of /** @type {[Kind, number][]} */ ([["pain", -1], ["positive", 1]])) {
    for (const backed of eyes.themes(stage, kind)) {
      if (backed.count < rules.moment_respondents) continue;
      const mean = meanValence(eyes.board, backed.ids);
      if (sign * mean < rules.moment_strength || !backed.ids.some((id) => eyes.ground.decides.has(id))) continue;
      found.push({ ...backed, weight: Math.abs(mean) * backed.count });
    }
  }
  return claimsOf(eyes, found.sort((a, b) => b.weight - a.weight || byCodePoints(a.theme.id, b.theme.id)));
}

/** The mean valence of utterances, to hundredths. @param {Board} board @param {string[]} ids @returns {number} */
const meanValence = (board, ids) => roundHundredths(exactMean(ids.map((id) => board.units[id].valence)));

// ---------------------------------------------------------------- the map

/** @param {Eyes} eyes @param {string} lane @param {string} stage @returns {Claim[]} */
function fillLane(eyes, lane, stage) {
  if (lane === "touchpoints") return touchpointClaims(eyes, stage);
  if (lane === "emotions") return emotionClaims(eyes, stage);
  if (lane === "moments") return momentClaims(eyes, stage);
  const kind = KIND_OF_LANE[lane];
  const themes = eyes.themes(stage, kind);
  return themes.length ? claimsOf(eyes, themes) : singleClaims(eyes, stage, kind);
}

/** @param {Eyes} eyes @param {string} lane @param {string} stage @returns {Cell} */
function makeCell(eyes, lane, stage) {
  const claims = fillLane(eyes, lane, stage);
  const feeling = lane === "emotions" ? averageFeeling(eyes.ground, eyes.board, tellingAt(eyes, stage), eyes.study.rules.felt) : null;
  const grade = claims.map((claim) => claim.grade).reduce((best, one) => (byGrade(one, best) > 0 ? one : best), /** @type {GradeName} */ ("none"));
  return { stage, grade, claims, feeling, hint: claims.length || feeling ? null : hintFor(eyes, lane, stage) };
}

/** What to ask where nothing is known; a pain without an idea becomes an open question. @param {Eyes} eyes @param {string} lane @param {string} stage @returns {NonNullable<Cell["hint"]>} */
function hintFor(eyes, lane, stage) {
  const pains = lane === "ideas" ? eyes.themes(stage, "pain") : [];
  return pains.length ? { lane: "how_might_we", label: pains[0].theme.label } : { lane };
}

/** @param {Eyes} eyes @returns {MapOf} */
function drawMap(eyes) {
  const { board, ground, role, staged } = eyes;
  return {
    viewpoint: role,
    respondents: ground.asked[role] ?? 0,
    stages: board.stages.map(({ id, name }, at) => {
      const ids = staged.get(id) ?? [];
      return { id, name, number: at + 1, utterances: ids.length, respondents: voicesBehind(ground, ids).size };
    }),
    lanes: LANES_OF_JOURNEY.map((id) => ({ id, cells: board.stages.map((stage) => makeCell(eyes, id, stage.id)) })),
  };
}

// ---------------------------------------------------------------- all of it

/** Everything that follows from a board; pure, and fast enough to be made anew after each correction. @param {Board} board @param {Study} study @returns {Derived} */
export function derive(board, study) {
  const ground = groundOf(study);
  const standing = board.themes.filter(standsAsTheme);
  const themesOf = invertThemes(standing);
  /** @type {string[]} */
  const singles = [];
  /** @type {string[]} */
  const uncoded = [];
  for (const { id } of ground.spoken) {
    if (!hasKind(board.units[id])) uncoded.push(id);
    else if (!themesOf.has(id)) singles.push(id);
  }
  const found = { themes: standing.length, grouped: themesOf.size, singles: singles.length, uncoded: uncoded.length };
  return {
    themes: new Map(standing.map((theme) => [theme.id, describeTheme(theme, board, study)])),
    maps: ground.roles.map((role) => drawMap(lookThrough(board, study, role, standing, singles))),
    singles,
    rejected: board.themes.filter((theme) => theme.dead === null && theme.verdict === "rejected" && theme.units.length).map((theme) => theme.id),
    uncoded,
    counts: countAll(board, study, ground, found),
    saturation: saturationOf(ground, standing),
    themesOf,
    respondentOf: (uid) => ground.said.get(uid)?.key ?? "",
  };
}
