// The map: columns are stages, rows are lanes; heads, claims and quotes are edited where they stand.
import { html } from "../vendor/htm-preact.js";
import { drawPieces } from "./curve.js";
import { addStage, commentOn, openThemeMenu, openUnitMenu, pickedThemes, renameStage, renameTheme, showTheme, stageMenuEntries, useThemePicks } from "./edit.js";
import { LIVE_MAP, lookAtMap, mapPlace } from "./map_place.js";
import { GRADE_ORDER, KIND_ORDER, LANE_ICONS, LANE_KINDS, ROLE_ORDER, gradeName, kindName, laneName, mapName, roleName, stageSource, touchpointType, viewpointName } from "./names.js";
import { commentsOn, studyIndex, themeOf } from "./lookup.js";
import { Dots, Empty, GradeMark, Hush, Icon, Label, Memo, MenuButton, More, Quote, Support, unitSign, usePaper } from "./parts.js";
import { PhaseRow, phaseAt, phasesOfStages, runsOfPhases } from "./phases.js";
import { fits } from "./state.js";
import { StaticMap } from "./static_map.js";
import { BulkBar } from "./theme_view.js";
import { Wave } from "./wave.js";
import { hintText, nt, t } from "./words.js";

const CLAIMS_SHOWN = 3;
const SINGLES_SHOWN = 2;
const STAGES_THAT_FIT = 5;
const TOO_FEW = ["none", "single"];

/** @typedef {import("./types.js").Claim} MapClaim */
/** @typedef {import("./types.js").Cell} MapCell */
/** @typedef {{id: string, icon: string, kind: string, row: number, viewpoint: string}} LaneLook */

/** @param {{view: any}} props */
export function MapView({ view }) {
  const paper = usePaper();
  const picks = useThemePicks();
  const { maps } = view.derived;
  const place = mapPlace(view);
  const live = place.kind === LIVE_MAP && !place.segment;
  if (!maps.length) return html`<section class="viewpoint"><${Empty}>${t("no data")}</${Empty}></section>`;
  const shown = maps.filter((/** @type {any} */ map) => paper || map.viewpoint === place.viewpoint);
  return html`<div class="map-view">
    <${MapBar} place=${place} />
    ${live ? shown.map((/** @type {any} */ map) => html`<${OneMap} key=${map.viewpoint} map=${map} alone=${place.viewpoints.length < 2} view=${view} />`) : html`<${StaticMap} key=${`${place.kind} ${place.viewpoint} ${place.segment}`} place=${place} view=${view} />`}
    <${Legend} view=${view} />
    ${paper || !live ? null : html`<${BulkBar} view=${view} picks=${picks} />`}
  </div>`;
}

/** What to look at: the kind of map, whose eyes, which segment. @param {{place: import("./map_place.js").MapChoice}} props */
function MapBar({ place }) {
  const { kind, viewpoint, segment, kinds, viewpoints, segments } = place;
  if (kinds.length < 2 && viewpoints.length < 2) return null;
  const pick = (/** @type {string} */ id, /** @type {string} */ name, /** @type {string} */ value, /** @type {[string, string][]} */ choices) => html`<label class="map-pick"><span>${name}</span><select id=${`map-${id}`} value=${value} onChange=${(/** @type {any} */ event) => lookAtMap(place, { [id]: event.target.value, ...(id === "kind" ? { segment: "" } : {}) })}>${choices.map(([one, text]) => html`<option key=${one} value=${one} selected=${one === value}>${text}</option>`)}</select></label>`;
  return html`<div class="map-bar">
    ${kinds.length > 1 ? pick("kind", t("Map"), kind, kinds.map((one) => [one, mapName(one)])) : null}
    ${viewpoints.length > 1 ? html`<nav class="views" aria-label=${t("Viewpoints")}>${viewpoints.map((name) => html`<button key=${name} type="button" class="view-button" data-show=${name} aria-current=${name === viewpoint ? "true" : undefined} onClick=${() => lookAtMap(place, { viewpoint: name, segment: "" })}>${viewpointName(name)}</button>`)}</nav>` : null}
    ${segments.length ? pick("segment", t("Segment"), segment, [["", t("everybody")], .../** @type {[string, string][]} */ (segments.map((one) => [one, one]))]) : null}
  </div>`;
}

/** @param {{map: any, alone: boolean, view: any}} props */
function OneMap({ map, alone, view }) {
  const { viewpoint } = map;
  const { rules, draft } = view.study;
  const title = `map-${viewpoint}-title`;
  const about = viewpoint === "expert" ? t("Opinions about customers: never counted as customers’ evidence.") : viewpoint === "non_user" ? t("What keeps people away from the product.") : t("Only what clients themselves said.");
  const readyMade = draft.manifest.settings?.stages === "auto" && view.board.stages.some((/** @type {any} */ stage) => stage.source === "model");
  const remarks = commentsOn(view.board, "map", "map").length;
  const runs = runsOfPhases(map.stages.map((/** @type {any} */ stage) => stage.id), phasesOfStages(view.study));
  const lanes = map.lanes.filter((/** @type {any} */ lane) => !isNarrowed(view) || lane.cells.some((/** @type {any} */ cell) => cell.claims.some((/** @type {any} */ claim) => claimFits(claim, lane.id, cell.stage, view))));
  return html`<section class="viewpoint" id="map-${viewpoint}" data-view=${viewpoint} aria-labelledby=${title}>
    <div class="section-head"><h2 id=${title} tabindex="-1" class=${alone ? "" : "hush told-above"}>${viewpointName(viewpoint)}</h2>
      <p class="lead">${nt("%(n)s respondent", "%(n)s respondents", map.respondents, { n: map.respondents })}. ${about}</p>
      ${map.respondents < rules.strong_respondents ? html`<p class="lead thin">${t("Too little data: evidence can be strong from %(n)s respondents on.", { n: rules.strong_respondents })}</p>` : null}
      ${readyMade ? html`<p class="lead thin">${t("Too little data to find stages in the interviews: those of a ready-made model stand here.")}</p>` : null}
      <p class="map-tools"><button type="button" class="all" onClick=${() => addStage(view.board.stages.at(-1)?.id ?? null)}><${Icon} name="plus" /> ${t("Add a stage…")}</button> <button type="button" class="all" onClick=${() => commentOn("map", "map")}><${Icon} name="comment" /> ${remarks ? nt("%(n)s comment", "%(n)s comments", remarks, { n: remarks }) : t("Comment on the whole map…")}</button></p>
    </div>
    <div class="map n${map.stages.length} ${runs.length ? "phased" : ""}" data-fit=${map.stages.length <= STAGES_THAT_FIT ? "" : undefined} role="region" tabindex="0" aria-label=${t("%(name)s: table", { name: viewpointName(viewpoint) })}>
      <table role="table">
        <thead role="rowgroup">${runs.length ? html`<${PhaseRow} runs=${runs} language=${view.study.language} />` : null}<tr role="row">${runs.length ? null : html`<th role="columnheader" scope="col" class="corner"><${Hush}>${t("Lane")}</${Hush}></th>`}${map.stages.map((/** @type {any} */ stage) => html`<${StageHead} key=${stage.id} stage=${stage} phase=${phaseAt(runs, stage.number - 1)} view=${view} />`)}</tr></thead>
        <tbody role="rowgroup">${lanes.map((/** @type {any} */ lane) => html`<${LaneRow} key=${lane.id} lane=${lane} row=${map.lanes.indexOf(lane) + 1} map=${map} view=${view} />`)}</tbody>
      </table>
      ${lanes.length ? null : html`<${Empty}>${t("Nothing on this map passes the filters.")}</${Empty}>`}
    </div></section>`;
}

/** @param {{stage: any, phase: string, view: any}} props */
function StageHead({ stage, phase, view }) {
  const { id, name, number, utterances, respondents } = stage;
  const source = view.board.stages.find((/** @type {any} */ one) => one.id === id)?.source;
  const comments = commentsOn(view.board, "stage", id).length;
  return html`<th role="columnheader" scope="col" class="stage s${number} l0" data-stage=${id} data-edit data-drop="stage" data-at=${number - 1}>
    ${phase ? html`<p class="phase-name" aria-hidden="true" lang=${view.study.language}>${phase}</p>` : null}
    <${Label} tag="div" class="stage-label" text=${name} what=${t("Name of the stage")} onSave=${(/** @type {string} */ text) => renameStage(id, text)} before=${html`<span class="order">${number}</span> `} tools=${html`<${MenuButton} label=${t("Actions with the stage")} items=${() => stageMenuEntries(id)} />`} />
    <small><span>${nt("%(n)s utterance", "%(n)s utterances", utterances, { n: utterances })}</span> · <span>${nt("%(n)s respondent", "%(n)s respondents", respondents, { n: respondents })}</span>${source === "discovered" || source === "person" || id.startsWith("ps-") ? ` · ${stageSource(id.startsWith("ps-") ? "person" : source)}` : ""}${comments ? ` · ${nt("%(n)s comment", "%(n)s comments", comments, { n: comments })}` : ""}</small></th>`;
}

/** @param {{lane: any, row: number, map: any, view: any}} props */
function LaneRow({ lane, row, map, view }) {
  const felt = lane.cells.map((/** @type {MapCell} */ cell) => cell.feeling);
  const curve = felt.some(Boolean);
  const pieces = curve ? drawPieces(felt) : [];
  /** @type {LaneLook} */
  const look = { id: lane.id, icon: LANE_ICONS[lane.id] ?? "emotion", kind: LANE_KINDS[lane.id] ?? "", row, viewpoint: map.viewpoint };
  return html`<tr role="row" class="lane t-${look.icon}" data-lane=${lane.id}>
    <th role="rowheader" scope="row"><span class="lane-head"><${Icon} name=${look.icon} />${laneName(lane.id)}</span>${curve ? html`<svg class="axis" width="26" height="100" aria-hidden="true" focusable="false"><text x="26" y="4">+2</text><text x="26" y="54">0</text><text x="26" y="104">−2</text></svg>` : null}</th>
    ${lane.cells.map((/** @type {MapCell} */ cell, /** @type {number} */ at) => html`<${MapCellBox} key=${cell.stage} cell=${cell} look=${look} at=${at + 1} name=${map.stages[at].name} curve=${curve} piece=${pieces[at] ?? null} view=${view} />`)}
  </tr>`;
}

/** @param {any} view */
function isNarrowed(view) {
  const { text, kind, interview, touchpoint, evidence, stage } = view.filters;
  return Boolean(text || kind || interview || touchpoint || evidence || stage);
}

/** The kind of a claim: its lane's, its theme's, or the sign of the feeling in the emotion lane. @param {MapClaim} claim @param {string} lane @param {any} view */
function claimKind(claim, lane, view) {
  if (LANE_KINDS[lane]) return LANE_KINDS[lane];
  if (claim.themes.length) return themeOf(view.board, claim.themes[0])?.kind ?? "";
  const valence = view.board.units[claim.units[0]]?.valence ?? 0;
  if (lane === "touchpoints" || !valence) return "";
  return valence > 0 ? "positive" : "pain";
}

/** @param {MapClaim} claim @param {string} lane @param {string} stage @param {any} view */
function claimFits(claim, lane, stage, view) {
  const { filters } = view;
  if (!Object.values(filters).some(Boolean)) return true;
  if (filters.kind && claimKind(claim, lane, view) !== filters.kind) return false;
  if (filters.stage && stage !== filters.stage) return false;
  return claim.units.some(fits);
}

/** Everything a cell shows, in a word, so that it is drawn anew only when that changes. @param {MapCell} cell @param {string} name @param {any} view @param {any} piece @param {MapClaim[]} claims */
function cellSign(cell, name, view, piece, claims) {
  const picks = pickedThemes();
  const parts = claims.map((claim) => {
    const theme = themeOf(view.board, claim.themes[0]);
    const mark = theme ? `${theme.verdict}${theme.pinned}${picks.has(theme.id)}${theme.kind}${commentsOn(view.board, "theme", theme.id).length}` : "";
    return [claim.text, claim.themes, claim.origin, claim.grade, claim.support.n, claim.support.of, mark, claim.units.map((uid) => unitSign(view, uid)).join(";")].join("|");
  });
  return [view.language, name, cell.grade, JSON.stringify(cell.feeling), JSON.stringify(cell.hint), JSON.stringify(piece), ...parts].join("\n");
}

/** @param {{cell: MapCell, look: LaneLook, at: number, name: string, curve: boolean, piece: any, view: any}} props */
function MapCellBox({ cell, look, at, name, curve, piece, view }) {
  const claims = cell.claims.filter((claim) => claimFits(claim, look.id, cell.stage, view));
  const empty = !cell.claims.length && !cell.feeling;
  const sign = `${look.row} ${at} ${curve} ${cellSign(cell, name, view, piece, claims)}`;
  const make = () => html`<td role="cell" class="cell s${at} l${look.row} g-${cell.grade} ${empty ? "void-cell" : ""} ${curve ? "curve" : ""}" data-drop="cell" data-cell-kind=${look.kind} data-cell-stage=${cell.stage}>
    <p class="lane-name" aria-hidden="true"><${Icon} name=${look.icon} />${laneName(look.id)}</p>
    ${curve ? html`<${Wave} feeling=${cell.feeling} piece=${piece} />` : null}
    <div class="body"><${CellClaims} claims=${claims} cell=${cell} look=${look} view=${view} />${empty ? html`<${Empty} title=${look.icon === "moment" ? t("none found") : t("no data")}>${cellHint(cell, name, view)}</${Empty}>` : null}</div></td>`;
  return html`<${Memo} sig=${sign} make=${make} />`;
}

/** @param {MapCell} cell @param {string} stage @param {any} view */
function cellHint(cell, stage, view) {
  return cell.hint ? hintText(view.study.hints[cell.hint.lane], { stage, label: cell.hint.label ?? "" }) : "";
}

/** @param {{claims: MapClaim[], cell: MapCell, look: LaneLook, view: any}} props */
function CellClaims({ claims, look, view }) {
  const backed = claims.filter((claim) => !TOO_FEW.includes(claim.grade));
  const singles = claims.filter((claim) => TOO_FEW.includes(claim.grade));
  const { families, rest } = groupByFamily(backed, look.kind, view);
  return html`${families.map(({ family, members }) => html`<section key=${family.id} class="family" aria-label=${family.label}><p class="family-head">${family.label} <span class="count">${nt("%(n)s theme", "%(n)s themes", members.length, { n: members.length })}</span></p><${ClaimList} claims=${members} shown=${CLAIMS_SHOWN} look=${look} view=${view} /></section>`)}
    ${rest.length ? html`<${ClaimList} claims=${rest} shown=${CLAIMS_SHOWN} look=${look} view=${view} />` : null}
    ${singles.length ? html`<div class="singles"><p class="single-title">${t("single voices")}</p><${ClaimList} claims=${singles} shown=${SINGLES_SHOWN} look=${look} view=${view} /></div>` : null}`;
}

/** Claims under their families; a family of fewer than two claims here is none. @param {MapClaim[]} claims @param {string} kind @param {any} view */
function groupByFamily(claims, kind, view) {
  const families = [];
  const grouped = new Set();
  for (const family of kind ? view.study.draft.families ?? [] : []) {
    if (family.kind !== kind) continue;
    const members = claims.filter((claim) => claim.themes.length && family.themes.includes(claim.themes[0]) && !grouped.has(claim));
    if (members.length < 2) continue;
    members.forEach((claim) => grouped.add(claim));
    families.push({ family, members });
  }
  return { families, rest: claims.filter((claim) => !grouped.has(claim)) };
}

/** @param {{claims: MapClaim[], shown: number, look: LaneLook, view: any}} props */
function ClaimList({ claims, shown, look, view }) {
  const item = (/** @type {MapClaim} */ claim, /** @type {number} */ at) => html`<${ClaimItem} key=${claim.themes[0] ?? `${claim.spoken ? "" : claim.text}.${claim.units[0]}`} claim=${claim} first=${at === 0} look=${look} view=${view} />`;
  const rest = claims.slice(shown);
  return html`<ul class="claims">${claims.slice(0, shown).map(item)}</ul>${rest.length ? html`<${More} summary=${nt("%(n)s more claim", "%(n)s more claims", rest.length, { n: rest.length })} open=${Boolean(view.filters.text)} make=${() => html`<ul class="claims">${rest.map((claim) => item(claim, 1))}</ul>`} />` : null}`;
}

/** @param {{claim: MapClaim, first: boolean, look: LaneLook, view: any}} props */
function ClaimItem({ claim, first, look, view }) {
  const kind = claimKind(claim, look.id, view);
  const tid = claim.themes.length === 1 ? claim.themes[0] : null;
  const quote = (/** @type {string} */ uid, tag = "p") => html`<${Quote} key=${uid} tag=${tag} uid=${uid} uids=${claim.units} view=${view} actions=${true} from=${tid} kind=${kind} first=${claim.spoken && first} menu=${openUnitMenu} />`;
  if (claim.spoken) return html`<li class="claim ${kind ? `k-${kind}` : ""}" data-kind=${kind}>${quote(claim.units[0])}</li>`;
  const theme = themeOf(view.board, tid);
  const point = look.id === "touchpoints" ? [...studyIndex(view.study).points.values()].find((one) => one.name === claim.text) : null;
  const rest = point ? claim.units : claim.units.slice(1);
  const ticked = tid !== null && pickedThemes().has(tid);
  const marks = theme ? html`${theme.pinned ? html` <span class="badge pin" title=${t("pinned")}><${Icon} name="pin" /><${Hush}>${t("pinned")}</${Hush}></span>` : null}${theme.verdict === "accepted" ? html` <span class="badge yes" title=${t("accepted")}><${Icon} name="check" /><${Hush}>${t("accepted")}</${Hush}></span>` : null}${commentsOn(view.board, "theme", theme.id).length ? html` <span class="badge" title=${t("Comments")}><${Icon} name="comment" />${commentsOn(view.board, "theme", theme.id).length}</span>` : null}` : null;
  const tools = theme ? html`<button type="button" class="knob" tabindex="-1" aria-haspopup="menu" aria-label=${t("Actions with the theme")} title=${t("Actions with the theme")} onClick=${(/** @type {Event} */ event) => openThemeMenu(theme.id, /** @type {Element} */ (event.currentTarget))}><${Icon} name="more" /></button>` : null;
  const after = point ? html` <span class="way">${touchpointType(point.type)}</span>` : marks;
  return html`<li class="claim ${kind ? `k-${kind}` : ""} ${ticked ? "picked" : ""}" data-kind=${kind} data-theme=${tid ?? undefined} data-edit=${tid ? "" : undefined} data-drop=${tid ? "theme" : undefined} tabindex=${tid ? (first ? "0" : "-1") : undefined}>
    <${Label} text=${claim.text} what=${t("Name of the theme")} origin=${theme ? claim.origin : undefined} onSave=${theme ? (/** @type {string} */ text) => renameTheme(theme.id, text) : undefined} before=${kind && !look.kind ? html`<${Icon} name=${kind} />` : null} after=${after} tools=${tools} onOpen=${theme ? () => showTheme(theme.id) : undefined} />
    <p class="backing"><${Support} support=${ownSupport(claim.support, look.viewpoint)} grade=${claim.grade} /></p>
    ${point ? null : quote(claim.units[0])}
    ${rest.length ? html`<${More} class="more quotes-more" summary=${point ? nt("%(n)s quote", "%(n)s quotes", rest.length, { n: rest.length }) : nt("%(n)s more quote", "%(n)s more quotes", rest.length, { n: rest.length })} make=${() => html`<ul class="claim-quotes">${rest.map((uid) => quote(uid, "li"))}</ul>`} />` : null}
  </li>`;
}

/** A map never averages roles: its claims count the respondents of its own viewpoint. @param {any} support @param {string} viewpoint */
function ownSupport(support, viewpoint) {
  const own = support.by_role[viewpoint];
  return own ? { n: own[0], of: own[1], by_role: { [viewpoint]: own } } : support;
}

/** @param {{view: any}} props */
function Legend({ view }) {
  const roles = ROLE_ORDER.filter((role) => view.study.draft.interviews.some((/** @type {any} */ one) => one.role === role));
  return html`<details class="legend" open><summary>${t("Legend")}</summary><ul>
    <li class="sprite"><svg width="0" height="0" aria-hidden="true" focusable="false"><defs><linearGradient id="felt" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="100"><stop offset="0.2" class="stop-good" /><stop offset="0.5" class="stop-even" /><stop offset="0.8" class="stop-bad" /></linearGradient></defs></svg></li>
    ${roles.map((role) => html`<li key=${role}><${Dots} by_role=${{ [role]: [1, 1] }} /> ${roleName(role)}</li>`)}
    ${GRADE_ORDER.slice(1).map((grade) => html`<li key=${grade}><${GradeMark} grade=${grade} /> <span aria-hidden="true">${gradeName(grade)}</span></li>`)}
    ${KIND_ORDER.map((kind) => html`<li key=${kind} class="k-${kind}"><${Icon} name=${kind} /> ${kindName(kind)}</li>`)}
    <li><span class="up">▲</span><span class="down">▼</span> ${t("positive and negative utterances")}</li>
    <li><span class="void-sample"></span> ${t("no data: what to ask next time")}</li>
    <li><${Icon} name="person" /> ${t("set by a person")}</li>
  </ul></details>`;
}
