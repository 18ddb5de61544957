"""Who interviews and who answers, told from labels, questions, lengths and the rest of the study."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import Message
from ..records import Speaker, SpeakerId, SpeakerRole, content_id
from .casting import Part, cast_voices
from .labels import is_generic, normal_name
from .transliteration import skeleton
from .voices import ANONYMOUS, Voice, alternates, collect_voices, split_voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..records import InterviewId, ParsedTranscript

SPLIT_SCORE = 0.4  # roles told by alternation alone are a guess
UNSURE = 0.7  # a role told with less confidence is worth a look

NOTES = {
    "ru": {
        "given": "указано исследователем",
        "split": "вопросы и ответы чередуются",
        "voices": ("Голос 1", "Голос 2"),
        "anonymous": "Без имени",
    },
    "en": {
        "given": "given by the researcher",
        "split": "questions and answers alternate",
        "voices": ("Voice 1", "Voice 2"),
        "anonymous": "No name",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerInput:
    """One parsed interview."""

    path: str
    interview: InterviewId
    transcript: ParsedTranscript


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerOverride:
    """What the researcher wrote about one file's speakers; names are compared without case and order.

    Labels that are listed one by one are different people; «Анна = Анна Петрова» says that they are one.
    """

    respondents: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is written, aliases one by one."""
        return (*_aliases(self.interviewers), *_aliases(self.respondents))

    @property
    def apart(self) -> frozenset[str]:
        """The normal names of all that are listed."""
        return frozenset(map(normal_name, self.names))

    @property
    def joined(self) -> tuple[frozenset[str], ...]:
        """The normal names of each person that is listed under several names."""
        people = [
            frozenset(map(normal_name, _aliases((n,)))) for n in (*self.interviewers, *self.respondents)
        ]
        return tuple(names for names in people if len(names) > 1)


def _aliases(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for name in names for part in name.split("=") if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The speakers of one interview; ``parts`` has the evidence for each, in the same order.

    ``labels`` maps every label of ``transcript`` to its speaker.  ``transcript`` is the one given, or
    the same turns shared between two voices when nobody was named and questions and answers alternate.
    """

    path: str
    transcript: ParsedTranscript
    speakers: tuple[Speaker, ...]
    labels: Mapping[str | None, SpeakerId]
    warnings: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def speaker_id(interview: InterviewId, label: str | None) -> SpeakerId:
    """Return a speaker's id, the same for every spelling of the name within one interview."""
    return SpeakerId(content_id("s", interview, normal_name(label) if label else ANONYMOUS))


def assign_roles(
    files: Sequence[SpeakerInput],
    overrides: Mapping[str, SpeakerOverride] | None = None,
    *,
    language: str = "ru",
) -> tuple[Cast, ...]:
    """Tell every speaker's role, file by file; the result has the order of ``files``.

    A name that recurs in several interviews speaks for an interviewer, so all files are needed at once;
    their order does not matter.  ``overrides`` maps a path to what the researcher wrote and always wins.
    ``why`` and invented names are in ``language`` (ru or en), warnings are messages.
    """
    given = overrides or {}
    voices = [hear(file.transcript, given.get(file.path), language) for file in files]
    return tuple(cast_each(files, voices, given, language=language))


def hear(
    transcript: ParsedTranscript, given: SpeakerOverride | None = None, language: str = "ru"
) -> tuple[Voice, ...]:
    """Return the voices of one interview; ``language`` is that of the names given to the nameless."""
    return _voices(_share(transcript, language), given)


def cast_each(
    files: Iterable[SpeakerInput],
    voices: Sequence[tuple[Voice, ...]],
    overrides: Mapping[str, SpeakerOverride],
    *,
    language: str = "ru",
) -> Iterator[Cast]:
    """Yield each file's cast as ``assign_roles`` does, one at a time, from the voices ``hear`` gave."""
    spoken = Counter(skeleton(voice.key) for found in voices for voice in found if not is_generic(voice.name))
    recurring = {voice.key: spoken[skeleton(voice.key)] for found in voices for voice in found}
    for file, found in zip(files, voices, strict=True):
        given = overrides.get(file.path)
        parts = _overruled(cast_voices(found, recurring, language), given, language)
        yield _cast(file, _share(file.transcript, language), parts, given, language)


def _voices(transcript: ParsedTranscript, given: SpeakerOverride | None) -> tuple[Voice, ...]:
    """Collect the voices; whom the researcher lists apart or joins is who they say."""
    return collect_voices(transcript, given.apart, given.joined) if given else collect_voices(transcript)


def _note(language: str, key: str) -> str:
    return str(NOTES.get(language, NOTES["en"])[key])


def _share(transcript: ParsedTranscript, language: str) -> ParsedTranscript:
    """Give nameless turns to two voices when questions and answers plainly alternate."""
    if any(turn.speaker is not None for turn in transcript.turns) or alternates(transcript.turns) is None:
        return transcript
    first, second = NOTES.get(language, NOTES["en"])["voices"]
    return split_voices(transcript, (first, second))


def _overruled(parts: Sequence[Part], given: SpeakerOverride | None, language: str) -> tuple[Part, ...]:
    """Put the researcher's word in place of the guess; whom a complete list leaves out is another."""
    if given is None:
        return tuple(parts)
    asking, answering = (
        {normal_name(name) for name in _aliases(names)} for names in (given.interviewers, given.respondents)
    )
    return tuple(_overrule(part, asking, answering, language) for part in parts)


def _overrule(part: Part, asking: set[str], answering: set[str], language: str) -> Part:
    keys = {normal_name(label) for label in part.voice.labels if label}
    role = part.role
    if keys & (asking | answering):
        role = SpeakerRole.INTERVIEWER if keys & asking else SpeakerRole.RESPONDENT
    elif asking and answering:
        role = SpeakerRole.OTHER
    elif (asking and role is SpeakerRole.INTERVIEWER) or (answering and role is SpeakerRole.RESPONDENT):
        role = SpeakerRole.RESPONDENT if asking else SpeakerRole.OTHER
    elif not asking and not answering:
        return part
    return replace(part, role=role, score=1.0, why=_note(language, "given"))


def _cast(
    file: SpeakerInput,
    transcript: ParsedTranscript,
    parts: Sequence[Part],
    given: SpeakerOverride | None,
    language: str,
) -> Cast:
    split = transcript is not file.transcript
    labels: dict[str | None, SpeakerId] = {}
    speakers = []
    for part in parts:
        speaker = SpeakerId(content_id("s", file.interview, part.voice.key))
        labels.update(dict.fromkeys(part.voice.labels, speaker))
        name = part.voice.name or _note(language, "anonymous")
        guessed = split and part.score < 1
        score, why = (SPLIT_SCORE, _note(language, "split")) if guessed else (part.score, part.why)
        speakers.append(Speaker(id=speaker, name=name, role=part.role, score=score, why=why))
    return Cast(
        path=file.path,
        transcript=transcript,
        speakers=tuple(speakers),
        labels=labels,
        warnings=_warnings(parts, given, split=split),
        parts=tuple(parts),
    )


def _warnings(parts: Sequence[Part], given: SpeakerOverride | None, *, split: bool) -> tuple[Message, ...]:
    roles = {part.role for part in parts}
    found: list[Message] = []
    if split:
        found.append(Message("nobody is named; voices were told by questions and answers: check the roles"))
    if len(parts) == 1:
        found.append(Message("only one voice is heard"))
    elif SpeakerRole.INTERVIEWER not in roles:
        found.append(Message("no interviewer was found"))
    if parts and SpeakerRole.RESPONDENT not in roles:
        found.append(Message("no respondent was found"))
    nameless = sum(part.voice.turns for part in parts if part.voice.key == ANONYMOUS)
    if nameless and len(parts) > 1:
        found.append(Message("turns without a name: %(n)s", n=nameless))
    if len(parts) > 1 and not split:
        unsure = [part.voice.name for part in parts if part.score < UNSURE and part.voice.name]
        found.extend(Message("the role of “%(name)s” is a guess; check it", name=name) for name in unsure)
    known = {normal_name(label) for part in parts for label in part.voice.labels if label}
    found.extend(_merged(part.voice) for part in parts if part.voice.other_labels)
    strangers = [name for name in (given.names if given else ()) if normal_name(name) not in known]
    found.extend(Message("nobody in the file is called “%(name)s”", name=name) for name in strangers)
    return tuple(found)


def _merged(voice: Voice) -> Message:
    """Say which labels were taken for one person, and how to overrule it."""
    return Message(
        "%(names)s are taken for one person; list them one by one in interviews.csv if they are not",
        names=", ".join(f"“{name}”" for name in (voice.name, *voice.other_labels)),
    )
