// The history: every correction in words, what it met, what people disagree about, what was learned.
import { html, useMemo, useState } from "../vendor/htm-preact.js";
import { t, nt, moment, number } from "./words.js";
import { KIND_ORDER, kindName } from "./names.js";
import { go, retract } from "./state.js";
import { Empty } from "./parts.js";
import { activeLines } from "./lines.js";
import { findConflicts } from "./conflicts.js";
import { commented, disagreement, naming, whyIgnored, sentenceOf } from "./sentences.js";

const HISTORY_SHOWN = 200; // lines at once

/** Where a comment leads. @param {{type: string, id?: string}} on */
function follow(on) {
  if (on.type === "theme") go("themes", { theme: on.id });
  else if (on.type === "unit") go("talk", { unit: on.id });
  else if (on.type === "interview") go("talk", { talk: on.id });
  else go("map");
}

/** Everything that people did. @param {{view: any}} props */
export function HistoryView({ view }) {
  const lines = view.log.lines;
  const byId = useMemo(() => new Map(lines.map((/** @type {any} */ line) => [line.id, line])), [lines]);
  const active = useMemo(() => new Set(activeLines(lines).map((/** @type {any} */ line) => line.id)), [lines]);
  const conflicts = useMemo(() => findConflicts(lines), [lines]);
  const name = useMemo(() => naming(view), [view.board, lines, view.language]);
  const parts = { view, lines, byId, active, name };
  return html`<section class="history" aria-labelledby="history-title">
    <div class="section-head"><h2 id="history-title">${t("History")} <span class="count">${lines.length}</span></h2><p class="lead">${t("Corrections are kept as lines and applied again to every later draft. Nothing is ever deleted: what was taken back can be brought back.")}</p></div>
    <${ConflictPart} ...${parts} conflicts=${conflicts} />
    <${IgnoredPart} ...${parts} />
    <${CommentPart} ...${parts} />
    <${LinesPart} ...${parts} />
    <${LearnedPart} view=${view} />
  </section>`;
}

/** Every line. @param {any} props */
function LinesPart({ view, lines, byId, active, name }) {
  const [most, setMost] = useState(HISTORY_SHOWN);
  const [author, setAuthor] = useState("");
  const [first, setFirst] = useState("new");
  const authors = [...new Set(lines.map((/** @type {any} */ line) => line.author))].sort();
  const takenBy = takers(lines, active);
  const ignored = new Map(view.board.ignored.map((/** @type {any} */ one) => [one.line, one]));
  const local = new Set(view.log.local.map((/** @type {any} */ line) => line.id));
  const order = lines.filter((/** @type {any} */ line) => !author || line.author === author);
  if (first === "new") order.reverse();
  return html`<section class="history-part" aria-labelledby="lines-title"><h3 id="lines-title">${t("Corrections")}</h3>
    ${lines.length ? html`<div class="people-bar"><div class="switch" role="group" aria-label=${t("Order")}>${[["new", t("Newest first")], ["old", t("Oldest first")]].map(([id, words]) => html`<button key=${id} type="button" aria-pressed=${first === id} onClick=${() => setFirst(id)}>${words}</button>`)}</div>
      ${authors.length > 1 ? html`<label>${t("Author")} <select value=${author} onChange=${(/** @type {any} */ event) => setAuthor(event.target.value)}><option value="">${t("all")}</option>${authors.map((one) => html`<option key=${one} value=${one}>${one || t("no name")}</option>`)}</select></label>` : ""}</div>` : ""}
    ${order.length ? html`<ol class="history-lines">${order.slice(0, most).map((/** @type {any} */ line) => html`<${HistoryLine} key=${line.id} line=${line} on=${active.has(line.id)} taker=${takenBy.get(line.id)} ignored=${ignored.get(line.id)} fresh=${local.has(line.id)} text=${sentenceOf(line, name, byId)} language=${view.language} />`)}</ol>` : html`<${Empty}>${t("Nobody has corrected anything yet.")}<//>`}
    ${order.length > most ? html`<button type="button" class="src" onClick=${() => setMost(most + HISTORY_SHOWN)}>${t("%(n)s more", { n: order.length - most })}</button>` : ""}</section>`;
}

/** For each line that was taken back, the active line that did it. @param {any[]} lines @param {Set<string>} active @returns {Map<string, any>} */
function takers(lines, active) {
  return new Map(lines.filter((line) => line.op === "retract" && active.has(line.id)).map((line) => [line.line, line]));
}

/** @param {{line: any, on: boolean, taker: any, ignored: any, fresh: boolean, text: string, language: string}} props */
function HistoryLine({ line, on, taker, ignored, fresh, text }) {
  const back = () => retract(on ? line.id : taker.id);
  const plain = line.op === "retract";
  return html`<li class="history-line ${on ? "" : "undone"} ${plain ? "retract" : ""}" data-line=${line.id}>
    <p class="history-who"><b>${line.author || t("no name")}</b> <time datetime=${line.time}>${moment(line.time)}</time>${fresh ? html` <span class="history-fresh">${t("on this computer")}</span>` : ""}</p>
    <p class="history-what">${on ? text : html`<s>${text}</s><span class="hush"> (${t("taken back")})</span>`}</p>
    ${line.note ? html`<p class="history-note">${line.note}</p>` : ""}
    ${!on && taker ? html`<p class="history-note">${t("Taken back by %(who)s, %(when)s", { who: taker.author || t("no name"), when: moment(taker.time) })}</p>` : ""}
    ${on && ignored ? html`<p class="history-note history-lost">${ignored.partial ? t("Applied in part: %(reason)s.", { reason: whyIgnored(ignored.reason) }) : t("Not applied: %(reason)s.", { reason: whyIgnored(ignored.reason) })}</p>` : ""}
    ${plain || (!on && !taker) ? "" : html`<button type="button" class="src" aria-label=${on ? t("Undo: %(what)s", { what: text }) : t("Bring back: %(what)s", { what: text })} onClick=${back}>${on ? t("Undo") : t("Bring back")}</button>`}</li>`;
}

/** Lines that could not be applied. @param {any} props */
function IgnoredPart({ view, byId, name }) {
  const ignored = view.board.ignored;
  if (!ignored.length) return null;
  return html`<section class="history-part" aria-labelledby="ignored-title"><h3 id="ignored-title">${t("Not applied")} <span class="count">${ignored.length}</span></h3><p class="lead">${t("These lines name something that this draft does not hold. They are kept and tried again on the next draft.")}</p>
    <ul class="history-lines">${ignored.map((/** @type {any} */ one) => html`<li key=${one.line} class="history-line"><p class="history-what">${byId.has(one.line) ? sentenceOf(byId.get(one.line), name, byId) : one.line}</p><p class="history-note history-lost">${one.partial ? t("Applied in part: %(reason)s.", { reason: whyIgnored(one.reason) }) : t("Not applied: %(reason)s.", { reason: whyIgnored(one.reason) })}${one.detail ? html` <code>${one.detail}</code>` : ""}</p></li>`)}</ul></section>`;
}

/** What people decided differently. @param {any} props */
function ConflictPart({ view, byId, name, conflicts }) {
  if (!conflicts.length) return null;
  const own = view.author ?? view.study.author;
  const lost = new Set(view.board.ignored.filter((/** @type {any} */ one) => !one.partial).map((/** @type {any} */ one) => one.line));
  return html`<section class="history-part history-conflicts" aria-labelledby="conflicts-title"><h3 id="conflicts-title">${t("Disagreements")} <span class="count">${conflicts.length}</span></h3><p class="lead">${t("Two people decided one thing differently. The later decision is what the map shows; choose which one stays.")}</p>
    <ul class="history-lines">${conflicts.map((/** @type {any} */ one) => html`<li key=${`${one.a} ${one.b} ${one.about.what} ${one.about.kind} ${one.about.ids[0]}`} class="history-line"><p class="history-what"><b>${disagreement(one.about, name)}</b></p>
      <${ConflictSide} line=${byId.get(one.a)} other=${one.b} own=${own} text=${sentenceOf(byId.get(one.a), name, byId)} shown=${lost.has(one.b) && !lost.has(one.a)} /><${ConflictSide} line=${byId.get(one.b)} other=${one.a} own=${own} text=${sentenceOf(byId.get(one.b), name, byId)} shown=${!lost.has(one.b)} /></li>`)}</ul></section>`;
}

/** @param {{line: any, other: string, own: string, text: string, shown: boolean}} props */
function ConflictSide({ line, other, own, text, shown }) {
  const mine = Boolean(own) && line.author === own;
  return html`<div class="history-side"><p><b>${line.author || t("no name")}</b> <time datetime=${line.time}>${moment(line.time)}</time>${shown ? html` <span class="history-fresh">${t("on the map now")}</span>` : ""}<br />${text}</p>
    <button type="button" class="src" onClick=${() => retract(other)}>${mine ? t("Keep mine") : t("Keep this one")}<span class="hush">: ${text}</span></button></div>`;
}

/** What people wrote to one another. @param {any} props */
function CommentPart({ view, name }) {
  const comments = view.board.comments;
  if (!comments.length) return null;
  return html`<section class="history-part" aria-labelledby="comments-title"><h3 id="comments-title">${t("Comments")} <span class="count">${comments.length}</span></h3>
    <ul class="history-lines">${comments.map((/** @type {any} */ one) => html`<li key=${one.id} class="history-line"><p class="history-who"><b>${one.author || t("no name")}</b> <time datetime=${one.time}>${moment(one.time)}</time> · ${commented(one.on, name)}</p><p class="history-text">${one.text}</p>
      <button type="button" class="src" onClick=${() => follow(one.on)}>${t("Show it")}</button></li>`)}</ul></section>`;
}

/** What the program took from the corrections for the rest. @param {{view: any}} props */
function LearnedPart({ view }) {
  const { learned } = view.study;
  return html`<section class="history-part" aria-labelledby="learned-title"><h3 id="learned-title">${t("What was learned")}</h3>
    ${learned ? html`<p class="lead">${nt("Learnt from %(n)s corrected utterance; in the rest of the interviews:", "Learnt from %(n)s corrected utterances; in the rest of the interviews:", learned.units)}</p>
      <ul class="plain history-learned">${KIND_ORDER.filter((kind) => learned.came[kind] || learned.went[kind]).map((kind) => html`<li key=${kind}>${kindName(kind)}: ${[learned.came[kind] ? `+${number(learned.came[kind])}` : "", learned.went[kind] ? `−${number(learned.went[kind])}` : ""].filter(Boolean).join(", ")}</li>`)}
      <li>${nt("%(n)s utterance moved to another stage", "%(n)s utterances moved to another stage", learned.moved)}</li></ul>` : html`<p class="lead">${t("Nothing yet. Corrections of kinds and stages teach the program; what it learned shows after the next run.")}</p>`}</section>`;
}
