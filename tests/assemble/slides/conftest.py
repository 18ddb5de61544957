"""The hand-made atlas stands with the tests of printing."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "printing")]
