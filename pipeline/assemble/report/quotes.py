"""Quotes that were checked against their transcript, and the passages around them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import DraftError
from ...records import InterviewId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...records import Transcript, Turn
    from ..draft import Draft, InterviewPart, UtterancePart

QUESTION_REACH = 4  # how many turns back the question of an answer is looked for
REMEDY = "make the draft again with 'cjm run'"
MARKS = {"ru": ("«", "»")}
OTHER_MARKS = ("“", "”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An utterance as the report shows it; ``number`` opens its passage, ``voice`` counts in its role."""

    number: int
    id: str
    text: str
    open: str
    close: str
    language: str
    role: str
    voice: int
    time: str
    valence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """The respondents' utterances by id; ``checked`` counts everybody's, each equal to its span."""

    by_id: Mapping[str, Quote]
    passages: Mapping[str, Any]
    checked: int

    def get(self, utterance: str, *, place: str) -> Quote:
        """Return one quote; raises DraftError naming ``place`` for what no respondent said."""
        if utterance not in self.by_id:
            fact = "utterance %(id)s is not among the respondents' words"
            raise DraftError(fact, place=place, remedy=REMEDY, id=utterance)
        return self.by_id[utterance]


def check_quotes(draft: Draft, transcripts: Mapping[InterviewId, Transcript]) -> Quotes:
    """Check every utterance against its transcript; raises DraftError at the first that differs."""
    places = {part.id: at for at, part in enumerate(draft.interviews)}
    voices = number_voices(draft)
    texts = {part.id: transcript_of(part, transcripts) for part in draft.interviews}
    canonical = {name: transcript.canonical for name, transcript in texts.items()}
    quotes: dict[str, Quote] = {}
    spans: list[list[float | None]] = []
    for utterance in draft.utterances:
        if utterance.interview not in texts:
            fact = "utterance %(id)s belongs to an interview that is not in the draft"
            raise DraftError(fact, place=utterance.interview, remedy=REMEDY, id=utterance.id)
        transcript = texts[utterance.interview]
        turn = _checked_turn(utterance, transcript, canonical[utterance.interview])
        part = draft.interviews[places[utterance.interview]]
        if utterance.speaker_role == "respondent":
            quotes[utterance.id] = _quote(len(spans), utterance, part, voices[part.id])
            spans.append([places[part.id], *_span(utterance, turn, transcript)])
    interviews = [_interview(part, texts[part.id], voices[part.id]) for part in draft.interviews]
    passages = {"interviews": interviews, "quotes": spans}
    return Quotes(by_id=quotes, passages=passages, checked=len(draft.utterances))


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


def clock(seconds: float | None) -> str:
    """Write seconds as mm:ss, from one hour on as h:mm:ss; "" when there is no time."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


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


def _quote(number: int, utterance: UtterancePart, part: InterviewPart, voice: int) -> Quote:
    opening, closing = MARKS.get(part.language, OTHER_MARKS)
    return Quote(
        number=number,
        id=utterance.id,
        text=utterance.text,
        open=opening,
        close=closing,
        language=part.language,
        role=part.role,
        voice=voice,
        time=clock(utterance.time[0] if utterance.time else None),
        valence=utterance.valence,
    )


def _span(utterance: UtterancePart, turn: Turn, transcript: Transcript) -> list[float | None]:
    """Return turn, first turn of the passage, start and end inside the turn, in UTF-16 units, and time."""
    start, end = utterance.start - turn.start, utterance.end - turn.start
    return [
        turn.index,
        _first_turn(turn, transcript),
        _utf16(turn.text[:start]),
        _utf16(turn.text[:end]),
        None if utterance.time is None else round(utterance.time[0], 1),
    ]


def _first_turn(turn: Turn, transcript: Transcript) -> int:
    """Return the turn with the question before an answer, else the turn just before it."""
    asking = {speaker.id for speaker in transcript.speakers if speaker.role == "interviewer"}
    for index in range(turn.index - 1, max(-1, turn.index - 1 - QUESTION_REACH), -1):
        if transcript.turns[index].speaker in asking:
            return index
    return max(0, turn.index - 1)


def _utf16(text: str) -> int:
    """Return the length a browser's script counts: characters beyond the base plane are two units."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)  # noqa: PLR2004


def _interview(part: InterviewPart, transcript: Transcript, voice: int) -> dict[str, Any]:
    order = {speaker.id: at for at, speaker in enumerate(transcript.speakers)}
    turns = [
        [order.get(turn.speaker, -1), turn.text, round(turn.spans[0].time[0], 1) if turn.spans else None]
        for turn in transcript.turns
    ]
    speakers = [[speaker.name, str(speaker.role)] for speaker in transcript.speakers]
    return {"path": part.path, "role": part.role, "voice": voice, "speakers": speakers, "turns": turns}
