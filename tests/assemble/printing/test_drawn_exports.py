from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from defusedxml import ElementTree
from PIL import Image

from pipeline.assemble import fonts
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.exports import png, svg
from pipeline.assemble.pictures.lettering import clean
from pipeline.assemble.printing.words import Printer
from print_fixture import bicycle_atlas, hostile_atlas, squeezed, with_stages
from report_fixture import bicycle_draft

SVG = "{http://www.w3.org/2000/svg}"


def texts_of(root):
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_claim_and_hint_is_drawn_as_letters(language):
    atlas = bicycle_atlas(language)
    root = ElementTree.fromstring(svg.render(atlas))
    said, printer = squeezed(" ".join(texts_of(root))), Printer(atlas.draft)
    for part in atlas.maps:
        for cell in (cell for lane in part.lanes for cell in lane.cells):
            assert squeezed(cell.hint) in said
            for claim in cell.claims:
                source = ""
                if not claim.themes and claim.text == printer.texts[claim.utterances[0]]:
                    source = printer.teller.quote(claim.utterances[0]).source
                assert squeezed(claim.text + source + printer.support(claim, part.viewpoint)) in said


def test_no_letter_leaves_the_drawing():
    for atlas in (bicycle_atlas(), hostile_atlas(), with_stages(30)):
        root = ElementTree.fromstring(svg.render(atlas))
        width, height = float(root.get("width")), float(root.get("height"))
        for text in root.iter(f"{SVG}text"):
            x, y, size = float(text.get("x")), float(text.get("y")), float(text.get("font-size", "12"))
            wide = fonts.width(text.text, size, bold=text.get("font-weight") == "600")
            left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
            assert 0 <= left <= left + wide <= width + 1, text.text
            assert size * 0.7 <= y <= height


def test_a_drawing_is_whole_by_itself():
    data = svg.render(bicycle_atlas()).decode()
    root = ElementTree.fromstring(data)
    assert root.find(f"{SVG}title").text == bicycle_draft()[0].study.title
    assert "Путь клиента — Клиенты" in root.find(f"{SVG}desc").text
    addresses = set(re.findall(r"https?://[^\"' )]+", data))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not list(root.iter(f"{SVG}script"))
    assert "url(data:font/woff2;base64," in data


def test_hostile_words_stay_words():
    atlas = hostile_atlas()
    root = ElementTree.fromstring(svg.render(atlas))
    said = squeezed(" ".join(texts_of(root)))
    for lane in atlas.maps[0].lanes:
        for cell in lane.cells:
            assert squeezed(clean(cell.hint)) in said
    assert Image.open(io.BytesIO(png.render(atlas))).width > 500


def test_the_maps_stand_below_one_another_and_segments_are_left_out():
    atlas = bicycle_atlas()
    first = replace(atlas, maps=atlas.maps[:1])
    segment = atlas.maps[0].model_copy(update={"segment": "курьеры"})
    heights = [
        float(ElementTree.fromstring(svg.render(one)).get("height"))
        for one in (
            first,
            atlas,
            replace(atlas, maps=(*atlas.maps, segment)),
            replace(atlas, maps=(segment,)),
        )
    ]
    assert heights[0] < heights[1] == heights[2]
    assert heights[3] == pytest.approx(heights[0], abs=20)


def test_a_png_is_twice_as_large_and_the_same_each_time():
    atlas = bicycle_atlas()
    drawing = ElementTree.fromstring(svg.render(atlas))
    data = png.render(atlas)
    image = Image.open(io.BytesIO(data))
    assert image.width == 2 * round(float(drawing.get("width")))
    assert abs(image.height - 2 * float(drawing.get("height"))) <= 2
    assert data == png.render(atlas)
    assert svg.render(atlas) == svg.render(atlas)


def test_a_very_large_map_becomes_a_png_that_programs_still_open(monkeypatch):
    monkeypatch.setattr(png, "PIXELS", 400_000)
    image = Image.open(io.BytesIO(png.render(bicycle_atlas())))
    assert image.width * image.height == pytest.approx(400_000, rel=0.02)


def test_no_map_is_said_and_not_a_failure():
    draft, transcripts = bicycle_draft()
    atlas = replace(make_atlas(draft, transcripts, kinds=("journey",)), maps=())
    root = ElementTree.fromstring(svg.render(atlas))
    assert "нет данных" in texts_of(root)
    assert Image.open(io.BytesIO(png.render(atlas))).height > 20
