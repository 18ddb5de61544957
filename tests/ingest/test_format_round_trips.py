"""Random conversations written in a layout and read back are the same conversations."""

from __future__ import annotations

import html
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableSource
from pipeline.ingest.detect import detect
from pipeline.ingest.reading import find_sources, read_source
from pipeline.records import Source

BENCH = Path(__file__).parents[2].parent / "shared/bench/dostavka"
WORDS = "мы ждали мастера два часа а он не приехал цена в счёте другая I paid twice & left <ok> «да» 5 раз 17:30".split()  # noqa: SIM905
NAMES = ("Ольга Ким", "Иван Петров", "Жанна д’Арк", "Speaker 1", "Респондент 2", "Анна П.")
LIMITS = settings(max_examples=50, deadline=None)


@st.composite
def talks(draw):
    """Two or three speakers, each at least twice, never twice in a row; sentences end as sentences do."""
    cast = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True))
    order = [*cast, *cast, *draw(st.lists(st.sampled_from(cast), max_size=10))]
    order = [name for place, name in enumerate(order) if not place or order[place - 1] != name]
    sentence = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(
        lambda words: f"Ну {' '.join(words)}."
    )
    return [(name, draw(st.lists(sentence, min_size=1, max_size=3))) for name in order]


def clock(seconds, comma="."):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{comma}000"


def cues(talk):
    at = 0
    for name, sentences in talk:
        for sentence in sentences:
            yield at, at + 2, name, sentence
            at += 3


def labelled(talk):
    return "\n\n".join(f"{name}: " + "\n".join(sentences) for name, sentences in talk)


def markdown(talk):
    return "# Интервью\n\n" + "\n\n".join(
        f"**{name}:** " + "\n\n".join(sentences) for name, sentences in talk
    )


def otter(talk):
    return "\n\n".join(
        f"{name}  0:0{n % 10}  \n" + "\n".join(sentences) for n, (name, sentences) in enumerate(talk)
    )


def telemost(talk):
    lines = ["Встреча проходила 08.02.2026 с 19:07 (MSK). Длительность: 1 ч 23 мин."]
    before = None
    for start, _end, name, sentence in cues(talk):
        lines += [f"\n{name}:"] if name != before else []
        lines.append(f"[{clock(start)[:8]}] {sentence}")
        before = name
    return "\n".join(lines)


def teams(talk):
    made = (
        f"{a}\n{clock(a)} --> {clock(b)}\n<v {name}>{html.escape(text)}</v>"
        for a, b, name, text in cues(talk)
    )
    return "WEBVTT\n\n" + "\n\n".join(made)


def zoom(talk):
    made = (f"{a}\n{clock(a)} --> {clock(b)}\n{name}: {html.escape(text)}" for a, b, name, text in cues(talk))
    return "WEBVTT\n\n" + "\n\n".join(made)


def srt(talk):
    made = (
        f"{n}\n{clock(a, ',')} --> {clock(b, ',')}\n{name}: {html.escape(text)}"
        for n, (a, b, name, text) in enumerate(cues(talk), start=1)
    )
    return "\n\n".join(made)


def whisperx(talk):
    segments = [
        {"start": a, "end": b, "text": f" {text}", "speaker": name} for a, b, name, text in cues(talk)
    ]
    return json.dumps({"segments": segments})


LAYOUTS = {
    "labelled-text": (labelled, markdown),
    "otter": (otter,),
    "telemost": (telemost,),
    "teams-vtt": (teams,),
    "zoom-vtt": (zoom,),
    "srt": (srt,),
    "whisperx-json": (whisperx,),
}


@pytest.mark.parametrize(
    ("name", "render"), [(name, render) for name, renders in LAYOUTS.items() for render in renders]
)
@LIMITS
@given(talk=talks())
def test_a_talk_comes_back_as_it_was_said(name, render, talk):
    text = render(talk)
    source = Source(path="a.txt", sha256="0", data=b"", text=text, encoding="utf-8")
    known = detect(source)
    assert known.name == name
    parsed = known.parse(source)
    assert [(turn.speaker, turn.text) for turn in parsed.turns] == [
        (name, " ".join(sentences)) for name, sentences in talk
    ]
    if render in (telemost, teams, zoom, srt, whisperx):
        assert [cue.start for turn in parsed.turns for cue in turn.cues] == [
            start for start, *_ in cues(talk)
        ]


def document(talk, kind):
    from docx import Document

    made = Document()
    made.add_heading("Расшифровка", 1)
    table = made.add_table(rows=0, cols=2) if kind == "table" else None
    for name, sentences in talk:
        if table is not None:
            row = table.add_row().cells
            row[0].text, row[1].text = name, "\n".join(sentences)
            continue
        paragraph = made.add_paragraph()
        paragraph.add_run(name if kind == "bold" else f"{name}: ").bold = kind == "bold"
        paragraph.add_run(f" {sentences[0]}")
        for sentence in sentences[1:]:
            made.add_paragraph(sentence)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["colon", "bold", "table"])
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(talk=talks())
def test_a_word_document_comes_back_as_it_was_said(kind, talk):
    source = Source(path="a.docx", sha256="0", data=document(talk, kind), encoding="binary")
    parsed = detect(source).parse(source)
    assert parsed.format == "labelled-docx"
    assert [(turn.speaker, turn.text) for turn in parsed.turns] == [
        (name, " ".join(sentences)) for name, sentences in talk
    ]


def packed(parts, size=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data if size is None else data * size)
    return out.getvalue()


BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (packed({"word/document.xml": b"0" * 2**20}, size=30), "zip bomb"),
        (
            packed({"word/document.xml": f'<!DOCTYPE x [<!ENTITY a "b">]>{BODY.format("")}'}),
            "damaged (DTDForbidden)",
        ),
        (packed({"word/document.xml": BODY.format("")}), "damaged"),
    ],
)
def test_a_dangerous_or_broken_document_is_refused(tmp_path, data, word):
    (tmp_path / "a.docx").write_bytes(data)
    source = read_source(tmp_path, tmp_path / "a.docx")
    with pytest.raises(UnreadableSource) as caught:
        detect(source).parse(source)
    assert word in str(caught.value)


def test_tracked_insertions_are_read_and_deletions_are_not():
    talk = [
        ("Ольга Ким", ["Как дела?"]),
        ("Иван Петров", ["Ну так."]),
        ("Ольга Ким", ["Да?"]),
        ("Иван Петров", ["Да."]),
    ]
    data = document(talk, "colon")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    changed = '<w:ins w:id="1" w:author="x"><w:r><w:t>Вставка.</w:t></w:r></w:ins><w:del w:id="2" w:author="x"><w:r><w:delText>Прочь.</w:delText></w:r></w:del>'
    at = body.rindex("</w:p>", 0, body.index("<w:sectPr"))
    parts["word/document.xml"] = (body[:at] + changed + body[at:]).encode()
    source = Source(path="a.docx", sha256="0", data=packed(parts), encoding="binary")
    assert detect(source).parse(source).turns[-1].text == "Да.Вставка."


@pytest.mark.skipif(not BENCH.exists(), reason="the evaluation study is not beside the repository")
def test_the_evaluation_study_has_every_turn_where_its_coders_found_it():
    root = BENCH / "study"
    parsed = {}
    for path in find_sources(root):
        source = read_source(root, path)
        parsed[source.path] = detect(source).parse(source)
    lines = (BENCH / "gold/gold.jsonl").read_text("utf-8").splitlines()
    for unit in map(json.loads, lines):
        turn = parsed[unit["file"]].turns[unit["turn"]]
        assert turn.speaker == unit["speaker"]
        assert unit["text"] in turn.text
    assert len(lines) > 800
    assert len(parsed) == 8
