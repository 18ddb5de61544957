"""Work spread over processes, and values that wait on disk."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.packing import pack, unpack
from pipeline.progress import SilentProgress
from pipeline.records import Cue, ParsedTranscript, RawTurn
from pipeline.store.project import open_project
from pipeline.workflow.examining import ingest_study
from pipeline.workflow.explaining import explain_file
from pipeline.workflow.ingesting import IngestSettings, compose_each, ingest, lay_out, read_study
from pipeline.workflow.preparing import AHEAD, spread, useful
from pipeline.workflow.shelf import Shelf
from pipeline.workflow.values import RunOptions

LOOK = IngestSettings(anonymize=True, language="ru", keep=(), workers=1, look=True)
NAMELESS = "".join(
    f"{n}\n00:00:{4 * n:02},000 --> 00:00:{4 * n + 2:02},000\n{text}\n\n"
    for n, text in enumerate(
        ["Как вы выбирали сад?", "По отзывам соседей.", "А что было важно?", "Чтобы было близко к дому.",
         "Кто вам помогал?", "Мне помогала моя сестра Марина.", "Что было трудным?", "Собрать все справки."],
        start=1,
    )
)  # fmt: skip


def test_work_comes_back_in_order_from_any_number_of_processes():
    assert [*spread(abs, range(-9, 0), 1)] == [*spread(abs, range(-9, 0), 2)] == [*range(9, 0, -1)]


def test_few_pieces_of_work_are_taken_ahead():
    taken = []
    pieces = (taken.append(n) or n for n in range(100))
    made = spread(abs, pieces, 2)
    assert next(made) == 0
    assert len(taken) <= 2 * AHEAD + 1
    made.close()


def test_a_fault_in_another_process_is_raised_here():
    with pytest.raises(TypeError):
        [*spread(abs, [1, "two", 3], 2)]


@pytest.mark.parametrize(
    ("workers", "pieces", "size", "expected"),
    [(4, 9, 10**9, 4), (4, 2, 10**9, 2), (4, 9, 100, 1), (1, 9, 10**9, 1), (2, 0, 10**9, 0)],
)
def test_no_more_processes_than_there_is_work_for(workers, pieces, size, expected):
    assert useful(workers, pieces, size) == expected


def parsed_of(*texts):
    turns = tuple(RawTurn(speaker="Анна", cues=(Cue(text=text, start=1.5),), line=3) for text in texts)
    return ParsedTranscript(format="srt", turns=turns, warnings=("why",), unparsed=2)


@given(st.dictionaries(st.text(), st.lists(st.text(min_size=1), max_size=4), max_size=6))
def test_what_waits_on_a_shelf_comes_back_equal(texts):
    shelf = Shelf()
    for key, said in texts.items():
        shelf.put(key, parsed_of("first"))
        shelf.put_packed(key, pack(parsed_of(*said)))
    assert {key: shelf[key] for key in shelf} == {key: parsed_of(*said) for key, said in texts.items()}
    assert all(unpack(shelf.packed(key)) == shelf[key] for key in shelf)
    assert len(shelf) == len(texts)
    with pytest.raises(KeyError):
        shelf["no such " + "".join(texts)]


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs /proc")  # noqa: PTH112
def test_a_shelf_leaves_no_file_and_no_handle_behind():
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    shelf = Shelf()
    shelf.put("a", parsed_of("да"))
    held = [os.readlink(f"/proc/self/fd/{shelf._file.fileno()}")]  # noqa: PTH115
    assert "deleted" in held[0] or "#" in held[0], "nobody else can open it"
    del shelf
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


@pytest.fixture
def study(tmp_path):
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "a.srt").write_text(NAMELESS, encoding="utf-8")
    talk = "Интервьюер: Как выбирали?\nКостя Рябов: Сам. Потом позвонил Марине.\n" * 3
    (tmp_path / "clients" / "b.txt").write_text(talk, encoding="utf-8")
    return tmp_path


def test_nameless_voices_that_are_told_apart_are_reported_and_explained(study):
    report = ingest_study(study, RunOptions(jobs=1), SilentProgress())
    assert [(file.verdict.path, len(file.speakers)) for file in report.files] == [
        ("clients/a.srt", 2), ("clients/b.txt", 2),
    ]  # fmt: skip
    assert [file.utterances for file in report.files] == [4, 6]
    assert explain_file(study / "clients" / "a.srt", study).report.utterances == 4


def test_interviews_are_composed_one_at_a_time_as_they_are_all_at_once(study):
    with open_project(study) as project:
        interviews, verdicts = read_study(study, {}, lambda _: None, "ru")
        whole = ingest(interviews, verdicts, LOOK, project, lambda _: None)
        laid = lay_out(interviews, verdicts, LOOK, project, lambda _: None)
        singly = [*compose_each(laid, LOOK, project)]
    assert whole.transcripts == tuple(one.transcript for one in singly)
    assert whole.utterances == tuple(said for one in singly for said in one.said)
    assert {one.transcript.id: one.cast for one in singly} == dict(whole.casts)
    assert {one.transcript.id: one.prepared for one in singly} == dict(whole.prepared)


def test_files_are_read_alike_on_one_and_on_two_processes(study, monkeypatch):
    monkeypatch.setattr("pipeline.workflow.preparing.PARALLEL_FROM", 0)
    alone, together = (read_study(study, {}, lambda _: None, "ru", workers=n) for n in (1, 2))
    assert alone == together
    assert [i.parsed for i in alone[0]] == [i.parsed for i in together[0]]
