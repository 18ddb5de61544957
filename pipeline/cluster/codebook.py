"""The codebook: what the kinds mean, how they are told, touchpoints, tones and worked examples.

Sentence vectors mean the same in both languages, so the English reader also learns from the Russian
examples, which are many more; each is read with the cues of its own language.

The built-in codebooks lie in ``codebooks/``: ``ru.yaml`` and ``en.yaml`` (kinds, cues, what questions
ask about), ``tones_*.yaml``, ``touchpoints.yaml`` for both languages and ``examples_*.jsonl``.  A
researcher's ``codebook.yaml`` has the same keys and is added to the built-in one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..records import Kind, Touchpoint, TouchpointType
from .codebook_file import CodebookFile, CueEntry, ExampleEntry, TouchpointEntry, read_codebook_file

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES = ("ru", "en")
_LENDER = "ru"  # whose examples the other language borrows
_UNDER_NEGATION = {Kind.PAIN: "drop", Kind.ACTION: "drop"}  # "I did not wait" is neither pain nor deed


@dataclass(frozen=True, slots=True, kw_only=True)
class KindText:
    """A kind's name and meaning in the codebook's language."""

    kind: Kind
    name: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Wording that speaks for a kind; ``negated`` says what it means after a negation."""

    kind: Kind
    name: str
    patterns: tuple[str, ...]
    weight: float = 1.0
    negated: str = "keep"  # keep, drop, pain or positive
    tone: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSense:
    """What an interviewer's question asks about, and the wording that tells it."""

    name: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchpointCue:
    """A touchpoint and the wording that names it."""

    id: str
    name: str
    type: TouchpointType
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A coded unit the reader learns from; ``trade`` keeps examples of one talk together."""

    text: str
    question: str = ""
    before: str = ""
    after: str = ""
    kinds: tuple[Kind, ...] = ()
    valence: float = 0.0
    role: str = "client"
    trade: str = ""
    language: str = "ru"


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Everything the readers know about one language; equal content has equal ``sha256``."""

    language: str
    kinds: tuple[KindText, ...]
    cues: tuple[Cue, ...]
    questions: tuple[QuestionSense, ...]
    touchpoints: tuple[TouchpointCue, ...]
    tones: tuple[tuple[str, float], ...]
    negators: tuple[str, ...]
    intensifiers: tuple[str, ...]
    hedges: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def sha256(self) -> str:
        """Fingerprint of the effective codebook, examples included."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def touchpoint(self, touchpoint_id: str) -> Touchpoint:
        """Return the record of a touchpoint; raises KeyError for an unknown id."""
        for cue in self.touchpoints:
            if cue.id == touchpoint_id:
                return Touchpoint(id=cue.id, name=cue.name, type=cue.type)
        raise KeyError(touchpoint_id)


@lru_cache(maxsize=len(LANGUAGES))
def load_codebook(language: str) -> Codebook:
    """Return the built-in codebook of a language; any but Russian gets the English one."""
    language = language if language in LANGUAGES else "en"
    empty = Codebook(
        language=language, kinds=(), cues=(), questions=(), touchpoints=(), tones=(),
        negators=(), intensifiers=(), hedges=(), examples=(),
    )  # fmt: skip
    codebook = empty
    for name in (f"{language}.yaml", f"tones_{language}.yaml", "touchpoints.yaml"):
        text = _resource(name)
        codebook = merge(codebook, f"tones:\n{_indent(text)}" if name.startswith("tones") else text, name)
    return replace(codebook, examples=tuple(_built_in_examples(language)))


def merge(codebook: Codebook, text: str, place: str) -> Codebook:
    """Add a codebook file's text to a codebook; what it names again, it replaces or extends.

    Cues, questions' senses, touchpoints' wording and examples are added; names, definitions and tones
    replace what was there.  Raises StudyError with file and line for anything that is not understood.
    """
    entry = read_codebook_file(text, place, codebook.language)
    return replace(
        codebook,
        kinds=_merged_kinds(codebook, entry),
        cues=_distinct(codebook.cues + tuple(_cues(entry.cues))),
        questions=_merged_questions(codebook, entry),
        touchpoints=_merged_touchpoints(codebook, entry.touchpoints),
        tones=tuple(sorted({**dict(codebook.tones), **_tones(entry.tones)}.items())),
        negators=_distinct((*codebook.negators, *entry.negators)),
        intensifiers=_distinct((*codebook.intensifiers, *entry.intensifiers)),
        hedges=_distinct((*codebook.hedges, *entry.hedges)),
        examples=codebook.examples + tuple(_example(each, codebook.language) for each in entry.examples),
    )


def codebook_files() -> list[bytes]:
    """Return the built-in codebook files of all languages in a fixed order, to tell whether they changed."""
    names = [
        f"{stem}_{language}.{kind}"
        for stem, kind in (("tones", "yaml"), ("examples", "jsonl"))
        for language in LANGUAGES
    ]
    names += [f"{language}.yaml" for language in LANGUAGES]
    return [(files(__package__) / "codebooks" / name).read_bytes() for name in ("touchpoints.yaml", *names)]


def _resource(name: str) -> str:
    return (files(__package__) / "codebooks" / name).read_text("utf-8")


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _distinct(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def split_patterns(lemmas: str | list[str]) -> tuple[str, ...]:
    """Return the patterns of an entry: a semicolon or a list parts those of one meaning."""
    lines = [lemmas] if isinstance(lemmas, str) else lemmas
    return _distinct(part.strip() for line in lines for part in line.split(";") if part.strip())


def _cues(entries: dict[Kind, list[CueEntry]]) -> Iterable[Cue]:
    for kind, cues in entries.items():
        for cue in cues:
            yield Cue(
                kind=kind, name=cue.name, patterns=split_patterns(cue.lemmas), weight=cue.weight,
                negated=cue.negated or _UNDER_NEGATION.get(kind, "keep"), tone=cue.tone,
            )  # fmt: skip


def _merged_kinds(codebook: Codebook, entry: CodebookFile) -> tuple[KindText, ...]:
    texts = {text.kind: text for text in codebook.kinds}
    for kind, said in entry.kinds.items():
        old = texts.get(kind, KindText(kind=kind, name=kind.value, definition=""))
        name, definition = said.name or old.name, said.definition or old.definition
        texts[kind] = KindText(kind=kind, name=name, definition=definition)
    return tuple(texts[kind] for kind in Kind if kind in texts)


def _merged_questions(codebook: Codebook, entry: CodebookFile) -> tuple[QuestionSense, ...]:
    senses = {sense.name: sense.patterns for sense in codebook.questions}
    for name, lemmas in entry.questions.items():
        senses[name] = _distinct((*senses.get(name, ()), *split_patterns(lemmas)))
    return tuple(QuestionSense(name=name, patterns=patterns) for name, patterns in senses.items())


def _merged_touchpoints(codebook: Codebook, entries: Iterable[TouchpointEntry]) -> tuple[TouchpointCue, ...]:
    cues = {cue.id: cue for cue in codebook.touchpoints}
    for entry in entries:
        said, old = entry.wording(codebook.language), cues.get(entry.id)
        if said is None:
            continue
        patterns = split_patterns(said.lemmas)
        cues[entry.id] = TouchpointCue(
            id=entry.id, name=said.name or (old.name if old else entry.id),
            type=entry.type or (old.type if old else TouchpointType.INTERACTIVE),
            patterns=_distinct((*(old.patterns if old else ()), *patterns)),
        )  # fmt: skip
    return tuple(cues.values())


def _tones(entries: dict[float, str]) -> dict[str, float]:
    return {word: strength for strength, words in entries.items() for word in words.split()}


def _built_in_examples(language: str) -> Iterable[Example]:
    for source in dict.fromkeys((language, _LENDER)):
        for line in _resource(f"examples_{source}.jsonl").splitlines():
            yield _example(ExampleEntry.model_validate_json(line), source)


def _example(entry: ExampleEntry, language: str) -> Example:
    return Example(
        text=entry.text, question=entry.q, before=entry.before, after=entry.after,
        kinds=tuple(kind for kind in Kind if kind in entry.kinds), valence=entry.valence,
        role=entry.role, trade=entry.trade,
        language=language,
    )  # fmt: skip
