"""The files of a study as interviews: read on one or several processes, their words waiting on disk."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..errors import EmptySource, Message, SourceError
from ..ingest.compose import interview_id
from ..ingest.detect import detect, judge, refuse_long
from ..ingest.formats.qdpx import INSIDE, split
from ..ingest.interview_roles import role_from_path, role_from_title
from ..ingest.mojibake import spoiled_warnings
from ..ingest.packing import pack
from ..ingest.reading import find_sources, place_in, read_source
from ..ingest.speakers import SpeakerOverride, hear
from ..language import detect_language
from ..records import Role
from ..registry import FORMATS
from .preparing import spread, useful
from .shelf import Shelf
from .values import DUPLICATE, REFUSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ..config import InterviewRow
    from ..ingest.voices import Voice
    from ..records import InterviewId, ParsedTranscript, Source

FIRST_TURNS = 60  # that tell an interview's language
BYTES_A_LETTER = 8  # reading a file's byte takes as long as an eighth of preparing a letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One readable file on its way: the source without its bytes, its guessed facts, its turns on disk."""

    source: Source
    id: InterviewId
    role: Role
    given: InterviewRow | None
    size: int  # characters said
    unparsed: float  # share of the file's characters that belong to no turn, 0..1
    tongue: str  # the language of its first turns
    voices: tuple[Voice, ...] | None  # None where nobody is named
    warnings: tuple[str, ...] = ()
    shelf: Mapping[str, ParsedTranscript] = field(default_factory=dict, repr=False, compare=False)

    @property
    def parsed(self) -> ParsedTranscript:
        """The turns, loaded anew at each look."""
        return self.shelf[self.id]

    @property
    def override(self) -> SpeakerOverride | None:
        """What the researcher wrote about its speakers."""
        return _override(self.given)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """What is needed to read one file in whatever process."""

    root: Path
    path: Path
    rows: Mapping[str, InterviewRow]  # of the file, and of the interviews in it
    language: str


def read_study(  # noqa: PLR0913 (a study, who watches, and how it is read)
    root: Path,
    rows: Mapping[str, InterviewRow],
    advance: Callable[[int], None],
    language: str,
    paths: Sequence[Path] | None = None,
    *,
    workers: int = 1,
) -> tuple[list[Interview], list[Verdict]]:
    """Read every file below ``root`` (or these ``paths``); what cannot be used is in the verdicts only.

    Of two files that say the same the one with the first path is kept.
    """
    interviews: list[Interview] = []
    verdicts: list[Verdict] = []
    seen: dict[InterviewId, str] = {}
    shelf: Shelf[ParsedTranscript] = Shelf()
    paths = find_sources(root) if paths is None else paths
    files = (_File(root=root, path=p, rows=_rows_of(root, p, rows), language=language) for p in paths)
    for parts in spread(_read_file, files, useful(workers, len(paths), sum(map(_weight, paths)))):
        for name, found, packed in parts:
            if isinstance(found, Message):
                verdicts.append(Verdict(path=name, status=REFUSED, message=found))
            elif found.id in seen:
                message = Message("says the same as %(path)s; it is counted once", path=seen[found.id])
                verdicts.append(Verdict(path=name, status=DUPLICATE, message=message))
            else:
                seen[found.id] = name
                shelf.put_packed(found.id, packed)
                interviews.append(replace(found, shelf=shelf))
        advance(1)
    return interviews, verdicts


def _rows_of(root: Path, path: Path, rows: Mapping[str, InterviewRow]) -> dict[str, InterviewRow]:
    """Return what the researcher said of a file and of the interviews in it."""
    name = place_in(root, path)
    return {place: row for place, row in rows.items() if place.split(INSIDE)[0] == name}


def _weight(path: Path) -> int:
    """Return how much work a file may be, in characters to prepare; 0 for one that is not there."""
    with suppress(OSError):
        return path.stat().st_size // BYTES_A_LETTER
    return 0


def _read_file(file: _File) -> list[tuple[str, Interview | Message, bytes]]:
    """Return the interviews of one file by their names with their packed words, or why one cannot be read."""
    name = place_in(file.root, file.path)
    try:
        parts = split(read_source(file.root, file.path))
    except SourceError as error:
        return [(name, _reason(error), b"")]
    return [_read_part(part, file) for part in parts]


def _read_part(part: Source | SourceError, file: _File) -> tuple[str, Interview | Message, bytes]:
    """Read one interview of a file; a project holds several."""
    if isinstance(part, SourceError):
        return part.place, _reason(part), b""
    try:
        return part.path, *_read(part, file.rows.get(part.path), file.language)
    except SourceError as error:
        return part.path, _reason(error), b""


def _reason(error: SourceError) -> Message:
    """Return the error's line without the file's name, which the verdict has of its own."""
    if not error.line:
        return error.reason
    return Message("line %(line)s: %(reason)s", line=error.line, reason=error.reason)


def _read(source: Source, row: InterviewRow | None, language: str) -> tuple[Interview, bytes]:
    """Read one interview: layout, turns, role; return its packed words beside it."""
    named = row.format if row else None
    refuse_long(source)
    known = FORMATS.get(named) if named in FORMATS.entries and named else detect(source)
    parsed = known.parse(source)
    texts = [turn.text for turn in parsed.turns]
    if not any(map(str.strip, texts)):
        raise EmptySource("nobody says anything in it", place=source.path, remedy="take it out of the folder")
    role, warnings = _role(source, row, language)
    somebody = any(turn.speaker is not None for turn in parsed.turns)
    interview = Interview(
        source=replace(source, data=b"", text=None),
        id=interview_id(parsed),
        role=role,
        given=row,
        size=sum(map(len, texts)),
        unparsed=judge(source, parsed).unparsed,
        tongue=detect_language(" ".join(texts[:FIRST_TURNS])),
        voices=hear(parsed, _override(row), language) if somebody else None,
        warnings=(*spoiled_warnings(source, parsed), *warnings, *parsed.warnings),
    )
    return interview, pack(parsed)


def _override(row: InterviewRow | None) -> SpeakerOverride | None:
    return SpeakerOverride(respondents=row.respondents, interviewers=row.interviewers) if row else None


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


def tell_majority(interviews: Sequence[Interview]) -> str:
    """Return the language that most interviews speak (Russian when equal)."""
    counted = Counter(interview.tongue for interview in interviews)
    return "en" if counted["en"] > counted["ru"] else "ru"
