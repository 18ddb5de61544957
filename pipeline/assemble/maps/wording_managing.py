"""What the maps for managing say: governance, assessment and the decision checklist, in Russian and English.

As in ``wording.py``, these texts enter the draft in the study's language.
"""

from __future__ import annotations

from .wording import nest_quotes

LANES: dict[str, dict[str, str]] = {
    "ru": {
        "owner": "Владелец этапа",
        "pains": "Боли по приоритету",
        "metric": "Показатель",
        "next_action": "Следующий шаг",
        "rank": "Место этапа",
        "measures": "Что говорят интервью",
        "scores": "Замеры: CSAT, NPS, CES",
        "top_pains": "Главные боли",
        "positives": "Что нравится",
        "touches": "Каких этапов касается?",
        "needs": "Каким потребностям здесь противоречит?",
        "risks": "Какие боли может усилить?",
        "strengthen": "Чем усилить?",
    },
    "en": {
        "owner": "Owner of the stage",
        "pains": "Pains by priority",
        "metric": "Metric",
        "next_action": "Next step",
        "rank": "Rank of the stage",
        "measures": "What the interviews say",
        "scores": "Scores: CSAT, NPS, CES",
        "top_pains": "Main pains",
        "positives": "What people like",
        "touches": "Which stages does it touch?",
        "needs": "Which needs does it go against here?",
        "risks": "Which pains may it make worse?",
        "strengthen": "What would make it stronger?",
    },
}

HINTS: dict[str, dict[str, str]] = {
    "ru": {
        "owner": "Впишите, кто отвечает за этап «{stage}»: stages.csv, столбец owner.",
        "metric": (
            "Впишите, по чему будет видно, что на этапе «{stage}» стало лучше: stages.csv, столбец metric."
        ),
        "next_action": "Впишите, что делаете на этапе «{stage}» дальше: stages.csv, столбец next_action.",
        "scores": "Если этап «{stage}» измеряли, впишите оценки: stages.csv, столбцы csat, nps, ces.",
        "measures": "Никто не говорил об этапе «{stage}». Попросите вспомнить его в следующем интервью.",
        "rank": "Без места: об этапе «{stage}» говорили меньше двух респондентов.",
        "rank_alone": "Без места: сравнить не с чем, о других этапах говорили меньше двух респондентов.",
        "positives": "Спросите: «Что на этапе «{stage}» прошло хорошо? Что стоит сохранить?»",
    },
    "en": {
        "owner": "Fill in who answers for “{stage}”: stages.csv, column owner.",
        "metric": "Fill in what will show that “{stage}” has become better: stages.csv, column metric.",
        "next_action": "Fill in what you will do about “{stage}”: stages.csv, column next_action.",
        "scores": "If “{stage}” was measured, fill in its scores: stages.csv, columns csat, nps, ces.",
        "measures": "Nobody spoke of “{stage}”. Ask people to recall it in the next interview.",
        "rank": "No rank: fewer than two respondents spoke of “{stage}”.",
        "rank_alone": "No rank: there is nothing to compare with, fewer than two spoke of any other stage.",
        "positives": "Ask: “What went well during “{stage}”? What should stay as it is?”",
    },
}

FIGURES: dict[str, dict[str, str]] = {
    "ru": {
        "spoke": "Говорили об этапе",
        "said": "Высказываний об этапе",
        "pained": "Назвали боль",
        "negative": "Доля недовольных",
        "valence": "Эмоция",
        "density": "Болей на респондента",
        "rank": "Место (1 — хуже всех)",
        "csat": "CSAT",
        "nps": "NPS",
        "ces": "CES",
    },
    "en": {
        "spoke": "Spoke of the stage",
        "said": "Utterances on the stage",
        "pained": "Told a pain",
        "negative": "Share of the dissatisfied",
        "valence": "Feeling",
        "density": "Pains per respondent",
        "rank": "Rank (1 is the worst)",
        "csat": "CSAT",
        "nps": "NPS",
        "ces": "CES",
    },
}

RULES: dict[str, dict[str, str]] = {
    "ru": {
        "order": (
            "Порядок болей, как на листе барьеров: число респондентов × сила чувства; что сказал"
            " один, стоит последним. Закреплённое человеком стоит первым."
        ),
        "pained": "«Назвали боль»: респонденты, у которых на этапе есть хотя бы одно высказывание о боли.",
        "negative": (
            "«Доля недовольных»: из респондентов, выразивших на этапе чувство, — те, у кого оно в среднем"
            " отрицательное."
        ),
        "filled": (
            "Владельца, показатель и следующий шаг вписывает исследователь (stages.csv); это не данные"
            " интервью."
        ),
        "valence": "«Эмоция»: среднее по респондентам от −2 до +2; каждый считается один раз.",
        "density": (
            "«Болей на респондента»: высказывания о боли, делённые на число тех, кто говорил об этапе."
        ),
        "rank": (
            "Место этапа: этапы упорядочены по эмоции и по доле назвавших боль среди говоривших об этапе;"
            " место — по сумме двух номеров, 1 — хуже всех; равные суммы делят место. Без чувств эмоция"
            " считается нулевой. Этап, о котором говорили меньше двух респондентов, места не получает."
        ),
        "scores": "CSAT (1–5), NPS (−100…100) и CES (1–7) вписал исследователь; на место они не влияют.",
        "top": "Показано до трёх болей (число респондентов × сила чувства) и до трёх плюсов этапа.",
        "checklist": (
            "Список для проверки любого решения: пройдите этапы по порядку и ответьте на вопросы строк,"
            " глядя на цитаты. Конкретное решение сверяет команда cjm check."
        ),
        "experts": "Это мнения экспертов о клиентах, а не опыт самих клиентов.",
    },
    "en": {
        "order": (
            "Pains are ordered as on the sheet of barriers: respondents × strength of feeling;"
            " what one alone says comes last. What a person pinned comes first."
        ),
        "pained": "“Told a pain”: respondents with at least one utterance of a pain at the stage.",
        "negative": (
            "“Share of the dissatisfied”: of the respondents who showed a feeling at the stage, those"
            " whose mean feeling is negative."
        ),
        "filled": "Owner, metric and next step are the researcher's (stages.csv), not data from interviews.",
        "valence": "“Feeling”: mean over respondents from −2 to +2; each counts once.",
        "density": "“Pains per respondent”: utterances of pain divided by the number who spoke of the stage.",
        "rank": (
            "Rank of a stage: stages are ordered by feeling, and by the share of those who told a pain"
            " among those who spoke of the stage; the rank follows the sum of the two places, 1 is the"
            " worst; equal sums share a rank. Where nobody showed a feeling it counts as zero. A stage"
            " that fewer than two respondents spoke of has no rank."
        ),
        "scores": (
            "CSAT (1–5), NPS (−100…100) and CES (1–7) are the researcher's; they do not change the rank."
        ),
        "top": (
            "Up to three pains (respondents × strength of feeling) and three likes of a stage are shown."
        ),
        "checklist": (
            "A list to hold any decision against: go through the stages and answer the questions of the"
            " rows with the quotes before you. A certain decision is checked by the command cjm check."
        ),
        "experts": "These are experts' opinions of customers, not the customers' own experience.",
    },
}


def name_lane(lane: str, language: str) -> str:
    """Return the name of a lane."""
    return LANES[language][lane]


def name_figure(figure: str, language: str) -> str:
    """Return the name of a figure."""
    return FIGURES[language][figure]


def ask_for(hint: str, language: str, stage: str) -> str:
    """Return the hint of an empty cell."""
    text = HINTS[language][hint].format(stage=stage)
    return nest_quotes(text) if language == "ru" else text


def rules(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return rules by name."""
    return tuple(RULES[language][name] for name in names)
