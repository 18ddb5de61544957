// The themes by stage and kind with every quote, the rejected ones, the single voices, and the bar of what is selected.
import { html, useLayoutEffect, useRef } from "../vendor/htm-preact.js";
import { acceptThemes, askMake, askMergeOf, askMergeWith, askMove, askSplitOf, commentOn, dismissQuotes, dropSelection, feelingEntries, judgeThemes, kindEntries, moveQuotes, openUnitMenu, pickedThemes, pinQuotes, pinThemes, renameTheme, rethemeThemes, selectThemes, stageEntries, stageQuotes, themeEntries, useThemePicks } from "./edit.js";
import { KIND_ORDER, kindName, originName } from "./names.js";
import { commentsOn, studyIndex, themeOf } from "./lookup.js";
import { Empty, Hush, Icon, KindTag, Label, Memo, MenuButton, More, Quote, Support, unitSign } from "./parts.js";
import { fits, resetFilters, say, store } from "./state.js";
import { written, nt, percent, signed, t } from "./words.js";

const QUOTES_SHOWN = 3;
const SINGLES_AT_ONCE = 60;
const OPENED_BY_SEARCH = 12; // so many hits of one theme are shown at once

/** @typedef {import("./types.js").DerivedTheme} ShownTheme */

/** @param {{view: any}} props */
export function ThemeView({ view }) {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const picks = useThemePicks();
  const wanted = view.focus.theme;
  useLayoutEffect(() => {
    const card = wanted && frame.current?.querySelector(`[data-theme="${CSS.escape(wanted)}"]`);
    if (!(card instanceof HTMLElement)) return;
    card.scrollIntoView({ block: "center" });
    card.focus({ preventScroll: true });
  }, [view.focus]);
  const blocks = themeBlocks(view);
  const narrowed = Object.values(view.filters).some(Boolean);
  return html`<div class="theme-view" ref=${frame}>
    <section id="theme-list" aria-labelledby="themes-title">
      <div class="section-head"><h2 id="themes-title">${t("Themes")}</h2><p class="lead">${t("All respondents together, by stage and kind, with every quote. Dots: who said it.")}</p><p class="map-tools"><button type="button" class="all" data-drop="new" onClick=${makeOfSelection}><${Icon} name="plus" /> ${t("New theme…")}</button></p></div>
      ${blocks.map((block) => html`<section key=${block.id ?? "-"} class="stage-block" aria-label=${block.name || t("Without a stage")}>
        <h3 data-drop="cell" data-cell-kind="" data-cell-stage=${block.id ?? ""}>${block.name ? html`<span class="order">${block.number}</span> ${block.name}` : t("Without a stage")}</h3>
        <div class="kinds">${block.kinds.map(({ kind, themes }) => html`<section key=${kind} class="kind-block k-${kind}"><h4 class="hush">${kindName(kind)}</h4>${themes.map((theme, at) => html`<${ThemeCard} key=${theme.theme.id} shown=${theme} first=${at === 0} view=${view} />`)}</section>`)}</div>
      </section>`)}
      ${blocks.length ? null : narrowed ? html`<${Empty}>${t("No theme passes the filters.")} <button type="button" class="all" onClick=${resetFilters}>${t("Show everything")}</button></${Empty}>` : html`<${Empty}>${t("Too little data: no two respondents speak of one thing.")}</${Empty}>`}
    </section>
    <${Rejected} view=${view} />
    <${Singles} view=${view} />
    <${BulkBar} view=${view} picks=${picks} />
  </div>`;
}

/** A theme of what is selected; without a selection it is said how to make one. */
function makeOfSelection() {
  const uids = [...store.get().selection];
  if (uids.length) askMake(uids);
  else say(t("Select the quotes first: tick them, or press Space on a quote."));
}

/** Stages with their themes by kind, pinned first, then best backed; themes without a stage come last. @param {any} view @returns {{id: string | null, name: string, number: number, kinds: {kind: string, themes: ShownTheme[]}[]}[]} */
function themeBlocks(view) {
  const all = /** @type {ShownTheme[]} */ ([...view.derived.themes.values()]).filter((shown) => themeFits(shown, view));
  const rank = (/** @type {ShownTheme} */ a, /** @type {ShownTheme} */ b) => Number(b.theme.pinned) - Number(a.theme.pinned) || b.support.n - a.support.n || b.units.length - a.units.length || (a.theme.id < b.theme.id ? -1 : 1);
  const stages = [...view.board.stages.map((/** @type {any} */ stage, /** @type {number} */ at) => ({ id: stage.id, name: stage.name, number: at + 1 })), { id: null, name: "", number: 0 }];
  return stages.map((stage) => {
    const here = all.filter((shown) => (shown.stage ?? null) === stage.id);
    const kinds = KIND_ORDER.map((kind) => ({ kind, themes: here.filter((shown) => shown.kind === kind).sort(rank) })).filter((one) => one.themes.length);
    return { ...stage, kinds };
  }).filter((block) => block.kinds.length);
}

/** @param {ShownTheme} shown @param {any} view */
function themeFits(shown, view) {
  const { filters } = view;
  if (!Object.values(filters).some(Boolean)) return true;
  if (filters.kind && shown.kind !== filters.kind) return false;
  if (filters.evidence && shown.grade !== filters.evidence) return false;
  return shown.units.some(fits);
}

/** @param {ShownTheme} shown @param {any} view @param {string[]} units */
function themeSign(shown, view, units) {
  const { theme, support, grade, valence, label, kind, stage } = shown;
  return [view.language, label, kind, stage, grade, valence, support.n, support.of, theme.origin, theme.verdict, theme.pinned, pickedThemes().has(theme.id), view.filters.text, commentsOn(view.board, "theme", theme.id).length, units.map((uid) => unitSign(view, uid)).join(";"), theme.against.map((uid) => unitSign(view, uid)).join(";")].join("|");
}

/** @param {{shown: ShownTheme, first: boolean, view: any}} props */
function ThemeCard({ shown, first, view }) {
  const narrowed = view.filters.role || view.filters.text || view.filters.interview || view.filters.touchpoint;
  const named = shown.units.every((uid) => !fits(uid));
  const units = narrowed && !named ? shown.units.filter(fits) : shown.units;
  return html`<${Memo} sig=${`${first} ${themeSign(shown, view, units)}`} make=${() => html`<${CardOf} shown=${shown} units=${units} first=${first} view=${view} />`} />`;
}

/** @param {{shown: ShownTheme, units: string[], first: boolean, view: any}} props */
function CardOf({ shown, units, first, view }) {
  const { theme, kind, label } = shown;
  const tid = theme.id;
  const picked = pickedThemes().has(tid);
  const quote = (/** @type {string} */ uid, /** @type {boolean} */ lead) => html`<${Quote} key=${uid} uid=${uid} uids=${units} view=${view} actions=${true} from=${tid} kind=${kind} first=${lead} menu=${openUnitMenu} />`;
  const [ahead, rest] = [units.slice(0, QUOTES_SHOWN), units.slice(QUOTES_SHOWN)];
  const remarks = commentsOn(view.board, "theme", tid).length;
  return html`<article class="theme k-${kind} ${picked ? "picked" : ""} is-${theme.verdict}" id=${tid} data-theme=${tid} data-edit data-drop="theme" data-kind=${kind} tabindex=${first ? "0" : "-1"} aria-label=${label}>
    <div class="card-head">
      <label class="pick"><input type="checkbox" tabindex="-1" data-pick checked=${picked} aria-label=${t("Select the theme “%(name)s”", { name: label })} /></label><p class="tag"><${Icon} name=${kind} />${kindName(kind)}
        ${theme.pinned ? html` <span class="badge pin" title=${t("pinned")}><${Icon} name="pin" /><${Hush}>${t("pinned")}</${Hush}></span>` : null}${theme.verdict === "accepted" ? html` <span class="badge yes"><${Icon} name="check" />${t("accepted")}</span>` : null}${remarks ? html` <button type="button" class="badge" title=${t("Comments")} onClick=${() => commentOn("theme", tid)}><${Icon} name="comment" />${remarks}</button>` : null}</p>
      <${Label} tag="h5" text=${label} origin=${theme.origin} what=${t("Name of the theme")} onSave=${(/** @type {string} */ text) => renameTheme(tid, text)} />
      <p class="backing"><${Support} support=${shown.support} grade=${shown.grade} /></p>
    </div>
    <ul class="quotes">${ahead.map((uid, at) => quote(uid, at === 0))}</ul>
    ${rest.length ? html`<${More} summary=${nt("%(n)s more quote", "%(n)s more quotes", rest.length, { n: rest.length })} open=${Boolean(view.filters.text) && rest.length <= OPENED_BY_SEARCH} make=${() => html`<ul class="quotes">${rest.map((uid) => quote(uid, false))}</ul>`} />` : null}
    ${theme.against.length ? html`<div class="against"><p class="single-title">${t("Some say the opposite")}</p><ul class="quotes">${theme.against.map((uid) => html`<${Quote} key=${uid} uid=${uid} uids=${theme.against} view=${view} actions=${true} menu=${openUnitMenu} />`)}</ul></div>` : null}
    <${CardFacts} shown=${shown} />
    <${CardTools} shown=${shown} />
  </article>`;
}

/** @param {{shown: ShownTheme}} props */
function CardFacts({ shown }) {
  const { theme, valence } = shown;
  return html`<p class="facts-line">${theme.keywords.length ? html`<span>${t("Keywords")}: ${theme.keywords.join(", ")}</span>` : null}${theme.cohesion ? html`<span>${t("cohesion %(value)s", { value: written(theme.cohesion, 2) })}</span>` : null}${theme.stability === null || theme.stability === undefined ? null : html`<span>${t("stability %(share)s", { share: percent(theme.stability) })}</span>`}<span>${t("feeling %(value)s", { value: signed(valence) })}</span><span>${originName(theme.origin)}</span></p>`;
}

/** @param {{shown: ShownTheme}} props */
function CardTools({ shown }) {
  const { theme, units } = shown;
  const tid = theme.id;
  const accepted = theme.verdict === "accepted";
  return html`<div class="card-tools" role="group" aria-label=${t("Actions with the theme")}>
    <button type="button" class="act yes" aria-pressed=${String(accepted)} onClick=${() => acceptThemes([tid])}><${Icon} name="check" />${accepted ? t("Accepted") : t("Accept")}</button>
    <button type="button" class="act no" onClick=${() => judgeThemes([tid], "rejected")}><${Icon} name="close" />${t("Reject")}</button>
    <button type="button" class="act" onClick=${() => askMergeWith(tid)}>${t("Merge with…")}</button>
    <button type="button" class="act" disabled=${units.length < 2} onClick=${() => askSplitOf(tid)}>${t("Split…")}</button>
    <${MenuButton} label=${t("Actions with the theme")} items=${() => themeEntries([tid])} />
  </div>`;
}

/** @param {{view: any}} props */
function Rejected({ view }) {
  const themes = view.derived.rejected.map((/** @type {string} */ tid) => themeOf(view.board, tid)).filter(Boolean);
  if (!themes.length) return null;
  return html`<section id="rejected" aria-labelledby="rejected-title"><div class="section-head"><h2 id="rejected-title">${t("Rejected themes")} <span class="count">${themes.length}</span></h2><p class="lead">${t("They are not on the map; their quotes count as single voices.")}</p></div>
    <ul class="rejected-list">${themes.map((/** @type {any} */ theme) => html`<li key=${theme.id} class="rejected k-${theme.kind}" data-theme=${theme.id} data-edit tabindex="-1"><${KindTag} kind=${theme.kind} /> <b>${theme.label}</b> <span class="count">${nt("%(n)s quote", "%(n)s quotes", theme.units.length, { n: theme.units.length })}</span> <button type="button" class="act" onClick=${() => judgeThemes([theme.id], "open")}>${t("Restore")}</button><${More} class="more" summary=${t("Quotes")} make=${() => html`<ul class="quotes">${theme.units.map((/** @type {string} */ uid) => html`<${Quote} key=${uid} uid=${uid} uids=${theme.units} view=${view} />`)}</ul>`} /></li>`)}</ul></section>`;
}

/** @param {{view: any}} props */
function Singles({ view }) {
  const { place } = studyIndex(view.study);
  const order = new Map(view.board.stages.map((/** @type {any} */ stage, /** @type {number} */ at) => [stage.id, at]));
  const at = (/** @type {string} */ uid) => /** @type {number} */ (order.get(view.board.units[uid]?.stage) ?? order.size);
  const singles = [...view.derived.singles].filter(fits).sort((a, b) => at(a) - at(b) || (place.get(a) ?? 0) - (place.get(b) ?? 0));
  const [ahead, rest] = [singles.slice(0, SINGLES_AT_ONCE), singles.slice(SINGLES_AT_ONCE)];
  const list = (/** @type {string[]} */ uids) => html`<ul class="single-list">${uids.map((uid, place_) => html`<${SingleCard} key=${uid} uid=${uid} uids=${singles} first=${place_ === 0} view=${view} />`)}</ul>`;
  return html`<section id="singles" aria-labelledby="singles-title"><div class="section-head"><h2 id="singles-title">${t("Single voices")} <span class="count">${written(singles.length)}</span></h2><p class="lead">${t("Said once and joined to no theme. Not proof, but often the first sign of something.")}</p></div>
    ${singles.length ? list(ahead) : html`<${Empty}>${t("none found")}</${Empty}>`}
    ${rest.length ? html`<${More} summary=${nt("%(n)s more single voice", "%(n)s more single voices", rest.length, { n: rest.length })} make=${() => list(rest)} />` : null}
  </section>`;
}

/** @param {{uid: string, uids: string[], first: boolean, view: any}} props */
function SingleCard({ uid, uids, first, view }) {
  const unit = view.board.units[uid];
  const stage = view.board.stages.find((/** @type {any} */ one) => one.id === unit.stage);
  const kinds = KIND_ORDER.filter((kind) => kind in unit.kinds);
  const make = () => html`<${Quote} uid=${uid} uids=${uids} view=${view} actions=${true} kind=${kinds.length === 1 ? kinds[0] : undefined} class="single" first=${first} menu=${openUnitMenu}><p class="tags">${kinds.map((kind) => html`<${KindTag} key=${kind} kind=${kind} />`)}<span class="tag">${stage?.name ?? t("Without a stage")}</span></p><p class="single-tools"><button type="button" class="act" tabindex="-1" onClick=${() => askMake([uid], { kind: /** @type {any} */ (kinds[0]), stage: unit.stage })}>${t("Make a theme")}</button><button type="button" class="act" tabindex="-1" onClick=${() => askMove([uid])}>${t("Add to a theme…")}</button></p></${Quote}>`;
  return html`<${Memo} sig=${`${view.language}${first}${stage?.name}${unitSign(view, uid)}`} make=${make} />`;
}

/** What can be done with everything that is selected. @param {{view: any, picks: Set<string>}} props */
export function BulkBar({ view, picks }) {
  const uids = [...view.selection];
  const tids = [...picks].filter((tid) => themeOf(view.board, tid));
  if (!uids.length && !tids.length) return null;
  return html`<div class="bulk" role="toolbar" aria-label=${t("Selected")}>
    ${uids.length ? html`<div class="bulk-row"><b role="status">${nt("%(n)s quote", "%(n)s quotes", uids.length, { n: uids.length })}</b>
      <button type="button" class="act" onClick=${() => askMove(uids)}>${t("Move to a theme…")}</button>
      <button type="button" class="act" onClick=${() => askMake(uids)}>${t("New theme…")}</button>
      <button type="button" class="act" onClick=${() => moveQuotes(uids, null)}>${t("Take out of the theme")}</button>
      <${MenuButton} class="act" label=${t("Kinds")} items=${() => kindEntries(() => uids)}>${t("Kinds")} ▾</${MenuButton}>
      <${MenuButton} class="act" label=${t("Stage")} items=${() => stageEntries(undefined, (stage) => stageQuotes(uids, stage))}>${t("Stage")} ▾</${MenuButton}>
      <${MenuButton} class="act" label=${t("Feeling")} items=${() => feelingEntries(uids)}>${t("Feeling")} ▾</${MenuButton}>
      <button type="button" class="act" onClick=${() => pinQuotes(uids)}>${t("Pin")}</button>
      <button type="button" class="act no" onClick=${() => dismissQuotes(uids)}>${t("Irrelevant")}</button></div>` : null}
    ${tids.length ? html`<div class="bulk-row"><b role="status">${nt("%(n)s theme", "%(n)s themes", tids.length, { n: tids.length })}</b>
      <button type="button" class="act yes" onClick=${() => judgeThemes(tids, "accepted")}>${t("Accept")}</button>
      <button type="button" class="act no" onClick=${() => judgeThemes(tids, "rejected")}>${t("Reject")}</button>
      <button type="button" class="act" disabled=${tids.length < 2} onClick=${() => askMergeOf(tids)}>${t("Merge…")}</button>
      <${MenuButton} class="act" label=${t("Kind")} items=${() => KIND_ORDER.map((kind) => ({ label: kindName(kind), icon: kind, class: `k-${kind}`, run: () => rethemeThemes(tids, { kind: /** @type {any} */ (kind) }) }))}>${t("Kind")} ▾</${MenuButton}>
      <${MenuButton} class="act" label=${t("Stage")} items=${() => stageEntries(undefined, (stage) => rethemeThemes(tids, { stage }))}>${t("Stage")} ▾</${MenuButton}>
      <button type="button" class="act" onClick=${() => pinThemes(tids)}>${t("Pin")}</button>
      <button type="button" class="act" onClick=${() => selectThemes([])}>${t("Clear")}</button></div>` : null}
    <button type="button" class="close" aria-label=${t("Clear the selection")} title=${t("Clear the selection")} onClick=${dropSelection}>✕</button>
  </div>`;
}
