// Which map is looked at: its kind, viewpoint and segment stand in the address.
import { sheetsOf } from "./sheets.js";
import { go } from "./state.js";

export const LIVE_MAP = "journey"; // the map that is made anew after each correction

/**
 * @typedef {{kind: string, viewpoint: string, segment: string}} MapPlace `segment` is "" for everybody
 * @typedef {MapPlace & {kinds: string[], viewpoints: string[], segments: string[]}} MapChoice
 */

/** What is looked at and what could be; a place that is not there gives way to the nearest one. @param {any} view @returns {MapChoice} */
export function mapPlace(view) {
  const [kind = "", viewpoint = "", segment = ""] = view.tab === "map" ? view.path.split("/").map(decoded) : [];
  return nearestMap(view, { kind, viewpoint: viewpoint || "", segment });
}

/** @param {any} view @param {MapPlace} wanted @returns {MapChoice} */
function nearestMap(view, wanted) {
  const names = sheetsOf(view.study)?.names() ?? [];
  const live = view.derived.maps.map((/** @type {any} */ map) => map.viewpoint);
  const kinds = [...new Set([LIVE_MAP, ...names.map((one) => one.kind)])];
  const kind = kinds.includes(wanted.kind) ? wanted.kind : LIVE_MAP;
  const own = names.filter((one) => one.kind === kind);
  const viewpoints = kind === LIVE_MAP ? live : own.filter((one) => !one.segment).map((one) => one.viewpoint);
  const asked = viewpoints.includes(view.filters.role) ? view.filters.role : wanted.viewpoint;
  const viewpoint = viewpoints.includes(asked) ? asked : viewpoints[0] ?? "";
  const segments = own.filter((one) => one.viewpoint === viewpoint && one.segment).map((one) => String(one.segment));
  return { kind, viewpoint, segment: segments.includes(wanted.segment) ? wanted.segment : "", kinds, viewpoints, segments };
}

/** @param {string} part @returns {string} */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Look at another map; what the place does not name stays as it is. @param {MapPlace} now @param {Partial<MapPlace>} change */
export function lookAtMap(now, change) {
  const { kind, viewpoint, segment } = { ...now, ...change };
  const parts = [kind, viewpoint, ...(segment ? [segment] : [])];
  go("map", {}, parts.map(encodeURIComponent).join("/"));
}
