"""Where the stages meet the store: order, freshness, counts.  Each public function is a command."""

from __future__ import annotations

from .correcting import apply_corrections
from .demo import EXAMPLES, run_demo
from .looking import study_status, verify_target
from .run import run_study
from .values import RunOptions, RunReport, StepCount, StudyStatus, Verdict

__all__ = [
    "EXAMPLES",
    "RunOptions",
    "RunReport",
    "StepCount",
    "StudyStatus",
    "Verdict",
    "apply_corrections",
    "run_demo",
    "run_study",
    "study_status",
    "verify_target",
]
