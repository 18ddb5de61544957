"""The words by which a name of a system, a place or a channel is known (``codebooks/system_names.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..language import LANGUAGES, fold, lemma


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The words of ``codebooks/system_names.yaml`` for one language; phrases are tuples of lemmas."""

    heads: dict[tuple[str, ...], str]  # what stands beside a name → type of touchpoint
    systems: frozenset[str]
    calling: frozenset[str]
    compounds: frozenset[str]
    services: frozenset[str]
    adjectives: frozenset[str]
    verbs: dict[str, str]
    through: frozenset[str]
    places: frozenset[str]  # prepositions
    never: frozenset[str]


@lru_cache(maxsize=2)
def lists(language: str) -> Lists:
    """Return the word lists of a language."""
    import yaml  # noqa: PLC0415 (only when a study is read)

    language = language if language in LANGUAGES else "en"
    data = yaml.safe_load((files(__package__) / "codebooks" / "system_names.yaml").read_text("utf-8"))[
        language
    ]

    def phrases(text: str) -> list[str]:
        return [part.strip() for part in text.split(",")]

    def bases(name: str) -> frozenset[str]:
        said = phrases(data[name])
        return frozenset({*map(fold, said), *(lemma(word, language) for word in said)})

    return Lists(
        heads={
            key: kind
            for kind, text in data["heads"].items()
            for phrase in phrases(text)
            for key in {tuple(map(fold, phrase.split())), tuple(lemma(w, language) for w in phrase.split())}
        },
        verbs={lemma(verb, language): kind for kind, text in data["verbs"].items() for verb in phrases(text)},
        **{name: bases(name) for name in (
            "systems", "calling", "compounds", "services", "adjectives", "through",
                "places", "never",
        )},
    )  # fmt: skip
