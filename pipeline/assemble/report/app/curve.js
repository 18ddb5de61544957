// The emotion curve as one SVG piece a stage, so that it lines up with the map's columns.
//
// Each piece fills a box of 100 x 100 units that the page stretches over its table cell: x = 50 is the
// stage's own point, x = 0 and x = 100 the borders to its neighbours. Between points runs a monotone
// cubic (Fritsch & Butland 1984): it never rises above or falls below what was measured. A stage
// without data breaks the line.

/** @typedef {[number, number]} CurvePoint */
/** @typedef {CurvePoint[]} Bezier four points */
/** @typedef {{y: number, line: string, band: string}} Piece the height of the point (0 = best, 100 = worst) and two paths */

const CURVE_BOX = 100;
const STRONGEST = 2; // of a valence
const LONE_BAND = [36, 64]; // where the spread of a stage without neighbours is drawn

/** Draw the mean and spread of each stage, null where nobody felt anything. @param {({mean: number, spread: number} | null)[]} feelings @returns {(Piece | null)[]} */
export function drawPieces(feelings) {
  const heights = (/** @type {number} */ by) => feelings.map((felt) => (felt ? curveHeight(felt.mean + by * felt.spread) : null));
  const [means, tops, bottoms] = [heights(0), heights(1), heights(-1)];
  const [line, top, bottom] = [stretchOver(means), stretchOver(tops), stretchOver(bottoms)];
  return means.map((y, at) => {
    const [high, low] = [tops[at], bottoms[at]];
    if (y === null || high === null || low === null) return null;
    const [left, right] = [line.left[at], line.right[at]];
    const band = closedPath(top.left[at], bottom.left[at]) + closedPath(top.right[at], bottom.right[at]);
    return { y: Math.round(y * 100) / 100, line: openPath(left) + openPath(right), band: band + (left || right ? "" : loneBox(high, low)) };
  });
}

/** @param {number} valence */
function curveHeight(valence) {
  return ((STRONGEST - Math.min(STRONGEST, Math.max(-STRONGEST, valence))) / (2 * STRONGEST)) * CURVE_BOX;
}

/** One curve over all stages: per stage its left half and its right half. @param {(number | null)[]} heights */
function stretchOver(heights) {
  /** @type {(Bezier | null)[]} */
  const left = heights.map(() => null);
  /** @type {(Bezier | null)[]} */
  const right = heights.map(() => null);
  const slopes = slopesOf(heights);
  for (let at = 0; at + 1 < heights.length; at += 1) {
    const [here, there] = [heights[at], heights[at + 1]];
    if (here !== null && there !== null) [right[at], left[at + 1]] = halvesOf(here, slopes[at], there, slopes[at + 1]);
  }
  return { left, right };
}

/** The tangent at each point: the harmonic mean of its secants, 0 at a turn. @param {(number | null)[]} heights */
function slopesOf(heights) {
  const secant = (/** @type {number} */ at) => {
    const [a, b] = [heights[at], heights[at + 1]];
    return a === null || b === null || a === undefined || b === undefined ? null : b - a;
  };
  return heights.map((_, at) => {
    const [before, after] = [secant(at - 1), secant(at)];
    if (before === null || after === null) return before || after || 0;
    return before * after > 0 ? (2 * before * after) / (before + after) : 0;
  });
}

/** Cut the cubic between two centres at the border of their cells (de Casteljau, t = 1/2). @param {number} here @param {number} slopeHere @param {number} there @param {number} slopeThere @returns {[Bezier, Bezier]} */
function halvesOf(here, slopeHere, there, slopeThere) {
  const [y0, y1, y2, y3] = [here, here + slopeHere / 3, there - slopeThere / 3, there];
  const [y01, y12, y23] = [(y0 + y1) / 2, (y1 + y2) / 2, (y2 + y3) / 2];
  const [y012, y123] = [(y01 + y12) / 2, (y12 + y23) / 2];
  const middle = (y012 + y123) / 2;
  return [bezierFrom(CURVE_BOX / 2, [y0, y01, y012, middle]), bezierFrom(0, [middle, y123, y23, y3])];
}

/** @param {number} x @param {number[]} heights @returns {Bezier} */
function bezierFrom(x, heights) {
  return heights.map((y, at) => [x + (at * CURVE_BOX) / 6, y]);
}

/** @param {Bezier | null} curve */
function openPath(curve) {
  return curve ? `M${pathPoint(curve[0])}C${curve.slice(1).map(pathPoint).join(" ")}` : "";
}

/** @param {Bezier | null} top @param {Bezier | null} bottom */
function closedPath(top, bottom) {
  if (!top || !bottom) return "";
  const back = [...bottom].reverse();
  return `${openPath(top)}L${pathPoint(back[0])}C${back.slice(1).map(pathPoint).join(" ")}Z`;
}

/** @param {number} top @param {number} bottom */
function loneBox(top, bottom) {
  const [start, end] = LONE_BAND;
  return `M${pathPoint([start, top])}H${pathNumber(end)}V${pathNumber(bottom)}H${pathNumber(start)}Z`;
}

/** @param {CurvePoint} point */
function pathPoint(point) {
  return `${pathNumber(point[0])},${pathNumber(point[1])}`;
}

/** @param {number} value */
function pathNumber(value) {
  return String(Number(value.toFixed(2)));
}
