"""A text that was saved in a wrong encoding is turned back where that loses nothing, else it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableSource
from pipeline.ingest.detect import detect
from pipeline.ingest.mojibake import PAGES, SINGLE, diagnose, mend, spoiled_warnings
from pipeline.ingest.reading import read_source

ROOT = Path(__file__).parents[2]
TALK = (
    "Интервьюер: Расскажите, как вы выбирали сантехника?\n"
    "Респондент: Ну, сначала «Инну» спросила — соседку с третьего этажа. Ещё Роман советовал…\n"
    "Интервьюер: И что было потом?\n"
    "Респондент: Потом ждала до вечера, а он так и не приехал.\n"
)
PLAIN = TALK.replace("«", '"').replace("»", '"').replace("—", "-").replace("…", "...")
ENGLISH = "Q: What didn’t you like?\nA: It’s “free” – until it isn’t…\n"


def misread(data, page):
    """What a program shows that takes bytes for another page; bytes without a letter stay as they are."""
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in data)


def read(folder, text, name="a.txt"):
    (folder / name).write_bytes(text.encode())
    source = read_source(folder, folder / name)
    parsed = detect(source).parse(source)
    return source, parsed, spoiled_warnings(source, parsed)


@pytest.mark.parametrize("page", [*PAGES, "latin-1"])
@pytest.mark.parametrize("text", [TALK, ENGLISH], ids=["ru", "en"])
def test_utf8_that_was_read_as_any_page_is_turned_back(text, page):
    assert mend(misread(text.encode(), page)) == text


@pytest.mark.parametrize(("wrong", "right"), [*SINGLE, ("latin-1", "cp1251")])
def test_a_page_that_was_read_as_another_is_turned_back(wrong, right):
    assert mend(misread(PLAIN.encode(right), wrong)) == PLAIN


@pytest.mark.parametrize("page", ["cp1251", "cp1252", "koi8-r"])
def test_one_long_line_is_turned_back_as_well(page):
    text = " ".join([TALK.replace("\n", " ")] * 60)
    assert mend(misread(text.encode(), page)) == text


def test_a_no_break_space_that_an_editor_made_plain_is_known_for_half_a_letter():
    assert mend(misread(TALK.encode(), "cp1251").replace("\xa0", " ")) == TALK


def test_a_mended_file_says_what_was_read_as_what_and_its_offsets_are_those_of_the_mended_text(tmp_path):
    source, parsed, warnings = read(tmp_path, misread(TALK.encode(), "cp1251"))
    assert source.text == TALK
    assert [turn.speaker for turn in parsed.turns] == ["Интервьюер", "Респондент"] * 2
    assert len(warnings) == 1
    assert "utf-8 was read as windows-1251" in warnings[0]
    assert "Расскажите" in warnings[0]


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda text: text.replace("Потом ждала", misread("Потом ждала".encode(), "cp1251")), 4),
        (lambda text: text.replace("Роман", misread("Роман".encode(), "cp1252")), 2),
        (lambda text: text + "Респондент: Itâ€™s fine.\n", 5),
        (lambda text: text.replace("И что", "� что"), 3),
    ],
)
def test_a_file_that_is_spoiled_in_parts_stays_as_it_is_and_the_first_line_is_named(tmp_path, spoil, line):
    spoiled = spoil(TALK)
    source, _parsed, warnings = read(tmp_path, spoiled)
    assert source.text == spoiled
    assert len(warnings) == 1
    assert f"line {line}:" in warnings[0]


def test_letters_that_became_question_marks_are_told_to_be_lost(tmp_path):
    lost = PLAIN.encode("ascii", "replace").decode()
    with pytest.raises(UnreadableSource, match="question marks"):
        read(tmp_path, lost)
    _source, _parsed, (warning,) = read(tmp_path, "\n".join(f"Anna: {line}" for line in lost.split("\n")))
    assert "letters were lost" in warning


def test_a_document_or_json_with_spoiled_words_is_told_but_not_changed(tmp_path):
    said = misread("Мы долго ждали мастера".encode(), "cp1251")
    segments = [{"start": n, "end": n + 1, "text": said, "speaker": f"S{n % 2}"} for n in range(4)]
    _source, parsed, (warning,) = read(tmp_path, json.dumps({"segments": segments}), "a.json")
    assert parsed.turns[0].text == " ".join(said.split())
    assert "looks spoiled" in warning


@pytest.mark.parametrize(
    "text",
    [
        TALK,
        PLAIN.upper(),
        ENGLISH,
        "A: The café’s crème brûlée\nB: Größe? Schön!\n",
        "А: Це українська мова, її літери інші: ґ, ї, є, і, а апостроф — м’який.\n" * 3,
        "А: Сәлеметсіз бе, қалайсыз? Мен Қазақстанда тұрамын, өте жақсы әңгіме болды.\n" * 3,
        "A: Zażółć gęślą jaźń, proszę państwa, że się źle działo.\n" * 3,
        "Α: Καλημέρα σας, τι κάνετε σήμερα; Πολύ ωραία ημέρα.\n" * 3,
        "甲: 日本語のテキストです。インタビューを始めます。\n" * 3,
        "И: Что? Где? Когда? Почему? Зачем?\nР: Не знаю!\n",
        "А: сайтАвто, СайтАренда и АвтоТАРА — так и пишется.\n",
    ],
)
def test_a_sound_text_is_left_alone(text):
    assert diagnose(text) is None
    assert mend(text) == text


def test_no_text_of_ours_is_taken_for_a_spoiled_one():
    files = sorted((ROOT / "data" / "examples").rglob("*.*"))
    texts = [path.read_bytes() for path in files if path.suffix in {".txt", ".md", ".vtt", ".srt", ".json"}]
    assert len(texts) > 50
    assert not [text[:40] for text in texts if is_utf8(text) and diagnose(text.decode())]


def is_utf8(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(text=st.text(max_size=200))
def test_any_text_is_looked_at_calmly_and_keeps_its_lines(text):
    assert mend(text).count("\n") == text.count("\n")


@given(words=st.lists(st.sampled_from(PLAIN.split()), min_size=12, max_size=40), page=st.sampled_from(PAGES))
def test_whatever_is_said_in_russian_comes_back(words, page):
    text = " ".join(words)
    assert mend(misread(text.encode(), page)) == text
