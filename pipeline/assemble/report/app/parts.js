// The small pieces that every view uses: icons, dots, grades, quotes, labels, folded lists.
import { Component, html, render, useEffect, useLayoutEffect, useRef, useState } from "../vendor/htm-preact.js";
import { GRADE_ORDER, ROLE_ORDER, gradeName, kindName, originName, roleName, speakerName, voiceCode } from "./names.js";
import { ICON_PATHS } from "./icons.js";
import { clockText, commentsOn, passageOf, whoSaid } from "./lookup.js";
import { go, store } from "./state.js";
import { nt, t } from "./words.js";

/** An inline icon; it says nothing to a screen reader. @param {{name: string}} props */
export function Icon({ name }) {
  const paths = ICON_PATHS[name] ?? [];
  return html`<svg class="icon i-${name}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${paths.map((d) => html`<path d=${d} />`)}</svg>`;
}

/** The icon of a kind. @param {{kind: string}} props */
export function KindIcon({ kind }) {
  return html`<${Icon} name=${kind} />`;
}

/** A kind's icon and name. @param {{kind: string}} props */
export function KindTag({ kind }) {
  return html`<span class="tag k-${kind}"><${Icon} name=${kind} />${kindName(kind)}</span>`;
}

/** Words for those who hear the page. @param {{children?: unknown}} props */
export function Hush({ children }) {
  return html`<span class="hush">${children}</span>`;
}

/** Nothing is known here. @param {{title?: string, children?: unknown}} props */
export function Empty({ title, children }) {
  return html`<p class="void">${title ? html`<b>${title}</b> ` : null}${children}</p>`;
}

/** One dot; its shape tells the role. @param {string} role @param {number} at @param {boolean} on */
function dotShape(role, at, on) {
  const state = on ? "on" : "off";
  if (role === "client") return html`<circle class=${state} cx=${at * 9 + 4} cy="4" r="3" />`;
  if (role === "non_user") return html`<rect class=${state} x=${at * 9 + 1.2} y="1.2" width="5.6" height="5.6" />`;
  return html`<path class=${state} d="M${at * 9 + 4},.4 l3.6,3.6 -3.6,3.6 -3.6,-3.6Z" />`;
}

/**
 * Respondents by role: up to ten people are a row of dots, more are one mark and a bar.
 * @param {{by_role: Record<string, [number, number]>}} props
 */
export function Dots({ by_role }) {
  return ROLE_ORDER.filter((role) => by_role[role]?.[1]).map((role) => {
    const [n, of] = by_role[role];
    if (of <= 10) {
      const marks = Array.from({ length: of }, (_, at) => dotShape(role, at, at < n));
      return html`<svg key=${role} class="dots" width=${of * 9} height="8" aria-hidden="true" focusable="false">${marks}</svg>`;
    }
    const filled = Math.round((480 * n) / of) / 10;
    return html`<svg key=${role} class="dots" width="60" height="8" aria-hidden="true" focusable="false">${dotShape(role, 0, n > 0)}<rect class="off" x="11" y="1.5" width="48" height="5" /><rect class="on" x="11" y="1.5" width=${filled} height="5" /></svg>`;
  });
}

/** Three bars that tell how well something is backed. @param {{grade: string}} props */
export function GradeMark({ grade }) {
  const bars = Math.max(0, GRADE_ORDER.indexOf(grade));
  const marks = [0, 1, 2].map((at) => html`<rect class=${at < bars ? "on" : "off"} x=${at * 4.5 + 0.5} y=${7 - at * 3} width="3" height=${3.5 + at * 3} />`);
  return html`<span class="grade grade-${grade}" title=${gradeName(grade)}><svg width="13" height="11" aria-hidden="true" focusable="false">${marks}</svg><${Hush}>${gradeName(grade)}</${Hush}></span>`;
}

/**
 * “3 of 4”, dots and grade.
 * @param {{support: {n: number, of: number, by_role: Record<string, [number, number]>}, grade: string}} props
 */
export function Support({ support, grade }) {
  const { n, of } = support;
  return html`<span class="support"><b aria-hidden="true">${t("%(n)s of %(total)s", { n, total: of })}</b><${Hush}>${nt("%(k)s of %(n)s respondent", "%(k)s of %(n)s respondents", of, { k: n, n: of })}, </${Hush}><${Dots} by_role=${support.by_role} /><${GradeMark} grade=${grade} /></span>`;
}

/** Renders anew only when `sig` changes. @extends {Component<{sig: string, make: () => any}>} */
export class Memo extends Component {
  /** @param {{sig: string, make: () => any}} next */
  shouldComponentUpdate(next) {
    return next.sig !== this.props.sig;
  }

  /** @param {{sig: string, make: () => any}} props */
  render({ make }) {
    return make();
  }
}

/** What is shown of a unit, in a word. @param {any} view @param {string} uid */
export function unitSign(view, uid) {
  const unit = view.board.units[uid];
  if (!unit) return uid;
  return `${uid}${unit.pinned ? "p" : ""}${unit.irrelevant ? "x" : ""}${view.selection.has(uid) ? "s" : ""}${unit.told.join("")}${Object.keys(unit.kinds).join()}${unit.stage}${unit.valence}${commentsOn(view.board, "unit", uid).length}`;
}

let onPaper = false;
/** @type {Set<(on: boolean) => void>} */
const paperReaders = new Set();
/** @param {boolean} on */
function setPaper(on) {
  onPaper = on;
  for (const tell of paperReaders) tell(on);
}
if (typeof addEventListener === "function") {
  addEventListener("beforeprint", () => setPaper(true));
  addEventListener("afterprint", () => setPaper(false));
}

/** Tells whether the page is being printed: then nothing stays folded. */
export function usePaper() {
  const [on, setOn] = useState(onPaper);
  useLayoutEffect(() => {
    paperReaders.add(setOn);
    return () => void paperReaders.delete(setOn);
  }, []);
  return on;
}

/**
 * A folded part whose content enters the page when it is opened, and on paper unless `shut` keeps it from there.
 * @param {{summary: unknown, make: () => unknown, class?: string, open?: boolean, shut?: boolean}} props
 */
export function More({ summary, make, class: name = "more", open = false, shut = false }) {
  const [unfolded, setUnfolded] = useState(open);
  const paper = usePaper();
  useLayoutEffect(() => { setUnfolded(open); }, [open]); // at once, or it folds again what was opened as soon as it came
  const shown = unfolded || (paper && !shut);
  return html`<details class=${name} open=${shown} onToggle=${(/** @type {Event} */ event) => { if (!onPaper) setUnfolded(/** @type {HTMLDetailsElement} */ (event.currentTarget).open); }}><summary>${summary}</summary>${shown ? make() : null}</details>`;
}

// ---------------------------------------------------------------- layers: dialogs and menus

/** Remember where the focus is; the returned function brings it back, or to what stands there now. */
export function keepFocus() {
  const node = /** @type {HTMLElement | null} */ (document.activeElement);
  const inside = node?.closest?.("[data-u], [data-theme], [data-stage]");
  const names = inside ? ["data-u", "data-theme", "data-stage"].filter((name) => inside.hasAttribute(name)) : [];
  const places = names.map((name) => `[${name}="${CSS.escape(inside?.getAttribute(name) ?? "")}"]`);
  const next = /** @type {HTMLElement | null} */ (inside?.nextElementSibling ?? inside?.previousElementSibling ?? null);
  const above = /** @type {HTMLElement | null} */ (inside?.parentElement?.closest("[data-theme]") ?? null);
  return () => {
    const again = places.map((place) => document.querySelector(place)).find(Boolean);
    const found = [node, again, next, above].find((one) => one instanceof HTMLElement && one.isConnected && one !== document.body);
    /** @type {HTMLElement | undefined} */ (found)?.focus({ preventScroll: found !== node });
  };
}

/**
 * Put something above the page until it is closed; the focus goes back to where it was.
 * @param {(close: () => void) => unknown} make @param {Element} [under] the element that the layer belongs to
 */
export function openLayer(make, under) {
  const home = under?.closest("dialog[open]") ?? document.body;
  const host = home.appendChild(document.createElement("div"));
  host.className = "layer";
  const back = keepFocus();
  const close = () => {
    if (!host.isConnected) return;
    render(null, host);
    host.remove();
    back();
  };
  render(/** @type {any} */ (make(close)), host);
  return close;
}

/**
 * A native dialog; `side` makes it the panel at the right edge.
 * @param {{title: unknown, onClose: () => void, id?: string, class?: string, side?: boolean, onKeyDown?: (event: KeyboardEvent) => void, children?: unknown}} props
 */
export function Dialog({ title, onClose, id, class: name = "", side = false, onKeyDown, children }) {
  const frame = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const titleId = `${id ?? "dialog"}-title`;
  useLayoutEffect(() => {
    const node = frame.current;
    if (!node || node.open) return;
    node.showModal();
    const first = /** @type {HTMLElement | null} */ (node.querySelector("[data-first]") ?? node.querySelector(`#${titleId}`));
    first?.focus({ preventScroll: true });
  }, []);
  const outside = (/** @type {MouseEvent} */ event) => { if (event.target === frame.current) onClose(); };
  const cancel = (/** @type {Event} */ event) => { event.preventDefault(); onClose(); };
  return html`<dialog ref=${frame} id=${id} class="${side ? "side" : "box"} ${name}" aria-labelledby=${titleId} onMouseDown=${outside} onCancel=${cancel} onClose=${onClose} onKeyDown=${onKeyDown}>
    <div class="panel-head"><h2 id=${titleId} tabindex="-1">${title}</h2><button type="button" class="close" data-close aria-label=${t("Close")} onClick=${onClose}>✕</button></div>
    ${children}
  </dialog>`;
}

/**
 * @typedef {{heading: string} | {rule: true}} MenuPart
 * @typedef {{label: string, icon?: string, keys?: string, checked?: boolean, radio?: boolean, disabled?: boolean, stay?: boolean, danger?: boolean, class?: string, run?: () => void, sub?: () => MenuEntry[]}} MenuAction
 * @typedef {MenuPart | MenuAction} MenuEntry
 */

/** @param {HTMLElement} node @param {DOMRect} at */
function settleMenu(node, at) {
  const { offsetWidth: width, offsetHeight: height } = node;
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const below = at.bottom + 4;
  const top = below + height > innerHeight - 8 ? Math.max(8, at.top - height - 4) : below;
  node.style.setProperty("left", `${left}px`);
  node.style.setProperty("top", `${Math.min(top, Math.max(8, innerHeight - height - 8))}px`);
}

/**
 * A menu: arrows, Home, End, first letters; an entry with `sub` opens in its place, Left goes back.
 * @param {{items: () => MenuEntry[], label: string, at: DOMRect, onClose: () => void}} props
 */
export function Menu({ items, label, at, onClose }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [path, setPath] = useState(/** @type {{label: string, items: () => MenuEntry[]}[]} */ ([]));
  const [, again] = useState(0);
  const shown = path.length ? path[path.length - 1] : { label, items };
  const rows = () => /** @type {HTMLElement[]} */ ([...(box.current?.querySelectorAll("[role^=menuitem]:not([aria-disabled=true])") ?? [])]);
  useLayoutEffect(() => {
    if (!box.current) return;
    settleMenu(box.current, at);
    (rows().find((row) => row.getAttribute("aria-checked") === "true") ?? rows()[0])?.focus({ preventScroll: true });
  }, [path]);
  useEffect(() => {
    const away = (/** @type {Event} */ event) => { if (!box.current?.contains(/** @type {Node} */ (event.target))) onClose(); };
    addEventListener("pointerdown", away, true);
    addEventListener("resize", onClose);
    return () => { removeEventListener("pointerdown", away, true); removeEventListener("resize", onClose); };
  }, []);
  const choose = (/** @type {MenuAction} */ item) => {
    if (item.disabled) return;
    if (item.sub) setPath([...path, { label: item.label, items: item.sub }]);
    else if (item.stay) { item.run?.(); again((n) => n + 1); }
    else { onClose(); item.run?.(); }
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const all = rows();
    const now = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = (/** @type {number} */ place) => { event.preventDefault(); all[(place + all.length) % all.length]?.focus(); };
    event.stopPropagation();
    if (event.key === "ArrowDown") to(now + 1);
    else if (event.key === "ArrowUp") to(now - 1);
    else if (event.key === "Home") to(0);
    else if (event.key === "End") to(all.length - 1);
    else if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); onClose(); }
    else if (event.key === "ArrowLeft" && path.length) { event.preventDefault(); setPath(path.slice(0, -1)); }
    else if (event.key === "ArrowRight" && all[now]?.hasAttribute("aria-haspopup")) { event.preventDefault(); all[now].click(); }
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      const wanted = event.key.toLowerCase();
      const found = [...all.slice(now + 1), ...all.slice(0, now + 1)].find((row) => row.textContent?.trim().toLowerCase().startsWith(wanted));
      found?.focus();
    }
  };
  const role = (/** @type {MenuAction} */ item) => (item.checked === undefined ? "menuitem" : item.radio ? "menuitemradio" : "menuitemcheckbox");
  return html`<div ref=${box} class="menu" role="menu" tabindex="-1" aria-label=${shown.label} onKeyDown=${press}>
    ${path.length ? html`<button type="button" class="menu-row menu-back" role="menuitem" tabindex="-1" onClick=${() => setPath(path.slice(0, -1))}>← ${shown.label}</button>` : null}
    ${shown.items().map((item, at_) => {
      if ("rule" in item) return html`<div key=${`-${at_}`} class="menu-rule" role="separator"></div>`;
      if ("heading" in item) return html`<p key=${`h${at_}`} class="menu-heading" role="presentation">${item.heading}</p>`;
      return html`<button key=${item.label} type="button" class="menu-row ${item.class ?? ""} ${item.danger ? "danger" : ""}" role=${role(item)} tabindex="-1" aria-checked=${item.checked === undefined ? undefined : String(item.checked)} aria-disabled=${item.disabled ? "true" : undefined} aria-haspopup=${item.sub ? "menu" : undefined} onClick=${() => choose(item)}>
        <span class="menu-sign" aria-hidden="true">${item.checked ? "✓" : item.icon ? html`<${Icon} name=${item.icon} />` : null}</span><span class="menu-label">${item.label}</span>${item.sub ? html`<span class="menu-keys" aria-hidden="true">›</span>` : item.keys ? html`<kbd class="menu-keys" aria-hidden="true">${item.keys}</kbd>` : null}
      </button>`;
    })}
  </div>`;
}

/** Open a menu beside an element or at a point. @param {() => MenuEntry[]} items @param {Element | DOMRect} anchor @param {string} label */
export function openMenu(items, anchor, label) {
  const at = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
  const under = anchor instanceof Element ? anchor : undefined;
  return openLayer((close) => html`<${Menu} items=${items} label=${label} at=${at} onClose=${close} />`, under);
}

/**
 * A button that opens a menu.
 * @param {{label: string, items: () => MenuEntry[], class?: string, tabindex?: string, children?: unknown}} props
 */
export function MenuButton({ label, items, class: name = "knob", tabindex, children }) {
  const open = (/** @type {Event} */ event) => { event.stopPropagation(); openMenu(items, /** @type {Element} */ (event.currentTarget), label); };
  return html`<button type="button" class=${name} aria-haspopup="menu" aria-label=${label} title=${label} tabindex=${tabindex} onClick=${open}>${children ?? html`<${Icon} name="more" />`}</button>`;
}

// ---------------------------------------------------------------- the passage around a quote

/** @param {{part: ReturnType<typeof passageOf>[number]}} props */
function PassageTurn({ part }) {
  const { name, part: role, text, time, marked } = part;
  const words = marked ? [text.slice(0, marked[0]), html`<mark>${text.slice(marked[0], marked[1])}</mark>`, text.slice(marked[1])] : text;
  return html`<li class="turn ${role === "interviewer" ? "asks" : ""} ${marked ? "told" : ""}"><p class="who"><b>${name}</b> <span class="part">${speakerName(role)}</span> <time>${clockText(time)}</time></p><p class="words">${words}</p></li>`;
}

/**
 * The place in the interview where a quote stands; several quotes are gone through with arrows.
 * @param {{uids: string[], at?: number, onClose: () => void}} props
 */
export function Passage({ uids, at = 0, onClose }) {
  const [place, setPlace] = useState(at);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const { study } = store.get();
  const uid = uids[place];
  const who = whoSaid(study, uid);
  useLayoutEffect(() => { list.current?.querySelector("mark")?.scrollIntoView({ block: "center" }); }, [place]);
  if (!who) return null;
  const step = (/** @type {number} */ by) => setPlace(Math.min(uids.length - 1, Math.max(0, place + by)));
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  };
  const title = [voiceCode(who.role, who.number), who.name, clockText(who.one.time?.[0])].filter(Boolean).join(" · ");
  const part = who.talk.speakers.find((speaker) => speaker.id === who.one.speaker)?.role ?? "respondent";
  const leave = () => { onClose(); go("talk", { unit: uid }); };
  return html`<${Dialog} id="passage" side=${true} title=${title} onClose=${onClose} onKeyDown=${press}>
    <p class="where">${[roleName(who.role), speakerName(part), who.talk.path].join(" · ")} <button type="button" class="all" onClick=${leave}>${t("open the interview")}</button></p>
    <ol class="turns" ref=${list} lang=${who.talk.language}>${passageOf(study, uid).map((one) => html`<${PassageTurn} key=${one.index} part=${one} />`)}</ol>
    <div class="steps" hidden=${uids.length < 2}><button type="button" data-step="-1" disabled=${place === 0} onClick=${() => step(-1)}>← ${t("Back")}</button><output>${t("%(at)s of %(of)s", { at: place + 1, of: uids.length })}</output><button type="button" data-step="1" disabled=${place === uids.length - 1} onClick=${() => step(1)}>${t("Next")} →</button></div>
  </${Dialog}>`;
}

/** Show the place of a quote. @param {string[]} uids @param {number} [at] @param {Element} [opener] */
export function openPassage(uids, at = 0, opener) {
  if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  return openLayer((close) => html`<${Passage} uids=${uids} at=${at} onClose=${close} />`, opener);
}

// ---------------------------------------------------------------- names that are edited where they stand

export const RENAME = "cjm-rename"; // an event that opens the field of a label

/** Open the name inside a card, a claim or a head for editing. @param {Element | null | undefined} inside */
export function beginRename(inside) {
  const label = inside?.matches("[data-label]") ? inside : inside?.querySelector("[data-label]");
  label?.dispatchEvent(new CustomEvent(RENAME));
  return Boolean(label);
}

/**
 * A name: a click on the pencil or F2 turns it into a field; Enter saves, Escape leaves it as it was.
 * @param {{text: string, onSave?: (text: string) => void, what: string, tag?: string, class?: string, origin?: string, before?: unknown, after?: unknown, tools?: unknown, onOpen?: () => void}} props
 */
export function Label({ text, onSave, what, tag = "p", class: name = "label", origin, before, after, tools, onOpen }) {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const [editing, setEditing] = useState(false);
  useLayoutEffect(() => { // at once: F2 may follow the card's coming by no time
    const node = frame.current;
    const begin = () => setEditing(true);
    node?.addEventListener(RENAME, begin);
    return () => node?.removeEventListener(RENAME, begin);
  }, [editing]);
  const end = (/** @type {string | null} */ value) => {
    const home = frame.current?.parentElement;
    const ownCard = home?.closest("[data-theme]");
    setEditing(false);
    const kept = (value ?? "").replace(/\s+/g, " ").trim();
    if (value !== null && kept && kept !== text) onSave?.(kept);
    requestAnimationFrame(() => {
      if (document.activeElement && document.activeElement !== document.body) return;
      const again = ownCard?.isConnected ? ownCard : home?.querySelector(".pencil");
      /** @type {HTMLElement | null | undefined} */ (again)?.focus({ preventScroll: true });
    });
  };
  if (editing) return html`<${tag} class="${name} editing" ref=${frame} data-label><${NameField} text=${text} what=${what} onEnd=${end} /></${tag}>`;
  return html`<${tag} class=${name} ref=${frame} data-label=${onSave ? "" : undefined} title=${origin ? originName(origin) : undefined}>${before}${onOpen ? html`<button type="button" class="plain-button" onClick=${onOpen}>${text}</button>` : html`<span class="name">${text}</span>`}${origin === "person" ? html`<span class="hand" title=${originName("person")}><${Icon} name="person" /><${Hush}>, ${originName("person")}</${Hush}></span>` : null}${after}${onSave ? html` <span class="knobs"><button type="button" class="knob pencil" aria-label=${t("Rename “%(name)s”", { name: text })} title=${t("Rename")} onClick=${() => setEditing(true)}><${Icon} name="pencil" /></button>${tools}</span>` : null}</${tag}>`;
}

/** @param {{text: string, what: string, onEnd: (value: string | null) => void}} props */
function NameField({ text, what, onEnd }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const done = useRef(false);
  useLayoutEffect(() => { field.current?.focus(); field.current?.select(); }, []);
  const finish = (/** @type {string | null} */ value) => { if (!done.current) { done.current = true; onEnd(value); } };
  const press = (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); finish(field.current?.value ?? null); }
    if (event.key === "Escape") { event.preventDefault(); finish(null); }
  };
  return html`<input ref=${field} class="name-field" type="text" maxlength="200" aria-label=${what} defaultValue=${text} value=${text} onKeyDown=${press} onBlur=${() => finish(field.current?.value ?? null)} />`;
}

// ---------------------------------------------------------------- quotes

/** @type {Record<string, [string, string]>} */
const QUOTE_MARKS = { ru: ["«", "»"] };

/** The words in the marks of their language. @param {{text: string, language: string}} props */
export function Said({ text, language }) {
  const [open, close] = QUOTE_MARKS[language] ?? ["“", "”"];
  return html`<q lang=${language}>${open}${text}${close}</q>`;
}

/** What a person set by hand. @param {string[]} told */
function toldText(told) {
  const names = told.map((what) => (what === "kinds" ? t("kinds") : what === "stage" ? t("stage") : t("feeling")));
  return t("set by a person: %(what)s", { what: names.join(", ") });
}

/** @param {{unit: any, signs: string[], kind?: string, comments: number}} props */
function QuoteBadges({ unit, signs, kind, comments }) {
  const badges = [];
  if (unit?.pinned) badges.push(html`<span class="badge pin" title=${t("pinned")}><${Icon} name="pin" /><${Hush}>${t("pinned")}</${Hush}></span>`);
  for (const other of Object.keys(unit?.kinds ?? {})) {
    if (other !== kind) badges.push(html`<span class="badge k-${other}" title=${kindName(other)}><${Icon} name=${other} /><${Hush}>${kindName(other)}</${Hush}></span>`);
  }
  if (unit?.irrelevant) badges.push(html`<span class="badge">${t("irrelevant")}</span>`);
  if (signs.includes("prompted")) badges.push(html`<span class="badge" title=${t("The interviewer’s question suggested it.")}>${t("prompted")}</span>`);
  if (signs.includes("denied")) badges.push(html`<span class="badge" title=${t("The person says that this is not so.")}>${t("denied")}</span>`);
  if (unit?.told?.length) badges.push(html`<span class="badge hand" title=${toldText(unit.told)}><${Icon} name="person" /><${Hush}>${toldText(unit.told)}</${Hush}></span>`);
  if (comments) badges.push(html`<span class="badge" title=${nt("%(n)s comment", "%(n)s comments", comments, { n: comments })}><${Icon} name="comment" /><span aria-hidden="true">${comments}</span><${Hush}>${nt("%(n)s comment", "%(n)s comments", comments, { n: comments })}</${Hush}></span>`);
  return badges.length ? html` <span class="badges">${badges}</span>` : null;
}

/**
 * A quote: the words, who said them (opens the passage), badges; with `actions` a tick box and a menu.
 * `from` is the theme it stands in, `uids` the quotes beside it, for the passage's arrows.
 * @param {{uid: string, view: any, actions?: unknown, from?: string | null, kind?: string, uids?: string[], tag?: string, class?: string, first?: boolean, children?: unknown, menu?: (uid: string, anchor: Element) => void}} props
 */
export function Quote({ uid, view, actions, from = null, kind, uids, tag = "li", class: name = "", first = false, children, menu }) {
  const who = whoSaid(view.study, uid);
  if (!who) return null;
  const { one, talk, role, number } = who;
  const time = clockText(one.time?.[0]);
  const code = voiceCode(role, number);
  const picked = view.selection.has(uid);
  const open = (/** @type {Event} */ event) => {
    const target = /** @type {Element} */ (event.target);
    if (!target.closest(".src, q") || (target.closest("q") && (String(getSelection()) || target.closest("label.tick")))) return;
    const all = uids?.includes(uid) ? uids : [uid];
    openPassage(all, all.indexOf(uid), target.closest("[data-u]")?.querySelector(".src") ?? target);
  };
  const unit = view.board.units[uid];
  return html`<${tag} class="q ${name} ${picked ? "picked" : ""}" data-u=${uid} data-r=${role} data-from=${from ?? ""} data-edit=${actions ? "" : undefined} tabindex=${actions ? (first ? "0" : "-1") : undefined} onClick=${open}>${children}${actions ? html`<label class="pick"><input type="checkbox" tabindex="-1" data-pick checked=${picked} aria-label=${t("Select the quote of %(who)s", { who: code })} /></label>` : null}<${Said} text=${one.text} language=${talk.language} /> <button type="button" class="src" aria-haspopup="dialog" title=${[who.name, t("opens the place in the interview")].filter(Boolean).join(": ")}>${code}${time ? html` · <time>${time}</time>` : null}</button><${QuoteBadges} unit=${unit} signs=${one.signs ?? []} kind=${kind} comments=${commentsOn(view.board, "unit", uid).length} />${actions && menu ? html`<button type="button" class="knob" tabindex="-1" aria-haspopup="menu" aria-label=${t("Actions with the quote")} title=${t("Actions with the quote")} onClick=${(/** @type {Event} */ event) => { event.stopPropagation(); menu(uid, /** @type {Element} */ (event.currentTarget)); }}><${Icon} name="more" /></button>` : null}</${tag}>`;
}
