// How the map was made: the steps, the rules with their numbers, the settings of the run.
import { html } from "../vendor/htm-preact.js";
import { study } from "./state.js";
import { nt, number, percent, t } from "./words.js";

const FINGERPRINT = 16; // as many digits tell two files apart

/** @param {{view: import("./state.js").StoreView}} props */
export function MakingView({ view }) {
  return html`<section class="making" aria-labelledby="making-title">
<div class="section-head"><h2 id="making-title">${t("How this map was made")}</h2></div>
<div class="columns"><div class="prose"><${Steps} /><${Rules} /></div><${Settings} view=${view} /></div>
</section>`;
}

function Steps() {
  return html`<p>${t("This is a draft. The program sorted and counted what people said; what it means and what to do is for people to decide.")}</p>
<ol>
<li>${t("Transcripts are divided into turns, turns into utterances: units about a sentence long.")}</li>
<li>${t("Each utterance by a respondent gets kinds, a stage, a feeling from −2 to +2 and touchpoints, by the codebook and by likeness of meaning.")}</li>
<li>${t("Utterances of one kind at one stage that mean alike become a theme. What is like nothing else stays a single voice.")}</li>
<li>${t("Each quote is compared with its place in the transcript, character by character. If one differs, no report is made.")}</li>
<li>${t("What people correct on this page is kept apart from what the program proposed, line by line, and is applied anew to every later draft.")}</li>
</ol>`;
}

function Rules() {
  const { rules } = study;
  return html`<h3>${t("Rules")}</h3>
<dl class="rules">
<dt>${t("Support")}</dt><dd>${t("Counts respondents, not mentions: “3 of 4” means that three of the four people asked said it.")}</dd>
<dt>${t("Evidence")}</dt><dd>${t("A single voice: one respondent. Partial: two or more. Strong: at least %(n)s respondents and at least %(share)s of those asked. Experts’ opinions alone are never strong.", { n: rules.strong_respondents, share: percent(rules.strong_share) })}</dd>
<dt>${t("Stability")}</dt><dd>${t("How much of a theme comes out again when one of the interviews is left out and the rest is grouped anew: the mean over all interviews. A theme of two people falls apart without either of them.")}</dd>
<dt>${t("Emotions")}</dt><dd>${t("A point is the mean of the respondents’ own means; the band is the spread (standard deviation). Where nobody showed a feeling the line breaks.")}</dd>
<dt>${t("Moments of truth")}</dt><dd>${t("A pain or a joy voiced by at least %(n)s respondents of one viewpoint, of mean strength %(strength)s or more, when one of them says in the same turn what came of it: left, refused, came back, chose, recommended.", { n: rules.moment_respondents, strength: number(rules.moment_strength, 1) })}</dd>
</dl>`;
}

/** @param {{view: import("./state.js").StoreView}} props */
function Settings({ view }) {
  const made = study.draft.manifest;
  const rows = [...flatSettings("", made.settings)];
  return html`<div class="wide"><table class="list settings"><caption>${t("Settings of this run")}</caption><tbody>
<tr><th scope="row">${t("Program")}</th><td>${made.tool}</td></tr>
<tr><th scope="row">${t("Language model")}</th><td>${made.embedder.name} · ${nt("%(n)s dimension", "%(n)s dimensions", made.embedder.dimension)}</td></tr>
<tr><th scope="row">${t("Model fingerprint")}</th><td><code>${made.embedder.sha256.slice(0, FINGERPRINT)}</code></td></tr>
<tr><th scope="row">${t("Codebook fingerprint")}</th><td><code>${made.codebook_sha256.slice(0, FINGERPRINT)}</code></td></tr>
${made.reader_sha256 ? html`<tr><th scope="row">${t("Reader fingerprint")}</th><td><code>${made.reader_sha256.slice(0, FINGERPRINT)}</code></td></tr>` : null}
<tr><th scope="row">${t("People’s corrections")}</th><td>${number(view.log.lines.length)}</td></tr>
${rows.map(([name, value]) => html`<tr key=${name}><th scope="row"><code>${name}</code></th><td>${value}</td></tr>`)}
</tbody></table></div>`;
}

/** Nested settings as dotted names with their values, in the order of names. @param {string} prefix @param {unknown} value @returns {Generator<[string, string]>} */
function* flatSettings(prefix, value) {
  if (Array.isArray(value)) yield [prefix, value.map((one) => (typeof one === "object" ? String(one?.name ?? JSON.stringify(one)) : String(one))).join(" · ") || "—"];
  else if (value && typeof value === "object" && Object.keys(value).length) {
    for (const name of Object.keys(value).sort()) yield* flatSettings(prefix ? `${prefix}.${name}` : name, /** @type {any} */ (value)[name]);
  } else yield [prefix, value === null || value === "" || typeof value === "object" ? "—" : String(value)];
}
