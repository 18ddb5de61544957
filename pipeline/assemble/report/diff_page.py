"""The page that shows what changed between two drafts: one file without a script, in the study's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from ...wording import Wording, nearest_language
from .diff_words import DiffWords
from .pages import FOLDER, fingerprint, page_environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..draft import Draft
    from ..review.differences import Comparison, ThemeChange

SHOWN = 3  # quotes of a change; the rest folds away
DOT, GAP = 8, 3  # units of a picture of respondents
MOST_DOTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftHead:
    """What the page calls a draft; ``made`` is a time in ISO 8601."""

    number: int
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A respondent of a theme: stayed, came, went, or never was there; ``x`` is its middle."""

    state: str
    x: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Utterances that came to a theme or left it: (text, file of the interview)."""

    shown: tuple[tuple[str, str], ...]
    folded: tuple[tuple[str, str], ...]


def render_diff(
    comparison: Comparison, drafts: tuple[Draft, Draft], heads: tuple[DraftHead, DraftHead]
) -> bytes:
    """Return the page as UTF-8; the same input gives the same bytes."""
    language = nearest_language(drafts[1].study.language)
    words = Wording(language)
    style = _style()
    told = [_told(draft) for draft in drafts]
    page = (
        page_environment()
        .get_template("diff.html.jinja")
        .render(
            found=comparison,
            old=drafts[0],
            new=drafts[1],
            heads=heads,
            language=language,
            words=DiffWords(words, comparison, drafts),
            _=words._,
            ngettext=words.ngettext,
            when=lambda made: _when(made, language),
            groups=[
                (aspect, list(group)) for aspect, group in groupby(comparison.themes, lambda c: c.aspects[0])
            ],
            dots=_dots,
            gained=lambda change: _quotes(change.gained, told[1]),
            lost=lambda change: _quotes(change.lost, told[0]),
            policy=_policy(style),
            style=Markup(style),  # noqa: S704 (our own files)
        )
    )
    return page.encode("utf-8", "replace")


def _dots(change: ThemeChange) -> Sequence[Dot]:
    """Return the respondents of a theme before and after as dots; () when there are too many to draw."""
    was, now = change.people
    of = max((theme.of for theme in (*change.before, *change.after)), default=0)
    of = max(of, was, now)
    if of > MOST_DOTS:
        return ()
    stayed, came, went = min(was, now), max(now - was, 0), max(was - now, 0)
    states = ["stayed"] * stayed + ["came"] * came + ["went"] * went + ["none"] * (of - stayed - came - went)
    return [Dot(state=state, x=DOT // 2 + at * (DOT + GAP)) for at, state in enumerate(states)]


def _told(draft: Draft) -> dict[str, tuple[str, str]]:
    paths = {part.id: part.path for part in draft.interviews}
    return {said.id: (said.text, paths[said.interview]) for said in draft.utterances}


def _quotes(ids: Sequence[str], told: Mapping[str, tuple[str, str]]) -> Quotes:
    found = tuple(told[id_] for id_ in ids)
    return Quotes(shown=found[:SHOWN], folded=found[SHOWN:])


def _when(made: str, language: str) -> str:
    """Write a time as the language writes it."""
    from babel.dates import format_date  # noqa: PLC0415 (locale data load slowly)

    moment = datetime.fromisoformat(made).astimezone(UTC)
    return f"{format_date(moment, 'long', locale=language)}, {moment:%H:%M} UTC"


@lru_cache(maxsize=1)
def _style() -> str:
    """Return the report's style sheet and the page's own."""
    return "\n".join(
        (FOLDER / name).read_text(encoding="utf-8").strip() for name in ("report.css", "diff.css")
    )


def _policy(style: str) -> str:
    """Return the content security policy: nothing but this style."""
    return (
        f"default-src 'none'; style-src '{fingerprint(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
