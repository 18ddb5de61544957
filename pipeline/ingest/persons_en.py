"""Persons in Latin letters: census first names and what is spoken of as a person; words need a context.

A rare name is in no list, so an interview is read twice: what stands where only persons stand
("my flatmate Siobhan", "Kwame picked up") is learnt, then found everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import fold, stop_words, word_set
from .namebook import english_first_names, full_names, nicknames, public_persons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Name = dict[str, str]

_UPPER = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŚŞŠŹŻŽ"
_LOWER = "a-zß-öø-ÿąćčđęěğıłńňřśşšťůźżž"
_CAPITAL = rf"(?:O['’]|Mc|Mac|Fitz|De|La|Le|D['’])?[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}{_LOWER}][{_LOWER}]+)*"
_TOKEN = re.compile(rf"(?<![\w@/.&'’-])(?:{_CAPITAL}|[A-Z]\.)(?!\w|\.\w)")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Aunt|Uncle|Auntie|Sir|Father|Mister|mr|mrs|ms|mister|dr)\.?\s$"
)
_PARTICLE = re.compile(
    r"\s(?:an|ap|van|van der|van den|von|de|de la|del|della|di|da|dos|el|al|bin|ibn|ten|the)\s"
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,3}$")
_THING = re.compile(
    r"\b(?:firm|company|app|place|site|website|shop|store|brand|agency|service|product|tool|pub|cafe|restaurant|hotel|"
    r"town|village|city|street|band|book|film|movie|show|course|programme|program|school|platform|software|system|"
    r"thing|something|dog|cat|bot|game|magazine|paper|model|feature|plan|drug|medicine|bank|team|club|outfit|supplier|"
    r"employer|client|vendor|contractor|insurer|insurance)s?\s(?:\w+\s)?(?:called|named)\s$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:name is|name's|named|called|(?:call(?:s|ed|ing)?|name) (?:me|him|her|it)|hi|hello|thanks|"
    r"thank you|hey|dear|I'm|I am|this is|guy|fella|fellow|lad|lass|chap|bloke),?\s$",
    re.IGNORECASE,
)
_DEALT_WITH = re.compile(
    r"\b(?:rang|rung|ring|met|meet|gave|give|told|tell|asked|ask|knew|know|thank|thanks to|said|did|does|do|"
    r"(?:spoke|talk(?:ed)?|speak|wrote|went|goes|go) (?:to|with)|"
    r"with|than|if|and|between|to|ask(?:ed|ing)? for|"
    r"sent|got|keep|called|bless|by|from)\s$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s(?:said|says|told|asked|answered|rang|called|picked|knew|knows|thinks|thought|wants|wanted|prefers|checked|"
    r"explained|waved|works|worked|lives|lived|trains|runs|replied|wrote|came|comes|laughed|signed|suggested|"
    r"recommended|insisted|helped|found|cancelled|lost|loves|hates|was|is|has|had|and (?:I|his|her))\b|"
    r"['’]s\s|,\s(?:he|she|they call)\b|\s(?:says|knocks|turned up|picks|wasn't|isn't|moved|handled|"
    r"offered|set up|agreed|brings|brought|snores|drew|didn't|doesn't|texts|texted|does)\b"
)
_PLACED = re.compile(r"\b(?:at|in|near|the|on|via|outside|around)\s$", re.IGNORECASE)
_PLACE_WORD = frozenset({
    "street", "st", "road", "rd", "avenue", "ave", "lane", "square", "park", "station", "airport", "bank",
    "store", "church", "school", "close", "terrace", "hospital", "university", "college", "gardens", "hall",
    "gym", "fitness",
})  # fmt: skip
_OPENING = re.compile(r"(?:^|[.!?…:]|\n)[\s\"“(—–-]*$")
_LONGEST = 4  # words and initials of a name
SURE = 2  # points of evidence
_SHORTENED = 3  # letters that a name keeps when it is cut short


_NO_MARKS = str.maketrans("ıłøđ", "ilod")


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Return a word in lower case without accents, as the lists have it («Siân», «Łukasz»)."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", fold(word).translate(_NO_MARKS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_NO_MARKS)


@lru_cache(maxsize=1)
def ordinary() -> frozenset[str]:
    """Return the first names that are common English words, and the stop words."""
    return frozenset(plain(word) for word in word_set("not_names_en")) | stop_words("en")


@lru_cache(maxsize=1)
def never() -> frozenset[str]:
    """Return the words that are never taken for a person: places, firms, days, stop words."""
    return frozenset(map(fold, word_set("places_en"))) | stop_words("en")


@lru_cache(maxsize=1)
def _kin() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(map(re.escape, word_set("kin_en")), key=len, reverse=True))
    before = rf"\b(?:{words})(?:-in-law)?(?:\s(?:is|was|called|named))?,?\s$"
    after = rf",\s(?:my|our|his|her|their|the|an?)\s(?:\w+\s){{0,2}}?(?:{words}|{words}-in-law)\b"
    return re.compile(before, re.IGNORECASE), re.compile(after)


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """Tell whether the dictionary knows an English word."""
    import simplemma  # noqa: PLC0415 (loads a table: only when English text is met)

    return bool(simplemma.is_known(word, lang="en"))


def told_before(text: str, start: int) -> int:
    """Return points for what stands before: two where only a person stands, one where a person may."""
    before = text[max(0, start - 32) : start]
    if _THING.search(text[max(0, start - 50) : start]):
        return -SURE
    if _TITLE.search(before) or _NAMED.search(before) or _kin()[0].search(before):
        return SURE
    return int(bool(_DEALT_WITH.search(before))) - int(bool(_PLACED.search(before)))


def told_after(text: str, end: int) -> int:
    """Return points for what stands after a word, as ``told_before`` does."""
    after = text[end : end + 40]
    return SURE if _kin()[1].match(after) else int(bool(_DOES.match(after)))


def learn(texts: Sequence[str], known: Mapping[str, str], keep: frozenset[str]) -> dict[str, str]:
    """Return the names that an interview speaks of as persons: form → field, ``known`` among them."""
    points: dict[str, int] = {}
    learnt = dict(known)
    places = [(text, [*_TOKEN.finditer(text)]) for text in texts]
    for text, tokens in places:
        for token in tokens:
            word = plain(token.group())
            if word.endswith(".") or word in keep or word in never():
                continue
            if _TITLE.search(text[max(0, token.start() - 12) : token.start()]) and word not in ordinary():
                learnt.setdefault(word, "surname")
            told, after = told_before(text, token.start()), told_after(text, token.end())
            if _INITIALS.search(text[max(0, token.start() - 9) : token.start()]) and word not in ordinary():
                learnt.setdefault(word, "surname")
            if max(told, after) < SURE and (word in ordinary() or is_word(word)):
                continue
            points[word] = points.get(word, 0) + told + after
    learnt |= {word: learnt.get(word, "first") for word, points_ in points.items() if points_ >= SURE}
    for text, tokens in places:
        _learn_pairs(text, tokens, learnt, keep)
    return learnt | _shortened(places, learnt)


def _learn_pairs(
    text: str, tokens: list[re.Match[str]], learnt: dict[str, str], keep: frozenset[str]
) -> None:
    """Add what stands beside a name: the surname after it, a rare first name before a known surname."""
    for one, two in pairwise(tokens):
        first, second = plain(one.group()), plain(two.group())
        if text[one.end() : two.start()] != " " or second in never() | ordinary() | _PLACE_WORD | keep:
            continue
        if first in english_first_names() or first in learnt:
            if first not in ordinary() and second not in public_persons():
                learnt[second] = "surname"
        elif learnt.get(second) == "surname" and first not in never() and not is_word(first):
            learnt[first] = "first"


def _shortened(
    places: Sequence[tuple[str, list[re.Match[str]]]], learnt: Mapping[str, str]
) -> dict[str, str]:
    """Return words that begin a name of the interview and are spoken of as a person ("Des" for Desmond)."""
    whole = [word for word, field in learnt.items() if field == "first"]
    whole += [
        plain(t.group()) for _, tokens in places for t in tokens if plain(t.group()) in english_first_names()
    ]
    found = {}
    for text, tokens in places:
        for token in tokens:
            word = plain(token.group())
            if len(word) < _SHORTENED or word in ordinary() or word in learnt:
                continue
            cut = any(name.startswith(word) and name != word for name in whole)
            if cut and told_before(text, token.start()) + told_after(text, token.end()) > 0:
                found[word] = "first"
    return found


def find_names(text: str, known: Mapping[str, str], keep: frozenset[str]) -> Iterator[tuple[int, int, Name]]:
    """Yield (start, end, field → form) of the persons of an English text, left to right.

    ``known`` maps forms of the interview's names to their fields; ``keep`` holds words never masked.
    """
    tokens = [match for match in _TOKEN.finditer(text) if plain(match.group()) not in keep]
    at = 0
    while at < len(tokens):
        run = _run(text, tokens, at, known)
        if run:
            name = _assign([match.group() for match in run], known)
            if name.get("surname") not in public_persons() or name["surname"] in known:
                yield run[0].start(), run[-1].end(), name
        at += len(run) or 1


def _run(text: str, tokens: list[re.Match[str]], at: int, known: Mapping[str, str]) -> list[re.Match[str]]:
    """Return the tokens of the name that begins at this token, none if no name does."""
    if not _begins(text, tokens, at, known):
        return []
    run = [tokens[at]]
    for token in tokens[at + 1 : at + _LONGEST]:
        word = plain(token.group())
        between = text[run[-1].end() : token.start()]
        if (
            between != " " and not _PARTICLE.fullmatch(between) and not _initial(run[-1], between)
        ) or word in stop_words("en"):
            break
        if word == plain(run[-1].group()):
            break  # "my name is Harriet, Harriet Cole" in a text without commas
        run.append(token)
    following = re.match(r"\s([A-Z][a-z]+)", text[run[-1].end() :])
    titled = _TITLE.search(text[: run[0].start()][-12:])
    ends = [plain(run[-1].group())] * (len(run) > 1) + ([plain(following[1])] if following else [])
    return [] if not titled and not _PLACE_WORD.isdisjoint(ends) else run


def _initial(token: re.Match[str], between: str) -> bool:
    """Tell whether a name goes on right after an initial: "J.P. Castle"."""
    return token.group().endswith(".") and not between


def _begins(  # noqa: PLR0911 (rules in falling order of certainty)
    text: str, tokens: list[re.Match[str]], at: int, known: Mapping[str, str]
) -> bool:
    """Tell whether a person's name begins with this capitalised word."""
    token = tokens[at]
    word, before = plain(token.group()), text[max(0, token.start() - 30) : token.start()]
    if word.endswith("."):
        ahead = at
        while ahead + 1 < len(tokens) and tokens[ahead].group().endswith("."):
            if text[tokens[ahead].end() : tokens[ahead + 1].start()] not in {" ", ""}:
                return False
            ahead += 1
        return known.get(plain(tokens[ahead].group())) == "surname"
    if _TITLE.search(before):
        return True
    opens = bool(_OPENING.search(before))
    if word in known:
        if word not in ordinary():
            return True
        return not opens and told_before(text, token.start()) > 0
    if word not in english_first_names():
        return False
    return word not in ordinary() or told_before(text, token.start()) >= SURE or _has_surname(text, token)


def _has_surname(text: str, token: re.Match[str]) -> bool:
    """Tell whether another capitalised word follows («Will Turner»)."""
    following = _TOKEN.match(text, token.end() + 1) if text[token.end() : token.end() + 1] == " " else None
    word = plain(following.group()) if following else ""
    return len(word) > 2 and word not in ordinary() and plain(token.group()) not in stop_words("en")  # noqa: PLR2004


def _assign(words: list[str], known: Mapping[str, str]) -> Name:
    """Return the fields of a name: the last of several words is the surname."""
    forms = [plain(word.rstrip(".")) for word in words]
    if len(forms) == 1:
        field = known.get(forms[0]) or ("first" if forms[0] in english_first_names() else "surname")
        return {field: _full(forms[0]) if field == "first" else forms[0]}
    return {"first": _full(forms[0]), "surname": forms[-1]}


def _full(form: str) -> str:
    names = full_names(form) if form in nicknames("en") else (form,)
    return names[0] if len(names) == 1 else form


def name_of(label: str) -> Name:
    """Return the fields of a speaker's name written in Latin letters."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", label) if not _TITLE.search(f"{word} ")]
    return _assign(words, {}) if words else {}


def known_forms(names: list[Name]) -> dict[str, str]:
    """Return form → field of known persons, with the short forms of their first names."""
    forms: dict[str, str] = {}
    for name in names:
        forms.update({base: field for field, base in name.items()})
        wanted = set(full_names(name["first"])) if "first" in name else set()
        forms.update({form: "first" for form, full in nicknames("en").items() if wanted & set(full)})
    return forms
