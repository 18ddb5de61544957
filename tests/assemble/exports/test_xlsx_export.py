from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import lru_cache
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.exports.xlsx import render
from pipeline.assemble.office import visible
from pipeline.assemble.tables.safety import EXCEL_LIMIT, excel_text, looks_like_formula
from pipeline.assemble.tables.speech import Clerk
from pipeline.assemble.tables.workbook import sheet_name
from pipeline.registry import MAPS
from poison_fixture import POISON, poison
from print_fixture import bicycle_atlas, squeezed
from report_fixture import bicycle_draft

EVERY = tuple(MAPS)


@lru_cache(maxsize=4)
def atlas_of(language="ru"):
    return bicycle_atlas(language, EVERY)


@lru_cache(maxsize=4)
def opened(language="ru"):
    return load_workbook(io.BytesIO(render(atlas_of(language))))


def maps_of(book):
    return [sheet for sheet in book if re.match(r"\d+\. ", sheet.title)]


def rows_of(sheet):
    return [dict(zip(heads_of(sheet), row, strict=True)) for row in sheet.iter_rows(2, values_only=True)]


def heads_of(sheet):
    return [cell.value for cell in sheet[1]]


def column_of(sheet, head):
    return [row[head] for row in rows_of(sheet)]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_map_has_a_sheet_with_every_claim_its_support_and_its_evidence(language):
    atlas, book = atlas_of(language), opened(language)
    clerk = Clerk(atlas.draft)
    sheets = maps_of(book)
    assert len(sheets) == len(atlas.maps)
    for part, sheet in zip(atlas.maps, sheets, strict=True):
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        claims = [claim for lane in part.lanes for cell in lane.cells for claim in cell.claims]
        told = [
            cell for cell in cells if cell.endswith(tuple(f"{grade})" for grade in clerk.grades.values()))
        ]
        assert len(told) == len(claims)
        for claim in claims:
            support, grade = clerk.support(claim, part.viewpoint), clerk.grades[claim.evidence]
            assert any(
                visible(claim.text) in cell and cell.endswith(f"{support}, {grade})") for cell in told
            ), claim.text


def test_a_claim_stands_in_the_column_of_its_stage_and_the_rows_of_its_lane():
    atlas, book = atlas_of(), opened()
    part, sheet = atlas.maps[0], maps_of(book)[0]
    top = int(sheet.freeze_panes[1:]) - 1
    for lane in part.lanes:
        rows = [row for row in sheet.iter_rows(top + 1) if row[0].value == lane.name]
        assert len(rows) >= max(len(cell.claims) for cell in lane.cells)
        for place, cell in enumerate(lane.cells, 1):
            column = "\n".join(str(row[place].value or "") for row in rows)
            assert all(visible(claim.text) in column for claim in cell.claims)
            assert cell.hint in column


def test_maps_are_frozen_wrapped_and_filtered_by_lane():
    for sheet in maps_of(opened()):
        assert sheet.freeze_panes.startswith("B")
        assert sheet.auto_filter.ref.startswith("A")
        assert sheet.column_dimensions["B"].width > 30
        assert sheet.page_setup.orientation == "landscape"
        head = sheet[int(sheet.freeze_panes[1:]) - 1]
        assert all(cell.alignment.wrap_text and cell.font.bold for cell in head if cell.value)


def test_hints_are_grey_italics_and_feelings_have_a_colour_and_a_sign():
    sheet = maps_of(opened())[0]
    hints = {cell.hint for lane in atlas_of().maps[0].lanes for cell in lane.cells} - {""}
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.value for cell in cells if cell.font.italic} >= hints
    felt = [cell for cell in cells if re.match(r"[▲△▼▽]", str(cell.value))]
    assert felt
    assert all(cell.fill.fill_type == "solid" for cell in felt)


def test_the_table_of_quotes_holds_every_sentence_of_every_respondent_verbatim():
    draft, sheet = atlas_of().draft, opened()["Цитаты"]
    said = [part for part in draft.utterances if part.speaker_role == "respondent"]
    rows = rows_of(sheet)
    assert [row["Код высказывания"] for row in rows] == [part.id for part in said]
    assert [row["Слова"] for row in rows] == [part.text for part in said]
    assert [row["Тон, −2…+2"] for row in rows] == [part.valence for part in said]
    kinds = Clerk(draft).kinds
    assert [row["Виды"] or "" for row in rows] == [
        "; ".join(kinds[code.kind] for code in part.kinds) for part in said
    ]
    asked = [row["Вопрос перед этим"] for row in rows]
    everything = "\n".join(turn.text for talk in atlas_of().transcripts.values() for turn in talk.turns)
    assert any(asked)
    assert all(question in everything for question in asked if question)


def test_the_question_before_is_the_interviewer_s_last_turn():
    atlas, sheet = atlas_of(), opened()["Цитаты"]
    asked = dict(
        zip(column_of(sheet, "Код высказывания"), column_of(sheet, "Вопрос перед этим"), strict=True)
    )
    for part in atlas.draft.utterances:
        if part.speaker_role != "respondent":
            continue
        talk = atlas.transcripts[part.interview]
        roles = {speaker.id: speaker.role for speaker in talk.speakers}
        before = [turn.text for turn in talk.turns[: part.turn] if roles[turn.speaker] == "interviewer"]
        assert (asked[part.id] or "") == (before[-1] if before else "")


def test_themes_are_counted_as_in_the_draft():
    draft, rows = atlas_of().draft, rows_of(opened()["Темы"])
    assert [row["Код темы"] for row in rows] == [theme.id for theme in draft.themes]
    for theme, row in zip(draft.themes, rows, strict=True):
        assert (row["Респонденты"], row["Опрошено"]) == (theme.respondents.n, theme.respondents.of)
        assert row["Цитаты"] == len(theme.utterances) > 0
        assert row["Первые цитаты"].count("\n") <= 3


def test_every_sheet_of_findings_has_a_row_for_each():
    atlas, book = atlas_of(), opened()
    assert len(rows_of(book["Барьеры"])) == len(atlas.barriers)
    assert len(rows_of(book["Точки контакта"])) == len(atlas.touchpoints)
    assert len(rows_of(book["Разрывы каналов"])) == len(atlas.breaks)
    assert len(rows_of(book["Противоречия"])) == len(atlas.contradictions)
    assert len(rows_of(book["Насыщение"])) == len(atlas.saturation.points)
    assert column_of(book["Что спросить"], "Вопрос") == [question.text for question in atlas.guide]
    assert column_of(book["Этапы"], "Этап") == [stage.name for stage in atlas.draft.stages]
    assert {portrait.name for portrait in atlas.portraits} == set(column_of(book["Портреты"], "Портрет"))
    told = set(column_of(book["Истории"], "Слова"))
    said = {part.id: part.text for part in atlas.draft.utterances}
    assert {said[i] for story in atlas.stories for step in story.steps for i in step.utterances} <= told
    points = {point.claim.text for point in atlas.decision.points}
    assert points <= set(column_of(book["Решение"], "Утверждение"))


def test_the_first_sheet_says_what_made_the_file_and_leads_to_every_other():
    book = opened()
    sheet = book.worksheets[0]
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    manifest = atlas_of().draft.manifest
    assert {atlas_of().draft.study.title, manifest.tool, "group.seed", "7"} <= words
    links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_no_sheet_s_heads_are_doubled_and_every_table_is_filtered():
    for sheet in opened("en").worksheets[1:]:
        assert sheet.auto_filter.ref
        if sheet not in maps_of(opened("en")):
            heads = heads_of(sheet)
            assert len(set(heads)) == len(heads)
            assert not re.search("[а-яё]", " ".join(heads))


def test_a_text_that_looks_like_a_formula_stays_a_text():
    data = render(poison(atlas_of()))
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    suspicious = [cell for cell in cells if cell.data_type == "s" and looks_like_formula(cell.value)]
    assert len({cell.value for cell in suspicious}) >= 5
    assert all(cell.quotePrefix for cell in suspicious)
    said = {part for part in POISON if part.isprintable() and "_x" not in part}
    assert said <= {cell.value for row in book["Цитаты"].iter_rows() for cell in row}
    with ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            assert "worksheets/" not in name or b"<f>" not in parts.read(name)
            if "/_rels/" in name:
                assert b'TargetMode="External"' not in parts.read(name)


def test_controls_are_seen_and_line_ends_are_kept():
    words = column_of(load_workbook(io.BytesIO(render(poison(atlas_of()))))["Цитаты"], "Слова")
    assert "управляющие ��� знаки �" in words
    assert "половина � знака" in words
    assert any(str(text).startswith("две\nстроки и") for text in words)
    assert "_x005F_x0041_ и _x005F_x000D_" in words  # Excel shows "_x0041_ и _x000D_"


def test_names_of_sheets_are_what_excel_takes():
    for book in (opened(), opened("en"), load_workbook(io.BytesIO(render(poison(atlas_of()))))):
        names = book.sheetnames
        assert len({name.casefold() for name in names}) == len(names)
        for name in names:
            assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
            assert not re.search(r"[\[\]:*?/\\']", name)


@given(st.lists(st.text(max_size=60), max_size=12))
def test_names_of_sheets_never_clash(names):
    taken = set()
    for name in names:
        found = sheet_name(name, taken)
        assert found.casefold() not in taken
        assert 0 < len(found.encode("utf-16-le")) // 2 <= 31
        taken.add(found.casefold())


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    for sign in ("я", "😀"):
        shown = excel_text(sign * 40_000, " [обрезано]")
        assert len(shown.encode("utf-16-le")) // 2 <= EXCEL_LIMIT
        assert shown.endswith(f"{sign}… [обрезано]")
    assert excel_text("я" * EXCEL_LIMIT, " [обрезано]") == "я" * EXCEL_LIMIT


def test_segments_come_last_and_have_a_name_that_tells_them_apart():
    atlas = atlas_of()
    halves = [atlas.maps[0].model_copy(update={"segment": "живёт в большом городе " + end}) for end in "аб"]
    book = load_workbook(io.BytesIO(render(replace(atlas, maps=(*halves, *atlas.maps)))))
    assert [sheet.title for sheet in maps_of(book)[-2:]] == book.sheetnames[-2:]
    assert "живёт" in book.sheetnames[-1]


def test_an_empty_atlas_says_in_every_table_that_there_is_nothing():
    draft, transcripts = bicycle_draft()
    bare = replace(
        make_atlas(draft, transcripts, kinds=("journey",)),
        maps=(),
        portraits=(),
        stories=(),
        barriers=(),
        touchpoints=(),
        breaks=(),
        contradictions=(),
        views=None,
        saturation=None,
        guide=(),
    )
    book = load_workbook(io.BytesIO(render(bare)))
    for name in ("Портреты", "Истории", "Барьеры", "Противоречия", "Насыщение", "Что спросить"):
        assert book[name]["A2"].value == "нет данных"


def test_words_of_the_program_are_in_the_study_s_language():
    own = squeezed(" ".join(str(cell.value) for cell in opened("en").worksheets[0]["A"] if cell.value))
    assert "Howthisdocumentwasmade" in own
    assert "Owner" in heads_of(opened("en")["Stages"])
