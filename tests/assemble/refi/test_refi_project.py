"""REFI-QDA projects and codebooks, checked by the published schema and read back by a plain reader."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evil_atlas import evil_atlas
from pipeline.assemble.draft import CommentPart, FamilyPart
from pipeline.assemble.exports import qdc, qdpx
from pipeline.assemble.printing.people import kinds
from pipeline.assemble.printing.words import Printer
from pipeline.assemble.refi.elements import CODEBOOK, PROJECT, visible
from pipeline.errors import DraftError
from pipeline.ingest.formats import qdpx as ingested
from pipeline.ingest.reading import read_source
from print_fixture import bicycle_atlas

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[2] / "data" / "refi" / "Project.xsd"))
Q = f"{{{PROJECT}}}"


def unpacked(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    files = {name: archive.read(name) for name in archive.namelist()}
    return etree.fromstring(files["project.qde"]), files


def codings_of(data):
    """What a plain reader finds: (name of the interview, words, names of codes) of each selection."""
    root, files = unpacked(data)
    names = {code.get("guid"): code.get("name") for code in root.iter(f"{Q}Code")}
    for source in root.iter(f"{Q}TextSource"):
        text = files["Sources/" + source.get("plainTextPath").removeprefix("internal://")].decode()
        for found in source.iter(f"{Q}PlainTextSelection"):
            words = text[int(found.get("startPosition")) : int(found.get("endPosition"))]
            codes = [names[ref.get("targetGUID")] for ref in found.iter(f"{Q}CodeRef")]
            yield source.findtext(f"{Q}Description"), words, tuple(sorted(codes))


def commented(*comments):
    atlas = bicycle_atlas()
    parts = [
        CommentPart(id=f"c{at}", type=what, target=target, text=text, author="Вера", time=time)
        for at, (what, target, text, time) in enumerate(comments)
    ]
    return replace(atlas, draft=atlas.draft.model_copy(update={"comments": parts}))


@pytest.mark.parametrize("make", [bicycle_atlas, evil_atlas, lambda: bicycle_atlas("en")])
def test_a_project_obeys_the_published_schema(make):
    root, _ = unpacked(qdpx.render(make()))
    SCHEMA.assertValid(root)


@pytest.mark.parametrize("make", [bicycle_atlas, evil_atlas])
def test_every_coded_utterance_stands_at_its_place_with_its_codes(make):
    atlas = make()
    printer = Printer(atlas.draft)
    kind_names, paths = kinds(printer), {part.id: part.path for part in atlas.draft.interviews}
    coded = [said for said in atlas.draft.utterances if said.kinds or said.touchpoints]
    wanted = Counter((visible(paths[said.interview]), visible(said.text)) for said in coded)
    found = list(codings_of(qdpx.render(atlas)))
    assert coded
    assert Counter((path, words) for path, words, _ in found) == wanted
    if make is bicycle_atlas:
        themes, stages = printer.themes, printer.stages
        touchpoints = {one.id: one.name for one in atlas.draft.touchpoints}
        expected = Counter()
        for said in coded:
            alone = [] if said.themes else [kind_names[part.kind] for part in said.kinds]
            codes = [*alone, *(themes[one] for one in said.themes), stages[said.stage.id]]
            codes += [touchpoints[one] for one in said.touchpoints]
            expected[paths[said.interview], said.text, tuple(sorted(codes))] += 1
        assert Counter(found) == expected


@pytest.mark.parametrize("make", [bicycle_atlas, evil_atlas])
def test_no_two_codes_share_a_name_and_no_two_things_an_id(make):
    root, _ = unpacked(qdpx.render(make()))
    names = [code.get("name").casefold() for code in root.iter(f"{Q}Code")]
    assert len(names) == len(set(names))
    assert all(name == " ".join(name.split()) for name in names)
    ids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(ids) == len(set(ids))
    assert {ref.get("targetGUID") for ref in root.iter() if ref.get("targetGUID")} <= set(ids)


def test_themes_lie_below_their_kind():
    atlas = bicycle_atlas()
    root, _ = unpacked(qdpx.render(atlas))
    said = kinds(Printer(atlas.draft))
    found = {
        (top.get("name"), below.get("name"))
        for top in root.find(f"{Q}CodeBook/{Q}Codes")
        for below in top.iter(f"{Q}Code")
        if below is not top
    }
    assert {(said[theme.kind], theme.label) for theme in atlas.draft.themes} <= found


def test_ids_do_not_depend_on_order_and_bytes_on_nothing_else():
    atlas = bicycle_atlas()
    turned = atlas.draft.model_copy(update={"interviews": atlas.draft.interviews[::-1]})
    first, second = qdpx.render(atlas), qdpx.render(replace(atlas, draft=turned))
    assert qdpx.render(bicycle_atlas()) == first
    ids = [{element.get("guid") for element in unpacked(data)[0].iter()} for data in (first, second)]
    assert ids[0] == ids[1]
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}


def test_a_project_tells_no_time_but_that_of_a_comment():
    plain, _ = unpacked(qdpx.render(bicycle_atlas()))
    assert not [element for element in plain.iter() if element.get("creationDateTime")]
    timed, _ = unpacked(
        qdpx.render(commented(("map", "", "Ясно", "2026-03-01T10:00:00+03:00"), ("map", "", "Нет", "вчера")))
    )
    (note,) = [element for element in timed.iter() if element.get("creationDateTime")]
    assert (note.tag, note.get("creationDateTime")) == (f"{Q}Note", "2026-03-01T10:00:00+03:00")


def test_comments_are_notes_of_what_they_stand_beside():
    draft = bicycle_atlas().draft
    silent = next(said for said in draft.utterances if not said.kinds and said.speaker_role == "respondent")
    atlas = commented(
        ("theme", draft.themes[0].id, "о теме", ""),
        ("unit", silent.id, "о реплике", ""),
        ("interview", draft.interviews[0].id, "об интервью", ""),
        ("stage", draft.stages[0].id, "об этапе", ""),
        ("theme", "нет такой", "о пропавшей", ""),
    )
    root, _ = unpacked(qdpx.render(atlas))
    SCHEMA.assertValid(root)
    texts = {note.get("guid"): note.findtext(f"{Q}PlainTextContent") for note in root.iter(f"{Q}Note")}
    beside = {
        texts[ref.get("targetGUID")]: over.tag.removeprefix(Q)
        for over in root.iter()
        for ref in over.findall(f"{Q}NoteRef")
    }
    assert beside == {
        "о теме": "Code",
        "о реплике": "PlainTextSelection",
        "об интервью": "TextSource",
        "об этапе": "Code",
        "о пропавшей": "Project",
    }
    assert {user.get("name") for user in root.iter(f"{Q}User")} >= {"Вера"}


def test_cases_tell_role_and_segment():
    atlas = bicycle_atlas()
    root, _ = unpacked(qdpx.render(atlas))
    names = {one.get("guid"): one.get("name") for one in root.iter(f"{Q}Variable")}
    told = [
        {
            names[value.find(f"{Q}VariableRef").get("targetGUID")]: value.findtext(f"{Q}TextValue")
            for value in case.iter(f"{Q}VariableValue")
        }
        for case in root.iter(f"{Q}Case")
    ]
    assert len(told) == len(atlas.draft.interviews)
    roles = Counter(case["Роль"] for case in told)
    teller = Printer(atlas.draft).teller
    assert roles == Counter(teller.role(part.role) for part in atlas.draft.interviews)
    assert {case.get("Сегмент") for case in told} == {"город", None}


def test_the_program_reads_its_own_project_back(tmp_path):
    atlas = bicycle_atlas()
    path = tmp_path / "study.qdpx"
    path.write_bytes(qdpx.render(atlas))
    parts = ingested.split(read_source(tmp_path, path))
    assert len(parts) == len(atlas.draft.interviews)
    for part, interview in zip(parts, atlas.draft.interviews, strict=True):
        turns = [turn.text for turn in atlas.transcripts[interview.id].turns]
        assert [line.split(": ", 1)[1] for line in part.text.split("\n")] == turns


def test_the_codebook_alone_holds_the_same_codes():
    atlas = bicycle_atlas()
    book = etree.fromstring(qdc.render(atlas))
    root, _ = unpacked(qdpx.render(atlas))
    inside = f"{{{CODEBOOK}}}"
    assert book.tag == f"{inside}CodeBook"
    alone = [(code.get("guid"), code.get("name"), len(code)) for code in book.iter(f"{inside}Code")]
    assert alone == [(code.get("guid"), code.get("name"), len(code)) for code in root.iter(f"{Q}Code")]


def test_families_are_sets_of_codes():
    atlas = bicycle_atlas()
    pains = [theme for theme in atlas.draft.themes if theme.kind == "pain"][:2]
    family = FamilyPart(
        id="f1",
        kind="pain",
        stage=None,
        label="Деньги",
        label_origin="keywords",
        themes=[one.id for one in pains],
    )
    atlas = replace(atlas, draft=atlas.draft.model_copy(update={"families": [family]}))
    root, _ = unpacked(qdpx.render(atlas))
    SCHEMA.assertValid(root)
    names = {code.get("guid"): code.get("name") for code in root.iter(f"{Q}Code")}
    assert [names[one.get("targetGUID")] for one in root.iter(f"{Q}MemberCode")] == [
        one.label for one in pains
    ]
    book = etree.fromstring(qdc.render(atlas))
    assert [names[one.get("guid")] for one in book.iter(f"{{{CODEBOOK}}}MemberCode")] == [
        one.label for one in pains
    ]


@given(st.text(st.characters()))
def test_a_text_made_visible_keeps_its_length_and_can_be_written(text):
    shown = visible(text)
    assert len(shown) == len(text)
    element = etree.Element("a")
    element.text = shown
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text == (shown or None)


def test_a_quote_that_its_transcript_does_not_hold_is_refused():
    atlas = bicycle_atlas()
    first = atlas.draft.utterances[0]
    changed = [first.model_copy(update={"text": "Я этого не говорил."}), *atlas.draft.utterances[1:]]
    with pytest.raises(DraftError, match="differs from the transcript"):
        qdpx.render(replace(atlas, draft=atlas.draft.model_copy(update={"utterances": changed})))
