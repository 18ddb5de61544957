// What a person can do with quotes, themes and stages: commands, menus, the palette, the keys.
import { useLayoutEffect, useState } from "../vendor/htm-preact.js";
import { askComment, askMerge, askNewTheme, askSplit, askText, openChooser, themeChoices } from "./dialogs.js";
import { KIND_ORDER, kindName, voiceCode } from "./names.js";
import { newId } from "./lines.js";
import { clockText, stageOf, themeOf, whoSaid } from "./lookup.js";
import { cellOps, commonKind, commonStage, homesOf, kindOps, moveOps, newThemeOps, pinTurn, rangeBetween, rethemeOps, stageOrderOps } from "./ops.js";
import { beginRename, keepFocus, openMenu, openPassage } from "./parts.js";
import { actAll, clearSelection, go, redo, resetFilters, say, select, store, undo } from "./state.js";
import { nt, quoted, signed, t } from "./words.js";

/** @typedef {import("./types.js").Op} Op */
/** @typedef {import("./types.js").Kind} Kind */

// ---------------------------------------------------------------- commands

/** Carry out corrections as one step; the focus stays where it was. @param {Op[]} ops @param {string} [told] what to say, with an offer to undo */
export function carryOut(ops, told) {
  if (!ops.length) {
    say(t("Nothing to change: it is so already."));
    return;
  }
  const back = keepFocus();
  const lines = actAll(ops);
  const takeBack = () => void actAll(lines.map((line) => ({ op: "retract", line: line.id })));
  if (told && lines.length) say(told, { label: t("Undo"), action: takeBack });
  requestAnimationFrame(() => { if (!document.activeElement || document.activeElement === document.body) back(); });
}

/** @param {string} tid */
const labelOf = (tid) => themeOf(store.get().board, tid)?.label ?? "";

/** @param {string} theme @param {string} label */
export function renameTheme(theme, label) {
  carryOut([{ op: "rename", theme, label }]);
}

/** @param {string[]} tids all themes, the one that stays among them @param {string} into @param {string | null} [label] */
export function mergeThemes(tids, into, label = null) {
  const themes = tids.filter((tid) => tid !== into);
  if (!themes.length) return;
  forgetThemes(tids);
  carryOut([{ op: "merge", themes, into, ...(label ? { label } : {}) }], nt("%(n)s theme merged into “%(name)s”", "%(n)s themes merged into “%(name)s”", themes.length, { n: themes.length, name: label ?? labelOf(into) }));
}

/** @param {string} theme @param {string[]} units @param {string} label */
export function splitTheme(theme, units, label) {
  carryOut([{ op: "split", theme, units, as: newId("p-"), label }], nt("%(n)s quote split off as “%(name)s”", "%(n)s quotes split off as “%(name)s”", units.length, { n: units.length, name: label }));
}

/** @param {string[]} uids @param {string | null} to @param {string | null} [origin] */
export function moveQuotes(uids, to, origin = null) {
  const told = to ? nt("%(n)s quote moved to “%(name)s”", "%(n)s quotes moved to “%(name)s”", uids.length, { n: uids.length, name: labelOf(to) }) : nt("%(n)s quote taken out of its theme", "%(n)s quotes taken out of their themes", uids.length, { n: uids.length });
  carryOut(moveOps(store.get().board, uids, to, origin), told);
}

/** @param {string[]} uids @param {{kind: Kind, stage: string | null, label: string}} wanted @param {string | null} [origin] */
export function makeTheme(uids, wanted, origin = null) {
  carryOut(newThemeOps(store.get().board, uids, wanted, origin), t("Theme “%(name)s” made", { name: wanted.label }));
}

/** @param {string[]} uids @param {{kind: Kind | null, stage: string | null}} cell @param {string | null} [origin] */
export function placeQuotes(uids, cell, origin = null) {
  const stage = stageOf(store.get().board, cell.stage)?.name ?? t("Without a stage");
  const where = cell.kind ? `${kindName(cell.kind)} · ${stage}` : stage;
  carryOut(cellOps(store.get().board, uids, cell, origin), nt("%(n)s quote now stands at “%(where)s”", "%(n)s quotes now stand at “%(where)s”", uids.length, { n: uids.length, where }));
}

/** @param {string[]} uids @param {Kind} kind */
export function toggleKind(uids, kind) {
  carryOut(kindOps(store.get().board, uids, kind));
}

/** @param {string[]} units @param {string | null} stage */
export function stageQuotes(units, stage) {
  carryOut([{ op: "stage", units, stage }]);
}

/** @param {string[]} units @param {number} valence */
export function feelQuotes(units, valence) {
  carryOut([{ op: "valence", units, valence: Math.round(Math.min(2, Math.max(-2, valence)) * 10) / 10 }]);
}

/** Irrelevant or relevant again: off only where all are out. @param {string[]} uids @param {boolean} [on] */
export function dismissQuotes(uids, on = !uids.every((uid) => store.get().board.units[uid]?.irrelevant)) {
  carryOut([{ op: "irrelevant", units: uids, on }], on ? nt("%(n)s quote marked irrelevant", "%(n)s quotes marked irrelevant", uids.length, { n: uids.length }) : nt("%(n)s quote is back", "%(n)s quotes are back", uids.length, { n: uids.length }));
}

/** @param {string[]} units */
export function pinQuotes(units) {
  const { board } = store.get();
  carryOut([{ op: "pin", units, on: pinTurn(units.map((uid) => Boolean(board.units[uid]?.pinned))) }]);
}

/** @param {string[]} themes */
export function pinThemes(themes) {
  const { board } = store.get();
  carryOut([{ op: "pin", themes, on: pinTurn(themes.map((tid) => Boolean(themeOf(board, tid)?.pinned))) }]);
}

/** @param {string[]} themes @param {"accepted" | "rejected" | "open"} verdict */
export function judgeThemes(themes, verdict) {
  const n = themes.length;
  const told = verdict === "accepted" ? nt("%(n)s theme accepted", "%(n)s themes accepted", n, { n }) : verdict === "rejected" ? nt("%(n)s theme rejected", "%(n)s themes rejected", n, { n }) : nt("%(n)s theme is open again", "%(n)s themes are open again", n, { n });
  if (verdict === "rejected") forgetThemes(themes);
  carryOut([{ op: "judge", themes, verdict }], told);
}

/** Accept, or open again what is accepted. @param {string[]} tids */
export function acceptThemes(tids) {
  const { board } = store.get();
  judgeThemes(tids, tids.every((tid) => themeOf(board, tid)?.verdict === "accepted") ? "open" : "accepted");
}

/** @param {string[]} tids @param {{kind?: Kind, stage?: string | null}} wanted */
export function rethemeThemes(tids, wanted) {
  carryOut(rethemeOps(store.get().board, tids, wanted), nt("%(n)s theme moved", "%(n)s themes moved", tids.length, { n: tids.length }));
}

/** @param {string} stage @param {string} name */
export function renameStage(stage, name) {
  carryOut([{ op: "stage_rename", stage, name }]);
}

/** @param {string} stage @param {number} at the place from 0 */
export function placeStage(stage, at) {
  carryOut(stageOrderOps(store.get().board, stage, at));
}

/** @param {string} stage @param {number} by */
export function shiftStage(stage, by) {
  placeStage(stage, store.get().board.stages.findIndex((/** @type {any} */ one) => one.id === stage) + by);
}

/** @param {string} stage @param {string} into */
export function mergeStages(stage, into) {
  const { board } = store.get();
  const [gone, kept] = [stageOf(board, stage)?.name ?? "", stageOf(board, into)?.name ?? ""];
  carryOut([{ op: "stage_merge", stage, into }], t("Stage “%(gone)s” merged into “%(kept)s”", { gone, kept }));
}

/** Ask for the name of a stage to stand after another. @param {string | null} after */
export function addStage(after) {
  askText({ title: t("New stage"), what: t("Name"), ok: t("Add the stage"), onSave: (name) => carryOut([{ op: "stage_add", as: newId("ps-"), name, after }], t("Stage “%(name)s” added", { name })) });
}

/** @param {"theme" | "unit" | "stage" | "interview" | "map"} type @param {string} id */
export function commentOn(type, id) {
  const { board, study } = store.get();
  const who = type === "unit" ? whoSaid(study, id) : null;
  const about = who ? `${voiceCode(who.role, who.number)} · ${who.one.text}` : type === "theme" ? labelOf(id) : type === "stage" ? stageOf(board, id)?.name ?? "" : type === "interview" ? study.draft.interviews.find((one) => one.id === id)?.path ?? "" : t("The whole map");
  askComment({ type, id, about, onSave: (text) => carryOut([{ op: "comment", on: { type, id }, text }], t("The comment is added")) });
}

// ---------------------------------------------------------------- commands that ask first

/** Ask where quotes go. @param {string[]} uids @param {string | null} [origin] */
export function askMove(uids, origin = null) {
  const view = store.get();
  const like = { kind: themeOf(view.board, origin)?.kind ?? commonKind(view.board, uids), stage: commonStage(view.board, uids), without: origin ? [origin] : [] };
  openChooser({
    title: nt("Move %(n)s quote to a theme", "Move %(n)s quotes to a theme", uids.length, { n: uids.length }),
    find: t("Find a theme"),
    choices: themeChoices(view, (tid) => moveQuotes(uids, tid, origin), like),
    fresh: { label: (text) => (text ? t("New theme “%(name)s”", { name: text }) : t("New theme…")), run: (text) => askMake(uids, { kind: like.kind, stage: like.stage }, origin, text) },
  });
}

/** Ask what a theme made of quotes is called. @param {string[]} uids @param {{kind?: Kind, stage?: string | null}} [like] @param {string | null} [origin] @param {string} [label] */
export function askMake(uids, like = {}, origin = null, label = "") {
  const { board } = store.get();
  const kind = like.kind ?? themeOf(board, origin)?.kind ?? commonKind(board, uids);
  const stage = like.stage === undefined ? commonStage(board, uids) : like.stage;
  askNewTheme({ title: t("New theme"), kind, stage, label, count: uids.length, onSave: (wanted) => { makeTheme(uids, wanted, origin); clearSelection(); } });
}

/** Ask which themes to join. @param {string} tid */
export function askMergeWith(tid) {
  const view = store.get();
  const theme = themeOf(view.board, tid);
  if (!theme) return;
  openChooser({
    title: t("Merge “%(name)s” with…", { name: theme.label }), find: t("Find a theme"),
    choices: themeChoices(view, (other) => askMergeOf([other, tid], other), { kind: theme.kind, stage: theme.stage, without: [tid] }),
  });
}

/** Ask what a merged theme is called. @param {string[]} tids @param {string} [into] */
export function askMergeOf(tids, into = tids[0]) {
  askMerge(tids, into, (kept, label) => mergeThemes(tids, kept, label));
}

/** Ask which quotes to split off; those selected are ticked. @param {string} tid */
export function askSplitOf(tid) {
  const { board, selection } = store.get();
  const units = themeOf(board, tid)?.units ?? [];
  if (units.length < 2) say(t("A theme of one quote cannot be split."));
  else askSplit(tid, units.filter((/** @type {string} */ uid) => selection.has(uid)), (picked, label) => { splitTheme(tid, picked, label); clearSelection(); });
}

// ---------------------------------------------------------------- selection of themes and ranges

/** @type {{tids: Set<string>, readers: Set<() => void>}} */
const themePicks = { tids: new Set(), readers: new Set() };

/** The themes that are ticked. @returns {Set<string>} */
export function pickedThemes() {
  return themePicks.tids;
}

/** The ticked themes, and a new drawing at each change. @returns {Set<string>} */
export function useThemePicks() {
  const [, again] = useState(0);
  useLayoutEffect(() => {
    const bump = () => again((count) => count + 1);
    themePicks.readers.add(bump);
    return () => void themePicks.readers.delete(bump);
  }, []);
  return themePicks.tids;
}

/** @param {string[]} tids @param {"set" | "toggle" | "add" | "remove"} [mode] */
export function selectThemes(tids, mode = "set") {
  const next = new Set(mode === "set" ? [] : themePicks.tids);
  for (const tid of tids) {
    if (mode === "remove" || (mode === "toggle" && next.has(tid))) next.delete(tid);
    else next.add(tid);
  }
  themePicks.tids = next;
  for (const tell of themePicks.readers) tell();
}

/** @param {string[]} tids */
function forgetThemes(tids) {
  if (tids.some((tid) => themePicks.tids.has(tid))) selectThemes(tids, "remove");
}

/** What a command on a quote is about: the whole selection when the quote is in it. @param {string} uid @returns {string[]} */
export function quotesMeant(uid) {
  const { selection } = store.get();
  return selection.has(uid) ? [...selection] : [uid];
}

/** The same for themes. @param {string} tid @returns {string[]} */
export function themesMeant(tid) {
  return themePicks.tids.has(tid) ? [...themePicks.tids] : [tid];
}

const picking = { unit: "", theme: "" }; // where a range begins

/** @param {string} name @returns {string[]} the ids in the order of the page */
const idsOnPage = (name) => [...document.querySelectorAll(`[${name}][data-edit]`)].map((node) => node.getAttribute(name) ?? "");

/** Select or let go of a quote; with `range` everything from the one picked last. @param {string} uid @param {boolean} range @param {boolean} [on] */
export function pickQuote(uid, range, on = !store.get().selection.has(uid)) {
  const uids = range && picking.unit ? rangeBetween(idsOnPage("data-u"), picking.unit, uid) : [uid];
  picking.unit = uid;
  select(uids, on ? "add" : "remove");
}

/** The same for themes. @param {string} tid @param {boolean} range @param {boolean} [on] */
export function pickTheme(tid, range, on = !themePicks.tids.has(tid)) {
  const tids = range && picking.theme ? rangeBetween(idsOnPage("data-theme"), picking.theme, tid) : [tid];
  picking.theme = tid;
  selectThemes(tids, on ? "add" : "remove");
}

/** Select nothing at all. */
export function dropSelection() {
  picking.unit = "";
  picking.theme = "";
  clearSelection();
  if (themePicks.tids.size) selectThemes([]);
}

// ---------------------------------------------------------------- menus

/** @typedef {import("./parts.js").MenuEntry} MenuEntry */

/** Kinds to tick; the menu stays open. @param {() => string[]} uids @returns {MenuEntry[]} */
export function kindEntries(uids) {
  const { board } = store.get();
  return KIND_ORDER.map((kind) => ({
    label: kindName(kind), icon: kind, class: `k-${kind}`, stay: true,
    checked: uids().every((uid) => kind in (board.units[uid]?.kinds ?? {})),
    run: () => toggleKind(uids(), /** @type {Kind} */ (kind)),
  }));
}

/** Stages to choose from. @param {string | null | undefined} now @param {(stage: string | null) => void} pick @returns {MenuEntry[]} */
export function stageEntries(now, pick) {
  const { board } = store.get();
  const all = [...board.stages.map((/** @type {any} */ stage, /** @type {number} */ at) => ({ id: stage.id, label: `${at + 1}. ${stage.name}` })), { id: null, label: t("Without a stage") }];
  return all.map(({ id, label }) => ({ label, radio: true, checked: now === undefined ? false : id === now, run: () => pick(id) }));
}

const FEELINGS = [2, 1.5, 1, 0.5, 0, -0.5, -1, -1.5, -2];

/** @param {string[]} uids @returns {MenuEntry[]} */
export function feelingEntries(uids) {
  const { board } = store.get();
  const now = uids.length === 1 ? board.units[uids[0]]?.valence : undefined;
  const nearest = now === undefined ? undefined : Math.round(now * 2) / 2;
  return FEELINGS.map((valence) => ({ label: signed(valence), icon: valence > 0 ? "positive" : valence < 0 ? "pain" : undefined, class: valence > 0 ? "k-positive" : valence < 0 ? "k-pain" : "", radio: true, checked: valence === nearest, run: () => feelQuotes(uids, valence) }));
}

/** What can be done with quotes. @param {string[]} uids @param {string | null} [origin] @returns {MenuEntry[]} */
export function quoteEntries(uids, origin = null) {
  const { board, selection } = store.get();
  const one = uids.length === 1 ? board.units[uids[0]] : null;
  const homes = homesOf(board);
  const held = uids.some((uid) => homes.has(uid));
  const all = (/** @type {"pinned" | "irrelevant"} */ what) => uids.every((uid) => board.units[uid]?.[what]);
  const picked = uids.every((uid) => selection.has(uid));
  return [
    { heading: nt("%(n)s quote", "%(n)s quotes", uids.length, { n: uids.length }) },
    { label: held ? t("Move to a theme…") : t("Add to a theme…"), keys: "M", run: () => askMove(uids, origin) },
    { label: t("Make a theme of it…"), icon: "plus", run: () => askMake(uids, {}, origin) },
    ...(held ? [{ label: t("Take out of the theme"), run: () => moveQuotes(uids, null, origin) }] : []),
    { rule: /** @type {true} */ (true) },
    { label: t("Kinds"), keys: "K", sub: () => kindEntries(() => uids) },
    { label: t("Stage"), keys: "S", sub: () => stageEntries(one ? one.stage : undefined, (stage) => stageQuotes(uids, stage)) },
    { label: one ? t("Feeling: %(value)s", { value: signed(one.valence) }) : t("Feeling"), keys: "V", sub: () => feelingEntries(uids) },
    { rule: /** @type {true} */ (true) },
    { label: all("pinned") ? t("Unpin") : t("Pin"), icon: "pin", keys: "P", run: () => pinQuotes(uids) },
    { label: picked ? t("Do not select") : t("Select"), keys: "␣", run: () => select(uids, picked ? "remove" : "add") },
    { label: t("Copy the words"), run: () => void copyQuotes(uids) },
    ...(one ? [{ label: t("Comment…"), icon: "comment", keys: "C", run: () => commentOn("unit", uids[0]) }, { label: t("Show in the interview"), run: () => go("talk", { unit: uids[0] }) }] : []),
    { rule: /** @type {true} */ (true) },
    { label: all("irrelevant") ? t("Relevant after all") : t("Irrelevant"), icon: "close", keys: "X", danger: !all("irrelevant"), run: () => dismissQuotes(uids) },
  ];
}

/** Put the words of quotes on the clipboard, with who said them. @param {string[]} uids */
export async function copyQuotes(uids) {
  const { study } = store.get();
  const lines = uids.flatMap((uid) => {
    const who = whoSaid(study, uid);
    return who ? [`${quoted(who.one.text, who.talk.language)} ${[voiceCode(who.role, who.number), clockText(who.one.time?.[0])].filter(Boolean).join(" · ")}`] : [];
  });
  try {
    await navigator.clipboard.writeText(lines.join("\n"));
    say(nt("%(n)s quote copied", "%(n)s quotes copied", lines.length, { n: lines.length }));
  } catch {
    say(t("The browser does not let the page copy; open the passage and copy from there."));
  }
}

/** Open the menu of a quote, or of the selection it is in. @param {string} uid @param {Element} anchor @param {string | null} [origin] */
export function openUnitMenu(uid, anchor, origin = null) {
  const from = origin ?? (anchor.closest("[data-from]")?.getAttribute("data-from") || null);
  openMenu(() => quoteEntries(quotesMeant(uid), from), anchor, t("Actions with the quote"));
}

/** What can be done with themes. @param {string[]} tids @returns {MenuEntry[]} */
export function themeEntries(tids) {
  const { board } = store.get();
  const themes = tids.map((tid) => themeOf(board, tid)).filter(Boolean);
  const one = themes.length === 1 ? themes[0] : null;
  const all = (/** @type {string} */ verdict) => themes.every((theme) => theme.verdict === verdict);
  const kindNow = themes.every((theme) => theme.kind === themes[0]?.kind) ? themes[0]?.kind : undefined;
  const stageNow = themes.every((theme) => theme.stage === themes[0]?.stage) ? themes[0]?.stage : undefined;
  return [
    { heading: one ? one.label : nt("%(n)s theme", "%(n)s themes", tids.length, { n: tids.length }) },
    ...(one ? [
      { label: t("Rename"), icon: "pencil", keys: "F2", run: () => renameHere(one.id) },
      { label: t("Merge with…"), keys: "J", run: () => askMergeWith(one.id) },
      { label: t("Split…"), keys: "D", disabled: one.units.length < 2, run: () => askSplitOf(one.id) },
    ] : [{ label: t("Merge…"), keys: "J", run: () => askMergeOf(tids) }]),
    { rule: /** @type {true} */ (true) },
    { label: t("Kind"), keys: "K", sub: () => KIND_ORDER.map((kind) => ({ label: kindName(kind), icon: kind, class: `k-${kind}`, radio: true, checked: kind === kindNow, run: () => rethemeThemes(tids, { kind: /** @type {Kind} */ (kind) }) })) },
    { label: t("Stage"), keys: "S", sub: () => stageEntries(stageNow, (stage) => rethemeThemes(tids, { stage })) },
    { rule: /** @type {true} */ (true) },
    { label: themes.every((theme) => theme.pinned) ? t("Unpin") : t("Pin"), icon: "pin", keys: "P", run: () => pinThemes(tids) },
    { label: t("Select its quotes"), run: () => select(themes.flatMap((theme) => theme.units), "add") },
    ...(one ? [{ label: t("Comment…"), icon: "comment", keys: "C", run: () => commentOn("theme", one.id) }, { label: t("Show among the themes"), run: () => showTheme(one.id) }] : []),
    { rule: /** @type {true} */ (true) },
    { label: all("accepted") ? t("Not accepted yet") : t("Accept"), icon: "check", keys: "A", run: () => acceptThemes(tids) },
    all("rejected") ? { label: t("Restore"), run: () => judgeThemes(tids, "open") } : { label: t("Reject"), icon: "close", keys: "Del", danger: true, run: () => judgeThemes(tids, "rejected") },
  ];
}

/** Open the menu of a theme, or of the ticked themes it is among. @param {string} tid @param {Element} anchor */
export function openThemeMenu(tid, anchor) {
  openMenu(() => themeEntries(themesMeant(tid)), anchor, t("Actions with the theme"));
}

/** Show a theme among the themes. @param {string} tid */
export function showTheme(tid) {
  go("themes", { theme: tid });
}

/** Rename a theme where it is seen, else by a dialog. @param {string} tid */
export function renameHere(tid) {
  const active = document.activeElement?.closest(`[data-theme="${CSS.escape(tid)}"]`);
  const found = active ?? document.querySelector(`[data-theme="${CSS.escape(tid)}"]`);
  if (!beginRename(found)) askText({ title: t("Rename"), what: t("Name"), ok: t("Save"), value: labelOf(tid), onSave: (label) => renameTheme(tid, label) });
}

/** What can be done with a stage. @param {string} stage @returns {MenuEntry[]} */
export function stageMenuEntries(stage) {
  const { board } = store.get();
  const ids = board.stages.map((/** @type {any} */ one) => one.id);
  const at = ids.indexOf(stage);
  const rename = () => { if (!beginRename(document.querySelector(`[data-stage="${CSS.escape(stage)}"]`))) askText({ title: t("Rename"), what: t("Name"), ok: t("Save"), value: board.stages[at]?.name ?? "", onSave: (name) => renameStage(stage, name) }); };
  return [
    { heading: board.stages[at]?.name ?? "" },
    { label: t("Rename"), icon: "pencil", keys: "F2", run: rename },
    { label: t("Move left"), disabled: at <= 0, keys: "Alt ←", run: () => shiftStage(stage, -1) },
    { label: t("Move right"), disabled: at < 0 || at >= ids.length - 1, keys: "Alt →", run: () => shiftStage(stage, 1) },
    { rule: /** @type {true} */ (true) },
    ...[at - 1, at + 1].filter((other) => ids[other] !== undefined).map((other) => ({ label: t("Merge into “%(name)s”", { name: board.stages[other].name }), run: () => mergeStages(stage, ids[other]) })),
    { label: t("Add a stage before"), icon: "plus", run: () => addStage(ids[at - 1] ?? null) },
    { label: t("Add a stage after"), icon: "plus", run: () => addStage(stage) },
    { rule: /** @type {true} */ (true) },
    { label: t("Comment…"), icon: "comment", keys: "C", run: () => commentOn("stage", stage) },
  ];
}

/** @param {string} stage @param {Element} anchor */
export function openStageMenu(stage, anchor) {
  openMenu(() => stageMenuEntries(stage), anchor, t("Actions with the stage"));
}

// ---------------------------------------------------------------- the palette

/** @param {string} attribute */
const focusedId = (attribute) => document.activeElement?.closest(`[${attribute}][data-edit]`)?.getAttribute(attribute) ?? null;

/** @param {MenuEntry[]} entries @param {string} about @returns {import("./dialogs.js").Choice[]} */
function asChoices(entries, about) {
  return entries.flatMap((entry, at) => {
    if (!("label" in entry) || entry.disabled) return [];
    const run = () => (entry.sub ? openChooser({ title: `${entry.label}: ${about}`, find: t("Search"), choices: asChoices(entry.sub(), about) }) : entry.run?.());
    return [{ id: `${about} ${at}`, label: entry.label, icon: entry.icon, class: entry.class, note: about, keys: entry.keys, run }];
  });
}

/** Find a theme or a command. */
export function openPalette() {
  const view = store.get();
  const uid = focusedId("data-u");
  const tid = uid ? null : focusedId("data-theme");
  const uids = uid ? quotesMeant(uid) : [...view.selection];
  const tids = tid ? themesMeant(tid) : [...themePicks.tids];
  const counted = nt("%(n)s quote", "%(n)s quotes", uids.length, { n: uids.length });
  const about = tids.length === 1 ? labelOf(tids[0]) : nt("%(n)s theme", "%(n)s themes", tids.length, { n: tids.length });
  /** @param {string} tab @param {string} label */
  const open = (tab, label) => ({ id: tab, label, note: t("open"), run: () => go(tab) });
  const selected = view.selection.size + themePicks.tids.size;
  openChooser({
    title: t("Themes and commands"), find: t("Find a theme or a command"),
    choices: [
      ...(uids.length ? asChoices(quoteEntries(uids), counted) : []),
      ...(tids.length ? asChoices(themeEntries(tids), about) : []),
      ...(view.log.canUndo ? [{ id: "undo", label: t("Undo"), keys: "Ctrl Z", run: undo }] : []),
      ...(view.log.canRedo ? [{ id: "redo", label: t("Redo"), keys: "Ctrl Shift Z", run: redo }] : []),
      ...(selected ? [{ id: "drop", label: t("Clear the selection"), keys: "Esc", run: dropSelection }] : []),
      { id: "filters", label: t("Show everything again: reset the filters"), run: resetFilters },
      { id: "stage", label: t("Add a stage…"), icon: "plus", run: () => addStage(view.board.stages.at(-1)?.id ?? null) },
      { id: "remark", label: t("Comment on the whole map…"), icon: "comment", run: () => commentOn("map", "map") },
      open("map", t("Map")), open("themes", t("Themes")), open("talk", t("Interviews")), open("queue", t("Queue")), open("picture", t("Picture")),
      open("people", t("People")), open("coverage", t("Not in the map")), open("history", t("History")), open("making", t("How it was made")),
      ...themeChoices(view, showTheme),
    ],
  });
}

// ---------------------------------------------------------------- keys

/** The keys, for the help. @type {{id: string, keys: string, text: () => string}[]} */
export const SHORTCUTS = [
  { id: "palette", keys: "Ctrl+K", text: () => t("Find a theme or a command") },
  { id: "escape", keys: "Esc", text: () => t("Clear the selection; cancel dragging or renaming") },
  { id: "walk", keys: "↑ ↓", text: () => t("On a quote: the one before, the one after") },
  { id: "read", keys: "Enter", text: () => t("On a quote: its place in the interview") },
  { id: "pick", keys: "Space", text: () => t("Select; with Shift the range from the last one") },
  { id: "menu", keys: "Shift+F10", text: () => t("All actions with the quote, theme or stage") },
  { id: "move", keys: "M", text: () => t("On a quote: move it to a theme") },
  { id: "kind", keys: "K", text: () => t("Kinds") },
  { id: "stage", keys: "S", text: () => t("Stage") },
  { id: "feeling", keys: "V", text: () => t("On a quote: the feeling from −2 to +2") },
  { id: "irrelevant", keys: "X", text: () => t("On a quote: irrelevant") },
  { id: "pin", keys: "P", text: () => t("Pin or unpin") },
  { id: "comment", keys: "C", text: () => t("Comment") },
  { id: "rename", keys: "F2, R", text: () => t("On a theme or a stage: rename") },
  { id: "merge", keys: "J", text: () => t("On a theme: merge with another") },
  { id: "split", keys: "D", text: () => t("On a theme: split") },
  { id: "accept", keys: "A", text: () => t("On a theme: accept") },
  { id: "reject", keys: "Delete", text: () => t("On a theme: reject") },
  { id: "shift", keys: "Alt+← →", text: () => t("On a stage: move it left or right") },
];

/** Whether somebody is typing, or a menu or dialog has the keys. @param {Element | null} target */
export function isBusy(target) {
  return Boolean(target?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable=true], dialog, [role=menu]"));
}

/** @param {Element} node @param {() => MenuEntry[]} entries @param {string} label */
const menuAt = (node, entries, label) => openMenu(entries, node, label);

/** What a key does with a quote; by the place of the key, so that every layout works. @type {Record<string, (uid: string, node: HTMLElement, event: KeyboardEvent) => void>} */
const quoteKeys = {
  KeyM: (uid, node) => askMove(quotesMeant(uid), node.getAttribute("data-from") || null),
  KeyK: (uid, node) => menuAt(node, () => kindEntries(() => quotesMeant(uid)), t("Kinds")),
  KeyS: (uid, node) => menuAt(node, () => stageEntries(store.get().board.units[uid]?.stage, (stage) => stageQuotes(quotesMeant(uid), stage)), t("Stage")),
  KeyV: (uid, node) => menuAt(node, () => feelingEntries(quotesMeant(uid)), t("Feeling")),
  KeyX: (uid) => dismissQuotes(quotesMeant(uid)),
  KeyP: (uid) => pinQuotes(quotesMeant(uid)),
  KeyC: (uid) => commentOn("unit", uid),
  Space: (uid, _node, event) => pickQuote(uid, event.shiftKey),
  Enter: (uid, node) => openPassage([uid], 0, node),
  ArrowDown: (_uid, node) => walk(node, "data-u", 1),
  ArrowUp: (_uid, node) => walk(node, "data-u", -1),
  ContextMenu: (uid, node) => openUnitMenu(uid, node),
};

/** What a key does with a theme. @type {Record<string, (tid: string, node: HTMLElement, event: KeyboardEvent) => void>} */
const themeKeys = {
  F2: (tid) => renameHere(tid),
  KeyR: (tid) => renameHere(tid),
  KeyJ: (tid) => (themesMeant(tid).length > 1 ? askMergeOf(themesMeant(tid), tid) : askMergeWith(tid)),
  KeyD: (tid) => askSplitOf(tid),
  KeyA: (tid) => acceptThemes(themesMeant(tid)),
  Delete: (tid) => judgeThemes(themesMeant(tid), "rejected"),
  KeyP: (tid) => pinThemes(themesMeant(tid)),
  KeyC: (tid) => commentOn("theme", tid),
  KeyK: (tid, node) => menuAt(node, () => KIND_ORDER.map((kind) => ({ label: kindName(kind), icon: kind, class: `k-${kind}`, radio: true, checked: themeOf(store.get().board, tid)?.kind === kind, run: () => rethemeThemes(themesMeant(tid), { kind: /** @type {Kind} */ (kind) }) })), t("Kind")),
  KeyS: (tid, node) => menuAt(node, () => stageEntries(themeOf(store.get().board, tid)?.stage, (stage) => rethemeThemes(themesMeant(tid), { stage })), t("Stage")),
  Space: (tid, _node, event) => pickTheme(tid, event.shiftKey),
  ArrowDown: (_tid, node) => walk(node, "data-theme", 1),
  ArrowUp: (_tid, node) => walk(node, "data-theme", -1),
  ContextMenu: (tid, node) => openThemeMenu(tid, node),
};

/** What a key does with a stage's head. @type {Record<string, (stage: string, node: HTMLElement, event: KeyboardEvent) => void>} */
const stageKeys = {
  F2: (_stage, node) => void beginRename(node),
  KeyR: (_stage, node) => void beginRename(node),
  KeyC: (stage) => commentOn("stage", stage),
  ContextMenu: (stage, node) => openStageMenu(stage, node),
};

/** Go to the next thing of a kind on the page. @param {HTMLElement} node @param {string} attribute @param {number} by */
function walk(node, attribute, by) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`[${attribute}][data-edit]`)]);
  const next = all[all.indexOf(node) + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

/** @param {KeyboardEvent} event */
function pressKey(event) {
  const target = /** @type {Element | null} */ (event.target instanceof Element ? event.target : null);
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK" && !document.querySelector("dialog[open], .menu")) {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.ctrlKey || event.metaKey || isBusy(target)) return;
  if (event.code === "Escape") {
    dropSelection();
    return;
  }
  const stage = /** @type {HTMLElement | null} */ (target?.closest("[data-stage][data-edit]") ?? null);
  if (event.altKey) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.code];
    if (stage && by) { event.preventDefault(); shiftStage(stage.getAttribute("data-stage") ?? "", by); }
    return;
  }
  const onControl = Boolean(target?.closest("button, a, summary, input"));
  const code = event.code === "F10" && event.shiftKey ? "ContextMenu" : event.code;
  if (onControl && (code === "Space" || code === "Enter")) return;
  const quote = /** @type {HTMLElement | null} */ (target?.closest("[data-u][data-edit]") ?? null);
  const theme = /** @type {HTMLElement | null} */ (target?.closest("[data-theme][data-edit]") ?? null);
  const does = quote ? quoteKeys[code] ?? (theme && ["F2", "KeyR", "KeyJ", "KeyD", "KeyA"].includes(code) ? themeKeys[code] : undefined) : theme ? themeKeys[code] : stage ? stageKeys[code] : undefined;
  if (!does) return;
  event.preventDefault();
  const node = quote && quoteKeys[code] ? quote : theme ?? stage;
  if (!node) return;
  const id = node === quote ? quote.getAttribute("data-u") : node.getAttribute(node === theme ? "data-theme" : "data-stage");
  does(id ?? "", node, event);
}

/** Ticks, and clicks with Shift or Ctrl, select. @param {MouseEvent} event */
function pressPointer(event) {
  const target = event.target instanceof Element ? event.target : null;
  const tick = /** @type {HTMLInputElement | null} */ (target?.closest("input[data-pick]") ?? null);
  const quote = target?.closest("[data-u][data-edit]");
  const theme = target?.closest("[data-theme][data-edit]");
  if (tick) {
    if (quote) pickQuote(quote.getAttribute("data-u") ?? "", event.shiftKey, tick.checked);
    else if (theme) pickTheme(theme.getAttribute("data-theme") ?? "", event.shiftKey, tick.checked);
    return;
  }
  if (!quote || !(event.shiftKey || event.ctrlKey || event.metaKey) || target?.closest("button, a, summary, label, input")) return;
  event.preventDefault();
  event.stopPropagation();
  getSelection()?.removeAllRanges();
  pickQuote(quote.getAttribute("data-u") ?? "", event.shiftKey, event.shiftKey ? true : undefined);
}

let keysInstalled = false;

/** Listen to the keys and ticks of the whole page; a second call does nothing. */
export function installKeys() {
  if (keysInstalled) return;
  keysInstalled = true;
  addEventListener("keydown", pressKey);
  addEventListener("click", pressPointer, true);
}

if (typeof document !== "undefined") installKeys();
