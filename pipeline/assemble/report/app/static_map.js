// A map as the draft holds it: lanes by stages, whatever its kind. Only the journey map is made anew on this page.
import { html } from "../vendor/htm-preact.js";
import { ClaimPart, Figures, claimPasses, kindOfClaim } from "./claim_part.js";
import { drawPieces } from "./curve.js";
import { stageOf } from "./lookup.js";
import { LANE_ICONS, mapName, viewpointName } from "./names.js";
import { OlderNote } from "./older.js";
import { Empty, Hush, Icon, More } from "./parts.js";
import { PhaseRow, phaseAt, phasesOfStages, runsOfPhases } from "./phases.js";
import { sheetsOf } from "./sheets.js";
import { Wave } from "./wave.js";
import { nt, t } from "./words.js";

/** @typedef {import("./sheets.js").SheetLane} SheetLane */
/** @typedef {import("./sheets.js").SheetCell} SheetCell */
/** @typedef {{id: string, name: string, gone: boolean}} StaticStage */

const STATIC_CLAIMS = 4; // of a cell; the rest is folded
const STATIC_STAGES_THAT_FIT = 5;

/** @type {Record<string, string>} the icons of lanes that the journey map lacks */
const STATIC_ICONS = {
  feel: "emotion", matters: "goal", do: "action", reached: "check", stopped: "close", reasons: "pain", wavered: "question",
  time: "moment", onstage: "touchpoint", backstage: "person", support: "grip", owner: "person", metric: "goal", next_action: "action",
  rank: "moment", measures: "emotion", scores: "goal", touches: "touchpoint", needs: "goal", risks: "pain", strengthen: "idea",
};

/** @param {{place: import("./map_place.js").MapPlace, view: any}} props */
export function StaticMap({ place, view }) {
  const { kind, viewpoint, segment } = place;
  const sheets = sheetsOf(view.study);
  const map = sheets?.map(kind, viewpoint, segment || null);
  if (!sheets || !map) return html`<section class="viewpoint"><${Empty}>${t("This map is not in the draft.")}</${Empty}></section>`;
  const stages = sheets.stages.map(({ id, name }) => {
    const now = stageOf(view.board, id);
    return { id, name: now?.name ?? name, gone: !now };
  });
  const runs = runsOfPhases(stages.map((stage) => stage.id), phasesOfStages(view.study));
  const name = [mapName(kind), viewpointName(viewpoint), segment].filter(Boolean).join(" — ");
  const { language } = view.study;
  return html`<section class="viewpoint static-map" id="map-${kind}-${viewpoint}" data-view=${viewpoint} data-kind=${kind} aria-labelledby="static-map-title">
    <div class="section-head"><h2 id="static-map-title" tabindex="-1" class="hush told-above">${name}</h2>
      <p class="lead">${nt("%(n)s respondent", "%(n)s respondents", map.respondents)}. ${purposeOf(sheets.kinds[kind], view.language)}</p>
      <${OlderNote} view=${view} what="map" /></div>
    <div class="map n${stages.length} ${runs.length ? "phased" : ""}" data-fit=${stages.length <= STATIC_STAGES_THAT_FIT ? "" : undefined} role="region" tabindex="0" aria-label=${t("%(name)s: table", { name })}>
      <table role="table">
        <thead role="rowgroup">${runs.length ? html`<${PhaseRow} runs=${runs} language=${language} />` : null}<tr role="row">${runs.length ? null : html`<th role="columnheader" scope="col" class="corner"><${Hush}>${t("Lane")}</${Hush}></th>`}${stages.map((stage, at) => html`<${StaticStageHead} key=${stage.id} stage=${stage} at=${at} phase=${phaseAt(runs, at)} language=${language} />`)}</tr></thead>
        <tbody role="rowgroup">${map.lanes.map((lane, at) => html`<${StaticLane} key=${lane.id} lane=${lane} row=${at + 1} stages=${stages} viewpoint=${viewpoint} view=${view} />`)}</tbody>
      </table>
    </div>
    ${map.rules.length ? html`<${More} class="more map-rules" summary=${t("How this map came about")} make=${() => html`<ul class="prose" lang=${language}>${map.rules.map((rule) => html`<li key=${rule}>${rule}</li>`)}</ul>`} />` : null}
  </section>`;
}

/** What a kind of map is for, as a sentence. @param {Record<string, string> | undefined} told @param {string} language */
function purposeOf(told, language) {
  const text = told?.[language] ?? "";
  return text ? `${text[0].toUpperCase()}${text.slice(1)}.` : "";
}

/** @param {{stage: StaticStage, at: number, phase: string, language: string}} props */
function StaticStageHead({ stage, at, phase, language }) {
  return html`<th role="columnheader" scope="col" class="stage s${at + 1} l0">${phase ? html`<p class="phase-name" aria-hidden="true" lang=${language}>${phase}</p>` : null}<span class="order">${at + 1}</span> <span class="name" lang=${language}>${stage.name}</span>${stage.gone ? html`<small>${t("no longer there")}</small>` : null}</th>`;
}

/** @param {{lane: SheetLane, row: number, stages: StaticStage[], viewpoint: string, view: any}} props */
function StaticLane({ lane, row, stages, viewpoint, view }) {
  const cells = stages.map((stage) => lane.cells.find((cell) => cell.stage === stage.id) ?? null);
  const felt = cells.map((cell) => cell?.feeling ?? null);
  const curve = felt.some(Boolean);
  const pieces = curve ? drawPieces(felt) : [];
  const icon = STATIC_ICONS[lane.id] ?? LANE_ICONS[lane.id] ?? "moment";
  const mixed = new Set(cells.flatMap((cell) => cell?.claims.map((claim) => kindOfClaim(claim, view)).filter(Boolean) ?? [])).size > 1;
  const { language } = view.study;
  const head = html`<tr role="row" class="lane t-${tintOf(icon)}" data-lane=${lane.id}>
    <th role="rowheader" scope="row"><span class="lane-head" lang=${language}><${Icon} name=${icon} />${lane.name}</span>${curve ? html`<svg class="axis" width="26" height="100" aria-hidden="true" focusable="false"><text x="26" y="4">+2</text><text x="26" y="54">0</text><text x="26" y="104">−2</text></svg>` : null}</th>
    ${cells.map((cell, at) => html`<td key=${stages[at].id} role="cell" class="cell s${at + 1} l${row} ${isSilent(cell) ? "void-cell" : ""} ${curve ? "curve" : ""} ${lane.border ? "bordered" : ""}">
      <p class="lane-name" aria-hidden="true" lang=${language}><${Icon} name=${icon} />${lane.name}</p>
      ${curve ? html`<${Wave} feeling=${felt[at]} piece=${pieces[at] ?? null} />` : null}
      <div class="body"><${StaticCell} cell=${cell} mixed=${mixed} viewpoint=${viewpoint} view=${view} />${lane.border ? html`<p class="border-name" aria-hidden="true" lang=${language}>${lane.border}</p>` : null}</div></td>`)}
  </tr>`;
  if (!lane.border) return head;
  return html`${head}<tr role="row" class="border-line"><td role="cell" colspan=${stages.length + 1}><span lang=${language}>${lane.border}</span></td></tr>`;
}

/** The colour of an icon's lane. @param {string} icon */
function tintOf(icon) {
  return ["pain", "goal", "question", "idea", "action", "positive", "touchpoint", "emotion", "moment"].includes(icon) ? icon : "action";
}

/** @param {SheetCell | null} cell */
function isSilent(cell) {
  return !cell || !(cell.claims.length || cell.figures.length || cell.given || cell.feeling);
}

/** @param {{cell: SheetCell | null, mixed: boolean, viewpoint: string, view: any}} props `mixed`: the lane holds several kinds */
function StaticCell({ cell, mixed, viewpoint, view }) {
  if (!cell) return html`<${Empty} title=${t("no data")} />`;
  const { language } = view.study;
  const claims = cell.claims.filter((claim) => claimPasses(claim, view));
  const item = (/** @type {import("./sheets.js").SheetClaim} */ claim) => html`<${ClaimPart} key=${`${claim.theme?.id ?? claim.text}.${claim.units[0]}`} claim=${claim} view=${view} viewpoint=${viewpoint} icon=${mixed} brief=${true} />`;
  const rest = claims.slice(STATIC_CLAIMS);
  const silent = isSilent(cell);
  return html`${cell.figures.length ? html`<${Figures} figures=${cell.figures} language=${language} />` : null}
    ${cell.given ? html`<p class="given" lang=${language}><${Icon} name="pencil" /><${Hush}>${t("written by the researcher")}: </${Hush}>${cell.given}</p>` : null}
    ${claims.length ? html`<ul class="claims">${claims.slice(0, STATIC_CLAIMS).map(item)}</ul>` : null}
    ${rest.length ? html`<${More} summary=${nt("%(n)s more claim", "%(n)s more claims", rest.length)} open=${Boolean(view.filters.text)} make=${() => html`<ul class="claims">${rest.map(item)}</ul>`} />` : null}
    ${cell.hint ? html`<${Empty} title=${silent ? t("no data") : ""}><span lang=${language}>${cell.hint}</span></${Empty}>` : silent ? html`<${Empty} title=${t("no data")} />` : null}`;
}
