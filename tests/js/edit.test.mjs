// What a gesture becomes: ops from a board, a range of quotes, a match in the palette, a curve.
import assert from "node:assert/strict";
import { test } from "node:test";

import { drawPieces } from "../../pipeline/assemble/report/app/curve.js";
import { fold } from "../../pipeline/assemble/report/app/board.js";
import { matchChoices } from "../../pipeline/assemble/report/app/dialogs.js";
import { SHORTCUTS, isBusy } from "../../pipeline/assemble/report/app/edit.js";
import { newId } from "../../pipeline/assemble/report/app/lines.js";
import { clockText, passageOf } from "../../pipeline/assemble/report/app/lookup.js";
import { cellOps, commonKind, kindOps, moveOps, newThemeOps, pinTurn, proposedHalf, rangeBetween, rethemeOps, sourceOf, stageOrderOps } from "../../pipeline/assemble/report/app/ops.js";

const unit = (kinds, stage = "s1") => ({ kinds: Object.fromEntries(kinds.map((kind) => [kind, 0.8])), stage, valence: 0, irrelevant: false, pinned: false, told: [] });
const theme = (id, kind, units, stage = "s1") => ({ id, kind, stage, label: id, origin: "keywords", keywords: [], units, against: [], verdict: "open", pinned: false, dead: null, cohesion: 0.5, stability: null });

function aBoard() {
  return {
    study: "s-0", language: "ru",
    stages: ["s1", "s2", "s3"].map((id) => ({ id, name: id.toUpperCase(), source: "given" })),
    units: { u1: unit(["pain"]), u2: unit(["pain", "goal"]), u3: unit(["goal"]), u4: unit(["goal"], "s2"), u5: unit([]), u6: unit(["pain"]) },
    themes: [theme("t1", "pain", ["u1", "u2"]), theme("t2", "pain", ["u6"]), theme("t3", "goal", ["u2", "u3", "u4"])],
    comments: [], ignored: [],
  };
}

let count = 0;
const lined = (ops) => ops.map((op) => ({ v: 1, id: `c-${String((count += 1)).padStart(16, "0")}`, study: "s-0", draft: "0", author: "", time: "2026-01-01T00:00:00Z", seen: {}, ...op }));
const after = (ops) => fold(aBoard(), lined(ops));
const unitsOf = (board, id) => board.themes.find((one) => one.id === id)?.units;

test("a quote leaves the theme it was taken from", () => {
  assert.deepEqual(moveOps(aBoard(), ["u2"], "t2", "t3"), [{ op: "move", units: ["u2"], from: "t3", to: "t2" }]);
});

test("without an origin a quote leaves its theme of the same kind", () => {
  assert.equal(sourceOf(aBoard(), "u2", "t2", null), "t1");
  assert.equal(sourceOf(aBoard(), "u5", "t2", null), null);
});

test("quotes of several themes are moved by one op for each theme", () => {
  const ops = moveOps(aBoard(), ["u1", "u3", "u5"], "t2");
  assert.deepEqual(ops.map((op) => [op.from, op.units]), [["t1", ["u1"]], ["t3", ["u3"]], [null, ["u5"]]]);
  assert.deepEqual(unitsOf(after(ops), "t2"), ["u6", "u1", "u3", "u5"]);
});

test("a quote is not moved to the theme where it is", () => {
  assert.deepEqual(moveOps(aBoard(), ["u1"], "t1"), []);
});

test("a quote taken out without an origin leaves every theme", () => {
  const board = after(moveOps(aBoard(), ["u2"], null));
  assert.deepEqual([unitsOf(board, "t1"), unitsOf(board, "t3")], [["u1"], ["u3", "u4"]]);
});

test("part of one theme becomes a split, anything else a new theme", () => {
  const wanted = { kind: "goal", stage: "s1", label: "Своё" };
  assert.equal(newThemeOps(aBoard(), ["u3"], wanted)[0].op, "split");
  assert.equal(newThemeOps(aBoard(), ["u3"], { ...wanted, stage: "s2" })[0].op, "create");
  assert.equal(newThemeOps(aBoard(), ["u3", "u1"], wanted)[0].op, "create");
  assert.equal(newThemeOps(aBoard(), ["u2", "u3", "u4"], wanted, "t3")[0].op, "create");
});

test("a drop on a cell swaps the kind of the theme it came from and sets the stage", () => {
  const ops = cellOps(aBoard(), ["u1"], { kind: "goal", stage: "s2" }, "t1");
  assert.deepEqual(ops, [{ op: "code", units: ["u1"], add: ["goal"], remove: ["pain"] }, { op: "stage", units: ["u1"], stage: "s2" }]);
  const board = after(ops);
  assert.deepEqual([Object.keys(board.units.u1.kinds), board.units.u1.stage, unitsOf(board, "t1")], [["goal"], "s2", ["u2"]]);
});

test("a drop where the quote stands already changes nothing", () => {
  assert.deepEqual(cellOps(aBoard(), ["u1"], { kind: "pain", stage: "s1" }, "t1"), []);
  assert.deepEqual(cellOps(aBoard(), ["u1"], { kind: null, stage: "s1" }), []);
});

test("a kind is given to those that lack it and taken only when all have it", () => {
  assert.deepEqual(kindOps(aBoard(), ["u1", "u2"], "goal"), [{ op: "code", units: ["u1"], add: ["goal"], remove: [] }]);
  assert.deepEqual(kindOps(aBoard(), ["u2", "u3"], "goal"), [{ op: "code", units: ["u2", "u3"], add: [], remove: ["goal"] }]);
});

test("a theme is moved only where it differs", () => {
  assert.deepEqual(rethemeOps(aBoard(), ["t1", "t3"], { kind: "goal", stage: "s1" }), [{ op: "retheme", theme: "t1", kind: "goal" }]);
  assert.deepEqual(rethemeOps(aBoard(), ["t1"], { stage: null }), [{ op: "retheme", theme: "t1", stage: null }]);
});

test("a stage goes to its place, and one that stays makes no line", () => {
  assert.deepEqual(stageOrderOps(aBoard(), "s1", 1), [{ op: "stage_order", order: ["s2", "s1", "s3"] }]);
  assert.deepEqual(stageOrderOps(aBoard(), "s3", 9), []);
  assert.deepEqual(stageOrderOps(aBoard(), "s1", -1), []);
});

test("pinning turns to unpinning only when all are pinned", () => {
  assert.deepEqual([pinTurn([true, true]), pinTurn([true, false]), pinTurn([])], [false, true, true]);
});

test("a range holds both its ends in either direction", () => {
  assert.deepEqual(rangeBetween(["a", "b", "c", "d"], "d", "b"), ["b", "c", "d"]);
  assert.deepEqual(rangeBetween(["a", "b"], "gone", "b"), ["b"]);
});

test("a proposed division keeps what is still in the theme and never all of it", () => {
  assert.deepEqual(proposedHalf({ units: ["u1", "u2", "u3"] }, { halves: ["u2", "u9"] }), ["u2"]);
  assert.deepEqual(proposedHalf({ units: ["u2"] }, { halves: ["u2"] }), []);
  assert.deepEqual(proposedHalf({ units: ["u2"] }, undefined), []);
});

test("the commonest kind wins", () => {
  assert.equal(commonKind(aBoard(), ["u2", "u3", "u4"]), "goal");
});

test("what people make has ids of its own", () => {
  assert.match(newId("p-"), /^p-[0-9a-f]{16}$/);
  assert.notEqual(newId("ps-"), newId("ps-"));
});

test("the palette finds every word, ё as е, beginnings first", () => {
  const all = ["Долгое ожидание приёма", "Приём без записи", "Цена"].map((label) => ({ id: label, label, run() {} }));
  assert.deepEqual(matchChoices(all, "прием").map((one) => one.label), ["Приём без записи", "Долгое ожидание приёма"]);
  assert.deepEqual(matchChoices(all, "ожид при").length, 1);
});

test("keys have names that differ, and words in either language", () => {
  assert.equal(new Set(SHORTCUTS.map((one) => one.id)).size, SHORTCUTS.length);
  for (const one of SHORTCUTS) assert.ok(one.text().length > 2 && one.keys);
});

test("keys rest while somebody types", () => {
  const inside = (found) => ({ closest: (selector) => (selector.includes(found) ? {} : null) });
  assert.ok(isBusy(inside("textarea")));
  assert.ok(!isBusy({ closest: () => null }));
});

test("the curve passes through its means and breaks where nobody felt anything", () => {
  const pieces = drawPieces([{ mean: 1, spread: 0.5 }, { mean: -1, spread: 0 }, null, { mean: 2, spread: 1 }]);
  assert.deepEqual(pieces.map((piece) => piece?.y), [25, 75, undefined, 0]);
  assert.ok(pieces[0].line.startsWith("M50,25C") && pieces[1].line.endsWith("50,75"));
  assert.equal(pieces[3].line, "");
  assert.match(pieces[3].band, /^M36,0H64V25H36Z$/);
});

test("a passage begins with the question and marks the quote", () => {
  const study = {
    draft: { utterances: [{ id: "u1", interview: "i", turn: 2, speaker: "b", time: null, touchpoints: [] }], interviews: [{ id: "i", path: "i.txt", role: "client", language: "ru", speakers: [{ id: "a", name: "А", role: "interviewer" }, { id: "b", name: "Б", role: "respondent" }] }], themes: [], touchpoints: [] },
    talks: { i: { turns: [["a", "Как?", null], ["b", "Ну.", null], ["b", "Долго ждал.", 75]] } }, first: { u1: [2, 0, 5] }, voices: { i: 1 },
  };
  assert.deepEqual(passageOf(study, "u1").map((part) => [part.index, part.part, part.marked]), [[0, "interviewer", null], [1, "respondent", null], [2, "respondent", [0, 5]]]);
  assert.deepEqual([clockText(75), clockText(3675), clockText(null)], ["01:15", "1:01:15", ""]);
});
