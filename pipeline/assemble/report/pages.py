"""What every page of ours is made with: one way to fill templates, one way to name what it may use."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent


@lru_cache(maxsize=2)  # the report and the site
def page_environment(folder: Path = FOLDER) -> Environment:
    """Return the templates of a folder; everything put into them is escaped, nothing may be missing."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fingerprint(text: str) -> str:
    """Return how a content security policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
