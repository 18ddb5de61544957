"""Names of dimensions, stages and map kinds of the maturity assessment, in Russian and English.

They stand here and not in the catalogues because they enter files that other programs read, in the
language of the questionnaire and not of the terminal.
"""

from __future__ import annotations

DIMENSIONS: dict[str, dict[str, str]] = {
    "ru": {
        "organisation": "Организация",
        "planning": "Планирование",
        "activation": "Активация",
        "reaction": "Реагирование",
        "improvement": "Улучшение",
        "innovation": "Инновации",
    },
    "en": {
        "organisation": "Organisation",
        "planning": "Planning",
        "activation": "Activation",
        "reaction": "Reaction",
        "improvement": "Improvement",
        "innovation": "Innovation",
    },
}

SCALE: dict[str, tuple[str, ...]] = {  # answers 1..5
    "ru": ("никогда", "редко", "иногда", "часто", "всегда"),
    "en": ("never", "seldom", "sometimes", "often", "always"),
}

STAGES: dict[str, tuple[str, ...]] = {  # stages 1..5
    "ru": ("Исследование", "Инициирование", "Мобилизация", "Масштабирование", "Интеграция"),
    "en": ("Exploring", "Initiating", "Mobilising", "Scaling", "Integrating"),
}

STAGE_MEANINGS: dict[str, tuple[str, ...]] = {
    "ru": (
        "Клиентским опытом занимаются от случая к случаю; в планах компании его пока нет.",
        "Пользу уже увидели: идут отдельные начинания, но каждое само по себе.",
        "Есть общий замысел, и улучшениями управляют из одного места.",
        "Опытом клиента заняты все подразделения, а не одна команда.",
        (
            "Опыт клиента встроен в то, как компания работает и решает; к переменам она приспосабливается "
            "быстро."
        ),
    ),
    "en": (
        "Customer experience is looked after now and then; the company's plans do not have it yet.",
        "Its use has been seen: single efforts are under way, each on its own.",
        "There is one intent, and improvements are led from one place.",
        "Every department works on customer experience, not one team.",
        "Customer experience is part of how the company works and decides; it adapts to change fast.",
    ),
}

MAPS: dict[str, dict[str, tuple[str, str]]] = {  # map kind → (name, why it fits)
    "ru": {
        "conversion": (
            "Конверсионная карта",
            (
                "Показывает, на каком этапе люди уходят и почему: потери понятны и тем, кто о клиентском "
                "опыте ещё не думал."
            ),
        ),
        "governance": (
            "Карта управления",
            (
                "Даёт каждому этапу владельца, показатель и следующее действие — то, чего в начале обычно не "
                "хватает."
            ),
        ),
        "assessment": (
            "Карта-оценка",
            "Сравнивает этапы между собой и подсказывает, с какого начать.",
        ),
        "journey": (
            "Карта пути клиента",
            "Собирает по этапам цели, вопросы и боли клиента: по ней проектируют первые улучшения.",
        ),
        "blueprint": (
            "Схема сервиса",
            "Связывает то, что видит клиент, с работой за сценой: ясно, какие процессы придётся перестроить.",
        ),
        "customer_eyes": (
            "Карта глазами клиента",
            "Общий замысел есть — пора всем увидеть путь таким, каким его проживает и описывает сам клиент.",
        ),
        "checklist": (
            "Карта для проверки решений",
            "Решают теперь многие: вопросы карты не дают решениям спорить с тем, что нужно клиентам.",
        ),
        "experience": (
            "Учебная карта опыта",
            "Одна карта на всю категорию учит новых людей, что клиент чувствует, чем дорожит и что делает.",
        ),
    },
    "en": {
        "conversion": (
            "Conversion map",
            (
                "Shows at which stage people leave and why: a loss is plain even to those new to customer "
                "experience."
            ),
        ),
        "governance": (
            "Governance map",
            "Gives every stage an owner, a measure and a next action, which beginners mostly lack.",
        ),
        "assessment": ("Assessment map", "Sets the stages side by side and tells which to begin with."),
        "journey": (
            "Journey map",
            (
                "Gathers customers' goals, questions and pains by stage: the first improvements are designed "
                "on it."
            ),
        ),
        "blueprint": (
            "Service blueprint",
            "Ties what customers see to the work behind the scene: it is plain which processes must change.",
        ),
        "customer_eyes": (
            "Map through the customer's eyes",
            "The intent is shared; now everybody should see the way as customers live it and tell it.",
        ),
        "checklist": (
            "Decision checklist",
            "Many people decide now: its questions keep decisions from contradicting what customers need.",
        ),
        "experience": (
            "Teaching map of the experience",
            "One map for the whole category teaches newcomers what customers feel, value and do.",
        ),
    },
}
