// The picture's canvas: how it is drawn, and what pointers, wheel and keys do on it.
import { html, useEffect, useLayoutEffect, useRef } from "../vendor/htm-preact.js";
import { t } from "./words.js";
import { KIND_ORDER } from "./names.js";
import { clearSelection, select } from "./state.js";
import { openUnitMenu } from "./edit.js";
import { beginning } from "./talk_view.js";
import { holds, nearestTo, toPixels, towards, wholeLook, zoomed } from "./scatter.js";

/** @typedef {{id: string, point: [number, number], kind: string, stage: number, on: boolean, picked: boolean}} Mote an utterance on the picture */

export const PICTURE_LABELS = 14; // the largest themes get a name; more would cover one another
const PICTURE_REACH = 12; // pixels around a point that still mean it

/** The shape of a kind, about 8 pixels wide: colour is never alone. @type {Record<string, string>} */
export const PICTURE_SHAPES = {
  pain: "M0,-4.4 L4.4,3.6 L-4.4,3.6Z",
  goal: "M4,0 A4,4 0 1 1 -4,0 A4,4 0 1 1 4,0Z M1.7,0 A1.7,1.7 0 1 0 -1.7,0 A1.7,1.7 0 1 0 1.7,0Z",
  question: "M0,-4.6 L4.6,0 L0,4.6 L-4.6,0Z",
  action: "M-3.4,-3.4 H3.4 V3.4 H-3.4Z",
  positive: "M4,0 A4,4 0 1 1 -4,0 A4,4 0 1 1 4,0Z",
  idea: "M-1.3,-4.4 H1.3 V-1.3 H4.4 V1.3 H1.3 V4.4 H-1.3 V1.3 H-4.4 V-1.3 H-1.3Z",
};

/** The colours of the page as it is now, light or dark. @param {Element} node @param {number} stages */
function pictureColours(node, stages) {
  const style = getComputedStyle(node);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const kinds = Object.fromEntries(KIND_ORDER.map((kind) => [kind, read(`--${kind}`)]));
  const ofStages = Array.from({ length: stages }, (_, at) => read(`--stage-${at % 8}`));
  return { kinds, stages: ofStages, ink: read("--ink"), muted: read("--muted"), surface: read("--surface"), accent: read("--accent"), sans: read("--sans") };
}

/** The canvas. It draws itself; Preact only tells it when something changed. @param {any} props */
export function PictureCanvas({ view, motes, named, by, tool, at, setAt }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const state = useRef(/** @type {any} */ ({ look: null, whole: null, loop: null, pointers: new Map(), waiting: 0 }));
  state.current.now = { view, motes, named, by, tool, at, setAt };
  useLayoutEffect(() => {
    const node = /** @type {HTMLCanvasElement} */ (canvas.current);
    const off = pictureInput(node, state.current);
    const fit = () => pictureFit(node, state.current);
    const sized = new ResizeObserver(fit);
    sized.observe(node);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => pictureSoon(node, state.current);
    dark.addEventListener("change", redraw);
    fit();
    return () => { off(); sized.disconnect(); dark.removeEventListener("change", redraw); cancelAnimationFrame(state.current.waiting); };
  }, []);
  useEffect(() => pictureSoon(/** @type {HTMLCanvasElement} */ (canvas.current), state.current));
  const zoom = (/** @type {number} */ factor) => () => pictureZoom(/** @type {HTMLCanvasElement} */ (canvas.current), state.current, factor);
  return html`<div class="picture-frame"><canvas ref=${canvas} class="picture-canvas tool-${tool}" tabindex="0" role="application" aria-label=${t("Picture of %(n)s utterances", { n: motes.length })} aria-describedby="picture-keys"></canvas>
    <div class="picture-zoom" role="group" aria-label=${t("Scale")}><button type="button" aria-label=${t("Nearer")} onClick=${zoom(1.4)}>+</button><button type="button" aria-label=${t("Further")} onClick=${zoom(1 / 1.4)}>−</button><button type="button" aria-label=${t("Show all")} onClick=${zoom(0)}>⤢</button></div>
    <p class="picture-keys" id="picture-keys">${t("Arrows: the next point. Space: select. Enter: actions. + and −: scale. Shift and drag: select a rectangle. Ctrl and wheel: scale.")}</p></div>`;
}

/** @param {HTMLCanvasElement} node @param {any} state */
function pictureFit(node, state) {
  const { clientWidth: width, clientHeight: height } = node;
  const ratio = devicePixelRatio || 1;
  if (!width || !height) return;
  node.width = Math.round(width * ratio);
  node.height = Math.round(height * ratio);
  const whole = wholeLook(width, height);
  const near = state.look && state.whole ? state.look.scale / state.whole.scale : 1;
  const centre = state.look ? [(state.size[0] / 2 - state.look.x) / state.look.scale, (state.size[1] / 2 - state.look.y) / state.look.scale] : [0, 0];
  state.look = { scale: whole.scale * near, x: width / 2 - centre[0] * whole.scale * near, y: height / 2 - centre[1] * whole.scale * near };
  Object.assign(state, { whole, size: [width, height], ratio });
  pictureDraw(node, state);
}

/** @param {HTMLCanvasElement} node @param {any} state @param {number} factor 0: all of it */
function pictureZoom(node, state, factor) {
  state.look = factor ? zoomed(state.look, factor, state.size[0] / 2, state.size[1] / 2, state.whole) : { ...state.whole };
  pictureSoon(node, state);
}

/** Draw once before the next frame. @param {HTMLCanvasElement} node @param {any} state */
function pictureSoon(node, state) {
  cancelAnimationFrame(state.waiting);
  state.waiting = requestAnimationFrame(() => pictureDraw(node, state));
}

/** @param {HTMLCanvasElement} node @param {any} state */
function pictureDraw(node, state) {
  const pen = node.getContext("2d");
  if (!pen || !state.look) return;
  const { view, motes, named, by, at } = state.now;
  const colours = pictureColours(node, Math.max(1, view.board.stages.length));
  pen.setTransform(state.ratio, 0, 0, state.ratio, 0, 0);
  pen.clearRect(0, 0, state.size[0], state.size[1]);
  drawHulls(pen, state, named, colours);
  drawMotes(pen, state, motes, by, colours);
  drawNames(pen, state, named, colours);
  const here = motes.find((/** @type {Mote} */ mote) => mote.id === at);
  if (here) drawRing(pen, toPixels(state.look, here.point), colours);
  if (state.loop) drawLoop(pen, state.loop, colours);
}

/** @param {CanvasRenderingContext2D} pen @param {any} state @param {any[]} named @param {any} colours */
function drawHulls(pen, state, named, colours) {
  for (const { hull, kind } of named) {
    if (hull.length < 3) continue;
    pen.beginPath();
    hull.forEach((/** @type {[number, number]} */ point, /** @type {number} */ at) => pen[at ? "lineTo" : "moveTo"](...toPixels(state.look, point)));
    pen.closePath();
    pen.lineJoin = "round";
    pen.fillStyle = pen.strokeStyle = colours.kinds[kind];
    pen.globalAlpha = 0.07;
    pen.fill();
    pen.globalAlpha = 0.28;
    pen.lineWidth = 1;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/** @type {Record<string, Path2D>} */
const picturePaths = {};

/** @param {CanvasRenderingContext2D} pen @param {any} state @param {Mote[]} motes @param {string} by @param {any} colours */
function drawMotes(pen, state, motes, by, colours) {
  const { look, ratio, size } = state;
  const big = Math.min(1.8, Math.max(0.75, Math.sqrt(look.scale / state.whole.scale)));
  for (const faint of [true, false]) {
    for (const mote of motes) {
      const x = mote.point[0] * look.scale + look.x;
      const y = mote.point[1] * look.scale + look.y;
      if (mote.on === faint || x < -9 || y < -9 || x > size[0] + 9 || y > size[1] + 9) continue;
      const shape = picturePaths[mote.kind] ?? (picturePaths[mote.kind] = new Path2D(PICTURE_SHAPES[mote.kind]));
      pen.setTransform(ratio * big, 0, 0, ratio * big, x * ratio, y * ratio);
      pen.globalAlpha = mote.on ? 0.9 : 0.14;
      pen.fillStyle = by === "kind" ? colours.kinds[mote.kind] : (colours.stages[mote.stage] ?? colours.muted);
      pen.fill(shape, "evenodd");
      if (mote.picked) {
        pen.globalAlpha = 1;
        pen.strokeStyle = colours.ink;
        pen.lineWidth = 1.8;
        pen.stroke(shape);
      }
    }
  }
  pen.globalAlpha = 1;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Names of the largest themes, dropping those that would cover another. @param {CanvasRenderingContext2D} pen @param {any} state @param {any[]} named @param {any} colours */
function drawNames(pen, state, named, colours) {
  pen.font = `600 12px ${colours.sans}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  const near = state.look.scale / state.whole.scale;
  /** @type {[number, number, number][]} */
  const taken = [];
  for (const { label, middle, kind } of named.slice(0, Math.round(PICTURE_LABELS * Math.max(1, near)))) {
    const text = beginning(label, 34);
    const half = pen.measureText(text).width / 2;
    const [mx, y] = toPixels(state.look, middle);
    if (mx < -20 || y < 0 || mx > state.size[0] + 20 || y > state.size[1]) continue;
    const x = Math.min(state.size[0] - half - 6, Math.max(half + 6, mx));
    if (taken.some(([tx, ty, wide]) => Math.abs(tx - x) < half + wide + 6 && Math.abs(ty - y) < 18)) continue;
    taken.push([x, y, half]);
    pen.strokeStyle = colours.surface;
    pen.lineWidth = 4;
    pen.strokeText(text, x, y);
    pen.fillStyle = colours.kinds[kind];
    pen.fillText(text, x, y);
  }
}

/** @param {CanvasRenderingContext2D} pen @param {[number, number]} spot @param {any} colours */
function drawRing(pen, [x, y], colours) {
  pen.beginPath();
  pen.arc(x, y, 10, 0, 2 * Math.PI);
  pen.strokeStyle = colours.accent;
  pen.lineWidth = 3;
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {[number, number][]} loop @param {any} colours */
function drawLoop(pen, loop, colours) {
  pen.beginPath();
  loop.forEach((spot, at) => pen[at ? "lineTo" : "moveTo"](...spot));
  pen.closePath();
  pen.fillStyle = pen.strokeStyle = colours.accent;
  pen.globalAlpha = 0.1;
  pen.fill();
  pen.globalAlpha = 1;
  pen.setLineDash([5, 4]);
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.setLineDash([]);
}

/** Listen to pointers, wheel and keys; returns how to stop. @param {HTMLCanvasElement} node @param {any} state */
function pictureInput(node, state) {
  const at = (/** @type {PointerEvent | WheelEvent} */ event) => /** @type {[number, number]} */ ([event.offsetX, event.offsetY]);
  const listeners = /** @type {Record<string, (event: any) => void>} */ ({
    pointerdown: (event) => pictureDown(node, state, event, at(event)),
    pointermove: (event) => pictureMove(node, state, event, at(event)),
    pointerup: (event) => pictureUp(node, state, event, at(event)),
    pointercancel: (event) => { state.pointers.delete(event.pointerId); state.loop = null; state.drag = null; pictureSoon(node, state); },
    wheel: (event) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== node) return;
      event.preventDefault();
      state.look = zoomed(state.look, Math.exp(-event.deltaY / 300), ...at(event), state.whole);
      pictureSoon(node, state);
    },
    dblclick: (event) => { state.look = zoomed(state.look, 1.8, ...at(event), state.whole); pictureSoon(node, state); },
    keydown: (event) => pictureKey(node, state, event),
  });
  for (const [name, listener] of Object.entries(listeners)) node.addEventListener(name, listener, { passive: false });
  return () => { for (const [name, listener] of Object.entries(listeners)) node.removeEventListener(name, listener); };
}

/** @param {HTMLCanvasElement} node @param {any} state @param {PointerEvent} event @param {[number, number]} spot */
function pictureDown(node, state, event, spot) {
  if (event.button) return;
  node.setPointerCapture(event.pointerId);
  node.focus({ preventScroll: true });
  state.pointers.set(event.pointerId, spot);
  const tool = event.shiftKey ? "box" : state.now.tool;
  state.drag = { from: spot, last: spot, tool, far: false, add: event.shiftKey || event.ctrlKey || event.metaKey };
  if (tool === "loop") state.loop = [spot];
}

/** @param {HTMLCanvasElement} node @param {any} state @param {PointerEvent} event @param {[number, number]} spot */
function pictureMove(node, state, event, spot) {
  const { drag, pointers } = state;
  if (!drag || !pointers.has(event.pointerId)) {
    if (event.pointerType === "mouse") pictureHover(state, spot);
    return;
  }
  if (pointers.size === 2) picturePinch(state, event.pointerId, spot);
  else if (drag.tool === "move") state.look = { ...state.look, x: state.look.x + spot[0] - drag.last[0], y: state.look.y + spot[1] - drag.last[1] };
  else if (drag.tool === "box") state.loop = [drag.from, [spot[0], drag.from[1]], spot, [drag.from[0], spot[1]]];
  else state.loop?.push(spot);
  drag.far ||= Math.hypot(spot[0] - drag.from[0], spot[1] - drag.from[1]) > 4;
  drag.last = spot;
  pointers.set(event.pointerId, spot);
  pictureSoon(node, state);
}

/** @param {any} state @param {[number, number]} spot */
function pictureHover(state, spot) {
  const { motes, at, setAt } = state.now;
  const found = nearestTo(motes.filter((/** @type {Mote} */ mote) => mote.on), state.look, ...spot, PICTURE_REACH);
  if (found && found !== at) setAt(found);
}

/** Two fingers: nearer, further and aside. @param {any} state @param {number} moved @param {[number, number]} spot */
function picturePinch(state, moved, spot) {
  const still = [...state.pointers].find(([id]) => id !== moved)?.[1];
  const before = state.pointers.get(moved);
  const factor = Math.hypot(spot[0] - still[0], spot[1] - still[1]) / Math.max(1, Math.hypot(before[0] - still[0], before[1] - still[1]));
  state.look = zoomed(state.look, factor, (spot[0] + still[0]) / 2, (spot[1] + still[1]) / 2, state.whole);
  state.loop = null;
}

/** @param {HTMLCanvasElement} node @param {any} state @param {PointerEvent} event @param {[number, number]} spot */
function pictureUp(node, state, event, spot) {
  const { drag, loop } = state;
  state.pointers.delete(event.pointerId);
  Object.assign(state, { loop: null, drag: null });
  if (!drag) return;
  const { motes, setAt } = state.now;
  const open = motes.filter((/** @type {Mote} */ mote) => mote.on);
  if (!drag.far) {
    const found = nearestTo(open, state.look, ...spot, PICTURE_REACH * (event.pointerType === "mouse" ? 1 : 2));
    if (found) { setAt(found); select([found], "toggle"); }
  } else if (loop && drag.tool !== "move") {
    select(open.filter((/** @type {Mote} */ mote) => holds(loop, toPixels(state.look, mote.point))).map((/** @type {Mote} */ mote) => mote.id), drag.add ? "add" : "set");
  }
  pictureSoon(node, state);
}

/** @param {HTMLCanvasElement} node @param {any} state @param {KeyboardEvent} event */
function pictureKey(node, state, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { motes, at, setAt } = state.now;
  const open = motes.filter((/** @type {Mote} */ mote) => mote.on);
  const way = /** @type {Record<string, [number, number]>} */ ({ ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] })[event.key];
  if (way) pictureReach(node, state, towards(open, at, way) ?? at, setAt);
  else if (event.key === "+" || event.key === "=") pictureZoom(node, state, 1.4);
  else if (event.key === "-") pictureZoom(node, state, 1 / 1.4);
  else if (event.key === "0") pictureZoom(node, state, 0);
  else if (event.key === " " && at) select([at], "toggle");
  else if (event.key === "Enter" && at) openUnitMenu(at, node);
  else if (event.key === "Escape") clearSelection();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Point at an utterance and keep it in sight. @param {HTMLCanvasElement} node @param {any} state @param {string} uid @param {(uid: string) => void} setAt */
function pictureReach(node, state, uid, setAt) {
  const mote = state.now.motes.find((/** @type {Mote} */ one) => one.id === uid);
  if (!mote) return;
  const [x, y] = toPixels(state.look, mote.point);
  const [width, height] = state.size;
  if (x < 20 || y < 20 || x > width - 20 || y > height - 20) state.look = { ...state.look, x: state.look.x + width / 2 - x, y: state.look.y + height / 2 - y };
  setAt(uid);
  pictureSoon(node, state);
}
