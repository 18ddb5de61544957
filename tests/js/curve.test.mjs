// The emotion curve: drawn stage by stage, unbroken where data are, and never beyond what was felt.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawPieces } from "../../pipeline/assemble/report/app/curve.js";

let seed = 7;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const feelings = () => Array.from({ length: Math.floor(random() * 13) }, () => (random() < 0.3 ? null : { mean: random() * 4 - 2, spread: random() * 2 }));
const points = (path) => [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((found) => [Number(found[1]), Number(found[2])]);
const heights = (path) => points(path).map((point) => point[1]);
const studies = Array.from({ length: 300 }, feelings);

test("pieces of neighbours meet at their border", () => {
  for (const felt of studies) {
    const pieces = drawPieces(felt);
    for (let at = 1; at < pieces.length; at += 1) {
      if (!pieces[at - 1] || !pieces[at]) continue;
      assert.equal(points(pieces[at - 1].line).at(-1)[0], 100);
      assert.ok(Math.abs(heights(pieces[at - 1].line).at(-1) - heights(pieces[at].line)[0]) <= 0.011);
    }
  }
});

test("the line breaks at a stage without data and stays in its box", () => {
  for (const felt of studies) {
    const pieces = drawPieces(felt);
    assert.deepEqual(pieces.map((piece) => piece === null), felt.map((one) => one === null));
    for (const piece of pieces.filter(Boolean)) assert.ok(heights(piece.line + piece.band).every((y) => y >= 0 && y <= 100));
  }
});

test("between two points the line never leaves their range", () => {
  for (const felt of studies) {
    const pieces = drawPieces(felt);
    for (let at = 1; at < pieces.length; at += 1) {
      const [before, after] = [pieces[at - 1], pieces[at]];
      if (!before || !after) continue;
      const between = [...heights(before.line).slice(-4), ...heights(after.line).slice(0, 4)];
      assert.ok(Math.min(before.y, after.y) - 0.02 <= Math.min(...between));
      assert.ok(Math.max(...between) <= Math.max(before.y, after.y) + 0.02);
    }
  }
});
