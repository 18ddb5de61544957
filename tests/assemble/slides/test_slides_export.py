from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from hostile_fixture import hostile_draft
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.exports.pptx import EXPORT, render
from pipeline.assemble.office import undated, visible
from pipeline.assemble.printing.words import Printer
from pipeline.assemble.slides.deck import FOOT
from pipeline.assemble.slides.setting import height, lines, para
from print_fixture import Sheets, bicycle_atlas
from report_fixture import bicycle_draft

HOSTILE = (
    "<b>&amp; \"кавычки\" 'апостроф'",
    "😀 👩‍💻 שלום مرحبا",
    "я" * 200,
    "слова \u202eобман \x07",
    "_x0041_ =1+1 ]]>",
)


@lru_cache(maxsize=4)
def made(language="ru"):
    return render(bicycle_atlas(language, ("journey", "conversion", "blueprint")))


def opened(data):
    return Presentation(io.BytesIO(data))


def texts_of(slide):
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
    if slide.has_notes_slide:
        yield slide.notes_slide.notes_text_frame.text


def said_in(data):
    return "\n".join(text for slide in opened(data).slides for text in texts_of(slide))


def bare(text):
    """A text without blanks and breaks."""
    return "".join(visible(text).split())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_claim_stands_in_the_deck_with_its_support(language):
    atlas = bicycle_atlas(language, ("journey", "conversion", "blueprint"))
    printer, said = Printer(atlas.draft), bare(said_in(made(language)))
    claims = [
        (part.viewpoint, claim)
        for part in atlas.maps
        for lane in part.lanes
        for cell in lane.cells
        for claim in cell.claims
    ]
    assert claims
    for role, claim in claims:
        line = bare(f"{claim.text} — {printer.support(claim, role)}")
        own = bare(f" — {printer.support(claim, role)}")
        assert line in said or (bare(claim.text) in said and own in said), claim.text


def test_every_hint_stands_on_a_slide():
    atlas = bicycle_atlas("ru", ("journey", "conversion", "blueprint"))
    said = bare(said_in(made()))
    hints = {cell.hint for part in atlas.maps for lane in part.lanes for cell in lane.cells} - {""}
    assert hints
    assert [hint for hint in hints if bare(hint) not in said] == []


def test_quotes_are_verbatim_with_code_and_time():
    atlas = bicycle_atlas()
    printer, said = Printer(atlas.draft), bare(said_in(made()))
    for story in atlas.stories:
        for i in (i for step in story.steps for i in step.utterances):
            quote = printer.teller.quote(i)
            assert bare(quote.text) in said
            assert bare(quote.source) in said


def test_every_sheet_says_what_it_holds():
    atlas = bicycle_atlas()
    said = bare(said_in(made()))
    shown = [
        *(portrait.name for portrait in atlas.portraits),
        *(barrier.claim.text for barrier in atlas.barriers),
        *(barrier.question for barrier in atlas.barriers),
        *(row.touchpoint.name for row in atlas.touchpoints),
        *(side.claim.text for found in atlas.contradictions for side in found.sides),
        *(question.text for question in atlas.guide),
        *(part.path for part in atlas.draft.interviews),
        atlas.decision.text,
    ]
    assert [text for text in shown if bare(text) not in said] == []


def test_the_charts_are_native_and_hold_the_figures_of_the_draft():
    atlas = bicycle_atlas()
    charts = [s.chart for slide in opened(made()).slides for s in slide.shapes if s.has_chart]
    lane = next(lane for lane in atlas.maps[0].lanes if any(cell.feeling for cell in lane.cells))
    means = [cell.feeling.mean if cell.feeling else None for cell in lane.cells]
    drawn = [list(chart.plots[0].series[0].values) for chart in charts]
    assert means in drawn
    new = [point.new for point in atlas.saturation.points]
    assert any(list(series.values) == new for chart in charts for series in chart.plots[0].series)


def test_the_funnel_is_native_and_counts_as_the_map_does():
    atlas = bicycle_atlas("ru", ("journey", "conversion", "blueprint"))
    part = next(part for part in atlas.maps if part.kind == "conversion" and part.viewpoint == "client")
    reached = [f.value for lane in part.lanes for c in lane.cells for f in c.figures if f.id == "reached"]
    charts = [s.chart for slide in opened(made()).slides for s in slide.shapes if s.has_chart]
    stacked = [
        list(zip(*(series.values for series in chart.plots[0].series), strict=True)) for chart in charts
    ]
    assert reached
    assert reached in [[sum(column) for column in columns if None not in column] for columns in stacked]


def outside(deck):
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            right, bottom = shape.left + shape.width, shape.top + shape.height
            if shape.has_table:
                bottom = shape.top + sum(row.height for row in shape.table.rows)
            if shape.left < -1 or shape.top < -1 or right > deck.slide_width or bottom > deck.slide_height:
                yield number, shape.name


def too_low(deck):
    """Tables that reach into the foot."""
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            if shape.has_table:
                end = (shape.top + sum(row.height for row in shape.table.rows)) / 12700
                if end > FOOT + 1:
                    yield number, shape.name, end


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_leaves_the_slides_and_none_is_empty(language):
    deck = opened(made(language))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)
    assert list(outside(deck)) == []
    assert list(too_low(deck)) == []
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert len(slide.shapes) > 2
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == len(set(titles))


def with_stages(atlas, count, phase=""):
    """An atlas with more stages, each a copy of the first ones."""
    draft, first = atlas.draft, atlas.draft.stages[0]
    stages = [
        first.model_copy(update={"id": f"s{at}", "name": f"Этап номер {at}", "order": at, "phase": phase})
        for at in range(1, count + 1)
    ]

    def longer(lane):
        cells = [
            lane.cells[(at - 1) % len(lane.cells)].model_copy(update={"stage": f"s{at}"})
            for at in range(1, count + 1)
        ]
        return lane.model_copy(update={"cells": cells})

    maps = tuple(
        part.model_copy(update={"lanes": [longer(lane) for lane in part.lanes]}) for part in atlas.maps
    )
    return replace(atlas, draft=draft.model_copy(update={"stages": stages, "maps": list(maps)}), maps=maps)


def test_thirty_stages_stand_five_a_slide_with_the_lanes_repeated():
    draft, transcripts = bicycle_draft()
    atlas = with_stages(make_atlas(draft, transcripts, kinds=("journey",)), 30, "Фаза")
    atlas = replace(
        atlas, portraits=(), stories=(), barriers=(), touchpoints=(), breaks=(), contradictions=(), guide=()
    )
    deck = opened(render(atlas))
    assert list(outside(deck)) == list(too_low(deck)) == []
    said = [" ".join(texts_of(slide)) for slide in deck.slides]
    assert all(any(f"{at}. Этап номер {at}" in text for text in said) for at in range(1, 31))
    tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    assert tables
    assert all(len(table.columns) <= 6 for table in tables)
    lane = visible(atlas.maps[0].lanes[0].name)
    heads = [row.cells[0].text_frame.text for table in tables for row in table.rows]
    assert heads.count(lane) >= 6 * len({part.viewpoint for part in atlas.maps})


def test_words_that_break_files_stay_words_and_leave_nothing_outside():
    draft, transcripts = hostile_draft(HOSTILE)
    stages = [stage.model_copy(update={"name": f"{stage.name}\nвторая строка"}) for stage in draft.stages]
    draft = draft.model_copy(update={"stages": stages})
    atlas = replace(make_atlas(draft, transcripts, kinds=("journey",)), maps=tuple(draft.maps))
    atlas = Sheets(atlas).filled() if atlas.evidence.grouping.themes else atlas
    deck = opened(render(atlas))
    said = bare("\n".join(text for slide in deck.slides for text in texts_of(slide)))
    for text in HOSTILE:
        assert bare(text) in said
    assert "\ufffd" in said
    assert "\u202e" not in said
    assert list(outside(deck)) == list(too_low(deck)) == []


def test_a_cell_with_very_many_claims_shows_the_best_and_the_notes_hold_all():
    draft, transcripts = bicycle_draft()
    part = draft.maps[0]
    lane = next(lane for lane in part.lanes if any(cell.claims for cell in lane.cells))
    cell = next(cell for cell in lane.cells if cell.claims)
    claims = [cell.claims[0].model_copy(update={"text": f"Слова под номером {at} и ещё"}) for at in range(80)]
    cells = [c.model_copy(update={"claims": claims}) if c is cell else c for c in lane.cells]
    lanes = [one.model_copy(update={"cells": cells}) if one is lane else one for one in part.lanes]
    atlas = replace(
        make_atlas(draft, transcripts, kinds=("journey",)), maps=(part.model_copy(update={"lanes": lanes}),)
    )
    deck = opened(render(atlas))
    assert list(too_low(deck)) == []
    notes = "\n".join(s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide)
    assert all(f"Слова под номером {at} и ещё" in notes for at in range(80))
    assert "— в заметках" in "\n".join(text for slide in deck.slides for text in texts_of(slide))


def test_only_experts_give_a_deck_that_says_whose_opinions_these_are():
    draft, transcripts = bicycle_draft("ru", "10_courier")
    said = said_in(render(make_atlas(draft, transcripts, kinds=("journey",))))
    assert "Мнения о клиентах" in said
    assert "Путь клиента — Клиенты" not in said


def test_a_draft_without_maps_is_still_a_deck():
    draft, transcripts = bicycle_draft()
    assert len(opened(render(replace(make_atlas(draft, transcripts, kinds=()), maps=()))).slides) > 2


def test_the_same_atlas_gives_the_same_bytes_in_another_process():
    import hashlib

    again = (
        "import sys; sys.path[:0] = sys.argv[1:]; from print_fixture import bicycle_atlas; "
        "from pipeline.assemble.exports.pptx import render; import hashlib; "
        "print(hashlib.sha256(render(bicycle_atlas('ru', ('journey', 'conversion', 'blueprint')))).hexdigest())"
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
    for info in ZipFile(io.BytesIO(made())).infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
    assert undated(made()) == made()
    assert opened(made()).core_properties.created.year == 1980


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_visible_text_stands_on_one_line_and_can_be_written(text):
    from lxml import etree

    shown = visible(text)
    assert "\n" not in shown
    element = etree.Element("t")
    element.text = shown
    assert etree.fromstring(etree.tostring(element)).text == (shown or None)


@given(st.text(alphabet="абв где-ж", min_size=1, max_size=200), st.floats(40, 300))
@settings(max_examples=60, deadline=None)
def test_more_text_never_takes_less_room(text, room):
    one, two = para(text), para(text + " ещё слово")
    assert lines(two, room) >= lines(one, room) >= 1
    assert height((one, two), room) == pytest.approx(height((one,), room) + height((two,), room))


def test_the_export_is_called_pptx():
    assert (EXPORT.name, EXPORT.suffix) == ("pptx", ".pptx")
