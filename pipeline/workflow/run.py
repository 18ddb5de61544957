"""One run: files in, the next draft out.  The order of the product is told here and nowhere else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from .. import __version__
from ..assemble.atlas.making import make_atlas
from ..assemble.draft import load_draft
from ..assemble.drafting import make_draft
from ..assemble.review.board import study_id
from ..assemble.verify import verify
from ..cluster.vectors import open_embedder
from ..config import load_interviews, load_study, wished_coder
from ..config_notes import STAGES_FILE, load_stage_notes
from ..errors import DraftError, Message, StudyError
from ..ingest.formats.qdpx import INSIDE
from ..ingest.reading import find_sources, place_in
from ..records import InterviewId, Role
from ..registry import EXPORTS, MAPS
from ..store.project import open_project
from ..store.rows import FileVerdict, RunStatus
from .codebooks import study_codebooks
from .correcting import BASE, PLAIN, in_force, keep_bases, log_digest, sheet_of, stored_lines
from .files import write_file
from .freshness import file_sha256, known_draft, remember_draft
from .ingesting import IngestSettings, ingest, read_study, study_hide, study_keep
from .looking import DRAFT_FILE, VERDICTS, stamp
from .revising import revise
from .roster import edited_rows, write_roster
from .understanding import understand
from .values import OK, Counts, RunReport, Work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..assemble.draft import Draft
    from ..assemble.maps.base import Evidence
    from ..assemble.verify import Verification
    from ..cluster.embedders.base import Embedder
    from ..config import InterviewRow, StudyConfig
    from ..progress import Progress
    from ..records import Transcript
    from .codebooks import Codebooks
    from .freshness import Known
    from .ingesting import Ingested
    from .values import RunOptions, StepCount, Verdict

REPORT_FILE = "draft.html"
DEFAULT_OUT = "draft"
SHOWN_REASONS = 5
TOOL = f"interview-cjm {__version__}"


def run_study(root: Path, options: RunOptions, progress: Progress) -> RunReport:
    """Make the next draft of a study and write draft.json and draft.html.

    Raises StudyError, StoreError, EmbedderError or DraftError with one line for a person; a file that
    cannot be used raises nothing: it is in the report's verdicts.
    """
    study = _study(root, options)
    root = root.resolve()
    out = (options.out or root / DEFAULT_OUT).resolve()
    with open_project(root) as project:
        settings = {"study": study.model_dump(mode="json"), "out": str(out)}
        number = project.runs.start(settings, __version__)
        work = Work(
            root=root,
            out=out,
            study=study,
            options=options,
            project=project,
            progress=progress,
            counts=Counts(),
        )
        try:
            report = _run(work, number)
        except BaseException as error:
            stopped = isinstance(error, KeyboardInterrupt | SystemExit)
            project.runs.finish(
                number,
                RunStatus.INTERRUPTED if stopped else RunStatus.FAILED,
                {"steps": _steps(work.counts.steps)},
            )
            raise
        counts = {
            "steps": _steps(report.steps),
            "draft": str(report.draft),
            "number": report.number,
            "study": report.study,
            "log": len(log_digest(project)),
        }
        project.runs.finish(number, RunStatus.DONE, counts)
        return report


def _study(root: Path, options: RunOptions) -> StudyConfig:
    """Read study.yaml and put the caller's wishes over it."""
    study = load_study(root)
    wishes = {
        "embedder": options.embedder,
        "stages": options.stages,
        "anonymize": options.anonymize,
        "coder": wished_coder(study.coder, options.coder, options.model),
    }
    study = study.model_copy(update={name: value for name, value in wishes.items() if value is not None})
    for name in study.kinds:
        MAPS.get(name)  # an unknown kind is refused before hours of work
    load_stage_notes(root, None if isinstance(study.stages, str) else study.stages)  # and so is a wrong cell
    return study


def _steps(steps: Sequence[StepCount]) -> list[dict[str, Any]]:
    """Return steps as plain values."""
    return [asdict(step) for step in steps]


def _run(work: Work, number: int) -> RunReport:
    """Do the work of a run, or say again what is known."""
    table = load_interviews(work.root)
    rows = edited_rows(table, work.project)
    paths = find_sources(work.root)
    codebooks = study_codebooks(work.root, work.study.codebook)
    embedder = open_embedder(work.study.embedder, _cache(), work.options.workers)
    inputs = _inputs(work, paths, rows, codebooks, embedder)
    known = known_draft(work.project, inputs)
    if known is not None:
        return _again(work, known, paths)
    codebooks.check()
    with work.progress.bar("read", len(paths)) as advance:
        interviews, verdicts = read_study(
            work.root, rows, advance, work.study.language or "ru", workers=work.options.workers
        )
    work.done("read", len(paths), len(interviews))
    settings = IngestSettings(
        anonymize=work.study.anonymize,
        language=work.study.language,
        keep=study_keep(work.study),
        hide=study_hide(work.study),
        workers=work.options.workers,
    )
    with work.progress.bar("segment", len(interviews)) as advance:
        ingested = ingest(interviews, verdicts, settings, work.project, advance)
    _keep_verdicts(work, ingested.verdicts, paths)
    write_roster(work.root, table, ingested.verdicts, work.project, ingested.language)
    if not ingested.transcripts:
        raise _nothing_to_read(work, ingested.verdicts)
    work.done("segment", sum(len(t.turns) for t in ingested.transcripts), len(ingested.utterances))
    draft, bases, notes = _draft(work, ingested, codebooks, embedder)
    data = draft.dump()
    checked = _check(work, draft, ingested.transcripts)
    made = work.project.drafts.save(number, data)
    keep_bases(work.project, made, data, bases)
    page = _write(work, made, data, ingested.transcripts)
    if work.counts.whole:
        remember_draft(work.project, inputs, made, page, ingested.verdicts, notes)
    return _report(work, draft, checked, made, ingested.verdicts, notes)


def _inputs(
    work: Work,
    paths: Sequence[Path],
    rows: Mapping[str, InterviewRow],
    codebooks: Codebooks,
    embedder: Embedder,
) -> list[Any]:
    """Return everything that a draft is made from, without parsing any of it."""
    names = [place_in(work.root, path) for path in paths]
    files = [
        (name, file_sha256(path, work.root), str(rows.get(name)), *_parts(name, rows))
        for name, path in zip(names, paths, strict=True)
    ]
    settings = work.study.model_dump(mode="json")
    notes = file_sha256(work.root / STAGES_FILE, work.root)
    return [TOOL, codebooks.sha256, embedder.sha256, settings, files, notes, log_digest(work.project)]


def _parts(name: str, rows: Mapping[str, InterviewRow]) -> list[str]:
    """Return what is said of the interviews inside a file."""
    return [f"{path} {rows[path]}" for path in sorted(rows) if path.startswith(f"{name}{INSIDE}")]


def _nothing_to_read(work: Work, verdicts: Sequence[Verdict]) -> StudyError:
    """Return the refusal of a study without a single usable interview, naming each file's reason."""
    if not verdicts:
        fact = Message("holds no transcripts")
    else:
        reasons = [
            Message("%(path)s: %(message)s", path=verdict.path, message=verdict.message)
            for verdict in verdicts[:SHOWN_REASONS]
        ]
        template = "no file of %(files)s could be used (%(reasons)s)"
        fact = Message(template, files=len(verdicts), reasons=Message.joined(reasons))
    return StudyError(
        fact, place=str(work.root), remedy="put .txt, .docx, .vtt, .srt or .json transcripts there"
    )


def _cache() -> Path:
    """Return the user's cache folder."""
    return Path(platformdirs.user_cache_dir("interview-cjm", appauthor=False))


def _again(work: Work, known: Known, paths: Sequence[Path]) -> RunReport:
    """Say the newest draft again: nothing has changed.  Files that are still there are left alone."""
    _keep_verdicts(work, known.verdicts, paths)
    work.done("read", len(paths), sum(verdict.status == OK for verdict in known.verdicts))
    work.done("verify", known.checked.quotes, known.checked.verified)
    same = _holds(work.out / REPORT_FILE, known.page)
    if not (same and _holds(work.out / DRAFT_FILE, hashlib.sha256(known.data).hexdigest())):
        _write(work, known.number, known.data, work.project.transcripts())
    return _report(work, known.draft, known.checked, known.number, known.verdicts, known.notes, fresh=False)


def _holds(path: Path, sha256: str) -> bool:
    """Tell whether a file is there with these very bytes."""
    return path.is_file() and file_sha256(path, path.parent.resolve()) == sha256


def _draft(
    work: Work, ingested: Ingested, codebooks: Codebooks, embedder: Embedder
) -> tuple[Draft, dict[str, Draft], tuple[str, ...]]:
    """Code, group and place the utterances, corrected by people; return also the drafts without that."""
    found = understand(work, ingested, codebooks, embedder, _cache())
    lines = stored_lines(work.project)
    roles = [role for role in Role if any(t.role is role for t in ingested.transcripts)]
    kinds = [MAPS.get(name) for name in work.study.kinds]
    study = {
        "title": work.study.title,
        "product": work.study.product,
        "language": ingested.language,
        "map": work.study.kinds[0],
    }
    manifest = {
        "tool": TOOL,
        "settings": _settings(work.study),
        "embedder": {"name": embedder.name, "dimension": embedder.dimension, "sha256": embedder.sha256},
        "codebook_sha256": codebooks.sha256,
        "reader_sha256": found.reader_sha256,
    }

    def drafted(evidence: Evidence, roles: Sequence[Role] = (), corrections: int = 0) -> Draft:
        maps = [kind.build(evidence, role) for kind in kinds for role in roles]
        made = {**manifest, "corrections": corrections}
        return make_draft(evidence, ingested.utterances, maps, study, made, found.proposed)

    done = revise(found, lines, drafted, study_id(t.id for t in ingested.transcripts))
    notes = load_stage_notes(work.root, done.evidence.stages)
    draft = drafted(replace(done.evidence, notes=notes), roles, in_force(lines))
    claims = sum(len(cell.claims) for drawn in draft.maps for lane in drawn.lanes for cell in lane.cells)
    if lines:
        work.done("correct", len(lines), in_force(lines) - len(draft.ignored))
    work.done("place", len(draft.themes) + len(draft.unassigned), claims)
    return draft, {BASE: done.base, PLAIN: done.plain} if lines else {}, found.notes


def _settings(study: StudyConfig) -> dict[str, Any]:
    """Return the settings that change a draft; no paths, no addresses, no numbers of workers."""
    secret: dict[str, Any] = {"title": True, "product": True, "hide": True, "coder": {"url"}}
    settings = study.model_dump(mode="json", exclude=secret)
    return {name: value for name, value in settings.items() if value is not None}


def _check(work: Work, draft: Draft, transcripts: Sequence[Transcript]) -> Verification:
    """Check every quote; a draft that fails the check is not written."""
    checked = verify(draft, {t.id: t.canonical for t in transcripts})
    work.done("verify", checked.quotes, checked.verified)
    if not checked.passed:
        raise DraftError(
            "%(n)s checks failed, first: %(failure)s",
            place=str(work.out / DRAFT_FILE),
            remedy="nothing was written; please report this",
            n=len(checked.failures),
            failure=checked.failures[0],
        )
    return checked


def _write(work: Work, number: int, data: bytes, transcripts: Sequence[Transcript]) -> bytes:
    """Write draft.json and draft.html; return the page."""
    sheet = sheet_of(work.project, number, data)
    draft = load_draft(data, f"draft {number}")
    notes = load_stage_notes(work.root, draft.stages, strict=False)
    page = EXPORTS.get("html").render(make_atlas(draft, {t.id: t for t in transcripts}, notes, sheet=sheet))
    write_file(work.out / DRAFT_FILE, data, StudyError)
    write_file(work.out / REPORT_FILE, page, StudyError)
    return page


def _report(  # noqa: PLR0913, PLR0917 (everything that a finished run can tell)
    work: Work,
    draft: Draft,
    checked: Verification,
    number: int,
    verdicts: Sequence[Verdict],
    notes: tuple[str, ...],
    *,
    fresh: bool = True,
) -> RunReport:
    """Say what a run made."""
    return RunReport(
        draft=work.out / DRAFT_FILE,
        report=work.out / REPORT_FILE,
        number=number,
        fresh=fresh,
        verdicts=tuple(verdicts),
        steps=tuple(work.counts.steps),
        quotes=checked.quotes,
        verified=checked.verified,
        notes=notes,
        warnings=tuple(work.counts.warnings),
        study=study_id(interview.id for interview in draft.interviews),
        corrections=draft.manifest.corrections,
        ignored=tuple((entry.line, entry.reason, entry.detail) for entry in draft.ignored),
    )


def _keep_verdicts(work: Work, verdicts: Sequence[Verdict], paths: Sequence[Path]) -> None:
    """Remember what was thought of each file, for ``cjm status``."""
    by_path = {verdict.path.split(INSIDE)[0]: verdict for verdict in verdicts}  # of a project the last one
    by_path |= {verdict.path: verdict for verdict in verdicts}
    entries = []
    for path in paths:
        name = place_in(work.root, path)
        size, changed = stamp(path)
        found = by_path[name]
        entries.append(
            FileVerdict(
                path=name,
                sha256="",
                size=size,
                mtime_ns=changed,
                verdict=found.status,
                message=str(found.message),
                interview=InterviewId(found.interview) if found.interview else None,
            )
        )
    work.project.save_verdicts(entries)
    work.project.forget_files([entry.path for entry in entries])
    payload = json.dumps([verdict.packed() for verdict in verdicts], ensure_ascii=False).encode()
    work.project.save_artifact(VERDICTS, VERDICTS, "", payload)
