"""Run every benchmark of this folder, one after another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = (
    "speed_embedder.py",
    "speed_run.py",
    "speed_ingest.py",
    "report_page.py",
    "quality/run.py",
    "quality/corrections.py",
)


def main() -> int:
    """Run the scripts; return how many failed."""
    failed = 0
    for name in SCRIPTS:
        print(f"== {name}", flush=True)
        command = [sys.executable, str(Path(__file__).with_name(name))]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
