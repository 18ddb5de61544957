// The review queue: what the program is least sure of comes first, and what is judged is passed over.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isJudged, nearestThemes, nextOpen, queueOf } from "../../pipeline/assemble/report/app/queue.js";
import { coreOf, holds, hullOf, nearestTo, towards, wholeLook, zoomed } from "../../pipeline/assemble/report/app/scatter.js";

const said = (id, kinds, more = {}) => ({ id, speaker_role: "respondent", text: "", kinds: Object.entries(kinds).map(([kind, score]) => ({ kind, score, why: "" })), stage: { id: "s1", score: 1, why: "" }, ...more });
const theme = (id, more = {}) => ({ id, kind: "pain", stage: "s1", label: id, keywords: [], utterances: [], cohesion: 0.9, stability: 0.9, ...more });
const draft = (utterances, themes = [], unassigned = []) => ({ utterances, themes, unassigned });
const order = (...parts) => queueOf(draft(...parts)).map((item) => item.id);

test("the kind that barely passed comes before the sure one", () => {
  assert.deepEqual(order([said("u1", { pain: 0.95 }), said("u2", { pain: 0.4 }), said("u3", { pain: 0.6 })]), ["u2", "u3", "u1"]);
});

test("each kind has a threshold of its own", () => {
  const [first] = queueOf(draft([said("u1", { pain: 0.5 }), said("u2", { pain: 0.3 }), said("u3", { goal: 0.5 })]));
  assert.deepEqual([first.id, first.doubt], ["u2", 1]);
  assert.equal(queueOf(draft([said("u1", { pain: 0.5 }), said("u2", { pain: 0.3 }), said("u3", { goal: 0.5 })])).find((item) => item.id === "u3").doubt, 1);
});

test("the least certain of several kinds decides", () => {
  assert.deepEqual(order([said("u1", { pain: 0.9 }), said("u2", { pain: 0.95, goal: 0.3 }), said("u3", { goal: 0.9, pain: 0.5 })]).at(-1), "u1");
});

test("a weak stage raises a sure utterance, and the card says so", () => {
  const sure = said("u1", { pain: 1 });
  const weak = said("u2", { pain: 1 }, { stage: { id: "s1", score: 0.3, why: "" } });
  const [first] = queueOf(draft([sure, weak, said("u3", { pain: 0.5 }, { stage: { id: "s1", score: 0.9, why: "" } })]));
  assert.equal(queueOf(draft([sure, weak]))[0].id, "u2");
  assert.ok(first.doubt === 1);
  assert.equal(queueOf(draft([sure, weak]))[0].reason, "stage");
});

test("what the interviewer said and what has no kind is not asked about", () => {
  assert.deepEqual(order([said("u1", { pain: 0.5 }, { speaker_role: "interviewer" }), said("u2", {})]), []);
});

test("a shaky theme comes before a firm one; a loose one says why", () => {
  const items = queueOf(draft([], [theme("t1"), theme("t2", { stability: 0.2 }), theme("t3", { stability: null, cohesion: 0.3 })]));
  assert.deepEqual(items.map((item) => [item.id, item.reason]), [["t2", "stability"], ["t3", "cohesion"], ["t1", "stability"]]);
});

test("a single voice near a theme of its kind is asked about early", () => {
  const all = [said("u1", { pain: 1 }, { point: [0, 0] }), said("u2", { pain: 1 }, { point: [0.02, 0] }), said("u3", { pain: 1 }, { point: [0.9, 0.9] })];
  const items = queueOf(draft(all, [theme("t1", { utterances: ["u1"] })], ["u2", "u3"]));
  assert.deepEqual([items[0].id, items[0].reason, items[0].near], ["u2", "near", "t1"]);
  assert.equal(items.find((item) => item.id === "u3").near, null);
});

test("a theme of another kind is not near", () => {
  const all = [said("u1", { goal: 1 }, { point: [0, 0] }), said("u2", { pain: 1 }, { point: [0, 0] })];
  assert.equal(nearestThemes(draft(all, [theme("t1", { kind: "goal", utterances: ["u1"] })], ["u2"])).size, 0);
});

test("without a picture the keywords tell what is near", () => {
  const all = [said("u1", { pain: 1 }, { text: "Ждала курьера два часа" })];
  const found = nearestThemes(draft(all, [theme("t1", { keywords: ["оплата"] }), theme("t2", { keywords: ["курьер", "опоздание"] })], ["u1"]));
  assert.deepEqual(found.get("u1"), { theme: "t2", near: 0.5 });
});

test("equal doubt goes by id, whatever the order of the draft", () => {
  const all = [said("u2", { pain: 0.5 }), said("u1", { pain: 0.5 }), said("u3", { pain: 0.5 })];
  assert.deepEqual(order(all), order([...all].reverse()));
  assert.deepEqual(order(all), ["u1", "u2", "u3"]);
});

test("judging is what a person set, set aside, accepted or merged", () => {
  const units = { u1: { told: [], irrelevant: false }, u2: { told: ["kinds"], irrelevant: false }, u3: { told: [], irrelevant: true } };
  const themes = [theme("t1", { verdict: "open", dead: null }), theme("t2", { verdict: "rejected", dead: null }), theme("t3", { verdict: "open", dead: "merged" })];
  const judged = (type, id) => isJudged({ type, id, doubt: 0, reason: "kinds", near: null }, { units, themes });
  assert.deepEqual(["u1", "u2", "u3"].map((id) => judged("unit", id)), [false, true, true]);
  assert.deepEqual(["t1", "t2", "t3"].map((id) => judged("theme", id)), [false, true, true]);
});

test("the next open card goes round once and ends", () => {
  assert.equal(nextOpen([true, false, true], 2), 1);
  assert.equal(nextOpen([false, true], 0), 0);
  assert.equal(nextOpen([true, true], 1), -1);
  assert.equal(nextOpen([], 0), -1);
});

test("a hull holds its points and leaves out a corner that is not there", () => {
  const square = [[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5]];
  assert.equal(hullOf(square).length, 4);
  assert.ok(holds(hullOf(square), [0.4, 0.6]));
  assert.ok(!holds(hullOf(square), [1.2, 0.5]));
});

test("the core of a theme leaves the stray point out", () => {
  assert.ok(!coreOf([[0, 0], [0.1, 0], [0, 0.1], [0.1, 0.1], [5, 5]], 0.8).some(([x]) => x === 5));
});

test("zooming keeps the pixel under the pointer, and stops at its ends", () => {
  const whole = wholeLook(800, 600);
  const look = zoomed(whole, 2, 100, 50, whole);
  const under = ({ scale, x, y }) => [(100 - x) / scale, (50 - y) / scale].map((value) => value.toFixed(9));
  assert.deepEqual(under(look), under(whole));
  assert.equal(zoomed(whole, 1e6, 0, 0, whole).scale, whole.scale * 40);
});

test("a pointer finds the nearest point within reach, an arrow the next one in its way", () => {
  const points = [{ id: "a", point: [0, 0] }, { id: "b", point: [0.1, 0] }, { id: "c", point: [0.5, 0.01] }, { id: "d", point: [0, 0.3] }];
  const look = { scale: 100, x: 0, y: 0 };
  assert.equal(nearestTo(points, look, 9, 1, 12), "b");
  assert.equal(nearestTo(points, look, 200, 200, 12), null);
  assert.deepEqual([towards(points, "a", [1, 0]), towards(points, "b", [1, 0]), towards(points, "a", [0, 1]), towards(points, "a", [-1, 0])], ["b", "c", "d", null]);
});
