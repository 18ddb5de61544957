// The frame of the page: head, tabs, the bar, what is said at the edge, help with the keys.
import { html, useEffect, useErrorBoundary, useLayoutEffect, useRef } from "../vendor/htm-preact.js";
import { CoverageView } from "./coverage_view.js";
import { SHORTCUTS } from "./edit.js";
import { FindingsView, findingOf } from "./findings_view.js";
import { HistoryView } from "./history_view.js";
import { MakingView } from "./making_view.js";
import { LIVE_MAP, mapPlace } from "./map_place.js";
import { MapView } from "./map_view.js";
import { rolePlural } from "./names.js";
import { Icon } from "./parts.js";
import { PeopleView } from "./people_view.js";
import { PictureView } from "./picture_view.js";
import { QueueView } from "./queue_view.js";
import { go, hush, redo, speak, store, study, TABS, undo, useView } from "./state.js";
import { TalkView } from "./talk_view.js";
import { ThemeView } from "./theme_view.js";
import { Toolbar } from "./toolbar.js";
import { language, languages, nt, percent, t } from "./words.js";

/** @typedef {import("./state.js").StoreView} ShellView */

/** @type {Record<string, unknown>} */
const viewOf = {
  map: MapView, findings: FindingsView, themes: ThemeView, talk: TalkView, queue: QueueView, picture: PictureView,
  people: PeopleView, coverage: CoverageView, history: HistoryView, making: MakingView,
};

/** @type {Record<string, () => string>} */
const tabNames = {
  map: () => t("Map"), findings: () => t("Findings"), themes: () => t("Themes"), talk: () => t("Interviews"), queue: () => t("Queue"),
  picture: () => t("Picture"), people: () => t("People"), coverage: () => t("Not in the map"),
  history: () => t("History"), making: () => t("How it was made"),
};

/** @type {Record<string, string>} */
const languageNames = { ru: "Русский", en: "English" };

let walked = false; // tabs are gone through with the arrows: the focus stays on them, whatever a view asks for

/** What goes on paper: the findings or the map that is looked at; else the journey map and the themes after it. @param {ShellView} view */
function paperTabs(view) {
  if (view.tab === "findings") return ["findings"];
  const { kind, segment } = mapPlace(view);
  return view.tab === "map" && (kind !== LIVE_MAP || segment) ? ["map"] : ["map", "themes"];
}

/** The whole page; on paper what is chosen stands alone. @param {{paper: boolean}} props */
export function Shell({ paper }) {
  const view = useView();
  useEffect(() => {
    document.title = study.title || t("Customer Journey Map");
  }, [view.language]);
  useEffect(() => {
    if (walked) document.getElementById(`tab-${store.get().tab}`)?.focus();
    walked = false;
  }, [view.tab]);
  const shown = paper ? paperTabs(view) : [view.tab];
  return html`<a class="skip" href="#main" onClick=${skip}>${t("Skip to the map")}</a>
<${Head} view=${view} />
<${Tabs} view=${view} />
<main id="main" tabindex="-1">
<${Toolbar} view=${view} />
${shown.map((tab) => html`<div key=${`${tab} ${view.language}`} class="panel" id=${`panel-${tab}`} role="tabpanel" aria-labelledby=${`tab-${tab}`}><${Guarded} view=${view} tab=${tab} /></div>`)}
</main>
<${Notes} view=${view} />`;
}

/** @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** One view; when it fails the others still work. @param {{view: ShellView, tab: string}} props */
function Guarded({ view, tab }) {
  const [broken, again] = useErrorBoundary();
  if (broken) {
    const why = broken instanceof Error ? broken.message : String(broken);
    return html`<div class="broken" role="alert"><p>${t("This view could not be shown: %(why)s. Your corrections are kept.", { why })}</p><button type="button" onClick=${again}>${t("Try again")}</button></div>`;
  }
  return html`<${viewOf[tab]} view=${view} />`;
}

/** @param {{view: ShellView}} props */
function Head({ view }) {
  const guide = view.tab === "findings" && findingOf(view) === "guide"; // printed alone, to talk along
  return html`<header class="page-head ${view.tab === "map" ? "" : "brief"} ${guide ? "off-paper" : ""} ${view.tab === "findings" ? "of-findings" : ""}">
<div class="top"><div class="titles"><p class="eyebrow"><span>${t("Draft Customer Journey Map")}</span>${study.product ? html` <span class="product" lang=${study.language}>${study.product}</span>` : null}</p>
<h1 lang=${study.language}>${study.title || t("Customer Journey Map")}</h1></div>
<div class="switch" role="group" aria-label=${t("Language of the page")}>${languages().map((name) => html`<button key=${name} type="button" lang=${name} data-lang=${name} aria-pressed=${String(name === language())} onClick=${() => speak(name)}>${languageNames[name]}</button>`)}</div></div>
<${Facts} view=${view} />
</header>`;
}

/** @param {{view: ShellView}} props */
function Facts({ view }) {
  const { counts } = view.derived;
  const { interviews, utterances } = study.draft;
  const share = (/** @type {number} */ part) => percent(counts.utterances ? part / counts.utterances : 0);
  const roles = ["client", "non_user", "expert"]
    .map((role) => ({ role, n: interviews.filter((one) => one.role === role).length }))
    .filter((one) => one.n);
  return html`<ul class="facts">
<li><b>${interviews.length}</b> ${nt("interview", "interviews", interviews.length)} <small>${roles.map(({ role, n }) => `${rolePlural(role)}: ${n}`).join(" · ")}</small></li>
<li><b>${counts.respondents}</b> ${nt("respondent", "respondents", counts.respondents)}</li>
<li><b>${t("%(value)s", { value: counts.utterances })}</b> ${nt("utterance", "utterances", counts.utterances)} <small>${t("%(share)s coded, %(grouped)s in themes", { share: share(counts.coded), grouped: share(counts.grouped) })}</small></li>
<li class="verified"><${Icon} name="check" /><span>${nt("%(k)s of %(n)s quote checked against the text", "%(k)s of %(n)s quotes checked against the text", utterances.length, { k: utterances.length })}</span></li>
</ul>`;
}

/** @param {{view: ShellView}} props */
function Tabs({ view }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => { // a narrow screen shows a part of them: the chosen one stays in sight
    const tab = document.getElementById(`tab-${view.tab}`);
    if (list.current && tab) list.current.scrollLeft = tab.offsetLeft - (list.current.clientWidth - tab.offsetWidth) / 2;
  }, [view.tab, view.language]);
  const move = (/** @type {KeyboardEvent} */ event) => {
    const at = TABS.indexOf(store.get().tab); // a held key comes faster than the page is drawn
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = TABS[(next + TABS.length) % TABS.length];
    walked = true;
    go(tab);
    document.getElementById(`tab-${tab}`)?.focus();
  };
  const tabs = TABS.map((tab) => html`<button key=${tab} type="button" role="tab" id=${`tab-${tab}`} aria-selected=${String(tab === view.tab)} aria-controls=${tab === view.tab ? `panel-${tab}` : null} tabindex=${tab === view.tab ? 0 : -1} onClick=${() => go(tab)}>${tabNames[tab]()}</button>`);
  return html`<div class="tabs"><nav aria-label=${t("Views")}><div role="tablist" ref=${list} onKeyDown=${move}>${tabs}</div></nav><${Help} /></div>`;
}

/** What was just said, for a while. @param {{view: ShellView}} props */
function Notes({ view }) {
  return html`<div class="notes" role="status" aria-live="polite">${view.notes.map((note) => html`<p key=${note.id} class="note"><span>${note.text}</span>${note.action ? html`<button type="button" onClick=${() => { note.action?.(); hush(note.id); }}>${note.label}</button>` : null}<button type="button" class="close" aria-label=${t("Close")} onClick=${() => hush(note.id)}>✕</button></p>`)}</div>`;
}

/** The keys, on asking with “?”. */
function Help() {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => { // at once: a key may be pressed before the first frame
    const listen = (/** @type {KeyboardEvent} */ event) => {
      if (!keysAreFree(event)) return;
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ") {
        event.preventDefault();
        (event.shiftKey ? redo : undo)();
      } else if ((event.ctrlKey || event.metaKey) && event.code === "KeyY") {
        event.preventDefault();
        redo();
      } else if (event.key === "?" || (event.shiftKey && event.code === "Slash")) {
        event.preventDefault();
        if (!document.querySelector("dialog[open]")) dialog.current?.showModal();
      }
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  const close = () => dialog.current?.close();
  const keys = SHORTCUTS.map((/** @type {any} */ one) => html`<tr key=${one.id ?? one.keys}><th scope="row"><kbd>${one.keys}</kbd></th><td>${typeof one.text === "function" ? one.text() : one.text}</td></tr>`);
  return html`<button type="button" class="help-button" aria-haspopup="dialog" title=${t("Keys (?)")} aria-label=${t("Keys (?)")} onClick=${() => dialog.current?.showModal()}>?</button>
<dialog ref=${dialog} class="keys" aria-labelledby="keys-title"><div class="panel-head"><h2 id="keys-title">${t("Keys")}</h2><button type="button" class="close" aria-label=${t("Close")} onClick=${close}>✕</button></div>
<div class="turns" tabindex="0" role="group" aria-labelledby="keys-title"><table class="list"><tbody><tr><th scope="row"><kbd>Ctrl+Z</kbd></th><td>${t("Undo")}</td></tr><tr><th scope="row"><kbd>Ctrl+Shift+Z</kbd></th><td>${t("Redo")}</td></tr><tr><th scope="row"><kbd>?</kbd></th><td>${t("Show the keys")}</td></tr>${keys}</tbody></table></div></dialog>`;
}

/** Whether a key is for the page and not for a field. @param {KeyboardEvent} event @returns {boolean} */
function keysAreFree(event) {
  const target = /** @type {Element | null} */ (event.target);
  return !event.defaultPrevented && !target?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
}
