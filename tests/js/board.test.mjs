import assert from "node:assert/strict";
import { test } from "node:test";
import { boardOf, fold } from "../../pipeline/assemble/report/app/board.js";
import { makeLine } from "../../pipeline/assemble/report/app/lines.js";

const META = { study: "s-1", draft: "0".repeat(12), author: "Аня", time: "2026-11-22T06:10:00Z" };

/** A study of quotes [id, kinds, stage] and themes [id, kind, stage, ...quotes]. */
function studyOf(quotes, themes) {
  return {
    id: "s-1",
    draft: {
      study: { title: "", language: "ru", map: "journey", product: "" },
      stages: [{ id: "s2", name: "Покупка", order: 2, source: "given" }, { id: "s1", name: "Выбор", order: 1, source: "given" }],
      utterances: [
        { id: "asked", speaker_role: "interviewer", kinds: [], stage: null, valence: 0 },
        ...quotes.map(([id, kinds, stage]) => ({
          id, speaker_role: "respondent", valence: -1,
          kinds: kinds.map((kind) => ({ kind, score: 0.8, why: "" })), stage: stage && { id: stage, score: 0.5, why: "" },
        })),
      ],
      themes: themes.map(([id, kind, stage, ...utterances]) => ({
        id, kind, stage, label: id, label_origin: "keywords", keywords: [], utterances, against: [], cohesion: 0.5, stability: null,
      })),
    },
  };
}

const BASE = boardOf(studyOf(
  [["a", ["goal", "pain"], "s1"], ["b", ["pain"], "s1"], ["c", ["goal"], null]],
  [["t1", "pain", "s1", "a", "b"], ["t2", "goal", "s2", "c"], ["t3", "idea", null]],
));
/** The board after ops. */
const after = (...ops) => fold(BASE, ops.map((op) => makeLine(op, BASE, META)));

test("the board holds respondents only, stages in order, kinds in theirs", () => {
  assert.deepEqual(Object.keys(BASE.units), ["a", "b", "c"]);
  assert.deepEqual(BASE.stages.map((stage) => stage.id), ["s1", "s2"]);
  assert.deepEqual(Object.keys(BASE.units.a.kinds), ["pain", "goal"]);
});

test("without lines the board is the base", () => {
  assert.deepEqual(fold(BASE, []), BASE);
});

test("themes that no line touches stay the same objects, so that views may keep what they drew", () => {
  const board = after({ op: "move", units: ["c"], from: "t2", to: "t1" });
  assert.notEqual(board.themes[0], BASE.themes[0]);
  assert.notEqual(board.themes[1], BASE.themes[1]);
  assert.equal(board.themes[2], BASE.themes[2]);
});

test("folding changes neither the base nor the lines", () => {
  const before = structuredClone(BASE);
  const lines = [
    makeLine({ op: "merge", themes: ["t1"], into: "t2" }, BASE, META),
    makeLine({ op: "irrelevant", units: ["a"], on: true }, BASE, META),
    makeLine({ op: "stage_merge", stage: "s1", into: "s2" }, BASE, META),
  ];
  const said = structuredClone(lines);
  fold(BASE, lines);
  assert.deepEqual(BASE, before);
  assert.deepEqual(lines, said);
});

test("a pinned quote goes first and back to its place", () => {
  assert.deepEqual(after({ op: "pin", units: ["b"], on: true }).themes[0].units, ["b", "a"]);
  assert.deepEqual(after({ op: "pin", units: ["b"], on: true }, { op: "pin", units: ["b"], on: false }), BASE);
});

test("an undone line is as if it had never been said, and can be done again", () => {
  const said = makeLine({ op: "rename", theme: "t1", label: "Дорого" }, BASE, META);
  const undone = makeLine({ op: "retract", line: said.id }, BASE, META);
  const again = makeLine({ op: "retract", line: undone.id }, BASE, META);
  assert.deepEqual(fold(BASE, [said, undone]), BASE);
  assert.equal(fold(BASE, [said, undone, again]).themes[0].label, "Дорого");
});

test("names that every object has are no ids", () => {
  const board = after({ op: "code", units: ["constructor", "__proto__"], add: ["pain"], remove: [] });
  assert.deepEqual(board.ignored.map(({ reason, detail, partial }) => [reason, detail, partial]), [["no-unit", "constructor __proto__", false]]);
});

test("an op of a later version is passed over", () => {
  assert.deepEqual(fold(BASE, [{ ...makeLine({ op: "retract", line: "c-1" }, BASE, META), op: "teleport" }]), BASE);
});
