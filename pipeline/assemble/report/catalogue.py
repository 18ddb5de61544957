"""The words of the page's script: its messages, found in the source, in every language.

A message stands in the script as a literal: ``t("text")``, ``nt("one", "many", n)`` or, to be
translated elsewhere, ``mark("text")``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.messages.jslexer import unquote_string

from ...wording import LANGUAGES, Wording
from .bundle import APP
from .scanning import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .scanning import Part

PLURALS = {
    "ru": ("one", "few", "many"),
    "en": ("one", "other"),
}  # of Intl.PluralRules, as gettext numbers them
SAMPLES = {"ru": (1, 2, 5), "en": (1, 2)}  # a number of each form

_CALL = re.compile(r"(?<![\w.$])(nt|t|mark)\(\s*$")


class Found(NamedTuple):
    """A message of the script: where it stands, its text, and the plural's if it counts."""

    place: str
    msgid: str
    plural: str | None


def messages(folder: Path = APP) -> tuple[Found, ...]:
    """Return every message of the modules in a folder, in the order of files and places."""
    return tuple(found for path in sorted(folder.glob("*.js")) for found in _in_module(path))


def _in_module(path: Path) -> Iterator[Found]:
    parts = [part for part in scan(path.read_text(encoding="utf-8")) if part.kind != "comment"]
    for at, part in enumerate(parts[:-1]):
        call = _CALL.search(part.text) if part.kind == "code" else None
        if call and parts[at + 1].kind == "string":
            texts = _literals(parts[at + 1 : at + 20])
            counted = call.group(1) == "nt" and len(texts) > 1
            yield Found(path.name, texts[0], texts[1] if counted else None)


def _literals(parts: list[Part]) -> list[str]:
    """Return the string arguments that parts begin with; literals joined by + are one."""
    texts: list[str] = []
    joined = False
    for part in parts:
        if part.kind == "string":
            text = unquote_string(part.text)
            texts = [*texts[:-1], texts[-1] + text] if joined else [*texts, text]
        elif part.kind != "code" or part.text.strip() not in {",", "+"}:
            break
        joined = part.kind == "code" and part.text.strip() == "+"
    return texts


@lru_cache(maxsize=4)
def words_of_script(folder: Path = APP) -> dict[str, Any]:
    """Return the words that the script looks up: by language, msgid → text or its plural forms.

    What is written like its msgid is left out; the script falls back on the msgid.
    """
    said = sorted(
        {(found.msgid, found.plural) for found in messages(folder)},
        key=lambda entry: (entry[0], entry[1] is not None),  # the counted one stands last, so it is kept
    )
    words: dict[str, Any] = {
        "languages": list(LANGUAGES),
        "plural": {name: list(PLURALS[name]) for name in LANGUAGES},
    }
    for language in LANGUAGES:
        words[language] = dict(_translated(said, language))
    return words


def _translated(said: list[tuple[str, str | None]], language: str) -> Iterator[tuple[str, str | list[str]]]:
    wording = Wording(language)
    for msgid, plural in said:
        if plural is None:
            text = wording._(msgid)
            if text != msgid:
                yield msgid, text
        else:
            forms = [wording.form(msgid, plural, n) for n in SAMPLES[language]]
            if forms != [msgid, plural]:
                yield msgid, forms
