"""Records to rows and back, and the small records that only the store knows.

Lists inside an interview (speakers, dropped turns, warnings) and the cue times inside a turn are
JSON: they are read and written whole, never searched.  JSON keeps floats exactly.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ..records import (
    Dropped,
    DropReason,
    InterviewId,
    Role,
    Speaker,
    SpeakerId,
    SpeakerRole,
    TimedSpan,
    Transcript,
    Turn,
    Utterance,
    UtteranceId,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVerdict:
    """What the last run thought of one file: ``verdict`` is a word such as ok, refused, duplicate."""

    path: str  # relative to the study folder, with forward slashes
    sha256: str
    size: int
    mtime_ns: int
    verdict: str
    message: str = ""
    interview: InterviewId | None = None


class RunStatus(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    DONE = "done"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEntry:
    """One run of the pipeline; times are aware and in UTC."""

    number: int
    started: datetime
    finished: datetime | None
    status: RunStatus
    settings: dict[str, Any]
    counts: dict[str, Any]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEntry:
    """A draft's place in the list, without its bytes; ``sha256`` is that of the bytes."""

    number: int
    run: int
    sha256: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEntry:
    """One line of a corrections file as a person made it; ``time`` is kept as it was written."""

    id: str
    line: str
    author: str
    time: str
    retracted: bool = False


def compact(value: object) -> str:
    """Return JSON without spaces, keys in order, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def interview_row(transcript: Transcript, digest: str) -> Columns:
    """Return the row of ``interviews``."""
    return {
        "id": transcript.id,
        "digest": digest,
        "path": transcript.path,
        "sha256": transcript.sha256,
        "format": transcript.format,
        "encoding": transcript.encoding,
        "language": transcript.language,
        "role": transcript.role.value,
        "segment": transcript.segment,
        "speakers": compact(
            [[voice.id, voice.name, voice.role, voice.score, voice.why] for voice in transcript.speakers]
        ),
        "dropped": compact([[drop.turn, drop.reason] for drop in transcript.dropped]),
        "warnings": compact(transcript.warnings),
    }


def turn_rows(transcript: Transcript) -> list[Columns]:
    """Return the rows of ``turns``; places in the canonical text follow from the texts."""
    return [
        {
            "interview": transcript.id,
            "number": turn.index,
            "speaker": turn.speaker,
            "text": turn.text,
            "spans": compact([[span.start, span.end, *span.time] for span in turn.spans]),
        }
        for turn in transcript.turns
    ]


def utterance_rows(transcript: Transcript, utterances: Iterable[Utterance]) -> list[Columns]:
    """Return the rows of ``utterances`` in the order given.

    Raises ValueError for an utterance whose text does not stand at its place in the transcript.
    """
    canonical = transcript.canonical
    rows = []
    for number, said in enumerate(utterances):
        if said.interview != transcript.id or canonical[said.start : said.end] != said.text:
            msg = f"{transcript.path}: utterance {said.id} does not stand at {said.start}..{said.end}"
            raise ValueError(msg)
        rows.append(_utterance_row(number, said))
    return rows


def _utterance_row(number: int, said: Utterance) -> Columns:
    time_from, time_to = said.time or (None, None)
    return {
        "interview": said.interview,
        "number": number,
        "id": said.id,
        "turn": said.turn,
        "speaker": said.speaker,
        "speaker_role": said.speaker_role.value,
        "start": said.start,
        "end": said.end,
        "time_from": time_from,
        "time_to": time_to,
    }


def turns_of(rows: Iterable[Any]) -> tuple[Turn, ...]:
    """Return the turns of one interview from its rows in order."""
    turns, at = [], 0
    for row in rows:
        spans = tuple(
            TimedSpan(start=start, end=end, time=(since, until))
            for start, end, since, until in json.loads(row.spans)
        )
        end = at + len(row.text)
        speaker = SpeakerId(row.speaker)
        turns.append(Turn(index=row.number, speaker=speaker, start=at, end=end, text=row.text, spans=spans))
        at = end + 1
    return tuple(turns)


def transcript_of(row: Any, turns: Iterable[Any]) -> Transcript:
    """Return the transcript of an ``interviews`` row and its ``turns`` rows in order."""
    return Transcript(
        id=InterviewId(row.id),
        path=row.path,
        sha256=row.sha256,
        format=row.format,
        encoding=row.encoding,
        language=row.language,
        role=Role(row.role),
        segment=row.segment,
        speakers=tuple(
            Speaker(id=SpeakerId(id_), name=name, role=SpeakerRole(role), score=score, why=why)
            for id_, name, role, score, why in json.loads(row.speakers)
        ),
        turns=turns_of(turns),
        dropped=tuple(
            Dropped(turn=turn, reason=DropReason(reason)) for turn, reason in json.loads(row.dropped)
        ),
        warnings=tuple(json.loads(row.warnings)),
    )


def utterance_of(row: Any, canonical: str) -> Utterance:
    """Return the utterance of an ``utterances`` row, its text cut from the canonical text."""
    return Utterance(
        id=UtteranceId(row.id),
        interview=InterviewId(row.interview),
        turn=row.turn,
        speaker=SpeakerId(row.speaker),
        speaker_role=SpeakerRole(row.speaker_role),
        start=row.start,
        end=row.end,
        text=canonical[row.start : row.end],
        time=None if row.time_from is None else (row.time_from, row.time_to),
    )
