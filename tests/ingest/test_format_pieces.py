"""Clean text and clock times, which every format shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.formats.pieces import clean, read_clock


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("а\u200bб\u00adв\u202eг", "абвг"),
        (" а \u00a0\n\tб ", "а б"),
        ("и\u0306", "й"),
        ("а\x00\x07\ud800б", "аб"),
    ],
)
def test_invisible_characters_go_and_spaces_are_single(text, result):
    assert clean(text) == result


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:03.140", 3.14),
        ("0:0:2.90", 2.9),
        ("75:20", 4520),
        ("1:02:03,5", 3723.5),
        ("12", None),
        ("1:75", None),
        ("1:61:00", None),
    ],
)
def test_a_clock_is_read_in_its_padded_and_unpadded_forms(text, seconds):
    assert read_clock(text) == seconds
