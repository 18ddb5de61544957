"""Writing chosen maps as one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..assemble.site.pages import map_page
from ..errors import StudyError
from .files import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..assemble.atlas.values import Atlas
    from ..assemble.draft import MapPart


def write_map_page(atlas: Atlas, maps: Sequence[MapPart], path: Path) -> Path:
    """Write maps as one page and return where it is: the file, or map.html in a folder that is there.

    Raises StudyError for a disk that refuses, DraftError for a quote that its transcript does not hold.
    """
    file = path / "map.html" if path.is_dir() else path
    write_file(file, map_page(atlas, maps), StudyError)
    return file
