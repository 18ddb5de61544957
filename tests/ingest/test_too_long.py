"""What no interview can be is refused before it takes hours or gigabytes, and odd lines take no longer."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import UnreadableSource
from pipeline.ingest import detect as detecting
from pipeline.ingest.containers import BINARY
from pipeline.ingest.detect import detect
from pipeline.ingest.formats import html, pdf, rtf
from pipeline.records import Source
from pipeline.registry import FORMATS

TALK = "Анна: Как вы выбирали?\nБорис: По отзывам.\nАнна: А дальше?\nБорис: Заказал.\n"
PAGE = "<!doctype html><html><body>{}</body></html>"


def source_of(content, path="a.txt"):
    if isinstance(content, bytes):
        return Source(path=path, sha256="", data=content, encoding=BINARY)
    return Source(path=path, sha256="", data=content.encode(), text=content, encoding="utf-8")


def refusal(source):
    with pytest.raises(UnreadableSource) as caught:
        detect(source).parse(source)
    assert caught.value.remedy
    return str(caught.value)


def test_a_text_of_days_is_refused_with_the_limit(monkeypatch):
    monkeypatch.setattr(detecting, "LIMIT_TEXT", 200_000)
    assert detect(source_of(TALK * 2_000)).name == "labelled-text"
    told = refusal(source_of(TALK * 4_000))
    assert "0.3 million characters, more than the limit of 0.2 million" in told
    assert "one file for each interview" in told


def test_json_may_be_longer_than_text_for_it_tells_a_time_for_every_word(monkeypatch):
    monkeypatch.setattr(detecting, "LIMIT_TEXT", 200)
    monkeypatch.setattr(detecting, "LIMIT_MARKED", 2_000)
    segments = [{"start": n, "end": n + 1, "text": " Заказал на сайте."} for n in range(9)]
    assert detect(source_of(json.dumps({"segments": segments}), "a.json")).name == "whisper-json"
    assert "more than the limit" in refusal(source_of(json.dumps({"segments": segments * 9}), "a.json"))


def test_the_lines_of_long_json_are_offered_to_no_format_of_text(monkeypatch):
    monkeypatch.setattr(detecting, "LIMIT_TEXT", 50)
    assert "the layout is unknown" in refusal(source_of("[]\n" + TALK, "a.json"))


@pytest.mark.parametrize(
    ("limit", "value", "page", "told"),
    [
        ("LIMIT_BLOCKS", 3, "<p>Анна: да</p>" * 4, "more than 3 paragraphs and rows"),
        ("LIMIT_BLOCKS", 3, "<table>" + "<tr><td>Анна<td>да" * 5 + "</table>", "more than 3 paragraphs"),
        ("LIMIT_TEXT", 20, "<p>Анна: да, вот так оно и было</p>", "more than 20 characters of text"),
        ("LIMIT_ELEMENTS", 5, "<p>" + "<i>сло</i>" * 9 + "</p>", "more than 5 elements"),
    ],
)
def test_a_page_with_more_than_an_interview_says_what_there_is_too_much_of(
    monkeypatch, limit, value, page, told
):
    monkeypatch.setattr(html, limit, value)
    html._read.cache_clear()
    message = refusal(source_of(PAGE.format(page), "a.html"))
    html._read.cache_clear()
    assert told in message
    assert "save its text alone as .txt" in message


def test_a_page_is_walked_once_however_many_formats_look_at_it(monkeypatch):
    walks = []
    walk = html._Walk
    monkeypatch.setattr(html, "_Walk", lambda: walks.append(1) or walk())
    monkeypatch.setattr(html, "LIMIT_BLOCKS", 3)
    html._read.cache_clear()
    page = source_of(PAGE.format("<p>Анна: нет</p>" * 5), "a.html")
    assert [known.sniff(page) for known in FORMATS.values()].count(0.1) == 1
    html._read.cache_clear()
    assert len(walks) == 1


def test_rtf_with_more_lines_than_an_interview_is_refused(monkeypatch):
    monkeypatch.setattr(rtf, "LIMIT_LINES", 3)
    message = refusal(source_of(rb"{\rtf1\ansi " + rb"Anna: yes\par " * 5 + b"}", "a.rtf"))
    assert "more than 3 lines" in message


def test_pictures_in_rtf_do_not_count(monkeypatch):
    monkeypatch.setattr(rtf, "LIMIT", 200)
    picture = rb"{\pict " + b"ab01" * 500 + b"}"
    talk = rb"{\rtf1\ansi " + picture + rb"Anna: why?\par Boris: yes\par Anna: so?\par Boris: no\par }"
    source = source_of(talk, "a.rtf")
    assert len(detect(source).parse(source).turns) == 4


def test_a_pdf_of_pictures_is_refused_by_its_size(monkeypatch):
    monkeypatch.setattr(pdf, "LIMIT_BYTES", 3_000_000)
    message = refusal(source_of(b"%PDF-1.4\n" + b"0" * 4_000_000 + b"startxref\n9\n%%EOF", "a.pdf"))
    assert "is 4 MB, more than the limit of 3 MB" in message
    assert "without its pictures" in message


@pytest.mark.parametrize(
    "line",
    [
        "[" * 300_000,
        "a" * 300_000,
        "заметк" * 50_000,
        "**" * 150_000,
        "<" * 300_000,
        "[ " * 150_000,
        "«" * 300_000,
    ],
    ids=["brackets", "letters", "notes", "stars", "angles", "spaced", "quotes"],
)
@pytest.mark.parametrize("talk", ["{}", "00:00:00\nАнна: {}\nБорис: да\nАнна: нет\n"])
def test_an_endless_line_is_read_in_linear_time(talk, line):
    """A pattern that tries each place anew would need 10¹⁰ steps here: an hour."""
    source = source_of(talk.format(line))
    for known in FORMATS.values():
        assert 0 <= known.sniff(source) <= 1


def test_a_long_page_is_still_offered_to_the_formats_of_pages(monkeypatch):
    monkeypatch.setattr(detecting, "LIMIT_TEXT", 50)
    page = PAGE.format("".join(f"<p>{line}</p>" for line in TALK.splitlines()))
    assert detect(source_of(page, "a.html")).name == "html"
