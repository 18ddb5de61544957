import assert from "node:assert/strict";
import { test } from "node:test";
import { phaseAt, phasesOfStages, runsOfPhases } from "../../pipeline/assemble/report/app/phases.js";
import { fateOf, isOlder, sheetsOf } from "../../pipeline/assemble/report/app/sheets.js";

const packed = {
  kinds: { journey: {}, blueprint: { ru: "служба" } },
  stages: [["s1", "Выбор", "До покупки"], ["s2", "Ремонт", ""]],
  themes: [0, ["t-9", "Как её назвали"]],
  texts: ["Время", "линия видимости", "чат", "Кто это делает?", "n", "Говорят", "respondents"],
  sets: [[0, 1], [2], []],
  // theme, utterances, role, n, of, grade, text
  claims: [[0, 0, 0, 2, 4, 2], [-1, 1, 2, 1, 2, 1], [-1, 0, 0, 1, 4, 1, 2], [1, 1, 1, 1, 1, 1, -1]],
  maps: [
    { kind: "blueprint", viewpoint: "client", segment: null, respondents: 4, rules: [3], lanes: [
      ["time", 0, 1, [[0, { c: [0, 1], n: [[4, 5, 2, 6, 4, 0]] }], [1, { h: 3 }]]],
    ] },
    { kind: "blueprint", viewpoint: "client", segment: "лето", respondents: 1, rules: [], lanes: [] },
  ],
  portraits: [], stories: [], barriers: [{ id: "b1", claim: 0, role: "client", stage: -1, rank: 1, parts: [1, 0.5, 2, 1], moment: 0, question: 3, solutions: [["expert", 1, 1, 0.5]] }],
  touchpoints: [[0, "chat", "client", 2, [-1.2, 0.1, 2, 1, 2, 0]], [1, "chat", "client", 2, 0]], breaks: [], contradictions: [], views: null,
  guide: [["client", 1, "pain", "single", 3, 1]], opening: ["Здравствуйте"], closing: ["Спасибо"], snapshots: [], rules: { guide: "правило" },
};
const draft = {
  utterances: ["u0", "u1", "u2"].map((id) => ({ id })), themes: [{ id: "t-1", label: "Долго" }],
  stages: [{ id: "s1", phase: "До покупки" }, { id: "s3", phase: "После" }],
};
const study = { draft, sheets: packed };

test("a claim is its theme, its words, or its own text", () => {
  const sheets = sheetsOf(study);
  const [named, spoken, own, quoted] = [0, 1, 2, 3].map((number) => sheets.claim(number));
  assert.deepEqual(named, { theme: { id: "t-1", label: "Долго" }, units: ["u0", "u1"], role: "client", n: 2, of: 4, grade: "partial", text: "", spoken: false });
  assert.deepEqual([spoken.theme, spoken.spoken, spoken.units, spoken.role], [null, true, ["u2"], "expert"]);
  assert.deepEqual([own.text, own.spoken], ["чат", false]);
  assert.deepEqual([quoted.theme, quoted.spoken, quoted.role], [{ id: "t-9", label: "Как её назвали" }, true, "non_user"]);
});

test("a map is read with its lanes, borders, figures and hints", () => {
  const map = sheetsOf(study).map("blueprint", "client", null);
  assert.deepEqual(map.rules, ["Кто это делает?"]);
  const [lane] = map.lanes;
  assert.deepEqual([lane.id, lane.name, lane.border], ["time", "Время", "линия видимости"]);
  assert.deepEqual(lane.cells.map((cell) => [cell.stage, cell.claims.length, cell.hint, cell.given]), [["s1", 2, "", ""], ["s2", 0, "Кто это делает?", ""]]);
  assert.deepEqual(lane.cells[0].figures, [{ id: "n", name: "Говорят", value: 2, unit: "respondents", of: 4, units: ["u0", "u1"] }]);
});

test("a map of a segment is another one, and one that is not there is none", () => {
  const sheets = sheetsOf(study);
  assert.equal(sheets.map("blueprint", "client", "лето").respondents, 1);
  assert.equal(sheets.map("blueprint", "expert", null), null);
  assert.deepEqual(sheets.names().map((one) => one.segment), [null, "лето"]);
});

test("barriers, touchpoints and questions name their stages and quotes", () => {
  const sheets = sheetsOf(study);
  const [barrier] = sheets.barriers();
  assert.deepEqual([barrier.stage, barrier.question, barrier.solutions[0].stage, barrier.solutions[0].claim.units], ["", "Кто это делает?", "s2", ["u2"]]);
  assert.deepEqual(sheets.touchpoints().map((row) => [row.stage, row.feeling?.mean ?? null]), [["s1", -1.2], ["s2", null]]);
  assert.deepEqual(sheets.guide(), [{ role: "client", stage: "s2", kind: "pain", reason: "single", text: "Кто это делает?", units: ["u2"] }]);
  assert.equal(sheets.views(), null);
});

test("a study without sheets has none, and one with them opens them once", () => {
  assert.equal(sheetsOf({ draft, sheets: null }), null);
  assert.equal(sheetsOf(study), sheetsOf(study));
});

const themed = (more) => ({ themes: [{ id: "t-1", label: "Долго", dead: null, verdict: "open", units: ["u0"], ...more }] });

test("what became of a theme is told from the board", () => {
  const theme = { id: "t-1", label: "Долго" };
  assert.deepEqual(fateOf(themed({}), theme), { label: "Долго", fate: "" });
  assert.deepEqual(fateOf(themed({ label: "Ждут неделями" }), theme), { label: "Ждут неделями", fate: "renamed" });
  assert.deepEqual(fateOf(themed({ verdict: "rejected" }), theme).fate, "rejected");
  assert.deepEqual(fateOf(themed({ dead: "merged" }), theme).fate, "merged");
  assert.deepEqual(fateOf(themed({ units: [] }), theme).fate, "gone");
  assert.deepEqual(fateOf({ themes: [] }, theme), { label: "Долго", fate: "gone" });
});

test("a draft is older once a correction is in force that it does not hold; comments do not count", () => {
  const line = (id, op = "rename") => ({ id, op });
  assert.equal(isOlder(study, [line("a")], [line("a")]), false);
  assert.equal(isOlder(study, [line("a"), line("b")], [line("a")]), true);
  assert.equal(isOlder(study, [], [line("a")]), true); // taken back since
  assert.equal(isOlder(study, [line("a"), line("c", "comment")], [line("a")]), false);
  assert.equal(isOlder(study, [line("a"), line("r", "retract")], [line("a")]), false);
  assert.equal(isOlder({ draft, sheets: null }, [line("b")], []), false);
});

test("neighbours under one phase share a head, and a stage without one parts them", () => {
  const phases = phasesOfStages(study);
  const runs = runsOfPhases(["s1", "s1b", "s3"], new Map([...phases, ["s1b", "До покупки"]]));
  assert.deepEqual(runs, [{ name: "До покупки", from: 0, wide: 2 }, { name: "После", from: 2, wide: 1 }]);
  assert.deepEqual(runsOfPhases(["s1", "s2", "s3"], phases).map((run) => run.name), ["До покупки", "", "После"]);
  assert.deepEqual(runsOfPhases(["s2"], phases), []);
  assert.equal(phaseAt(runs, 1), "До покупки");
  assert.equal(phaseAt(runs, 7), "");
});
