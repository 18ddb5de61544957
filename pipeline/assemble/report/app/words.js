// The page's words: messages in the reader's language, and numbers as that language writes them.

/** @typedef {Record<string, unknown>} Values */

/**
 * The JSON that an element of the page holds; `instead` where there is no such element.
 * @template T @param {string} id @param {T} instead @returns {T}
 */
export function embedded(id, instead) {
  const found = typeof document === "undefined" ? null : document.getElementById(id);
  return found?.textContent ? JSON.parse(found.textContent) : instead;
}

/** @type {{languages: string[], plural: Record<string, string[]>, [language: string]: any}} */
const dictionary = embedded("words", { languages: ["ru", "en"], plural: { ru: ["one", "few", "many"], en: ["one", "other"] }, ru: {}, en: {} });
const LANGUAGE_KEY = "cjm:language";
let current = firstLanguage();

/** The browser's store, or null where it is refused. @returns {Storage | null} */
export function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** The language chosen before, else the page's own. @returns {string} */
function firstLanguage() {
  let kept = null;
  try {
    kept = browserStorage()?.getItem(LANGUAGE_KEY) ?? null;
  } catch { /* what cannot be remembered is asked of the page */ }
  const own = typeof document === "undefined" ? "en" : document.documentElement?.lang || "en";
  return [kept, own].find((name) => name && dictionary.languages.includes(name)) ?? "en";
}

/** The language that is spoken now. @returns {string} */
export function language() {
  return current;
}

/** Speak another language from now on, and remember it if the browser allows. @param {string} name */
export function setLanguage(name) {
  if (!dictionary.languages.includes(name)) return;
  current = name;
  if (typeof document !== "undefined") document.documentElement.lang = name;
  try {
    browserStorage()?.setItem(LANGUAGE_KEY, name);
  } catch { /* the choice lasts as long as the page */ }
}

/** The languages that can be chosen. @returns {string[]} */
export function languages() {
  return dictionary.languages;
}

/** Mark a message that is translated where it is shown. @param {string} msgid @returns {string} */
export function mark(msgid) {
  return msgid;
}

/** A message in the reader's language, its `%(name)s` filled. @param {string} msgid @param {Values} [values] @returns {string} */
export function t(msgid, values) {
  const text = dictionary[current]?.[msgid];
  return filled(typeof text === "string" ? text : Array.isArray(text) ? text[0] : msgid, values);
}

/**
 * A counted message; `%(n)s` is the number unless given.
 * @param {string} one @param {string} many @param {number} n @param {Values} [values] @returns {string}
 */
export function nt(one, many, n, values) {
  const forms = dictionary[current]?.[one];
  const known = Array.isArray(forms) ? forms : [one, many];
  const order = Array.isArray(forms) ? dictionary.plural[current] : ["one", "other"];
  const at = order.indexOf(pluralRules(Array.isArray(forms) ? current : "en").select(n));
  return filled(known[at < 0 ? known.length - 1 : at], { n, ...values });
}

/** @param {string} text @param {Values} [values] @returns {string} */
function filled(text, values) {
  if (!values) return text;
  return text.replace(/%\((\w+)\)s|%%/g, (place, name) => (place === "%%" ? "%" : name in values ? asWritten(values[name]) : place));
}

/** @param {unknown} value @returns {string} */
function asWritten(value) {
  if (typeof value === "number") return Number.isInteger(value) ? number(value) : number(value, 1);
  return String(value);
}

/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();
/** @param {string} name */
function pluralRules(name) {
  const found = rules.get(name) ?? new Intl.PluralRules(name);
  rules.set(name, found);
  return found;
}

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** A number with the language's separators and a fixed number of decimals. @param {number} value @param {number} [digits] @returns {string} */
export function number(value, digits = 0) {
  const key = `${current} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, roundingMode: "halfEven" };
    format = new Intl.NumberFormat(current, /** @type {Intl.NumberFormatOptions} */ (options));
    formats.set(key, format);
  }
  const text = format.format(value);
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text;
}

/** The same under a name that leaves `number` to others. @param {number} value @param {number} [digits] @returns {string} */
export function written(value, digits = 0) {
  return number(value, digits);
}

/** A number with its sign, minus as U+2212, zero without a sign. @param {number} value @param {number} [digits] @returns {string} */
export function signed(value, digits = 1) {
  const text = number(Math.abs(value), digits);
  const sign = !/[1-9]/.test(text) ? "" : value > 0 ? "+" : "\u2212";
  return sign + text;
}

/** A share 0..1 as whole percent; a part is never rounded to nothing or to all. @param {number} share @returns {string} */
export function percent(share) {
  const near = Math.round(share * 100);
  const whole = share > 0 && share < 1 ? Math.min(99, Math.max(1, near)) : near;
  return number(whole) + (current === "ru" ? "\u00a0%" : "%");
}

/** Seconds as mm:ss, from one hour on as h:mm:ss; "" when there is no time. @param {number | null | undefined} seconds @returns {string} */
export function clock(seconds) {
  if (seconds === null || seconds === undefined) return "";
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return whole >= 3600 ? `${Number(hours)}:${minutes}:${rest}` : `${minutes}:${rest}`;
}

/** A moment as the language writes date and time; what is no moment stays as it is. @param {string} iso @returns {string} */
export function moment(iso) {
  const when = new Date(iso);
  if (Number.isNaN(when.getTime())) return iso;
  return new Intl.DateTimeFormat(current, { dateStyle: "medium", timeStyle: "short" }).format(when);
}

const QUOTES = /** @type {Record<string, [string, string]>} */ ({ ru: ["«", "»"] });

/** Words between the quotation marks of a language. @param {string} text @param {string} [of] @returns {string} */
export function quoted(text, of = current) {
  const [open, close] = QUOTES[of] ?? ["“", "”"];
  return open + text + close;
}

/** Replace «…» inside «…» by „…“, as print wants them. @param {string} text @returns {string} */
export function nestQuotes(text) {
  let depth = 0;
  return [...text].map((char) => {
    if (char === "«") return (depth += 1) === 1 ? char : "„";
    if (char !== "»") return char;
    const inner = depth > 1;
    depth = Math.max(0, depth - 1);
    return inner ? "“" : char;
  }).join("");
}

/** A hint of the study in the reader's language with its places filled. @param {Record<string, string> | undefined} hint @param {Values} values @returns {string} */
export function hintText(hint, values) {
  const text = filled(hint?.[current] ?? hint?.en ?? "", values);
  return current === "ru" ? nestQuotes(text) : text;
}
