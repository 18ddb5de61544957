"""The report: one HTML file that opens anywhere, calls nothing outside and runs only its own script."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ...wording import LANGUAGES
from ..report import words
from ..report.building import build_context
from ..report.phrases import Phrasebook
from ..report.quotes import check_quotes
from .base import Export

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...records import InterviewId, Transcript
    from ..draft import Draft
    from ..report.phrases import Phrase

FOLDER = Path(__file__).parent.parent / "report"


def render(draft: Draft, transcripts: Mapping[InterviewId, Transcript]) -> bytes:
    """Return the report as UTF-8; raises DraftError for a quote its transcript does not hold.

    Only what the draft and its transcripts say enters, so the same input gives the same bytes.
    """
    book = Phrasebook(draft.study.language)
    quotes = check_quotes(draft, transcripts)
    report = build_context(draft, quotes, book)
    css, js = _style(len(draft.stages), _most_lanes(draft)), _asset("report.js")
    page = (
        _environment()
        .get_template("report.html.jinja")
        .render(
            report=report,
            words=words,
            ui=book.language,
            policy=_policy(css, js),
            css=Markup(css),  # noqa: S704 (our own file)
            js=Markup(js),  # noqa: S704 (our own file)
            passages=_embed({**quotes.passages, **_spoken(book)}),
            catalogue=lambda: _embed({"languages": LANGUAGES, "phrases": book.used()}),
            t=book.t,
            nt=book.nt,
            signed=book.signed,
            percent=book.percent,
            decimal=book.decimal,
            whole=lambda value: book.t("%(value)s", value=value),
            share=lambda part, of: part / of if of else 0.0,
        )
    )
    return page.encode("utf-8", "replace")


def _spoken(book: Phrasebook) -> dict[str, Any]:
    """Return the numbers of the phrases that the script itself writes."""

    def number(phrase: Phrase) -> int:
        return book.number(phrase)

    return {
        "roles": {role: number(book.t(name)) for role, name in words.ROLES.items()},
        "codes": {role: number(book.t(name, number="{n}")) for role, name in words.CODES.items()},
        "speakers": {role: number(book.t(name)) for role, name in words.SPEAKERS.items()},
        "step": number(book.t("Quote %(at)s of %(total)s", at="{at}", total="{of}")),
        "found": number(book.t("Shown: %(n)s of %(total)s", n="{n}", total="{of}")),
    }


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8").strip()


def _style(stages: int, lanes: int) -> str:
    """Return the style sheet with the numbers by which a phone stacks a stage's cells."""
    columns = [f".s{at}{{--s:{at}}}" for at in range(1, stages + 1)]
    rows = [f".l{at}{{--l:{at}}}" for at in range(lanes + 1)]
    return "\n".join((_asset("report.css"), f".map{{--n:{stages}}}", *columns, *rows))


def _most_lanes(draft: Draft) -> int:
    return max((len(part.lanes) for part in draft.maps), default=0)


def _policy(css: str, js: str) -> str:
    """Return the content security policy: nothing from outside, only this style and this script."""
    return (
        f"default-src 'none'; style-src '{_fingerprint(css)}'; script-src '{_fingerprint(js)}'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _fingerprint(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _embed(value: object) -> Markup:
    """Return JSON that cannot end its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (no < or & is left)


EXPORT = Export(name="html", suffix=".html", render=render)
