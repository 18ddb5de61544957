"""Invented interviews for the store's tests: one by hand, and any at all for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from build import make_turns
from pipeline.records import (
    Dropped,
    DropReason,
    InterviewId,
    Role,
    Speaker,
    SpeakerId,
    SpeakerRole,
    TimedSpan,
    Transcript,
    Utterance,
    UtteranceId,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
KEY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
SECONDS = st.floats(allow_nan=False, allow_infinity=False)
SPANS = st.builds(
    lambda start, length, time: TimedSpan(start=start, end=start + length, time=time),
    st.integers(0, 99),
    st.integers(0, 99),
    st.tuples(SECONDS, SECONDS),
)
SPEAKERS = st.builds(
    Speaker,
    id=TEXT.map(SpeakerId),
    name=TEXT,
    role=st.sampled_from(SpeakerRole),
    score=st.floats(0, 1),
    why=TEXT,
)
DROPPED = st.builds(Dropped, turn=st.integers(0, 999), reason=st.sampled_from(DropReason))


def make_transcript(*texts, id_="i1", path=None):
    return Transcript(
        id=InterviewId(id_),
        path=path or f"клиенты/{id_}.txt",
        sha256="0" * 64,
        format="plain",
        encoding="utf-8",
        language="ru",
        role=Role.CLIENT,
        segment=None,
        speakers=(Speaker(id=SpeakerId("s1"), name="[ИМЯ 1]", role=SpeakerRole.RESPONDENT),),
        turns=make_turns(*(("s1", text) for text in texts)),
    )


@st.composite
def transcripts(draw):
    spoken = draw(st.lists(st.tuples(TEXT, TEXT, st.lists(SPANS, max_size=3)), max_size=6))
    return Transcript(
        id=InterviewId(draw(KEY)),
        path=draw(TEXT),
        sha256=draw(TEXT),
        format=draw(TEXT),
        encoding=draw(TEXT),
        language=draw(TEXT),
        role=draw(st.sampled_from(Role)),
        segment=draw(st.none() | TEXT),
        speakers=tuple(draw(st.lists(SPEAKERS, max_size=3))),
        turns=make_turns(*spoken),
        dropped=tuple(draw(st.lists(DROPPED, max_size=3))),
        warnings=tuple(draw(st.lists(TEXT, max_size=3))),
    )


@st.composite
def interviews(draw):
    """Draw a transcript with utterances anywhere in its canonical text."""
    transcript = draw(transcripts())
    canonical = transcript.canonical
    said = []
    for _ in range(draw(st.integers(0, 4)) if canonical else 0):
        start = draw(st.integers(0, len(canonical) - 1))
        end = draw(st.integers(start + 1, len(canonical)))
        said.append(
            Utterance(
                id=UtteranceId(draw(TEXT)),
                interview=transcript.id,
                turn=draw(st.integers(0, 999)),
                speaker=SpeakerId(draw(TEXT)),
                speaker_role=draw(st.sampled_from(SpeakerRole)),
                start=start,
                end=end,
                text=canonical[start:end],
                time=draw(st.none() | st.tuples(SECONDS, SECONDS)),
            )
        )
    return transcript, tuple(said)
