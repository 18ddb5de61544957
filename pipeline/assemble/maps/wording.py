"""Names of lanes and the questions that an empty cell suggests, in Russian and English.

They stand here and not in the catalogues of the report because they enter the draft in the study's
language and are read by other programs.
"""

from __future__ import annotations

LANE_NAMES: dict[str, dict[str, str]] = {
    "ru": {
        "goals": "Цели и ожидания",
        "questions": "Вопросы",
        "touchpoints": "Точки контакта",
        "actions": "Действия",
        "emotions": "Эмоции",
        "pains": "Боли и барьеры",
        "ideas": "Идеи и решения",
        "moments": "Моменты истины",
    },
    "en": {
        "goals": "Goals and expectations",
        "questions": "Questions",
        "touchpoints": "Touchpoints",
        "actions": "Actions",
        "emotions": "Emotions",
        "pains": "Pains and barriers",
        "ideas": "Ideas and solutions",
        "moments": "Moments of truth",
    },
}

HINTS: dict[str, dict[str, str]] = {
    "ru": {
        "goals": "Спросите: «Чего вы ждали на этапе «{stage}»? По чему поняли бы, что всё прошло как надо?»",
        "questions": "Спросите: «Что вам было непонятно на этапе «{stage}»? Где искали ответ?»",
        "touchpoints": "Спросите: «С кем или с чем вы имели дело на этапе «{stage}»: сайт, звонок, человек?»",
        "actions": "Спросите: «Вспомните последний раз. Что вы делали на этапе «{stage}», шаг за шагом?»",
        "emotions": "Спросите: «Что вы чувствовали на этапе «{stage}»?»",
        "pains": "Спросите: «Что на этапе «{stage}» отняло силы, время, деньги? Из-за чего чуть не бросили?»",
        "ideas": "Спросите: «Если бы вы могли изменить одну вещь на этапе «{stage}», какую?»",
        "moments": "Ни один контакт не отвечает правилу моментов истины.",
        "how_might_we": "Открытый вопрос: как мы могли бы снять барьер «{label}»?",
    },
    "en": {
        "goals": "Ask: “What did you expect of “{stage}”? How would you have known that it went well?”",
        "questions": "Ask: “What was unclear to you during “{stage}”? Where did you look for an answer?”",
        "touchpoints": "Ask: “Whom or what did you deal with during “{stage}”: a site, a call, a person?”",
        "actions": "Ask: “Think of the last time. What did you do during “{stage}”, step by step?”",
        "emotions": "Ask: “How did you feel during “{stage}”?”",
        "pains": "Ask: “What cost you effort, time or money during “{stage}”? What nearly made you give up?”",
        "ideas": "Ask: “If you could change one thing about “{stage}”, which?”",
        "moments": "No contact meets the rule of moments of truth.",
        "how_might_we": "Open question: how might we remove the barrier “{label}”?",
    },
}


def lane_name(lane: str, language: str) -> str:
    """Return a lane's name in the study's language."""
    return LANE_NAMES[language][lane]


def hint(name: str, language: str, **values: str) -> str:
    """Return the hint of an empty cell; nested Russian quotes become „…“ as print wants them."""
    text = HINTS[language][name].format(**values)
    return nest_quotes(text) if language == "ru" else text


def nest_quotes(text: str) -> str:
    """Replace «…» inside «…» by „…“."""
    out, depth = [], 0
    for char in text:
        if char == "«":
            depth += 1
            out.append(char if depth == 1 else "„")
        elif char == "»":
            out.append(char if depth <= 1 else "“")
            depth = max(0, depth - 1)
        else:
            out.append(char)
    return "".join(out)
