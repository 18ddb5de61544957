from __future__ import annotations

import sys
from pathlib import Path

# the hand-coded studies, which the report's tests share
sys.path.insert(0, str(Path(__file__).parents[1] / "assemble"))
