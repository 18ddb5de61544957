import assert from "node:assert/strict";
import { test } from "node:test";
import { derive, describeTheme } from "../../pipeline/assemble/report/app/derive.js";
import { exactSum, populationSpread, roundHundredths } from "../../pipeline/assemble/report/app/reckoning.js";
import { makeIndex, normalise } from "../../pipeline/assemble/report/app/search.js";
import { gradeCount, gradeInMap, gradeTheme } from "../../pipeline/assemble/report/app/support.js";

const RULES = {
  strong_respondents: 3, strong_share: 0.4, moment_respondents: 2, moment_strength: 0.8, felt: 0.25,
  quotes_per_claim: 12, single_voices: 3, extremes: 2,
};

/** A study of interviews given as [id, role, texts]; utterance ids are the interview's id and a number. */
function makeStudy(talks, { decides = [], touchpoints = {} } = {}) {
  const utterances = talks.flatMap(([interview, , texts]) => texts.map((text, at) => ({
    id: `${interview}-${at}`, interview, turn: at, speaker: `${interview}-р`, speaker_role: "respondent",
    start: at * 100, end: at * 100 + text.length, text, time: null, touchpoints: touchpoints[`${interview}-${at}`] ?? [],
  })));
  const interviews = talks.map(([id, role]) => ({ id, role, path: `${id}.txt`, dropped: [] }));
  return { draft: { interviews, utterances, touchpoints: [{ id: "call", name: "Звонок" }] }, decides, rules: RULES };
}

/** A board whose units are given as id → [kinds, stage, valence]; all others are uncoded. */
function makeBoard(study, coded, themes = []) {
  const units = Object.fromEntries(study.draft.utterances.map(({ id }) => {
    const [kinds = {}, stage = null, valence = 0] = coded[id] ?? [];
    return [id, { kinds, stage, valence, irrelevant: false, pinned: false, told: [] }];
  }));
  return { stages: [{ id: "s1", name: "Выбор" }, { id: "s2", name: "Ремонт" }], units, themes: themes.map(makeTheme), comments: [], ignored: [] };
}

function makeTheme(given) {
  return {
    kind: "pain", stage: "s1", label: given.id, origin: "keywords", keywords: [], against: [], verdict: "open",
    pinned: false, dead: null, cohesion: 0, stability: null, ...given,
  };
}

const cellOf = (derived, lane, stage = "s1", role = "client") => derived.maps
  .find((map) => map.viewpoint === role).lanes.find((one) => one.id === lane).cells.find((cell) => cell.stage === stage);

const three = [["a", "client", ["Ждал.", "Ушёл."]], ["b", "client", ["Долго.", "Да."]], ["e", "expert", ["Бывает."]]];

test("a respondent who says a thing twice is counted once", () => {
  const study = makeStudy(three);
  const pain = [{ pain: 0.9 }, "s1", -1];
  const board = makeBoard(study, { "a-0": pain, "a-1": pain, "e-0": pain }, [{ id: "t", units: ["a-0", "a-1", "e-0"] }]);
  const { support, grade } = derive(board, study).themes.get("t");
  assert.deepEqual(support, { n: 2, of: 3, by_role: { client: [1, 2], expert: [1, 1] } });
  assert.equal(grade, "partial");
});

test("three of seven are strong, three of eight are not", () => {
  assert.equal(gradeCount(3, 7, RULES), "strong");
  assert.equal(gradeCount(3, 8, RULES), "partial");
  assert.equal(gradeCount(1, 1, RULES), "single");
  assert.equal(gradeCount(0, 9, RULES), "none");
});

test("experts alone never make anything strong", () => {
  const opinions = { n: 5, of: 5, by_role: { expert: [5, 5] } };
  assert.equal(gradeTheme(opinions, RULES), "partial");
  assert.equal(gradeInMap(opinions, "expert", RULES), "partial");
  assert.equal(gradeInMap(opinions, "client", RULES), "none");
});

test("a pinned theme stands before a better backed one", () => {
  const study = makeStudy(three);
  const pain = [{ pain: 0.9 }, "s1", 0];
  const board = makeBoard(study, { "a-0": pain, "b-0": pain, "a-1": pain }, [
    { id: "t1", units: ["a-0", "b-0"] }, { id: "t2", units: ["a-1"], pinned: true },
  ]);
  assert.deepEqual(cellOf(derive(board, study), "pains").claims.map((claim) => claim.text), ["t2", "t1"]);
});

test("the voices of a rejected theme speak alone, and a theme without units is no theme", () => {
  const study = makeStudy(three);
  const pain = [{ pain: 0.9 }, "s1", 0];
  const board = makeBoard(study, { "a-0": pain, "b-0": pain }, [
    { id: "t1", units: ["a-0", "b-0"], verdict: "rejected" }, { id: "t2", units: [] }, { id: "t3", units: [], dead: "merged" },
  ]);
  const derived = derive(board, study);
  assert.deepEqual([derived.rejected, derived.singles, [...derived.themes.keys()]], [["t1"], ["a-0", "b-0"], []]);
  assert.deepEqual(cellOf(derived, "pains").claims.map(({ text, grade, spoken }) => [text, grade, spoken]), [["Ждал.", "single", true], ["Долго.", "single", true]]);
});

test("an empty cell says what to ask, and a pain without an idea becomes an open question", () => {
  const study = makeStudy(three);
  const board = makeBoard(study, { "a-0": [{ pain: 0.9 }, "s1", 0] }, [{ id: "t1", label: "Долго ждут", units: ["a-0"] }]);
  const derived = derive(board, study);
  assert.deepEqual(cellOf(derived, "ideas").hint, { lane: "how_might_we", label: "Долго ждут" });
  assert.deepEqual(cellOf(derived, "ideas", "s2").hint, { lane: "ideas" });
  assert.equal(cellOf(derived, "pains").hint, null);
});

test("a strong shared pain is a moment of truth only when somebody says what came of it", () => {
  const coded = { "a-0": [{ pain: 0.9 }, "s1", -0.8], "b-0": [{ pain: 0.9 }, "s1", -0.8] };
  for (const [decides, found] of [[[], 0], [["b-0"], 1]]) {
    const study = makeStudy(three, { decides });
    assert.equal(cellOf(derive(makeBoard(study, coded, [{ id: "t", units: ["a-0", "b-0"] }]), study), "moments").claims.length, found);
  }
});

test("touchpoints are counted in respondents, and all their utterances are there", () => {
  const study = makeStudy(three, { touchpoints: { "a-0": ["call"], "a-1": ["call"], "b-1": ["call"] } });
  const board = makeBoard(study, { "a-0": [{}, "s1"], "a-1": [{}, "s1"], "b-1": [{}, "s1"] });
  const [claim] = cellOf(derive(board, study), "touchpoints").claims;
  assert.deepEqual([claim.text, claim.units, claim.support.by_role.client], ["Звонок", ["a-0", "a-1", "b-1"], [2, 2]]);
});

test("a theme keeps its object while nothing about it changes", () => {
  const study = makeStudy(three);
  const board = makeBoard(study, { "a-0": [{ pain: 0.9 }, "s1", -1] }, [{ id: "t", units: ["a-0"] }]);
  const first = derive(board, study).themes.get("t");
  assert.equal(describeTheme(board.themes[0], board, study), first);
  const felt = { ...board, units: { ...board.units, "a-0": { ...board.units["a-0"], valence: -2 } } };
  assert.equal(derive(felt, study).themes.get("t").valence, -2);
});

/** A study where interview number n brings `news[n]` themes. */
function saturated(news) {
  const study = makeStudy(news.map((count, at) => [`i${at}`, "client", Array.from({ length: count + 1 }, () => "Да.")]));
  const themes = news.flatMap((count, at) => Array.from({ length: count }, (_, n) => ({ id: `t${at}-${n}`, units: [`i${at}-${n}`] })));
  return derive(makeBoard(study, {}, themes), study).saturation;
}

test("saturation is reached with the first run that brings at most a twentieth of the base's themes", () => {
  assert.deepEqual(saturated([5, 3, 1, 1, 1, 0, 0, 4]).points.map(({ total, share }) => [total, share]), [
    [5, null], [8, null], [9, null], [10, null], [11, null], [11, 0.1], [11, 0], [15, 0.4],
  ]);
  assert.equal(saturated([5, 3, 1, 1, 1, 0, 0, 4]).reached, 7);
  assert.equal(saturated([10, 5, 3, 2, 1, 0]).reached, 6);
  assert.equal(saturated([10, 5, 3, 2, 1, 1]).reached, null);
});

test("too few interviews or a base without themes never reach saturation", () => {
  assert.equal(saturated([5, 0, 0, 0, 0]).reached, null);
  assert.equal(saturated([0, 0, 0, 0, 0, 0]).reached, null);
});

test("halves are rounded to the even neighbour", () => {
  assert.deepEqual([0.125, 0.375, -0.125, 2.675, 1.005, -0.001].map(roundHundredths), [0.12, 0.38, -0.12, 2.67, 1, 0]);
});

test("a sum is rounded once, and equal values have no spread", () => {
  assert.equal(exactSum(Array.from({ length: 10 }, () => 0.1)), 1);
  assert.equal(populationSpread([0.7, 0.7, 0.7]), 0);
  assert.equal(populationSpread([1, 2]), 0.5);
});

test("words are found whatever their case, «ё» and white space, and never across two utterances", () => {
  const study = makeStudy([["a", "client", ["Ещё  ЖДАЛ", "звонка."]], ["b", "client", ["Ждал ещё"]]]);
  const index = makeIndex(study);
  assert.deepEqual([...index.find(" еще ждал ")], ["a-0"]);
  assert.deepEqual([...index.find("ждал")], ["a-0", "b-0"]);
  assert.deepEqual([...index.find("ждал звонка")], []);
  assert.equal(index.find("").size, 3);
  assert.equal(normalise(" Ёж\n идёт "), "еж идет");
});

/** 5,000 utterances of 50 respondents, 150 themes, 8 stages. */
function largeStudy() {
  const kinds = ["pain", "goal", "question", "action", "positive", "idea"];
  const roles = ["client", "client", "non_user", "expert"];
  const study = makeStudy(Array.from({ length: 50 }, (_, n) => [`i${n}`, roles[n % 4], Array.from({ length: 100 }, (__, at) => `Сказал ${at * n % 97} раз, что ждал и ушёл.`)]), {
    touchpoints: Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`i${n % 50}-${n % 100}`, ["call"]])),
  });
  const ids = study.draft.utterances.map((one) => one.id);
  const coded = Object.fromEntries(ids.map((id, n) => [id, [{ [kinds[n % 6]]: 0.5 + (n % 50) / 100 }, `s${1 + n % 8}`, (n * 7 % 41) / 10 - 2]]));
  const themes = Array.from({ length: 150 }, (_, n) => ({ id: `t${n}`, kind: kinds[n % 6], stage: `s${1 + n % 8}`, units: ids.filter((__, at) => at % 6 === n % 6 && at % 25 === Math.floor(n / 6)) }));
  const board = makeBoard(study, coded, themes);
  return { study, board: { ...board, stages: Array.from({ length: 8 }, (_, at) => ({ id: `s${at + 1}`, name: `${at}` })) } };
}

/** The least work of several times, in milliseconds of the processor, so that a busy machine does not count. */
function quickest(work) {
  return Math.min(...Array.from({ length: 9 }, () => {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  }));
}

test("a large study is derived at once", (t) => {
  const { study, board } = largeStudy();
  const again = () => derive({ ...board, themes: board.themes.map((theme) => ({ ...theme })) }, study);
  const took = quickest(again);
  t.diagnostic(`derive: ${took.toFixed(1)} ms anew, ${quickest(() => derive(board, study)).toFixed(1)} ms with unchanged themes`);
  assert.ok(took < 60, `${took} ms`);
});

test("a large study is searched at once", (t) => {
  const { study } = largeStudy();
  const index = makeIndex(study);
  const took = Math.max(...["а", "ждал и ушел", "нет такого", "сказал 5"].map((text) => quickest(() => { index.find("z"); index.find(text); })));
  t.diagnostic(`find: ${took.toFixed(2)} ms`);
  assert.ok(took < 5, `${took} ms`);
});
