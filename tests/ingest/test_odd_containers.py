"""Projects with several texts, saved web pages, OpenDocument tables, old Office files, hostile nesting."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from pipeline.errors import EmptySource, SourceError, UnreadableSource
from pipeline.ingest.detect import detect
from pipeline.ingest.formats.qdpx import split
from pipeline.ingest.reading import place_in, read_source
from pipeline.ingest.tracing import found_by, lines_outside
from pipeline.records import Source

TALK = "Инт: Как вы искали врача?\nРесп: Долго, через знакомых.\n"
QDE = '<Project xmlns="urn:QDA-XML:project:1.0"><Sources>{}</Sources></Project>'
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SHEET = (
    '<d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body><o:spreadsheet>{}'
    "</o:spreadsheet></o:body></d>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def project(**texts):
    """A project whose texts are called so; None for one whose file is missing."""
    named = "".join(
        f'<TextSource name="{name}" plainTextPath="internal://{number}.txt"/>'
        for number, name in enumerate(texts)
    )
    files = {f"sources/{number}.txt": text for number, text in enumerate(texts.values()) if text is not None}
    return archive({"project.qde": QDE.format(named), **files})


def read(folder, data, name="a.dat"):
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_source(folder, folder / name)


def parse(folder, data, name="a.dat"):
    source = read(folder, data, name)
    return detect(source).parse(source)


def turns(parsed):
    return [(turn.speaker, turn.text) for turn in parsed.turns]


# ---------------------------------------------------------------- projects


def test_each_text_of_a_project_is_a_source_with_a_path_of_its_own(tmp_path):
    found = split(
        read(tmp_path, project(Анна=TALK, Борис=TALK.replace("врача", "няню").encode("cp1251")), "p.qdpx")
    )
    assert [part.path for part in found] == ["p.qdpx!/Анна", "p.qdpx!/Борис"]
    assert [part.encoding for part in found] == ["utf-8", "windows-1251"]
    assert len({part.sha256 for part in found}) == 2
    assert turns(detect(found[1]).parse(found[1]))[0] == ("Инт", "Как вы искали няню?")


def test_a_text_of_a_project_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path):
    one, two, three = split(read(tmp_path, project(Анна=None, Борис=TALK, Вера="  "), "p.qdpx"))
    assert str(one).startswith("p.qdpx!/Анна: the project's text lies outside")
    assert two.text == TALK
    assert isinstance(three, EmptySource)
    assert three.place == "p.qdpx!/Вера"


def test_names_of_texts_are_made_unlike_and_cannot_be_taken_for_folders(tmp_path):
    named = '<TextSource name="{}" plainTextPath="internal://{}.txt"/>'
    twice = "".join(
        named.format(name, at) for at, name in enumerate(["А", "А", "../х\u202e", "", "\\\\сервер"])
    )
    parts = {"project.qde": QDE.format(twice), **{f"sources/{at}.txt": TALK for at in range(5)}}
    found = split(read(tmp_path, archive(parts), "p.qdpx"))
    assert [part.path for part in found] == [
        "p.qdpx!/А", "p.qdpx!/А (2)", "p.qdpx!/.._х", "p.qdpx!/3.txt", "p.qdpx!/__сервер",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [project(Анна=TALK), project(), archive({"project.qde": "<P"}), TALK.encode()]
)
def test_a_project_with_one_text_and_any_other_file_stay_whole(tmp_path, data):
    source = read(tmp_path, data)
    assert split(source) == (source,)


# ---------------------------------------------------------------- tables of OpenDocument


def cell(text, **more):
    said = "".join(
        f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in more.items()
    )
    return f"<t:table-cell{said}>" + (f"<x:p>{text}</x:p>" if text else "") + "</t:table-cell>"


def table(*rows, name="А"):
    return (
        f'<t:table t:name="{name}">'
        + "".join(f"<t:table-row>{''.join(row)}</t:table-row>" for row in rows)
        + "</t:table>"
    )


HEAD = [cell("Спикер"), cell("Текст"), cell("Начало")]


def ods(*tables):
    return archive({"mimetype": ODS, "content.xml": SHEET.format("".join(tables))})


@pytest.mark.parametrize(
    ("start", "seconds"),
    [
        (cell("0:01:02", o_value_type="time", o_time_value="PT00H01M02.5S"), 62.5),
        (cell("62,5", o_value_type="float", o_value="62.5"), 62.5),
        (cell("0:01:02", o_value_type="string"), 62.0),
        (cell("", t_number_columns_repeated="1000000"), None),
    ],
)
def test_a_cell_of_time_is_seconds_however_it_is_kept(tmp_path, start, seconds):
    parsed = parse(tmp_path, ods(table(HEAD, [cell("Р"), cell("Так."), start])))
    assert (parsed.format, turns(parsed)) == ("ods", [("Р", "Так.")])
    assert parsed.turns[0].cues[0].start == seconds


def test_repeated_cells_and_rows_keep_the_columns_and_the_numbers_of_rows(tmp_path):
    rows = table(HEAD, [cell("Р"), cell("Да.")]).replace(
        "</t:table-row><t:table-row>",
        '</t:table-row><t:table-row t:number-rows-repeated="7"><t:table-cell/></t:table-row><t:table-row>',
    )
    assert [turn.line for turn in parse(tmp_path, ods(rows)).turns] == [9]


@pytest.mark.parametrize(
    ("data", "fact", "kind"),
    [
        (
            ods(table(HEAD, [cell("Р"), cell("Да.")]), table(HEAD, name="Б")),
            "several sheets",
            UnreadableSource,
        ),
        (ods(table([cell("Кличка"), cell("Мысль")])), "no columns", UnreadableSource),
        (ods(), "no filled cells", EmptySource),
        (
            ods(table(HEAD, [cell("Р"), cell("Да."), cell("полдень")])),
            "time cannot be read",
            UnreadableSource,
        ),
        (archive({"mimetype": ODS, "content.xml": "<a"}), "damaged", UnreadableSource),
        (
            archive({"mimetype": ODS, "content.xml": "<a>" + " " * 20_000_000 + "</a>"}),
            "zip bomb",
            UnreadableSource,
        ),
        (
            archive({"mimetype": ODS, "META-INF/manifest.xml": "<encryption-data/>"}),
            "password",
            UnreadableSource,
        ),
    ],
)
def test_a_table_that_is_no_interview_is_refused_in_one_line(tmp_path, data, fact, kind):
    with pytest.raises(kind, match=fact) as caught:
        parse(tmp_path, data)
    assert ";" in str(caught.value)


# ---------------------------------------------------------------- saved pages, old Office files

PAGE = "<html><body><p>Инт: Как вы искали врача?</p><p>Респ: Долго.</p></body></html>"


PAGE_1251 = PAGE.encode("cp1251")


def mhtml(body=PAGE_1251, charset="windows-1251", end="\r\n"):
    head = f'MIME-Version: 1.0|Content-Type: multipart/related; boundary="b"||--b|Content-Type: text/html; charset="{charset}"|Content-Transfer-Encoding: 8bit||'
    return head.replace("|", end).encode() + body + f"{end}--b--{end}".encode()


@pytest.mark.parametrize(
    "data",
    [
        mhtml(),
        mhtml(end="\n"),
        mhtml(charset="nonsense"),
        mhtml(PAGE.encode(), charset="utf-8"),
        b"\xef\xbb\xbf\r\n" + mhtml(),
    ],
)
def test_a_page_saved_in_one_file_is_read_as_the_page_it_holds(tmp_path, data):
    parsed = parse(tmp_path, data, "a.txt")
    assert (parsed.format, turns(parsed)) == ("html", [("Инт", "Как вы искали врача?"), ("Респ", "Долго.")])


@pytest.mark.parametrize(
    "data",
    [
        mhtml(b""),
        mhtml().replace(b"text/html", b"image/png"),
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/related; boundary=b\n\n" * 3000,
    ],
)
def test_a_saved_page_without_a_page_is_refused(tmp_path, data):
    with pytest.raises(UnreadableSource, match="page"):
        read(tmp_path, data)


def test_a_letter_and_a_talk_about_mail_are_no_saved_pages(tmp_path):
    text = "Анна: Какой тип?\nБорис: Content-Type: text/html\nАнна: А версия?\nБорис: MIME-Version: 1.0\n"
    assert read(tmp_path, text).text == text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 600, r"old Office document \(.doc\)"),
        (OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 600, "password"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Workbook".encode("utf-16-le"), "old spreadsheet"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "presentation"),
        (OLE + "__substg1.0_1000001F".encode("utf-16-le"), "Outlook"),
    ],
)
def test_an_old_office_file_is_named_with_what_to_do(tmp_path, data, word):
    with pytest.raises(UnreadableSource, match=word) as caught:
        read(tmp_path, data)
    assert "save" in str(caught.value) or "copy" in str(caught.value)


# ---------------------------------------------------------------- hostile files


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000 + "]" * 200_000,
        '{"segments":' + "[" * 900 + "]" * 900 + "}",
        '{"chunks":' * 500 + "[]" + "}" * 500,
        '{"final":{"alternatives":[{"text":"да"}]},"summarization":' + '{"a":' * 940 + '"y"' + "}" * 942,
        '{"utterances":[{"start":0,"end":1,"text":"да"}],"x":' + "[" * 5000 + "]" * 5000 + "}",
    ],
    ids=["list", "segments", "chunks", "summary", "utterances"],
)
def test_json_nested_beyond_all_measure_is_read_or_refused(tmp_path, text):
    source = read(tmp_path, text, "a.json")
    try:
        parsed = detect(source).parse(source)
    except SourceError as error:
        assert ";" in str(error)  # noqa: PT017 (a sound file is as right as a refusal)
    else:
        lines_outside(source, parsed)


def test_what_stands_in_a_message_cannot_steer_the_terminal(tmp_path):
    segments = [{"start": "\x1b[2J\u202e9", "end": 1, "text": "да", "speaker": "А"}]
    with pytest.raises(UnreadableSource) as caught:
        parse(tmp_path, json.dumps({"segments": segments}), "a.json")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("odd", ["\u202e", "\u200b", "\x1b", "\x07", "\u2066"])
def test_a_name_of_a_speaker_holds_no_sign_that_cannot_be_seen(tmp_path, odd):
    said = "Долго искала, через знакомых и соседей. " * 10
    text = f"Ан{odd}на Ким: Как вы искали врача?\nБо{odd}рис Лем: {said}\n" * 2
    assert {turn.speaker for turn in parse(tmp_path, text).turns} == {"Анна Ким", "Борис Лем"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("а\x1b[31m.txt", "а%1B[31m.txt"),
        ("а\nб.txt", "а%0Aб.txt"),
        ("а\u202egnp.txt", "а%202Egnp.txt"),
        ("\udcff.txt", "%DCFF.txt"),
        ("50% клиентов — «да».txt", "50% клиентов — «да».txt"),
    ],
)
def test_a_name_of_a_file_is_shown_without_what_cannot_be_seen(tmp_path, name, shown):
    (tmp_path / name).write_text(TALK, encoding="utf-8")
    assert read_source(tmp_path, tmp_path / name).path == shown == place_in(tmp_path, tmp_path / name)


def test_a_gigabyte_is_refused_unread(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(UnreadableSource, match="1024 MB, more than the limit of 64 MB"):
        read_source(tmp_path, tmp_path / "a.txt")


# ---------------------------------------------------------------- what an explanation shows of them


def test_rows_and_fields_outside_every_turn_are_named(tmp_path):
    data = ods(table([cell("Интервью седьмое")], HEAD, [cell("Р"), cell("Да."), cell("")]))
    source = read(tmp_path, data)
    parsed = detect(source).parse(source)
    assert [(line.number, line.text) for line in lines_outside(source, parsed)] == [(1, "Интервью седьмое")]
    assert found_by(source, parsed, 1) == ("column",)
    sentences = [{"speaker_name": "Анна", "text": "Как вы искали?", "start_time": 0, "end_time": 1}]
    value = {"sentences": sentences, "summary": {"overview": "Говорили о поисках врача"}}
    source = read(tmp_path, json.dumps(value))
    parsed = detect(source).parse(source)
    assert [line.text for line in lines_outside(source, parsed)] == [
        "summary.overview: Говорили о поисках врача"
    ]
    assert found_by(source, parsed, 1) == ("field",)


def test_paragraphs_of_a_page_outside_every_turn_are_named_by_their_number(tmp_path):
    page = PAGE.replace("<p>Инт", "<h1>Запись седьмая</h1><p>Инт")
    source = read(tmp_path, page)
    parsed = detect(source).parse(source)
    assert [(line.number, line.text) for line in lines_outside(source, parsed)] == [(1, "Запись седьмая")]
    assert found_by(source, parsed, 2) == ("label", "label")


def test_a_damaged_container_has_no_lines_and_raises_nothing():
    source = Source(path="a.docx", sha256="0", data=b"PK\x03\x04", text=None, encoding="binary")
    sound = Source(path="a.txt", sha256="0", data=TALK.encode(), text=TALK, encoding="utf-8")
    parsed = detect(sound).parse(sound)
    assert lines_outside(source, parsed) == ()
    assert len(found_by(source, parsed, 2)) == 2


def test_markup_of_elan_is_no_line_for_a_person(tmp_path):
    tier = (
        '<TIER TIER_ID="{}"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{}" TIME_SLOT_REF1="t1" TIME_SLOT_REF2="t2">'
        "<ANNOTATION_VALUE>{}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>"
    )
    slots = '<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="900"/>'
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>\n'
        f"{tier.format('Анна', 'a1', 'Искала врача')}\n{tier.format('Комментарии', 'a2', 'громкий смех')}\n"
        "</ANNOTATION_DOCUMENT>\n"
    )
    source = read(tmp_path, text)
    parsed = detect(source).parse(source)
    assert found_by(source, parsed, 1) == ("field",)
    assert [line.text for line in lines_outside(source, parsed)] == ["громкий смех"]
