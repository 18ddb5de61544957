"""What a word may be in a person's name: first name, patronymic or surname, in which sex and base form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import fold, morphology, word_list, word_set
from .declining import cases_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIELDS = ("first", "patronymic", "surname")
_GRAMMEMES = {"first": "Name", "patronymic": "Patr", "surname": "Surn"}
_WEAK = 0.05
_SHAPED = 0.2  # the score of a surname told by its ending alone
_BARE_SURNAME = re.compile(r"([а-я]{2,}[ое]в)")
_SURNAME = re.compile(r"([а-я]{2,}(?:[ое]в|[иы]н))(?:а|у|е|ым|ой)?")
_SURNAME_ENDING = re.compile(r"\w{2,}(?:[оеё]в|[иы]н|ко|ян|янц|дзе|швили|ук|юк|ич)(?:а|у|ым|ой|е|ы|ых|ыми)?")
_FAR_SURNAME = re.compile(
    r"([а-я]{3,}?(?:ян|янц|енко|швили|дзе|[чщ]ук|оглу|заде|[сц]кий))(?:а|у|е|ом|ем|ы)?"
)  # Armenian, Georgian, Ukrainian, of Azerbaijan
# «Степаныч»: the dictionary guesses all of them and lists a few
_SPOKEN_PATRONYMIC = re.compile(
    r"[а-я]{2,}(?:ыч|[еи]ич|ьич|ович|евич)(?:а|у|ем|е|и)?|[а-я]{3,}(?:овн|евн)(?:а|ы|е|у|ой)"
)
_PATRONYMIC_ENDING = re.compile(r"(?:ич|ыч)(?:а|у|ем|е)$|(?<=н)(?:ы|е|у|ой)$")
_FOND = re.compile(
    r"([а-я]{3,}?)(?:(?:ушк|юшк|[ое]чк|[еио]ньк|уш|юш|ош|еш|ун|юн|ен|ус|юс|ул|юл|ох|ах|ях|к)[ая]|(?:ик|чик|ок|он|ян))"
)
_FULL_ENDINGS = ("", "а", "я", "ия", "ий", "ей", "й", "ья")
_LEAST_FREQUENT = 0.004  # per cent of people with a census first name; rarer ones are mostly no names


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a word as part of a name; ``sex`` is "m", "f" or "" when both fit."""

    field: str
    base: str
    sex: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """All readings of a word; ``common`` is the score of its best reading as an ordinary word."""

    readings: tuple[Reading, ...]
    common: float
    bases: frozenset[str]

    def of(self, field: str) -> tuple[Reading, ...]:
        """Return the readings as this field, best first."""
        return tuple(reading for reading in self.readings if reading.field == field)


@lru_cache(maxsize=50_000)
def look_up(word: str) -> Word:
    """Read a Russian word in any case form."""
    parses = morphology().parse(word)
    readings: dict[tuple[str, str, str], float] = {}
    bases = {fold(word)} | {fold(parse.normal_form) for parse in parses}
    for parse in parses:
        base, sex = fold(parse.normal_form), {"masc": "m", "femn": "f"}.get(parse.tag.gender, "")
        for field in FIELDS:
            is_listed = parse.is_known or field == "surname" or base in first_names()
            if field == "patronymic" and not parse.is_known:
                is_listed = bool(_SPOKEN_PATRONYMIC.fullmatch(fold(word)))
            if _GRAMMEMES[field] in parse.tag and is_listed:
                base = _patronymic(base) if field == "patronymic" else base
                _keep_best(readings, (field, base, sex), parse.score)
        if base in nicknames("ru") or (not parse.is_known and base in first_names()):
            # «галка» is a bird first: the list alone makes such a word a weak candidate
            score = _WEAK if _is_ordinary(parse) else parse.score
            _keep_best(readings, ("first", base, _sex_of(base)), score)
    common = max((parse.score for parse in parses if _is_ordinary(parse)), default=0.0)
    listed = () if any(field == "first" for field, *_ in readings) else _listed_cases().get(fold(word), ())
    readings |= {("first", base, _sex_of(base)): _WEAK if common else _SHAPED for base in listed}
    bases |= set(listed)
    if "surname" not in {field for field, *_ in readings} and not any(map(_is_ordinary, parses)):
        shapes = (_BARE_SURNAME,) if readings else (_SURNAME, _FAR_SURNAME)
        shape = next(filter(None, (form.fullmatch(fold(word)) for form in shapes)), None)
        if shape:
            _keep_best(readings, ("surname", shape[1], ""), _SHAPED)
    for reading in (
        () if readings else _told_by_lists(fold(word), bases, known=any(p.is_known for p in parses))
    ):
        readings[reading[:3]] = reading[3]
    # of two readings as good as each other the nominative is the likelier: «Влада» is rarely «of Влад»
    ordered = sorted(readings.items(), key=lambda item: (-item[1], item[0][1] != fold(word), item[0]))
    found = tuple(Reading(field=f, base=b, sex=s, score=score) for (f, b, s), score in ordered)
    return Word(readings=found, common=common, bases=frozenset(bases))


def _patronymic(base: str) -> str:
    """Return one base for all spellings of a patronymic («Григорьич», «Михалыч»)."""
    if base.endswith("ьич") and base != "ильич":
        return f"{base[:-3]}иевич"
    return {"михаилович": "михайлович"}.get(base, base)


def _told_by_lists(
    word: str, bases: frozenset[str] | set[str], *, known: bool
) -> Iterator[tuple[str, str, str, float]]:
    """Yield what the dictionary cannot tell: spoken patronymics, short surnames, new fond forms."""
    nominative = _PATRONYMIC_ENDING.sub(
        lambda ending: "ич" if "ич" in ending[0] else "ыч" if "ыч" in ending[0] else "а", word
    )
    spoken = _spoken_patronymics().get(nominative) or _spoken_patronymics().get(word)
    if spoken:
        yield "patronymic", *spoken, _SHAPED
    for base in sorted(bases & word_set("surnames_short_ru")):
        yield "surname", base, "", _WEAK
    if known or spoken:
        return
    for base in sorted(bases):
        full = _of_fond_form(base)
        if full:
            yield "first", full, _sex_of(full), _SHAPED
            return


@lru_cache(maxsize=1)
def _spoken_patronymics() -> Mapping[str, tuple[str, str]]:
    rows = (line.split() for line in word_list("patronymics_ru"))
    return {fold(form): (base, sex) for form, base, sex in rows}


def _of_fond_form(word: str) -> str:
    """Return the full name that a fond form of no list is made from («Владленка»), "" when none is."""
    shape = _FOND.fullmatch(word)
    if not shape:
        return ""
    for made in (f"{shape[1]}{ending}" for ending in _FULL_ENDINGS):
        if made in nicknames("ru"):
            full = nicknames("ru")[made]
            return full[0] if len(full) == 1 else made
        if made in first_names():
            return made
    return ""


def _keep_best(readings: dict[tuple[str, str, str], float], key: tuple[str, str, str], score: float) -> None:
    readings[key] = max(score, readings.get(key, 0.0))


def _is_ordinary(parse: object) -> bool:
    """Tell whether a parse is a dictionary word that is no name (a place or a firm is ordinary)."""
    tag = parse.tag  # type: ignore[attr-defined]  # pymorphy3 has no types
    return parse.is_known and not any(grammeme in tag for grammeme in _GRAMMEMES.values())  # type: ignore[attr-defined]


@lru_cache(maxsize=2)
def nicknames(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return first names and their short forms → the full names they may stand for, sorted."""
    full: dict[str, set[str]] = {}
    lines = [fold(line).split() for line in word_list(f"names_{language}")]
    for name, _, *forms in lines:
        for form in forms:
            full.setdefault(form, set()).add(name)
    for name, *_ in lines:
        full[name] = {name}
    return {form: tuple(sorted(names)) for form, names in sorted(full.items())}


@lru_cache(maxsize=1)
def _sexes() -> Mapping[str, str]:
    return {line.split()[0]: line.split()[1] for line in map(fold, word_list("names_ru"))}


def _sex_of(form: str) -> str:
    """Return the sex of a first name or short form, "" when it fits both or is unknown."""
    sexes = {_sexes().get(name, "") for name in nicknames("ru").get(form, ())}
    return sexes.pop() if len(sexes) == 1 else ""


def full_names(form: str, sex: str = "") -> tuple[str, ...]:
    """Return the full first names that a form may stand for (itself when it is in no list)."""
    names = nicknames("ru").get(form) or nicknames("en").get(form) or (_of_fond_form(form) or form,)
    fitting = tuple(name for name in names if not sex or _sexes().get(name, sex) == sex)
    return fitting or names


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Return the Russian surnames that come with natasha, folded; men's forms."""
    lines = (natasha_data() / "dict" / "last.txt").read_text("utf-8").splitlines()
    return frozenset(fold(line.split("#")[0].strip()) for line in lines) - {""}


def is_shaped_surname(shown: str, word: Word) -> bool:
    """Tell whether a word is a surname with an ending that surnames have, whatever else it is."""
    return bool(word.of("surname")) and bool(_SURNAME_ENDING.fullmatch(fold(shown)))


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return the Russian-language first names that come with natasha, folded."""
    lines = (natasha_data() / "dict" / "first.txt").read_text("utf-8").splitlines()
    return frozenset(fold(line.split("#")[0].strip()) for line in lines) - {""}


@lru_cache(maxsize=1)
def _listed_cases() -> Mapping[str, tuple[str, ...]]:
    """Return every case of a listed first name → its nominatives, sorted."""
    found: dict[str, set[str]] = {}
    for name in {*nicknames("ru"), *map(fold, word_set("names_peoples_ru"))}:
        for form in cases_of(name):
            found.setdefault(form, set()).add(name)
    return {form: tuple(sorted(names)) for form, names in sorted(found.items())}


def natasha_data() -> Path:
    """Return the folder of natasha's models and lists, without importing natasha."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:  # pragma: no cover (a required dependency)
        raise ModuleNotFoundError("natasha", name="natasha")
    return Path(spec.submodule_search_locations[0]) / "data"


@lru_cache(maxsize=1)
def english_first_names() -> frozenset[str]:
    """Return the commoner first names of the US census, short forms, and names of other peoples."""
    return frozenset(_census()) | nicknames("en").keys() | word_set("names_peoples_en")


def _census() -> Iterator[str]:
    for list_name in ("dist.female.first", "dist.male.first"):
        for line in (files("names") / list_name).read_text("ascii").splitlines():
            name, share, *_ = line.split()
            if float(share) >= _LEAST_FREQUENT:
                yield name.lower()


@lru_cache(maxsize=1)
def never_persons() -> frozenset[str]:
    """Return the folded words that are never taken for a person: products, months, forms of address."""
    return frozenset(map(fold, word_set("not_persons")))


@lru_cache(maxsize=1)
def public_persons() -> frozenset[str]:
    """Return the folded surnames of people everybody knows."""
    return frozenset(map(fold, word_set("public_persons")))
