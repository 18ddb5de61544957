"""Small makers of records for tests: say what matters, the rest has a default."""

from __future__ import annotations

from pipeline.records import (
    Coding,
    InterviewId,
    Kind,
    KindScore,
    LabelOrigin,
    Role,
    Speaker,
    SpeakerId,
    SpeakerRole,
    StageId,
    StageScore,
    Theme,
    ThemeId,
    Transcript,
    Turn,
    Unit,
    Utterance,
    UtteranceId,
)


def make_turns(*said):
    """The turns of a talk of (speaker, text) or (speaker, text, spans), laid out one after the other."""
    turns, at = [], 0
    for index, (who, text, *timed) in enumerate(said):
        end = at + len(text)
        spans = tuple(span for spans in timed for span in spans)
        turns.append(Turn(index=index, speaker=SpeakerId(who), start=at, end=end, text=text, spans=spans))
        at = end + 1
    return tuple(turns)


def make_transcript(name="i01", *talk, role=Role.CLIENT, language="ru"):
    """An interview whose talk is ("и" or "р", text) pairs: interviewer and respondent."""
    talk = talk or (("и", "Что было трудно?"), ("р", "Долго ждал."))
    voices = sorted({who for who, _ in talk})
    speakers = tuple(
        Speaker(
            id=SpeakerId(f"{name}-{who}"),
            name=who,
            role=SpeakerRole.INTERVIEWER if who == "и" else SpeakerRole.RESPONDENT,
        )
        for who in voices
    )
    return Transcript(
        id=InterviewId(name),
        path=f"clients/{name}.txt",
        sha256="0" * 64,
        format="labelled-text",
        encoding="utf-8",
        language=language,
        role=role,
        segment=None,
        speakers=speakers,
        turns=make_turns(*((f"{name}-{who}", text) for who, text in talk)),
    )


def utterances_of(transcript):
    """One utterance a turn that says something."""
    roles = {speaker.id: speaker.role for speaker in transcript.speakers}
    return tuple(
        Utterance(
            id=UtteranceId(f"{transcript.id}-{turn.index}"),
            interview=transcript.id,
            turn=turn.index,
            speaker=turn.speaker,
            speaker_role=roles[turn.speaker],
            start=turn.start,
            end=turn.end,
            text=turn.text,
        )
        for turn in transcript.turns
        if turn.text
    )


def make_coding(utterance, *kinds, stage="s1", valence=0.0, touchpoints=()):
    """A coding of an utterance id with kinds of score 0.9."""
    return Coding(
        utterance=UtteranceId(utterance),
        kinds=tuple(KindScore(kind=Kind(kind), score=0.9, why="проверка") for kind in kinds),
        stage=StageScore(id=StageId(stage), score=0.8, why="проверка") if stage else None,
        valence=valence,
        touchpoints=tuple(touchpoints),
    )


def make_theme(name, kind, utterances, *, stage="s1", label=None):
    """A theme over utterance ids."""
    return Theme(
        id=ThemeId(name),
        kind=Kind(kind),
        stage=StageId(stage) if stage else None,
        label=label or name,
        label_origin=LabelOrigin.KEYWORDS,
        keywords=("слово",),
        utterances=tuple(map(UtteranceId, utterances)),
    )


def make_unit(  # noqa: PLR0913 (each part of a context may matter to a test)
    utterance, *, question="", before="", after="", position=0.0, role=Role.CLIENT, language="ru"
):
    """A unit around an utterance."""
    return Unit(
        utterance=utterance,
        language=language,
        role=role,
        question=question,
        before=before,
        after=after,
        position=position,
    )
