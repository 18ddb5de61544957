// Heads over neighbouring stages: the phases that the stage model gives them.
import { html } from "../vendor/htm-preact.js";
import { Hush } from "./parts.js";
import { t } from "./words.js";

/** @typedef {{name: string, from: number, wide: number}} PhaseRun stages side by side that share a phase, "" for none */

/** @param {any} study @returns {Map<string, string>} the phase of each stage that has one */
export function phasesOfStages(study) {
  const stages = [...study.draft.stages, ...(study.sheets?.stages ?? []).map((/** @type {string[]} */ [id, , phase]) => ({ id, phase }))];
  return new Map(stages.filter((one) => one.phase).map((one) => [one.id, one.phase]));
}

/** Runs of neighbours under one phase; none when no stage has a phase. @param {string[]} ids @param {Map<string, string>} phases @returns {PhaseRun[]} */
export function runsOfPhases(ids, phases) {
  /** @type {PhaseRun[]} */
  const runs = [];
  if (!ids.some((id) => phases.has(id))) return runs;
  ids.forEach((id, at) => {
    const name = phases.get(id) ?? "";
    const last = runs.at(-1);
    if (last && last.name === name) last.wide += 1;
    else runs.push({ name, from: at, wide: 1 });
  });
  return runs;
}

/** The phase over a column. @param {PhaseRun[]} runs @param {number} at @returns {string} */
export function phaseAt(runs, at) {
  return runs.find((run) => at >= run.from && at < run.from + run.wide)?.name ?? "";
}

/** The row of phases with the corner of the table under it. @param {{runs: PhaseRun[], language: string}} props */
export function PhaseRow({ runs, language }) {
  return html`<tr role="row" class="phases"><th role="columnheader" scope="col" rowspan="2" class="corner"><${Hush}>${t("Lane")}</${Hush}></th>${runs.map((run) => html`<th key=${run.from} role="columnheader" scope="colgroup" colspan=${run.wide} class="phase ${run.name ? "" : "no-phase"}"><span lang=${language}>${run.name || html`<${Hush}>${t("no phase")}</${Hush}>`}</span></th>`)}</tr>`;
}
