"""The pages of a site: their files, names and order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..maps.rules_kinds import PURPOSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Snapshot
    from ..draft import InterviewPart
    from .book import Book

TOP, MAPS, SHEETS = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: ``group`` is its row in the list of pages; one that is not ``listed`` is found from others."""

    file: str
    template: str
    title: str
    group: int
    short: str = ""  # in the list of pages
    lead: str = ""
    told: str = ""  # how much it holds
    kind: str = ""  # of its maps
    listed: bool = True
    part: InterviewPart | None = None
    snapshot: Snapshot | None = None

    @property
    def row(self) -> int:
        """In which row of the list of pages it stands."""
        return max(self.group, MAPS)


def list_pages(book: Book) -> tuple[Page, ...]:
    """Return the pages of an atlas: a sheet that was not made has none."""
    first = Page(
        file="index.html",
        template="index.html.jinja",
        title=book.title,
        group=TOP,
        short=book._("Contents"),
        lead=book.draft.study.product,
    )
    return (first, *_maps(book), *_sheets(book), *_interviews(book))


def _maps(book: Book) -> Iterator[Page]:
    purposes = PURPOSES[book.p.words.language]
    for kind in dict.fromkeys(part.kind for part in book.atlas.maps):
        name, lead = book.p.kind(kind), purposes.get(kind, "")
        file = f"map-{kind.replace('_', '-')}.html"
        lead = f"{lead[:1].upper()}{lead[1:]}"
        template = "map.html.jinja"
        yield Page(file=file, template=template, title=name, short=name, group=MAPS, lead=lead, kind=kind)


def _sheets(book: Book) -> Iterator[Page]:
    """Yield the pages of sheets; the guide is there even when it asks nothing."""
    _, atlas = book._, book.atlas
    sheets = [
        ("portraits", _("Portraits"), len(atlas.portraits)),
        ("stories", _("Stories"), len(atlas.stories)),
        ("barriers", _("Barriers and solutions"), len(atlas.barriers)),
        ("touchpoints", _("Touchpoints"), len(atlas.touchpoints)),
        ("contradictions", _("Contradictions"), len(atlas.contradictions)),
        ("views", _("Viewpoints side by side"), len(atlas.views.columns) if atlas.views else None),
        ("saturation", _("Saturation"), len(atlas.saturation.points) if atlas.saturation else None),
        ("guide", _("What to ask next"), len(atlas.guide)),
        (
            "decision",
            _("A decision held against the map"),
            len(atlas.decision.points) if atlas.decision else None,
        ),
        ("interviews", _("Interviews"), len(book.draft.interviews)),
    ]
    for name, title, count in sheets:
        if count is None:
            continue
        told = "" if name == "saturation" else book.p.whole(count)
        file, template = f"{name}.html", f"{name}.html.jinja"
        yield Page(file=file, template=template, title=title, short=title, group=SHEETS, told=told)


def _interviews(book: Book) -> Iterator[Page]:
    snapshots = {str(one.interview): one for one in book.atlas.snapshots}
    for part in book.draft.interviews:
        who = book.p.viewpoint(part.role, part.segment)
        yield Page(
            file=book.page(part.id),
            template="interview.html.jinja",
            title=f"{book.p.interview(part)} · {who}",
            group=SHEETS,
            listed=False,
            part=part,
            snapshot=snapshots.get(part.id),
        )
