"""The site's names of sources: who or what answers a barrier."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..printing.words import Printer


def sources(printer: Printer) -> dict[str, str]:
    """Return who or what answers a barrier."""
    _ = printer._
    return {
        "own": _("Respondents wish"),
        "expert": _("An expert proposes"),
        "elsewhere": _("Liked where it works"),
    }
