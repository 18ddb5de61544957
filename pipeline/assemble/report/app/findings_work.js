// Barriers in the order of work with what answers them, and the guide of the next interview.
import { html } from "../vendor/htm-preact.js";
import { ClaimPart, claimPasses } from "./claim_part.js";
import { NothingFits, roleFits, stageTitle } from "./findings_people.js";
import { rolePlural, ROLE_ORDER } from "./names.js";
import { Icon, More, Quote } from "./parts.js";
import { nt, number, percent, t } from "./words.js";

/** @typedef {import("./findings_people.js").PartProps} WorkProps */

const BARRIERS_SHOWN = 10; // of a viewpoint; the rest is folded
const SOLUTIONS_SHOWN = 2;

/** @type {Record<string, () => string>} */
const solutionSources = {
  own: () => t("Respondents wish"), expert: () => t("An expert proposes"), elsewhere: () => t("Liked where it works"),
};

/** @type {Record<string, () => string>} */
const askReasons = {
  empty: () => t("Nobody said anything of this."), single: () => t("One respondent only said it."),
  contradiction: () => t("People contradict one another."), barrier: () => t("A barrier that nothing answers yet."),
};

/** @param {WorkProps} props */
export function BarriersPart({ sheets, view }) {
  const { stage } = view.filters;
  const all = sheets.barriers().filter((/** @type {any} */ one) => roleFits(view, one.role) && (!stage || one.stage === stage) && claimPasses(one.claim, view));
  if (!all.length) return html`<${NothingFits} />`;
  const row = (/** @type {any} */ one) => html`<${BarrierRow} key=${one.id} one=${one} sheets=${sheets} view=${view} />`;
  return html`${ROLE_ORDER.map((role) => {
    const own = all.filter((/** @type {any} */ one) => one.role === role);
    if (!own.length) return null;
    const rest = own.slice(BARRIERS_SHOWN);
    return html`<section key=${role} class="finding-group"><h3>${rolePlural(role)} <span class="count">${own.length}</span></h3>${role === "expert" ? html`<p class="lead">${t("Opinions about customers: never counted as customers’ evidence.")}</p>` : null}
      <ol class="barriers">${own.slice(0, BARRIERS_SHOWN).map(row)}</ol>
      ${rest.length ? html`<${More} summary=${nt("%(n)s more barrier", "%(n)s more barriers", rest.length)} make=${() => html`<ol class="barriers">${rest.map(row)}</ol>`} />` : null}</section>`;
  })}`;
}

/** @param {WorkProps & {one: any}} props */
function BarrierRow({ one, sheets, view }) {
  const [priority, share, intensity, weight] = one.parts;
  const { language } = view.study;
  const rest = one.solutions.slice(SOLUTIONS_SHOWN);
  const solution = (/** @type {any} */ each) => html`<div key=${`${each.source}.${each.claim.units[0]}`} class="solution"><p class="solution-head">${solutionSources[each.source]?.() ?? each.source} · <span lang=${language}>${stageTitle(sheets, view, each.stage)}</span></p><${ClaimPart} tag="div" claim=${each.claim} view=${view} viewpoint=${one.role} shown=${1} icon=${true} /></div>`;
  return html`<li class="barrier"><div class="barrier-rank"><b>${one.rank}</b></div>
    <div class="barrier-what"><p class="barrier-stage"><span lang=${language}>${stageTitle(sheets, view, one.stage)}</span>${one.moment ? html` <span class="badge moment"><${Icon} name="moment" /> ${t("moment of truth")}</span>` : null}</p><${ClaimPart} tag="div" claim=${one.claim} view=${view} viewpoint=${one.role} />
      <p class="barrier-parts"><b>${t("Priority")}: ${number(priority, 2)}</b> <span>= ${t("share %(share)s × feeling %(feeling)s × weight %(weight)s", { share: percent(share), feeling: number(intensity, 2), weight: number(weight, 1) })}</span></p></div>
    <div class="barrier-answers">${one.solutions.slice(0, SOLUTIONS_SHOWN).map(solution)}${rest.length ? html`<${More} summary=${nt("%(n)s more answer", "%(n)s more answers", rest.length)} make=${() => rest.map(solution)} />` : null}
      ${one.question ? html`<p class="question" lang=${language}><${Icon} name="question" /> ${one.question}</p>` : null}</div></li>`;
}

/** A sheet to print and to talk along: opening, questions by stage, closing; why each is asked stays on the screen. @param {WorkProps} props */
export function GuidePart({ sheets, view }) {
  const all = sheets.guide().filter((/** @type {any} */ one) => roleFits(view, one.role) && (!view.filters.stage || one.stage === view.filters.stage));
  if (!all.length) return html`<${NothingFits} />`;
  const frame = sheets.frame();
  const { language } = view.study;
  const lines = (/** @type {string[]} */ told) => html`<ul class="guide-lines" lang=${language}>${told.map((line) => html`<li key=${line}>${line}</li>`)}</ul>`;
  return html`<p class="guide-tools"><button type="button" class="tool" onClick=${() => globalThis.print()}>${t("Print the guide")}</button></p>
    ${ROLE_ORDER.filter((role) => all.some((/** @type {any} */ one) => one.role === role)).map((role) => html`<article key=${role} class="guide"><h3>${t("Interview guide: %(who)s", { who: rolePlural(role) })}</h3>
      <p class="guide-form">${t("Interview: ____________   Date: ____________   Asked by: ____________")}</p>
      ${lines(frame.opening)}
      <${GuideStages} asked=${all.filter((/** @type {any} */ one) => one.role === role)} sheets=${sheets} view=${view} />
      ${lines(frame.closing)}</article>`)}`;
}

/** @param {WorkProps & {asked: any[]}} props */
function GuideStages({ asked, sheets, view }) {
  const { language } = view.study;
  let at = 0;
  return html`${[...sheets.stages.map((stage) => stage.id), ""].map((stage) => {
    const own = asked.filter((one) => one.stage === stage);
    if (!own.length) return null;
    const first = at + 1;
    at += own.length;
    return html`<section key=${stage} class="guide-stage"><h4 lang=${language}>${stageTitle(sheets, view, stage)}</h4><ol start=${first}>${own.map((one) => html`<li key=${one.text}><p class="guide-question" lang=${language}>${one.text}</p><p class="guide-why"><small>${askReasons[one.reason]?.() ?? ""}</small></p>
      ${one.units.length ? html`<${More} class="more quotes-more guide-known" summary=${nt("%(n)s quote known so far", "%(n)s quotes known so far", one.units.length)} make=${() => html`<ul class="quotes">${one.units.map((/** @type {string} */ uid) => html`<${Quote} key=${uid} uid=${uid} uids=${one.units} view=${view} />`)}</ul>`} />` : null}</li>`)}</ol></section>`;
  })}`;
}

