from __future__ import annotations

import sys
from pathlib import Path

ASSEMBLE = Path(__file__).parents[1]
sys.path[:0] = [
    str(ASSEMBLE),
    str(ASSEMBLE / "printing"),
]  # the hand-coded study and its atlas with every sheet
