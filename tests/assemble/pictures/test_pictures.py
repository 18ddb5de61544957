from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

import pictures_fixture as fixture
from pipeline.assemble.pictures import colours, emotion, funnel, heat, saturation, segments
from pipeline.assemble.pictures.curve import smooth
from pipeline.assemble.pictures.values import EmotionPoint, HeatCell, HeatRow, SaturationBar

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Очень длинное название этапа с пояснением исследователя " * 4
HOSTILE = (
    '<script>alert("x")</script>',
    "\"><image href='file:///etc/passwd'/>",
    "A & B ]]> <!--",
    "оплата \u202eтатуперев\u202c",
    "нуль\x00 и \ud800 и \ufffe",
)
DRAWN = fixture.every()
names = pytest.mark.parametrize("name", DRAWN)


def texts(svg):
    """What the picture's letters say, line by line."""
    return [
        "".join(found.itertext()).strip("\u200f") for found in ElementTree.fromstring(svg).iter(f"{SVG}text")
    ]


def titles(svg):
    return [found.text for found in ElementTree.fromstring(svg).iter(f"{SVG}title")]


@names
def test_a_picture_says_what_it_is_before_it_shows_it(name):
    root = ElementTree.fromstring(DRAWN[name])
    assert [part.tag for part in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


@names
def test_a_strict_content_policy_finds_nothing_to_forbid(name):
    for element in ElementTree.fromstring(DRAWN[name]).iter():
        assert element.tag.removeprefix(SVG) in {
            *("svg", "title", "desc", "g", "rect", "circle", "line", "path", "text"),
        }
        assert not {
            key for key in element.attrib if key in {"style", "class", "id", "href"} or key.startswith("on")
        }


@names
def test_hostile_labels_stay_labels(name):
    svg = fixture.every(HOSTILE)[name]
    root = ElementTree.fromstring(svg)
    assert not {"script", "image"} & {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", svg)
    assert any("<script>alert" in said for said in root.itertext())


@names
def test_thirty_long_stages_stay_inside_the_paper_and_can_be_read_in_full(name):
    svg = fixture.every(tuple(f"{number}. {LONG}" for number in range(1, 31)))[name]
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width")), float(root.get("height"))
    assert all(0 <= float(mark.get("x")) <= width for mark in root.iter(f"{SVG}text"))
    assert all(0 <= float(mark.get("y")) <= height for mark in root.iter(f"{SVG}text"))
    assert any(LONG.strip() in said for said in titles(svg))


@names
def test_a_picture_has_the_width_it_is_asked_for(name):
    for width in (320.0, 760.0, 1400.0):
        assert ElementTree.fromstring(fixture.every(width=width)[name]).get("width") == f"{width:.0f}"


@pytest.mark.parametrize("name", fixture.empty())
def test_a_picture_of_nothing_says_so(name):
    assert texts(fixture.empty()[name]) == ["Пока нет данных"]


@names
def test_the_same_values_give_the_same_bytes(name):
    assert fixture.every()[name] == DRAWN[name]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5).map(tuple))
def test_any_label_gives_well_formed_pictures(labels):
    for svg in fixture.every(labels).values():
        ElementTree.fromstring(svg)
        assert " style=" not in svg


def test_the_curve_breaks_where_nobody_felt_anything():
    points = [0.5, 1.0, None, -1.0, -0.5]
    whole = emotion.draw(fixture.curve(tuple("абвгд"), points))
    lines = re.findall(r'<path d="M[^"]*" fill="none" stroke="#1d4470"', whole)
    assert len(lines) == 2
    assert "нет данных" in texts(whole)


def test_a_feeling_beyond_the_scale_stays_on_the_paper():
    far = EmotionPoint(stage="Оплата", mean=-1.9, spread=40.0, respondents=3)
    svg = emotion.draw(replace(fixture.curve(), points=(far, replace(far, mean=None), far)))
    (band,) = {
        rect.get("height") for rect in ElementTree.fromstring(svg).iter(f"{SVG}rect") if rect.get("rx") == "2"
    } - {"12"}
    assert float(band) == 4 * 44


def test_a_larger_base_gives_a_larger_marker():
    svg = emotion.draw(fixture.curve(feelings=(1.0,)))
    radii = [float(c.get("r")) for c in ElementTree.fromstring(svg).iter(f"{SVG}circle") if c.get("stroke")]
    assert radii == sorted(radii)
    assert len(set(radii)) == len(fixture.STAGES)


def test_values_are_told_with_sign_and_comma():
    assert {"+0,8", "−1,4", "+0,1"} <= set(texts(emotion.draw(fixture.curve())))


def test_a_value_that_rounds_to_nothing_has_no_sign():
    said = texts(emotion.draw(fixture.curve(feelings=(-0.04, 0.04))))
    assert said.count("0,0") == 4


@given(st.lists(st.floats(-2, 2).map(lambda y: round(y, 2)), min_size=2, max_size=9))
def test_the_curve_never_overshoots(heights):
    path = smooth([(place * 30.0, y) for place, y in enumerate(heights)])
    curves = [[float(value) for value in part.split()] for part in path.split("C")[1:]]
    for (low, high), steps in zip(pairwise(heights), curves, strict=True):
        assert all(min(low, high) - 0.011 <= y <= max(low, high) + 0.011 for y in steps[1::2])


def test_base_and_run_are_marked():
    said = texts(saturation.draw(fixture.chart()))
    assert {"база: 2", "окно: 1", "20"} <= set(said)
    assert "окно: 1" not in texts(saturation.draw(fixture.chart(reached=None)))


def test_interviews_without_new_themes_are_drawn_too():
    bars = tuple(SaturationBar(name=f"{number}", new=0, total=0) for number in range(3))
    assert texts(saturation.draw(fixture.chart(bars=bars, reached=3))).count("0") == 4


def test_a_run_longer_than_the_interviews_is_cut_to_them():
    assert "окно: 1" in texts(saturation.draw(fixture.chart(run=9, base=9)))


@pytest.mark.parametrize("valence", [-2, -1, -0.5, -0.1, 0, 0.3, 0.99, 1, 2])
def test_every_fill_carries_readable_letters(valence):
    fill = colours.FILLS[colours.mood(valence)]
    assert colours.contrast(colours.ink_on(fill), fill) >= 4.5
    assert colours.contrast(colours.tone(valence), colours.PAPER) >= 4.5


def test_ink_and_muted_letters_are_readable_on_paper_and_panels():
    for letters in (colours.INK, colours.MUTED, colours.GOOD, colours.BAD):
        for fill in (colours.PAPER, colours.FAINT, colours.PALE_BLUE):
            assert colours.contrast(letters, fill) >= 4.5


def test_good_and_bad_cells_differ_without_their_colours():
    def marks(valence):
        row = HeatRow(name="Сайт", cells=(HeatCell(n=3, valence=valence),))
        svg = heat.draw(replace(fixture.heat_map(stages=("Поиск",)), rows=(row,)))
        (cell,) = ElementTree.fromstring(svg).iter(f"{SVG}g")
        return [(mark.tag, mark.get("d"), mark.get("fill") == "none") for mark in cell][2:]

    shapes = [str(marks(valence)) for valence in (-1.5, -0.5, 0, 0.5, 1.5)]
    assert len(set(shapes)) == 5


def test_a_cell_tells_all_when_pointed_at():
    assert "Сайт · Поиск мастерской: респонденты — 3; −1,5" in titles(heat.draw(fixture.heat_map()))


def test_more_stop_than_came_is_drawn_as_all_who_came():
    step = fixture.funnel_chart().steps[0]
    svg = funnel.draw(fixture.funnel_chart(steps=(replace(step, reached=2, stopped=7),)))
    widths = [float(r.get("width")) for r in ElementTree.fromstring(svg).iter(f"{SVG}rect")]
    assert max(widths[1:]) == widths[1]  # nothing is wider than the track
    assert "7" in texts(svg)


def test_six_viewpoints_are_too_many():
    with pytest.raises(ValueError, match="at most 5"):
        segments.draw(fixture.comparison(names=tuple("абвгде")))


def test_narrow_comparisons_go_into_panels_below_each_other():
    wide, narrow = (segments.draw(fixture.comparison(names=tuple("абвгд")), width=w) for w in (760, 360))
    assert texts(narrow).count("Ремонт") > texts(wide).count("Ремонт") == 1
