// A correction in words: one sentence for each op, one phrase for each reason and each disagreement.
import { language, nestQuotes, nt, quoted, signed, t } from "./words.js";
import { kindName } from "./names.js";
import { beginning, talkCode, talkIndex } from "./talk_view.js";

const SENTENCE_NAME = 60; // characters of a label or a quote in a sentence

/** A name or the beginning of a quote, in quotation marks. @param {string} text @param {number} [most] @returns {string} */
function inMarks(text, most = SENTENCE_NAME) {
  const whole = quoted(beginning(text, most));
  return language() === "ru" ? nestQuotes(whole) : whole;
}

/** What things are called in sentences: the names of now, else those that were seen. @param {any} view */
export function naming(view) {
  const themes = new Map(view.board.themes.map((/** @type {any} */ theme) => [theme.id, theme.label]));
  const stages = new Map(view.board.stages.map((/** @type {any} */ stage) => [stage.id, stage.name]));
  for (const stage of view.base.stages) if (!stages.has(stage.id)) stages.set(stage.id, stage.name);
  for (const line of view.log.lines) seenNames(line, themes, stages);
  const index = talkIndex(view.study);
  const quote = (/** @type {string} */ uid) => (index.utterances.has(uid) ? inMarks(index.utterances.get(uid).text) : t("a quote that is not in this draft"));
  return {
    theme: (/** @type {string} */ id) => (themes.has(id) ? inMarks(themes.get(id)) : t("(not in this draft)")),
    stage: (/** @type {string | null} */ id) => (id === null || id === undefined ? t("no stage") : stages.has(id) ? inMarks(/** @type {string} */ (stages.get(id))) : t("(not in this draft)")),
    quote,
    quotes: (/** @type {string[]} */ ids) => (ids.length > 1 ? nt("%(quote)s and %(n)s more quote", "%(quote)s and %(n)s more quotes", ids.length - 1, { quote: quote(ids[0]) }) : quote(ids[0])),
    interview: (/** @type {string} */ id) => (index.interviews.has(id) ? talkCode(view.study, id) : id),
  };
}

/** @typedef {ReturnType<typeof naming>} Naming */

/** @param {any} line @param {Map<string, string>} themes @param {Map<string, string>} stages */
function seenNames(line, themes, stages) {
  for (const [id, seen] of Object.entries(line.seen?.themes ?? {})) if (!themes.has(id)) themes.set(id, /** @type {any} */ (seen).label);
  for (const [id, name] of Object.entries(line.seen?.stages ?? {})) if (!stages.has(id)) stages.set(id, String(name));
  if (line.as && line.label && !themes.has(line.as)) themes.set(line.as, line.label);
  if (line.as && line.name && !stages.has(line.as)) stages.set(line.as, line.name);
}

/** Names in a row. @param {string[]} names @returns {string} */
const listed = (names) => (names.length > 4 ? nt("%(names)s and %(n)s more", "%(names)s and %(n)s more", names.length - 3, { names: names.slice(0, 3).join(", ") }) : names.join(", "));

/**
 * The sentences, by op.
 * @type {Record<string, (line: any, name: Naming, lines: Map<string, any>) => string>}
 */
const SENTENCES = {
  rename: (line, name) => {
    const seen = line.seen?.themes?.[line.theme]?.label;
    return t("Renamed the theme %(old)s to %(new)s", { old: seen ? inMarks(seen) : name.theme(line.theme), new: inMarks(line.label, 200) });
  },
  merge: (line, name) => {
    const others = line.themes.filter((/** @type {string} */ id) => id !== line.into);
    const values = { themes: listed(others.map(name.theme)), into: name.theme(line.into), label: inMarks(line.label ?? "", 200) };
    if (line.label) return nt("Merged the theme %(themes)s into %(into)s and called it %(label)s", "Merged the themes %(themes)s into %(into)s and called it %(label)s", others.length, values);
    return nt("Merged the theme %(themes)s into %(into)s", "Merged the themes %(themes)s into %(into)s", others.length, values);
  },
  split: (line, name) => nt("Split the theme %(theme)s: %(n)s quote went to the new theme %(label)s", "Split the theme %(theme)s: %(n)s quotes went to the new theme %(label)s", line.units.length, { theme: name.theme(line.theme), label: inMarks(line.label, 200) }),
  move: (line, name) => {
    const values = { quotes: name.quotes(line.units), from: line.from ? name.theme(line.from) : "", to: line.to ? name.theme(line.to) : "" };
    if (!line.to) return t("Took %(quotes)s out of the theme %(from)s", values);
    return line.from ? t("Moved %(quotes)s from the theme %(from)s to %(to)s", values) : t("Put %(quotes)s into the theme %(to)s", values);
  },
  create: (line, name) => nt("Made the theme %(label)s (%(kind)s) of %(n)s quote", "Made the theme %(label)s (%(kind)s) of %(n)s quotes", line.units.length, { label: inMarks(line.label, 200), kind: kindName(line.kind), stage: name.stage(line.stage) }),
  code: (line, name) => {
    const values = { quotes: name.quotes(line.units), added: (line.add ?? []).map(kindName).join(", "), removed: (line.remove ?? []).map(kindName).join(", ") };
    if (values.added && values.removed) return t("%(quotes)s: kinds added: %(added)s; removed: %(removed)s", values);
    return values.added ? t("%(quotes)s: kinds given: %(added)s", values) : t("%(quotes)s: kinds removed: %(removed)s", values);
  },
  stage: (line, name) => (line.stage ? t("%(quotes)s: stage set to %(stage)s", { quotes: name.quotes(line.units), stage: name.stage(line.stage) }) : t("%(quotes)s: stage removed", { quotes: name.quotes(line.units) })),
  valence: (line, name) => t("%(quotes)s: feeling set to %(value)s", { quotes: name.quotes(line.units), value: signed(line.valence, 1) }),
  irrelevant: (line, name) => (line.on ? t("Set aside as not about the matter: %(quotes)s", { quotes: name.quotes(line.units) }) : t("Brought back: %(quotes)s", { quotes: name.quotes(line.units) })),
  pin: (line, name) => {
    const what = [...(line.themes ?? []).map(name.theme), ...(line.units?.length ? [name.quotes(line.units)] : [])];
    return line.on ? t("Pinned %(what)s", { what: listed(what) }) : t("Unpinned %(what)s", { what: listed(what) });
  },
  judge: (line, name) => {
    const values = { themes: listed(line.themes.map(name.theme)) };
    if (line.verdict === "accepted") return nt("Accepted the theme %(themes)s", "Accepted the themes %(themes)s", line.themes.length, values);
    if (line.verdict === "rejected") return nt("Rejected the theme %(themes)s", "Rejected the themes %(themes)s", line.themes.length, values);
    return nt("Opened the theme %(themes)s again", "Opened the themes %(themes)s again", line.themes.length, values);
  },
  retheme: (line, name) => {
    const values = { theme: name.theme(line.theme), kind: line.kind ? kindName(line.kind) : "", stage: name.stage(line.stage) };
    if (line.kind && line.stage !== undefined) return t("The theme %(theme)s: kind set to %(kind)s, stage to %(stage)s", values);
    return line.kind ? t("The theme %(theme)s: kind set to %(kind)s", values) : t("The theme %(theme)s: stage set to %(stage)s", values);
  },
  stage_rename: (line, name) => {
    const seen = line.seen?.stages?.[line.stage];
    return t("Renamed the stage %(old)s to %(new)s", { old: seen ? inMarks(seen, 200) : name.stage(line.stage), new: inMarks(line.name, 200) });
  },
  stage_order: (line, name) => t("Changed the order of stages: %(stages)s", { stages: line.order.map(name.stage).join(" → ") }),
  stage_merge: (line, name) => t("Merged the stage %(stage)s into %(into)s", { stage: name.stage(line.stage), into: name.stage(line.into) }),
  stage_add: (line, name) => (line.after ? t("Added the stage %(name)s after %(after)s", { name: inMarks(line.name, 200), after: name.stage(line.after) }) : t("Added the stage %(name)s as the first one", { name: inMarks(line.name, 200) })),
  comment: (line, name) => t("Commented on %(what)s: %(text)s", { what: commented(line.on, name), text: beginning(line.text, 120) }),
  retract: (line, name, lines) => (lines.has(line.line) ? t("Took back: %(what)s", { what: sentenceOf(lines.get(line.line), name, lines) }) : t("Took back a line that is not in this log")),
};

/** What a comment is about. @param {{type: string, id?: string}} on @param {Naming} name @returns {string} */
export function commented(on, name) {
  const id = on.id ?? "";
  if (on.type === "theme") return t("the theme %(name)s", { name: name.theme(id) });
  if (on.type === "unit") return t("the quote %(name)s", { name: name.quote(id) });
  if (on.type === "stage") return t("the stage %(name)s", { name: name.stage(id) });
  if (on.type === "interview") return t("the interview %(name)s", { name: name.interview(id) });
  return t("the whole map");
}

/** What a line did, in one sentence. @param {any} line @param {Naming} name @param {Map<string, any>} lines every line by id @returns {string} */
export function sentenceOf(line, name, lines) {
  return SENTENCES[line.op]?.(line, name, lines) ?? line.op;
}

/** Why a line was not applied. @param {string} reason @returns {string} */
export function whyIgnored(reason) {
  const reasons = /** @type {Record<string, () => string>} */ ({
    "no-unit": () => t("its quotes are not in this draft"),
    "no-theme": () => t("its theme is not in this draft"),
    "no-stage": () => t("its stage is not in this draft"),
    "dead-theme": () => t("its theme was merged into another one before"),
    "own-merge": () => t("a theme cannot be merged into itself"),
    "nothing-left": () => t("nothing was left to change"),
    "no-line": () => t("the line that it takes back is not in the log"),
    taken: () => t("its id already names something else"),
  });
  return reasons[reason]?.() ?? reason;
}

/** What people disagree about. @param {import("./conflicts.js").ConflictAbout} about @param {Naming} name @returns {string} */
export function disagreement(about, name) {
  const what = about.type === "theme" ? listed(about.ids.map(name.theme)) : about.type === "stage" ? listed(about.ids.map(name.stage)) : name.quotes(about.ids);
  const said = /** @type {Record<string, () => string>} */ ({
    "label theme": () => t("The name of the theme %(what)s", { what }),
    "verdict theme": () => t("Whether the theme %(what)s stands", { what }),
    "fate theme": () => t("Whether the theme %(what)s is merged, and into which", { what }),
    "kind theme": () => t("The kind of the theme %(what)s", { what }),
    "stage theme": () => t("The stage of the theme %(what)s", { what }),
    "code unit": () => t("%(what)s: whether it is %(kind)s", { what, kind: kindName(about.kind) }),
    "stage unit": () => t("%(what)s: the stage", { what }),
    "valence unit": () => t("%(what)s: the feeling", { what }),
    "place unit": () => t("%(what)s: the theme it belongs to", { what }),
    "use unit": () => t("%(what)s: whether it is about the matter", { what }),
    "name stage": () => t("The name of the stage %(what)s", { what }),
    "fate stage": () => t("Whether the stage %(what)s is merged, and into which", { what }),
  });
  return said[`${about.what} ${about.type}`]?.() ?? what;
}
