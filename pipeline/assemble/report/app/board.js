// What correction lines make of a draft: a board, folded from the machine's proposal and people's lines.
// The rules stand in docs/corrections.md; pipeline/assemble/review keeps the same ones.
import { EDITS_OF } from "./folding.js";
import { activeLines, resolveStages } from "./lines.js";
import { WorkingBoard, kindsInOrder } from "./working.js";

/** @typedef {import("./types.js").Board} Board */
/** @typedef {import("./types.js").Ignored} Ignored */
/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./types.js").Unit} Unit */

/**
 * The board of a draft that nobody has corrected.
 * @param {{id: string, draft: import("./types.js").Draft}} study @returns {Board}
 */
export function boardOf(study) {
  const { draft } = study;
  const said = draft.utterances.filter((one) => one.speaker_role === "respondent");
  const units = new Map(said.map((one) => [one.id, unitOfDraft(one)]));
  return {
    study: study.id,
    language: draft.study.language,
    stages: [...draft.stages].sort((a, b) => a.order - b.order).map(({ id, name, source }) => ({ id, name, source })),
    units: Object.fromEntries(units),
    themes: draft.themes.map((theme) => ({
      id: theme.id,
      kind: theme.kind,
      stage: theme.stage,
      label: theme.label,
      origin: theme.label_origin,
      keywords: theme.keywords,
      units: theme.utterances.filter((id) => units.has(id)),
      against: theme.against,
      verdict: "open",
      pinned: false,
      dead: null,
      cohesion: theme.cohesion,
      stability: theme.stability ?? null,
    })),
    comments: [],
    ignored: [],
  };
}

/** @param {import("./types.js").DraftUtterance} said @returns {Unit} */
function unitOfDraft(said) {
  const kinds = kindsInOrder(Object.fromEntries(said.kinds.map((given) => [given.kind, given.score])));
  return { kinds, stage: said.stage?.id ?? null, valence: said.valence, irrelevant: false, pinned: false, told: [] };
}

/**
 * The board that follows from `base` and the active ones of `lines`, in their order.  Nothing throws: what
 * cannot apply is ignored and listed with its reason.  Themes that no line touches stay the same objects.
 * @param {Board} base @param {Line[]} lines @returns {Board}
 */
export function fold(base, lines) {
  const board = new WorkingBoard(base);
  /** @type {Map<string, number>} */
  const places = new Map();
  for (const line of lines) if (!places.has(line.id)) places.set(line.id, places.size);
  /** @type {Ignored[]} */
  const ignored = [];
  for (const line of resolveStages(activeLines(lines), base.stages)) {
    board.missed = [];
    let applied;
    if (line.op === "retract") {
      applied = (places.get(line.line) ?? places.size) < (places.get(line.id) ?? 0);
      if (!applied) board.miss("no-line", line.line);
    } else {
      applied = EDITS_OF[line.op]?.(board, /** @type {any} */ (line)) ?? false;
    }
    if (board.missed.length) {
      const detail = board.missed.map((missed) => missed.detail).join(" ");
      ignored.push({ line: line.id, reason: board.missed[0].reason, detail, partial: applied });
    }
  }
  return board.done(ignored);
}
