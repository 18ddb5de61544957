// The interviews: a list of them, and one of them whole with everything that was read from it.
import { html, Component, useEffect, useMemo, useRef, useState } from "../vendor/htm-preact.js";
import { t, nt, signed } from "./words.js";
import { kindName, roleName, speakerName, voiceCode, KIND_ORDER } from "./names.js";
import { fits, go } from "./state.js";
import { clockText, commentsOn } from "./lookup.js";
import { Icon, KindIcon } from "./parts.js";
import { commentOn, openUnitMenu } from "./edit.js";

/**
 * @typedef {{id: string, kinds: string[], stage: string | null, valence: number, irrelevant: boolean, pinned: boolean, told: string[]}} TalkMark
 * @typedef {{interviews: Map<string, any>, utterances: Map<string, any>, byTurn: Map<string, Map<number, string[]>>, ofInterview: Map<string, string[]>}} TalkIndex
 */

const SETTLING = 4; // frames

/** @type {WeakMap<object, TalkIndex>} */
const talkIndexes = new WeakMap();

/**
 * What every view asks of the draft, counted once a page: utterances by id, by interview and by turn.
 * @param {any} study @returns {TalkIndex}
 */
export function talkIndex(study) {
  const known = talkIndexes.get(study.draft);
  if (known) return known;
  /** @type {TalkIndex} */
  const index = { interviews: new Map(), utterances: new Map(), byTurn: new Map(), ofInterview: new Map() };
  for (const interview of study.draft.interviews) {
    index.interviews.set(interview.id, interview);
    index.byTurn.set(interview.id, new Map());
    index.ofInterview.set(interview.id, []);
  }
  for (const utterance of [...study.draft.utterances].sort((a, b) => a.start - b.start)) {
    index.utterances.set(utterance.id, utterance);
    index.ofInterview.get(utterance.interview)?.push(utterance.id);
    const turns = /** @type {Map<number, string[]>} */ (index.byTurn.get(utterance.interview));
    turns.set(utterance.turn, [...(turns.get(utterance.turn) ?? []), utterance.id]);
  }
  talkIndexes.set(study.draft, index);
  return index;
}

/** The code of an interview's respondent: К1. @param {any} study @param {string} interview @returns {string} */
export function talkCode(study, interview) {
  return voiceCode(talkIndex(study).interviews.get(interview)?.role ?? "", study.voices?.[interview] ?? 0);
}

/** A quote's beginning, cut at a word. @param {string} text @param {number} [most] @returns {string} */
export function beginning(text, most = 60) {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most / 2)).replace(/[\s,.;:—–-]+$/u, "")}…`;
}

/** Kinds of a unit in the order of their names. @param {any} unit @returns {string[]} */
export function kindsOf(unit) {
  return KIND_ORDER.filter((kind) => kind in (unit?.kinds ?? {}));
}

/** Whether keys belong to something else: a field, a menu, a dialog. @param {KeyboardEvent} event @returns {boolean} */
export function busyTyping(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true;
  const target = /** @type {Element} */ (event.target);
  return Boolean(target?.closest?.("input:not([type=checkbox]):not([type=range]), textarea, select, dialog, [role=menu], [role=listbox], [contenteditable]")) || Boolean(document.querySelector("dialog[open]"));
}

/** Interviews, or the one in focus. @param {{view: any}} props */
export function TalkView({ view }) {
  const index = talkIndex(view.study);
  const asked = view.focus?.unit ? index.utterances.get(view.focus.unit)?.interview : view.focus?.talk;
  const interview = asked ? index.interviews.get(asked) : null;
  return interview
    ? html`<${TalkText} key=${interview.id} view=${view} interview=${interview} />`
    : html`<${TalkList} view=${view} />`;
}

/** @param {{view: any}} props */
function TalkList({ view }) {
  const index = talkIndex(view.study);
  return html`<section class="talk-list" aria-labelledby="talks-title">
    <div class="section-head"><h2 id="talks-title">${t("Interviews")}</h2>
    <p class="lead">${t("Open one to read it whole, with everything that was read from it, and correct it in place.")}</p></div>
    <div class="wide" role="region" tabindex="0" aria-labelledby="talks-title"><table class="list"><thead><tr>
      <th scope="col">${t("Code")}</th><th scope="col">${t("File")}</th><th scope="col">${t("Role")}</th><th scope="col">${t("Segment")}</th>
      <th scope="col">${t("Language")}</th><th scope="col" class="num">${t("Turns")}</th><th scope="col" class="num">${t("Utterances")}</th><th scope="col" class="num">${t("Coded")}</th>
    </tr></thead><tbody>${view.study.draft.interviews.map((/** @type {any} */ interview) => {
      const own = (index.ofInterview.get(interview.id) ?? []).filter((id) => view.board.units[id]);
      const coded = own.filter((id) => kindsOf(view.board.units[id]).length).length;
      return html`<tr key=${interview.id}><th scope="row"><button type="button" class="src" onClick=${() => go("talk", { talk: interview.id })}>${talkCode(view.study, interview.id)}</button></th>
        <td class="path"><button type="button" class="talk-open" onClick=${() => go("talk", { talk: interview.id })}>${interview.path}</button></td>
        <td>${roleName(interview.role)}</td><td>${interview.segment || "—"}</td><td>${languageName(interview.language)}</td>
        <td class="num">${interview.turns}</td><td class="num">${own.length}</td><td class="num">${coded}</td></tr>`;
    })}</tbody></table></div></section>`;
}

/** @param {string} language @returns {string} */
export function languageName(language) {
  return language === "ru" ? t("Russian") : language === "en" ? t("English") : language;
}

/** One interview. @param {{view: any, interview: any}} props */
function TalkText({ view, interview }) {
  const index = talkIndex(view.study);
  const own = useMemo(() => (index.ofInterview.get(interview.id) ?? []).filter((id) => view.board.units[id]), [index, interview.id]);
  const wanted = view.focus?.unit;
  const [at, setAt] = useState(wanted ?? own[0] ?? "");
  const [under, setUnder] = useState(""); // the mouse only looks; the keys go on from where they are
  const mouse = useRef("");
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  const look = (/** @type {MouseEvent} */ event) => {
    const spot = `${event.screenX} ${event.screenY}`;
    if (spot !== mouse.current) pointed(event, setUnder); // a page that scrolls under a still mouse is no pointing
    mouse.current = spot;
  };
  const stand = (/** @type {string} */ uid) => { setAt(uid); setUnder(""); };
  useEffect(() => {
    if (wanted) reach(root.current, wanted, stand);
  }, [wanted, interview.id]);
  const step = (/** @type {number} */ by, /** @type {boolean} */ onlyCoded) => {
    const next = nextUnit(own, at, by, (id) => !onlyCoded || kindsOf(view.board.units[id]).length > 0);
    if (next) reach(root.current, next, stand);
  };
  const turns = view.study.talks?.[interview.id]?.turns ?? [];
  const byTurn = /** @type {Map<number, string[]>} */ (index.byTurn.get(interview.id));
  const coded = own.filter((id) => kindsOf(view.board.units[id]).length).length;
  return html`<section class="talk" ref=${root} aria-labelledby="talk-title" onKeyDown=${(/** @type {KeyboardEvent} */ event) => talkKeys(event, at, step)}>
    <${TalkHead} view=${view} interview=${interview} coded=${coded} all=${own.length} step=${step} />
    <div class="talk-body">
      <ol class="talk-turns" onClick=${talkClick} onFocusIn=${(/** @type {FocusEvent} */ event) => pointed(event, stand)} onMouseOver=${look} onMouseLeave=${() => setUnder("")}>
        ${turns.map((/** @type {any[]} */ turn, /** @type {number} */ number) => {
          const ids = byTurn.get(number) ?? [];
          return html`<${TalkTurn} key=${number} view=${view} interview=${interview} number=${number} turn=${turn} ids=${ids} entry=${ids.includes(at) ? at : ""} sign=${turnSign(view, ids)} />`;
        })}
      </ol>
      <aside class="talk-about" aria-live="polite" aria-label=${t("About this utterance")}><${TalkAbout} view=${view} uid=${under || at} /></aside>
    </div></section>`;
}

/** @param {{view: any, interview: any, coded: number, all: number, step: (by: number, onlyCoded: boolean) => void}} props */
function TalkHead({ view, interview, coded, all, step }) {
  const list = view.study.draft.interviews;
  const place = list.indexOf(interview);
  const open = (/** @type {number} */ by) => () => go("talk", { talk: list[place + by].id });
  const remarks = commentsOn(view.board, "interview", interview.id).length;
  return html`<div class="section-head talk-head">
    <p class="talk-way"><button type="button" class="src" onClick=${() => go("talk")}>← ${t("All interviews")}</button>
      <button type="button" class="src" disabled=${place <= 0} onClick=${open(-1)}>${t("Previous interview")}</button>
      <button type="button" class="src" disabled=${place >= list.length - 1} onClick=${open(1)}>${t("Next interview")}</button></p>
    <h2 id="talk-title">${talkCode(view.study, interview.id)} <span class="count">${interview.path}</span></h2>
    <p class="lead">${[roleName(interview.role), interview.segment, languageName(interview.language), nt("%(n)s turn", "%(n)s turns", interview.turns), t("%(k)s of %(n)s utterances coded", { k: coded, n: all })].filter(Boolean).join(" · ")}</p>
    <p class="talk-way talk-steps"><button type="button" class="src" onClick=${() => step(-1, true)}>↑ ${t("Previous coded")} <kbd>P</kbd></button>
      <button type="button" class="src" onClick=${() => step(1, true)}>↓ ${t("Next coded")} <kbd>N</kbd></button>
      <button type="button" class="src" onClick=${() => commentOn("interview", interview.id)}><${Icon} name="comment" /> ${remarks ? nt("%(n)s comment", "%(n)s comments", remarks, { n: remarks }) : t("Comment on the interview…")}</button>
      <span class="talk-hint">${t("Enter or a click: what can be done with it.")}</span></p>
    <ul class="talk-legend" aria-label=${t("Legend")}>${KIND_ORDER.map((kind) => html`<li key=${kind} class="tag k-${kind}"><${KindIcon} kind=${kind} />${kindName(kind)}</li>`)}
      <li class="tag"><span class="talk-sample talk-lone">${t("single voice")}</span></li><li class="tag"><span class="talk-sample talk-out">${t("not about the matter")}</span></li></ul>
  </div>`;
}

/** Everything that a turn shows besides its words. @param {any} view @param {string[]} ids @returns {string} */
function turnSign(view, ids) {
  return ids.map((id) => {
    const unit = view.board.units[id];
    if (!unit) return "";
    const themes = view.derived.themesOf.get(id)?.length ? "t" : "";
    return [Object.keys(unit.kinds).sort().join(), unit.irrelevant, unit.pinned, unit.told.length, themes, fits(id), view.selection.has(id)].join("|");
  }).join(";") + view.language;
}

/** A turn; drawn again only when something of it changed. */
class TalkTurn extends Component {
  /** @param {any} next @returns {boolean} */
  shouldComponentUpdate(next) {
    const props = /** @type {any} */ (this.props);
    return next.sign !== props.sign || next.entry !== props.entry;
  }

  /** @param {any} props */
  render({ view, interview, number, turn, ids, entry }) {
    const [speakerId, text, time] = turn;
    const speaker = interview.speakers.find((/** @type {any} */ one) => one.id === speakerId);
    const role = speaker?.role ?? "other";
    return html`<li class="turn talk-turn ${role === "respondent" ? "" : "asks"}" id="turn-${number}">
      <p class="who"><b>${speaker?.name ?? ""}</b> · ${speakerName(role)}${time === null || time === undefined ? "" : html` · <time>${clockText(time)}</time>`}</p>
      <p class="words" lang=${interview.language}>${turnPieces(view, text, ids).map((piece) => (typeof piece === "string" ? piece : html`<${TalkUnit} ...${piece} view=${view} entry=${entry} />`))}</p></li>`;
  }
}

/** A turn's text cut into plain pieces and units. @param {any} view @param {string} text @param {string[]} ids @returns {any[]} */
function turnPieces(view, text, ids) {
  const pieces = [];
  let at = 0;
  for (const uid of ids) {
    const place = view.study.first?.[uid];
    if (!place || !view.board.units[uid] || place[1] < at) continue;
    if (place[1] > at) pieces.push(text.slice(at, place[1]));
    pieces.push({ uid, text: text.slice(place[1], place[2]), key: uid });
    at = place[2];
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
}

/** An utterance inside its turn. @param {{view: any, uid: string, text: string, entry: string}} props */
function TalkUnit({ view, uid, text, entry }) {
  const unit = view.board.units[uid];
  const kinds = kindsOf(unit).sort((a, b) => unit.kinds[b] - unit.kinds[a]);
  const themed = view.derived.themesOf.get(uid)?.length;
  const [, head, rest] = /** @type {RegExpMatchArray} */ (text.match(/^(\S*)([^]*)$/u));
  const marks = kinds.map((kind) => html`<${KindIcon} key=${kind} kind=${kind} /><span class="hush">${kindName(kind)}: </span>`);
  const looks = ["said", kinds.length ? `coded k-${kinds[0]}` : "", kinds.length && !themed ? "talk-lone" : "", unit.irrelevant ? "talk-out" : "", fits(uid) ? "" : "talk-dim", view.selection.has(uid) ? "talk-picked" : ""];
  return html`<span class=${looks.filter(Boolean).join(" ")} role="button" tabindex=${entry === uid ? 0 : -1} data-u=${uid} data-edit="" aria-haspopup="menu" aria-pressed=${view.selection.has(uid)}><span class="talk-first">${marks}${unit.pinned ? "★ " : ""}${head}</span>${rest}${unit.told.length ? html`<span class="talk-hand" title=${t("set by a person")}>✎<span class="hush"> ${t("set by a person")}</span></span>` : ""}</span>`;
}

/** What was read from the utterance and why. @param {{view: any, uid: string}} props */
export function TalkAbout({ view, uid }) {
  const said = talkIndex(view.study).utterances.get(uid);
  const unit = view.board.units[uid];
  if (!said || !unit) return html`<p class="void">${t("Point at an utterance to see what was read from it.")}</p>`;
  const stage = view.board.stages.find((/** @type {any} */ one) => one.id === unit.stage);
  const reasons = new Map(said.kinds.map((/** @type {any} */ one) => [one.kind, one.why]));
  const themes = view.derived.themesOf.get(uid) ?? [];
  return html`<h3 class="talk-about-head">${beginning(said.text, 90)}</h3>
    ${unit.irrelevant ? html`<p class="void">${t("A person set it aside: not about the matter.")}</p>` : ""}
    <dl class="rules">
      <dt>${t("Kinds")}</dt><dd>${kindsOf(unit).length ? html`<ul class="plain">${kindsOf(unit).map((kind) => html`<li key=${kind}><span class="tag k-${kind}"><${KindIcon} kind=${kind} />${kindName(kind)}</span> <small>${kind in Object.fromEntries(reasons) && !unit.told.includes("kinds") ? reasons.get(kind) : unit.told.includes("kinds") ? t("set by a person") : ""}</small></li>`)}</ul>` : t("none: it tells nothing by the codebook")}</dd>
      <dt>${t("Stage")}</dt><dd>${stage ? stage.name : t("Without a stage")} <small>${unit.told.includes("stage") ? t("set by a person") : said.stage?.why ?? ""}</small></dd>
      <dt>${t("Feeling")}</dt><dd>${signed(unit.valence, 1)}</dd>
      <dt>${t("Themes")}</dt><dd>${themes.length ? html`<ul class="plain">${themes.map((/** @type {string} */ id) => html`<li key=${id}><button type="button" class="talk-open" onClick=${() => go("themes", { theme: id })}>${view.derived.themes.get(id)?.label ?? id}</button></li>`)}</ul>` : t("none")}</dd>
    </dl>
    <p class="talk-way"><button type="button" class="src" onClick=${(/** @type {MouseEvent} */ event) => openUnitMenu(uid, /** @type {HTMLElement} */ (event.currentTarget))}>${t("Correct it…")}</button></p>`;
}

/** @param {Event} event @returns {HTMLElement | null} */
function unitNode(event) {
  return /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target)?.closest?.("[data-u]"));
}

/** @param {Event} event @param {(uid: string) => void} setAt */
function pointed(event, setAt) {
  const uid = unitNode(event)?.dataset.u;
  if (uid) setAt(uid);
}

/** @param {MouseEvent} event */
function talkClick(event) {
  const node = unitNode(event);
  if (!node || String(getSelection())) return;
  const uid = /** @type {string} */ (node.dataset.u);
  node.focus();
  openUnitMenu(uid, node);
}

/** @param {KeyboardEvent} event @param {string} at @param {(by: number, onlyCoded: boolean) => void} step */
function talkKeys(event, at, step) {
  if (busyTyping(event)) return;
  const node = unitNode(event);
  const steps = /** @type {Record<string, [number, boolean]>} */ ({ KeyN: [1, true], KeyP: [-1, true] });
  if (node) Object.assign(steps, { ArrowDown: [1, false], ArrowRight: [1, false], ArrowUp: [-1, false], ArrowLeft: [-1, false], Home: [-Infinity, false], End: [Infinity, false] });
  if (steps[event.code]) step(...steps[event.code]);
  else if (node && event.code === "Enter") openUnitMenu(at, node);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {string[]} ids @param {string} at @param {number} by @param {(id: string) => boolean} wanted @returns {string | undefined} */
function nextUnit(ids, at, by, wanted) {
  if (Math.abs(by) === Infinity) return by < 0 ? ids[0] : ids[ids.length - 1];
  for (let place = ids.indexOf(at) + by; place >= 0 && place < ids.length; place += by) {
    if (wanted(ids[place])) return ids[place];
  }
  return undefined;
}

/** Bring an utterance to the middle of the window and focus it. @param {HTMLElement | null} root @param {string} uid @param {(uid: string) => void} setAt */
function reach(root, uid, setAt) {
  const node = /** @type {HTMLElement | null} */ (root?.querySelector(`[data-u="${CSS.escape(uid)}"]`) ?? null);
  setAt(uid);
  if (!node) return;
  node.focus({ preventScroll: true });
  let left = SETTLING; // turns that come into sight take their real height only then, and push the others
  const settle = () => {
    node.scrollIntoView({ block: "center", behavior: "instant" });
    left -= 1;
    if (left && node.isConnected) requestAnimationFrame(settle);
  };
  settle();
}
