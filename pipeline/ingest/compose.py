"""One parsed interview → its canonical text, turns and utterances.

Two steps, because a pseudonym is given study-wide: ``prepare`` reads one interview alone (where
utterances begin, what is personal, what is dropped), ``compose`` lays out the canonical text once
the study's key is known.  Ids are made from the interview's own words before pseudonyms are put
in, so they stay when the key grows, a file is renamed or saved in another encoding.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import (
    Dropped,
    DropReason,
    InterviewId,
    SpeakerId,
    SpeakerRole,
    TimedSpan,
    Transcript,
    Turn,
    Utterance,
    UtteranceId,
    content_id,
)
from .cleaning import find_credits, judge_turn
from .courtesy import judge_courtesies
from .loops import find_loops, without_spans
from .privacy import PersonalItem, apply_key, carry_span, find_all, repair_spans
from .segment import segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..records import ParsedTranscript, RawTurn, Role, Source, Speaker
    from .privacy import Edit

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedTurn:
    """What was found in one turn: utterance spans and personal items over the turn's own text."""

    spans: tuple[Span, ...]
    items: tuple[PersonalItem, ...]
    dropped: DropReason | None = None  # the whole turn, or (with spans) the parts that are no speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an interview from outside its text."""

    source: Source
    language: str
    role: Role
    segment: str | None
    speakers: tuple[Speaker, ...]  # with their public names
    labels: Mapping[str | None, SpeakerId]  # the file's label -> speaker


def interview_id(parsed: ParsedTranscript) -> InterviewId:
    """Return an id made from who says what, in order: not from path, encoding or layout."""
    parts = [part for turn in parsed.turns for part in (turn.speaker or "", turn.text)]
    return InterviewId(content_id("i", *parts))


def prepare(  # noqa: PLR0913 (a transcript and what it is read with)
    parsed: ParsedTranscript,
    language: str,
    known: Sequence[str] = (),
    keep: Sequence[str] = (),
    *,
    private: bool,
    hide: Sequence[tuple[str, str]] = (),
) -> tuple[PreparedTurn, ...]:
    """Segment every turn and, when ``private``, find what is personal in it.

    ``known`` are the speakers' names of the study, ``keep`` names of products, never taken for people,
    ``hide`` (text, type) of what is hidden besides.
    """
    texts = [turn.text for turn in parsed.turns]
    personal = find_all(texts, language, known, keep, hide) if private else ((),) * len(texts)
    found: list[PreparedTurn] = []
    courtesies = judge_courtesies(texts)
    for raw, text, items, previous in zip(parsed.turns, texts, personal, ["", *texts], strict=False):
        reason = judge_turn(text, language, previous=previous) or courtesies.get(len(found))
        spans = () if reason else segment(text, language, breaks=_breaks(raw))
        spans = repair_spans(spans, items)
        for cause, cuts in _cuts(text) if spans else ():
            reason, spans = cause, without_spans(spans, cuts, text)
        found.append(PreparedTurn(spans=repair_spans(spans, items), items=tuple(items), dropped=reason))
    return tuple(found)


def _cuts(text: str) -> tuple[tuple[DropReason, tuple[Span, ...]], ...]:
    """Return what is no speech inside a turn, by reason."""
    credit, loops = find_credits(text), find_loops(text)
    told = ((DropReason.ASR_CREDIT, credit), (DropReason.REPETITION, loops))
    return tuple((reason, cuts) for reason, cuts in told if cuts)


def _breaks(raw: RawTurn) -> tuple[int, ...]:
    """Return the offsets at which a cue ends inside the turn's text."""
    ends, at = [], 0
    for cue in raw.cues[:-1]:
        at += len(cue.text) + 1
        ends.append(at)
    return tuple(ends)


def compose(
    parsed: ParsedTranscript,
    prepared: Sequence[PreparedTurn],
    facts: Facts,
    key: Mapping[tuple[str, str], str],
    key_language: str,
) -> tuple[Transcript, tuple[Utterance, ...]]:
    """Lay out the canonical text with the pseudonyms of ``key`` in place."""
    interview = interview_id(parsed)
    role_of = {speaker.id: speaker.role for speaker in facts.speakers}
    starts = _starts(parsed)
    turns: list[Turn] = []
    utterances: list[Utterance] = []
    at = 0
    for number, (raw, part) in enumerate(zip(parsed.turns, prepared, strict=True)):
        text, edits = apply_key(raw.text, part.items, key, key_language)
        speaker = facts.labels[raw.speaker]
        timed = _timed(raw, edits, starts[number + 1])
        turn = Turn(index=number, speaker=speaker, start=at, end=at + len(text), text=text, spans=timed)
        utterances.extend(_utterances(interview, turn, part, edits, role_of[speaker]))
        turns.append(turn)
        at = turn.end + 1
    transcript = Transcript(
        id=interview,
        path=facts.source.path,
        sha256=facts.source.sha256,
        format=parsed.format,
        encoding=facts.source.encoding or "binary",
        language=facts.language,
        role=facts.role,
        segment=facts.segment,
        speakers=facts.speakers,
        turns=tuple(turns),
        dropped=tuple(Dropped(turn=n, reason=p.dropped) for n, p in enumerate(prepared) if p.dropped),
        warnings=parsed.warnings,
    )
    return transcript, tuple(utterances)


def _utterances(
    interview: InterviewId, turn: Turn, part: PreparedTurn, edits: Sequence[Edit], role: SpeakerRole
) -> list[Utterance]:
    """Carry a turn's spans over its edits; the id keeps the place in the words as they were said."""
    made = []
    for start, end in part.spans:
        new_start, new_end = carry_span(start, end, edits)
        made.append(
            Utterance(
                id=UtteranceId(content_id("u", interview, str(turn.index), str(start))),
                interview=interview,
                turn=turn.index,
                speaker=turn.speaker,
                speaker_role=role,
                start=turn.start + new_start,
                end=turn.start + new_end,
                text=turn.text[new_start:new_end],
                time=_time(turn, new_start, new_end),
            )
        )
    return made


def _starts(parsed: ParsedTranscript) -> list[float | None]:
    """Return when each turn starts, with one None at the end."""
    return [*(turn.cues[0].start if turn.cues else None for turn in parsed.turns), None]


def _timed(raw: RawTurn, edits: Sequence[Edit], following: float | None) -> tuple[TimedSpan, ...]:
    """Place the timed cues in the edited text; a cue without an end lasts until the next one."""
    spans, at = [], 0
    for number, cue in enumerate(raw.cues):
        start, end = at, at + len(cue.text)
        at = end + 1
        if cue.start is None:
            continue
        after = raw.cues[number + 1].start if number + 1 < len(raw.cues) else following
        until = cue.end if cue.end is not None else after
        until = cue.start if until is None else max(cue.start, until)
        new_start, new_end = carry_span(start, end, edits)
        spans.append(TimedSpan(start=new_start, end=new_end, time=(cue.start, until)))
    return tuple(spans)


def _time(turn: Turn, start: int, end: int) -> tuple[float, float] | None:
    """Return the time of the cues that an utterance touches; cues stand in order and do not overlap."""
    first = bisect_right(turn.spans, start, key=lambda span: span.end)
    last = bisect_left(turn.spans, end, lo=first, key=lambda span: span.start)
    touched = [span.time for span in turn.spans[first:last]]
    return (touched[0][0], max(time[1] for time in touched)) if touched else None
