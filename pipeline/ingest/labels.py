"""Labels of speakers: what may be one, which names are the same person, which words name a role."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..records import SpeakerRole

LABEL_LENGTH, LABEL_WORDS = 63, 4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INTERVIEWER_WORDS = _words(
    "интервьюер интервьюэр интервьювер интервьюерша модератор исследователь исследовательница ведущий "
    "ведущая опрашивающий корреспондент журналист инт мод интер вопрос вопросы interviewer moderator "
    "researcher facilitator host int mod question"
)
RESPONDENT_WORDS = _words(
    "респондент респондентка респонденты эксперт эксперты клиент клиентка покупатель покупательница "
    "пользователь пользовательница участник участница информант информантка опрашиваемый собеседник "
    "собеседница потребитель гость гостья абонент заказчик заказчица ответ отв респ инф respondent "
    "interviewee participant expert customer client user informant guest answer resp"
)
OTHER_WORDS = _words("наблюдатель переводчик переводчица оператор observer interpreter translator")
GENERIC_WORDS = _words(
    "speaker спикер говорящий голос диктор канал channel voice spk person неизвестный unknown"
)
# Letters mean a role only in a pair: "М" alone may be Maria.  The interviewer's letter stands first.
PAIRS: tuple[str, ...] = (
    "ир",
    "ио",
    "иэ",
    "ик",
    "ип",
    "ви",
    "во",
    "мр",
    "му",
    "мо",
    "qa",
    "ir",
    "ip",
    "mr",
    "mp",
)
LETTERS = frozenset(letter for pair in PAIRS for letter in pair)
# Facts about a recording, as preambles name them: «Дата: …».
META_WORDS = _words(
    "дата время место тема длительность продолжительность проект город возраст пол формат участники "
    "расшифровка запись сегмент род занятий должность компания профессия образование цель задача файл "
    "ссылка источник адрес телефон почта имя фио содержание встреча код номер выборка метод способ date "
    "time place location duration topic project city age gender format participants transcript "
    "recording file source segment occupation position company job agenda language subject title link "
    "url phone email kind interview"
)
NOT_SPEAKERS = META_WORDS | _words(
    "итак например пример во-первых во-вторых в-третьих первое второе третье внимание примечание прим "
    "важно вывод выводы итог итого цитата короче то есть кстати да нет вот ну он она они я мы вы ты это "
    "так потом все плюсы минусы план связи блок часть глубинное интервью пауза смех смеется вздыхает "
    "неразборчиво неразб шум музыка аплодисменты звонок конец note notes example warning tip important "
    "first second finally yes no well so he she they we you it this summary http https part section "
    "pause laughter laughs inaudible unclear crosstalk music end"
)
NAME_PARTICLES = _words("van von de la da der ди фон оглы кызы")
NAME_PART = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?|\d+", re.UNICODE)
VOICE = re.compile(r"(?<=\S)(?:\s+|\s*\(\s*)(?:голос|voice)\s*\d+\)?\s*$", re.IGNORECASE)
NUMBERED = re.compile(
    r"(?:(?:speaker|spk|participant|channel)[ _-]?|(?:p|r|р|s|п|у|id|i|и)[ _-]?)#?\d{1,3}\Z", re.IGNORECASE
)
_PREFIXED = re.compile(r"[^\W\d_]{1,2}['’][^\W\d_]")  # д’Арк, al'Amin
_FORBIDDEN = re.compile(r"[!;«»\"“”„…=<>{}|\\/@]|://|\.\s+[a-zа-яё]|\?.|:")


def normal_name(label: str) -> str:
    """Return the form under which two spellings of one name agree: case, ё, order of words, spaces.

    «Ветрова Ольга», «Ольга  ВЕТРОВА» and «Ольга Ветрова (голос 1)» share it; a mark «?» is dropped.
    """
    text = unicodedata.normalize("NFKC", VOICE.sub("", label)).casefold().replace("ё", "е")
    return " ".join(sorted(part.rstrip(".") for part in NAME_PART.findall(text.replace("_", " "))))


def words_of(label: str) -> tuple[str, ...]:
    """Return the lower-case words of a label, ё as е, without digits and dots."""
    text = unicodedata.normalize("NFKC", label).casefold().replace("ё", "е").replace("_", " ")
    return tuple(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


@lru_cache(maxsize=4096)
def named_role(label: str) -> SpeakerRole | None:
    """Return the role that a word of the label names outright: «Модератор», "Interviewee 2"."""
    words = words_of(label)
    for vocabulary, role in (
        (INTERVIEWER_WORDS, SpeakerRole.INTERVIEWER),
        (RESPONDENT_WORDS, SpeakerRole.RESPONDENT),
        (OTHER_WORDS, SpeakerRole.OTHER),
    ):
        if any(word in vocabulary for word in words):
            return role
    return None


def is_generic(label: str) -> bool:
    """Tell a label that numbers voices or names a role («Спикер 0», "P3") from a person's name."""
    words = words_of(label)
    if any(word in GENERIC_WORDS for word in words) or NUMBERED.match(label.strip()):
        return True
    return named_role(label) is not None or all(len(word) == 1 for word in words)


def is_role_word(label: str) -> bool:
    """Tell whether a label is believed at its first appearance: a role word or a numbered voice."""
    words = words_of(label)
    if any(word in GENERIC_WORDS for word in words):
        return bool(re.search(r"\d", label)) or len(words) == 1
    return named_role(label) is not None or bool(NUMBERED.match(label.strip()))


def is_known_letter(label: str) -> bool:
    """Tell whether the label is one of the letters that stand for a role in pairs: И and Р, Q and A."""
    return "".join(words_of(label)) in LETTERS


def may_be_label(label: str) -> bool:
    """Tell whether the text can be a speaker's label: short, few words, no sentence, no blocked word."""
    text = label.strip()
    words = words_of(VOICE.sub("", text))
    if not words or len(text) > LABEL_LENGTH or len(words) > LABEL_WORDS or _FORBIDDEN.search(text):
        return False
    named = named_role(text) is not None
    if not named and ("," in text or (words[0] in NOT_SPEAKERS and len(text.rstrip(".")) > 1)):
        return False
    first = next(char for char in text if char.isalpha())
    return first.isupper() or is_role_word(text) or not _has_case(first)


def is_meta_key(label: str) -> bool:
    """Tell whether the text before a colon names a fact about the recording: «Дата», "Location"."""
    words = words_of(label)
    return bool(words) and words[0] in META_WORDS and named_role(label) is None


def is_name(label: str) -> bool:
    """Tell whether every word of a label begins like a name: «Анна», «Анна П.», "Jan van Dijk"."""
    parts = [part for part in NAME_PART.findall(VOICE.sub("", label)) if part[0].isalpha()]
    return bool(parts) and all(
        part[0].isupper() or part in NAME_PARTICLES or _PREFIXED.match(part) or not _has_case(part[0])
        for part in parts
    )


def is_full_name(label: str) -> bool:
    """Tell a name of two words or more, which speech seldom sets before a colon: «Иван Петров»."""
    return is_name(label) and len(words_of(VOICE.sub("", label))) > 1


def _has_case(char: str) -> bool:
    return char.lower() != char.upper()
