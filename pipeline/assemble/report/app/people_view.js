// The people: a portrait of each respondent, and how fast new interviews stop bringing new themes.
import { html, useMemo, useState } from "../vendor/htm-preact.js";
import { t, nt, percent, signed } from "./words.js";
import { kindName, roleName, rolePlural, KIND_ORDER, ROLE_ORDER } from "./names.js";
import { fits, go } from "./state.js";
import { Empty, KindIcon, Quote } from "./parts.js";
import { kindsOf, talkCode, talkIndex } from "./talk_view.js";

/**
 * @typedef {{key: string, interview: any, name: string, units: string[], coded: string[], things: Record<string, PortraitThing[]>,
 *   feelings: {stage: any, mean: number, n: number}[], quotes: string[], shared: number}} Portrait
 * @typedef {{theme: string, label: string, own: number, others: number, at: string}} PortraitThing
 */

const PEOPLE_THINGS = 5; // themes of a kind in a portrait; the rest is a click away
const PEOPLE_QUOTES = 3;

/** Portraits of everybody who was asked, in the order of roles and voices. @param {any} view @returns {Portrait[]} */
function portraitsOf(view) {
  const index = talkIndex(view.study);
  /** @type {Map<string, string[]>} */
  const voices = new Map();
  for (const uid of Object.keys(view.board.units)) {
    const key = view.derived.respondentOf(uid);
    voices.set(key, [...(voices.get(key) ?? []), uid]);
  }
  const portraits = [...voices].map(([key, units]) => portraitOf(view, index, key, units));
  const place = (/** @type {Portrait} */ one) => ROLE_ORDER.indexOf(one.interview.role) * 1000 + (view.study.voices?.[one.interview.id] ?? 0);
  return portraits.sort((a, b) => place(a) - place(b) || (a.key < b.key ? -1 : 1));
}

/** @param {any} view @param {import("./talk_view.js").TalkIndex} index @param {string} key @param {string[]} units @returns {Portrait} */
function portraitOf(view, index, key, units) {
  const said = index.utterances.get(units[0]);
  const interview = index.interviews.get(said.interview);
  const coded = units.filter((uid) => kindsOf(view.board.units[uid]).length);
  const things = thingsOf(view, coded, key);
  const name = interview.speakers.find((/** @type {any} */ one) => one.id === said.speaker)?.name ?? "";
  const shared = coded.filter((uid) => (view.derived.themesOf.get(uid) ?? []).some((/** @type {string} */ id) => view.derived.themes.get(id)?.support.n > 1)).length;
  return { key, interview, name, units, coded, things, feelings: feelingsOf(view, units), quotes: tellingOf(view, coded, things), shared };
}

/** What the respondent speaks of, by kind, the most often first. @param {any} view @param {string[]} coded @param {string} key @returns {Record<string, PortraitThing[]>} */
function thingsOf(view, coded, key) {
  /** @type {Map<string, string[]>} */
  const own = new Map();
  for (const uid of coded) {
    for (const id of view.derived.themesOf.get(uid) ?? []) own.set(id, [...(own.get(id) ?? []), uid]);
  }
  /** @type {Record<string, PortraitThing[]>} */
  const things = Object.fromEntries(KIND_ORDER.map((kind) => [kind, []]));
  for (const [id, uids] of own) {
    const theme = view.derived.themes.get(id);
    if (!theme) continue;
    const first = theme.units.find((/** @type {string} */ uid) => view.derived.respondentOf(uid) === key) ?? uids[0];
    things[theme.kind]?.push({ theme: id, label: theme.label, own: uids.length, others: theme.support.n - 1, at: first });
  }
  for (const list of Object.values(things)) list.sort((a, b) => b.own - a.own || b.others - a.others || (a.theme < b.theme ? -1 : 1));
  return things;
}

/** How the respondent felt at each stage: the mean of what was felt. @param {any} view @param {string[]} units */
function feelingsOf(view, units) {
  const felt = view.study.rules?.felt ?? 0.25;
  return view.board.stages.flatMap((/** @type {any} */ stage) => {
    const values = units.map((uid) => view.board.units[uid]).filter((unit) => unit.stage === stage.id && Math.abs(unit.valence) >= felt).map((unit) => unit.valence);
    return values.length ? [{ stage, mean: values.reduce((sum, value) => sum + value, 0) / values.length, n: values.length }] : [];
  });
}

/** The quotes that tell most: pinned ones, then the first of the respondent's in each kind's main theme. @param {any} view @param {string[]} coded @param {Record<string, PortraitThing[]>} things @returns {string[]} */
function tellingOf(view, coded, things) {
  const pinned = coded.filter((uid) => view.board.units[uid].pinned);
  const firsts = ["pain", "goal", "positive", "idea", "question", "action"].flatMap((kind) => things[kind].slice(0, 1).map((thing) => thing.at));
  const strong = [...coded].sort((a, b) => Math.abs(view.board.units[b].valence) - Math.abs(view.board.units[a].valence) || (a < b ? -1 : 1));
  return [...new Set([...pinned, ...firsts, ...strong])].slice(0, PEOPLE_QUOTES);
}

/** Everybody who was asked. @param {{view: any}} props */
export function PeopleView({ view }) {
  const [role, setRole] = useState("");
  const [segment, setSegment] = useState("");
  const portraits = useMemo(() => portraitsOf(view), [view.board, view.derived]);
  const roles = ROLE_ORDER.filter((one) => portraits.some((portrait) => portrait.interview.role === one));
  const segments = [...new Set(portraits.map((portrait) => portrait.interview.segment).filter(Boolean))].sort();
  const shown = portraits.filter((portrait) => (!role || portrait.interview.role === role) && (!segment || portrait.interview.segment === segment) && portrait.units.some((uid) => fits(uid)));
  return html`<section class="people" aria-labelledby="people-title">
    <div class="section-head"><h2 id="people-title">${t("Respondents")} <span class="count">${portraits.length}</span></h2><p class="lead">${t("What each person wants, what hurts and what they like, in the themes of this map.")}</p></div>
    <div class="people-bar">
      ${roles.length > 1 ? html`<div class="switch" role="group" aria-label=${t("Whose voice")}><button type="button" aria-pressed=${!role} onClick=${() => setRole("")}>${t("all")}</button>${roles.map((one) => html`<button key=${one} type="button" aria-pressed=${role === one} onClick=${() => setRole(one)}>${rolePlural(one)}</button>`)}</div>` : ""}
      ${segments.length ? html`<label>${t("Segment")} <select value=${segment} onChange=${(/** @type {any} */ event) => setSegment(event.target.value)}><option value="">${t("all")}</option>${segments.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</select></label>` : ""}
    </div>
    ${shown.length ? html`<ul class="people-cards">${shown.map((portrait) => html`<${PortraitCard} key=${portrait.key} view=${view} portrait=${portrait} />`)}</ul>` : html`<${Empty}>${t("Nothing here fits the filters.")}<//>`}
    <${SaturationPart} view=${view} />
  </section>`;
}

/** @param {{view: any, portrait: Portrait}} props */
function PortraitCard({ view, portrait }) {
  const { interview, coded, shared, things } = portrait;
  return html`<li class="theme people-card"><h3 class="label"><button type="button" class="talk-open" onClick=${() => go("talk", { talk: interview.id })}>${talkCode(view.study, interview.id)}${portrait.name ? ` · ${portrait.name}` : ""}</button></h3>
    <p class="tags"><span class="tag">${roleName(interview.role)}</span>${interview.segment ? html`<span class="tag">${interview.segment}</span>` : ""}<span class="tag">${interview.path}</span></p>
    <${FeelingCurve} view=${view} feelings=${portrait.feelings} />
    ${KIND_ORDER.filter((kind) => things[kind].length).map((kind) => html`<div key=${kind} class="people-kind k-${kind}"><h4 class="tag k-${kind}"><${KindIcon} kind=${kind} />${kindName(kind)}</h4>
      <ul>${things[kind].slice(0, PEOPLE_THINGS).map((thing) => html`<li key=${thing.theme}><button type="button" class="talk-open" onClick=${() => go("themes", { theme: thing.theme })}>${thing.label}</button> <small>${nt("%(n)s quote", "%(n)s quotes", thing.own, { n: thing.own })} · ${thing.others ? nt("with %(n)s more person", "with %(n)s more people", thing.others) : t("nobody else")}</small></li>`)}</ul>
      ${things[kind].length > PEOPLE_THINGS ? html`<p class="void">${nt("and %(n)s more theme", "and %(n)s more themes", things[kind].length - PEOPLE_THINGS)}</p>` : ""}</div>`)}
    ${portrait.quotes.length ? html`<ul class="quotes">${portrait.quotes.map((uid) => html`<${Quote} key=${uid} uid=${uid} view=${view} />`)}</ul>` : ""}
    <p class="facts-line"><span>${t("%(k)s of %(n)s utterances coded", { k: coded.length, n: portrait.units.length })}</span>
      <span title=${t("How much of what this person said stands in themes that other people share")}>${t("typical: %(share)s", { share: coded.length ? percent(shared / coded.length) : "—" })}</span></p></li>`;
}

/** A small curve of feelings over the stages. @param {{view: any, feelings: {stage: any, mean: number, n: number}[]}} props */
export function FeelingCurve({ view, feelings }) {
  if (!feelings.length) return html`<p class="void">${t("No feelings were read.")}</p>`;
  const stages = view.board.stages;
  const step = stages.length > 1 ? 280 / (stages.length - 1) : 0;
  const spots = feelings.map((one) => ({ ...one, x: 10 + stages.indexOf(one.stage) * step, y: 32 - one.mean * 12 }));
  const said = spots.map((one) => `${one.stage.name}: ${signed(one.mean, 1)}`).join("; ");
  const line = spots.map((one, at) => `${at && stages.indexOf(one.stage) === stages.indexOf(spots[at - 1].stage) + 1 ? "L" : "M"}${one.x.toFixed(1)},${one.y.toFixed(1)}`).join("");
  return html`<svg class="people-curve" viewBox="0 0 300 72" role="img" aria-label=${t("Feelings by stage: %(said)s", { said })}><path class="even" d="M4,32H296" /><path class="people-line" d=${line} />${spots.map((one) => html`<circle key=${one.stage.id} class=${one.mean >= 0 ? "good" : "bad"} cx=${one.x} cy=${one.y} r="4"><title>${one.stage.name}: ${signed(one.mean, 1)}</title></circle>`)}${stages.map((/** @type {any} */ stage, /** @type {number} */ at) => html`<text key=${stage.id} x=${10 + at * step} y="70">${at + 1}</text>`)}</svg>`;
}

/** New themes by interview, with the rule. @param {{view: any}} props */
function SaturationPart({ view }) {
  const { points, base, run, threshold, reached } = view.derived.saturation;
  const most = Math.max(1, ...points.map((/** @type {any} */ point) => point.total));
  const wide = Math.max(24, Math.min(72, 860 / Math.max(1, points.length)));
  const height = (/** @type {number} */ n) => (n / most) * 150;
  const line = points.map((/** @type {any} */ point, /** @type {number} */ at) => `${at ? "L" : "M"}${(30 + wide * (at + 0.5)).toFixed(1)},${(170 - height(point.total)).toFixed(1)}`).join("");
  const found = typeof reached === "number" ? t("Saturation is reached at interview %(n)s.", { n: reached }) : points.length < base + run ? nt("Too few interviews to tell: the rule needs %(n)s.", "Too few interviews to tell: the rule needs %(n)s.", base + run) : t("Saturation is not reached yet: new interviews still bring new themes.");
  return html`<section class="people-saturation" aria-labelledby="saturation-title"><div class="section-head"><h2 id="saturation-title">${t("Saturation")}</h2><p class="lead"><b>${found}</b></p></div>
    <div class="wide people-chart" role="region" tabindex="0" aria-labelledby="saturation-title"><svg width=${40 + wide * points.length} height="216" viewBox=${`0 0 ${40 + wide * points.length} 216`} role="img" aria-label=${t("New themes by interview")}>
      <path class="even" d=${`M30,170H${30 + wide * points.length}`} />
      ${points.map((/** @type {any} */ point, /** @type {number} */ at) => html`<g key=${point.interview}><rect class=${at < base ? "people-base" : "people-new"} x=${30 + wide * at + wide * 0.2} y=${170 - height(point.new)} width=${wide * 0.6} height=${height(point.new)} /><text x=${30 + wide * (at + 0.5)} y=${164 - height(point.new)}>${point.new || ""}</text><text class="people-code" x=${30 + wide * (at + 0.5)} y="188">${talkCode(view.study, point.interview)}</text><text class="people-sum" x=${30 + wide * (at + 0.5)} y="206">${point.total}</text></g>`)}
      <path class="people-total" d=${line} /></svg></div>
    <p class="lead people-rule">${t("Bars: themes heard for the first time; the line and the lower row: all themes so far; interviews in the order of their files.")} ${t("The rule (Guest, Namey, Chen 2020): the first %(base)s interviews are the base; saturation is reached when a run of %(run)s interviews brings at most %(share)s new themes of the base’s number.", { base, run, share: percent(threshold) })}</p></section>`;
}
