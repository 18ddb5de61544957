// What a study says about its utterances, found by id; built once for each study.

/**
 * @typedef {{id: string, interview: string, turn: number, speaker: string, speaker_role: string, text: string, time: [number, number] | null, touchpoints: string[], signs?: string[]}} Said
 * @typedef {{id: string, path: string, role: string, language: string, segment: string | null, speakers: {id: string, name: string, role: string}[]}} Talk
 * @typedef {{said: Map<string, Said>, talks: Map<string, Talk>, place: Map<string, number>, points: Map<string, {name: string, type: string}>, bases: Map<string, any>}} StudyIndex
 */

/** @type {WeakMap<object, StudyIndex>} */
const indexes = new WeakMap();
const QUESTION_REACH = 4; // how many turns back the question of an answer is looked for

/** The study by ids: utterances, interviews, order of speech, touchpoints, base themes. @param {any} study @returns {StudyIndex} */
export function studyIndex(study) {
  const known = indexes.get(study);
  if (known) return known;
  const { draft } = study;
  const index = {
    said: new Map(draft.utterances.map((/** @type {Said} */ one) => [one.id, one])),
    talks: new Map(draft.interviews.map((/** @type {Talk} */ one) => [one.id, one])),
    place: new Map(draft.utterances.map((/** @type {Said} */ one, /** @type {number} */ at) => [one.id, at])),
    points: new Map((draft.touchpoints ?? []).map((/** @type {any} */ one) => [one.id, one])),
    bases: new Map(draft.themes.map((/** @type {any} */ one) => [one.id, one])),
  };
  indexes.set(study, index);
  return index;
}

/** Who said it: the interview, the voice's number in its role, the speaker's name. @param {any} study @param {string} uid */
export function whoSaid(study, uid) {
  const { said, talks } = studyIndex(study);
  const one = said.get(uid);
  const talk = one && talks.get(one.interview);
  if (!one || !talk) return null;
  const speaker = talk.speakers.find((found) => found.id === one.speaker);
  return { one, talk, role: talk.role, number: study.voices?.[talk.id] ?? 0, name: speaker?.name ?? "" };
}

/** Seconds as mm:ss, from one hour on as h:mm:ss; "" when there is no time. @param {number | null | undefined} seconds */
export function clockText(seconds) {
  if (seconds === null || seconds === undefined) return "";
  const whole = Math.floor(seconds);
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const tail = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${tail}` : tail;
}

/**
 * The turns around a quote: from the question before it to the turn after it.
 * @param {any} study @param {string} uid
 * @returns {{index: number, name: string, part: string, text: string, time: number | null, marked: [number, number] | null}[]}
 */
export function passageOf(study, uid) {
  const who = whoSaid(study, uid);
  const talk = who && study.talks?.[who.talk.id];
  const span = study.first?.[uid];
  if (!who || !talk || !span) return [];
  const [turn, start, end] = span;
  const voices = new Map(who.talk.speakers.map((speaker) => [speaker.id, speaker]));
  const asks = (/** @type {number} */ at) => voices.get(talk.turns[at][0])?.role === "interviewer";
  let first = Math.max(0, turn - 1);
  for (let at = turn - 1; at > turn - 1 - QUESTION_REACH && at >= 0; at -= 1) if (asks(at)) { first = at; break; }
  const last = Math.min(turn + 1, talk.turns.length - 1);
  const shown = [];
  for (let index = first; index <= last; index += 1) {
    const [speaker, text, time] = talk.turns[index];
    const voice = voices.get(speaker);
    shown.push({ index, name: voice?.name ?? "", part: voice?.role ?? "other", text, time, marked: /** @type {[number, number] | null} */ (index === turn ? [start, end] : null) });
  }
  return shown;
}

/** @type {WeakMap<object, Map<string, any[]>>} */
const commentIndexes = new WeakMap();

/** The comments on one thing, in order. @param {any} board @param {string} type @param {string} id @returns {any[]} */
export function commentsOn(board, type, id) {
  let index = commentIndexes.get(board.comments);
  if (!index) {
    index = new Map();
    for (const comment of board.comments) {
      const key = `${comment.on.type} ${comment.on.id ?? ""}`;
      index.set(key, [...(index.get(key) ?? []), comment]);
    }
    commentIndexes.set(board.comments, index);
  }
  return index.get(`${type} ${id}`) ?? [];
}

/** @type {WeakMap<object, Map<string, any>>} */
const themeIndexes = new WeakMap();

/** A theme of a board by id. @param {any} board @param {string | null | undefined} id @returns {any} */
export function themeOf(board, id) {
  let index = themeIndexes.get(board);
  if (!index) {
    index = new Map(board.themes.map((/** @type {any} */ theme) => [theme.id, theme]));
    themeIndexes.set(board, index);
  }
  return id ? index.get(id) : undefined;
}

/** A stage of a board with its number from 1. @param {any} board @param {string | null | undefined} id */
export function stageOf(board, id) {
  const at = board.stages.findIndex((/** @type {any} */ stage) => stage.id === id);
  return at < 0 ? null : { ...board.stages[at], number: at + 1 };
}
