"""The seam of exports: an atlas in, the bytes of one file out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..atlas.values import Atlas


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file people can leave with: ``render`` returns its bytes and never touches the disk.

    The same atlas gives the same bytes.
    """

    name: str
    suffix: str
    render: Callable[[Atlas], bytes]
