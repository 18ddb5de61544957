// What the work on a map starts from: portraits, stories, barriers, touchpoints and the rest, one at a time.
import { html, useLayoutEffect } from "../vendor/htm-preact.js";
import { PortraitsPart, SnapshotsPart, StoriesPart } from "./findings_people.js";
import { ContradictionsPart, SideBySidePart } from "./findings_sides.js";
import { BreaksPart, TouchpointsPart } from "./findings_touch.js";
import { BarriersPart, GuidePart } from "./findings_work.js";
import { OlderNote } from "./older.js";
import { Empty } from "./parts.js";
import { sheetsOf } from "./sheets.js";
import { go, store } from "./state.js";
import { number, t } from "./words.js";

/**
 * A part of the findings: what it is made of, how many there are, what is said where there are none.
 * @typedef {{name: () => string, part: unknown, count: (packed: any) => number, rules: string[], empty: () => string}} FindingPart
 */

/** @type {Record<string, FindingPart>} in the order of work */
const FINDINGS = {
  portraits: {
    name: () => t("Portraits"), part: PortraitsPart, count: (packed) => packed.portraits.length, rules: [],
    empty: () => t("No portraits: they are made of clients and of those who do not use the product, and none of them were interviewed."),
  },
  stories: {
    name: () => t("Stories"), part: StoriesPart, count: (packed) => packed.stories.length, rules: [],
    empty: () => t("No stories: nobody told of two stages or more. Ask people to tell their way from the beginning."),
  },
  barriers: {
    name: () => t("Barriers and solutions"), part: BarriersPart, count: (packed) => packed.barriers.length, rules: ["barriers", "solutions"],
    empty: () => t("No barriers: nobody told of a pain. Ask what cost effort, time or money."),
  },
  touchpoints: {
    name: () => t("Touchpoints"), part: TouchpointsPart, count: (packed) => new Set(packed.touchpoints.map((/** @type {any[]} */ row) => row[1])).size, rules: ["touchpoints"],
    empty: () => t("No touchpoints: nobody named one of those in the codebook. Add your own to it and run the study again."),
  },
  breaks: {
    name: () => t("Breaks between channels"), part: BreaksPart, count: (packed) => packed.breaks.length, rules: ["breaks"],
    empty: () => t("No breaks: nobody told that they had to go from one channel to another. Ask where people had to begin anew."),
  },
  contradictions: {
    name: () => t("Contradictions"), part: ContradictionsPart, count: (packed) => packed.contradictions.length, rules: ["contradictions"],
    empty: () => t("No contradictions were found. They are looked for cautiously: one that is told in quite other words stays unseen."),
  },
  views: {
    name: () => t("Viewpoints side by side"), part: SideBySidePart, count: (packed) => packed.views?.columns.length ?? 0, rules: ["views"],
    empty: () => t("There is nothing to set side by side."),
  },
  guide: {
    name: () => t("What to ask next"), part: GuidePart, count: (packed) => packed.guide.length, rules: ["guide"],
    empty: () => t("Nothing to ask: every cell is told by several people, and nothing contradicts."),
  },
  interviews: {
    name: () => t("Interview by interview"), part: SnapshotsPart, count: (packed) => packed.snapshots.length, rules: ["snapshots"],
    empty: () => t("No interviews: none of them tells anything by the codebook."),
  },
};
const FINDING_NAMES = Object.keys(FINDINGS);
let walkedFindings = false; // gone through with the arrows: the focus stays on the list

/** The part that the address names. @param {any} view @returns {string} */
export function findingOf(view) {
  const [name] = view.path.split("/");
  return FINDING_NAMES.includes(name) ? name : FINDING_NAMES[0];
}

/** @param {{view: any}} props */
export function FindingsView({ view }) {
  const sheets = sheetsOf(view.study);
  const shown = findingOf(view);
  useLayoutEffect(() => {
    if (walkedFindings) document.getElementById(`finding-${shown}`)?.focus();
    walkedFindings = false;
  }, [shown]);
  if (!sheets) return html`<${Empty}>${t("This page was made without findings: run the study again.")}</${Empty}>`;
  const found = FINDINGS[shown];
  const rules = found.rules.map((name) => sheets.rule(name)).filter(Boolean);
  return html`<div class="findings">
    <${FindingsNav} shown=${shown} packed=${sheets.packed} />
    <section class="finding is-${shown}" id="findings-part" role="tabpanel" aria-labelledby="finding-title">
      <div class="section-head"><h2 id="finding-title" tabindex="-1">${found.name()}</h2>${rules.map((rule) => html`<p key=${rule} class="lead" lang=${view.study.language}>${rule}</p>`)}<${OlderNote} view=${view} what="sheets" /></div>
      ${found.count(sheets.packed) ? html`<${found.part} key=${shown} sheets=${sheets} view=${view} />` : html`<${Empty}>${found.empty()}</${Empty}>`}
    </section></div>`;
}

/** The list of parts: tabs, on a phone a field to choose from. @param {{shown: string, packed: any}} props */
function FindingsNav({ shown, packed }) {
  const look = (/** @type {string} */ name) => go("findings", {}, name);
  const move = (/** @type {KeyboardEvent} */ event) => {
    const at = FINDING_NAMES.indexOf(findingOf(store.get()));
    const last = FINDING_NAMES.length - 1;
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    walkedFindings = true;
    look(FINDING_NAMES[(next + FINDING_NAMES.length) % FINDING_NAMES.length]);
  };
  const told = (/** @type {string} */ name) => number(FINDINGS[name].count(packed));
  return html`<div class="findings-nav">
    <div role="tablist" aria-label=${t("Findings")} onKeyDown=${move}>${FINDING_NAMES.map((name) => html`<button key=${name} type="button" role="tab" id=${`finding-${name}`} aria-selected=${String(name === shown)} aria-controls=${name === shown ? "findings-part" : null} tabindex=${name === shown ? 0 : -1} onClick=${() => look(name)}>${FINDINGS[name].name()} <small>${told(name)}</small></button>`)}</div>
    <label class="map-pick"><span>${t("Findings")}</span><select id="pick-finding" value=${shown} onChange=${(/** @type {any} */ event) => look(event.target.value)}>${FINDING_NAMES.map((name) => html`<option key=${name} value=${name} selected=${name === shown}>${FINDINGS[name].name()} (${told(name)})</option>`)}</select></label>
  </div>`;
}
