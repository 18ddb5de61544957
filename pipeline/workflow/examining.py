"""Reading only: what the files of a study are understood as."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..config import INTERVIEWS_FILE, load_interviews, load_study
from ..ingest.reading import find_sources
from ..records import SpeakerRole
from ..store.project import open_project
from .ingesting import IngestSettings, compose_each, lay_out, read_study, study_hide, study_keep
from .roster import edited_rows, write_roster
from .values import OK, REFUSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ..config import InterviewRow
    from ..ingest.speakers import Cast
    from ..progress import Progress
    from ..records import Transcript, Utterance
    from ..store.project import Project
    from .ingesting import Ingested
    from .values import RunOptions, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A speaker of a file: by the file's own name, the role, how sure it is, 0..1, and why.

    ``labels`` are all the spellings, ``evidence`` the log-odds of interviewing by what was weighed.
    """

    name: str
    role: str
    score: float
    why: str
    labels: tuple[str, ...]
    turns: int
    words: int
    evidence: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """A file's verdict, its speakers, and what was counted in it."""

    verdict: Verdict
    speakers: tuple[Heard, ...] = ()
    utterances: int = 0  # of respondents
    slips: int = 0  # the interviewer's questions inside a respondent's turn
    dropped: int = 0  # turns without evidence: credits, listener's words, silence


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What reading a study gave."""

    study: Path
    files: tuple[FileReport, ...]
    language: str
    roster: Path

    @property
    def refused(self) -> tuple[Verdict, ...]:
        """Return the files that cannot be used."""
        return tuple(file.verdict for file in self.files if file.verdict.status == REFUSED)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        files = [{**row.pop("verdict"), **row} for row in map(asdict, self.files)]
        places = {"study": str(self.study), "roster": str(self.roster)}
        return {**places, "language": self.language, "files": files}


def ingest_study(root: Path, options: RunOptions, progress: Progress) -> IngestReport:
    """Read a study as far as utterances and bring interviews.csv up to date; no draft is touched.

    Raises StudyError or StoreError with one line for a person; a file that cannot be used is in the report.
    """
    load_study(root)  # a folder that is not there is refused before one is made in it
    root = root.resolve()
    table = load_interviews(root)
    with open_project(root) as project:
        files, language = _read(root, edited_rows(table, project), options, progress, project)
        write_roster(root, table, [file.verdict for file in files], project, language)
    return IngestReport(study=root, files=files, language=language, roster=root / INTERVIEWS_FILE)


def _read(
    root: Path, rows: Mapping[str, InterviewRow], options: RunOptions, progress: Progress, project: Project
) -> tuple[tuple[FileReport, ...], str]:
    """Read every file as a run does, one at a time, leaving the kept transcripts alone."""
    study = load_study(root)
    anonymize = study.anonymize if options.anonymize is None else options.anonymize
    with progress.bar("read", len(find_sources(root))) as advance:
        interviews, verdicts = read_study(
            root, rows, advance, study.language or "ru", workers=options.workers
        )
    settings = IngestSettings(
        anonymize=anonymize,
        language=study.language,
        keep=study_keep(study),
        hide=study_hide(study),
        workers=options.workers,
        look=True,
    )
    with progress.bar("segment", len(interviews)) as advance:
        laid = lay_out(interviews, verdicts, settings, project, advance)
    files = [FileReport(verdict=verdict) for verdict in laid.refused]
    files += [
        _report(one.verdict, one.cast, one.transcript, one.said)
        for one in compose_each(laid, settings, project)
    ]
    return tuple(sorted(files, key=lambda file: file.verdict.path)), laid.language


def report_of(verdict: Verdict, found: Ingested) -> FileReport:
    """Put together what is known of one file of a study."""
    transcript = next((t for t in found.transcripts if t.id == verdict.interview), None)
    if verdict.status != OK or transcript is None:
        return FileReport(verdict=verdict)
    cast = next(cast for cast in found.casts.values() if cast.path == transcript.path)
    said = [utterance for utterance in found.utterances if utterance.interview == transcript.id]
    return _report(verdict, cast, transcript, said)


def _report(verdict: Verdict, cast: Cast, transcript: Transcript, said: Sequence[Utterance]) -> FileReport:
    answering = {speaker.id for speaker in cast.speakers if speaker.role is SpeakerRole.RESPONDENT}
    own = [utterance.speaker_role for utterance in said if utterance.speaker in answering]
    return FileReport(
        verdict=verdict,
        speakers=_heard(cast),
        utterances=own.count(SpeakerRole.RESPONDENT),
        slips=own.count(SpeakerRole.OTHER),
        dropped=len(transcript.dropped),
    )


def _heard(cast: Cast) -> tuple[Heard, ...]:
    """Describe the speakers of a file."""
    return tuple(
        Heard(
            name=speaker.name,
            role=speaker.role.value,
            score=speaker.score,
            why=speaker.why,
            labels=tuple(label for label in part.voice.labels if label),
            turns=part.voice.turns,
            words=part.voice.words,
            evidence=part.evidence,
        )
        for speaker, part in zip(cast.speakers, cast.parts, strict=True)
    )
