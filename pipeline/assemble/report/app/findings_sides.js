// Where people contradict one another, and the viewpoints beside one another.
import { html } from "../vendor/htm-preact.js";
import { ClaimPart, Figures, claimPasses } from "./claim_part.js";
import { FeltSign, NothingFits, roleFits, stageTitle } from "./findings_people.js";
import { rolePlural } from "./names.js";
import { Empty } from "./parts.js";
import { nt, t } from "./words.js";

/** @typedef {import("./findings_people.js").PartProps} SidesProps */

/** @param {SidesProps} props */
export function ContradictionsPart({ sheets, view }) {
  const { stage } = view.filters;
  const found = sheets.contradictions().filter((/** @type {any} */ one) => (!stage || one.stage === stage) && one.sides.some((/** @type {any} */ side) => roleFits(view, side.role) && claimPasses(side.claim, view)));
  if (!found.length) return html`<${NothingFits} />`;
  const { language } = view.study;
  return html`<ul class="contradictions">${found.map((/** @type {any} */ one) => html`<li key=${one.id} class="theme contradiction"><h3 lang=${language}>${one.topic ? `${one.topic[0].toUpperCase()}${one.topic.slice(1)}` : stageTitle(sheets, view, one.stage)}</h3>
    <p class="tags"><span lang=${language}>${stageTitle(sheets, view, one.stage)}</span></p><p class="contradiction-why" lang=${language}>${one.why}</p>
    <div class="two-sides">${one.sides.map((/** @type {any} */ side, /** @type {number} */ at) => html`<section key=${at} class="side ${side.valence >= 0.25 ? "k-positive" : side.valence <= -0.25 ? "k-pain" : ""}"><h4>${[rolePlural(side.role), side.segment].filter(Boolean).join(" · ")} <${FeltSign} valence=${side.valence} /></h4><${ClaimPart} tag="div" claim=${side.claim} view=${view} viewpoint=${side.role} shown=${3} /></section>`)}</div></li>`)}</ul>`;
}

/** @param {SidesProps} props */
export function SideBySidePart({ sheets, view }) {
  const sides = sheets.views();
  if (!sides) return html`<${Empty} title=${t("no data")} />`;
  const { language } = view.study;
  const { stage } = view.filters;
  const rows = sides.rows.filter((/** @type {any} */ row) => !stage || row.stage === stage);
  const columns = sides.columns.map((/** @type {any} */ column, /** @type {number} */ at) => ({ ...column, at })).filter((/** @type {any} */ column) => roleFits(view, column.role));
  if (!rows.length || !columns.length) return html`<${NothingFits} />`;
  return html`<div class="wide" role="region" tabindex="0" aria-labelledby="finding-title"><table class="list side-by-side"><thead><tr><th scope="col">${t("Stage")}</th>${columns.map((/** @type {any} */ column) => html`<th key=${column.at} scope="col">${[rolePlural(column.role), column.segment].filter(Boolean).join(" · ")}<small>${nt("%(n)s respondent", "%(n)s respondents", column.respondents)}</small></th>`)}</tr></thead>
    <tbody>${rows.map((/** @type {any} */ row) => html`<tr key=${row.stage}><th scope="row" lang=${language}>${stageTitle(sheets, view, row.stage)}</th>${columns.map((/** @type {any} */ { at, role }) => html`<td key=${at}>${row.cells[at].length ? html`<${Figures} figures=${row.cells[at]} language=${language} />` : html`<${Empty} title=${t("no data")} />`}${row.tops[at] ? html`<div class="top-pain"><p class="solution-head">${t("the most frequent pain")}</p><${ClaimPart} tag="div" claim=${row.tops[at]} view=${view} viewpoint=${role} shown=${0} /></div>` : null}</td>`)}</tr>`)}</tbody></table></div>`;
}
