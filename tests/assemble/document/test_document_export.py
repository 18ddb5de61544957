from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from hostile_fixture import hostile_draft
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.document.blocks import whole
from pipeline.assemble.exports.docx import EXPORT, render
from pipeline.assemble.office import visible
from pipeline.assemble.pictures.raster import parted
from pipeline.assemble.printing.words import Printer
from print_fixture import Sheets, bicycle_atlas
from report_fixture import bicycle_draft

HOSTILE = (
    "<w:br/> & \"кавычки\" 'апостроф' ]]>",
    "😀 👩‍💻 שלום مرحبا",
    "я" * 200,
    "слова \u202eобман \x07",
)
KINDS = ("journey", "blueprint")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=3)
def made(language="ru"):
    return render(bicycle_atlas(language, KINDS))


def opened(data):
    return Document(io.BytesIO(data))


def said_in(data):
    body = opened(data).element.body
    return bare(" ".join("".join(t.text or "" for t in p.iter(f"{_W}t")) for p in body.iter(f"{_W}p")))


def bare(text):
    return "".join(visible(text).split())


def headings(data, level):
    return [p.text for p in opened(data).paragraphs if p.style.name == f"Heading {level}"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_claim_stands_in_it_with_its_support(language):
    atlas = bicycle_atlas(language, KINDS)
    printer, said = Printer(atlas.draft), said_in(made(language))
    for part in atlas.maps:
        for claim in (claim for lane in part.lanes for cell in lane.cells for claim in cell.claims):
            assert bare(claim.text) in said
            assert bare(printer.support(claim, part.viewpoint)) in said


def test_every_map_is_a_table_in_a_section_that_lies_on_its_side():
    atlas, document = bicycle_atlas("ru", KINDS), opened(made())
    titles = headings(made(), 1)
    printer = Printer(atlas.draft)
    assert [title for part in atlas.maps if (title := printer.title(part)) not in titles] == []
    orients = [section.orientation for section in document.sections]
    assert WD_ORIENT.LANDSCAPE in orients
    assert WD_ORIENT.PORTRAIT in orients
    names = [lane.name for part in atlas.maps for lane in part.lanes]
    cells = {cell.text for table in document.tables for cell in table.columns[0].cells}
    assert [name for name in names if name not in cells] == []


def test_every_sheet_says_what_it_holds():
    atlas = bicycle_atlas("ru", KINDS)
    printer, said = Printer(atlas.draft), said_in(made())
    shown = [
        *(portrait.name for portrait in atlas.portraits),
        *(
            printer.teller.quote(i).text
            for story in atlas.stories
            for step in story.steps
            for i in step.utterances
        ),
        *(barrier.claim.text for barrier in atlas.barriers),
        *(barrier.question for barrier in atlas.barriers),
        *(row.touchpoint.name for row in atlas.touchpoints),
        *(side.claim.text for found in atlas.contradictions for side in found.sides),
        *(question.text for question in atlas.guide),
        *(part.path for part in atlas.draft.interviews),
        *(cell.hint for part in atlas.maps for lane in part.lanes for cell in lane.cells),
        atlas.decision.text,
    ]
    assert [text for text in shown if bare(text) not in said] == []


def test_quotes_are_block_quotes_with_their_source():
    quotes = [p for p in opened(made()).element.body.iter(f"{_W}pStyle") if p.get(f"{_W}val") == "Quote"]
    assert len(quotes) > 20
    atlas = bicycle_atlas("ru", KINDS)
    said, printer = said_in(made()), Printer(atlas.draft)
    first = printer.teller.quote(atlas.stories[0].steps[0].utterances[0])
    assert bare(first.text) + "»" + bare(first.source) in said or bare(first.text + first.source) in said


def test_the_contents_are_a_field_that_names_every_chapter():
    document = opened(made())
    codes = [e.text for e in document.element.body.iter(f"{_W}instrText")]
    assert any("TOC" in code for code in codes)
    listed = [p.text for p in document.paragraphs if p.style.name.startswith("toc")]
    assert set(headings(made(), 1)) <= set(listed)
    marks = {e.get(f"{_W}name") for e in document.element.body.iter(f"{_W}bookmarkStart")}
    links = {e.get(f"{_W}anchor") for e in document.element.body.iter(f"{_W}hyperlink")}
    assert links
    assert links <= marks


def test_pictures_are_png_and_tell_what_they_show():
    document = opened(made())
    assert len(document.inline_shapes) > 4
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert all(told)
    with ZipFile(io.BytesIO(made())) as file:
        images = [name for name in file.namelist() if name.startswith("word/media/")]
        assert images
        assert all(file.read(name).startswith(b"\x89PNG") for name in images)


def test_words_that_break_files_stay_words():
    draft, transcripts = hostile_draft(HOSTILE)
    stages = [stage.model_copy(update={"name": f"{stage.name}\nвторая строка"}) for stage in draft.stages]
    draft = draft.model_copy(update={"stages": stages})
    atlas = replace(make_atlas(draft, transcripts, kinds=("journey",)), maps=tuple(draft.maps))
    atlas = Sheets(atlas).filled() if atlas.evidence.grouping.themes else atlas
    said = said_in(render(atlas))
    for text in HOSTILE:
        assert bare(text) in said
    assert "\ufffd" in said
    assert "\u202e" not in said


def test_thirty_stages_are_spread_over_tables_that_repeat_lanes_and_heads():
    draft, transcripts = bicycle_draft()
    first = draft.stages[0]
    stages = [
        first.model_copy(update={"id": f"s{at}", "name": f"Этап номер {at}", "order": at})
        for at in range(1, 31)
    ]
    atlas = make_atlas(draft, transcripts, kinds=("journey",))
    part = atlas.maps[0]
    lanes = [
        lane.model_copy(
            update={
                "cells": [
                    lane.cells[at % len(lane.cells)].model_copy(update={"stage": f"s{at + 1}"})
                    for at in range(30)
                ]
            }
        )
        for lane in part.lanes
    ]
    part = part.model_copy(update={"lanes": lanes})
    empty = dict.fromkeys(
        ("portraits", "stories", "touchpoints", "breaks", "barriers", "guide", "snapshots"), ()
    )
    atlas = replace(
        atlas, draft=draft.model_copy(update={"stages": stages}), maps=(part,), views=None, **empty
    )
    document = opened(render(atlas))
    tables = [table for table in document.tables if "Этап номер" in table.rows[0].cells[1].text]
    assert len(tables) >= 8
    assert all(table.rows[0]._tr.find(f"{_W}trPr/{_W}tblHeader") is not None for table in tables)
    assert all(table.rows[1].cells[0].text == part.lanes[0].name for table in tables)


def test_only_experts_give_a_document_that_says_whose_opinions_these_are():
    draft, transcripts = bicycle_draft("ru", "10_courier")
    said = said_in(render(make_atlas(draft, transcripts, kinds=("journey",))))
    assert bare("Мнения о клиентах") in said
    assert bare("Путь клиента — Клиенты") not in said


def test_lines_that_were_parted_from_a_picture_come_back():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">'
        '<text x="3" y="9" font-weight="600">שלום</text><text x="3" y="19">слово</text></svg>'
    )
    kept, lines = parted(svg)
    assert len(lines) == 1
    again, rest = parted(whole(kept, lines))
    assert again == kept
    assert [line | {"said": line["said"].strip("\u200f")} for line in rest] == lines


def test_the_same_atlas_gives_the_same_bytes_in_another_process():
    again = (
        "import sys; sys.path[:0] = sys.argv[1:]; from print_fixture import bicycle_atlas; "
        "from pipeline.assemble.exports.docx import render; import hashlib; "
        "print(hashlib.sha256(render(bicycle_atlas('ru', ('journey', 'blueprint')))).hexdigest())"
    )
    here = Path(__file__).parents[1]
    folders = [str(here / "printing"), str(here), str(here.parent)]
    out = subprocess.run(
        [sys.executable, "-c", again, *folders],
        check=True,
        capture_output=True,
        text=True,
        cwd=here.parents[1],
    )
    assert out.stdout.strip() == hashlib.sha256(made()).hexdigest()


def test_nothing_of_the_clock_is_inside():
    assert {info.date_time for info in ZipFile(io.BytesIO(made())).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "docProps/thumbnail.jpeg" not in ZipFile(io.BytesIO(made())).namelist()
    properties = opened(made()).core_properties
    assert properties.created.year == properties.modified.year == 1980
    assert properties.title == bicycle_draft()[0].study.title


def test_the_export_is_called_docx():
    assert (EXPORT.name, EXPORT.suffix) == ("docx", ".docx")
