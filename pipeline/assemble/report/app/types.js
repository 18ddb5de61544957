/**
 * The shapes that the modules pass to one another; docs/corrections.md describes lines and boards.
 */

export const LINE_VERSION = 1; // of the format of correction lines

/** @typedef {"pain"|"goal"|"question"|"action"|"positive"|"idea"} Kind */
/** @typedef {"client"|"non_user"|"expert"} Role */
/** @typedef {"none"|"single"|"partial"|"strong"} GradeName */
/** @typedef {"keywords"|"model"|"person"} Origin */
/** @typedef {"accepted"|"rejected"|"open"} Verdict */
/** @typedef {"kinds"|"stage"|"valence"} Facet what a person can set of an utterance */
/** @typedef {{type: "theme"|"unit"|"stage"|"interview"|"map", id: string}} Target */

/** @typedef {{kind: Kind, stage: string|null, label: string, origin: Origin, units: string[]}} SeenTheme */
/** @typedef {{themes?: Record<string, SeenTheme>, stages?: Record<string, string>}} Seen what the machine had proposed */

/**
 * What a person said, without who, when and about which draft.
 * @typedef {{op: "rename", theme: string, label: string}
 *  | {op: "merge", themes: string[], into: string, label?: string|null}
 *  | {op: "split", theme: string, units: string[], as: string, label: string}
 *  | {op: "move", units: string[], from: string|null, to: string|null}
 *  | {op: "create", as: string, kind: Kind, stage: string|null, label: string, units: string[]}
 *  | {op: "code", units: string[], add: Kind[], remove: Kind[]}
 *  | {op: "stage", units: string[], stage: string|null}
 *  | {op: "valence", units: string[], valence: number}
 *  | {op: "irrelevant", units: string[], on: boolean}
 *  | {op: "pin", themes?: string[], units?: string[], on: boolean}
 *  | {op: "judge", themes: string[], verdict: Verdict}
 *  | {op: "retheme", theme: string, kind?: Kind|null, stage?: string|null}
 *  | {op: "stage_rename", stage: string, name: string}
 *  | {op: "stage_order", order: string[]}
 *  | {op: "stage_merge", stage: string, into: string}
 *  | {op: "stage_add", as: string, name: string, after: string|null}
 *  | {op: "comment", on: Target, text: string}
 *  | {op: "retract", line: string}} Op
 */

/**
 * Who said it, when, and about which draft; lines of one group are undone together.
 * @typedef {{v: 1, id: string, study: string, draft: string, author: string, time: string,
 *   note?: string, group?: string|null, seen: Seen}} Frame
 */
/** @typedef {Op & Frame} Line a line of corrections.jsonl */
/** @typedef {{study: string, draft: string, author: string, time?: string, note?: string, group?: string, id?: string}} Meta */

/** @typedef {{id: string, name: string, source: "given"|"model"|"discovered"}} Stage */
/**
 * @typedef {{kinds: Partial<Record<Kind, number>>, stage: string|null, valence: number,
 *   irrelevant: boolean, pinned: boolean, told: Facet[]}} Unit
 */
/**
 * @typedef {{id: string, kind: Kind, stage: string|null, label: string, origin: Origin,
 *   keywords: string[], units: string[], against: string[], verdict: Verdict, pinned: boolean,
 *   dead: null|"merged", cohesion: number, stability: number|null}} Theme
 */
/** @typedef {{id: string, on: Target, text: string, author: string, time: string}} Remark */
/** @typedef {"no-unit"|"no-theme"|"no-stage"|"dead-theme"|"own-merge"|"nothing-left"|"no-line"|"taken"} Reason */
/**
 * A line that does not apply, or (partial) only to a part; detail names what it misses, ids by spaces.
 * @typedef {{line: string, reason: Reason, detail: string, partial: boolean}} Ignored
 */
/**
 * The study as the people see it; never changed, always made anew.
 * @typedef {{study: string, language: string, stages: Stage[], units: Record<string, Unit>,
 *   themes: Theme[], comments: Remark[], ignored: Ignored[]}} Board
 */

/** @typedef {{n: number, of: number, by_role: Partial<Record<Role, [number, number]>>}} Support */
/** @typedef {{kind: Kind, score: number, why: string}} DraftKind */
/**
 * @typedef {{id: string, interview: string, turn: number, speaker: string,
 *   speaker_role: "respondent"|"interviewer"|"other", start: number, end: number, text: string,
 *   time: [number, number]|null, kinds: DraftKind[], stage: {id: string, score: number, why: string}|null,
 *   valence: number, touchpoints: string[], themes: string[], point?: [number, number]|null}} DraftUtterance
 */
/**
 * @typedef {{id: string, path: string, sha256: string, format: string, encoding: string, language: string,
 *   role: Role, segment: string|null, speakers: {id: string, name: string, role: string}[], turns: number,
 *   dropped: {turn: number, reason: string}[]}} DraftInterview
 */
/**
 * @typedef {{id: string, kind: Kind, stage: string|null, label: string, label_origin: Origin,
 *   keywords: string[], utterances: string[], respondents: Support, evidence: GradeName, valence: number,
 *   cohesion: number, stability: number|null, against: string[], halves?: [string[], string[]]|null}} DraftTheme
 */
/**
 * @typedef {{study: {title: string, language: string, map: string, product: string},
 *   manifest: Record<string, any>, interviews: DraftInterview[], utterances: DraftUtterance[],
 *   stages: {id: string, name: string, order: number, source: Stage["source"]}[],
 *   touchpoints: {id: string, name: string, type: "static"|"human"|"interactive"}[],
 *   themes: DraftTheme[], unassigned: string[],
 *   families?: {id: string, kind: Kind, stage: string|null, label: string, themes: string[]}[]}} Draft
 */
/**
 * What the page is given.
 * @typedef {{id: string, draftSha: string, language: string, title: string, product: string, draft: Draft,
 *   lines: Line[],
 *   talks: Record<string, {turns: [string, string, number|null][]}>,
 *   first: Record<string, [number, number, number]>,
 *   decides: string[], voices: Record<string, number>,
 *   hints: Record<string, {ru: string, en: string}>,
 *   rules: {strong_respondents: number, strong_share: number, moment_respondents: number,
 *     moment_strength: number, felt: number, quotes_per_claim: number, single_voices: number, extremes: number},
 *   learned: {units: number, came: Record<string, number>, went: Record<string, number>, moved: number}|null,
 *   server: null|{token: string}, blind: boolean, author: string, applied?: number,
 *   sheets?: null|Record<string, any>}} Study `applied`: how many of the lines the draft holds; sheets.js reads `sheets`
 */
/**
 * @typedef {{text: string, themes: string[], units: string[], support: Support, grade: GradeName,
 *   origin: Origin, spoken: boolean}} Claim
 */
/**
 * @typedef {{mean: number, spread: number, n: number, respondents: number, negative: number,
 *   positive: number}} Feeling
 */
/**
 * @typedef {{stage: string, grade: GradeName, claims: Claim[], feeling: Feeling|null,
 *   hint: {lane: string, label?: string}|null}} Cell
 */
/**
 * @typedef {{viewpoint: Role, respondents: number,
 *   stages: {id: string, name: string, number: number, utterances: number, respondents: number}[],
 *   lanes: {id: string, cells: Cell[]}[]}} MapOf
 */
/**
 * @typedef {{theme: Theme, kind: Kind, stage: string|null, label: string, units: string[],
 *   support: Support, grade: GradeName, valence: number}} DerivedTheme
 */
/**
 * What follows from a board.
 * @typedef {{themes: Map<string, DerivedTheme>, maps: MapOf[], singles: string[], rejected: string[],
 *   uncoded: string[], counts: Record<string, any>,
 *   saturation: {points: {interview: string, new: number, total: number}[], base: number, run: number,
 *     threshold: number, reached: number|null},
 *   themesOf: Map<string, string[]>, respondentOf: (uid: string) => string}} Derived
 */
/**
 * What the views show.
 * @typedef {{study: Study, base: Board, board: Board, derived: Derived,
 *   log: {lines: Line[], stored: Line[], local: Line[], canUndo: boolean, canRedo: boolean,
 *     saved: "browser"|"server"|"memory"},
 *   selection: Set<string>,
 *   filters: {text: string, role: string, interview: string, kind: string, stage: string,
 *     touchpoint: string, evidence: string},
 *   tab: string, path: string, focus: {theme?: string, unit?: string, talk?: string}, language: string}} View
 */
