"""Files → transcripts and utterances, one verdict a file; what has not changed is taken from the store."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..errors import EmptySource, Message, SourceError
from ..ingest.compose import Facts, compose, interview_id
from ..ingest.detect import detect, judge
from ..ingest.interview_roles import role_from_path, role_from_title
from ..ingest.privacy import build_key, label_item, pseudonym_for_label
from ..ingest.reading import find_sources, read_source
from ..ingest.slips import mark_slips
from ..ingest.speakers import SpeakerInput, SpeakerOverride, assign_roles
from ..language import detect_language
from ..records import Role, SpeakerRole
from ..registry import FORMATS
from .preparing import dump_prepared, load_prepared, prepare_all
from .values import DUPLICATE, OK, REFUSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from ..config import InterviewRow, StudyConfig
    from ..ingest.compose import PreparedTurn
    from ..ingest.speakers import Cast
    from ..records import InterviewId, ParsedTranscript, Source, Transcript, Utterance
    from ..store.project import Project

INGEST_VERSION = "2"  # change it with anything that changes what is found in a text
LONG_ENOUGH = 20  # letters of a respondent that tell a language


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One readable file on its way: the source without its bytes, its turns, its guessed facts."""

    source: Source
    id: InterviewId
    parsed: ParsedTranscript
    role: Role
    given: InterviewRow | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """Everything that the files gave."""

    transcripts: tuple[Transcript, ...]
    utterances: tuple[Utterance, ...]
    verdicts: tuple[Verdict, ...]
    language: str
    casts: Mapping[InterviewId, Cast]  # who speaks, by the file's own names
    prepared: Mapping[InterviewId, tuple[PreparedTurn, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    """What changes the outcome of ingestion, and how many processes may work at it."""

    anonymize: bool
    language: str | None
    keep: tuple[str, ...]  # names of products, never taken for people
    workers: int
    hide: tuple[tuple[str, str], ...] = ()  # (text, type) of what the finder does not know
    look: bool = False  # only look: the kept transcripts and pseudonyms, which a draft stands on, stay


def read_study(
    root: Path,
    rows: Mapping[str, InterviewRow],
    advance: Callable[[int], None],
    language: str,
    paths: Sequence[Path] | None = None,
) -> tuple[list[Interview], list[Verdict]]:
    """Read every file below ``root`` (or these ``paths``); what cannot be used is in the verdicts only.

    Of two files that say the same the one with the first path is kept.
    """
    interviews: list[Interview] = []
    verdicts: list[Verdict] = []
    seen: dict[InterviewId, str] = {}
    for path in find_sources(root) if paths is None else paths:
        name = path.relative_to(root).as_posix()
        try:
            found = _read(root, path, rows.get(name), language)
        except SourceError as error:
            verdicts.append(Verdict(path=name, status=REFUSED, message=_reason(error)))
        else:
            if found.id in seen:
                message = Message("says the same as %(path)s; it is counted once", path=seen[found.id])
                verdicts.append(Verdict(path=name, status=DUPLICATE, message=message))
            else:
                seen[found.id] = name
                interviews.append(found)
        advance(1)
    return interviews, verdicts


def _reason(error: SourceError) -> Message:
    """Return the error's line without the file's name, which the verdict has of its own."""
    if not error.line:
        return error.reason
    return Message("line %(line)s: %(reason)s", line=error.line, reason=error.reason)


def _read(root: Path, path: Path, row: InterviewRow | None, language: str) -> Interview:
    """Read one file: bytes, layout, turns, role."""
    source = read_source(root, path)
    named = row.format if row else None
    known = FORMATS.get(named) if named in FORMATS.entries and named else detect(source)
    parsed = known.parse(source)
    if not any(turn.text.strip() for turn in parsed.turns):
        raise EmptySource("nobody says anything in it", place=source.path, remedy="take it out of the folder")
    role, warnings = _role(source, row, language)
    bare = replace(source, data=b"", text=None)
    return Interview(
        source=bare, id=interview_id(parsed), parsed=parsed, role=role, given=row, warnings=warnings
    )


def _role(source: Source, row: InterviewRow | None, language: str) -> tuple[Role, tuple[str, ...]]:
    """Return the respondent's role: as given, by folder or name, by title, else client with a warning."""
    if row and row.role:
        return row.role, ()
    told = role_from_path(source.path, language=language) or role_from_title(
        source.text or "", language=language
    )
    if told:
        return told[0], ()
    warning = "no folder tells the role: taken as a client; correct the column role in interviews.csv"
    return Role.CLIENT, (Message(warning),)


def ingest(
    interviews: Sequence[Interview], verdicts: Sequence[Verdict], settings: IngestSettings, project: Project,
    advance: Callable[[int], None],
) -> Ingested:  # fmt: skip
    """Turn the read interviews into transcripts and keep them in the store."""
    language = settings.language or tell_majority(interviews)
    casts, refused = tell_cast(interviews, language)
    heard = [interview for interview in interviews if interview.id in casts]
    languages = {i.id: tell_language(i, casts[i.id], settings.language) for i in heard}
    prepared = _prepare(heard, casts, languages, settings, project, advance)
    key = _key(heard, casts, prepared, project, language, look=settings.look) if settings.anonymize else {}
    transcripts: list[Transcript] = []
    utterances: list[Utterance] = []
    verdicts = [*verdicts, *refused]
    for interview in heard:
        cast = casts[interview.id]
        facts = tell_facts(interview, cast, languages[interview.id], key, language)
        transcript, said = compose(cast.transcript, prepared[interview.id], facts, key, language)
        said = mark_slips(transcript, said)
        transcripts.append(transcript)
        utterances.extend(said)
        verdicts.append(tell_verdict(interview, cast, transcript, said))
        if not settings.look:
            _keep(project, transcript, said)
    if not settings.look:
        project.forget_transcripts([transcript.id for transcript in transcripts])
    return Ingested(
        transcripts=tuple(transcripts),
        utterances=tuple(utterances),
        verdicts=tuple(sorted(verdicts, key=lambda verdict: verdict.path)),
        language=language,
        casts=casts,
        prepared=prepared,
    )


def tell_cast(
    interviews: Sequence[Interview], language: str
) -> tuple[dict[InterviewId, Cast], list[Verdict]]:
    """Tell every speaker's role, study-wide; an interview without a respondent is refused."""
    inputs = [SpeakerInput(path=i.source.path, interview=i.id, transcript=i.parsed) for i in interviews]
    given = {
        i.source.path: SpeakerOverride(respondents=i.given.respondents, interviewers=i.given.interviewers)
        for i in interviews
        if i.given
    }
    casts, refused = {}, []
    for interview, cast in zip(interviews, assign_roles(inputs, given, language=language), strict=True):
        if any(speaker.role is SpeakerRole.RESPONDENT for speaker in cast.speakers):
            casts[interview.id] = cast
        else:
            message = Message("no respondent speaks in it; name the respondents in interviews.csv")
            refused.append(Verdict(path=interview.source.path, status=REFUSED, message=message))
    return casts, refused


def tell_majority(interviews: Sequence[Interview]) -> str:
    """Return the language that most interviews speak (Russian when equal)."""
    counted = Counter(
        detect_language(" ".join(turn.text for turn in i.parsed.turns[:60])) for i in interviews
    )
    return "en" if counted["en"] > counted["ru"] else "ru"


def tell_language(interview: Interview, cast: Cast, study: str | None) -> str:
    """Return an interview's language: as given, as its respondents speak, else the study's."""
    if interview.given and interview.given.language:
        return interview.given.language
    respondents = {s.id for s in cast.speakers if s.role is SpeakerRole.RESPONDENT}
    said = " ".join(t.text for t in cast.transcript.turns if cast.labels[t.speaker] in respondents)
    letters = sum(map(str.isalpha, said))
    return detect_language(said) if letters >= LONG_ENOUGH or not study else study


def _prepare(  # noqa: PLR0913, PLR0917 (what a text is prepared with, and where it is kept)
    heard: Sequence[Interview],
    casts: Mapping[InterviewId, Cast],
    languages: Mapping[InterviewId, str],
    settings: IngestSettings,
    project: Project,
    advance: Callable[[int], None],
) -> dict[InterviewId, tuple[PreparedTurn, ...]]:
    """Segment and search each interview, taking known ones from the store."""
    known = sorted({s.name for cast in casts.values() for s in cast.speakers if label_item(s.name)})
    found: dict[InterviewId, tuple[PreparedTurn, ...]] = {}
    digests = {}
    for interview in heard:
        what = [INGEST_VERSION, languages[interview.id], settings.anonymize, known]
        what += [settings.keep, settings.hide]
        digests[interview.id] = hashlib.sha256(json.dumps(what).encode()).hexdigest()
        payload = project.load_artifact("prepare", interview.id, digests[interview.id])
        if payload is not None:
            found[interview.id] = load_prepared(payload)
            advance(1)
    todo = [i for i in heard if i.id not in found]
    names = tuple(known)
    tasks = [
        (casts[i.id].transcript, languages[i.id], names, settings.keep, settings.anonymize, settings.hide)
        for i in todo
    ]
    for interview, turns in zip(todo, prepare_all(tasks, settings.workers), strict=True):
        found[interview.id] = turns
        project.save_artifact("prepare", interview.id, digests[interview.id], dump_prepared(turns))
        advance(1)
    project.prune_artifacts("prepare", [i.id for i in heard])
    return found


def _key(  # noqa: PLR0913 (who is in the key, and where it is kept)
    heard: Sequence[Interview],
    casts: Mapping[InterviewId, Cast],
    prepared: Mapping[InterviewId, Sequence[PreparedTurn]],
    project: Project,
    language: str,
    *,
    look: bool,
) -> dict[tuple[str, str], str]:
    """Return the study's key with everybody in it; it is kept in the store and nowhere else."""
    items = {}
    for interview in heard:
        at = 0
        labels = [item for s in casts[interview.id].speakers if (item := label_item(s.name))]
        placed = [replace(item, start=0, end=0) for item in labels]
        for raw, part in zip(casts[interview.id].transcript.turns, prepared[interview.id], strict=True):
            placed += [replace(item, start=at + item.start, end=at + item.end) for item in part.items]
            at += len(raw.text) + 1
        items[interview.id] = placed
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
    judged = judge(interview.source, interview.parsed)
    return Verdict(
        path=transcript.path,
        status=OK,
        interview=transcript.id,
        format=transcript.format,
        encoding=transcript.encoding,
        language=transcript.language,
        role=transcript.role,
        turns=len(transcript.turns),
        unparsed=judged.unparsed,
        respondents=_names(cast, SpeakerRole.RESPONDENT),
        interviewers=_names(cast, SpeakerRole.INTERVIEWER),
        warnings=(*interview.warnings, *interview.parsed.warnings, *cast.warnings, *_slips(cast, said)),
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
    return tuple((spec.text, spec.type) for spec in study.hide)
