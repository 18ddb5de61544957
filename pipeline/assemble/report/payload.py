"""What the page's script works on: the draft without its maps, the corrections, the transcripts' words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...wording import LANGUAGES
from ..evidence import FELT, STRONG_RESPONDENTS, STRONG_SHARE
from ..maps.cells import EXTREMES, QUOTES_PER_CLAIM, SINGLE_VOICES
from ..maps.moments import RESPONDENTS as MOMENT_RESPONDENTS
from ..maps.moments import STRENGTH as MOMENT_STRENGTH
from ..maps.moments import tells_outcome
from ..maps.wording import HINTS, nest_quotes
from ..review.board import study_id
from .quotes import number_voices

if TYPE_CHECKING:
    from ..draft import Draft
    from .quotes import Checked

RULES = {
    "strong_respondents": STRONG_RESPONDENTS,
    "strong_share": STRONG_SHARE,
    "moment_respondents": MOMENT_RESPONDENTS,
    "moment_strength": MOMENT_STRENGTH,
    "felt": FELT,
    "quotes_per_claim": QUOTES_PER_CLAIM,
    "single_voices": SINGLE_VOICES,
    "extremes": EXTREMES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """What a page needs to be corrected on: the base draft without corrections, and their lines.

    The draft holds the first ``applied`` of the lines, all of them when that is None.
    ``server_token`` is given when the page is served and saves each line at once; ``blind`` hides
    what others than ``author`` corrected, and what the machine learnt from it.
    """

    study: str
    base: Draft
    lines: tuple[dict[str, Any], ...] = ()
    applied: int | None = None
    server_token: str | None = None
    blind: bool = False
    author: str = ""


def plain_sheet(draft: Draft) -> ReviewSheet:
    """Return the sheet of a draft that nobody has corrected."""
    return ReviewSheet(study=study_id(interview.id for interview in draft.interviews), base=draft)


def make_payload(draft: Draft, checked: Checked, sheet: ReviewSheet) -> dict[str, Any]:
    """Return everything the script shows and works on; ``draft`` is what a reader was given as a file."""
    base = sheet.base.model_dump(mode="json", exclude={"map", "maps"})
    shown = (line for line in sheet.lines if not sheet.blind or line.get("author") == sheet.author)
    return {
        "id": sheet.study,
        "draftSha": hashlib.sha256(draft.dump()).hexdigest()[:12],
        "language": draft.study.language,
        "title": draft.study.title,
        "product": draft.study.product,
        "draft": base,
        "lines": list(shown),
        "applied": 0 if sheet.blind else len(sheet.lines) if sheet.applied is None else sheet.applied,
        "talks": checked.talks,
        "first": checked.spans,
        "decides": _decisive(sheet.base, checked),
        "voices": number_voices(sheet.base),
        "hints": _hints(),
        "rules": RULES,
        "learned": sheet.base.learned.model_dump() if sheet.base.learned and not sheet.blind else None,
        "server": None if sheet.server_token is None else {"token": sheet.server_token},
        "blind": sheet.blind,
        "author": sheet.author,
    }


def _decisive(draft: Draft, checked: Checked) -> list[str]:
    """Return the respondents' utterances in whose turn somebody says what came of it."""
    languages = {interview.id: interview.language for interview in draft.interviews}
    told: dict[tuple[str, int], bool] = {}
    found = []
    for utterance in draft.utterances:
        if utterance.speaker_role != "respondent":
            continue
        place = utterance.interview, utterance.turn
        if place not in told:
            text = checked.talks[utterance.interview]["turns"][utterance.turn][1]
            told[place] = tells_outcome(text, languages[utterance.interview])
        if told[place]:
            found.append(utterance.id)
    return found


def _hints() -> dict[str, dict[str, str]]:
    """Return what to ask where a cell is empty: lane → language → text with %(stage)s or %(label)s."""
    places = {"stage": "%(stage)s", "label": "%(label)s"}
    return {
        lane: {
            language: nest_quotes(filled) if language == "ru" else filled
            for language in LANGUAGES
            for filled in (HINTS[language][lane].format(**places),)
        }
        for lane in HINTS["en"]
    }
