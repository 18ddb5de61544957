"""Bytes and folders become sources, or are refused in words that help."""

from __future__ import annotations

import hashlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import EmptySource, StudyError, UnreadableSource
from pipeline.ingest.decoding import decode
from pipeline.ingest.reading import find_sources, read_source

TALK = "Интервьюер: Как вы искали мастера?\nРеспондент: Ну, сначала спросила соседей, потом уже полезла в сеть.\n"
RUSSIAN = st.lists(
    st.sampled_from(
        [
            "Мы долго ждали ответа",
            "Съездила сама",
            "Объяснили плохо",
            "Да",
            "А что делать?",
            "Ещё щенок",
            "Хорошо",
        ]
    ),
    min_size=4,
    max_size=30,
).map(lambda parts: "\n".join(f"{'ИР'[place % 2]}: {part}." for place, part in enumerate(parts)))


def write(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def refusal(folder, name, data, kind=UnreadableSource, **options):
    with pytest.raises(kind) as caught:
        read_source(folder, write(folder, name, data), **options)
    message = str(caught.value)
    assert message.startswith(name)
    assert ";" in message
    return message


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("cp866", "ibm866"),
        ("mac_cyrillic", "mac-cyrillic"),
    ],
)
def test_russian_text_is_read_in_every_usual_encoding(tmp_path, codec, name):
    source = read_source(tmp_path, write(tmp_path, "a.txt", TALK.encode(codec)))
    assert (source.text, source.encoding) == (TALK, name)


@pytest.mark.parametrize(
    "codec", ["cp1251", "koi8-r", "cp866", "mac_cyrillic", "utf-8", "utf-16-le", "utf-16-be"]
)
@given(text=RUSSIAN)
def test_an_encoding_is_told_from_the_letters_alone(codec, text):
    assert decode(text.encode(codec), "a.txt")[0] == text


@pytest.mark.parametrize(
    "text", ["It’s a “test” – ok…", "Q: Did you like the café?", "Müller: Großartig, schön"]
)
def test_western_text_keeps_its_quotes_and_accents(text):
    assert decode(text.encode("cp1252"), "a.txt") == (text, "windows-1252")


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_valid_utf8_is_never_read_as_anything_else(text):
    assert decode(text.encode(), "a.txt")[0] == text.removeprefix("\ufeff")


def test_line_ends_become_line_feeds_and_the_mark_goes(tmp_path):
    source = read_source(tmp_path, write(tmp_path, "a.txt", "\ufeffодин\r\nдва\rтри\n"))
    assert source.text == "один\nдва\nтри\n"


def test_a_source_knows_its_place_and_its_bytes(tmp_path):
    data = TALK.encode("cp1251")
    source = read_source(tmp_path, write(tmp_path, "клиенты/01.TXT", data))
    assert (source.path, source.suffix) == ("клиенты/01.TXT", "txt")
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.data == data


def test_a_damaged_utf8_file_is_named_by_its_line_not_turned_into_nonsense(tmp_path):
    message = refusal(tmp_path, "a.txt", TALK.encode() * 2 + b"\xd0\n")
    assert message.startswith("a.txt:5: byte ")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"MZ\x90\0\3", "program"),
        (b"ID3\x04\0\0", "transcribe"),
        (b"\0\0\0\x20ftypM4A \0", "transcribe"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x01\x02\x03\x04abc\x05\x06", "binary"),
    ],
)
def test_what_is_no_text_is_named_with_a_remedy(tmp_path, data, word):
    assert word in refusal(tmp_path, "a.txt", data)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\n".encode()])
def test_a_file_without_a_character_is_empty(tmp_path, data):
    assert "empty" in refusal(tmp_path, "a.txt", data, EmptySource)


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    assert "more than the limit" in refusal(tmp_path, "a.txt", b"x" * 2000, limit_bytes=1000)


def test_a_link_out_of_the_study_is_refused_and_one_inside_is_read(tmp_path):
    secret = write(tmp_path, "secret.txt", TALK)
    study = tmp_path / "study"
    write(study, "a.txt", TALK)
    (study / "out.txt").symlink_to(secret)
    (study / "in.txt").symlink_to(study / "a.txt")
    with pytest.raises(UnreadableSource, match="outside the study folder"):
        read_source(study, study / "out.txt")
    with pytest.raises(UnreadableSource, match="outside the study folder"):
        read_source(study, study / ".." / "secret.txt")
    assert read_source(study, study / "in.txt").path == "in.txt"


def test_what_cannot_be_opened_is_told_without_a_traceback(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    for name in ("missing.txt", "pipe.txt", "circle.txt"):
        with pytest.raises(UnreadableSource) as caught:
            read_source(tmp_path, tmp_path / name)
        assert str(caught.value).startswith(name)


def test_a_study_is_searched_in_depth_and_in_order(tmp_path):
    kept = ["b.vtt", "клиенты/2.txt", "клиенты/глубже/1.docx", "a/unknown.xyz", "draft_notes.txt"]
    passed = [
        *(
            "study.yaml",
            "interviews.csv",
            "codebook.yaml",
            "README.md",
            "readme.txt",
            ".hidden.txt",
            "draft.html",
        ),
        *(".cjm/project.db", ".git/config", "a/.DS_Store", "Thumbs.db", "~$b.docx", "__MACOSX/b.vtt"),
        *("out/draft.json", "out/draft.html", "out/other.csv", "out/deeper/x.txt"),
    ]
    for name in (*kept, *passed):
        write(tmp_path, name, "слово")
    found = [path.relative_to(tmp_path).as_posix() for path in find_sources(tmp_path)]
    assert found == sorted(kept)


def test_a_draft_in_the_study_itself_does_not_hide_the_study(tmp_path):
    write(tmp_path, "draft.json", "{}")
    write(tmp_path, "a.txt", TALK)
    assert [path.name for path in find_sources(tmp_path)] == ["a.txt"]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(StudyError, match="no such folder"):
        find_sources(tmp_path / "nowhere")
    with pytest.raises(StudyError, match="not a folder"):
        find_sources(write(tmp_path, "a.txt", TALK))
