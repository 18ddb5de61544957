"""The flat table of quotes: every sentence of every respondent with its codes and the question before it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ...records import InterviewId, SpeakerRole
from .values import Table, columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...records import Transcript
    from ..atlas.values import Atlas
    from ..draft import InterviewPart, UtterancePart
    from .speech import Clerk
    from .values import Value


def quotes_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return the table of respondents' utterances in the order of the draft; codes or none, all are there."""
    _ = clerk._
    heads = columns(
        (_("Interview"), 11),
        (_("File"), 26),
        (_("Viewpoint"), 14),
        (_("Segment"), 14),
        (_("Speaker"), 14),
        (_("Time"), 9),
        (_("Stage"), 24),
        (_("Kinds"), 22),
        (_("Valence, −2…+2"), 10),
        (_("Touchpoints"), 20),
        (_("Themes"), 30),
        (_("Words"), 70),
        (_("Question before"), 50),
        (_("Utterance id"), 20),
    )
    interviews = {part.id: part for part in atlas.draft.interviews}
    points = {point.id: point.name for point in atlas.draft.touchpoints}
    asked = _asker(atlas)
    rows = tuple(
        _row(said, interviews[said.interview], points, clerk, asked(said.interview, said.turn))
        for said in atlas.draft.utterances
        if said.speaker_role == "respondent"
    )
    return Table(name=_("Quotes"), columns=heads, rows=rows)


def _row(
    said: UtterancePart, interview: InterviewPart, points: dict[str, str], clerk: Clerk, question: str
) -> tuple[Value, ...]:
    told = clerk.teller.quote(said.id)
    return (
        told.code,
        told.path,
        clerk.teller.role(interview.role),
        interview.segment,
        told.speaker,
        told.time,
        clerk.stages.get(said.stage.id) if said.stage else None,
        "; ".join(clerk.kinds[part.kind] for part in said.kinds),
        said.valence,
        "; ".join(points.get(point, point) for point in said.touchpoints),
        "; ".join(clerk.themes[theme] for theme in said.themes if theme in clerk.themes),
        said.text,
        question,
        said.id,
    )


def _asker(atlas: Atlas) -> Callable[[str, int], str]:
    """Return what tells the interviewer's last words before a turn."""

    @cache
    def questions(interview: str) -> tuple[str, ...]:
        return _questions(atlas.transcripts[InterviewId(interview)])

    return lambda interview, turn: questions(interview)[turn]


def _questions(transcript: Transcript) -> tuple[str, ...]:
    """Return what was last asked before each turn, "" before the first question."""
    asking = {speaker.id for speaker in transcript.speakers if speaker.role is SpeakerRole.INTERVIEWER}
    before, last = [], ""
    for turn in transcript.turns:
        before.append(last)
        if turn.speaker in asking:
            last = turn.text
    return tuple(before)
