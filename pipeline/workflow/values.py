"""What goes into a run and what comes out of it."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..config import StudyConfig
    from ..progress import Progress
    from ..store.project import Project

OK, REFUSED, DUPLICATE = "ok", "refused", "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What the caller of a run asks for; None leaves it to study.yaml."""

    out: Path | None = None
    embedder: str | None = None
    stages: str | None = None
    anonymize: bool | None = None
    jobs: int | None = None
    coder: str | None = None  # the address of a local model's server
    model: str | None = None

    @property
    def workers(self) -> int:
        """Return how many processes or threads may work."""
        return self.jobs or os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one file: ok, refused or duplicate, and what was understood of it."""

    path: str
    status: str
    message: str = ""
    interview: str | None = None
    format: str = ""
    encoding: str = ""
    language: str = ""
    role: str = ""
    turns: int = 0
    unparsed: float = 0.0  # share of the file's characters that no rule understood
    respondents: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def packed(self) -> dict[str, Any]:
        """Return plain values for the store; messages keep what they need to be told in any language."""
        messages = [Message(text).packed() for text in self.warnings]
        return {**asdict(self), "message": Message(self.message).packed(), "warnings": messages}

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Verdict:
        """Make the verdict again."""
        values = {
            **packed,
            "message": Message.unpacked(packed["message"]),
            "warnings": tuple(map(Message.unpacked, packed["warnings"])),
            "respondents": tuple(packed["respondents"]),
            "interviewers": tuple(packed["interviewers"]),
        }
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCount:
    """A step's counts: what went in, what came out, and how long it took."""

    name: str
    taken: int
    given: int
    seconds: float = 0.0


@dataclass(slots=True)
class Counts:
    """The steps of a run as they are done."""

    steps: list[StepCount] = field(default_factory=list)
    last: float = field(default_factory=time.perf_counter)
    warnings: list[Message] = field(default_factory=list)
    whole: bool = True  # False when the same run may do better another time

    def add(self, name: str, taken: int, given: int) -> StepCount:
        """Note a step; it began when the one before it ended."""
        now = time.perf_counter()
        step = StepCount(name=name, taken=taken, given=given, seconds=round(now - self.last, 3))
        self.last = now
        self.steps.append(step)
        return step


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run made."""

    draft: Path
    report: Path
    number: int
    fresh: bool  # False when nothing had changed and the newest draft was written again
    verdicts: tuple[Verdict, ...]
    steps: tuple[StepCount, ...]
    quotes: int
    verified: int
    notes: tuple[str, ...] = ()
    warnings: tuple[Message, ...] = ()
    study: str = ""  # the name that corrections carry
    corrections: int = 0  # in force
    ignored: tuple[tuple[str, str, str], ...] = ()  # corrections not applied: line, reason, detail

    @property
    def refused(self) -> tuple[Verdict, ...]:
        """Return the files that could not be used."""
        return tuple(verdict for verdict in self.verdicts if verdict.status == REFUSED)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        return {
            "draft": str(self.draft),
            "report": str(self.report),
            "number": self.number,
            "fresh": self.fresh,
            "files": [asdict(verdict) for verdict in self.verdicts],
            "steps": [asdict(step) for step in self.steps],
            "quotes": self.quotes,
            "verified": self.verified,
            "notes": list(self.notes),
            "warnings": [str(warning) for warning in self.warnings],
            "corrections": self.corrections,
            "ignored": [{"line": line, "reason": why, "detail": of} for line, why, of in self.ignored],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyStatus:
    """What a study holds."""

    study: Path
    files: tuple[Verdict, ...]
    changed: tuple[str, ...]  # files that are new, changed or gone since the last run
    runs: tuple[dict[str, Any], ...]
    drafts: tuple[dict[str, Any], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the status as plain values for JSON."""
        return {
            "study": str(self.study),
            "files": [asdict(verdict) for verdict in self.files],
            "changed": list(self.changed),
            "runs": list(self.runs),
            "drafts": list(self.drafts),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a run works with."""

    root: Path
    out: Path
    study: StudyConfig
    options: RunOptions
    project: Project
    progress: Progress
    counts: Counts

    def done(self, name: str, taken: int, given: int) -> None:
        """Count a step and show it."""
        self.progress.done(self.counts.add(name, taken, given))

    def warn(self, message: Message) -> None:
        """Say at once what must not be overlooked, and keep it for the report."""
        self.counts.warnings.append(message)
        self.progress.warn(message)
