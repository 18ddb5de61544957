from __future__ import annotations

import sys
from pathlib import Path

# the hand-coded studies, which the report's tests and the printed pages' share
ASSEMBLE = Path(__file__).parents[1] / "assemble"
sys.path[:0] = [str(ASSEMBLE), str(ASSEMBLE / "printing")]
