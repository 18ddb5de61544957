// Drag and drop with mouse and touch: quotes onto themes and cells, themes onto themes and cells, stages into order.
// While something is dragged the page is not drawn anew: classes are set on what is under the pointer.
import { html, render } from "../vendor/htm-preact.js";
import { askMake, askMergeOf, dismissQuotes, moveQuotes, placeQuotes, placeStage, quotesMeant, rethemeThemes, themesMeant } from "./edit.js";
import { themeOf } from "./lookup.js";
import { store } from "./state.js";
import { nt, t } from "./words.js";

/** @typedef {{what: "quote" | "theme" | "stage", ids: string[], origin: string | null, text: string}} Load */
/** @typedef {{x: number, y: number}} Spot */

const STARTS_AFTER = 6; // pixels that the mouse travels before a drag begins
const HELD_FOR = 380; // milliseconds that a finger rests before a drag begins
const FINGER_SHAKES = 10;
const EDGE = 64; // pixels from an edge where the page scrolls by itself
const HEAD = 40; // pixels that the tabs cover
const FASTEST = 18; // pixels a frame

/** What is pressed but not yet dragged, and what is dragged. @type {{press: {id: number, at: Spot, load: Load, touch: boolean, timer: number} | null, load: Load | null, spot: Spot, over: Element | null, before: boolean, ghost: HTMLElement | null, dock: HTMLElement | null, frame: number, touched: boolean}} */
const dragging = { press: null, load: null, spot: { x: 0, y: 0 }, over: null, before: false, ghost: null, dock: null, frame: 0, touched: false };

/** What would be dragged from here; null where a press means something else. @param {Element} target @returns {Load | null} */
export function loadFrom(target) {
  if (target.closest("button, a, input, textarea, select, label, summary, dialog, .menu") && !target.closest(".pick, .claim > .label .plain-button")) return null;
  const quote = target.closest("[data-u][data-edit]");
  if (quote) {
    const ids = quotesMeant(quote.getAttribute("data-u") ?? "");
    const text = ids.length > 1 ? nt("%(n)s quote", "%(n)s quotes", ids.length, { n: ids.length }) : quote.querySelector("q")?.textContent ?? "";
    return { what: "quote", ids, origin: quote.getAttribute("data-from") || null, text };
  }
  const theme = target.closest(".card-head, .claim > .label") && target.closest("[data-theme][data-edit]");
  if (theme) {
    const ids = themesMeant(theme.getAttribute("data-theme") ?? "");
    const text = ids.length > 1 ? nt("%(n)s theme", "%(n)s themes", ids.length, { n: ids.length }) : themeOf(store.get().board, ids[0])?.label ?? "";
    return { what: "theme", ids, origin: null, text };
  }
  const stage = target.closest("[data-stage][data-edit]");
  if (!stage) return null;
  const id = stage.getAttribute("data-stage") ?? "";
  return { what: "stage", ids: [id], origin: null, text: store.get().board.stages.find((/** @type {any} */ one) => one.id === id)?.name ?? "" };
}

/** @param {PointerEvent} event */
function press(event) {
  if (dragging.load || event.button !== 0 || !event.isPrimary || event.shiftKey || event.ctrlKey || event.metaKey) return;
  const touch = event.pointerType !== "mouse";
  const load = event.target instanceof Element ? loadFrom(event.target) : null;
  if (!load) return;
  const at = { x: event.clientX, y: event.clientY };
  const timer = touch ? window.setTimeout(() => begin(at), HELD_FOR) : 0;
  dragging.press = { id: event.pointerId, at, load, touch, timer };
}

/** @param {PointerEvent} event */
function travel(event) {
  const spot = { x: event.clientX, y: event.clientY };
  if (dragging.load) {
    dragging.spot = spot;
    event.preventDefault();
    return;
  }
  const { press: pressed } = dragging;
  if (!pressed || event.pointerId !== pressed.id) return;
  const far = Math.hypot(spot.x - pressed.at.x, spot.y - pressed.at.y);
  if (pressed.touch && far > FINGER_SHAKES) forget();
  else if (!pressed.touch && far > STARTS_AFTER) begin(spot);
}

function forget() {
  if (dragging.press) clearTimeout(dragging.press.timer);
  dragging.press = null;
}

/** @param {Spot} spot */
function begin(spot) {
  const { press: pressed } = dragging;
  if (!pressed) return;
  forget();
  getSelection()?.removeAllRanges();
  Object.assign(dragging, { load: pressed.load, spot, touched: pressed.touch, over: null });
  document.body.classList.add("dragging", `dragging-${pressed.load.what}`);
  for (const node of draggedNodes()) node.classList.add("dragged");
  const ghost = document.body.appendChild(document.createElement("div"));
  ghost.className = "drag-ghost";
  ghost.setAttribute("aria-hidden", "true");
  ghost.textContent = pressed.load.text;
  dragging.ghost = ghost;
  if (pressed.load.what !== "stage") dragging.dock = showDock(pressed.load.what);
  if (pressed.touch) navigator.vibrate?.(12);
  dragging.frame = requestAnimationFrame(step);
}

/** @returns {Element[]} the nodes of what is dragged */
function draggedNodes() {
  const { load } = dragging;
  if (!load) return [];
  const attribute = { quote: "data-u", theme: "data-theme", stage: "data-stage" }[load.what];
  return load.ids.flatMap((id) => [...document.querySelectorAll(`[${attribute}="${CSS.escape(id)}"]`)]);
}

/** The places at the lower edge that are always in reach. @param {"quote" | "theme"} what */
function showDock(what) {
  const dock = document.body.appendChild(document.createElement("div"));
  dock.className = "drop-dock";
  const places = what === "quote" ? [["new", t("New theme")], ["out", t("Take out of the theme")], ["irrelevant", t("Irrelevant")]] : [["stageless", t("Without a stage")]];
  render(html`${places.map(([name, text]) => html`<div key=${name} class="dock-place" data-drop=${name}>${text}</div>`)}<p class="dock-hint">${t("Escape cancels")}</p>`, dock);
  return dock;
}

/** One frame: move the ghost, scroll at the edges, mark what is under the pointer. */
function step() {
  const { load, ghost, spot } = dragging;
  if (!load || !ghost) return;
  ghost.style.setProperty("transform", `translate(${Math.round(spot.x + 14)}px, ${Math.round(spot.y + 10)}px)`);
  scrollAtEdges(spot);
  aim(document.elementFromPoint(spot.x, spot.y));
  dragging.frame = requestAnimationFrame(step);
}

/** @param {number} at @param {number} size */
function edgePull(at, size) {
  if (at < EDGE) return -FASTEST * ((EDGE - at) / EDGE);
  if (at > size - EDGE) return FASTEST * ((at - size + EDGE) / EDGE);
  return 0;
}

/** @param {Spot} spot */
function scrollAtEdges({ x, y }) {
  const floor = dragging.dock?.getBoundingClientRect().top ?? innerHeight;
  const down = y > floor ? 0 : edgePull(Math.max(0, y - HEAD), floor - HEAD);
  if (down) scrollBy({ top: down, behavior: "instant" });
  const box = document.elementFromPoint(x, y)?.closest(".map");
  if (!box) return;
  const { left, width, top, height } = box.getBoundingClientRect();
  const across = edgePull(x - Math.max(0, left), Math.min(width, innerWidth));
  if (across) box.scrollBy({ left: across, behavior: "instant" });
  const inside = edgePull(y - Math.max(0, top), Math.min(height, innerHeight - top));
  if (inside && box.scrollHeight > box.clientHeight) box.scrollBy({ top: inside, behavior: "instant" });
}

/** Mark the place under the pointer if the load can go there. @param {Element | null} under */
function aim(under) {
  const { load } = dragging;
  const place = load && under ? placeFor(under, load) : null;
  const box = place?.getBoundingClientRect();
  const upright = box ? box.width > innerWidth * 0.7 : false;
  const before = box ? (upright ? dragging.spot.y < box.top + box.height / 2 : dragging.spot.x < box.left + box.width / 2) : false;
  if (place === dragging.over && before === dragging.before) return;
  dragging.over?.classList.remove("drop-on", "drop-before", "drop-after");
  Object.assign(dragging, { over: place, before });
  place?.classList.add("drop-on");
  if (load?.what === "stage") place?.classList.add(before ? "drop-before" : "drop-after");
}

/** The nearest place that takes the load. @param {Element} under @param {Load} load @returns {Element | null} */
export function placeFor(under, load) {
  for (let place = under.closest("[data-drop]"); place; place = place.parentElement?.closest("[data-drop]") ?? null) {
    if (takes(place, load)) return place;
  }
  return null;
}

/** @param {Element} place @param {Load} load */
function takes(place, load) {
  const kind = place.getAttribute("data-drop");
  if (load.what === "stage") return kind === "stage" && place.getAttribute("data-stage") !== load.ids[0];
  if (kind === "stage") return true;
  if (kind === "theme") {
    const tid = place.getAttribute("data-theme") ?? "";
    return load.what === "theme" ? !load.ids.includes(tid) : tid !== load.origin;
  }
  return kind !== null;
}

/** What a drop means. @param {Element} place @param {Load} load @param {boolean} before */
function drop(place, load, before) {
  const kind = place.getAttribute("data-drop");
  const { ids, origin } = load;
  const stage = place.getAttribute(kind === "stage" ? "data-stage" : "data-cell-stage") || null;
  const cellKind = /** @type {any} */ (place.getAttribute("data-cell-kind") || null);
  const tid = place.getAttribute("data-theme") ?? "";
  if (load.what === "stage") dropStage(place, ids[0], before);
  else if (load.what === "theme") {
    if (kind === "theme") askMergeOf([tid, ...ids.filter((id) => id !== tid)], tid);
    else if (kind === "stageless") rethemeThemes(ids, { stage: null });
    else rethemeThemes(ids, { stage, ...(cellKind ? { kind: cellKind } : {}) });
  } else if (kind === "theme") moveQuotes(ids, tid, origin);
  else if (kind === "new") askMake(ids, {}, origin);
  else if (kind === "out") moveQuotes(ids, null, origin);
  else if (kind === "irrelevant") dismissQuotes(ids, true);
  else placeQuotes(ids, { kind: cellKind, stage }, origin);
}

/** @param {Element} place @param {string} stage @param {boolean} before */
function dropStage(place, stage, before) {
  const order = store.get().board.stages.map((/** @type {any} */ one) => one.id).filter((/** @type {string} */ id) => id !== stage);
  const at = order.indexOf(place.getAttribute("data-stage"));
  if (at >= 0) placeStage(stage, before ? at : at + 1);
}

/** @param {PointerEvent} event */
function release(event) {
  const { load, over, before } = dragging;
  if (!load) {
    forget();
    return;
  }
  event.preventDefault();
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, true), 0);
  end();
  if (over) drop(over, load, before);
}

/** @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** Leave everything as it was. */
function end() {
  cancelAnimationFrame(dragging.frame);
  for (const node of draggedNodes()) node.classList.remove("dragged");
  dragging.over?.classList.remove("drop-on", "drop-before", "drop-after");
  dragging.ghost?.remove();
  if (dragging.dock) { render(null, dragging.dock); dragging.dock.remove(); }
  document.body.classList.remove("dragging", "dragging-quote", "dragging-theme", "dragging-stage");
  Object.assign(dragging, { load: null, over: null, ghost: null, dock: null });
  forget();
}

/** @param {KeyboardEvent} event */
function cancelByKey(event) {
  if (event.key !== "Escape" || !dragging.load) return;
  event.preventDefault();
  event.stopPropagation();
  end();
}

/** Whether something is being dragged now. */
export function isDragging() {
  return dragging.load !== null;
}

let dragInstalled = false;

/** Listen to the pointer on the whole page; a second call does nothing. */
export function installDrag() {
  if (dragInstalled) return;
  dragInstalled = true;
  addEventListener("pointerdown", press);
  addEventListener("pointermove", travel, { passive: false });
  addEventListener("pointerup", release);
  addEventListener("pointercancel", () => end());
  addEventListener("blur", () => end());
  addEventListener("keydown", cancelByKey, true);
  addEventListener("touchmove", (event) => { if (dragging.load) event.preventDefault(); }, { passive: false });
  addEventListener("contextmenu", (event) => { if (dragging.load || dragging.press?.touch) event.preventDefault(); });
  addEventListener("dragstart", (event) => { if (dragging.load) event.preventDefault(); });
}

// No module asks for it: the page joins every module of the folder, and this one begins to listen by itself.
if (typeof document !== "undefined") installDrag();
