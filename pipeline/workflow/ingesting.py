"""Files → transcripts and utterances, one verdict a file; what has not changed is taken from the store."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..errors import Message
from ..ingest.companies import ALL_COMPANIES
from ..ingest.compose import Facts, compose
from ..ingest.privacy import build_key, label_item, pseudonym_for_label
from ..ingest.slips import mark_slips
from ..ingest.tasks import Task, dump_prepared, load_prepared
from ..records import SpeakerRole
from .casts import each_cast, is_answered, tell_cast, tell_language, unanswered
from .interviews import Interview, read_study, tell_majority
from .preparing import prepare_all, useful
from .shelf import Shelf
from .values import OK, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..config import StudyConfig
    from ..ingest.compose import PreparedTurn
    from ..ingest.personal import PersonalItem
    from ..ingest.speakers import Cast
    from ..records import InterviewId, Transcript, Utterance
    from ..store.project import Project

__all__ = [
    "Composed", "IngestSettings", "Ingested", "Interview", "compose_each", "ingest", "lay_out", "read_study",
    "study_hide", "study_keep", "tell_cast", "tell_facts", "tell_language", "tell_majority", "tell_verdict",
]  # fmt: skip

INGEST_VERSION = "4"  # change it with anything that changes what is found in a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """Everything that the files gave."""

    transcripts: tuple[Transcript, ...]
    utterances: tuple[Utterance, ...]
    verdicts: tuple[Verdict, ...]
    language: str
    casts: Mapping[str, Cast]  # who speaks, by the file's own names; filled when only looked at
    prepared: Mapping[str, tuple[PreparedTurn, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """One interview as far as utterances, with what it was made of."""

    cast: Cast
    prepared: tuple[PreparedTurn, ...]
    transcript: Transcript
    said: tuple[Utterance, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """An interview that somebody answers in: its language, and the names of its speakers."""

    interview: Interview
    language: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """What the interviews of a study are composed with; ``refused`` holds all the other files' verdicts."""

    language: str
    refused: tuple[Verdict, ...]
    heard: tuple[_Heard, ...]
    casts: Mapping[str, Cast]
    prepared: Mapping[str, tuple[PreparedTurn, ...]]
    key: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    """What changes the outcome of ingestion, and how many processes may work at it."""

    anonymize: bool
    language: str | None
    keep: tuple[str, ...]  # names of products, never taken for people
    workers: int
    hide: tuple[tuple[str, str], ...] = ()  # (text, type) of what the finder does not know
    look: bool = False  # only look: the kept transcripts and pseudonyms, which a draft stands on, stay


def ingest(
    interviews: Sequence[Interview], verdicts: Sequence[Verdict], settings: IngestSettings, project: Project,
    advance: Callable[[int], None],
) -> Ingested:  # fmt: skip
    """Turn the read interviews into transcripts and keep them in the store."""
    laid = lay_out(interviews, verdicts, settings, project, advance)
    transcripts: list[Transcript] = []
    utterances: list[Utterance] = []
    found: list[Verdict] = [*laid.refused]
    casts: Shelf[Cast] = Shelf()
    prepared: Shelf[tuple[PreparedTurn, ...]] = Shelf()
    for one in compose_each(laid, settings, project):
        transcripts.append(one.transcript)
        utterances.extend(one.said)
        found.append(one.verdict)
        if settings.look:
            casts.put(one.transcript.id, one.cast)
            prepared.put(one.transcript.id, one.prepared)
    return Ingested(
        transcripts=tuple(transcripts),
        utterances=tuple(utterances),
        verdicts=tuple(sorted(found, key=lambda verdict: verdict.path)),
        language=laid.language,
        casts=casts,
        prepared=prepared,
    )


def lay_out(
    interviews: Sequence[Interview], verdicts: Sequence[Verdict], settings: IngestSettings, project: Project,
    advance: Callable[[int], None],
) -> LaidOut:  # fmt: skip
    """Find out all that needs the whole study: its language, who speaks, whose names are hidden how.

    What is large waits on disk: the memory that is taken does not grow with the interviews' words.
    """
    language = settings.language or tell_majority(interviews)
    casts: Shelf[Cast] = Shelf()
    heard: list[_Heard] = []
    refused: list[Verdict] = []
    for interview, cast in each_cast(interviews, language):
        if not is_answered(cast):
            refused.append(unanswered(interview))
            continue
        casts.put(interview.id, cast)
        spoken = tell_language(interview, cast, settings.language)
        labels = tuple(speaker.name for speaker in cast.speakers)
        heard.append(_Heard(interview=interview, language=spoken, labels=labels))
    prepared, items = _prepare(heard, casts, settings, project, advance)
    key = _key(items, project, language, look=settings.look) if settings.anonymize else {}
    return LaidOut(
        language=language,
        refused=(*verdicts, *refused),
        heard=tuple(heard),
        casts=casts,
        prepared=prepared,
        key=key,
    )


def compose_each(laid: LaidOut, settings: IngestSettings, project: Project) -> Iterator[Composed]:
    """Yield the interviews one at a time as transcript and utterances, and keep them in the store."""
    kept: list[InterviewId] = []
    for one in laid.heard:
        interview = one.interview
        cast, prepared = laid.casts[interview.id], laid.prepared[interview.id]
        facts = tell_facts(interview, cast, one.language, laid.key, laid.language)
        transcript, said = compose(cast.transcript, prepared, facts, laid.key, laid.language)
        said = mark_slips(transcript, said)
        verdict = tell_verdict(interview, cast, transcript, said)
        if not settings.look:
            _keep(project, transcript, said)
        kept.append(transcript.id)
        yield Composed(cast=cast, prepared=prepared, transcript=transcript, said=said, verdict=verdict)
    if not settings.look:
        project.forget_transcripts(kept)


def _prepare(
    heard: Sequence[_Heard],
    casts: Shelf[Cast],
    settings: IngestSettings,
    project: Project,
    advance: Callable[[int], None],
) -> tuple[Shelf[tuple[PreparedTurn, ...]], dict[InterviewId, list[PersonalItem]]]:
    """Segment and search each interview, taking known ones from the store; return also what is personal."""
    names = tuple(sorted({label for one in heard for label in one.labels if label_item(label)}))
    found: Shelf[tuple[PreparedTurn, ...]] = Shelf()
    items: dict[InterviewId, list[PersonalItem]] = {}
    todo: list[_Heard] = []
    for one in heard:
        payload = project.load_artifact("prepare", one.interview.id, _digest(one, names, settings))
        if payload is None:
            todo.append(one)
            continue
        turns = load_prepared(payload)
        found.put(one.interview.id, turns)
        items[one.interview.id] = _items(one, turns)
        advance(1)
    tasks = (
        Task(
            packed=casts.packed(one.interview.id),
            language=one.language,
            names=names,
            keep=settings.keep,
            private=settings.anonymize,
            hide=settings.hide,
        )
        for one in todo
    )
    workers = useful(settings.workers, len(todo), sum(one.interview.size for one in todo))
    for one, turns in zip(todo, prepare_all(tasks, workers), strict=True):
        found.put(one.interview.id, turns)
        items[one.interview.id] = _items(one, turns)
        payload = dump_prepared(turns)
        project.save_artifact("prepare", one.interview.id, _digest(one, names, settings), payload)
        advance(1)
    project.prune_artifacts("prepare", [one.interview.id for one in heard])
    return found, items


def _digest(one: _Heard, names: Sequence[str], settings: IngestSettings) -> str:
    """Return what stands for everything that an interview is prepared with."""
    what = [INGEST_VERSION, one.language, settings.anonymize, names, settings.keep, settings.hide]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()


def _items(one: _Heard, turns: Sequence[PreparedTurn]) -> list[PersonalItem]:
    """Return what is personal in an interview, labels first; the places tell the order and nothing else."""
    items = [item for label in one.labels if (item := label_item(label))]
    items += [item for turn in turns for item in turn.items]
    return [replace(item, start=place, end=place) for place, item in enumerate(items)]


def _key(
    items: Mapping[InterviewId, Sequence[PersonalItem]], project: Project, language: str, *, look: bool
) -> dict[tuple[str, str], str]:
    """Return the study's key with everybody in it; it is kept in the store and nowhere else."""
    known = project.pseudonyms()
    key = build_key(items, known, language)
    if not look:
        project.save_pseudonyms({entry: given for entry, given in key.items() if entry not in known})
    return key


def tell_facts(
    interview: Interview, cast: Cast, language: str, key: Mapping[tuple[str, str], str], key_language: str
) -> Facts:
    """Collect what is known of an interview; names become pseudonyms when there is a key."""
    speakers = tuple(
        replace(speaker, name=pseudonym_for_label(speaker.name, key, key_language) if key else speaker.name)
        for speaker in cast.speakers
    )
    return Facts(
        source=interview.source,
        language=language,
        role=interview.role,
        segment=interview.given.segment if interview.given else None,
        speakers=speakers,
        labels=cast.labels,
    )


def tell_verdict(
    interview: Interview, cast: Cast, transcript: Transcript, said: Sequence[Utterance]
) -> Verdict:
    """Say what was understood of a file; names here are the file's own, for the researcher's eyes."""
    return Verdict(
        path=transcript.path,
        status=OK,
        interview=transcript.id,
        format=transcript.format,
        encoding=transcript.encoding,
        language=transcript.language,
        role=transcript.role,
        turns=len(transcript.turns),
        unparsed=interview.unparsed,
        respondents=_names(cast, SpeakerRole.RESPONDENT),
        interviewers=_names(cast, SpeakerRole.INTERVIEWER),
        warnings=(*interview.warnings, *cast.warnings, *_slips(cast, said)),
    )


def _slips(cast: Cast, said: Sequence[Utterance]) -> tuple[Message, ...]:
    """Say how many questions of the interviewer stand in a respondent's turn; they are no evidence."""
    answering = {speaker.id for speaker in cast.speakers if speaker.role is SpeakerRole.RESPONDENT}
    found = sum(1 for u in said if u.speaker in answering and u.speaker_role is SpeakerRole.OTHER)
    fact = "questions of the interviewer inside a respondent's turn: %(n)s; they are no evidence"
    return (Message(fact, n=found),) if found else ()


def _names(cast: Cast, role: SpeakerRole) -> tuple[str, ...]:
    """Return the names of one role's speakers."""
    return tuple(speaker.name for speaker in cast.speakers if speaker.role is role)


def _keep(project: Project, transcript: Transcript, said: Iterable[Utterance]) -> None:
    """Save an interview unless the store has the very same."""
    said = tuple(said)
    digest = hashlib.sha256(repr((transcript, said)).encode()).hexdigest()
    if project.transcript_digest(transcript.id) != digest:
        project.save_transcript(transcript, said, digest)


def study_keep(study: StudyConfig) -> tuple[str, ...]:
    """Return the names of products that are never people."""
    return tuple(text for text in (study.product, study.title, *study.keep) if text)


def study_hide(study: StudyConfig) -> tuple[tuple[str, str], ...]:
    """Return what the researcher wants hidden besides, with its type."""
    hidden = tuple((spec.text, spec.type) for spec in study.hide)
    return (*hidden, ALL_COMPANIES) if study.hide_companies else hidden
