"""How long sheets are parted on their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..atlas.values import GuideQuestion
    from ..printing.words import Printer

T = TypeVar("T")


def by_role(found: Iterable[T], attribute: str = "viewpoint") -> list[tuple[str, list[T]]]:
    """Part things by whose they are; viewpoints and things keep their order."""
    parted: dict[str, list[T]] = {}
    for one in found:
        parted.setdefault(str(getattr(one, attribute)), []).append(one)
    return list(parted.items())


def by_stage(
    asked: Iterable[GuideQuestion], printer: Printer
) -> list[tuple[str | None, list[GuideQuestion]]]:
    """Part questions by stage, in the order of stages; those of no stage come last."""
    parted: dict[str | None, list[GuideQuestion]] = {}
    for one in asked:
        parted.setdefault(one.stage, []).append(one)
    order = list(printer.stages)
    return sorted(
        parted.items(), key=lambda pair: order.index(pair[0]) if pair[0] in printer.stages else len(order)
    )
