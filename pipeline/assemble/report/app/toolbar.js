// The bar above every view: search and filters, undo and redo, the file of corrections, who corrects, what is saved.
import { html, useRef, useState } from "../vendor/htm-preact.js";
import { gradeName, kindName, rolePlural, voiceCode, KIND_ORDER } from "./names.js";
import { linesAsText, markDownloaded, redo, resetFilters, say, setAuthor, setFilter, study, takeLines, undo } from "./state.js";
import { nt, t } from "./words.js";

/** @typedef {import("./state.js").StoreView} BarView */
/** @typedef {Record<string, string>} Choices */

const LARGEST_IMPORT = 64 * 1024 * 1024;

/** @param {{view: BarView}} props */
export function Toolbar({ view }) {
  const [open, setOpen] = useState(() => !globalThis.matchMedia?.("(max-width: 47.99rem)").matches);
  const uneasy = view.save.where === "memory" || ["away", "refused", "closed"].includes(view.save.state);
  return html`<div class="toolbar">${uneasy && !open ? html`<p class="tools"><${Saved} view=${view} /></p>` : null}<details class="fold" open=${open} onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
<summary>${t("Search, filters, corrections")}</summary>
<${Filters} view=${view} />
<div class="tools" role="group" aria-label=${t("Corrections")}>
<button type="button" class="tool" id="undo" disabled=${!view.log.canUndo} onClick=${undo} title=${t("Undo (Ctrl+Z)")}><span aria-hidden="true">↶</span> ${t("Undo")}</button>
<button type="button" class="tool" id="redo" disabled=${!view.log.canRedo} onClick=${redo} title=${t("Redo (Ctrl+Shift+Z)")}><span aria-hidden="true">↷</span> ${t("Redo")}</button>
<button type="button" class="tool" id="download" disabled=${!view.log.lines.length} onClick=${download}>${t("Download corrections")}</button>
<${Import} />
<${Author} view=${view} />
<${Saved} view=${view} />
</div>
</details></div>`;
}

/** @param {{view: BarView}} props */
function Filters({ view }) {
  const { filters } = view;
  const [more, setMore] = useState(Boolean(filters.interview || filters.stage || filters.touchpoint || filters.evidence));
  const active = Object.values(filters).some(Boolean);
  return html`<form class="filters" role="search" aria-label=${t("Filter")} onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
<label class="grow"><span>${t("Search the words of claims and quotes")}</span><input type="search" id="find" autocomplete="off" spellcheck="false" value=${filters.text} onInput=${(/** @type {any} */ event) => setFilter("text", event.target.value)} /></label>
<${Pick} id="by-role" name="role" label=${t("Whose voice")} all=${t("everybody")} value=${filters.role} choices=${rolesOf(view)} />
<${Pick} id="by-kind" name="kind" label=${t("What about")} all=${t("everything")} value=${filters.kind} choices=${Object.fromEntries(KIND_ORDER.map((kind) => [kind, kindName(kind)]))} />
${more ? html`<${MoreFilters} view=${view} />` : html`<button type="button" id="more-filters" onClick=${() => setMore(true)}>${t("More filters")}</button>`}
<button type="reset" disabled=${!active} onClick=${() => resetFilters()}>${t("Reset")}</button>
</form>`;
}

/** @param {{view: BarView}} props */
function MoreFilters({ view }) {
  const { filters, board } = view;
  const stages = Object.fromEntries([...board.stages.map((stage) => [stage.id, stage.name]), ["-", t("No stage")]]);
  const talks = Object.fromEntries(study.draft.interviews.map((one) => [one.id, `${voiceCode(one.role, study.voices[one.id])} · ${one.path}`]));
  const points = Object.fromEntries(study.draft.touchpoints.map((one) => [one.id, one.name]));
  const grades = Object.fromEntries(["strong", "partial", "single"].map((grade) => [grade, gradeName(grade)]));
  return html`<${Pick} id="by-interview" name="interview" label=${t("Interview")} all=${t("all interviews")} value=${filters.interview} choices=${talks} />
<${Pick} id="by-stage" name="stage" label=${t("Stage")} all=${t("all stages")} value=${filters.stage} choices=${stages} />
<${Pick} id="by-touchpoint" name="touchpoint" label=${t("Touchpoint")} all=${t("all touchpoints")} value=${filters.touchpoint} choices=${points} />
<${Pick} id="by-evidence" name="evidence" label=${t("Evidence")} all=${t("any evidence")} value=${filters.evidence} choices=${grades} />`;
}

/** @param {{id: string, name: any, label: string, all: string, value: string, choices: Choices}} props */
function Pick({ id, name, label, all, value, choices }) {
  const options = Object.entries(choices).map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`);
  return html`<label><span>${label}</span><select id=${id} onChange=${(/** @type {any} */ event) => setFilter(name, event.target.value)}><option value="" selected=${!value}>${all}</option>${options}</select></label>`;
}

/** @param {BarView} view @returns {Choices} the roles that were interviewed */
function rolesOf(view) {
  const there = new Set(view.study.draft.interviews.map((one) => one.role));
  return Object.fromEntries(["client", "non_user", "expert"].filter((role) => there.has(/** @type {any} */ (role))).map((role) => [role, rolePlural(role)]));
}

/** Hand out all corrections as a file. */
export function download() {
  const blob = new Blob([linesAsText()], { type: "application/jsonl" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "corrections.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  markDownloaded();
}

/** A button that takes in somebody's corrections. */
function Import() {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const take = async () => {
    const file = input.current?.files?.[0];
    if (!file || !input.current) return;
    try {
      if (file.size > LARGEST_IMPORT) throw new Error(t("larger than 64 MB"));
      const fresh = takeLines(await file.text());
      say(nt("%(n)s correction taken in", "%(n)s corrections taken in", fresh));
    } catch (error) {
      say(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    input.current.value = "";
  };
  return html`<label class="tool import"><input type="file" class="hush" id="import" accept=".jsonl,.json,.txt,application/jsonl" ref=${input} onChange=${take} />${t("Take in corrections")}</label>`;
}

/** @param {{view: BarView}} props */
function Author({ view }) {
  const [name, setName] = useState(view.author);
  const fixed = Boolean(study.server && study.author);
  if (fixed) return html`<span class="author">${t("You: %(name)s", { name: view.author })}</span>`;
  const keep = () => setAuthor(name.trim().slice(0, 100));
  return html`<label class=${view.author ? "author" : "author asks"}><span>${t("Your name")}</span><input id="author" maxlength="100" autocomplete="name" value=${name} onInput=${(/** @type {any} */ event) => setName(event.target.value)} onChange=${keep} onBlur=${keep} /></label>`;
}

/** What is saved where. @param {{view: BarView}} props */
function Saved({ view }) {
  const { save } = view;
  return html`<span class="saved saved-${save.where} is-${save.state}" role="status"><span class="lamp" aria-hidden="true"></span>${savedText(save)}${save.refused.map(([id, why]) => html`<small key=${id}>${t("Not taken by the server: %(why)s", { why })}</small>`)}</span>`;
}

/** @param {import("./state.js").SaveState} save @returns {string} */
function savedText(save) {
  const { where, state, waiting } = save;
  if (where === "memory") return t("This browser keeps nothing: download your corrections before you close the page.");
  if (where === "browser") {
    return waiting
      ? nt("Kept in this browser; %(n)s correction is in no file yet", "Kept in this browser; %(n)s corrections are in no file yet", waiting)
      : t("Kept in this browser");
  }
  if (state === "away") return nt("The server is away; %(n)s correction waits here", "The server is away; %(n)s corrections wait here", waiting);
  if (state === "closed") return t("The server was started anew: load the page again. Your corrections are kept here.");
  if (state === "saving") return t("Saving…");
  return state === "refused" ? t("Saved, except for what is listed") : t("Saved");
}
