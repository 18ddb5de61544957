// Touchpoints by stage as a heat table, and where people go from one channel to another.
import { html } from "../vendor/htm-preact.js";
import { Backing, claimPasses } from "./claim_part.js";
import { NothingFits, roleFits, stageTitle } from "./findings_people.js";
import { studyIndex } from "./lookup.js";
import { rolePlural, ROLE_ORDER, touchpointType } from "./names.js";
import { Hush, Quote, openPassage } from "./parts.js";
import { nt, signed, t } from "./words.js";

/** @typedef {import("./findings_people.js").PartProps} TouchProps */

const NOTICEABLE = 0.25; // the mean feeling from which a cell is coloured
const STRONG_FEELING = 1;
const STAGES_IN_SIGHT = 7; // on a wide screen

/** @param {any} view @param {string} id */
const pointName = (view, id) => studyIndex(view.study).points.get(id)?.name ?? id;

/** @param {TouchProps} props */
export function TouchpointsPart({ sheets, view }) {
  const { stage, touchpoint } = view.filters;
  const rows = sheets.touchpoints().filter((/** @type {any} */ row) => roleFits(view, row.role) && (!stage || row.stage === stage) && (!touchpoint || row.point === touchpoint) && claimPasses(row.claim, view));
  if (!rows.length) return html`<${NothingFits} />`;
  return html`<p class="heat-legend"><span class="heat bad-2">▼▼</span> <span class="heat bad-1">▼</span> <span class="heat">–</span> <span class="heat good-1">▲</span> <span class="heat good-2">▲▲</span> ${t("mean feeling; below it how many respondents named the touchpoint. A cell opens its quotes.")}</p>
    ${ROLE_ORDER.map((role) => {
      const own = rows.filter((/** @type {any} */ row) => row.role === role);
      return own.length ? html`<section key=${role} class="finding-group"><h3 id=${`heat-${role}`}>${rolePlural(role)}</h3><${HeatTable} role=${role} rows=${own} sheets=${sheets} view=${view} /></section>` : null;
    })}`;
}

/** Touchpoints by stages: those that most people meet come first. @param {TouchProps & {role: string, rows: any[]}} props */
function HeatTable({ role, rows, sheets, view }) {
  const { language } = view.study;
  const shown = sheets.stages.filter((stage) => rows.some((row) => row.stage === stage.id));
  /** @type {Map<string, any[]>} */
  const points = new Map();
  for (const row of rows) points.set(row.point, [...(points.get(row.point) ?? []), row]);
  const most = (/** @type {any[]} */ own) => Math.max(...own.map((row) => row.claim.n));
  const sum = (/** @type {any[]} */ own) => own.reduce((total, row) => total + row.claim.n, 0);
  const order = [...points].sort(([a, one], [b, other]) => most(other) - most(one) || sum(other) - sum(one) || (a < b ? -1 : 1));
  return html`<div class="wide heat-frame ${shown.length <= STAGES_IN_SIGHT ? "fits" : ""}" role="region" tabindex="0" aria-labelledby=${`heat-${role}`}><table class="heat-table"><thead><tr><th scope="col">${t("Touchpoint")}</th>${shown.map((stage) => html`<th key=${stage.id} scope="col" lang=${language}>${stageTitle(sheets, view, stage.id)}</th>`)}</tr></thead>
    <tbody>${order.map(([point, own]) => html`<tr key=${point}><th scope="row"><span lang=${language}>${pointName(view, point)}</span><small>${touchpointType(studyIndex(view.study).points.get(point)?.type ?? "")}</small></th>${shown.map((stage) => html`<${HeatCell} key=${stage.id} row=${own.find((row) => row.stage === stage.id)} />`)}</tr>`)}</tbody></table></div>`;
}

/** @param {{row: any}} props */
function HeatCell({ row }) {
  if (!row) return html`<td class="heat-none"><${Hush}>${t("nobody")}</${Hush}></td>`;
  const { claim, feeling } = row;
  const mean = feeling?.mean ?? null;
  const strength = mean === null || Math.abs(mean) < NOTICEABLE ? 0 : Math.abs(mean) < STRONG_FEELING ? 1 : 2;
  const tone = strength ? `${mean > 0 ? "good" : "bad"}-${strength}` : "";
  const sign = strength ? `${(mean > 0 ? "▲" : "▼").repeat(strength)} ` : mean === null ? "–" : "";
  const people = t("%(k)s of %(n)s", { k: claim.n, n: claim.of });
  return html`<td class="heat ${tone}"><button type="button" class="heat-open" aria-haspopup="dialog" title=${nt("%(n)s quote", "%(n)s quotes", claim.units.length)} onClick=${(/** @type {Event} */ event) => openPassage(claim.units, 0, /** @type {Element} */ (event.currentTarget))}><span class="heat-sign">${sign}${mean === null ? "" : html`<b>${signed(mean)}</b>`}</span><small>${people}</small></button></td>`;
}

/** @param {TouchProps} props */
export function BreaksPart({ sheets, view }) {
  const { stage } = view.filters;
  const breaks = sheets.breaks().filter((/** @type {any} */ one) => roleFits(view, one.role) && (!stage || one.stage === stage) && claimPasses(one.claim, view));
  if (!breaks.length) return html`<${NothingFits} />`;
  const quotes = (/** @type {string[]} */ units) => html`<ul class="quotes">${units.map((uid) => html`<${Quote} key=${uid} uid=${uid} uids=${units} view=${view} />`)}</ul>`;
  const { language } = view.study;
  return html`<ul class="breaks">${breaks.map((/** @type {any} */ one) => html`<li key=${`${one.stage} ${one.before} ${one.after} ${one.role}`} class="theme break"><h3 lang=${language}>${pointName(view, one.before)} <span aria-hidden="true">→</span><${Hush}> ${t("and then")} </${Hush}> ${pointName(view, one.after)}</h3>
    <p class="tags"><span lang=${language}>${stageTitle(sheets, view, one.stage)}</span><span>${rolePlural(one.role)}</span></p><${Backing} claim=${one.claim} />
    <div class="two-sides"><section><h4>${t("Who goes")}</h4>${quotes(one.claim.units)}</section><section class="k-pain"><h4>${t("What it costs")}</h4>${one.cost.length ? quotes(one.cost) : html`<p class="void">${t("nobody speaks of a cost")}</p>`}</section></div></li>`)}</ul>`;
}
