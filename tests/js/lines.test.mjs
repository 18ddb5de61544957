import assert from "node:assert/strict";
import { test } from "node:test";
import { activeLines, dumpJsonl, makeLine, newId, parseJsonl, resolveStages } from "../../pipeline/assemble/report/app/lines.js";

const META = { study: "s-1", draft: "0".repeat(12), author: "Аня" };
const THEME = { id: "t1", kind: "pain", stage: "s1", label: "Дорого", origin: "keywords", keywords: [], units: ["a"], against: [] };
const BASE = {
  study: "s-1", language: "ru", units: {}, comments: [], ignored: [],
  stages: [{ id: "s1", name: "Выбор", source: "given" }, { id: "s2", name: "Покупка", source: "given" }],
  themes: [THEME, { ...THEME, id: "t2", stage: null }],
};
const line = (op, meta = {}) => makeLine(op, BASE, { ...META, ...meta });
const RENAME = { op: "rename", theme: "t1", label: "Дёшево" };

test("ids are random", () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newId()));
  assert.equal(ids.size, 1000);
  for (const id of ids) assert.match(id, /^c-[0-9a-f]{16}$/);
  assert.match(newId("g-", 8), /^g-[0-9a-f]{8}$/);
});

test("a line carries what the machine had proposed of all that it names", () => {
  const { id, time, ...said } = line({ op: "merge", themes: ["t2", "p-1"], into: "t1" }, { note: "одно и то же", group: "g-1" });
  assert.match(id, /^c-/);
  assert.match(time, /^\d{4}-.*Z$/);
  const seen = { kind: "pain", label: "Дорого", origin: "keywords", units: ["a"] };
  assert.deepEqual(said, {
    v: 1, op: "merge", ...META, note: "одно и то же", group: "g-1", themes: ["t2", "p-1"], into: "t1",
    seen: { themes: { t1: { ...seen, stage: "s1" }, t2: { ...seen, stage: null } }, stages: { s1: "Выбор" } },
  });
});

test("stages are seen where a line names them", () => {
  assert.deepEqual(line({ op: "stage_order", order: ["s2", "ps-1"] }).seen.stages, { s2: "Покупка" });
  assert.deepEqual(line({ op: "comment", on: { type: "stage", id: "s1" }, text: "?" }).seen.stages, { s1: "Выбор" });
  assert.deepEqual(line({ op: "code", units: ["a"], add: ["pain"], remove: [] }).seen, { themes: {}, stages: {} });
});

test("a valence has one decimal and no negative zero", () => {
  assert.equal(line({ op: "valence", units: ["a"], valence: 0.1 + 0.2 }).valence, 0.3);
  assert.ok(Object.is(line({ op: "valence", units: ["a"], valence: -0.01 }).valence, 0));
});

test("every op that a person makes is read back as it was", () => {
  const lines = [
    RENAME, { op: "merge", themes: ["t1"], into: "t2", label: null }, { op: "split", theme: "t1", units: ["a"], as: "p-1", label: "Часть" },
    { op: "move", units: ["a"], from: null, to: "t1" }, { op: "create", as: "p-2", kind: "goal", stage: null, label: "Новая", units: [] },
    { op: "code", units: ["a"], add: [], remove: [] }, { op: "stage", units: ["a"], stage: null }, { op: "valence", units: ["a"], valence: -2 },
    { op: "irrelevant", units: ["a"], on: true }, { op: "pin", themes: ["t1"], on: true }, { op: "judge", themes: ["t1"], verdict: "rejected" },
    { op: "retheme", theme: "t1", stage: null }, { op: "stage_rename", stage: "s1", name: "Начало" }, { op: "stage_order", order: ["s2"] },
    { op: "stage_merge", stage: "s1", into: "s2" }, { op: "stage_add", as: "ps-1", name: "Ремонт", after: null },
    { op: "comment", on: { type: "map", id: "" }, text: "Первая\nвторая" }, { op: "retract", line: newId() },
  ].map((op) => line(op));
  assert.deepEqual(parseJsonl(dumpJsonl(lines)), lines);
});

test("retracting a retract is redo, and nobody retracts what is not said yet", () => {
  const said = line(RENAME);
  const undone = line({ op: "retract", line: said.id });
  const again = line({ op: "retract", line: undone.id });
  const early = line({ op: "retract", line: said.id });
  assert.deepEqual(activeLines([said, undone]), [undone]);
  assert.deepEqual(activeLines([said, undone, again]), [said, again]);
  assert.deepEqual(activeLines([early, said, said]), [early, said]);
});

test("stages are found by id and name, then by name, else not at all", () => {
  const said = [line({ op: "stage", units: ["a"], stage: "s1" }), line({ op: "stage", units: ["a"], stage: "s2" })];
  const [first, second] = resolveStages(said, [{ id: "s1", name: "Покупка", source: "given" }]);
  assert.deepEqual([first.stage, second.stage], ["s1?", "s1"]);
  assert.equal(resolveStages(said, BASE.stages)[0], said[0]);
});

for (const [name, text, why] of [
  ["a cut line", dumpJsonl([line(RENAME)]).slice(0, -9), /Line 1 .* cut off/],
  ["an unknown op", JSON.stringify({ ...line(RENAME), op: "renam" }), /Line 1 .* 'renam' is unknown/],
  ["a foreign field", JSON.stringify({ ...line(RENAME), colour: "red" }), /Line 1 .* no field 'colour'/],
  ["a field of every object", JSON.stringify({ ...line(RENAME), op: "constructor" }), /unknown/],
  ["a wrong field", `\n${JSON.stringify({ ...line(RENAME), label: " " })}`, /Line 2 .* 'label' is missing or wrong/],
  ["a later version", JSON.stringify({ ...line(RENAME), v: 2 }), /later version/],
  ["one id for two things", dumpJsonl([line(RENAME, { id: `c-${"0".repeat(16)}` }), line({ ...RENAME, label: "Х" }, { id: `c-${"0".repeat(16)}` })]), /Line 2 .* twice/],
  ["two studies", dumpJsonl([line(RENAME), line(RENAME, { study: "s-2" })]), /two studies: s-1 and s-2/],
]) {
  test(`${name} is refused with its place`, () => assert.throws(() => parseJsonl(text), why));
}
