"""Which maps of an atlas are wanted: by kind, viewpoint and segment."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..errors import Message, StudyError
from .mapping import open_atlas

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..assemble.atlas.values import Atlas
    from ..assemble.draft import MapPart


def choose_maps(
    root: Path,
    kinds: Sequence[str] = (),
    viewpoint: str | None = None,
    segment: str | None = None,
    number: int | None = None,
) -> tuple[Atlas, tuple[MapPart, ...]]:
    """Return a draft's atlas and its maps of some kinds; no kind means those that the draft was made with.

    Without ``segment`` maps are of everybody of a viewpoint; with it, of that segment alone, in any case.
    Raises what ``open_atlas`` raises, and StudyError for a viewpoint that was not interviewed and for a
    segment that has no map.
    """
    atlas = open_atlas(root, kinds, number)
    wanted = kinds or tuple(dict.fromkeys(part.kind for part in atlas.draft.maps))
    named = _segment(atlas.maps, segment, str(root)) if segment else None
    found = tuple(
        part
        for kind in dict.fromkeys(wanted)
        for part in atlas.maps
        if part.kind == kind and part.segment == named and viewpoint in {None, part.viewpoint}
    )
    if not found:
        known = sorted({part.viewpoint for part in atlas.maps if part.segment == named})
        raise StudyError(
            "there is no map of this viewpoint: nobody of it was interviewed",
            place=str(root),
            remedy="there are: %(known)s",
            known=", ".join(known) or Message("none"),
        )
    return atlas, found


def _segment(maps: Sequence[MapPart], asked: str, place: str) -> str:
    """Return a segment's name as the study writes it."""
    known = list(dict.fromkeys(part.segment for part in maps if part.segment))
    folded = {name.casefold(): name for name in known}
    if asked.casefold() in folded:
        return folded[asked.casefold()]
    near = get_close_matches(asked.casefold(), folded, n=1)
    remedy = "did you mean '%(near)s'?" if near else "segments with maps: %(known)s"
    raise StudyError(
        "no map has the segment '%(segment)s'",
        place=place,
        remedy=remedy
        if known
        else "name segments of two respondents or more in interviews.csv, at least two of them",
        segment=asked,
        near=folded[near[0]] if near else "",
        known=", ".join(known),
    )
