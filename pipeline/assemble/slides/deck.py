"""A deck of slides: title, body, foot and speaker notes of each, and sections to find them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml

from ..office import visible
from ..pictures.colours import BLUE, INK, MUTED
from ..pictures.lettering import fit
from .setting import EMPTY, Para, body, emu, height, muted, para
from .theme import WIDE, new_presentation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..printing.words import Printer

EDGE = 34.0
ROOM = WIDE - 2 * EDGE
FOOT = 514.0  # where the foot begins: nothing else stands below it
_TITLES = (24.0, 20.0, 17.0)
_TITLE_LINES = 2
_LAYOUT = 5  # "title only"
_NUMBER = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


class Page:
    """One slide; ``top`` is where its content may begin, in points."""

    def __init__(self, deck: Deck, slide: Any, top: float) -> None:
        """Take a slide of a deck."""
        self.deck, self.slide, self.top = deck, slide, top
        self.said: list[str] = []  # of the notes

    def text(  # noqa: PLR0913 (a place and a look)
        self,
        paras: Sequence[Para],
        left: float,
        top: float,
        width: float,
        high: float,
        *,
        name: str = "",
        fill: str = "",
    ) -> None:
        """Put paragraphs into a box; the caller has measured them."""
        shape = self.slide.shapes.add_textbox(emu(left), emu(top), emu(width), emu(high))
        shape.name = name or shape.name
        inset = emu(8.0) if fill else 0
        box = (
            f'wrap="square" lIns="{inset}" tIns="{inset // 2}" rIns="{inset}" bIns="{inset // 2}" anchor="t"'
        )
        _replace_body(shape, body("p:txBody", paras, self.deck.tag, box))
        if fill:
            _fill(shape, fill)

    def note(self, *lines: str) -> None:
        """Add lines to the speaker notes."""
        self.said += [visible(line) for line in lines]


class Deck:
    """Makes slides one after the other."""

    def __init__(self, printer: Printer, title: str, subject: str) -> None:
        """Open an empty deck."""
        self.printer, self.title = printer, title
        self.tag = {"ru": "ru-RU"}.get(printer.words.language, "en-US")
        self.file = new_presentation(visible(title), visible(subject), printer.words.language)
        self.pages: list[Page] = []
        self.sections: list[tuple[str, int]] = []  # name, the first of its slides

    def section(self, name: str) -> None:
        """Begin a section of slides."""
        self.sections.append((name, len(self.pages)))

    def page(
        self, title: str, subtitle: str = "", *, top: float = 18.0, sizes: tuple[float, ...] = _TITLES
    ) -> Page:
        """Add a slide with a title; one that is too long is cut and stands whole in the notes."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[_LAYOUT])
        size, shown, cut = _fitted(title, sizes)
        high = len(shown) * size * 1.22
        shape = slide.shapes.title
        shape.left, shape.top = emu(EDGE), emu(top)
        shape.width, shape.height = emu(ROOM), emu(high + 4)
        box = 'wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"'
        said = para(" ".join(shown) if cut else title, size, bold=True, colour=INK)
        _replace_body(shape, body("p:txBody", (said,), self.tag, box))
        page = Page(self, slide, top + high + 6)
        if cut:
            page.note(title)
        if subtitle:
            self._subtitle(page, subtitle)
        page.top += 10
        self.pages.append(page)
        return page

    def _subtitle(self, page: Page, subtitle: str) -> None:
        fitted = fit(subtitle, size=11.5, width=ROOM * 0.94, lines=2)
        shown = muted(" ".join(fitted.lines) if fitted.cut else subtitle, 11.5)
        high = height((shown,), ROOM)
        page.text((shown,), EDGE, page.top, ROOM, high)
        page.top += high
        if fitted.cut:
            page.note(subtitle)

    def save(self) -> Any:
        """Write feet, notes and sections and return the presentation."""
        for number, page in enumerate(self.pages, 1):
            if number > 1:
                self._foot(page, number)
            if page.said:
                page.slide.notes_slide.notes_text_frame.text = "\n".join(page.said)
        self._sections()
        return self.file

    def _foot(self, page: Page, number: int) -> None:
        """Put the study's title and the slide's number at the foot."""
        title = " ".join(fit(self.title, size=9.0, width=ROOM - 80, lines=1).lines)
        page.text((muted(title, 9.0),), EDGE, FOOT + 6, ROOM - 60, 12)
        shape = page.slide.shapes.add_textbox(emu(WIDE - EDGE - 50), emu(FOOT + 6), emu(50), emu(12))
        look = f'lang="{self.tag}" sz="900"'
        fill = f'<a:solidFill><a:srgbClr val="{MUTED[1:].upper()}"/></a:solidFill>'
        markup = body("p:txBody", (), self.tag, 'wrap="none" lIns="0" tIns="0" rIns="0" bIns="0"').replace(
            EMPTY,
            f'<a:p><a:pPr algn="r"/><a:fld id="{_NUMBER}" type="slidenum">'
            f"<a:rPr {look}>{fill}</a:rPr><a:t>{number}</a:t></a:fld></a:p>",
        )
        _replace_body(shape, markup)

    def _sections(self) -> None:
        """Name the sections, as the list of slides shows them."""
        ids = [slide.slide_id for slide in self.file.slides]
        starts = [start for _, start in self.sections] + [len(ids)]
        written = ""
        for place, (name, start) in enumerate(self.sections):
            own = "".join(f'<p14:sldId id="{one}"/>' for one in ids[start : starts[place + 1]])
            key = str(uuid5(NAMESPACE_URL, f"{place}:{name}")).upper()
            title = quoteattr(visible(name))
            written += (
                f'<p14:section name={title} id="{{{key}}}"><p14:sldIdLst>{own}</p14:sldIdLst></p14:section>'
            )
        self.file.part._element.append(  # noqa: SLF001 (the library has no door to sections)
            parse_xml(
                '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
                '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
                '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
                f"{written}</p14:sectionLst></p:ext></p:extLst>"
            )
        )


def rule_line(page: Page, left: float, top: float, width: float, colour: str = BLUE) -> None:
    """Draw a thin bar."""
    shape = page.slide.shapes.add_textbox(emu(left), emu(top), emu(width), emu(3.0))
    _fill(shape, colour)
    _replace_body(shape, body("p:txBody", (para("", 1.0),), page.deck.tag, 'tIns="0" bIns="0"'))


def _fitted(title: str, sizes: tuple[float, ...]) -> tuple[float, tuple[str, ...], bool]:
    """Return a title's size and lines: smaller letters for long ones, then an ellipsis."""
    for size in sizes:
        fitted = fit(title, size=size, width=ROOM * 0.94, lines=_TITLE_LINES, bold=True)
        if not fitted.cut:
            break
    return size, fitted.lines, fitted.cut


def _replace_body(shape: Any, markup: str) -> None:
    element = shape._element  # noqa: SLF001 (writing runs one by one is slow)
    element.replace(element.txBody, parse_xml(markup))


def _fill(shape: Any, colour: str) -> None:
    from pptx.dml.color import RGBColor  # noqa: PLC0415 (rarely needed)

    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour[1:].upper())
