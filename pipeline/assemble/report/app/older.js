// Says that what the draft holds is older than the corrections.
import { html } from "../vendor/htm-preact.js";
import { activeLines } from "./lines.js";
import { isOlder } from "./sheets.js";
import { t } from "./words.js";

/** A note beside what was made with the draft, while there are corrections that it does not hold. @param {{view: any, what: "map" | "sheets"}} props */
export function OlderNote({ view, what }) {
  const { study, log } = view;
  const before = activeLines(study.lines.slice(0, study.applied ?? study.lines.length));
  if (!isOlder(study, activeLines(log.lines), before)) return null;
  const text = what === "map"
    ? t("This map was made with the draft; your corrections will enter it after “cjm apply”.")
    : t("These findings were made with the draft; your corrections will enter them after “cjm apply”.");
  return html`<p class="older" role="note">${text}</p>`;
}
