"""The report: one HTML file that opens anywhere, calls nothing outside and runs only its own script."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ...wording import LANGUAGES, Wording, nearest_language
from ..report.bundle import join_scripts, join_styles
from ..report.catalogue import words_of_script
from ..report.payload import make_payload, plain_sheet
from ..report.quotes import check_quotes
from .base import Export

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...records import InterviewId, Transcript
    from ..draft import Draft
    from ..report.payload import ReviewSheet

FOLDER = Path(__file__).parent.parent / "report"


def render(
    draft: Draft, transcripts: Mapping[InterviewId, Transcript], sheet: ReviewSheet | None = None
) -> bytes:
    """Return the report as UTF-8; raises DraftError for a quote its transcript does not hold.

    Only what is given enters, so the same input gives the same bytes.
    """
    sheet = sheet or plain_sheet(draft)
    checked = check_quotes(sheet.base, transcripts)
    if sheet.base is not draft:
        check_quotes(draft, transcripts)
    script, style = join_scripts(), join_styles()
    page = (
        _environment()
        .get_template("report.html.jinja")
        .render(
            draft=draft,
            language=nearest_language(draft.study.language),
            wordings=[Wording(name) for name in _own_first(nearest_language(draft.study.language))],
            policy=content_policy(script, style, served=sheet.server_token is not None),
            style=Markup(style),  # noqa: S704 (our own files)
            script=Markup(script),  # noqa: S704 (our own files)
            study=_embed(make_payload(draft, checked, sheet)),
            words=_embed(words_of_script()),
        )
    )
    return page.encode("utf-8", "replace")


def content_policy(script: str, style: str, *, served: bool) -> str:
    """Return the content security policy: only this style and this script; a served page may call home."""
    return (
        f"default-src 'none'; script-src '{_fingerprint(script)}'; style-src '{_fingerprint(style)}'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
        + ("; connect-src 'self'" if served else "")
    )


def page_policy(*, served: bool) -> str:
    """Return the policy that every page carries, for a server's header."""
    return content_policy(join_scripts(), join_styles(), served=served)


def _own_first(language: str) -> list[str]:
    return [language, *(name for name in LANGUAGES if name != language)]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _fingerprint(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _embed(value: object) -> Markup:
    """Return JSON that cannot end its script element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (no < or & is left)


EXPORT = Export(name="html", suffix=".html", render=render)
