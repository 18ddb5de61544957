"""What a decision that is held against the map says itself, in Russian and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..maps.wording import nest_quotes

if TYPE_CHECKING:
    from .aims import Direction

_WHY: dict[str, dict[str, str]] = {
    "ru": {
        "liked-lost": "это нравится, а решение это убирает",
        "liked-there": "там, где это есть, это нравится",
        "liked-kept": "это нравится, и решение это оставляет",
        "liked-changed": "это нравится таким, как есть",
        "liked-before": "сейчас это нравится",
        "pain-solved": "на это жалуются",
        "pain-grows": "на это уже жалуются",
        "pain-stays": "на это жалуются, а решение это оставляет",
        "lack-grows": "этого и так не хватает: нет, не найти или не дождаться",
        "lack-solved": "этого не хватает: нет, не найти или не дождаться",
        "wished": "этого просят",
        "wished-lost": "этого просят, а решение это убирает",
        "wished-changed": "просят, чтобы было иначе",
        "unwished": "просят, чтобы этого не было",
        "unwished-kept": "просят, чтобы этого не было, а решение это вводит или оставляет",
        "wish": "пожелание об этом: прочтите, за или против",
        "need-against": "потребность, которой решение может противоречить",
        "need-served": "потребность, которой решение может отвечать",
        "need": "потребность, которую решение затрагивает",
        "use": "так люди делают сейчас",
        "asked": "об этом спрашивают",
        "near": "говорят об этом; за или против, прочтите сами",
        "short": "короткий ответ: прочтите, о чём он",
        "part": "названа лишь часть того, о чём решение: прочтите сами",
        "after": "сказано следом в том же ответе: прочтите сами",
        "meaning": "близко по смыслу, общих слов может не быть: проверьте сами",
    },
    "en": {
        "liked-lost": "people like it, and the decision takes it away",
        "liked-there": "people like it where it is there",
        "liked-kept": "people like it, and the decision keeps it",
        "liked-changed": "people like it as it is",
        "liked-before": "people like it as it is now",
        "pain-solved": "people complain of it",
        "pain-grows": "people complain of it already",
        "pain-stays": "people complain of it, and the decision keeps it",
        "lack-grows": "it is lacking already: missing, not to be found or waited for too long",
        "lack-solved": "it is lacking: missing, not to be found or waited for too long",
        "wished": "people ask for it",
        "wished-lost": "people ask for it, and the decision takes it away",
        "wished-changed": "people ask for it to be otherwise",
        "unwished": "people ask for it to go",
        "unwished-kept": "people ask for it to go, and the decision brings or keeps it",
        "wish": "a wish about it: read whether it is for or against",
        "need-against": "a need that the decision may go against",
        "need-served": "a need that the decision may serve",
        "need": "a need that the decision touches",
        "use": "this is what people do now",
        "asked": "people ask about it",
        "near": "people speak of it; read for yourself whether it is for or against",
        "short": "a short answer: read what it is about",
        "part": "only a part of what the decision is about is named: read it yourself",
        "after": "said next in the same answer: read it yourself",
        "meaning": "near in meaning, perhaps without a common word: check it yourself",
    },
}
_RULES: dict[str, dict[str, str]] = {
    "ru": {
        "near": (
            "Затронуто высказывание, которое называет предмет решения: в нём не меньше 60 % веса слов"
            " решения (слово весит тем больше, чем реже оно звучит в интервью; точка контакта, тема и"
            " слова одного корня считаются тем же словом), — или до трёх высказываний следом в том же"
            " ответе."
        ),
        "bearing": (
            "За и против — по направлению решения ({directions}) и по тому, что сказано: нравится,"
            " жалоба, нехватка, пожелание; чувство должно быть ясным (от 0,5 из 2), высказывание — не"
            " короче четырёх слов. Прочтите цитаты: программа видит слова, а не замысел."
        ),
        "unsaid": "Никто не говорит: {words}. Без этих слов взято то, что осталось, и без за и против.",
        "unknown": "Направление решения прочесть не удалось, поэтому за и против не разделены.",
        "meaning": (
            "«Близко по смыслу»: темы, к которым решение ближе, чем 99 из 100 общих тем библиотеки ({model})."
        ),
    },
    "en": {
        "near": (
            "An utterance is touched when it names what the decision is about: it holds at least 60% of"
            " the weight of the decision's words (a word weighs the more the rarer it is in the"
            " interviews; a touchpoint, a topic and words of one root count as the same word), or is one"
            " of up to three that go on in the same answer."
        ),
        "bearing": (
            "For and against follow from the direction of the decision ({directions}) and from what is"
            " said: a like, a complaint, a lack, a wish; the feeling must be clear (0.5 of 2 or more)"
            " and the utterance at least four words long. Read the quotes: the program sees words, not"
            " intentions."
        ),
        "unsaid": "Nobody says: {words}. The rest was looked for, without for and against.",
        "unknown": "The direction of the decision could not be read, so for and against are not told apart.",
        "meaning": (
            "“Near in meaning”: themes to which the decision is nearer than 99 of 100 general themes of"
            " the library ({model})."
        ),
    },
}
_DIRECTIONS: dict[str, dict[str, str]] = {
    "ru": {
        "remove": "убрать",
        "add": "ввести",
        "change": "изменить",
        "keep": "оставить как есть",
        "burden": "ввести или усилить то, что людей обременяет",
        "relief": "убрать или ослабить то, что людей обременяет",
        "unknown": "направление неясно",
    },
    "en": {
        "remove": "take away",
        "add": "bring in",
        "change": "change",
        "keep": "keep as it is",
        "burden": "bring in or add to a burden",
        "relief": "take away or ease a burden",
        "unknown": "direction unclear",
    },
}


def why(name: str, language: str) -> str:
    """Return why a claim bears on a decision."""
    return _WHY[language][name]


def rule(name: str, language: str, **values: str) -> str:
    """Return a part of the rule."""
    text = _RULES[language][name].format(**values)
    return nest_quotes(text) if language == "ru" else text


def direction_name(direction: Direction, language: str) -> str:
    """Return the name of a direction."""
    return _DIRECTIONS[language][direction]
