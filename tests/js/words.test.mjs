// The page's words are written as the same language writes them elsewhere in the program.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const dictionary = {
  languages: ["ru", "en"],
  plural: { ru: ["one", "few", "many"], en: ["one", "other"] },
  ru: {
    "Map": "Карта",
    "%(n)s of %(total)s": "%(n)s из %(total)s",
    "%(n)s respondent": ["%(n)s респондент", "%(n)s респондента", "%(n)s респондентов"],
  },
  en: {},
};
globalThis.document = {
  documentElement: { lang: "ru" },
  getElementById: (id) => (id === "words" ? { textContent: JSON.stringify(dictionary) } : null),
};
const words = await import("../../pipeline/assemble/report/app/words.js");

beforeEach(() => words.setLanguage("ru"));

test("the page speaks the language of its element first", () => assert.equal(words.language(), "ru"));

test("a message is translated and its places are filled", () => {
  assert.equal(words.t("Map"), "Карта");
  assert.equal(words.t("%(n)s of %(total)s", { n: 3, total: 1234 }), "3 из 1\u00a0234");
});

test("a message that no catalogue has stays as it is", () => assert.equal(words.t("unheard %(of)s", { of: "x" }), "unheard x"));

test("a value is never read as a pattern", () => {
  assert.equal(words.t("%(n)s of %(total)s", { n: "%(total)s", total: "$& 100%" }), "%(total)s из $& 100%");
});

for (const [n, written] of [[1, "1 респондент"], [2, "2 респондента"], [5, "5 респондентов"], [11, "11 респондентов"], [21, "21 респондент"], [1234, "1\u00a0234 респондента"]]) {
  test(`Russian counts ${n} people`, () => assert.equal(words.nt("%(n)s respondent", "%(n)s respondents", n), written));
}

for (const [n, written] of [[1, "1 respondent"], [2, "2 respondents"], [1234, "1,234 respondents"]]) {
  test(`English counts ${n} people`, () => {
    words.setLanguage("en");
    assert.equal(words.nt("%(n)s respondent", "%(n)s respondents", n), written);
  });
}

for (const [value, ru, en] of [[-1.24, "−1,2", "−1.2"], [0.5, "+0,5", "+0.5"], [-0.01, "0,0", "0.0"], [0, "0,0", "0.0"]]) {
  test(`${value} has a real sign, zero has none`, () => {
    assert.equal(words.signed(value), ru);
    words.setLanguage("en");
    assert.equal(words.signed(value), en);
  });
}

for (const [share, ru] of [[0, "0\u00a0%"], [0.001, "1\u00a0%"], [0.999, "99\u00a0%"], [1, "100\u00a0%"], [0.4, "40\u00a0%"]]) {
  test(`a share of ${share} is never rounded to nothing or to all`, () => assert.equal(words.percent(share), ru));
}

for (const [seconds, text] of [[null, ""], [0, "00:00"], [75.9, "01:15"], [3675, "1:01:15"]]) {
  test(`${seconds} seconds are written as a clock`, () => assert.equal(words.clock(seconds), text));
}

test("quotation marks inside quotation marks are the inner ones", () => {
  assert.equal(words.nestQuotes("«Этап «Выбор»»"), "«Этап „Выбор“»");
  assert.equal(words.hintText({ ru: "Спросите: «Этап „%(stage)s“?»", en: "" }, { stage: "«А»" }), "Спросите: «Этап „„А““?»");
});

test("an unknown language is not spoken", () => {
  words.setLanguage("de");
  assert.equal(words.language(), "ru");
});
