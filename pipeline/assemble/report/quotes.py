"""Quotes that were checked against their transcript, and where they stand in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import DraftError
from ...records import InterviewId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...records import Transcript, Turn
    from ..draft import Draft, InterviewPart, UtterancePart

REMEDY = "make the draft again with 'cjm run'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the page needs beside the draft, once every quote was found in its transcript.

    ``talks``: interview → its turns as [speaker, text, seconds or None].  ``spans``: utterance →
    [turn, start, end], counted inside the turn's text in UTF-16 units, as a browser's script does.
    """

    talks: Mapping[str, Any]
    spans: Mapping[str, list[int]]


def check_quotes(draft: Draft, transcripts: Mapping[InterviewId, Transcript]) -> Checked:
    """Check every utterance against its transcript; raises DraftError at the first that differs.

    What themes, single voices and maps name has to be a respondent's utterance of the draft.
    """
    texts = {part.id: transcript_of(part, transcripts) for part in draft.interviews}
    canonical = {name: transcript.canonical for name, transcript in texts.items()}
    spans: dict[str, list[int]] = {}
    for utterance in draft.utterances:
        if utterance.interview not in texts:
            fact = "utterance %(id)s belongs to an interview that is not in the draft"
            raise DraftError(fact, place=utterance.interview, remedy=REMEDY, id=utterance.id)
        turn = _checked_turn(utterance, texts[utterance.interview], canonical[utterance.interview])
        spans[utterance.id] = _span(utterance, turn)
    _check_references(draft)
    return Checked(talks={name: {"turns": _turns(text)} for name, text in texts.items()}, spans=spans)


def number_voices(draft: Draft) -> dict[str, int]:
    """Give each interview its number within its role: from 1, in the draft's order."""
    seen: Counter[str] = Counter()
    numbers = {}
    for part in draft.interviews:
        seen[part.role] += 1
        numbers[part.id] = seen[part.role]
    return numbers


def transcript_of(part: InterviewPart, transcripts: Mapping[InterviewId, Transcript]) -> Transcript:
    """Return an interview's transcript; raises DraftError when it is not there."""
    transcript = transcripts.get(InterviewId(part.id))
    if transcript is None:
        raise DraftError("no transcript to check its quotes against", place=part.path, remedy=REMEDY)
    return transcript


def _checked_turn(utterance: UtterancePart, transcript: Transcript, canonical: str) -> Turn:
    """Return the utterance's turn once its text, span and speaker were found to be the transcript's."""
    if not 0 <= utterance.turn < len(transcript.turns):
        raise DraftError(
            "utterance %(id)s names turn %(turn)s of %(turns)s",
            place=transcript.path,
            remedy=REMEDY,
            id=utterance.id,
            turn=utterance.turn,
            turns=len(transcript.turns),
        )
    turn = transcript.turns[utterance.turn]
    inside = turn.start <= utterance.start < utterance.end <= turn.end
    if not inside or canonical[utterance.start : utterance.end] != utterance.text:
        raise DraftError(
            "quote %(id)s differs from the transcript at %(start)s..%(end)s",
            place=transcript.path,
            remedy=REMEDY,
            id=utterance.id,
            start=utterance.start,
            end=utterance.end,
        )
    if turn.speaker != utterance.speaker:
        fact = "quote %(id)s is given to another speaker than the transcript says"
        raise DraftError(fact, place=transcript.path, remedy=REMEDY, id=utterance.id)
    return turn


def _check_references(draft: Draft) -> None:
    """Raise DraftError for evidence that no respondent said, and for an unknown theme or stage."""
    said = {utterance.id for utterance in draft.utterances if utterance.speaker_role == "respondent"}
    for place, ids in _evidence(draft):
        for name in ids:
            if name not in said:
                fact = "utterance %(id)s is not among the respondents' words"
                raise DraftError(fact, place=place, remedy=REMEDY, id=name)
    themes, stages = {theme.id for theme in draft.themes}, {stage.id for stage in draft.stages}
    for lane in (lane for part in draft.maps for lane in part.lanes):
        for cell in lane.cells:
            if cell.stage not in stages:
                fact = "stage %(stage)s is not in the draft"
                raise DraftError(fact, place=f"map/{lane.id}", remedy=REMEDY, stage=cell.stage)
            for theme in (theme for claim in cell.claims for theme in claim.themes if theme not in themes):
                fact = "theme %(theme)s is not in the draft"
                raise DraftError(fact, place=f"map/{lane.id}", remedy=REMEDY, theme=theme)


def _evidence(draft: Draft) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield every list of utterances that stands for something, with its place."""
    for theme in draft.themes:
        yield theme.id, theme.utterances
        yield theme.id, theme.against
    yield "unassigned", draft.unassigned
    for lane in (lane for part in draft.maps for lane in part.lanes):
        for claim in (claim for cell in lane.cells for claim in cell.claims):
            yield f"map/{lane.id}", claim.utterances


def _span(utterance: UtterancePart, turn: Turn) -> list[int]:
    start, end = utterance.start - turn.start, utterance.end - turn.start
    return [turn.index, _utf16(turn.text[:start]), _utf16(turn.text[:end])]


def _utf16(text: str) -> int:
    """Return the length a browser's script counts: characters beyond the base plane are two units."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)  # noqa: PLR2004


def _turns(transcript: Transcript) -> list[list[Any]]:
    return [
        [turn.speaker, turn.text, round(turn.spans[0].time[0], 1) if turn.spans else None]
        for turn in transcript.turns
    ]
