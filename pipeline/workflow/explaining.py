"""Why one file is understood as it is; nothing is written."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..config import INTERVIEWS_FILE, STUDY_FILE, load_interviews, load_study
from ..errors import SourceError, StudyError
from ..ingest.compose import compose, prepare
from ..ingest.detect import detect
from ..ingest.formats.qdpx import INSIDE, split
from ..ingest.reading import read_source
from ..ingest.slips import mark_slips
from ..ingest.tracing import (
    EncodingTry,
    Line,
    Sniffed,
    found_by,
    lines_outside,
    trace_encoding,
    trace_formats,
)
from ..records import SpeakerRole
from ..registry import FORMATS
from ..store.project import open_project
from .examining import FileReport, report_of
from .ingesting import Ingested, read_study, tell_cast, tell_facts, tell_language, tell_majority, tell_verdict
from .looking import STORE
from .roster import edited_rows
from .values import OK, REFUSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..config import InterviewRow
    from ..records import ParsedTranscript, Source, Transcript, Utterance
    from .ingesting import Interview

FIRST_TURNS, SHOWN = 8, 160  # turns of an explanation, characters of each
NAMED = 8  # texts of a project that a message names
OUTSIDE = 60  # lines outside every turn that are listed
_HIGH = 4  # folders above a file in which its study is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnShown:
    """A turn as understood; ``line`` counts from 1, 0 where the file has none."""

    line: int
    time: float | None
    speaker: str
    text: str
    told_by: str = ""  # what named the speaker: label, column, field, around, or nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A turn or a sentence that is no evidence, and why: asr-credit, backchannel, empty or interviewer."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one file is understood as it is."""

    path: str
    encodings: tuple[EncodingTry, ...]
    formats: tuple[Sniffed, ...]
    chosen: str
    given: bool  # the format stands in interviews.csv
    turns: tuple[TurnShown, ...]
    report: FileReport
    left_out: tuple[LeftOut, ...]
    outside: tuple[Line, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation as plain values for JSON."""
        return asdict(self)


def explain_file(file: Path, study: Path | None = None) -> Explanation:
    """Say why a file is read as it is.

    The other files of its study are read too: an interviewer is known by speaking in several.  Raises
    StudyError for a file that is not there, SourceError for one that is no text at all; a layout that nobody
    knows is explained as well.
    """
    path, part = _place(file, study)
    above = study or study_above(path)
    root = (above or path.parent).absolute()
    source = _part(read_source(root, path.absolute()), part)
    rows = _rows(root) if above else {}
    row = rows.get(source.path)
    given = row is not None and row.format in FORMATS.entries
    try:
        known = FORMATS.get(str(row.format)) if row and given else detect(source)
        parsed = known.parse(source)
    except SourceError as error:
        refused = Verdict(path=source.path, status=REFUSED, message=error.reason)
        return _unread(source, FileReport(verdict=refused), given=given)
    only = None if above else path.absolute()
    found, transcript, said = _understand(root, source, rows, only)
    report = _report(source, found)
    return replace(
        _unread(source, report, given=given),
        chosen=known.name,
        turns=_shown(source, parsed),
        left_out=_left_out(parsed, transcript, said) if transcript else (),
        outside=lines_outside(source, parsed)[:OUTSIDE] if parsed.unparsed else (),
    )


def _place(file: Path, study: Path | None) -> tuple[Path, str]:
    """Return the file, and the name of the text in it where one is named: «проект.qdpx!/Анна»."""
    name, _mark, part = str(file).partition(INSIDE)
    for path in (Path(name), *([study / name] if study else ())):
        if path.is_file():
            return path, part
    raise StudyError("there is no such file", place=str(file), remedy="name a transcript")


def _part(source: Source, part: str) -> Source:
    """Return the one text of a project that is meant; raises StudyError when that is not clear."""
    known = {
        (found.place if isinstance(found, SourceError) else found.path): found for found in split(source)
    }
    path = f"{source.path}{INSIDE}{part}" if part else source.path
    if path not in known:
        raise StudyError(
            "the project holds %(n)s interviews",
            place=path,
            remedy="name one of them: %(names)s",
            n=len(known),
            names=", ".join(f"“{name}”" for name in list(known)[:NAMED]),
        )
    found = known[path]
    if isinstance(found, SourceError):
        raise found
    return found


def study_above(path: Path) -> Path | None:
    """Return the study that a file lies in: the nearest folder with a study.yaml, interviews.csv or .cjm."""
    for folder in path.absolute().parents[:_HIGH]:
        if any((folder / name).exists() for name in (STUDY_FILE, INTERVIEWS_FILE, STORE)):
            return folder
    return None


def _rows(root: Path) -> Mapping[str, InterviewRow]:
    """Return what the researcher wrote in interviews.csv; before the first run that is all of it."""
    table = load_interviews(root)
    if not (root / STORE).is_dir():
        return table.rows
    with open_project(root, readonly=True) as project:
        return edited_rows(table, project)


def _unread(source: Source, report: FileReport, *, given: bool) -> Explanation:
    """Explain what is known before a file is parsed."""
    return Explanation(
        path=source.path,
        encodings=trace_encoding(source),
        formats=trace_formats(source),
        chosen="",
        given=given,
        turns=(),
        report=report,
        left_out=(),
        outside=(),
    )


def _understand(
    root: Path, source: Source, rows: Mapping[str, InterviewRow], only: Path | None
) -> tuple[Ingested, Transcript | None, tuple[Utterance, ...]]:
    """Read the study (or this ``only`` file) for the roles, and the source as far as utterances."""
    study = load_study(root)
    paths = (only,) if only else None
    interviews, verdicts = read_study(root, rows, lambda _: None, study.language or "ru", paths)
    language = study.language or tell_majority(interviews)
    casts, refused = tell_cast(interviews, language)
    this = next((i for i in interviews if i.source.path == source.path), None)
    found = Ingested(
        transcripts=(), utterances=(), verdicts=(*verdicts, *refused), language=language, casts=casts
    )
    if this is None or this.id not in casts:
        return found, None, ()
    transcript, said = _compose(this, found, study.language)
    verdict = tell_verdict(this, casts[this.id], transcript, said)
    found = replace(found, transcripts=(transcript,), utterances=said, verdicts=(*found.verdicts, verdict))
    return found, transcript, said


def _compose(
    this: Interview, found: Ingested, study_language: str | None
) -> tuple[Transcript, tuple[Utterance, ...]]:
    """Lay out one interview with the names as they are: it is shown to nobody but the researcher."""
    cast = found.casts[this.id]
    spoken = tell_language(this, cast, study_language)
    prepared = prepare(cast.transcript, spoken, private=False)
    facts = tell_facts(this, cast, spoken, {}, found.language)
    transcript, said = compose(cast.transcript, prepared, facts, {}, found.language)
    return transcript, mark_slips(transcript, said)


def _report(source: Source, found: Ingested) -> FileReport:
    """Return the file's own report."""
    verdict = next(verdict for verdict in found.verdicts if verdict.path == source.path)
    return report_of(verdict, found) if verdict.status == OK else FileReport(verdict=verdict)


def _shown(source: Source, parsed: ParsedTranscript) -> tuple[TurnShown, ...]:
    """Return the first turns and what told who speaks."""
    told = found_by(source, parsed, FIRST_TURNS)
    return tuple(
        TurnShown(
            line=turn.line,
            time=turn.cues[0].start if turn.cues else None,
            speaker=turn.speaker or "",
            text=_cut(turn.text),
            told_by=by,
        )
        for turn, by in zip(parsed.turns, told, strict=False)
    )


def _left_out(
    parsed: ParsedTranscript, transcript: Transcript, said: Sequence[Utterance]
) -> tuple[LeftOut, ...]:
    """Return the turns and sentences that are no evidence, by their lines."""
    lines = [turn.line for turn in parsed.turns]
    roles = {speaker.id: speaker.role for speaker in transcript.speakers}
    found = [
        (
            drop.turn,
            LeftOut(line=lines[drop.turn], reason=drop.reason, text=_cut(transcript.turns[drop.turn].text)),
        )
        for drop in transcript.dropped
    ]
    found += [
        (u.turn, LeftOut(line=lines[u.turn], reason="interviewer", text=_cut(u.text)))
        for u in said
        if u.speaker_role is SpeakerRole.OTHER and roles[u.speaker] is SpeakerRole.RESPONDENT
    ]
    return tuple(entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
