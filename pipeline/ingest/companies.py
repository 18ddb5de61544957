"""Companies in a text: by a legal form, a word such as «фирма» before it, or the tagger; off by default."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, lemma, sentences
from .personal import PersonalItem, PersonalType
from .tagging import tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ALL_COMPANIES = ("*", "company")  # stands among the texts to hide when every company is to be hidden
_QUOTED = r"[«\"“„](?P<quoted>[^«»\"“”„\n]{2,60})[»\"”]"
_FORM_RU = r"(?:ООО|ОАО|ЗАО|ПАО|АО|НКО|АНО|ГУП|МУП|ФГУП|ТОО|ЧОП|ТСЖ|ГК|ТД)"
_WORD_RU = (
    r"(?i:компани\w+|фирм\w+|контор\w+|магазин\w*|сервис\w*|банк\w*|агентств\w+|сет[ьи]|бренд\w*|служб\w+|клиник\w+|"
    r"салон\w*|завод\w*|холдинг\w*|корпораци\w+|поставщик\w*|подрядчик\w*|застройщик\w*|аптек\w+|ресторан\w*|отел\w*)"
)
_CAPITALS = r"[A-ZА-ЯЁ][\w&’'-]*(?:\s[A-ZА-ЯЁ][\w&’'-]*){0,2}"
_NAMED_RU = (
    re.compile(rf"(?<!\w){_FORM_RU}\s*{_QUOTED}"),
    re.compile(rf"(?<!\w){_FORM_RU}\s+(?P<name>{_CAPITALS})"),
    re.compile(rf"(?<!\w){_WORD_RU}\s+{_QUOTED}"),
    re.compile(rf"(?<!\w){_WORD_RU}\s+(?P<name>[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){{0,2}})"),
)
_FORM_EN = r"(?:Ltd|Limited|Inc|LLC|LLP|PLC|plc|GmbH|AG|Corp|Corporation|Pty|S\.A|B\.V|N\.V|KG)\b\.?"
_NAMED_EN = (
    re.compile(
        rf"(?<!\w)(?P<name>[A-Z][\w&’'-]*(?:\s(?:(?:&|and|of)\s)?[A-Z][\w&’'-]*){{0,3}}),?\s{_FORM_EN}"
    ),
    re.compile(
        r"\b(?:compan(?:y|ies)|firm|agency|supplier|employer|brand|startup|start-up|contractor|bank|insurer|shop|store)\s"
        rf"(?:is\s|was\s)?(?:called|named)\s(?P<name>{_CAPITALS})"
    ),
)
_WORD = re.compile(r"[^\W_]+(?:[-&'’][^\W_]+)*")
_SHORTEST = 3  # letters of a name that the tagger alone proposes


def find_companies(texts: Sequence[str], language: str, keep: Sequence[str] = ()) -> list[list[PersonalItem]]:
    """Return the companies of each text of one interview, found again wherever they are named; may overlap.

    ``keep`` holds the names that stay, the study's product among them.
    """
    named = [_told(text, language) for text in texts]
    if language == "ru":
        for spans, tagged in zip(named, _tagged(texts), strict=True):
            spans.update(tagged)
    names = {
        _normal(text[start:end], language)
        for text, spans in zip(texts, named, strict=True)
        for start, end in spans
    }
    kept = {"", *(_normal(name, language) for name in keep)}
    return [[*_everywhere(text, names - kept, language)] for text in texts]


def _told(text: str, language: str) -> set[tuple[int, int]]:
    """Return the places of the names that a legal form or a word for a firm stands beside."""
    found = set()
    for pattern in (*_NAMED_RU, *_NAMED_EN) if language == "ru" else _NAMED_EN:
        for match in pattern.finditer(text):
            group = "quoted" if "quoted" in pattern.groupindex else "name"
            found.add(match.span(group))
    return found


def _tagged(texts: Sequence[str]) -> Iterator[set[tuple[int, int]]]:
    """Yield for each Russian text the places that slovnet takes for organisations."""
    parts = [[(start, text[start:end]) for start, end in sentences(text, "ru")] for text in texts]
    tags = tag([part for place in parts for _, part in place])
    for place in parts:
        yield {
            _bare(part, at, start, end)
            for at, part in place
            for start, end, kind in tags[part]
            if kind == "ORG" and end - start >= _SHORTEST and not part[start:end].isupper()
        }


def _bare(part: str, at: int, start: int, end: int) -> tuple[int, int]:
    """Return the place of an organisation's name without its legal form and quotation marks."""
    match = re.search(rf"{_QUOTED}|(?:{_FORM_RU}\s+)?(?P<name>.+)", part[start:end], re.DOTALL)
    group = "quoted" if match and match["quoted"] else "name"
    first, last = match.span(group) if match else (0, end - start)
    return at + start + first, at + start + last


def _normal(name: str, language: str) -> str:
    """Return a company's normal form: its words as lemmas."""
    return " ".join(_base(word, language) for word in _WORD.findall(name))


@lru_cache(maxsize=50_000)
def _base(word: str, language: str) -> str:
    return lemma(word, language) if re.search(r"[а-яё]", word, re.IGNORECASE) else fold(word)


def _everywhere(text: str, names: Iterable[str], language: str) -> Iterator[PersonalItem]:
    """Yield the places of all names of companies; the first word has a capital, as names do."""
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    bases = [_base(word, language) for *_, word in words]
    for name in sorted(names):
        parts = name.split()
        for at in range(len(words) - len(parts) + 1):
            if bases[at : at + len(parts)] == parts and words[at][2][:1].isupper():
                start, end = words[at][0], words[at + len(parts) - 1][1]
                yield PersonalItem(start=start, end=end, type=PersonalType.COMPANY, normal=name)
