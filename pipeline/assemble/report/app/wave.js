// A stage's piece of the emotion curve, and the figures under it.
import { html } from "../vendor/htm-preact.js";
import { Hush } from "./parts.js";
import { nt, signed, t, written } from "./words.js";

/** One stage's piece of the emotion curve. @param {{feeling: import("./types.js").Feeling | null, piece: import("./curve.js").Piece | null}} props */
export function Wave({ feeling, piece }) {
  const drawn = feeling && piece ? html`<svg viewBox="0 0 100 100" width="100%" height="100" preserveAspectRatio="none"><path class="spread" d=${piece.band} />${piece.line ? html`<path class="mean" d=${piece.line} />` : null}</svg><circle class=${feeling.mean > 0 ? "good" : "bad"} cx="50%" cy=${piece.y} r="5" /><text x="50%" y=${piece.y} dy=${piece.y < 18 ? 22 : -12}>${signed(feeling.mean)}</text>` : null;
  return html`<div class="wave"><svg width="100%" height="100" aria-hidden="true" focusable="false"><line class="even" x1="0" x2="100%" y1="50" y2="50" />${drawn}</svg>${feeling ? html`<${Felt} feeling=${feeling} />` : null}</div>`;
}

/** @param {{feeling: import("./types.js").Feeling}} props */
function Felt({ feeling }) {
  const { positive, negative, respondents, mean, spread } = feeling;
  const good = nt("%(n)s positive utterance", "%(n)s positive utterances", positive, { n: positive });
  const bad = nt("%(n)s negative utterance", "%(n)s negative utterances", negative, { n: negative });
  return html`<p class="felt"><${Hush}>${t("mean feeling %(mean)s, spread %(spread)s", { mean: signed(mean), spread: written(spread, 1) })}. </${Hush}><span class="up" title=${good}><span aria-hidden="true">▲ ${positive}</span><${Hush}>${good}, </${Hush}></span> <span class="down" title=${bad}><span aria-hidden="true">▼ ${negative}</span><${Hush}>${bad}, </${Hush}></span> <span class="base">${nt("%(n)s respondent", "%(n)s respondents", respondents, { n: respondents })}</span></p>`;
}
