"""Documents, tables and research tools' files give the turns that were said, or one line of refusal."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

from pipeline.errors import EmptySource, SourceError, UnreadableSource
from pipeline.ingest.detect import detect
from pipeline.ingest.formats import html as html_format
from pipeline.ingest.formats import pdf, rtf
from pipeline.ingest.formats.columns import find_columns, read_time
from pipeline.ingest.formats.pdf import _lines
from pipeline.ingest.reading import read_source

ODF = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>{}'
    "</office:text></office:body></office:document-content>"
)
ODT = b"application/vnd.oasis.opendocument.text"
BOMB = b"<a>" + b" " * 20_000_000 + b"</a>"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_qde", ".qde"), data)
    return buffer.getvalue()


def odt(*paragraphs):
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return archive(mimetype=ODT, content_xml=ODF.format(body))


def parse(folder, data, name="a.dat"):
    data = data.encode() if isinstance(data, str) else data
    (folder / name).write_bytes(data)
    source = read_source(folder, folder / name)
    return detect(source).parse(source)


def turns(parsed):
    return [(turn.speaker, turn.text) for turn in parsed.turns]


def refusal(folder, data, name="a.dat", kind=UnreadableSource):
    with pytest.raises(kind) as caught:
        parse(folder, data, name)
    message = str(caught.value)
    assert message.startswith(name)
    assert ";" in message
    assert "\n" not in message
    return message


# ---------------------------------------------------------------- paragraphs


def test_only_the_questions_labelled_leaves_the_answers_to_nobody(tmp_path):
    data = odt(
        "Как дела?", "МОДЕРАТОР:<text:tab/>Дайте пример.", "Ну вот вчера.", "МОДЕРАТОР:", "И что?", "Ждали."
    )
    parsed = parse(tmp_path, data)
    assert turns(parsed) == [
        (None, "Как дела?"), ("МОДЕРАТОР", "Дайте пример."), (None, "Ну вот вчера."), ("МОДЕРАТОР", "И что?"), (None, "Ждали."),
    ]  # fmt: skip
    assert parsed.warnings == ("only one speaker is labelled (МОДЕРАТОР)",)


def test_a_respondent_labelled_alone_keeps_the_paragraphs_below(tmp_path):
    parsed = parse(tmp_path, odt("Респондент: Сначала искал.", "Потом ждал.", "Потом платил."))
    assert turns(parsed) == [("Респондент", "Сначала искал. Потом ждал. Потом платил.")]


def test_a_document_without_names_is_paragraphs_of_nobody(tmp_path):
    assert turns(parse(tmp_path, odt("Мы ждали.", "", "Потом ушли."))) == [
        (None, "Мы ждали."),
        (None, "Потом ушли."),
    ]


def test_bold_names_without_a_colon_are_speakers_in_word(tmp_path):
    document = docx.Document()
    for name, text in [("Ведущая", " Как?"), ("Софья", " Так."), ("Ведущая", " А ещё?"), ("Софья", " Всё.")]:
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(text)
    document.save(tmp_path / "b.docx")
    parsed = parse(tmp_path, (tmp_path / "b.docx").read_bytes())
    assert turns(parsed) == [("Ведущая", "Как?"), ("Софья", "Так."), ("Ведущая", "А ещё?"), ("Софья", "Всё.")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Инт: Как?"], ["Респ: Так."]], [("Инт", "Как?"), ("Респ", "Так.")]),
        ([["Модератор", "Как?"], ["Олег", "Так."], ["Модератор", "А?"], ["Олег", "Да."]], [("Модератор", "Как?"), ("Олег", "Так."), ("Модератор", "А?"), ("Олег", "Да.")]),
        ([["Время", "Кто", "Текст"], ["0:01", "Яна", "Как?"], ["0:04", "Лев", "Так."]], [("Яна", "Как?"), ("Лев", "Так.")]),
        ([["Интервьюер", "Респондент"], ["Как?", "Так."], ["", "И ещё."]], [("Интервьюер", "Как?"), ("Респондент", "Так. И ещё.")]),
        ([["1", "Модератор: Как?"], ["2", "Олег: Так."], ["3", "Модератор: А?"], ["4", "Олег: Да."]], [("Модератор", "Как?"), ("Олег", "Так."), ("Модератор", "А?"), ("Олег", "Да.")]),
    ],
    ids=["one column", "two", "three with headings", "question and answer", "numbered"],
)  # fmt: skip
def test_tables_of_one_two_and_three_columns(tmp_path, rows, said):
    document = docx.Document()
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(tmp_path / "b.docx")
    assert turns(parse(tmp_path, (tmp_path / "b.docx").read_bytes())) == said


# ---------------------------------------------------------------- RTF

FONTS = r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset%d Arial;}}\uc1\f0 "


def codes(text):
    return "".join(char if char.isascii() else f"\\'{char.encode('cp1251')[0]:02x}" for char in text)


def unicode(text):
    return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)


ASK, SAY = "Инт: Как?", "Респ: Так."


@pytest.mark.parametrize(
    "data",
    [
        (FONTS % 204 + codes(ASK) + r"\par " + codes(SAY) + r"\par}").encode(),
        (FONTS % 0 + codes(ASK) + r"\par " + codes(SAY) + r"\par}").encode(),
        (FONTS % 0 + unicode(ASK) + r"\par " + unicode(SAY) + r"\par}").encode(),
        (FONTS % 204 + f"{ASK}\\par\n{SAY}\\par\n}}").encode("cp1251"),
        (FONTS % 204 + r"{\pict\wmetafile8 00ff}{\*\bkmkstart a}" + codes(ASK) + r"\par {\deleted X.}" + codes(SAY) + "}").encode(),
    ],
    ids=["code page", "font called Western", "unicode", "raw bytes", "pictures and deletions"],
)  # fmt: skip
def test_russian_in_rtf_however_it_is_written(tmp_path, data):
    assert turns(parse(tmp_path, data)) == [("Инт", "Как?"), ("Респ", "Так.")]


def test_a_cut_or_endless_rtf_is_refused(tmp_path, monkeypatch):
    assert "breaks off" in refusal(tmp_path, FONTS % 204 + r"\'c8: \'ca")
    monkeypatch.setattr(rtf, "LIMIT", 100)
    assert "more than the limit of" in refusal(tmp_path, FONTS % 204 + "a" * 200 + "}")


# ---------------------------------------------------------------- PDF


def test_running_heads_page_and_line_numbers_are_no_speech():
    pages = [
        "Отдел: отчёт 2026\n1 И: Как?\n2 Р: Сначала так,\n3 потом иначе.\n4 И: Ясно.\n5 Р: Да.\n6 И: А?\n7 Р: Ну.\nСтр. 1 из 2",
        "Отдел: отчёт 2026\nИ: Ещё?\nР: Нет.\n8\n9\n10\n11\n12\n- 2 -",
    ]
    lines = _lines(pages)
    assert "Отдел: отчёт 2026" not in lines
    assert not any("Стр." in line or line.isdigit() for line in lines)
    assert lines[-2:] == ["И: Ещё?", "Р: Нет."]


def test_a_turn_at_the_edge_of_every_page_stays():
    pages = [f"И: Дальше?\nР: Ответ {n}.\nИ: Ясно {n}.\nР: Угу." for n in "абвг"]
    assert len(_lines(pages)) == 16


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("Р: Пошёл в поли-\nклинику сам.", "Р: Пошёл в поликлинику"),
        ("Р: Потом кто-\nто позвонил.", "Р: Потом кто-то"),
        ("Р: Хотел по-\nрусски объяснить.", "Р: Хотел по-русски"),
        ("Р: Врач-терапевт был. Ждал врач-\nтерапевт меня.", "Р: Врач-терапевт был. Ждал врач-терапевт"),
        ("Р: Маршрут Тула-\nМосква.", "Р: Маршрут Тула-"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole_again(lines, whole):
    assert _lines([f"И: Как?\n{lines}\nИ: Да?\nР: Да."])[1] == whole


def blank_pdf(password=None):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (blank_pdf(), ("no text", "OCR")),
        (blank_pdf("secret"), ("password", "without")),
        (blank_pdf()[:200], ("PDF", "again")),
        (b"%PDF-1.7\n", ("breaks off", "again")),
        (b"%PDF-1.7\nstartxref\n9\n", ("damaged", "again")),
    ],
    ids=["scanned", "protected", "cut", "head alone", "nothing inside"],
)
def test_a_pdf_without_a_text_layer_is_refused_with_a_remedy(tmp_path, data, words):
    message = refusal(tmp_path, data)
    assert all(word in message for word in words)


def test_a_pdf_beyond_all_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "LIMIT_PAGES", 0)
    pdf._read.cache_clear()
    assert len(PdfReader(io.BytesIO(blank_pdf())).pages) == 1
    assert "too long" in refusal(tmp_path, blank_pdf())


# ---------------------------------------------------------------- pages


def test_what_a_page_does_not_show_is_not_read(tmp_path):
    page = (
        "<html><head><title>Инт: нет</title></head><body><nav>Инт: меню</nav><script>Инт: код</script><!-- Инт: нет -->"
        "<p>Инт: Как?</p><p hidden>Респ: нет</p><div style='display: none'>Респ: нет</div><form>Респ: нет</form>"
        "<p>Респ: Так&nbsp;&mdash; <b>да</b>.<br>И ещё &lt;b&gt;.</p><footer>Сайт</footer></body></html>"
    )
    parsed = parse(tmp_path, page)
    assert turns(parsed) == [("Инт", "Как?"), ("Респ", "Так — да. И ещё <b>.")]
    assert parsed.unparsed == 0


def test_a_page_nested_beyond_all_measure_is_read_or_refused(tmp_path):
    page = "<html><body>" + "<div>" * 50_000 + "И: Как?</div><p>Р: Так.</p></body></html>"
    try:
        assert parse(tmp_path, page).turns
    except UnreadableSource as error:
        assert ";" in str(error)  # noqa: PT017 (either is right)


def test_a_page_that_is_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(html_format, "LIMIT", 50)
    assert "too long" in refusal(
        tmp_path, "<html><body><p>И: Как дела сегодня?</p><p>Р: Так.</p></body></html>"
    )


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    "heading",
    [
        "Спикер;Текст",
        "Говорящий;Реплика;Начало",
        "Время начала;Кто;Высказывание",
        "Start (ms),End (ms),Speaker Name,Text",
        "speaker_label\tutterance\tstart_time",
        "startTime,endTime,speakerName,transcript",
        "Таймкод | Имя | Сообщение",
        "Вопрос;Ответ",
        "Interviewer,Respondent",
    ],
)
def test_headings_in_russian_and_english_are_understood(heading):
    cells = [
        cell.strip() for cell in heading.replace(",", ";").replace("\t", ";").replace("|", ";").split(";")
    ]
    columns = find_columns([cells])
    assert columns is not None
    assert len(columns.known) == len(cells)


@pytest.mark.parametrize("heading", ["Дата;Сумма", "Имя;Возраст;Город", "Текст", "name,age", "Время;Место"])
def test_other_headings_are_not_taken_for_a_transcript(heading):
    assert find_columns([heading.replace(",", ";").split(";")]) is None


def test_unknown_columns_are_named_with_what_to_call_them(tmp_path):
    message = refusal(tmp_path, "Кличка;Мысль\nРыжий;Ого\n", "a.csv")
    assert "“Кличка”, “Мысль”" in message
    assert "Спикер" in message


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("Спикер;Текст;Начало\nИ;Как?;0:01\nР;Так.;потом\n", "a.csv:3: the time cannot be read (потом)"),
        ("Спикер;Текст;Начало;Конец\nИ;Как?;0:09;0:01\n", "a.csv:2: the row ends before it starts"),
        ("Спикер;Текст;Начало\nИ;Как?;-5\n", "a.csv:2: the time cannot be read (-5)"),
        ("Спикер;Текст;Начало\nИ;Как?;1e999\n", "a.csv:2: the time cannot be read"),
        ('Спикер;Текст\nИ;Как?\nР;"Так.\nИ;Да?\n', "a.csv:3: the quotes of the row do not pair"),
        ("Интервью;Спикер;Текст\n1;И;Как?\n2;И;Как?\n", "a.csv: the table holds 2 interviews"),
    ],
)
def test_a_fault_of_a_table_is_named_by_its_line(tmp_path, table, place):
    assert refusal(tmp_path, table, "a.csv").startswith(place)


def test_a_table_without_words_is_empty(tmp_path):
    refusal(tmp_path, "Спикер;Текст\nИ;\n", "a.csv", EmptySource)


@given(st.floats(0, 90_000, allow_nan=False), st.booleans())
def test_a_time_as_a_number_is_seconds_or_milliseconds(value, milli):
    assert read_time(f"{value:.3f}", milli=milli) == pytest.approx(value / (1000 if milli else 1), abs=2e-3)


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TALK = [["Кто", "Текст"], ["И", "Как?"], ["Р", "Так."]]


def test_the_sheet_with_turns_is_read_wherever_it_stands(tmp_path):
    parsed = parse(tmp_path, workbook(("Заметки", [["Проверить"]]), ("Запись", [[], [], *TALK])))
    assert turns(parsed) == [("И", "Как?"), ("Р", "Так.")]
    assert [turn.line for turn in parsed.turns] == [4, 5]
    assert parsed.unparsed == len("Проверить")


def test_several_interviews_in_one_workbook_are_refused(tmp_path):
    assert "(А, Б)" in refusal(tmp_path, workbook(("А", TALK), ("Б", TALK)))
    assert "“Кличка”, “Мысль”" in refusal(tmp_path, workbook(("А", [["Кличка", "Мысль"], ["Р", "Ого"]])))
    refusal(tmp_path, workbook(("А", [])), kind=EmptySource)


# ---------------------------------------------------------------- ELAN


def eaf(slots, tiers):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT>\n<TIME_ORDER>'
        + "".join(f'<TIME_SLOT TIME_SLOT_ID="{n}" TIME_VALUE="{v}"/>' for n, v in slots.items())
        + f"</TIME_ORDER>\n{tiers}\n</ANNOTATION_DOCUMENT>"
    )


def tier(name, *notes, **attributes):
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<TIER TIER_ID="{name}"{more}>\n' + "\n".join(notes) + "</TIER>\n"


def note(ident, first, last, text):
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{ident}" TIME_SLOT_REF1="{first}" TIME_SLOT_REF2="{last}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def test_tiers_are_speakers_in_the_order_of_time(tmp_path):
    slots = {"t1": 0, "t2": 1500, "t3": 1600, "t4": 2000}
    tiers = tier("Лев", note("a", "t3", "t4", "Так.")) + tier(
        "x", note("b", "t1", "t2", "Как?"), PARTICIPANT="Яна"
    )
    parsed = parse(tmp_path, eaf(slots, tiers))
    assert turns(parsed) == [("Яна", "Как?"), ("Лев", "Так.")]
    assert [(turn.cues[0].start, turn.cues[0].end) for turn in parsed.turns] == [(0, 1.5), (1.6, 2)]


def test_the_tier_that_elan_itself_names_is_nobody(tmp_path):
    parsed = parse(tmp_path, eaf({"t1": 0, "t2": 9}, tier("default", note("a", "t1", "t2", "Как дела?"))))
    assert turns(parsed) == [(None, "Как дела?")]
    assert parsed.warnings


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (eaf({"t1": 900, "t2": 100}, tier("А", note("a", "t1", "t2", "Да"))), "a.dat:5: the annotation ends before"),
        (eaf({"t1": "abc", "t2": 100}, tier("А", note("a", "t1", "t2", "Да"))), "a.dat:5: the annotation's time"),
        (eaf({"t1": 0, "t2": 9}, tier("А", note("a", "t1", "t2", "Да")))[:-30], "a.dat:5: the XML is broken"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><ANNOTATION_DOCUMENT>&x;</ANNOTATION_DOCUMENT>', "a.dat: the XML declares"),
        ("А\t\t00:00:09.000\t00:00:01.000\tДа\n", "a.dat:1: the annotation ends before"),
    ],
    ids=["backward", "no number", "cut", "entities", "tab export backward"],
)  # fmt: skip
def test_a_fault_of_an_annotation_is_named_by_its_line(tmp_path, data, place):
    assert refusal(tmp_path, data).startswith(place)


def test_references_in_a_circle_do_not_hang(tmp_path):
    ref = '<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{}" ANNOTATION_REF="{}"><ANNOTATION_VALUE>Да уж</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>'
    parsed = parse(tmp_path, eaf({}, tier("А", ref.format("a", "b"), ref.format("b", "a"))))
    assert turns(parsed) == [("А", "Да уж Да уж")]


# ---------------------------------------------------------------- REFI-QDA, hostile archives

QDE = '<Project xmlns="urn:QDA-XML:project:1.0"><Sources>{}</Sources></Project>'
TEXT = '<TextSource plainTextPath="internal://{}.txt"/>'


def test_a_project_with_one_text_is_one_interview(tmp_path):
    data = archive(
        project_qde=QDE.format(TEXT.format("D")), **{"sources__D.txt": "Инт: Как?\r\nРесп: Так.\r\n"}
    )
    parsed = parse(tmp_path, data)
    assert (parsed.format, turns(parsed)) == ("qdpx", [("Инт", "Как?"), ("Респ", "Так.")])


@pytest.mark.parametrize(
    ("project", "fact"),
    [
        (QDE.format(TEXT.format("D") + TEXT.format("E")), "holds 2 texts"),
        (QDE.format(""), "holds 0 texts"),
        (QDE.format(TEXT.format("../../etc/passwd")), "outside"),
        (QDE.format('<TextSource plainTextPath="relative:///D.txt"/>'), "outside"),
        ("<Project", "damaged"),
        (ENTITIES, "damaged"),
    ],
)
def test_a_project_that_is_no_single_interview_is_refused(tmp_path, project, fact):
    data = archive(project_qde=project, **{"sources__D.txt": "И: Как?\nР: Так.\n"})
    assert fact in refusal(tmp_path, data)


@pytest.mark.parametrize("part", [BOMB, ENTITIES, b"<a"], ids=["bomb", "entities", "broken"])
@pytest.mark.parametrize("kind", ["odt", "xlsx", "qdpx"])
def test_a_hostile_archive_is_refused(tmp_path, kind, part):
    parts = {
        "odt": {"mimetype": ODT, "content_xml": part},
        "xlsx": {"xl__workbook_xml": part},
        "qdpx": {"project_qde": part},
    }
    message = refusal(tmp_path, archive(**parts[kind]))
    assert ("zip bomb" if part is BOMB else "damaged") in message


def test_a_presentation_of_opendocument_is_refused_with_a_remedy(tmp_path):
    data = archive(mimetype=b"application/vnd.oasis.opendocument.presentation", content_xml="<a/>")
    assert "OpenDocument" in refusal(tmp_path, data)


@pytest.mark.parametrize(
    "whole", [odt("Инт: Как?", "Респ: Так."), workbook(("А", TALK)), blank_pdf()], ids=["odt", "xlsx", "pdf"]
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_bytes_lost_or_changed_anywhere_never_end_in_a_traceback(tmp_path, whole, data):
    start = data.draw(st.integers(0, len(whole)))
    broken = whole[:start] + data.draw(st.binary(max_size=6)) + whole[start + data.draw(st.integers(0, 60)) :]
    (tmp_path / "a.dat").write_bytes(broken or b"x")
    try:
        source = read_source(tmp_path, tmp_path / "a.dat")
        detect(source).parse(source)
    except SourceError as error:
        assert ";" in str(error)  # noqa: PT017 (a sound file is as right as a refusal)
