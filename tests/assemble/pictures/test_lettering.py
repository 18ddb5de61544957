from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble import fonts
from pipeline.assemble.pictures.lettering import clean, fit, led

WORDS = st.text(st.characters(codec="utf-8"), max_size=120)


@given(WORDS, st.integers(20, 300), st.integers(1, 4))
def test_no_line_is_wider_than_its_room(said, width, lines):
    fitted = fit(said, size=12, width=width, lines=lines)
    assert len(fitted.lines) <= lines
    wide = [line for line in fitted.lines if fonts.width(line, 12) > width + 0.01]
    # Only a sign with what is put upon it may be wider: it cannot be taken apart.
    assert all(len(clean(line)) <= len(said) and width < 60 for line in wide)


@given(WORDS, st.integers(60, 300))
def test_nothing_is_lost_where_there_are_lines_enough(said, width):
    fitted = fit(said, size=12, width=width, lines=999)
    assert not fitted.cut
    bare = [re.sub("[ -]", "", shown) for shown in ("".join(fitted.lines), clean(said))]
    assert bare[0] == bare[1]


@given(WORDS)
def test_what_is_cut_ends_with_an_ellipsis_and_keeps_the_whole(said):
    fitted = fit(said, size=12, width=70, lines=2)
    assert fitted.whole == clean(said)
    assert not fitted.cut or fitted.lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("said", "width", "lines"),
    [
        ("Поиск мастерской", 70, ("Поиск", "мастерской")),
        ("веб-приложение", 80, ("веб-", "приложение")),
        ("удовлетворённость", 70, ("удовлетво-", "рённость")),
        ("5\u00a0% всех", 40, ("5\u00a0%", "всех")),
        ("Подъезд", 38, ("Подъ-", "езд")),
        ("12345678901234", 60, ("12345678", "901234")),
        ("", 60, ()),
        (" \n\t ", 60, ()),
    ],
)
def test_lines_break_where_people_would_break_them(said, width, lines):
    assert fit(said, size=12, width=width, lines=9).lines == lines


def test_an_ellipsis_does_not_follow_a_comma():
    assert fit("Поиск, запись", size=12, width=50).lines == ("Поиск…",)


def test_controls_and_turns_of_direction_are_gone():
    assert clean("а\x00б\u202eв\u2066г\r\nд\u2028е\ud800ё") == "а бвг д её"


def test_an_emoji_keeps_what_belongs_to_it():
    for width in range(12, 60):
        for line in fit("👩\u200d💻👍🏽❤\ufe0f" * 3, size=12, width=width, lines=99).lines:
            assert line[0] not in "\u200d🏽\ufe0f"


@pytest.mark.parametrize(
    ("line", "marked"), [("שלום: ", True), ("1) مرحبا", True), ("Поиск שלום", False), ("5 %", False)]
)
def test_lines_that_run_from_right_to_left_are_led(line, marked):
    assert led(line).startswith("\u200f") == marked
