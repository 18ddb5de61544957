// Dialogs that ask: for a theme, a name, a comment, what to split off, what a merged theme is called.
import { html, useLayoutEffect, useRef, useState } from "../vendor/htm-preact.js";
import { KIND_ORDER, kindName } from "./names.js";
import { commentsOn, stageOf, studyIndex, themeOf } from "./lookup.js";
import { proposedHalf } from "./ops.js";
import { Dialog, Empty, Icon, Quote, openLayer } from "./parts.js";
import { normalise } from "./search.js";
import { store } from "./state.js";
import { moment, nt, t } from "./words.js";

/** @typedef {{id: string, label: string, icon?: string, class?: string, note?: string, keys?: string, run: () => void}} Choice */

const MOST_SHOWN = 80;

/** Keep the choices whose every word is found, those that begin with the text first. @param {Choice[]} all @param {string} text */
export function matchChoices(all, text) {
  const wanted = normalise(text);
  if (!wanted) return all;
  const words = wanted.split(" ");
  const found = all.filter((one) => { const own = normalise(`${one.label} ${one.note ?? ""}`); return words.every((word) => own.includes(word)); });
  const rank = (/** @type {Choice} */ one) => (normalise(one.label).startsWith(wanted) ? 0 : normalise(one.label).includes(wanted) ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b));
}

/**
 * A searchable list: type to narrow, arrows and Enter to choose.
 * @param {{title: string, find: string, choices: Choice[], onClose: () => void, fresh?: {label: (text: string) => string, run: (text: string) => void}}} props
 */
function Chooser({ title, find, choices, onClose, fresh }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const found = matchChoices(choices, text).slice(0, MOST_SHOWN);
  const rows = fresh ? [...found, { id: "fresh", label: fresh.label(text.trim()), icon: "plus", class: "fresh", run: () => fresh.run(text.trim()) }] : found;
  const now = Math.min(at, rows.length - 1);
  useLayoutEffect(() => { list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }); }, [now, text]);
  const pick = (/** @type {Choice | undefined} */ one) => { if (one) { onClose(); one.run(); } };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by) { event.preventDefault(); setAt(Math.min(rows.length - 1, Math.max(0, now + by))); }
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); pick(rows[now]); }
    event.stopPropagation();
  };
  const type = (/** @type {Event} */ event) => { setText(/** @type {HTMLInputElement} */ (event.target).value); setAt(0); };
  return html`<${Dialog} id="choose" class="chooser" title=${title} onClose=${onClose}>
    <input class="find" data-first type="text" role="combobox" aria-expanded="true" aria-controls="choose-list" aria-autocomplete="list" aria-activedescendant=${rows.length ? `choice-${now}` : undefined} aria-label=${find} placeholder=${find} autocomplete="off" spellcheck=${false} value=${text} onInput=${type} onKeyDown=${press} />
    <ul id="choose-list" class="choices" role="listbox" aria-label=${title} ref=${list}>
      ${rows.map((one, place) => html`<li key=${one.id} id=${`choice-${place}`} role="option" class="choice ${one.class ?? ""}" aria-selected=${String(place === now)} onClick=${() => pick(one)} onPointerMove=${() => { if (place !== now) setAt(place); }}>${one.icon ? html`<${Icon} name=${one.icon} />` : null}<span class="choice-label">${one.label}</span>${one.note ? html`<span class="choice-note">${one.note}</span>` : null}${one.keys ? html`<kbd>${one.keys}</kbd>` : null}</li>`)}
    </ul>
    ${rows.length ? null : html`<${Empty}>${t("Nothing is found.")}</${Empty}>`}
  </${Dialog}>`;
}

/** Let a person choose from a list. @param {{title: string, find: string, choices: Choice[], fresh?: {label: (text: string) => string, run: (text: string) => void}}} wanted */
export function openChooser(wanted) {
  openLayer((close) => html`<${Chooser} ...${wanted} onClose=${close} />`);
}

/** What a theme is about, in a line: kind, stage, support. @param {any} view @param {any} theme */
export function themeNote(view, theme) {
  const stage = stageOf(view.board, theme.stage);
  const support = view.derived.themes.get(theme.id)?.support;
  const parts = [kindName(theme.kind), stage ? `${stage.number}. ${stage.name}` : t("Without a stage")];
  if (support) parts.push(t("%(n)s of %(total)s", { n: support.n, total: support.of }));
  return parts.join(" · ");
}

/** Themes as choices: those nearest to `like` first. @param {any} view @param {(tid: string) => void} pick @param {{kind?: string, stage?: string | null, without?: string[]}} [like] @returns {Choice[]} */
export function themeChoices(view, pick, like = {}) {
  const far = (/** @type {any} */ theme) => Number(theme.kind !== like.kind) * 2 + Number(theme.stage !== like.stage);
  return view.board.themes
    .filter((/** @type {any} */ theme) => !theme.dead && theme.units.length && theme.verdict !== "rejected" && !like.without?.includes(theme.id))
    .sort((/** @type {any} */ a, /** @type {any} */ b) => (like.kind ? far(a) - far(b) : 0))
    .map((/** @type {any} */ theme) => ({ id: theme.id, label: theme.label, icon: theme.kind, class: `k-${theme.kind}`, note: themeNote(view, theme), run: () => pick(theme.id) }));
}

/** @param {{title: string, ok: string, onClose: () => void, onSave: () => boolean | void, children?: unknown, class?: string}} props */
function FormDialog({ title, ok, onClose, onSave, children, class: name }) {
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); if (onSave() !== false) onClose(); };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
  };
  return html`<${Dialog} id="ask" class=${name ?? ""} title=${title} onClose=${onClose}><form class="ask" onSubmit=${submit} onKeyDown=${keys}>${children}<div class="ask-foot"><button type="button" onClick=${onClose}>${t("Cancel")}</button><button type="submit" class="primary">${ok}</button></div></form></${Dialog}>`;
}

/** @param {{title: string, what: string, ok: string, value?: string, onSave: (text: string) => void, onClose: () => void}} props */
function TextDialog({ title, what, ok, value = "", onSave, onClose }) {
  const [text, setText] = useState(value);
  const save = () => { const kept = text.replace(/\s+/g, " ").trim(); if (!kept) return false; onClose(); onSave(kept); return true; };
  return html`<${FormDialog} title=${title} ok=${ok} onClose=${onClose} onSave=${save}><label class="field"><span>${what}</span><input data-first type="text" maxlength="200" required value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label></${FormDialog}>`;
}

/** Ask for a line of text. @param {{title: string, what: string, ok: string, value?: string, onSave: (text: string) => void}} wanted */
export function askText(wanted) {
  openLayer((close) => html`<${TextDialog} ...${wanted} onClose=${close} />`);
}

/** @param {{title: string, kind: string, stage: string | null, label?: string, count: number, onSave: (wanted: {kind: any, stage: string | null, label: string}) => void, onClose: () => void}} props */
function NewThemeDialog({ title, kind: firstKind, stage: firstStage, label: firstLabel = "", count, onSave, onClose }) {
  const [label, setLabel] = useState(firstLabel);
  const [kind, setKind] = useState(firstKind);
  const [stage, setStage] = useState(firstStage ?? "");
  const { board } = store.get();
  const save = () => { const kept = label.replace(/\s+/g, " ").trim(); if (!kept) return false; onClose(); onSave({ kind, stage: stage || null, label: kept }); return true; };
  return html`<${FormDialog} title=${title} ok=${t("Make the theme")} onClose=${onClose} onSave=${save}>
    <p class="lead">${nt("%(n)s quote goes into it.", "%(n)s quotes go into it.", count, { n: count })}</p>
    <label class="field"><span>${t("Name")}</span><input data-first type="text" maxlength="200" required value=${label} onInput=${(/** @type {any} */ event) => setLabel(event.target.value)} /></label>
    <label class="field"><span>${t("Kind")}</span><select value=${kind} onChange=${(/** @type {any} */ event) => setKind(event.target.value)}>${KIND_ORDER.map((one) => html`<option key=${one} value=${one} selected=${one === kind}>${kindName(one)}</option>`)}</select></label>
    <label class="field"><span>${t("Stage")}</span><select value=${stage} onChange=${(/** @type {any} */ event) => setStage(event.target.value)}><option value="" selected=${!stage}>${t("Without a stage")}</option>${board.stages.map((/** @type {any} */ one, /** @type {number} */ at) => html`<option key=${one.id} value=${one.id} selected=${one.id === stage}>${`${at + 1}. ${one.name}`}</option>`)}</select></label>
  </${FormDialog}>`;
}

/** Ask for the name, kind and stage of a new theme. @param {{title: string, kind: string, stage: string | null, label?: string, count: number, onSave: (wanted: {kind: any, stage: string | null, label: string}) => void}} wanted */
export function askNewTheme(wanted) {
  openLayer((close) => html`<${NewThemeDialog} ...${wanted} onClose=${close} />`);
}

/** @param {{tids: string[], into: string, onSave: (into: string, label: string | null) => void, onClose: () => void}} props */
function MergeDialog({ tids, into, onSave, onClose }) {
  const view = store.get();
  const themes = tids.map((tid) => themeOf(view.board, tid)).filter(Boolean);
  const [kept, setKept] = useState(into);
  const [label, setLabel] = useState(themeOf(view.board, into)?.label ?? "");
  const keep = (/** @type {any} */ theme) => { setKept(theme.id); setLabel(theme.label); };
  const save = () => { const own = label.replace(/\s+/g, " ").trim(); onClose(); onSave(kept, own && own !== themeOf(view.board, kept)?.label ? own : null); };
  const count = new Set(themes.flatMap((theme) => theme.units)).size;
  return html`<${FormDialog} title=${nt("Merge %(n)s theme", "Merge %(n)s themes", themes.length, { n: themes.length })} ok=${t("Merge")} onClose=${onClose} onSave=${save}>
    <fieldset class="field"><legend>${t("Which one stays")}</legend>${themes.map((theme, at) => html`<label key=${theme.id} class="option k-${theme.kind}"><input type="radio" name="kept" value=${theme.id} checked=${theme.id === kept} data-first=${at === 0 ? "" : undefined} onChange=${() => keep(theme)} /><${Icon} name=${theme.kind} /><span><b>${theme.label}</b> <small>${themeNote(view, theme)}</small></span></label>`)}</fieldset>
    <label class="field"><span>${t("Name of the whole")}</span><input type="text" maxlength="200" required value=${label} onInput=${(/** @type {any} */ event) => setLabel(event.target.value)} /></label>
    <p class="lead">${nt("%(n)s quote will be together.", "%(n)s quotes will be together.", count, { n: count })}</p>
  </${FormDialog}>`;
}

/** Ask which theme stays and what the whole is called. @param {string[]} tids @param {string} into @param {(into: string, label: string | null) => void} onSave */
export function askMerge(tids, into, onSave) {
  openLayer((close) => html`<${MergeDialog} tids=${tids} into=${into} onSave=${onSave} onClose=${close} />`);
}

/** @param {{tid: string, picked: string[], onSave: (units: string[], label: string) => void, onClose: () => void}} props */
function SplitDialog({ tid, picked, onSave, onClose }) {
  const view = store.get();
  const theme = themeOf(view.board, tid);
  const half = proposedHalf(theme, studyIndex(view.study).bases.get(tid));
  const [ticked, setTicked] = useState(new Set(picked));
  const [label, setLabel] = useState("");
  const [fault, setFault] = useState("");
  const flip = (/** @type {string} */ uid) => { const next = new Set(ticked); if (!next.delete(uid)) next.add(uid); setTicked(next); setFault(""); };
  const save = () => {
    const own = label.replace(/\s+/g, " ").trim();
    if (!ticked.size || ticked.size >= theme.units.length) { setFault(t("Tick some of the quotes, not all of them.")); return false; }
    if (!own) return false;
    onClose();
    onSave(theme.units.filter((/** @type {string} */ uid) => ticked.has(uid)), own);
    return true;
  };
  return html`<${FormDialog} class="wide-box" title=${t("Split “%(name)s”", { name: theme.label })} ok=${t("Split off")} onClose=${onClose} onSave=${save}>
    <p class="lead">${t("Ticked quotes go into a new theme of the same kind and stage.")}</p>
    ${half.length ? html`<p><button type="button" onClick=${() => { setTicked(new Set(half)); setFault(""); }}>${t("Propose a division")}</button></p>` : null}
    <label class="field"><span>${t("Name of the new theme")}</span><input data-first type="text" maxlength="200" required value=${label} onInput=${(/** @type {any} */ event) => setLabel(event.target.value)} /></label>
    <ul class="tick-list">${theme.units.map((/** @type {string} */ uid) => html`<li key=${uid}><label class="tick"><input type="checkbox" checked=${ticked.has(uid)} onChange=${() => flip(uid)} /><${Quote} tag="span" uid=${uid} view=${view} kind=${theme.kind} /></label></li>`)}</ul>
    <p class="count" role="status">${fault || nt("%(n)s quote ticked", "%(n)s quotes ticked", ticked.size, { n: ticked.size })}</p>
  </${FormDialog}>`;
}

/** Ask which quotes leave a theme and what they are called. @param {string} tid @param {string[]} picked @param {(units: string[], label: string) => void} onSave */
export function askSplit(tid, picked, onSave) {
  openLayer((close) => html`<${SplitDialog} tid=${tid} picked=${picked} onSave=${onSave} onClose=${close} />`);
}

/** @param {{type: string, id: string, about: string, onSave: (text: string) => void, onClose: () => void}} props */
function CommentDialog({ type, id, about, onSave, onClose }) {
  const [text, setText] = useState("");
  const known = commentsOn(store.get().board, type, id);
  const save = () => { const own = text.trim(); if (!own) return false; onClose(); onSave(own); return true; };
  return html`<${FormDialog} title=${t("Comments")} ok=${t("Add the comment")} onClose=${onClose} onSave=${save}>
    <p class="lead">${about}</p>
    ${known.length ? html`<ol class="comments">${known.map((one) => html`<li key=${one.id}><p class="who">${[one.author, moment(one.time)].filter(Boolean).join(" · ")}</p><p class="words">${one.text}</p></li>`)}</ol>` : null}
    <label class="field"><span>${t("Your comment")}</span><textarea data-first rows="4" maxlength="4000" required value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)}></textarea></label>
  </${FormDialog}>`;
}

/** Show what was said about a thing and ask for more. @param {{type: string, id: string, about: string, onSave: (text: string) => void}} wanted */
export function askComment(wanted) {
  openLayer((close) => html`<${CommentDialog} ...${wanted} onClose=${close} />`);
}
