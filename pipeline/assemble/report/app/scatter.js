// The geometry of the picture: hulls, who lies under a pointer, what a loop holds, ways of looking.

/** @typedef {[number, number]} Spot */
/** @typedef {{scale: number, x: number, y: number}} Look pixels of a point p: p * scale + (x, y) */

/**
 * The convex hull of points, counter-clockwise (Andrew's monotone chain, 1979).
 * @param {readonly Spot[]} points @returns {Spot[]}
 */
export function hullOf(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const turn = (/** @type {Spot} */ o, /** @type {Spot} */ a, /** @type {Spot} */ b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (/** @type {Spot[]} */ order) => {
    /** @type {Spot[]} */
    const chain = [];
    for (const point of order) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half([...sorted].reverse())];
}

/** The points nearest to their middle, so that a stray one does not stretch the hull. @param {readonly Spot[]} points @param {number} share @returns {Spot[]} */
export function coreOf(points, share) {
  const [x, y] = middleOf(points);
  const far = (/** @type {Spot} */ point) => Math.hypot(point[0] - x, point[1] - y);
  return [...points].sort((a, b) => far(a) - far(b)).slice(0, Math.max(Math.min(3, points.length), Math.ceil(points.length * share)));
}

/** The median point. @param {readonly Spot[]} points @returns {Spot} */
export function middleOf(points) {
  const middle = (/** @type {0 | 1} */ axis) => {
    const values = points.map((point) => point[axis]).sort((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  };
  return [middle(0), middle(1)];
}

/** Whether a loop holds a point (even-odd rule). @param {readonly Spot[]} loop @param {Spot} point @returns {boolean} */
export function holds(loop, [x, y]) {
  let inside = false;
  for (let at = 0, last = loop.length - 1; at < loop.length; last = at, at += 1) {
    const [ax, ay] = loop[at];
    const [bx, by] = loop[last];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The look that shows -1..1 whole. @param {number} width @param {number} height @returns {Look} */
export function wholeLook(width, height) {
  return { scale: Math.max(10, Math.min(width, height) / 2 - 24), x: width / 2, y: height / 2 };
}

/** Nearer or further by a factor, the pixel (x, y) staying where it is. @param {Look} look @param {number} factor @param {number} x @param {number} y @param {Look} whole @returns {Look} */
export function zoomed(look, factor, x, y, whole) {
  const scale = Math.min(whole.scale * 40, Math.max(whole.scale * 0.6, look.scale * factor));
  const real = scale / look.scale;
  return { scale, x: x - (x - look.x) * real, y: y - (y - look.y) * real };
}

/** @param {Look} look @param {Spot} point @returns {Spot} */
export function toPixels(look, [x, y]) {
  return [x * look.scale + look.x, y * look.scale + look.y];
}

/** The nearest of the points to a pixel, within a reach in pixels; null when none. @param {readonly {id: string, point: Spot}[]} points @param {Look} look @param {number} x @param {number} y @param {number} within @returns {string | null} */
export function nearestTo(points, look, x, y, within) {
  let best = null;
  let least = within * within;
  for (const { id, point } of points) {
    const dx = point[0] * look.scale + look.x - x;
    const dy = point[1] * look.scale + look.y - y;
    const far = dx * dx + dy * dy;
    if (far <= least) [best, least] = [id, far];
  }
  return best;
}

/** The next point in a direction: near, and more along it than aside. @param {readonly {id: string, point: Spot}[]} points @param {string} from @param {Spot} way @returns {string | null} */
export function towards(points, from, [wx, wy]) {
  const here = points.find((one) => one.id === from)?.point;
  if (!here) return points[0]?.id ?? null;
  let best = null;
  let least = Infinity;
  for (const { id, point } of points) {
    const [dx, dy] = [point[0] - here[0], point[1] - here[1]];
    const along = dx * wx + dy * wy;
    const aside = Math.abs(dx * wy - dy * wx);
    if (id === from || along <= 0 || aside > along) continue;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}
