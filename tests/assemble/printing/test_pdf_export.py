from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pypdf
import pytest

from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.atlas.telling import Teller
from pipeline.assemble.exports.pdf import EXPORT, render
from pipeline.assemble.printing import paper
from pipeline.assemble.printing.layout import NARROW, spread
from pipeline.assemble.printing.words import Printer
from print_fixture import bicycle_atlas, hostile_atlas, maps_alone, squeezed, with_stages
from report_fixture import bicycle_draft

MM = 72 / 25.4


def pages_of(data):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


@lru_cache(maxsize=2)
def printed(language="ru"):
    return render(bicycle_atlas(language))


@lru_cache(maxsize=2)
def told(language="ru"):
    return squeezed(" ".join(pages_of(printed(language))))


def cells_of(atlas):
    return [cell for part in atlas.maps for lane in part.lanes for cell in lane.cells]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_claim_stands_in_it_with_its_support(language):
    atlas = bicycle_atlas(language)
    printer, said = Printer(atlas.draft), told(language)
    for part in atlas.maps:
        for claim in (claim for lane in part.lanes for cell in lane.cells for claim in cell.claims):
            source = ""
            if not claim.themes and claim.text == printer.texts[claim.utterances[0]]:
                source = printer.teller.quote(claim.utterances[0]).source
            shown = claim.text + source + printer.support(claim, part.viewpoint)
            assert squeezed(shown) in said, claim.text


def test_every_hint_stands_in_it():
    hints = {cell.hint for cell in cells_of(bicycle_atlas())} - {""}
    assert hints
    assert [hint for hint in hints if squeezed(hint) not in told()] == []


def test_every_sheet_says_what_it_holds():
    atlas = bicycle_atlas()
    teller = Teller(atlas.draft)
    shown = [
        *(portrait.name for portrait in atlas.portraits),
        *(teller.quote(i).text for story in atlas.stories for step in story.steps for i in step.utterances),
        *(barrier.claim.text for barrier in atlas.barriers),
        *(barrier.question for barrier in atlas.barriers),
        *(row.touchpoint.name for row in atlas.touchpoints),
        *(side.claim.text for found in atlas.contradictions for side in found.sides),
        *(question.text for question in atlas.guide),
        *(teller.code(snapshot.interview) for snapshot in atlas.snapshots),
        *(part.path for part in atlas.draft.interviews),
        atlas.decision.text,
    ]
    assert [text for text in shown if squeezed(text) not in told()] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_it_is_tagged_and_says_its_title_and_language(language):
    reader = pypdf.PdfReader(io.BytesIO(printed(language)))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == bicycle_draft()[0].study.title
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata.creation_date is None


def test_it_has_bookmarks_and_a_sane_number_of_pages():
    reader = pypdf.PdfReader(io.BytesIO(printed()))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[0] == "Путь клиента — Клиенты"
    assert titles[-1] == "Как сделан этот документ"
    assert len(titles) < len(reader.pages) < 60
    sizes = {
        (round(float(p.mediabox.width) / MM), round(float(p.mediabox.height) / MM)) for p in reader.pages
    }
    assert sizes == {(210, 297), (420, 297), (297, 210)}


def test_the_same_atlas_gives_the_same_bytes_in_another_process():
    again = (
        "import sys; sys.path[:0] = sys.argv[1:]; from print_fixture import bicycle_atlas; "
        "from pipeline.assemble.exports.pdf import render; import hashlib; "
        "print(hashlib.sha256(render(bicycle_atlas())).hexdigest())"
    )
    here = Path(__file__).parent
    folders = [str(here), str(here.parent), str(here.parent.parent)]
    out = subprocess.run(
        [sys.executable, "-c", again, *folders],
        check=True,
        capture_output=True,
        text=True,
        cwd=here.parents[2],
    )
    assert out.stdout.strip() == hashlib.sha256(printed()).hexdigest()


def test_words_are_never_run_as_typst():
    said = squeezed(" ".join(pages_of(render(hostile_atlas()))))
    assert "rootx00" not in said
    assert squeezed('#read("/etc/passwd")') in said
    assert squeezed("$x^2$ \\ @ref <label> *bold* _it_ `raw`") in said
    assert "я" * 200 in said
    assert squeezed('#import "@preview/cetz:0.3.4"; #panic()') in said


def test_the_template_sees_an_empty_folder_and_no_package(tmp_path):
    import typst

    for source in (b'#read("/etc/passwd")', b'#read("/paper.py")', b'#import "../document.typ": x'):
        compiler = typst.Compiler(root=str(tmp_path), font_paths=[])
        with pytest.raises(typst.TypstError):
            compiler.compile(source, format="pdf")
    assert "import " not in paper.TEMPLATE.read_text("utf-8")
    assert not re.search(r"\b(eval|read|include|plugin)\(", paper.TEMPLATE.read_text("utf-8"))


def test_thirty_stages_are_spread_over_sheets_that_repeat_the_lanes():
    atlas = with_stages(30)
    atlas = replace(atlas, maps=atlas.maps[:1])
    pages = [squeezed(page) for page in pages_of(render(atlas))]
    assert all(any(squeezed(f"Этап номер {at}") in page for page in pages) for at in range(1, 31))
    lane = squeezed(atlas.maps[0].lanes[0].name)
    assert sum(lane in page for page in pages) >= 8 * len(atlas.maps)
    whole = "".join(pages)
    for claim in (claim for cell in cells_of(atlas) for claim in cell.claims):
        assert squeezed(claim.text) in whole


@pytest.mark.parametrize(
    ("phases", "sheets"),
    [
        ("", []),
        ("a", [1]),
        ("aaaa", [4]),
        ("aabbb", [2, 3]),
        ("aaabbbb", [3, 4]),
        ("aaaaabbb", [4, 4]),
        ("--------", [4, 4]),
        ("---------", [3, 3, 3]),
    ],
)
def test_phases_stay_whole_where_they_can(phases, sheets):
    names = ["" if phase == "-" else phase for phase in phases]
    spans = list(spread(names))
    assert [len(span) for span in spans] == sheets
    assert [place for span in spans for place in span] == list(range(len(phases)))
    assert all(0 < len(span) <= NARROW for span in spans)


def test_only_experts_give_a_document_that_says_whose_opinions_these_are():
    draft, transcripts = bicycle_draft("ru", "10_courier")
    pages = " ".join(pages_of(render(make_atlas(draft, transcripts, kinds=("journey",)))))
    assert "Мнения о клиентах" in pages
    assert "Путь клиента — Клиенты" not in pages


def test_a_long_cell_flows_over_pages_and_loses_nothing():
    draft, transcripts = bicycle_draft()
    part = draft.maps[0]
    lane = next(lane for lane in part.lanes if lane.id == "pains")
    cell = next(cell for cell in lane.cells if cell.claims)
    claims = [
        cell.claims[0].model_copy(update={"text": f"Боль под номером {at} и ещё слова"}) for at in range(300)
    ]
    cells = [c.model_copy(update={"claims": claims}) if c is cell else c for c in lane.cells]
    lanes = [one.model_copy(update={"cells": cells}) if one is lane else one for one in part.lanes]
    atlas = replace(
        maps_alone(make_atlas(draft, transcripts, kinds=("journey",))),
        maps=(part.model_copy(update={"lanes": lanes}),),
    )
    said = squeezed(" ".join(pages_of(render(atlas))))
    assert all(squeezed(f"Боль под номером {at} и ещё") in said for at in range(300))


def test_letters_shrink_a_little_before_a_map_needs_a_second_sheet():
    atlas = bicycle_atlas()
    reader = pypdf.PdfReader(io.BytesIO(printed()))
    large = [page for page in reader.pages if round(float(page.mediabox.width) / MM) == 420]
    assert len(large) == len(atlas.maps)


def test_a_claim_of_others_than_the_viewpoint_says_whose_it_is():
    atlas = bicycle_atlas()
    part = next(part for part in atlas.maps if part.viewpoint == "expert")
    claim = next(claim for lane in part.lanes for cell in lane.cells for claim in cell.claims if claim.themes)
    only = claim.respondents.model_copy(update={"by_role": {"client": (0, 5), "expert": (1, 2)}})
    printer = Printer(atlas.draft)
    assert printer.support(claim.model_copy(update={"respondents": only}), "client") == "Эксперты: 1 из 2"


def test_phases_stand_over_their_stages():
    atlas = with_stages(4)
    stages = [s.model_copy(update={"phase": "Знакомство" if s.order < 3 else ""}) for s in atlas.draft.stages]
    atlas = replace(atlas, draft=atlas.draft.model_copy(update={"stages": stages}), maps=atlas.maps[:1])
    (page,) = [page for page in pages_of(render(atlas)) if "Знакомство" in page]
    assert page.index("Знакомство") < page.index("Этап номер 1")


def test_signs_that_no_font_has_are_boxes_and_are_counted():
    atlas = maps_alone(bicycle_atlas())
    lanes = atlas.maps[0].model_dump_json().replace("Снова ездить", "中文 ездить")
    atlas = replace(atlas, maps=(type(atlas.maps[0]).model_validate_json(lanes),))
    pages = " ".join(pages_of(render(atlas)))
    assert "□□ ездить" in pages
    assert "нет в шрифтах документа" in pages
    assert "中" not in pages


def test_the_export_is_called_pdf():
    assert (EXPORT.name, EXPORT.suffix) == ("pdf", ".pdf")
