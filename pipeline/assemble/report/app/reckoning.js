// Numbers and texts reckoned exactly as Python does it, for the page and draft.json must say the same.

/** Round to two decimals as Python's round() does: the nearest, from the very middle to the even one. @param {number} value @returns {number} */
export function roundHundredths(value) {
  if (!Number.isInteger(value * 8) || Number.isInteger(value * 4)) return Number(value.toFixed(2)) + 0;
  const below = Math.floor(value * 100); // only odd eighths lie in the middle, and those are exact
  return (below % 2 === 0 ? below : below + 1) / 100 + 0;
}

/** The sum of numbers, rounded only once (Shewchuk 1997), as math.fsum gives it. @param {number[]} values @returns {number} */
export function exactSum(values) {
  /** @type {number[]} */
  const partials = [];
  for (const value of values) {
    let x = value;
    let kept = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    partials.push(x);
  }
  return sumOfPartials(partials);
}

/** Add up partials that do not overlap, the largest last; a half is rounded to even. @param {number[]} partials @returns {number} */
function sumOfPartials(partials) {
  let at = partials.length - 1;
  if (at < 0) return 0;
  let high = partials[at];
  let low = 0;
  while (at > 0) {
    const x = high;
    at -= 1;
    const y = partials[at];
    high = x + y;
    low = y - (high - x);
    if (low) break;
  }
  if (at > 0 && ((low < 0 && partials[at - 1] < 0) || (low > 0 && partials[at - 1] > 0))) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) return x;
  }
  return high;
}

/** @param {number[]} values @returns {number} */
export const exactMean = (values) => exactSum(values) / values.length;

const FINEST = 2 ** 54; // every number from a quarter to two is a whole number of these parts

/**
 * The standard deviation of a whole population of valences (a quarter or more, either sign), exact before it is
 * rounded to a number, as statistics.pstdev gives it.
 * @param {number[]} values @returns {number}
 */
export function populationSpread(values) {
  /** @type {Map<number, number>} */
  const tally = new Map();
  for (const value of values) tally.set(value, (tally.get(value) ?? 0) + 1);
  let sum = 0n;
  let squares = 0n;
  for (const [value, count] of tally) {
    const part = BigInt(value * FINEST);
    sum += part * BigInt(count);
    squares += part * part * BigInt(count);
  }
  const many = BigInt(values.length);
  return rootOfFraction(many * squares - sum * sum, many * many << 108n);
}

/** The square root of above/below, rounded once: the odd last bit keeps that something was cut off. @param {bigint} above @param {bigint} below @returns {number} */
function rootOfFraction(above, below) {
  if (above === 0n) return 0;
  const shift = Math.floor((bitsOf(above) - bitsOf(below) - 109) / 2);
  const [top, bottom] = shift >= 0 ? [above, below << BigInt(2 * shift)] : [above << BigInt(-2 * shift), below];
  const root = wholeRoot(top / bottom);
  const odd = root * root * bottom === top ? root : root | 1n;
  return Number(odd) * 2 ** shift;
}

/** @param {bigint} value @returns {number} */
const bitsOf = (value) => value.toString(2).length;

/** @param {bigint} value @returns {bigint} */
function wholeRoot(value) {
  let root = BigInt(Math.floor(Math.sqrt(Number(value)))) + 1n;
  while (root * root > value) root = (root + value / root) >> 1n;
  while ((root + 1n) * (root + 1n) <= value) root += 1n;
  return root;
}

/** Order texts by code points, as Python does. @param {string} a @param {string} b @returns {number} */
export function byCodePoints(a, b) {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? aboveSurrogates(x) - aboveSurrogates(y) : x - y;
  }
  return a.length - b.length;
}

/** @param {number} unit a UTF-16 unit; a surrogate is part of a character behind all others */
const aboveSurrogates = (unit) => (unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** Count characters as Python does: a pair of surrogates is one. @param {string} text @returns {number} */
export function countCharacters(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
