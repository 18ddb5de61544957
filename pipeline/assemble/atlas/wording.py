"""What the sheets beside the maps say themselves, in Russian and English.

The texts stand here and not in the catalogues of the report because they are in the study's language.
"""

from __future__ import annotations

from ...wording import nearest_language
from ..maps.wording import nest_quotes

_TEXTS: dict[str, dict[str, str]] = {
    "ru": {
        "how_might_we": "Как мы могли бы снять барьер «{label}» на этапе «{stage}»?",
        "how_might_we_anywhere": "Как мы могли бы снять барьер «{label}»?",
        "break": "{before} → {after}",
        "channel_online": "онлайн",
        "channel_phone": "по телефону",
        "channel_place": "лично, на месте",
        "ask_action_client": "Вспомните последний раз. Что вы делали на этапе «{stage}», шаг за шагом?",
        "ask_goal_client": "Чего вы ждали от этапа «{stage}»? По чему вы поняли бы, что всё идёт как надо?",
        "ask_question_client": "Что вам хотелось узнать на этапе «{stage}»? Где вы искали ответ?",
        "ask_pain_client": (
            "Было ли на этапе «{stage}» что-то, что пошло иначе, чем вы хотели? Что было дальше?"
        ),
        "ask_idea_client": (
            "Если бы вы могли изменить одну вещь на этапе «{stage}», какую? А что оставили бы как есть?"
        ),
        "ask_action_non_user": (
            "Как у вас сейчас устроено то, что мы зовём «{stage}»? Расскажите про последний раз."
        ),
        "ask_goal_non_user": "Что для вас было бы важно на этапе «{stage}»?",
        "ask_question_non_user": (
            "Что вам нужно было бы знать заранее об этапе «{stage}»? У кого вы спросили бы?"
        ),
        "ask_pain_non_user": (
            "Что вы думаете о том, что мы зовём «{stage}»? Доводилось ли сталкиваться, как это было?"
        ),
        "ask_idea_non_user": "Как этап «{stage}» выглядел бы, если бы его устроили под вас?",
        "ask_contradiction": "{topic} на этапе «{stage}»: об этом рассказывают по-разному. Как было у вас?",
        "ask_contradiction_anywhere": "{topic}: об этом рассказывают по-разному. Как было у вас?",
        "ask_around": (
            "Что вы делаете, когда на этапе «{stage}» что-то мешает? Вспомните случай: что помогло, что нет?"
        ),
        "ask_tried": "Что уже пробовали сделать с барьером «{label}» на этапе «{stage}»? Чем это кончилось?",
        "why_word": "Об одном и том же («{topic}») одни говорят хорошо, другие — плохо.",
        "why_act": "Одни говорят, что это делают, другие — что нет («{topic}»).",
        "why_expert": "Эксперт говорит, как заведено, а люди рассказывают другое («{topic}»).",
        "why_time": "Эксперт называет один срок, а люди на том же этапе — во много раз больший. "
        "Проверьте, об одном ли деле речь.",
        "why_against": "Эти слова говорят обратное теме «{label}».",
    },
    "en": {
        "how_might_we": "How might we remove the barrier “{label}” during “{stage}”?",
        "how_might_we_anywhere": "How might we remove the barrier “{label}”?",
        "break": "{before} → {after}",
        "channel_online": "online",
        "channel_phone": "by phone",
        "channel_place": "in person",
        "ask_action_client": "Think of the last time. What did you do during “{stage}”, step by step?",
        "ask_goal_client": (
            "What did you expect of “{stage}”? How would you have known that it was going well?"
        ),
        "ask_question_client": (
            "What did you want to find out during “{stage}”? Where did you look for an answer?"
        ),
        "ask_pain_client": "Did anything go otherwise than you wanted during “{stage}”? What happened next?",
        "ask_idea_client": (
            "If you could change one thing about “{stage}”, which? And what would you leave as it is?"
        ),
        "ask_action_non_user": "What do you do now when it comes to “{stage}”? Tell me about the last time.",
        "ask_goal_non_user": "What would matter to you during “{stage}”?",
        "ask_question_non_user": (
            "What would you need to know beforehand about “{stage}”? Whom would you ask?"
        ),
        "ask_pain_non_user": "What do you think of “{stage}”? Have you ever met with it, and how was that?",
        "ask_idea_non_user": "What would “{stage}” look like if it were made for you?",
        "ask_contradiction": "{topic} during “{stage}”: people tell different stories. How was it with you?",
        "ask_contradiction_anywhere": "{topic}: people tell different stories. How was it with you?",
        "ask_around": (
            "What do you do when something gets in the way during “{stage}”? Think of one time: what helped?"
        ),
        "ask_tried": "What has been tried about the barrier “{label}” during “{stage}”? How did it end?",
        "why_word": "Of the same matter (“{topic}”) some speak well and others ill.",
        "why_act": "Some say that it is done, others that it is not (“{topic}”).",
        "why_expert": "An expert says how it is done as a rule; people tell another story (“{topic}”).",
        "why_time": "An expert names one time and people at the same stage one many times longer. "
        "Check that they speak of the same thing.",
        "why_against": "These words say the opposite of the theme “{label}”.",
    },
}

_OPENING: dict[str, tuple[str, ...]] = {
    "ru": (
        "Правильных ответов нет, интересно именно то, как было у вас. Можно ли записать разговор?",
        "Расскажите немного о себе: чем занимаетесь, как устроен ваш обычный день?",
        "Вспомните последний случай, о котором пойдёт речь. Когда это было, с чего началось?",
    ),
    "en": (
        "There are no right answers; what matters is how it was with you. May I record our talk?",
        "Tell me a little about yourself: what do you do, what is an ordinary day like?",
        "Think of the last time it happened. When was it, and how did it begin?",
    ),
}
_CLOSING: dict[str, tuple[str, ...]] = {
    "ru": (
        "О чём мы не поговорили, а стоило бы?",
        "Что из нашего разговора для вас самое важное?",
        "С кем ещё посоветуете поговорить? Спасибо.",
    ),
    "en": (
        "What have I not asked that I should have?",
        "What of all we spoke about matters most to you?",
        "Whom else should I talk to? Thank you.",
    ),
}

_RULES: dict[str, dict[str, str]] = {
    "ru": {
        "barriers": (
            "Порядок работы: доля респондентов × сила чувства (0…2) × вес этапа. Этап с моментом истины "
            "весит полтора, прочие — один. Сказанное одним человеком стоит в конце."
        ),
        "solutions": (
            "Решение показано, если оно сказано в одной реплике с болью или близко к ней по словам, теме, "
            "точке контакта и этапу (сходство от {least} из 1). Решения ищутся у всех опрошенных."
        ),
        "touchpoints": "Точки контакта по точкам зрения и этапам; число — респонденты, которые их назвали.",
        "breaks": (
            "Разрыв: человек назвал один канал, столкнулся с трудностью и сам перешёл в другой — в той же "
            "или в следующей реплике, на том же этапе. Цена разрыва — боли, сказанные при этом."
        ),
        "contradictions": (
            "Противоречие: разные люди говорят об одном и том же хорошо и плохо, или один говорит, что это "
            "делают, а другой — что нет. Сначала те, где больше голосов на слабой стороне."
        ),
        "guide": (
            "Вопросы: пустые клетки, противоречия, барьеры без решения, клетки с одним голосом; "
            "не больше {most}. Чужих слов собеседнику не передают."
        ),
    },
    "en": {
        "barriers": (
            "Order of work: share of respondents × strength of feeling (0 to 2) × weight of the stage. "
            "A stage with a moment of truth weighs one and a half, any other one. Single voices come last."
        ),
        "solutions": (
            "A solution is shown when it is said in one turn with the pain, or lies near it by words, topic, "
            "touchpoint and stage (likeness of at least {least} out of 1). All respondents are searched."
        ),
        "touchpoints": "Touchpoints by viewpoint and stage; the number counts respondents who named them.",
        "breaks": (
            "A break: someone named one channel, met with trouble and turned to another, in the same turn "
            "or the next, at one stage. Its cost are the pains said on the way."
        ),
        "contradictions": (
            "A contradiction: different people speak well and ill of one matter, or one says that it is done "
            "and another that it is not. Those with most voices on the weaker side come first."
        ),
        "guide": (
            "Questions: empty cells, contradictions, barriers without a solution, cells with a single voice; "
            "{most} at most. Nobody is told another person's words."
        ),
    },
}


def sheet_rule(sheet: str, language: str, **values: str) -> str:
    """Return how a sheet came about: barriers, solutions, touchpoints, breaks, contradictions or guide."""
    return _RULES[nearest_language(language)][sheet].format(**values)


def told(name: str, language: str, **values: str) -> str:
    """Return a text filled with its values, inner quotes as print wants them."""
    text = _TEXTS[language][name].format(**values)
    return nest_quotes(text) if language == "ru" else text


def how_might_we(label: str, stage: str, language: str) -> str:
    """Ask openly how a barrier may be removed; ``stage`` "" means that it stands at none."""
    name = "how_might_we" if stage else "how_might_we_anywhere"
    return told(name, language, label=label.rstrip(".!…"), stage=stage)


def guide_opening(language: str) -> tuple[str, ...]:
    """Return the lines that a printed interview guide opens with, before the stages."""
    return _OPENING[nearest_language(language)]


def guide_closing(language: str) -> tuple[str, ...]:
    """Return the lines that a printed interview guide ends with."""
    return _CLOSING[nearest_language(language)]
