// A claim of the draft as other maps and sheets show it: its name as it is now, who stands behind it, its quotes.
import { html } from "../vendor/htm-preact.js";
import { studyIndex, themeOf } from "./lookup.js";
import { rolePlural } from "./names.js";
import { Hush, Icon, More, Quote, Support, openPassage } from "./parts.js";
import { fateOf } from "./sheets.js";
import { fits, go } from "./state.js";
import { nt, number, percent, signed, t } from "./words.js";

/** @typedef {import("./sheets.js").SheetClaim} SheetClaim */
/** @typedef {import("./sheets.js").SheetFigure} SheetFigure */

/** @type {Record<string, () => string>} */
const fateNames = {
  merged: () => t("merged into another theme"),
  rejected: () => t("rejected since"),
  gone: () => t("no longer there"),
};

/** What a theme is called now, and a mark if people did away with it. @param {{theme: import("./sheets.js").DraftLabel, view: any}} props */
export function ThemeName({ theme, view }) {
  const { label, fate } = fateOf(view.board, theme);
  const lost = fateNames[fate]?.();
  if (lost) return html`<span class="name lost-theme" lang=${view.study.language}><s>${label}</s></span> <span class="badge fate">${lost}</span>`;
  const was = fate === "renamed" ? t("in the draft: %(name)s", { name: theme.label }) : undefined;
  return html`<button type="button" class="plain-button" title=${was} onClick=${() => go("themes", { theme: theme.id })}>${label}</button>${was ? html`<span class="hand" title=${was}><${Icon} name="pencil" /><${Hush}>, ${was}</${Hush}></span>` : null}`;
}

/** The kind of a claim's theme, "" for a claim without one. @param {SheetClaim} claim @param {any} view @returns {string} */
export function kindOfClaim(claim, view) {
  if (!claim.theme) return "";
  return themeOf(view.board, claim.theme.id)?.kind ?? studyIndex(view.study).bases.get(claim.theme.id)?.kind ?? "";
}

/** Whether a claim passes the filters. @param {SheetClaim} claim @param {any} view @returns {boolean} */
export function claimPasses(claim, view) {
  return !Object.values(view.filters).some(Boolean) || claim.units.some(fits);
}

/** n of N of the people a claim counts. @param {{claim: SheetClaim, viewpoint?: string}} props */
export function Backing({ claim, viewpoint }) {
  const { role, n, of, grade } = claim;
  return html`<p class="backing"><${Support} support=${{ n, of, by_role: { [role]: [n, of] } }} grade=${grade} />${viewpoint && viewpoint !== role ? html` <small>${rolePlural(role)}</small>` : null}</p>`;
}

/**
 * A claim with its quotes; `shown` of them stand there, the rest is folded.
 * `icon` shows the kind of its theme, `brief`, for maps, leaves out who stands behind a single voice, as
 * its code tells that, and puts all quotes on paper.
 * @param {{claim: SheetClaim, view: any, viewpoint?: string, tag?: string, shown?: number, icon?: boolean, brief?: boolean}} props
 */
export function ClaimPart({ claim, view, viewpoint, tag = "li", shown = 1, icon = false, brief = false }) {
  const { theme, units, spoken } = claim;
  const kind = kindOfClaim(claim, view);
  const quote = (/** @type {string} */ uid, as = "p") => html`<${Quote} key=${uid} tag=${as} uid=${uid} uids=${units} view=${view} kind=${kind} />`;
  const head = spoken ? quote(units[0]) : html`<p class="label ${icon && kind ? "with-icon" : ""}">${icon && kind ? html`<${Icon} name=${kind} />` : null}${theme ? html`<${ThemeName} theme=${theme} view=${view} />` : html`<span class="name" lang=${view.study.language}>${claim.text}</span>`}</p>`;
  const first = spoken ? [] : units.slice(0, shown);
  const rest = units.slice(spoken ? 1 : shown);
  const more = !shown && !spoken ? nt("%(n)s quote", "%(n)s quotes", rest.length) : nt("%(n)s more quote", "%(n)s more quotes", rest.length);
  return html`<${tag} class="claim ${kind ? `k-${kind}` : ""} ${claim.grade === "single" ? "is-single" : ""}">
    ${head}
    ${!brief || !spoken || theme || claim.n > 1 ? html`<${Backing} claim=${claim} viewpoint=${viewpoint} />` : null}
    ${spoken && theme ? html`<p class="claim-theme">${t("theme:")} <${ThemeName} theme=${theme} view=${view} /></p>` : null}
    ${first.map((uid) => quote(uid))}
    ${rest.length ? html`<${More} class="more quotes-more" summary=${more} shut=${!brief} make=${() => html`<ul class="claim-quotes">${rest.map((uid) => quote(uid, "li"))}</ul>`} />` : null}
  </${tag}>`;
}

/** @param {SheetFigure} figure @returns {string} the value as its unit is read */
export function figureText({ value, unit, of }) {
  if (unit === "share") return percent(value);
  if (unit === "valence") return signed(value);
  if (unit === "rank") return t("#%(n)s", { n: value });
  if (of !== null && of !== undefined) return t("%(k)s of %(n)s", { k: value, n: of });
  if (unit === "score" && value < 0) return signed(value, Number.isInteger(value) ? 0 : 1);
  return number(value, unit === "rate" || !Number.isInteger(value) ? 1 : 0);
}

/** Figures with their names; one that was counted opens what it was counted from. @param {{figures: SheetFigure[], language: string}} props */
export function Figures({ figures, language }) {
  const told = (/** @type {SheetFigure} */ figure) => (figure.units.length
    ? html`<button type="button" class="figure-value" aria-haspopup="dialog" title=${t("opens what was counted")} onClick=${(/** @type {Event} */ event) => openPassage(figure.units, 0, /** @type {Element} */ (event.currentTarget))}>${figureText(figure)}</button>`
    : html`<b class="figure-value">${figureText(figure)}</b>`);
  return html`<dl class="figures">${figures.map((figure) => html`<div key=${figure.id} class="figure f-${figure.unit}"><dt lang=${language}>${figure.name}</dt><dd>${told(figure)}${figure.unit === "share" ? html`<svg class="share-bar" width="100%" height="6" aria-hidden="true" focusable="false"><rect class="off" width="100%" height="6" /><rect class="on" width=${`${Math.round(figure.value * 100)}%`} height="6" /></svg>` : null}</dd></div>`)}</dl>`;
}
