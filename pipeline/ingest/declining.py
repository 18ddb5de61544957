"""The cases of first names that the dictionary of Russian does not know or takes for other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HUSHING = "гкхжчшщц"
_SOFT = "жшчщц"


def cases_of(name: str) -> Iterator[str]:
    """Yield a folded first name and its oblique forms by the endings of Russian («толик» → «толику»…).

    A name in a consonant may be a woman's, who has no cases then («гюзель» → «гюзелью» all the same);
    forms that nobody says do no harm, for they are only looked up.
    """
    yield name
    stem, last = name[:-1], name[-1]
    if last == "а":
        yield from (stem + ending for ending in ("и" if stem[-1:] in _HUSHING else "ы", "е", "у"))
        yield stem + ("ей" if stem[-1:] in _SOFT else "ой")
    elif last == "я":
        yield from (stem + ending for ending in ("и" if stem.endswith("и") else "е", "и", "ю", "ей"))
    elif last == "й":
        yield from (stem + ending for ending in ("я", "ю", "ем", "и" if stem.endswith("и") else "е"))
    elif last == "ь":
        yield from (stem + ending for ending in ("я", "ю", "ем", "е", "и", "ью"))
    elif last not in "еёиоуыэю":
        yield from (name + ending for ending in ("а", "у", "е", "ем" if last in _SOFT else "ом"))
        yield from _fleeting(name)


def _fleeting(name: str) -> Iterator[str]:
    """Yield the cases of fond forms that lose a vowel: «санёк» → «саньку», «дружок» → «дружку»."""
    if name.endswith("ок"):
        stem = f"{name[:-2]}к"
    elif name.endswith("ек"):
        stem = f"{name[:-2]}ьк"
    else:
        return
    yield from (stem + ending for ending in ("а", "у", "ом", "е"))
