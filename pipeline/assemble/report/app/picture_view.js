// The picture: every coded utterance as a point, alike ones near one another.
import { html, useMemo, useState } from "../vendor/htm-preact.js";
import { t, nt } from "./words.js";
import { kindName, KIND_ORDER } from "./names.js";
import { clearSelection, fits, go, select } from "./state.js";
import { stageOf } from "./lookup.js";
import { Empty, KindTag } from "./parts.js";
import { openUnitMenu } from "./edit.js";
import { beginning, kindsOf, talkCode, talkIndex } from "./talk_view.js";
import { PICTURE_LABELS, PICTURE_SHAPES, PictureCanvas } from "./picture_canvas.js";
import { coreOf, hullOf, middleOf } from "./scatter.js";

/** @typedef {import("./picture_canvas.js").Mote} Mote */

const PICTURE_CORE = 0.8; // share of a theme's points that its outline holds
const PICTURE_LIST = 200; // lines of the list beside the picture

/** @param {any} view @returns {Mote[]} */
function motesOf(view) {
  const stages = new Map(view.board.stages.map((/** @type {any} */ stage, /** @type {number} */ at) => [stage.id, at]));
  const motes = [];
  for (const said of view.study.draft.utterances) {
    const unit = view.board.units[said.id];
    if (!said.point || !unit || unit.irrelevant) continue;
    const kinds = kindsOf(unit).sort((a, b) => unit.kinds[b] - unit.kinds[a]);
    if (kinds.length) motes.push({ id: said.id, point: said.point, kind: kinds[0], stage: stages.get(unit.stage) ?? -1, on: fits(said.id), picked: view.selection.has(said.id) });
  }
  return motes;
}

/** The picture with its list. @param {{view: any}} props */
export function PictureView({ view }) {
  const [by, setBy] = useState("kind");
  const [tool, setTool] = useState("move");
  const [at, setAt] = useState("");
  const [theme, setTheme] = useState("");
  const motes = useMemo(() => motesOf(view), [view.study, view.board, view.filters, view.selection]);
  const named = useMemo(() => picturedThemes(view, motes), [motes, view.derived]);
  const missing = view.study.draft.utterances.some((/** @type {any} */ said) => said.point);
  const head = html`<div class="section-head"><h2 id="picture-title">${t("Picture")}</h2><p class="lead">${t("Each point is an utterance; those that mean alike lie near one another. Distances are approximate: read the quotes before you decide.")}</p></div>`;
  if (!missing) return html`<section aria-labelledby="picture-title">${head}<${Empty}>${t("This draft has no picture: it was made before pictures were drawn. Run the study again to get one.")}<//></section>`;
  return html`<section class="picture" aria-labelledby="picture-title">${head}
    <div class="picture-bar">
      <div class="switch" role="group" aria-label=${t("Colour by")}>${[["kind", t("By kind")], ["stage", t("By stage")]].map(([id, name]) => html`<button key=${id} type="button" aria-pressed=${by === id} onClick=${() => setBy(id)}>${name}</button>`)}</div>
      <div class="switch" role="group" aria-label=${t("What dragging does")}>${[["move", t("Move")], ["box", t("Rectangle")], ["loop", t("Lasso")]].map(([id, name]) => html`<button key=${id} type="button" aria-pressed=${tool === id} onClick=${() => setTool(id)}>${name}</button>`)}</div>
      <${PicturePicked} view=${view} />
    </div>
    <${PictureLegend} view=${view} by=${by} />
    <${PictureCanvas} view=${view} motes=${motes} named=${named} by=${by} tool=${tool} at=${at} setAt=${setAt} />
    <div class="picture-below"><${PictureAbout} view=${view} uid=${at} /><${PictureList} view=${view} motes=${motes} named=${named} theme=${theme} setTheme=${setTheme} at=${at} setAt=${setAt} /></div>
  </section>`;
}

/** The largest themes with what the outline is drawn from. @param {any} view @param {Mote[]} motes */
function picturedThemes(view, motes) {
  const points = new Map(motes.map((mote) => [mote.id, mote.point]));
  const shown = [...view.derived.themes.values()].map((theme) => {
    const own = /** @type {[number, number][]} */ (theme.units.map((/** @type {string} */ id) => points.get(id)).filter(Boolean));
    return { id: theme.theme.id, kind: theme.kind, label: theme.label, units: theme.units, own };
  }).filter((theme) => theme.own.length);
  shown.sort((a, b) => b.own.length - a.own.length || (a.id < b.id ? -1 : 1));
  return shown.map((theme, rank) => ({ ...theme, hull: rank < PICTURE_LABELS ? hullOf(coreOf(theme.own, PICTURE_CORE)) : [], middle: middleOf(theme.own) }));
}

/** @param {{view: any}} props */
function PicturePicked({ view }) {
  const n = view.selection.size;
  const first = [...view.selection][0];
  return html`<p class="picture-picked" role="status">${n ? html`<b>${nt("%(n)s utterance selected", "%(n)s utterances selected", n)}</b>
    <button type="button" class="src" aria-haspopup="menu" onClick=${(/** @type {Event} */ event) => openUnitMenu(first, /** @type {HTMLElement} */ (event.currentTarget))}>${t("Actions…")}</button>
    <button type="button" class="src" onClick=${() => clearSelection()}>${t("Clear the selection")}</button>` : t("Nothing is selected.")}</p>`;
}

/** @param {{view: any, by: string}} props */
function PictureLegend({ view, by }) {
  return html`<ul class="picture-legend">${by === "kind"
    ? KIND_ORDER.map((kind) => html`<li key=${kind}><svg class="pic-key k-${kind}" viewBox="-6 -6 12 12" aria-hidden="true"><path d=${PICTURE_SHAPES[kind]} /></svg>${kindName(kind)}</li>`)
    : view.board.stages.map((/** @type {any} */ stage, /** @type {number} */ at) => html`<li key=${stage.id}><span class="order pic-stage pic-stage-${at % 8}">${at + 1}</span>${stage.name}</li>`)}</ul>`;
}

/** @param {{view: any, uid: string}} props */
function PictureAbout({ view, uid }) {
  const said = talkIndex(view.study).utterances.get(uid);
  const unit = view.board.units[uid];
  if (!said || !unit) return html`<div class="picture-about"><p class="void">${t("Point at the picture, or press the arrow keys on it, to read a quote.")}</p></div>`;
  const themes = view.derived.themesOf.get(uid) ?? [];
  return html`<div class="picture-about" aria-live="polite" data-u=${uid}>
    <p class="tags">${kindsOf(unit).map((kind) => html`<${KindTag} key=${kind} kind=${kind} />`)}<span class="tag">${stageOf(view.board, unit.stage)?.name ?? t("Without a stage")}</span></p>
    <p class="q"><q>${said.text}</q> <button type="button" class="src" onClick=${() => go("talk", { unit: uid })}>${talkCode(view.study, said.interview)}</button></p>
    <p class="talk-way">${themes.length ? themes.map((/** @type {string} */ id) => html`<button key=${id} type="button" class="src" onClick=${() => go("themes", { theme: id })}>${view.derived.themes.get(id)?.label ?? id}</button>`) : html`<span class="tag">${t("single voice")}</span>`}
      <button type="button" class="src" aria-haspopup="menu" onClick=${(/** @type {Event} */ event) => openUnitMenu(uid, /** @type {HTMLElement} */ (event.currentTarget))}>${t("Correct it…")}</button></p></div>`;
}

/** The same without seeing: the utterances of a theme as a list. @param {any} props */
function PictureList({ view, motes, named, theme, setTheme, at, setAt }) {
  const index = talkIndex(view.study);
  const inside = theme ? new Set(named.find((/** @type {any} */ one) => one.id === theme)?.units ?? []) : null;
  const all = motes.filter((/** @type {Mote} */ mote) => mote.on && (inside ? inside.has(mote.id) : mote.picked));
  const shown = all.slice(0, PICTURE_LIST);
  const move = (/** @type {KeyboardEvent} */ event) => {
    const place = shown.findIndex((/** @type {Mote} */ mote) => mote.id === at);
    const next = /** @type {Record<string, number>} */ ({ ArrowDown: place + 1, ArrowUp: Math.max(0, place - 1), Home: 0, End: shown.length - 1 })[event.key];
    if (next !== undefined && shown[next]) setAt(shown[next].id);
    else if (event.key === " " && shown[place]) select([shown[place].id], "toggle");
    else if (event.key === "Enter" && shown[place]) openUnitMenu(shown[place].id, /** @type {HTMLElement} */ (event.currentTarget));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="picture-list"><label>${t("The same as a list")} <select value=${theme} onChange=${(/** @type {any} */ event) => setTheme(event.target.value)}><option value="">${t("what is selected")}</option>${named.map((/** @type {any} */ one) => html`<option key=${one.id} value=${one.id}>${kindName(one.kind)}: ${one.label} (${one.own.length})</option>`)}</select></label>
    ${shown.length ? html`<ul class="picture-box" role="listbox" tabindex="0" aria-multiselectable="true" aria-label=${t("Utterances")} aria-activedescendant=${at ? `pic-${at}` : undefined} onKeyDown=${move}>${shown.map((/** @type {Mote} */ mote) => html`<li key=${mote.id} id="pic-${mote.id}" role="option" aria-selected=${mote.picked} class="k-${mote.kind} ${mote.id === at ? "at" : ""}" onClick=${() => { setAt(mote.id); select([mote.id], "toggle"); }}>${talkCode(view.study, index.utterances.get(mote.id).interview)} · ${beginning(index.utterances.get(mote.id).text, 110)}</li>`)}</ul>` : html`<p class="void">${t("Choose a theme, or select points.")}</p>`}
    ${all.length > shown.length ? html`<p class="void">${nt("and %(n)s more", "and %(n)s more", all.length - shown.length)}</p>` : ""}</div>`;
}
