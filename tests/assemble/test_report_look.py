from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.exports.html import FOLDER
from pipeline.assemble.report.curve import draw_pieces

POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")

# ---------------------------------------------------------------- the curve

FEELINGS = st.lists(st.none() | st.tuples(st.floats(-2, 2), st.floats(0, 2)), max_size=12)


def heights(path):
    return [float(y) for _, y in POINT.findall(path)]


@given(FEELINGS)
def test_pieces_of_neighbours_meet_at_their_border(feelings):
    pieces = draw_pieces(feelings)
    for before, after in itertools.pairwise(pieces):
        if before and after:
            assert POINT.findall(before.line)[-1][0] == "100"
            assert heights(before.line)[-1] == pytest.approx(heights(after.line)[0], abs=0.011)


@given(FEELINGS)
def test_the_line_breaks_at_a_stage_without_data_and_stays_in_its_box(feelings):
    pieces = draw_pieces(feelings)
    assert [piece is None for piece in pieces] == [felt is None for felt in feelings]
    for piece in filter(None, pieces):
        assert all(0 <= y <= 100 for y in heights(piece.line + piece.band))


@given(FEELINGS)
def test_between_two_points_the_line_never_leaves_their_range(feelings):
    pieces = draw_pieces(feelings)
    for before, after in itertools.pairwise(pieces):
        if before and after:
            low, high = sorted((before.y, after.y))
            between = heights(before.line)[-4:] + heights(after.line)[:4]
            assert low - 0.02 <= min(between) <= max(between) <= high + 0.02


# ---------------------------------------------------------------- colours

INKS = (
    "ink",
    "muted",
    "accent",
    "pain",
    "goal",
    "question",
    "idea",
    "action",
    "positive",
    "touchpoint",
    "emotion",
    "moment",
)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", ["paper", "surface", "raised"])
def test_text_stands_out_from_its_ground_as_wcag_aa_asks(scheme, ink, ground):
    blocks = re.findall(r":root \{(.*?)\}", (FOLDER / "report.css").read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))
    light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
