"""Names, hints and rules of the map kinds beside the journey map, in Russian and English.

They stand here and not in the catalogues of the report because they enter the draft in the study's
language and are read by other programs.
"""

from __future__ import annotations

LANES: dict[str, dict[str, dict[str, str]]] = {
    "ru": {
        "customer_eyes": {
            "actions": "Действия",
            "emotions": "Эмоции",
            "experience": "Опыт",
            "expectations": "Ожидания",
        },
        "experience": {
            "feel": "Что мы чувствуем",
            "matters": "Что для нас важно",
            "do": "Что мы делаем",
        },
        "conversion": {
            "reached": "Дошли",
            "stopped": "Остановились",
            "reasons": "Почему остановились",
            "wavered": "Сомневались, но не ушли",
        },
        "blueprint": {
            "time": "Время",
            "actions": "Действия клиента",
            "onstage": "На сцене: кто встречает клиента",
            "backstage": "За сценой: что делают сотрудники",
            "support": "Поддержка: системы, поставщики, правила",
        },
    },
    "en": {
        "customer_eyes": {
            "actions": "Actions",
            "emotions": "Emotions",
            "experience": "Experience",
            "expectations": "Expectations",
        },
        "experience": {
            "feel": "What we feel",
            "matters": "What matters to us",
            "do": "What we do",
        },
        "conversion": {
            "reached": "Reached",
            "stopped": "Stopped",
            "reasons": "Why they stopped",
            "wavered": "Wavered, but did not leave",
        },
        "blueprint": {
            "time": "Time",
            "actions": "Customer actions",
            "onstage": "Onstage: who meets the customer",
            "backstage": "Backstage: what staff do",
            "support": "Support: systems, suppliers, rules",
        },
    },
}

BORDERS: dict[str, dict[str, str]] = {
    "ru": {
        "actions": "линия взаимодействия",
        "onstage": "линия видимости",
        "backstage": "линия внутреннего взаимодействия",
    },
    "en": {
        "actions": "line of interaction",
        "onstage": "line of visibility",
        "backstage": "line of internal interaction",
    },
}

FIGURES: dict[str, dict[str, str]] = {
    "ru": {
        "reached": "Дошли до этапа",
        "going_on": "Доля тех, кто не остановился",
        "stopped": "Остановились",
        "told_time": "Говорят о времени",
    },
    "en": {
        "reached": "Reached the stage",
        "going_on": "Share of those who did not stop",
        "stopped": "Stopped here",
        "told_time": "Speak of time",
    },
}

HINTS: dict[str, dict[str, str]] = {
    "ru": {
        "experience": "Спросите: «Расскажите, как это было на этапе «{stage}»: что получилось и что нет?»",
        "expectations": "Спросите: «Чего вы ждали на этапе «{stage}»? Что хотели узнать заранее?»",
        "feel": "Спросите: «Что вы чувствовали на этапе «{stage}»?»",
        "matters": "Спросите: «Что для вас было важнее всего на этапе «{stage}»?»",
        "do": "Спросите: «Вспомните последний раз. Что вы делали на этапе «{stage}», шаг за шагом?»",
        "reached": "О своём опыте на этом этапе и дальше никто не рассказал.",
        "untold": "Никто не сказал, на каком этапе отказался. Спросите: «На чём вы остановились и почему?»",
        "reasons": (
            "Никто не сказал, что остановился здесь. Спросите: «Что на этапе «{stage}» могло бы вас "
            "остановить?»"
        ),
        "wavered": (
            "Никто не сказал, что сомневался. Спросите: «Был ли на этапе «{stage}» момент, когда вы думали "
            "уйти?»"
        ),
        "expert_count": (
            "Эксперты рассказывают о других: сколько людей дошло и ушло, по их словам не считают."
        ),
        "expert_reasons": (
            "Спросите эксперта: «Что чаще всего останавливает людей на этапе «{stage}»? Откуда это известно?»"
        ),
        "time": "Спросите: «Сколько времени ушло на этап «{stage}»? Где пришлось ждать?»",
        "actions": "Спросите: «Вспомните последний раз. Что вы делали на этапе «{stage}», шаг за шагом?»",
        "onstage": (
            "Спросите: «С кем или с чем вы имели дело на этапе «{stage}»: звонок, человек, приложение?»"
        ),
        "backstage": "Заполните со службой: кто и что делает на этапе «{stage}», пока клиент этого не видит?",
        "support": "Заполните со службой: какие системы, поставщики и правила держат этап «{stage}»?",
    },
    "en": {
        "experience": "Ask: “Tell me how it was during “{stage}”: what worked and what did not?”",
        "expectations": "Ask: “What did you expect of “{stage}”? What did you want to know beforehand?”",
        "feel": "Ask: “How did you feel during “{stage}”?”",
        "matters": "Ask: “What mattered most to you during “{stage}”?”",
        "do": "Ask: “Think of the last time. What did you do during “{stage}”, step by step?”",
        "reached": "Nobody told of an experience of their own at this stage or later.",
        "untold": "Nobody said at which stage they refused. Ask: “Where did you stop, and why?”",
        "reasons": "Nobody said that they stopped here. Ask: “What could have stopped you during “{stage}”?”",
        "wavered": (
            "Nobody said that they wavered. Ask: “Was there a moment during “{stage}” when you thought of "
            "leaving?”"
        ),
        "expert_count": (
            "Experts speak of others: how many people came and left is not counted from their words."
        ),
        "expert_reasons": (
            "Ask the expert: “What stops people most often during “{stage}”? How is that known?”"
        ),
        "time": "Ask: “How long did “{stage}” take? Where did you have to wait?”",
        "actions": "Ask: “Think of the last time. What did you do during “{stage}”, step by step?”",
        "onstage": "Ask: “Whom or what did you deal with during “{stage}”: a call, a person, an app?”",
        "backstage": (
            "Fill in with the service team: who does what during “{stage}” while the customer does not see "
            "it?"
        ),
        "support": "Fill in with the service team: which systems, suppliers and rules carry “{stage}”?",
    },
}
