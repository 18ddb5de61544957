"""The report: one HTML file that opens anywhere, calls nothing outside and runs only its own script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from ...wording import LANGUAGES, Wording, nearest_language
from ..report.bundle import join_scripts, join_styles
from ..report.catalogue import words_of_script
from ..report.pages import fingerprint, page_environment
from ..report.payload import make_payload, plain_sheet
from ..report.quotes import check_quotes
from ..report.sheets import sheets_of
from .base import Export

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...records import InterviewId, Transcript
    from ..atlas.values import Atlas
    from ..draft import Draft
    from ..report.payload import ReviewSheet


def render(
    draft: Draft,
    transcripts: Mapping[InterviewId, Transcript],
    sheet: ReviewSheet | None = None,
    atlas: Atlas | None = None,
) -> bytes:
    """Return the report as UTF-8; raises DraftError for a quote its transcript does not hold.

    Without an atlas it shows the journey map alone.  Only what is given enters, so the same input gives the
    same bytes.
    """
    sheet = sheet or plain_sheet(draft)
    checked = check_quotes(sheet.base, transcripts)
    if sheet.base is not draft:
        check_quotes(draft, transcripts)
    script, style = join_scripts(), join_styles()
    page = (
        page_environment()
        .get_template("report.html.jinja")
        .render(
            draft=draft,
            language=nearest_language(draft.study.language),
            wordings=[Wording(name) for name in _own_first(nearest_language(draft.study.language))],
            policy=content_policy(script, style, served=sheet.server_token is not None),
            style=Markup(style),  # noqa: S704 (our own files)
            script=Markup(script),  # noqa: S704 (our own files)
            study=_embed(
                {
                    **make_payload(draft, checked, sheet),
                    "sheets": sheets_of(atlas) if atlas else None,
                }
            ),
            words=_embed(words_of_script()),
        )
    )
    return page.encode("utf-8", "replace")


def content_policy(script: str, style: str, *, served: bool) -> str:
    """Return the content security policy: only this style and this script; a served page may call home."""
    return (
        f"default-src 'none'; script-src '{fingerprint(script)}'; style-src '{fingerprint(style)}'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
        + ("; connect-src 'self'" if served else "")
    )


def _own_first(language: str) -> list[str]:
    return [language, *(name for name in LANGUAGES if name != language)]


def _embed(value: object) -> Markup:
    """Return JSON that cannot end its script element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (no < or & is left)


def _render(atlas: Atlas) -> bytes:
    """Return the report of an atlas, as ``render`` does."""
    return render(atlas.draft, atlas.transcripts, atlas.sheet, atlas)


EXPORT = Export(name="html", suffix=".html", render=_render)
