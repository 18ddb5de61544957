"""The atlas as a Markdown document for wikis and notebooks: maps stage by stage, then every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..prose.maps import map_section
from ..prose.marks import head, item, items, para, soft, strong, words
from ..prose.sheets import (
    barriers,
    contradictions,
    decision,
    guide,
    portraits,
    saturation,
    stories,
    touchpoints,
)
from ..tables.about import making_facts, reading_notes, study_facts
from ..tables.speech import Clerk
from .base import Export

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..atlas.values import Atlas
    from ..tables.about import Fact

_SHEETS = (
    portraits,
    stories,
    barriers,
    touchpoints,
    contradictions,
    saturation,
    decision,
    guide,
)


def render(atlas: Atlas) -> bytes:
    """Return UTF-8 CommonMark without tables and HTML; a text of the study is never a mark."""
    clerk = Clerk(atlas.draft)
    return "\n".join(_blocks(atlas, clerk)).encode()


def _blocks(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield the blocks of the document."""
    _ = clerk._
    yield head(1, atlas.draft.study.title or _("Customer Journey Map"))
    yield para(soft(_("Customer Journey Map: a draft from interviews")))
    yield _facts(study_facts(atlas.draft, clerk))
    yield head(2, _("How to read it"))
    yield items(*(item(words(note)) for note in reading_notes(clerk)))
    for part in atlas.maps:
        yield from map_section(part, clerk)
    for sheet in _SHEETS:
        yield from sheet(atlas, clerk)
    yield head(2, _("How this document was made"))
    yield _facts(making_facts(atlas.draft, clerk))


def _facts(found: Iterable[Fact]) -> str:
    return items(*(item(f"{strong(name)}: {words(str(value))}") for name, value in found))


EXPORT = Export(name="md", suffix=".md", render=render)
