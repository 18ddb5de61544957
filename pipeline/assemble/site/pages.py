"""The pages of the site: which there are, and how each is filled."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..atlas.wording import guide_closing, guide_opening
from ..printing.method import grades, made, principles, reasons
from ..printing.opening import facts
from ..report.pages import FOLDER as REPORT
from ..report.pages import fingerprint, page_environment
from ..report.quotes import check_quotes
from .book import Book
from .drawings import Drawings
from .grouping import by_role, by_stage
from .method import sources
from .values import Page, list_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from ..atlas.values import Atlas
    from ..draft import MapPart

HERE = Path(__file__).parent
_HEAD = "/* Head */"  # what stands before it in the report's style is the palette and the reset


def site_files(atlas: Atlas) -> dict[str, bytes]:
    """Return every file of the site by its path; raises DraftError for a quote no transcript holds."""
    check_quotes(atlas.draft, atlas.transcripts)
    book = Book(atlas)
    pages = list_pages(book)
    style = site_style()
    shared = {**_shared(book, style), "pages": pages}
    files = {page.file: _fill(page.template, {**shared, **_page(page)}) for page in pages}
    return {name: files[name] for name in sorted(files, key=lambda name: (name != "index.html", name))}


def map_page(atlas: Atlas, maps: Sequence[MapPart] = ()) -> bytes:
    """Return maps as one page that needs nothing else, one shown at a time; none named means all.

    Below them stand the interviews that they quote.  Raises DraftError for a quote no transcript holds.
    """
    check_quotes(atlas.draft, atlas.transcripts)
    drawn = list(maps or atlas.maps)
    book = Book(atlas, single=True)
    style = "\n".join((site_style(), *(_chosen(number) for number in range(1, len(drawn) + 1))))
    quoted = {book.slug_of(name) for part in drawn for name in quoted_by(part)}
    page = Page(file="map.html", template="single.html.jinja", title=book.title, group=1)
    talks = [part for part in atlas.draft.interviews if book.slugs[part.id] in quoted]
    kinds: dict[str, list[tuple[int, MapPart]]] = {}
    for number, part in enumerate(drawn, 1):
        kinds.setdefault(part.kind, []).append((number, part))
    more = {"pages": (page,), "drawn": drawn, "kinds": list(kinds.items()), "talks": talks}
    return _fill(page.template, {**_shared(book, style), **_page(page), **more})


def quoted_by(part: MapPart) -> Iterable[str]:
    """Yield the utterances that a map names."""
    for cell in (cell for lane in part.lanes for cell in lane.cells):
        for claim in cell.claims:
            yield from claim.utterances
        for figure in cell.figures:
            yield from figure.utterances


def _chosen(number: int) -> str:
    """Return the rule that hides the other maps while one is chosen."""
    return f".tabs:has(#r{number}:checked)>.panels>:not(#m{number}){{display:none}}"


def _page(page: Page) -> dict[str, Any]:
    return {"page": page, "root": "../" * page.file.count("/")}


def _shared(book: Book, style: str) -> dict[str, Any]:
    """Return what every template may ask for."""
    atlas, printer = book.atlas, book.p
    places = {one.id: f"barrier-{number}" for number, one in enumerate(atlas.barriers, 1)}
    language = atlas.draft.study.language
    return {
        "atlas": atlas,
        "book": book,
        "p": printer,
        "_": book._,
        "ngettext": book.ngettext,
        "language": printer.words.language,
        "drawings": Drawings(printer),
        "style": Markup(style),  # noqa: S704 (our own files)
        "policy": _policy(style),
        "facts": facts(printer),
        "method": [*principles(printer), *grades(printer)],
        "made": made(printer),
        "by_role": by_role,
        "by_stage": lambda asked: by_stage(asked, printer),
        "themes": lambda ids: "; ".join(printer.themes[one] for one in ids if one in printer.themes),
        "stage_names": lambda ids: ", ".join(map(printer.stage, ids)),
        "portrait_names": {one.id: one.name for one in atlas.portraits},
        "barrier_anchor": places.__getitem__,
        "barrier_names": {one.id: f"{one.rank}. {one.claim.text}" for one in atlas.barriers},
        "sources": sources(printer),
        "reasons": reasons(printer),
        "opening": guide_opening(language),
        "closing": guide_closing(language),
        "bearings": _bearings(book),
    }


def _bearings(book: Book) -> list[tuple[str, str]]:
    """Return what a decision's points may mean, with the head of each."""
    _ = book._
    return [
        ("for", _("What speaks for it")),
        ("against", _("What speaks against it")),
        ("need", _("Needs that it touches")),
        ("touched", _("Also near to it")),
    ]


def _fill(template: str, values: Mapping[str, Any]) -> bytes:
    return page_environment(HERE).get_template(template).render(values).encode("utf-8", "replace")


@lru_cache(maxsize=1)
def site_style() -> str:
    """Return the report's palette and the site's own style."""
    palette = (REPORT / "report.css").read_text(encoding="utf-8").split(_HEAD)[0]
    return f"{palette.strip()}\n{(HERE / 'site.css').read_text(encoding='utf-8').strip()}"


def _policy(style: str) -> str:
    """Return the content security policy: this style, pictures inside the page, no script."""
    return (
        f"default-src 'none'; style-src '{fingerprint(style)}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
