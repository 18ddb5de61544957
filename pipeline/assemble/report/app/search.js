// Finding utterances by their words: one plain text of everything said, read from front to back.

/** @typedef {import("./types.js").Study} Study */
/**
 * @typedef {{find: (text: string) => Set<string>}} SearchIndex
 */

const BETWEEN = "\n"; // stands in no plain text, so nothing is found across two utterances

/** Lower case, «ё» as «е», runs of white space as one space, none at the ends. @param {string} text @returns {string} */
export function normalise(text) {
  return text.normalize("NFC").toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();
}

/**
 * An index of what respondents said; `find` gives the ids of the utterances that hold all words of a text in a row.
 * Nothing to look for finds every utterance.
 * @param {Study} study @returns {SearchIndex}
 */
export function makeIndex(study) {
  const said = study.draft.utterances.filter((one) => one.speaker_role === "respondent");
  const ids = said.map((one) => one.id);
  const texts = said.map((one) => normalise(one.text));
  const whole = texts.join(BETWEEN);
  const ends = new Uint32Array(texts.length); // where each text and what stands behind it ends
  let end = 0;
  for (let at = 0; at < texts.length; at += 1) ends[at] = end += texts[at].length + BETWEEN.length;
  let last = { wanted: "", found: new Set(ids) };
  return {
    find(text) {
      const wanted = normalise(text);
      if (wanted !== last.wanted) last = { wanted, found: wanted ? occurrences(whole, wanted, ids, ends) : new Set(ids) };
      return new Set(last.found);
    },
  };
}

/** @param {string} whole @param {string} wanted @param {string[]} ids @param {Uint32Array} ends @returns {Set<string>} */
function occurrences(whole, wanted, ids, ends) {
  /** @type {Set<string>} */
  const found = new Set();
  let number = 0;
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, ends[number])) {
    while (ends[number] <= at) number += 1;
    found.add(ids[number]);
  }
  return found;
}
