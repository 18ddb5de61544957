"""How map kinds beside the journey map count and choose: their printed rules, and what each is for."""

from __future__ import annotations

from .wording import nest_quotes
from .wording_kinds import BORDERS, FIGURES, HINTS, LANES

PURPOSES: dict[str, dict[str, str]] = {
    "ru": {
        "journey": "цели, вопросы, действия, эмоции, боли и идеи по этапам",
        "customer_eyes": "действия, эмоции, опыт и ожидания так, как их видит клиент",
        "experience": "одна на категорию, для обучения: что мы чувствуем, ценим и делаем — в цитатах",
        "conversion": "перевёрнутая воронка: кто дошёл до этапа, кто остановился и почему",
        "blueprint": ("время, действия клиента, кто его встречает, работа за сценой и поддержка"),
        "governance": "владелец этапа, боли по важности, показатель, следующее действие",
        "assessment": (
            "оценка этапов: настроение, плотность болей, свои CSAT, NPS, CES — от худшего к лучшему"
        ),
        "checklist": "проверка решения: каких этапов касается, каким потребностям противоречит, чем усилить",
    },
    "en": {
        "journey": "goals, questions, actions, emotions, pains and ideas by stage",
        "customer_eyes": "actions, emotions, experience and expectations as customers see them",
        "experience": "one for the category, to teach with: what we feel, value and do, in quotes",
        "conversion": "an inverted funnel: who reached a stage, who stopped and why",
        "blueprint": ("time, customer actions, who meets them, backstage work and support"),
        "governance": "owner of a stage, pains by weight, measure, next action",
        "assessment": "stages rated: feeling, density of pains, your own CSAT, NPS, CES, the worst first",
        "checklist": (
            "a decision checked: which stages it touches, which needs it contradicts, how to strengthen it"
        ),
    },
}

RULES: dict[str, dict[str, str]] = {
    "ru": {
        "eyes_experience": (
            "Опыт — боли и то, что понравилось, вместе: сначала то, о чём говорит больше респондентов; знак"
            " видно по виду темы."
        ),
        "eyes_expectations": "Ожидания — цели и вопросы: чего ждали и что хотели узнать.",
        "experience_quotes": (
            "Каждая строка — дословная цитата респондента, самая полная и понятная из темы: от первого "
            "лица, законченная фраза; поддержка рядом с ней — поддержка всей темы."
        ),
        "experience_choice": (
            "В клетке до {limit} тем: сначала те, о которых говорит больше респондентов, затем те, где "
            "сильнее чувство. В чувствах — по теме каждого знака, если есть обе. "
            "Остальное — в карте пути."
        ),
        "experience_category": (
            "Карта — о категории, а не о марке: цитата без имён и названий берётся раньше цитаты с ними; "
            "слова не меняются."
        ),
        "reached": (
            "Дошёл до этапа — рассказал о своём действии или опыте на нём или на более позднем этапе. "
            "Предположения («если бы») и ответы одним «да» не считаются."
        ),
        "stopped": (
            "Остановился — сам сказал на этом этапе, что ушёл, отказался, бросил, отложил или не стал "
            "покупать, и ни о каком более позднем этапе не рассказал. «Не ушёл», чужие слова, условия и "
            "вопросы не считаются."
        ),
        "stopped_non_user": (
            "Не пользователь идёт до этапа, на котором впервые сказал об отказе: дальше его слова — мнение,"
            " а не опыт. Кто не сказал, где отказался, в воронку не входит: таких {n} из {of}."
        ),
        "reasons": (
            "Почему остановились — слова об уходе, затем боли тех же людей на этом этапе; повторный отказ "
            "на более позднем этапе приведён, но не посчитан."
        ),
        "wavered": (
            "Сомневались — сказали об отказе, но рассказали и о более позднем этапе, или сказали «чуть не "
            "ушёл»."
        ),
        "talked": "Это воронка рассказов, а не продаж: доли среди опрошенных не переносят на всех клиентов.",
        "expert_opinion": "Слова экспертов — мнения о клиентах: кто дошёл и ушёл, по ним не считают.",
        "time": (
            "Время — высказывания, в которых назван срок: сначала те, где говорят об ожидании, затем с "
            "более сильным чувством, сперва по одному от респондента, до {limit} в клетке. Сроки не "
            "усредняются: они о разном."
        ),
        "onstage": (
            "На сцене — живые и интерактивные точки контакта, которые назвали хотя бы двое; если таких нет "
            "— до трёх названных одним. Знакомые, блогеры, форумы и чужие компании — не сцена; реклама, "
            "вывески и бумаги — в карте пути."
        ),
        "backstage": (
            "Ниже линии видимости — только слова экспертов (опрошено: {n}): это мнения, и поддержка "
            "считается среди экспертов. Предложения подобраны по словам о сотрудниках, системах, "
            "поставщиках и правилах, до {limit} в клетке: проверьте их со службой."
        ),
    },
    "en": {
        "eyes_experience": (
            "Experience holds pains and likes together, what more respondents speak of first; the theme's "
            "kind tells the sign."
        ),
        "eyes_expectations": "Expectations are goals and questions: what people expected and wanted to know.",
        "experience_quotes": (
            "Every line is a respondent's verbatim quote, the most complete and readable of its theme: in "
            "the first person, a whole sentence; the support beside it is that of the whole theme."
        ),
        "experience_choice": (
            "Up to {limit} themes a cell: those that more respondents speak of first, then those of "
            "stronger feeling. Feelings hold a theme of either sign where both are told. The rest is on the"
            " journey map."
        ),
        "experience_category": (
            "The map is about the category, not a brand: a quote without names is taken before one with "
            "them; words are never changed."
        ),
        "reached": (
            "Reached: told of an action or experience of their own at the stage or a later one. "
            "Suppositions (“if I had”) and a mere “yes” do not count."
        ),
        "stopped": (
            "Stopped: said at this stage that they left, refused, quit, put it off or did not buy, and told"
            " of no later stage. Denials, others' words, conditions and questions do not count."
        ),
        "stopped_non_user": (
            "A non-user goes as far as the stage where they first speak of refusing: what they say of later"
            " stages is an opinion. Those who do not say where they refused are not in the funnel: {n} of "
            "{of}."
        ),
        "reasons": (
            "Why they stopped: words of leaving, then the same people's pains at the stage; a refusal "
            "repeated at a later stage is quoted and not counted."
        ),
        "wavered": "Wavered: spoke of refusing but told of a later stage too, or said that they nearly left.",
        "talked": (
            "This is a funnel of what was told, not of sales: shares among those interviewed do not hold "
            "for all customers."
        ),
        "expert_opinion": (
            "Experts' words are opinions about customers: who came and left is not counted from them."
        ),
        "time": (
            "Time: utterances that name a duration, those about waiting first, then those of stronger "
            "feeling, one a respondent before any second, up to {limit} a cell. Durations are not averaged:"
            " they are of different things."
        ),
        "onstage": (
            "Onstage: human and interactive touchpoints that two respondents or more speak of; where there "
            "are none, up to three named by one. Friends, bloggers, forums and other companies are not the "
            "stage; advertising, signs and papers are on the journey map."
        ),
        "backstage": (
            "Below the line of visibility stand experts' words only ({n} asked): these are opinions, and "
            "their support counts experts. Sentences are picked by words for staff, systems, suppliers and "
            "rules, up to {limit} a cell: check them with the service team."
        ),
    },
}


def lane_name(kind: str, lane: str, language: str) -> str:
    """Return the name of a kind's lane in the study's language."""
    return LANES[language][kind][lane]


def border_name(lane: str, language: str) -> str:
    """Return the name of the blueprint's line below a lane, "" where there is none."""
    return BORDERS[language].get(lane, "")


def figure_name(figure: str, language: str) -> str:
    """Return the name of a figure in the study's language."""
    return FIGURES[language][figure]


def hint(name: str, language: str, **values: str) -> str:
    """Return the hint of an empty cell; nested Russian quotes become „…“ as print wants them."""
    text = HINTS[language][name].format(**values)
    return nest_quotes(text) if language == "ru" else text


def rule(name: str, language: str, **values: int) -> str:
    """Return a rule in the study's language."""
    return RULES[language][name].format(**values)
