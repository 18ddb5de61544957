// The review queue: what the program is least sure of comes first, one thing at a time.
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/htm-preact.js";
import { t, nt, percent, signed } from "./words.js";
import { kindName, KIND_ORDER } from "./names.js";
import { act, actAll, fits, go } from "./state.js";
import { passageOf, stageOf, whoSaid, clockText } from "./lookup.js";
import { Empty, KindIcon, KindTag, Quote, Support } from "./parts.js";
import { askMove } from "./edit.js";
import { isJudged, nextOpen, queueOf } from "./queue.js";
import { busyTyping, kindsOf, talkCode, talkIndex } from "./talk_view.js";

/** @typedef {import("./queue.js").QueueItem} QueueItem */

const QUEUE_QUOTES = 8; // enough to see whether they speak of one thing

/** One card at a time. @param {{view: any}} props */
export function QueueView({ view }) {
  const [sort, setSort] = useState("all");
  const all = useMemo(() => queueOf(view.study.draft), [view.study]);
  const items = useMemo(() => all.filter((item) => (sort === "all" || item.type === sort) && queueFits(item, view)), [all, sort, view.filters]);
  const judged = items.map((item) => isJudged(item, view.board));
  const [wanted, setWanted] = useState("");
  const place = Math.max(0, wanted ? items.findIndex((item) => item.id === wanted) : nextOpen(judged, 0));
  const item = items[place];
  const done = judged.filter(Boolean).length;
  useEffect(() => { if (item && item.id !== wanted) setWanted(item.id); }, [item?.id]);
  const moved = useRef(false); // the first card leaves the page where it stands
  const steps = {
    moved,
    next: () => { moved.current = true; const to = nextOpen(judged.map((one, at) => one || at === place), place + 1); setWanted(items[to < 0 ? Math.min(place + 1, items.length - 1) : to]?.id ?? ""); },
    back: () => { moved.current = true; setWanted(items[Math.max(0, place - 1)]?.id ?? ""); },
  };
  return html`<section class="queue" aria-labelledby="queue-title">
    <div class="section-head"><h2 id="queue-title">${t("Review queue")}</h2>
      <p class="lead">${t("What the program is least sure of comes first. One look at each: right as it is, or put right.")}</p></div>
    <div class="queue-bar">
      <div class="switch queue-sorts" role="group" aria-label=${t("What to look at")}>${[["all", t("Everything")], ["unit", t("Utterances")], ["theme", t("Themes")]].map(([id, name]) => html`<button key=${id} type="button" aria-pressed=${sort === id} onClick=${() => { setSort(id); setWanted(""); }}>${name}</button>`)}</div>
      <p class="queue-progress" role="status"><progress max=${items.length || 1} value=${done}></progress> ${t("%(n)s of %(total)s judged", { n: done, total: items.length })}</p>
    </div>
    ${item ? html`<${QueueCard} key=${item.id} view=${view} item=${item} judged=${judged[place]} steps=${steps} place=${place} of=${items.length} />` : html`<${Empty}>${t("Nothing here fits the filters.")}<//>`}
    ${items.length > 0 && done === items.length ? html`<p class="queue-all" role="status">${t("Everything here is judged.")}</p>` : ""}
  </section>`;
}

/** @param {QueueItem} item @param {any} view @returns {boolean} */
function queueFits(item, view) {
  if (item.type === "unit") return Boolean(view.board.units[item.id]) && fits(item.id);
  const theme = view.board.themes.find((/** @type {any} */ one) => one.id === item.id);
  return Boolean(theme?.units.some((/** @type {string} */ id) => fits(id)));
}

/** @param {{view: any, item: QueueItem, judged: boolean, steps: {moved: {current: boolean}, next: () => void, back: () => void}, place: number, of: number}} props */
function QueueCard(props) {
  const { item, judged, place, of, steps } = props;
  const card = useRef(/** @type {HTMLElement | null} */ (null));
  const commands = item.type === "unit" ? unitCommands(props, card) : themeCommands(props);
  useLayoutEffect(() => { // at once: the next key is about the next card
    const onKey = (/** @type {KeyboardEvent} */ event) => queueKey(event, commands);
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  });
  useEffect(() => {
    card.current?.focus({ preventScroll: true });
    if (steps.moved.current) card.current?.scrollIntoView({ block: "start", behavior: "instant" });
  }, []);
  return html`<article class="theme queue-card" ref=${card} tabindex="-1" aria-labelledby="queue-why">
    <p class="queue-why" id="queue-why"><b>${t("%(n)s of %(total)s", { n: place + 1, total: of })}</b> ${queueWhy(item, props.view)}${judged ? html` <span class="queue-done">✓ ${t("judged")}</span>` : ""}</p>
    ${item.type === "unit" ? html`<${QueueUnit} ...${props} commands=${commands} />` : html`<${QueueTheme} ...${props} commands=${commands} />`}
    <div class="queue-acts">
      <button type="button" class="queue-yes" onClick=${commands.yes}>${item.type === "unit" ? t("Right as it is") : t("Accept the theme")} <kbd>${item.type === "unit" ? "Enter" : "A"}</kbd></button>
      <button type="button" onClick=${commands.no}>${item.type === "unit" ? t("Not about the matter") : t("Reject the theme")} <kbd>${item.type === "unit" ? "X" : "Del"}</kbd></button>
      ${commands.menu ? html`<button type="button" aria-haspopup="dialog" onClick=${commands.menu}>${t("Move to a theme…")} <kbd>M</kbd></button>` : ""}
      <span class="queue-steps"><button type="button" onClick=${steps.back}>← ${t("Back")} <kbd>B</kbd></button><button type="button" onClick=${steps.next}>${t("Next")} <kbd>N</kbd> →</button></span>
    </div></article>`;
}

/** Why it stands here. @param {QueueItem} item @param {any} view @returns {string} */
function queueWhy(item, view) {
  const near = item.near ? view.derived.themes.get(item.near)?.label : null;
  if (item.reason === "near" && near) return t("A single voice that lies near the theme “%(theme)s”.", { theme: near });
  if (item.reason === "stage") return t("The stage is little more than a guess.");
  if (item.reason === "stability") return t("The theme changes much when one interview is left out.");
  if (item.reason === "cohesion") return t("The quotes of this theme are little alike.");
  return t("The kind barely passed its threshold.");
}

/** @param {any} props @param {{current: HTMLElement | null}} card @returns {Record<string, any>} */
function unitCommands({ view, item, steps }, card) {
  const uid = item.id;
  const unit = view.board.units[uid];
  const kinds = kindsOf(unit);
  const focusOn = (/** @type {string} */ name) => () => /** @type {HTMLElement | null} */ (card.current?.querySelector(`[name=${name}]`))?.focus();
  const commands = {
    yes: () => {
      const sure = /** @type {import("./types.js").Op[]} */ (kinds.length ? [{ op: "code", units: [uid], add: kinds, remove: [] }] : []);
      if (item.reason === "stage" && unit.stage) sure.push({ op: "stage", units: [uid], stage: unit.stage });
      if (sure.length) actAll(sure);
      steps.next();
    },
    no: () => act({ op: "irrelevant", units: [uid], on: !unit.irrelevant }),
    menu: () => askMove([uid]),
    stage: focusOn("queue-stage"),
    valence: focusOn("queue-valence"),
    toggle: (/** @type {string} */ kind) => act(/** @type {import("./types.js").Op} */ ({ op: "code", units: [uid], add: kinds.includes(kind) ? [] : [kind], remove: kinds.includes(kind) ? [kind] : [] })),
    setStage: (/** @type {string} */ id) => { act({ op: "stage", units: [uid], stage: id || null }); card.current?.focus({ preventScroll: true }); },
    setValence: (/** @type {number} */ valence) => act({ op: "valence", units: [uid], valence }),
  };
  /** @type {Record<string, () => void>} */
  const keys = { KeyA: commands.yes, Enter: commands.yes, KeyX: commands.no, KeyM: commands.menu, KeyS: commands.stage, KeyV: commands.valence, KeyN: steps.next, KeyB: steps.back };
  KIND_ORDER.forEach((kind, at) => { keys[`Digit${at + 1}`] = keys[`Numpad${at + 1}`] = () => commands.toggle(kind); });
  return { ...commands, keys };
}

/** @param {any} props @returns {Record<string, any>} */
function themeCommands({ item, steps }) {
  const judge = (/** @type {import("./types.js").Verdict} */ verdict) => () => { act({ op: "judge", themes: [item.id], verdict }); steps.next(); };
  const [yes, no] = [judge("accepted"), judge("rejected")];
  return { yes, no, menu: null, keys: { KeyA: yes, Enter: yes, Delete: no, Backspace: no, KeyX: no, KeyN: steps.next, KeyB: steps.back } };
}

/** @param {KeyboardEvent} event @param {Record<string, any>} commands */
function queueKey(event, commands) {
  if (busyTyping(event) || event.shiftKey) return;
  const target = /** @type {Element} */ (event.target);
  const inside = target === document.body || Boolean(target.closest?.(".queue"));
  const command = commands.keys[event.code];
  if (!inside || !command || (event.code === "Enter" && target.closest("button, a, summary"))) return;
  event.preventDefault();
  event.stopPropagation();
  command();
}

/** @param {any} props */
function QueueUnit({ view, item, commands }) {
  const uid = item.id;
  const unit = view.board.units[uid];
  const said = talkIndex(view.study).utterances.get(uid);
  const who = whoSaid(view.study, uid);
  const themes = view.derived.themesOf.get(uid) ?? [];
  const reasons = new Map(said.kinds.map((/** @type {any} */ one) => [one.kind, one]));
  const near = item.near && !themes.length ? view.derived.themes.get(item.near) : null;
  return html`<div class="queue-two">
    <div class="queue-words"><p class="who"><button type="button" class="src" onClick=${() => go("talk", { unit: uid })}>${talkCode(view.study, said.interview)}${said.time ? ` · ${clockText(said.time[0])}` : ""}</button> ${who?.name ?? ""}</p>
      ${passageOf(view.study, uid).map((turn) => html`<div key=${turn.index} class="turn ${turn.part === "interviewer" ? "asks" : ""} ${turn.marked ? "told" : ""}"><p class="who"><b>${turn.name}</b></p>
        <p class="words" lang=${who?.talk.language}>${turn.marked ? [turn.text.slice(0, turn.marked[0]), html`<mark>${turn.text.slice(...turn.marked)}</mark>`, turn.text.slice(turn.marked[1])] : turn.text}</p></div>`)}</div>
    <div class="queue-read">
      <fieldset><legend>${t("Kinds")}</legend>${KIND_ORDER.map((kind, at) => {
        const on = kind in unit.kinds;
        const read = reasons.get(kind);
        return html`<label key=${kind} class="queue-kind k-${kind} ${on ? "on" : ""}"><input type="checkbox" checked=${on} onChange=${() => commands.toggle(kind)} /><kbd>${at + 1}</kbd><span class="tag k-${kind}"><${KindIcon} kind=${kind} />${kindName(kind)}</span>${read ? html`<small>${percent(read.score)} · ${read.why}</small>` : ""}</label>`;
      })}</fieldset>
      <label class="queue-field"><span>${t("Stage")} <kbd>S</kbd></span><select name="queue-stage" value=${unit.stage ?? ""} onChange=${(/** @type {any} */ event) => commands.setStage(event.target.value)}><option value="" selected=${!unit.stage}>${t("Without a stage")}</option>${view.board.stages.map((/** @type {any} */ stage) => html`<option key=${stage.id} value=${stage.id} selected=${unit.stage === stage.id}>${stage.name}</option>`)}</select>${said.stage ? html`<small>${percent(said.stage.score)} · ${said.stage.why}</small>` : ""}</label>
      <label class="queue-field"><span>${t("Feeling")} <kbd>V</kbd> <output>${signed(unit.valence, 1)}</output></span><input name="queue-valence" type="range" aria-label=${t("Feeling")} min="-2" max="2" step="0.5" value=${unit.valence} onChange=${(/** @type {any} */ event) => commands.setValence(Number(event.target.value))} /></label>
      <div class="queue-field"><span>${t("Themes")}</span>${themes.length ? html`<ul class="plain">${themes.map((/** @type {string} */ id) => html`<li key=${id}><button type="button" class="talk-open" onClick=${() => go("themes", { theme: id })}>${view.derived.themes.get(id)?.label ?? id}</button></li>`)}</ul>` : html`<span>${t("single voice")}</span>`}
        ${near ? html`<button type="button" class="src" onClick=${() => act({ op: "move", units: [uid], from: null, to: item.near })}>→ ${t("Move to “%(theme)s”", { theme: near.label })}</button>` : ""}</div>
    </div></div>`;
}

/** @param {any} props */
function QueueTheme({ view, item }) {
  const found = view.derived.themes.get(item.id);
  const theme = view.board.themes.find((/** @type {any} */ one) => one.id === item.id);
  if (!theme || theme.dead !== null) return html`<p class="void">${t("This theme was joined to another one.")}</p>`;
  const stage = stageOf(view.board, theme.stage);
  const shown = theme.units.slice(0, QUEUE_QUOTES);
  return html`<div class="queue-theme"><p class="tags"><${KindTag} kind=${theme.kind} /><span class="tag">${stage?.name ?? t("Without a stage")}</span></p>
    <h3 class="label">${theme.label}</h3>
    ${found ? html`<p class="backing"><${Support} support=${found.support} grade=${found.grade} /></p>` : ""}
    <ul class="quotes">${shown.map((/** @type {string} */ uid) => html`<${Quote} key=${uid} uid=${uid} view=${view} kind=${theme.kind} uids=${theme.units} />`)}</ul>
    <p class="facts-line"><span>${nt("%(n)s quote", "%(n)s quotes", theme.units.length, { n: theme.units.length })}</span><span>${t("Keywords")}: ${theme.keywords.join(", ")}</span>
      ${typeof theme.stability === "number" ? html`<span>${t("stability %(share)s", { share: percent(theme.stability) })}</span>` : ""}
      <button type="button" class="src" onClick=${() => go("themes", { theme: item.id })}>${t("Open the theme")}</button></p></div>`;
}
