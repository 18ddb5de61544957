// Where people's corrections disagree: one rule a test, in the order of the rules in conflicts.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findConflicts } from "../../pipeline/assemble/report/app/conflicts.js";

const KINDS = { t1: "pain", t2: "pain", t3: "goal" };
const seen = (...themes) => ({ themes: Object.fromEntries(themes.map((id) => [id, { kind: KINDS[id], stage: "s1", label: id, origin: "model", units: [] }])) });
const log = (...parts) => parts.map(([author, op, fields], at) => ({ v: 1, id: `c-${at}`, op, author, time: "", study: "s-1", draft: "d", seen: seen(...[fields.theme, fields.from, fields.to, fields.into, ...(fields.themes ?? [])].filter((id) => id in KINDS)), ...fields }));
const brief = (lines) => findConflicts(lines).map(({ a, b, about }) => [a, b, about.what, about.ids.join(), about.a, about.b]);

const DISAGREE = {
  "a theme renamed differently": [[["A", "rename", { theme: "t1", label: "Долго" }], ["B", "rename", { theme: "t1", label: "Дорого" }]], ["label", "t1", "Долго", "Дорого"]],
  "a theme merged under a name and renamed": [[["A", "merge", { themes: ["t2"], into: "t1", label: "Долго" }], ["B", "rename", { theme: "t1", label: "Дорого" }]], ["label", "t1", "Долго", "Дорого"]],
  "a stage of a quote set differently": [[["A", "stage", { units: ["u1"], stage: "s1" }], ["B", "stage", { units: ["u1"], stage: null }]], ["stage", "u1", "s1", null]],
  "a feeling set differently": [[["A", "valence", { units: ["u1"], valence: -1 }], ["B", "valence", { units: ["u1"], valence: -1.5 }]], ["valence", "u1", -1, -1.5]],
  "a kind given and taken": [[["A", "code", { units: ["u1"], add: ["pain"], remove: [] }], ["B", "code", { units: ["u1"], add: [], remove: ["pain"] }]], ["code", "u1", "on", "off"]],
  "a quote moved to different themes": [[["A", "move", { units: ["u1"], from: null, to: "t1" }], ["B", "move", { units: ["u1"], from: null, to: "t2" }]], ["place", "u1", "t1", "t2"]],
  "a quote moved to a theme and made a single voice": [[["A", "move", { units: ["u1"], from: null, to: "t1" }], ["B", "move", { units: ["u1"], from: "t2", to: null }]], ["place", "u1", "t1", null]],
  "a quote set aside and coded": [[["A", "irrelevant", { units: ["u1"], on: true }], ["B", "code", { units: ["u1"], add: ["goal"], remove: [] }]], ["use", "u1", "out", "in"]],
  "a theme accepted and rejected": [[["A", "judge", { themes: ["t1"], verdict: "accepted" }], ["B", "judge", { themes: ["t1"], verdict: "rejected" }]], ["verdict", "t1", "accepted", "rejected"]],
  "a theme merged and split": [[["A", "merge", { themes: ["t1"], into: "t2" }], ["B", "split", { theme: "t1", units: ["u1"], as: "p-1", label: "x" }]], ["fate", "t1", "t2", "own"]],
  "a theme accepted and merged": [[["A", "judge", { themes: ["t1"], verdict: "accepted" }], ["B", "merge", { themes: ["t1", "t2"], into: "t2" }]], ["fate", "t1", "own", "t2"]],
  "a theme merged into different themes": [[["A", "merge", { themes: ["t1"], into: "t2" }], ["B", "merge", { themes: ["t1"], into: "t3" }]], ["fate", "t1", "t2", "t3"]],
  "a kind of a theme set differently": [[["A", "retheme", { theme: "t1", kind: "goal" }], ["B", "retheme", { theme: "t1", kind: "idea" }]], ["kind", "t1", "goal", "idea"]],
  "a stage of a theme set differently": [[["A", "retheme", { theme: "t1", stage: "s1" }], ["B", "retheme", { theme: "t1", stage: null }]], ["stage", "t1", "s1", null]],
  "a stage renamed differently": [[["A", "stage_rename", { stage: "s1", name: "Выбор" }], ["B", "stage_rename", { stage: "s1", name: "Поиск" }]], ["name", "s1", "Выбор", "Поиск"]],
  "a stage merged and renamed": [[["A", "stage_merge", { stage: "s1", into: "s2" }], ["B", "stage_rename", { stage: "s1", name: "Поиск" }]], ["fate", "s1", "s2", "own"]],
};

for (const [name, [parts, [what, ids, a, b]]] of Object.entries(DISAGREE)) {
  test(`two people disagree: ${name}`, () => assert.deepEqual(brief(log(...parts)), [["c-0", "c-1", what, ids, a, b]]));
  test(`one person changes their mind: ${name}`, () => assert.deepEqual(brief(log(...parts.map(([, ...rest]) => ["A", ...rest]))), []));
  test(`the same said twice is no disagreement: ${name}`, () => assert.deepEqual(brief(log(parts[0], ["B", ...parts[0].slice(1)])), []));
}

const AGREE = {
  "names that differ in spaces": [["A", "rename", { theme: "t1", label: "Долго  ждать" }], ["B", "rename", { theme: "t1", label: " Долго ждать" }]],
  "themes of different kinds hold one quote": [["A", "move", { units: ["u1"], from: null, to: "t1" }], ["B", "move", { units: ["u1"], from: null, to: "t3" }]],
  "feelings that are equal to one decimal": [["A", "valence", { units: ["u1"], valence: 1 }], ["B", "valence", { units: ["u1"], valence: 1.04 }]],
  "other quotes": [["A", "stage", { units: ["u1"], stage: "s1" }], ["B", "stage", { units: ["u2"], stage: "s2" }]],
  "a verdict taken back by opening the theme": [["A", "judge", { themes: ["t1"], verdict: "accepted" }], ["A", "judge", { themes: ["t1"], verdict: "open" }], ["B", "judge", { themes: ["t1"], verdict: "rejected" }]],
  "a merge and a rejection of what it went into": [["A", "merge", { themes: ["t1"], into: "t2" }], ["B", "judge", { themes: ["t2"], verdict: "rejected" }]],
  "pins and the order of stages": [["A", "pin", { themes: ["t1"], on: true }], ["B", "pin", { themes: ["t1"], on: false }], ["A", "stage_order", { order: ["s1", "s2"] }], ["B", "stage_order", { order: ["s2", "s1"] }]],
};
for (const [name, parts] of Object.entries(AGREE)) test(`no disagreement: ${name}`, () => assert.deepEqual(brief(log(...parts)), []));

test("a line that was taken back disagrees with nobody, and again when it is brought back", () => {
  const lines = log(["A", "stage", { units: ["u1"], stage: "s1" }], ["B", "stage", { units: ["u1"], stage: "s2" }], ["C", "retract", { line: "c-0" }]);
  assert.deepEqual(brief(lines), []);
  assert.equal(brief([...lines, { ...lines[2], id: "c-9", line: "c-2" }]).length, 1);
});

test("after one person's decision is taken back their earlier one stands again", () => {
  const lines = log(["A", "stage", { units: ["u1"], stage: "s1" }], ["A", "stage", { units: ["u1"], stage: "s2" }], ["B", "stage", { units: ["u1"], stage: "s2" }]);
  assert.deepEqual(brief(lines), []);
  assert.deepEqual(brief([...lines, { ...lines[0], id: "c-9", op: "retract", line: "c-1" }]), [["c-0", "c-2", "stage", "u1", "s1", "s2"]]);
});

test("many quotes of one pair of lines are one disagreement", () => {
  const lines = log(["A", "stage", { units: ["u3", "u1", "u2"], stage: "s1" }], ["B", "stage", { units: ["u2", "u3", "u4"], stage: "s2" }]);
  assert.deepEqual(brief(lines), [["c-0", "c-1", "stage", "u2,u3", "s1", "s2"]]);
});

test("three people give a disagreement for each pair that differs", () => {
  const lines = log(["A", "rename", { theme: "t1", label: "x" }], ["B", "rename", { theme: "t1", label: "y" }], ["C", "rename", { theme: "t1", label: "x" }]);
  assert.deepEqual(brief(lines).map((one) => one.slice(0, 2)), [["c-0", "c-1"], ["c-1", "c-2"]]);
});

test("a theme that people made has the kind it was made with", () => {
  const lines = log(["A", "create", { as: "p-1", kind: "pain", stage: null, label: "x", units: ["u1"] }], ["B", "move", { units: ["u1"], from: null, to: "t2" }], ["C", "move", { units: ["u1"], from: null, to: "t3" }]);
  assert.deepEqual(brief(lines), [["c-0", "c-1", "place", "u1", "p-1", "t2"]]);
});

test("a move across kinds takes the quote out of its first theme", () => {
  const lines = log(["A", "move", { units: ["u1"], from: "t1", to: "t3" }], ["B", "move", { units: ["u1"], from: null, to: "t2" }]);
  assert.deepEqual(brief(lines), [["c-0", "c-1", "place", "u1", null, "t2"]]);
});
