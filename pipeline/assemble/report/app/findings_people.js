// Portraits, stories, and what one interview says.
import { html, useState } from "../vendor/htm-preact.js";
import { ClaimPart, ThemeName } from "./claim_part.js";
import { stageOf, studyIndex } from "./lookup.js";
import { kindName, roleName, rolePlural } from "./names.js";
import { Empty, KindTag, More, Quote } from "./parts.js";
import { FeelingCurve } from "./people_view.js";
import { go } from "./state.js";
import { talkCode } from "./talk_view.js";
import { nt, signed, t } from "./words.js";

/** @typedef {{sheets: import("./sheets.js").Sheets, view: any}} PartProps */

/** What a stage of the draft is called now. @param {PartProps["sheets"]} sheets @param {any} view @param {string} id @returns {string} */
export function stageTitle(sheets, view, id) {
  return stageOf(view.board, id)?.name ?? sheets.stages.find((stage) => stage.id === id)?.name ?? t("outside the stages");
}

/** A feeling as a sign and a number. @param {{valence: number | null | undefined}} props */
export function FeltSign({ valence }) {
  if (valence === null || valence === undefined) return null;
  const sign = valence >= 0.25 ? "▲ " : valence <= -0.25 ? "▼ " : "";
  return html`<span class="felt-sign ${valence >= 0.25 ? "up" : valence <= -0.25 ? "down" : ""}" title=${t("feeling from −2 to +2")}>${sign}${signed(valence)}</span>`;
}

/** Respondents of a role pass its filter. @param {any} view @param {string} role */
export const roleFits = (view, role) => !view.filters.role || view.filters.role === role;

/** Says that the filters hide everything. */
export function NothingFits() {
  return html`<${Empty}>${t("Nothing here fits the filters.")}</${Empty}>`;
}

/** @param {PartProps} props */
export function PortraitsPart({ sheets, view }) {
  const portraits = sheets.portraits().filter((/** @type {any} */ one) => roleFits(view, one.role));
  return portraits.length ? html`<div class="portraits">${portraits.map((/** @type {any} */ one) => html`<${PortraitPart} key=${one.id} one=${one} sheets=${sheets} view=${view} />`)}</div>` : html`<${NothingFits} />`;
}

/** @param {PartProps & {one: any}} props */
function PortraitPart({ one, view }) {
  const lists = /** @type {[string, string][]} */ ([
    [t("Motives and goals"), "motives"], [t("Pains and barriers"), "barriers"], [t("What they do"), "jobs"],
    [t("What they like"), "likes"], [t("Touchpoints"), "touchpoints"], [t("What they wish for"), "ideas"],
  ]);
  const feelings = one.feelings.flatMap((/** @type {any} */ { stage, feeling }) => {
    const place = view.board.stages.find((/** @type {any} */ here) => here.id === stage);
    return place && feeling ? [{ stage: place, mean: feeling.mean, n: feeling.n }] : [];
  });
  const { language } = view.study;
  return html`<article class="theme portrait"><h3 lang=${language}>${one.name}</h3>
    <p class="tags"><span>${rolePlural(one.role)}: ${t("%(k)s of %(n)s", { k: one.n, n: one.of })}</span> ${one.talks.map((/** @type {string} */ talk) => html`<button key=${talk} type="button" class="src" title=${t("open the interview")} onClick=${() => go("talk", { talk })}>${talkCode(view.study, talk)}</button>`)}</p>
    ${one.apart.length ? html`<p class="apart">${t("They speak of this more than others do:")} ${one.apart.map((/** @type {any} */ theme, /** @type {number} */ at) => html`${at ? "; " : ""}<${ThemeName} key=${theme.id} theme=${theme} view=${view} />`)}</p>` : null}
    <${FeelingCurve} view=${view} feelings=${feelings} />
    <div class="portrait-lists">${lists.map(([title, name]) => html`<section key=${name}><h4>${title}</h4>${one[name].length ? html`<ul class="claims">${one[name].map((/** @type {any} */ claim) => html`<${ClaimPart} key=${claim.theme?.id ?? claim.text + claim.units[0]} claim=${claim} view=${view} viewpoint=${one.role} shown=${0} />`)}</ul>` : html`<${Empty} title=${t("no data")} />`}</section>`)}</div>
    ${one.quotes.length ? html`<h4>${t("In their own words")}</h4><ul class="quotes">${one.quotes.map((/** @type {string} */ uid) => html`<${Quote} key=${uid} uid=${uid} uids=${one.quotes} view=${view} />`)}</ul>` : null}
    <p class="facts-line" lang=${language}>${one.rule}</p></article>`;
}

/** @param {PartProps} props */
export function StoriesPart({ sheets, view }) {
  const portraits = new Map(sheets.portraits().map((/** @type {any} */ one) => [one.id, one]));
  const stories = sheets.stories().filter((/** @type {any} */ one) => roleFits(view, studyIndex(view.study).talks.get(one.talk)?.role ?? ""));
  if (!stories.length) return html`<${NothingFits} />`;
  return html`<div class="stories">${stories.map((/** @type {any} */ story) => html`<${StoryPart} key=${story.talk + story.portrait} story=${story} portrait=${portraits.get(story.portrait)?.name ?? ""} sheets=${sheets} view=${view} />`)}</div>`;
}

/** One respondent's way, stage by stage; stages of which nothing is said stand there too. @param {PartProps & {story: any, portrait: string}} props */
function StoryPart({ story, portrait, sheets, view }) {
  const { language } = view.study;
  const steps = new Map(story.steps.map((/** @type {any} */ step) => [step.stage, step]));
  return html`<article class="story"><h3><button type="button" class="talk-open" onClick=${() => go("talk", { talk: story.talk })}>${talkCode(view.study, story.talk)}</button>${portrait ? html` · <span lang=${language}>${portrait}</span>` : null}</h3>
    <p class="lead">${nt("%(k)s of %(n)s stage told", "%(k)s of %(n)s stages told", story.of, { k: story.steps.length, n: story.of })}</p>
    <ol class="story-steps">${sheets.stages.map((stage, at) => {
      const step = /** @type {any} */ (steps.get(stage.id));
      return html`<li key=${stage.id} class="story-step ${step ? "" : "silent"}"><div class="story-stage"><span class="order">${at + 1}</span> <b lang=${language}>${stageTitle(sheets, view, stage.id)}</b> <${FeltSign} valence=${step?.valence} /></div>
        ${step ? html`<ul class="quotes">${step.units.map((/** @type {string} */ uid) => html`<${Quote} key=${uid} uid=${uid} uids=${step.units} view=${view} />`)}</ul>` : html`<p class="void">${t("says nothing of this stage")}</p>`}</li>`;
    })}</ol>
    <p class="facts-line" lang=${language}>${story.rule}</p></article>`;
}

/** @param {PartProps} props */
export function SnapshotsPart({ sheets, view }) {
  const { talks } = studyIndex(view.study);
  const shown = sheets.snapshots().filter((/** @type {any} */ one) => roleFits(view, one.role) && (!view.filters.interview || view.filters.interview === one.talk));
  const [open, setOpen] = useState(/** @type {string} */ (shown[0]?.talk ?? ""));
  if (!shown.length) return html`<${NothingFits} />`;
  const now = shown.find((/** @type {any} */ one) => one.talk === open) ?? shown[0];
  const name = (/** @type {any} */ one) => [talkCode(view.study, one.talk), talks.get(one.talk)?.path].filter(Boolean).join(" · ");
  return html`<label class="map-pick snapshot-pick"><span>${t("Interview")}</span><select id="pick-snapshot" value=${now.talk} onChange=${(/** @type {any} */ event) => setOpen(event.target.value)}>${shown.map((/** @type {any} */ one) => html`<option key=${one.talk} value=${one.talk} selected=${one.talk === now.talk}>${name(one)}</option>`)}</select></label>
    <${SnapshotPart} key=${now.talk} one=${now} title=${name(now)} sheets=${sheets} view=${view} />`;
}

/** @param {PartProps & {one: any, title: string}} props */
function SnapshotPart({ one, title, sheets, view }) {
  const { language } = view.study;
  const barriers = new Map(sheets.barriers().map((/** @type {any} */ barrier) => [barrier.id, barrier]));
  const met = one.barriers.map((/** @type {string} */ id) => barriers.get(id)).filter(Boolean);
  const quotes = (/** @type {string[]} */ units, kind = "") => html`<ul class="quotes">${units.map((uid) => html`<${Quote} key=${uid} uid=${uid} uids=${units} view=${view} kind=${kind} />`)}</ul>`;
  return html`<article class="theme snapshot"><h3><button type="button" class="talk-open" onClick=${() => go("talk", { talk: one.talk })}>${title}</button></h3>
    <p class="tags"><span>${roleName(one.role)}</span>${one.segment ? html`<span>${one.segment}</span>` : null}<span>${nt("%(n)s respondent", "%(n)s respondents", one.n)}</span></p>
    ${one.quote ? html`<div class="telling">${quotes([one.quote])}</div>` : null}
    <div class="snapshot-stages">${one.stages.map((/** @type {any} */ part) => html`<section key=${part.stage} class="snapshot-stage"><h4 lang=${language}>${stageTitle(sheets, view, part.stage)} <${FeltSign} valence=${part.feeling?.mean} /></h4>
      ${part.said.map((/** @type {any} */ { kind, units }) => html`<div key=${kind} class="k-${kind}" role="group" aria-label=${kindName(kind)}><${KindTag} kind=${kind} />${quotes(units, kind)}</div>`)}</section>`)}</div>
    ${met.length ? html`<${More} summary=${`${t("Barriers met")}: ${met.length}`} make=${() => html`<ul class="claims met">${met.map((/** @type {any} */ barrier) => html`<${ClaimPart} key=${barrier.id} claim=${barrier.claim} view=${view} viewpoint=${one.role} shown=${0} />`)}</ul>`} />` : null}
    ${one.alone.length ? html`<${More} summary=${`${t("Said by nobody else")}: ${one.alone.length}`} make=${() => quotes(one.alone)} />` : null}</article>`;
}
