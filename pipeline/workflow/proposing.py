"""Names that people say and the codebook does not know: proposed in the draft, told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cluster.system_names import propose_touchpoints
from ..errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..cluster.system_names import ProposedTouchpoint
    from ..records import Unit
    from .codebooks import Codebooks
    from .values import Work

_TOLD = 6  # names in the line; the draft holds all


def propose(
    work: Work, units: Sequence[Unit], codebooks: Codebooks, languages: Iterable[str]
) -> tuple[ProposedTouchpoint, ...]:
    """Return the names of touchpoints that each language's codebook lacks, and say so when there are any."""
    found = tuple(
        point
        for language in languages
        for point in propose_touchpoints(units, language, codebooks.of(language))
    )
    if found:
        names = ", ".join(point.name for point in found[:_TOLD]) + (", …" if len(found) > _TOLD else "")
        fact = "named but not in the codebook: %(names)s; what is a touchpoint belongs into codebook.yaml"
        work.warn(Message(fact, names=names))
    return found
