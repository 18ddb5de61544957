"""Who speaks in each interview of a study, in which role and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Message
from ..ingest.speakers import SpeakerInput, cast_each, hear
from ..language import detect_language
from ..records import SpeakerRole
from .shelf import Shelf
from .values import REFUSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..ingest.speakers import Cast
    from .interviews import Interview

LONG_ENOUGH = 20  # letters of a respondent that tell a language


def tell_cast(interviews: Sequence[Interview], language: str) -> tuple[Mapping[str, Cast], list[Verdict]]:
    """Tell every speaker's role, study-wide; an interview without a respondent is refused."""
    casts: Shelf[Cast] = Shelf()
    refused = []
    for interview, cast in each_cast(interviews, language):
        if is_answered(cast):
            casts.put(interview.id, cast)
        else:
            refused.append(unanswered(interview))
    return casts, refused


def each_cast(interviews: Sequence[Interview], language: str) -> Iterator[tuple[Interview, Cast]]:
    """Yield each interview with its speakers, one at a time, in the order given."""
    given = {i.source.path: override for i in interviews if (override := i.override)}
    voices = [
        hear(i.parsed, given.get(i.source.path), language) if i.voices is None else i.voices
        for i in interviews
    ]
    inputs = (SpeakerInput(path=i.source.path, interview=i.id, transcript=i.parsed) for i in interviews)
    return zip(interviews, cast_each(inputs, voices, given, language=language), strict=True)


def is_answered(cast: Cast) -> bool:
    """Tell whether a respondent speaks."""
    return any(speaker.role is SpeakerRole.RESPONDENT for speaker in cast.speakers)


def unanswered(interview: Interview) -> Verdict:
    """Return the refusal of an interview without a respondent."""
    message = Message("no respondent speaks in it; name the respondents in interviews.csv")
    return Verdict(path=interview.source.path, status=REFUSED, message=message)


def tell_language(interview: Interview, cast: Cast, study: str | None) -> str:
    """Return an interview's language: as given, as its respondents speak, else the study's."""
    if interview.given and interview.given.language:
        return interview.given.language
    respondents = {s.id for s in cast.speakers if s.role is SpeakerRole.RESPONDENT}
    said = " ".join(t.text for t in cast.transcript.turns if cast.labels[t.speaker] in respondents)
    letters = sum(map(str.isalpha, said))
    return detect_language(said) if letters >= LONG_ENOUGH or not study else study
