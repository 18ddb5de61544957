// What did not enter the map, how much it is, and the way to bring it in.
import { html, useMemo, useState } from "../vendor/htm-preact.js";
import { t, nt, number, percent } from "./words.js";
import { act, fits, go, select } from "./state.js";
import { Empty, More, Quote } from "./parts.js";
import { openUnitMenu } from "./edit.js";
import { beginning, kindsOf, talkCode, talkIndex } from "./talk_view.js";

/** @typedef {{id: string, name: string, units: string[], words: number}} CoverPart */

const COVER_SHOWN = 100; // quotes of a list at once

/** @param {string} text @returns {number} */
const wordsIn = (text) => text.match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu)?.length ?? 0;

/**
 * Every respondent's utterance is in exactly one part.
 * @param {any} view @returns {CoverPart[]}
 */
function coverParts(view) {
  const index = talkIndex(view.study);
  /** @type {Record<string, CoverPart>} */
  const parts = Object.fromEntries([["themes", t("In themes")], ["unstaged", t("In themes, but at no stage")], ["rejected", t("In rejected themes")], ["singles", t("Single voices")], ["none", t("Not coded")], ["aside", t("Set aside by people")]].map(([id, name]) => [id, { id, name, units: [], words: 0 }]));
  const rejected = new Set(view.derived.rejected.flatMap((/** @type {string} */ id) => view.board.themes.find((/** @type {any} */ one) => one.id === id)?.units ?? []));
  for (const [uid, unit] of Object.entries(view.board.units)) {
    const part = parts[coverPart(uid, /** @type {any} */ (unit), view, rejected)];
    part.units.push(uid);
    part.words += wordsIn(index.utterances.get(uid)?.text ?? "");
  }
  return Object.values(parts);
}

/** @param {string} uid @param {any} unit @param {any} view @param {Set<string>} rejected @returns {string} */
function coverPart(uid, unit, view, rejected) {
  if (unit.irrelevant) return "aside";
  if (!kindsOf(unit).length) return "none";
  const themes = view.derived.themesOf.get(uid) ?? [];
  if (themes.length) return themes.some((/** @type {string} */ id) => view.derived.themes.get(id)?.stage) ? "themes" : "unstaged";
  return rejected.has(uid) ? "rejected" : "singles";
}

/** What did not enter the map. @param {{view: any}} props */
export function CoverageView({ view }) {
  const parts = useMemo(() => coverParts(view), [view.board, view.derived, view.language]);
  const by = Object.fromEntries(parts.map((part) => [part.id, part]));
  const open = (/** @type {CoverPart} */ part) => part.units.filter((uid) => fits(uid));
  return html`<section class="cover" aria-labelledby="coverage-title">
    <div class="section-head"><h2 id="coverage-title">${t("What did not enter the map")}</h2><p class="lead">${t("Nothing that was said is lost: what is not on the map stands here, and every line can be brought in.")}</p></div>
    <${CoverBar} parts=${parts} />
    <${CoverGroup} view=${view} title=${by.unstaged.name} units=${open(by.unstaged)} lead=${t("Give them a stage and they come to the map.")} by="theme" />
    <${CoverGroup} view=${view} title=${by.singles.name} units=${open(by.singles)} lead=${t("One person said it and nobody else: make a theme of it or move it to one.")} by="interview" />
    <${CoverRejected} view=${view} />
    <${CoverGroup} view=${view} title=${by.none.name} units=${open(by.none)} lead=${t("Tells nothing by the codebook: small talk, repeats, unclear words. Give it a kind if the program has missed it.")} by="interview" />
    <${CoverGroup} view=${view} title=${by.aside.name} units=${open(by.aside)} lead=${t("A person said that it is not about the matter.")} by="interview" aside=${true} />
    <${CoverOthers} view=${view} />
    <${CoverDropped} view=${view} />
  </section>`;
}

/** Shares of the respondents' words. @param {{parts: CoverPart[]}} props */
function CoverBar({ parts }) {
  const words = parts.reduce((sum, part) => sum + part.words, 0);
  const units = parts.reduce((sum, part) => sum + part.units.length, 0);
  let at = 0;
  const pieces = parts.filter((part) => part.units.length).map((part) => {
    const wide = words ? (part.words / words) * 100 : 0;
    at += wide;
    return { ...part, wide, x: at - wide };
  });
  return html`<figure class="cover-bar"><svg width="100%" height="28" aria-hidden="true" focusable="false">${pieces.map((part) => html`<rect key=${part.id} class="cover-${part.id}" x=${`${part.x}%`} y="0" width=${`${part.wide}%`} height="28"><title>${part.name}</title></rect>`)}</svg>
    <figcaption><div class="wide" role="region" tabindex="0" aria-labelledby="coverage-title"><table class="list"><thead><tr><th scope="col">${t("What respondents said")}</th><th scope="col" class="num">${t("Words")}</th><th scope="col" class="num">${t("Share of words")}</th><th scope="col" class="num">${t("Utterances")}</th><th scope="col" class="num">${t("Share of utterances")}</th></tr></thead>
      <tbody>${pieces.map((part) => html`<tr key=${part.id}><th scope="row"><svg class="cover-key" width="12" height="12" aria-hidden="true"><rect class="cover-${part.id}" width="12" height="12" /></svg> ${part.name}</th><td class="num">${number(part.words)}</td><td class="num">${percent(words ? part.words / words : 0)}</td><td class="num">${number(part.units.length)}</td><td class="num">${percent(units ? part.units.length / units : 0)}</td></tr>`)}</tbody></table></div></figcaption></figure>`;
}

/** @param {{view: any, title: string, units: string[], lead: string, by: string, aside?: boolean}} props */
function CoverGroup({ view, title, units, lead, by, aside = false }) {
  if (!units.length) return null;
  const index = talkIndex(view.study);
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const uid of units) {
    const key = by === "interview" ? index.utterances.get(uid).interview : (view.derived.themesOf.get(uid) ?? [""])[0];
    groups.set(key, [...(groups.get(key) ?? []), uid]);
  }
  const names = (/** @type {string} */ key) => (by === "interview" ? `${talkCode(view.study, key)} · ${index.interviews.get(key)?.path}` : view.derived.themes.get(key)?.label ?? key);
  return html`<section class="cover-group"><h3>${title} <span class="count">${number(units.length)}</span></h3><p class="lead">${lead}</p>
    ${[...groups].map(([key, own]) => html`<${More} key=${key} summary=${`${names(key)}: ${nt("%(n)s utterance", "%(n)s utterances", own.length)}`} make=${() => html`<${CoverQuotes} view=${view} units=${own} aside=${aside} />`} />`)}</section>`;
}

/** Quotes, each with a way back in. @param {{view: any, units: string[], aside: boolean}} props */
function CoverQuotes({ view, units, aside }) {
  const [most, setMost] = useState(COVER_SHOWN);
  return html`<p class="talk-way"><button type="button" class="src" onClick=${() => select(units, "add")}>${t("Select all of these")}</button>
      ${aside ? html`<button type="button" class="src" onClick=${() => act({ op: "irrelevant", units, on: false })}>${t("Bring all of these back")}</button>` : html`<button type="button" class="src" aria-haspopup="menu" onClick=${(/** @type {Event} */ event) => { const anchor = /** @type {HTMLElement} */ (event.currentTarget); select(units, "set"); openUnitMenu(units[0], anchor); }}>${t("Correct all of these…")}</button>`}</p>
    <ul class="quotes cover-quotes">${units.slice(0, most).map((uid) => html`<${Quote} key=${uid} uid=${uid} view=${view} actions=${true} first=${true} menu=${openUnitMenu}>${aside ? html`<button type="button" class="src cover-back" onClick=${() => act({ op: "irrelevant", units: [uid], on: false })}>${t("Bring back")}</button>` : ""}<//>`)}</ul>
    ${units.length > most ? html`<button type="button" class="src" onClick=${() => setMost(most + COVER_SHOWN)}>${t("%(n)s more", { n: units.length - most })}</button>` : ""}`;
}

/** @param {{view: any}} props */
function CoverRejected({ view }) {
  const themes = view.derived.rejected.map((/** @type {string} */ id) => view.board.themes.find((/** @type {any} */ one) => one.id === id)).filter(Boolean);
  if (!themes.length) return null;
  return html`<section class="cover-group"><h3>${t("Rejected themes")} <span class="count">${themes.length}</span></h3><p class="lead">${t("A person found that they are no themes; their quotes count as single voices.")}</p>
    <ul class="plain">${themes.map((/** @type {any} */ theme) => html`<li key=${theme.id} class="k-${theme.kind}"><b>${theme.label}</b> · ${nt("%(n)s quote", "%(n)s quotes", theme.units.length, { n: theme.units.length })} <button type="button" class="src" onClick=${() => act({ op: "judge", themes: [theme.id], verdict: "open" })}>${t("Bring back")}</button></li>`)}</ul></section>`;
}

/** Interviewers' and others' words: context, never evidence. @param {{view: any}} props */
function CoverOthers({ view }) {
  const others = view.study.draft.utterances.filter((/** @type {any} */ said) => !view.board.units[said.id]);
  if (!others.length) return null;
  const words = others.reduce((/** @type {number} */ sum, /** @type {any} */ said) => sum + wordsIn(said.text), 0);
  return html`<section class="cover-group"><h3>${t("Words of interviewers and others")} <span class="count">${number(others.length)}</span></h3>
    <p class="lead">${nt("%(n)s word", "%(n)s words", words)} · ${t("by interviewers and other voices are context, never evidence.")} ${t("If a respondent was taken for an interviewer, put the role right in interviews.csv and run the study again.")}</p></section>`;
}

/** Turns that gave no utterance, and text that no rule understood. @param {{view: any}} props */
function CoverDropped({ view }) {
  const reasons = /** @type {Record<string, string>} */ ({ "asr-credit": t("a credit line of the speech recogniser"), backchannel: t("a backchannel such as “uh-huh”"), empty: t("no words"), consent: t("permission to record or a word on what becomes of it"), "small-talk": t("small talk at the beginning or the end"), repetition: t("a loop of the speech recogniser") });
  const interviews = view.study.draft.interviews.filter((/** @type {any} */ one) => one.dropped?.length || one.unparsed);
  const all = interviews.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + (one.dropped?.length ?? 0), 0);
  return html`<section class="cover-group"><h3>${t("Turns dropped")} <span class="count">${number(all)}</span></h3>
    ${interviews.length ? html`<p class="lead">${t("They hold no statement. To bring one in, put the transcript right and run the study again.")}</p>${interviews.map((/** @type {any} */ one) => html`<${More} key=${one.id} summary=${`${talkCode(view.study, one.id)} · ${one.path}: ${nt("%(n)s turn dropped", "%(n)s turns dropped", one.dropped?.length ?? 0)}`} make=${() => html`<ul class="plain cover-turns">
      ${(one.dropped ?? []).map((/** @type {any} */ drop) => html`<li key=${drop.turn}><button type="button" class="src" onClick=${() => go("talk", { talk: one.id })}>${drop.turn + 1}</button> ${beginning(view.study.talks?.[one.id]?.turns?.[drop.turn]?.[1] ?? "", 80)} <small>${reasons[drop.reason] ?? drop.reason}</small></li>`)}
      ${one.unparsed ? html`<li>${nt("%(n)s character was not understood by the format’s rules.", "%(n)s characters were not understood by the format’s rules.", one.unparsed)}</li>` : ""}</ul>`} />`)}` : html`<${Empty}>${t("none found")}<//>`}</section>`;
}
