from __future__ import annotations

import csv
import io
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.exports import board
from pipeline.assemble.exports.csv import render
from pipeline.assemble.office import visible
from pipeline.assemble.tables.lines import csv_lines
from pipeline.assemble.tables.safety import csv_text, legible, looks_like_formula
from pipeline.assemble.tables.speech import Clerk
from pipeline.registry import MAPS
from poison_fixture import POISON, poison
from print_fixture import bicycle_atlas

EVERY = tuple(MAPS)
MIRO = {
    "gray", "light_yellow", "yellow", "orange", "light_green", "green", "dark_green", "cyan",
    "light_pink", "pink", "violet", "red", "light_blue", "blue", "dark_blue", "black",
}  # fmt: skip


@lru_cache(maxsize=4)
def atlas_of(language="ru"):
    return bicycle_atlas(language, EVERY)


def read(data, delimiter, encoding="utf-8-sig"):
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))


def back(field):
    """A field as the study has it: one leading apostrophe is the file's own."""
    return field.removeprefix("'")


@pytest.mark.parametrize(
    ("language", "delimiter", "words", "tone"),
    [("ru", ";", "Слова", "Тон, −2…+2"), ("en", ",", "Words", "Valence, −2…+2")],
)
def test_quotes_are_verbatim_and_open_in_the_language_s_excel(language, delimiter, words, tone):
    data = render(atlas_of(language))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = read(data, delimiter)
    said = [part for part in atlas_of(language).draft.utterances if part.speaker_role == "respondent"]
    assert [back(row[words]) for row in rows] == [part.text for part in said]
    numbers = [row[tone].replace(",", ".") if language == "ru" else row[tone] for row in rows]
    assert [float(number) for number in numbers] == [part.valence for part in said]
    assert any(("," if language == "ru" else ".") in row[tone] for row in rows)


def test_lines_end_as_windows_ends_them():
    lines = csv_lines(["а", "б"], [["один", 1], ["два", 2.5]], separator=";", decimal=",")
    assert lines == "а;б\r\nодин;1\r\nдва;2,5\r\n"


@pytest.mark.parametrize("text", POISON)
def test_no_field_is_run_and_each_gives_its_text_back(text):
    field = csv_text(text)
    assert not looks_like_formula(field)
    assert field in (legible(text), "'" + legible(text))
    assert (back(field) if field.startswith("'") else field) == legible(text)


@given(st.text())
def test_an_apostrophe_taken_away_gives_any_text_back(text):
    assert back(csv_text(text)) == legible(text)
    assert not looks_like_formula(csv_text(text))


def test_a_dash_of_speech_is_left_alone():
    assert csv_text("— Ждал два дня.") == "— Ждал два дня."
    assert csv_text("– Ждал.") == "– Ждал."


def test_a_poisoned_study_keeps_its_rows_and_its_columns():
    atlas = poison(atlas_of())
    rows = read(render(atlas), ";")
    said = [part for part in atlas.draft.utterances if part.speaker_role == "respondent"]
    assert [back(row["Слова"]) for row in rows] == [legible(part.text) for part in said]
    assert all(None not in row and None not in row.values() for row in rows)
    assert not any(looks_like_formula(field) for row in rows for field in row.values() if field[:1] != "-")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_board_has_a_note_for_every_claim_with_its_support(language):
    atlas = atlas_of(language)
    rows = read(board.render(atlas), ",", "utf-8")
    clerk = Clerk(atlas.draft)
    told = [
        (lane.name, clerk.stage(cell.stage), clerk.support(claim, part.viewpoint), claim)
        for part in atlas.maps
        for lane in part.lanes
        for cell in lane.cells
        for claim in cell.claims
    ]
    assert len(rows) == len(told)
    for row, (lane, stage, support, claim) in zip(rows, told, strict=True):
        assert (row["lane"], row["stage"], row["support"]) == (lane, stage, support)
        assert visible(claim.text) in row["text"]
        assert support in row["text"]
        assert row["utterances"].split() == claim.utterances
        assert row["evidence"] == claim.evidence


def test_no_two_notes_lie_on_one_another():
    rows = read(board.render(atlas_of()), ",", "utf-8")
    places = {(int(row["x"]), int(row["y"])) for row in rows}
    assert len(places) == len(rows)
    order = sorted(places)
    assert all(
        abs(x - a) >= 200 or abs(y - b) >= 200 for x, y in order for a, b in order[:40] if (x, y) != (a, b)
    )


def test_notes_of_a_stage_stand_below_one_another_and_lanes_never_cross():
    rows = [row for row in read(board.render(atlas_of()), ",", "utf-8") if row["map"].endswith("— Клиенты")]
    for chosen in {row["map"] for row in rows}:
        own = [row for row in rows if row["map"] == chosen]
        for one in own:
            for other in own:
                if one["lane"] != other["lane"]:
                    assert one["y"] != other["y"]
                if one["stage"] != other["stage"]:
                    assert one["x"] != other["x"]


def test_colours_are_miro_s_and_tell_the_kind():
    rows = read(board.render(atlas_of()), ",", "utf-8")
    assert {row["colour"] for row in rows} <= MIRO
    assert {row["colour"] for row in rows if row["kind"] == "pain"} == {"red"}
    assert all(row["colour"] == "gray" for row in rows if not row["kind"])


def test_a_board_begins_with_the_head_text_and_no_byte_order_mark():
    assert board.render(atlas_of()).startswith(b"text,lane,stage,kind,support,")


def test_a_poisoned_board_keeps_its_rows():
    atlas = poison(atlas_of())
    rows = read(board.render(atlas), ",", "utf-8")
    claims = [claim for part in atlas.maps for lane in part.lanes for c in lane.cells for claim in c.claims]
    assert len(rows) == len(claims)
    assert not any(looks_like_formula(row[name]) for row in rows for name in ("text", "lane", "stage", "map"))
