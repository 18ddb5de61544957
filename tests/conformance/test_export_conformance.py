"""What every export must keep to; the list comes from the registry.

To add an export, add how its file is read back to READERS: the test of an export without one fails.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from defusedxml import ElementTree

import pipeline.assemble.exports
from hostile_fixture import hostile_draft
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.printing.words import Printer
from pipeline.registry import EXPORTS, MAPS
from print_fixture import HOSTILE, squeezed, with_stages
from report_fixture import bicycle_draft, bicycle_study

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE = Path(pipeline.assemble.exports.__file__).parent
TESTS = Path(__file__).parents[1]
FAR = 300  # letters within which a claim's support stands behind it


@dataclass(frozen=True)
class Reader:
    """How a file is read back: all its words, and what of the maps it promises to hold."""

    words: Callable[[bytes], str]
    maps: Callable = lambda atlas: atlas.maps
    support: bool = True  # whether "k of n" stands behind each claim
    only_themes: bool = False  # whether it holds labels of themes and no words of people


def of_roles(atlas):
    return [part for part in atlas.maps if part.segment is None]


def none(atlas):  # noqa: ARG001 (as the others)
    return []


def xml_words(data, *, attributes=True):
    """The texts and attributes of an XML document, in order, without its styles."""
    said = []
    for element in ElementTree.fromstring(data).iter():
        if not str(element.tag).endswith("style"):
            said += [*(element.attrib.values() if attributes else ()), element.text or ""]
        said.append(element.tail or "")
    return " ".join(said)


def zip_words(data, *endings):
    with ZipFile(io.BytesIO(data)) as parts:
        assert parts.testzip() is None
        names = [name for name in parts.namelist() if name.endswith(endings)]
        return " ".join(
            xml_words(parts.read(n)) if n.endswith((".xml", ".qde")) else parts.read(n).decode()
            for n in names
        )


def html_words(data):
    """The texts of a page; what its script holds as JSON is text too."""
    text = data.decode()
    for code in ("<", ">", "&"):
        text = text.replace(f"\\u{ord(code):04x}", code)
    return unescape(unescape(text)).replace('\\"', '"')


def site_words(data):
    with ZipFile(io.BytesIO(data)) as parts:
        return " ".join(html_words(parts.read(name)) for name in parts.namelist() if name.endswith(".html"))


def pdf_words(data):
    import pypdf

    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def pptx_words(data):
    from pptx import Presentation

    said = []
    for slide in Presentation(io.BytesIO(data)).slides:
        shapes = [*slide.shapes, *(slide.notes_slide.shapes if slide.has_notes_slide else ())]
        for shape in shapes:
            said.append(shape.text_frame.text if shape.has_text_frame else "")
            if getattr(shape, "has_table", False):
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(said)


def xlsx_words(data):
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    return " ".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value is not None)


def csv_words(data):
    return data.decode("utf-8-sig").replace('""', '"')


def md_words(data):
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(data.decode())
    return " ".join("".join(c.content for c in t.children) for t in tokens if t.type == "inline")


def png_words(data):
    from PIL import Image

    return str(Image.open(io.BytesIO(data)).size)


READERS = {
    "json": Reader(lambda data: json.dumps(json.loads(data), ensure_ascii=False), support=False),
    "html": Reader(html_words, support=False),  # its script reckons them
    "pdf": Reader(pdf_words),
    "svg": Reader(lambda data: xml_words(data, attributes=False), maps=of_roles),
    "png": Reader(png_words, maps=none),
    "pptx": Reader(pptx_words),
    "docx": Reader(lambda data: zip_words(data, "word/document.xml")),
    "xlsx": Reader(xlsx_words),
    "csv": Reader(csv_words, support=False),
    "md": Reader(md_words),
    "board": Reader(csv_words),
    "qdpx": Reader(lambda data: zip_words(data, ".qde", ".txt"), support=False),
    "qdc": Reader(xml_words, support=False, only_themes=True),  # the codebook alone
    "site": Reader(site_words),
}


@pytest.fixture(params=list(EXPORTS))
def export(request):
    return EXPORTS.get(request.param)


@cache
def bicycle(language="ru"):
    draft, transcripts = bicycle_draft(language)
    return make_atlas(draft, transcripts, kinds=tuple(MAPS))


@cache
def written(name, language="ru"):
    return EXPORTS.get(name).render(bicycle(language))


@cache
def words_of(name, language="ru"):
    return squeezed(READERS[name].words(written(name, language)))


@cache
def small(language="ru"):
    """Two interviews and one kind of map: enough for the bytes."""
    draft, transcripts = bicycle_draft(language, *sorted(names_of("clients"))[:2])
    return make_atlas(draft, transcripts, kinds=("journey",))


@cache
def names_of(folder):
    return {Path(one.path).stem for one in bicycle_study().transcripts.values() if folder in one.path}


@cache
def experts_alone():
    draft, transcripts = bicycle_draft("ru", *names_of("experts"))
    assert {part.role for part in draft.interviews} == {"expert"}
    return make_atlas(draft, transcripts, kinds=tuple(MAPS))


@cache
def without_maps():
    return replace(bicycle(), maps=())


def test_every_file_with_an_export_is_in_the_table():
    listed = {entry.split(":")[0] for entry in EXPORTS.entries.values()}
    holding = {
        path.stem
        for path in PLACE.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "EXPORT" for t in node.targets)
    }
    assert holding == listed


def test_an_export_is_called_as_it_is_listed_and_its_file_has_an_ending_of_its_own():
    found = [EXPORTS.get(name) for name in EXPORTS]
    assert [one.name for one in found] == list(EXPORTS)
    assert all(one.suffix.startswith(".") for one in found)
    assert len({one.suffix for one in found}) == len(found)


def test_every_export_has_a_reader_here():
    assert set(EXPORTS) <= set(READERS)


def test_every_export_is_in_the_documents():
    told = (TESTS.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in EXPORTS if f"| `{name}` |" not in told] == []


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", list(EXPORTS))
def test_every_claim_stands_in_the_file_with_its_support(name, language):
    atlas, reader = bicycle(language), READERS[name]
    said, printer = words_of(name, language), Printer(atlas.draft)
    labels = {theme.label for theme in atlas.draft.themes}
    lost = []
    for part in reader.maps(atlas):
        for claim in (claim for lane in part.lanes for cell in lane.cells for claim in cell.claims):
            if claim.text in labels or not reader.only_themes:
                support = squeezed(printer.support(claim, part.viewpoint)) if reader.support else ""
                if not stands(squeezed(claim.text), support, said):
                    lost.append((claim.text, support))
    assert lost == []


def stands(claim, support, said):
    """Whether a claim stands somewhere with its support at hand."""
    at = said.find(claim)
    while at >= 0:
        end = at + len(claim)
        if support in said[max(0, at - FAR) : end + FAR]:
            return True
        at = said.find(claim, at + 1)
    return False


def test_no_claim_of_any_map_is_without_evidence():
    said = {part.id for part in bicycle().draft.utterances if part.speaker_role == "respondent"}
    for part in bicycle().maps:
        for claim in (claim for lane in part.lanes for cell in lane.cells for claim in cell.claims):
            assert claim.utterances
            assert set(claim.utterances) <= said
            assert claim.respondents.n > 0


def test_the_same_atlas_gives_the_same_bytes(export):
    assert hashlib.sha256(export.render(small())).digest() == hashlib.sha256(export.render(small())).digest()


def test_another_process_gives_the_same_bytes():
    here = {name: hashlib.sha256(EXPORTS.get(name).render(small())).hexdigest() for name in EXPORTS}
    code = (
        "import hashlib, json, sys; sys.path[:0] = json.loads(sys.argv[1]);"
        "from test_export_conformance import EXPORTS, small;"
        "print(json.dumps({n: hashlib.sha256(EXPORTS.get(n).render(small())).hexdigest() for n in EXPORTS}))"
    )
    paths = [str(TESTS / part) for part in ("conformance", "assemble/printing", "assemble", "")]
    ran = subprocess.run(
        [sys.executable, "-c", code, json.dumps([*paths, str(TESTS.parent)])],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "CJM_LANG": "en", "LC_ALL": "C.UTF-8"},
    )
    assert json.loads(ran.stdout.splitlines()[-1]) == here


@cache
def hostile():
    draft, transcripts = hostile_draft(HOSTILE)
    return make_atlas(draft, transcripts, kinds=tuple(MAPS))


@pytest.mark.parametrize("make", [experts_alone, without_maps, hostile], ids=lambda made: made.__name__)
@pytest.mark.parametrize("name", list(EXPORTS))
def test_odd_studies_have_files_too(name, make):
    assert READERS[name].words(EXPORTS.get(name).render(make())).strip()


@pytest.mark.parametrize("name", list(EXPORTS))
def test_thirty_stages_are_all_there(name):
    atlas = with_stages(30)
    if READERS[name].maps(atlas) and name != "csv":  # a table of quotes has the stages they speak of
        said = squeezed(READERS[name].words(EXPORTS.get(name).render(atlas)))
        assert [s.name for s in atlas.draft.stages if squeezed(s.name) not in said] == []
