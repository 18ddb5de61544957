// What the page calls the ids of a draft.
import { t } from "./words.js";

export const KIND_ORDER = ["pain", "goal", "question", "action", "positive", "idea"];
export const ROLE_ORDER = ["client", "non_user", "expert"];
export const GRADE_ORDER = ["none", "single", "partial", "strong"];

/** @type {Record<string, string>} the kind that a lane shows */
export const LANE_KINDS = {
  goals: "goal", expectations: "goal", questions: "question", actions: "action", positives: "positive", pains: "pain", ideas: "idea",
};

/** @type {Record<string, string>} the icon of a lane */
export const LANE_ICONS = {
  ...LANE_KINDS, touchpoints: "touchpoint", emotions: "emotion", experience: "emotion", moments: "moment", moments_of_truth: "moment",
};

/** @type {Record<string, () => string>} */
const kindNames = {
  pain: () => t("Pains and barriers"),
  goal: () => t("Goals and expectations"),
  question: () => t("Questions"),
  action: () => t("Actions"),
  positive: () => t("What people like"),
  idea: () => t("Ideas and wishes"),
};

/** @type {Record<string, () => string>} */
const laneNames = {
  goals: () => t("Goals and expectations"),
  questions: () => t("Questions"),
  touchpoints: () => t("Touchpoints"),
  actions: () => t("Actions"),
  emotions: () => t("Emotions"),
  positives: () => t("What people like"),
  pains: () => t("Pains and barriers"),
  ideas: () => t("Ideas and solutions"),
  moments: () => t("Moments of truth"),
  moments_of_truth: () => t("Moments of truth"),
  experience: () => t("Experience"),
  expectations: () => t("Expectations"),
};

/** @type {Record<string, () => string>} */
const gradeNames = {
  none: () => t("no data"),
  single: () => t("a single voice"),
  partial: () => t("partial evidence"),
  strong: () => t("strong evidence"),
};

/** @type {Record<string, () => string>} */
const roleNames = { client: () => t("client"), non_user: () => t("non-user"), expert: () => t("expert") };

/** @type {Record<string, () => string>} */
const rolePlurals = { client: () => t("Clients"), non_user: () => t("Non-users"), expert: () => t("Experts") };

/** @type {Record<string, () => string>} */
const viewpointNames = {
  client: () => t("Through clients’ eyes"),
  non_user: () => t("Through the eyes of those who do not use it"),
  expert: () => t("Experts’ opinions"),
};

/** @type {Record<string, () => string>} */
const mapNames = {
  journey: () => t("Customer journey"),
  customer_eyes: () => t("Through the customer’s eyes"),
  experience: () => t("Experience map"),
  conversion: () => t("Where people drop out"),
  blueprint: () => t("Service blueprint"),
  governance: () => t("The journey as a management structure"),
  assessment: () => t("Experience by stage, assessed"),
  checklist: () => t("Decision checklist"),
};

/** @type {Record<string, () => string>} */
const speakerNames = { respondent: () => t("respondent"), interviewer: () => t("interviewer"), other: () => t("other voice") };

/** @type {Record<string, () => string>} */
const touchpointTypes = { static: () => t("one-way"), human: () => t("person to person"), interactive: () => t("interactive") };

/** @type {Record<string, () => string>} */
const stageSources = {
  given: () => t("given by the researcher"),
  model: () => t("from a ready-made model"),
  discovered: () => t("found in the interviews"),
  person: () => t("added by a person"),
};

/** @type {Record<string, () => string>} */
const originNames = {
  keywords: () => t("named by keywords"),
  model: () => t("named by a model"),
  person: () => t("named by a person"),
};

/** @type {Record<string, (number: number) => string>} */
const roleCodes = {
  client: (number) => t("C%(number)s", { number }),
  non_user: (number) => t("N%(number)s", { number }),
  expert: (number) => t("E%(number)s", { number }),
};

/** @param {Record<string, () => string>} names @param {string} id @returns {string} */
const namedBy = (names, id) => names[id]?.() ?? id;

/** @param {string} kind */
export function kindName(kind) { return namedBy(kindNames, kind); }
/** @param {string} lane */
export function laneName(lane) { return namedBy(laneNames, lane); }
/** @param {string} grade */
export function gradeName(grade) { return namedBy(gradeNames, grade); }
/** @param {string} role */
export function roleName(role) { return namedBy(roleNames, role); }
/** @param {string} role */
export function rolePlural(role) { return namedBy(rolePlurals, role); }
/** @param {string} viewpoint */
export function viewpointName(viewpoint) { return namedBy(viewpointNames, viewpoint); }
/** @param {string} kind of map */
export function mapName(kind) { return namedBy(mapNames, kind); }
/** @param {string} role */
export function speakerName(role) { return namedBy(speakerNames, role); }
/** @param {string} type */
export function touchpointType(type) { return namedBy(touchpointTypes, type); }
/** @param {string} source */
export function stageSource(source) { return namedBy(stageSources, source); }
/** @param {string} origin */
export function originName(origin) { return namedBy(originNames, origin); }

/** What an interview is called: К1, Н2. @param {string} role @param {number} number */
export function voiceCode(role, number) { return roleCodes[role]?.(number) ?? String(number); }
