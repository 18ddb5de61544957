from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import utterances_of
from invented_records import KEY, TEXT, interviews, make_transcript
from pipeline.errors import StoreError
from pipeline.records import InterviewId
from pipeline.store.project import open_project
from pipeline.store.rows import FileVerdict

VECTOR = st.lists(st.floats(width=32, allow_nan=False), min_size=1, max_size=8)


@pytest.fixture
def project(tmp_path):
    with open_project(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Give Hypothesis one project for all its examples."""
    with open_project(tmp_path_factory.mktemp("study")) as opened:
        yield opened


def save(project, *transcripts, digest="d"):
    for transcript in transcripts:
        project.save_transcript(transcript, utterances_of(transcript), digest)


# ---------------------------------------------------------------- interviews


@given(interviews())
@settings(deadline=None)
def test_any_interview_comes_back_as_it_was_saved(shared, interview):
    transcript, said = interview
    shared.save_transcript(transcript, said, "d")
    assert shared.load_transcript(transcript.id) == transcript
    assert shared.utterances((transcript.id,)) == said


def test_a_turn_of_five_megabytes_with_emoji_comes_back_whole(project):
    transcript = make_transcript("Ёлка 🎄 и 👩‍👩‍👧! " * 150_000, "Да.")
    assert len(transcript.turns[0].text.encode()) > 5_000_000
    said = utterances_of(transcript)
    project.save_transcript(transcript, said, "d")
    assert project.load_transcript(transcript.id) == transcript
    assert project.utterances() == said


def test_saving_again_replaces_the_interview_and_its_utterances(project):
    save(project, make_transcript("Один.", "Два.", "Три."), digest="old")
    newer = make_transcript("Четыре.")
    save(project, newer, digest="new")
    assert project.transcripts() == (newer,)
    assert [said.text for said in project.utterances()] == ["Четыре."]
    assert project.transcript_digest(newer.id) == "new"


def test_a_save_that_fails_half_way_leaves_the_interview_as_it_was(project):
    before = make_transcript("Один.", "Два.")
    save(project, before, digest="old")
    with pytest.raises(UnicodeEncodeError):
        save(project, make_transcript("Три.", "\ud800"), digest="new")
    assert project.transcripts() == (before,)
    assert len(project.utterances()) == 2
    assert project.transcript_digest(before.id) == "old"


def test_an_utterance_that_nobody_said_is_not_saved(project):
    transcript = make_transcript("Дорого.")
    (said,) = utterances_of(transcript)
    with pytest.raises(ValueError, match="does not stand"):
        project.save_transcript(transcript, [replace(said, text="Дёшево.")], "d")
    assert project.transcripts() == ()


def test_transcripts_stand_by_path_whatever_the_order_of_saving(project):
    later, first = (
        make_transcript("Да.", id_="a", path="b.txt"),
        make_transcript("Нет.", id_="z", path="a.txt"),
    )
    save(project, later, first)
    assert project.transcripts() == (first, later)
    assert [said.text for said in project.utterances()] == ["Нет.", "Да."]


def test_utterances_keep_the_order_they_were_saved_in(project):
    transcript = make_transcript("Один.", "Два.", "Три.")
    said = utterances_of(transcript)[::-1]
    project.save_transcript(transcript, said, "d")
    assert project.utterances() == said


def test_only_the_interviews_asked_for_are_read(project):
    save(project, *(make_transcript(f"Ответ {n}.", id_=f"i{n}") for n in range(3)))
    asked = [InterviewId("i2"), InterviewId("nobody"), InterviewId("i0")]
    assert [transcript.id for transcript in project.transcripts(asked)] == ["i0", "i2"]
    assert [said.interview for said in project.utterances(iter(asked))] == ["i0", "i2"]
    assert project.transcripts(()) == project.utterances(()) == ()


def test_forgetting_drops_all_interviews_but_those_kept(project):
    save(project, *(make_transcript(f"Ответ {n}.", id_=f"i{n}") for n in range(3)))
    assert project.forget_transcripts([InterviewId("i1")]) == 2
    assert project.transcript_digests() == {"i1": "d"}
    assert [said.interview for said in project.utterances()] == ["i1"]


def test_a_missing_interview_has_no_digest_and_loading_it_names_the_remedy(project):
    assert project.transcript_digest(InterviewId("i9")) is None
    with pytest.raises(StoreError, match="there is no interview i9; run 'cjm run'"):
        project.load_transcript(InterviewId("i9"))


# ---------------------------------------------------------------- files and names


def test_the_last_verdict_of_each_file_is_kept_by_path(project):
    seen = FileVerdict(path="б.txt", sha256="1", size=2**40, mtime_ns=1_700_000_000_123_456_789, verdict="ok")
    refused = FileVerdict(path="а.vtt", sha256="2", size=0, mtime_ns=0, verdict="refused", message="пусто")
    project.save_verdicts([seen, refused])
    again = replace(seen, verdict="duplicate", interview=InterviewId("i1"))
    project.save_verdicts([again])
    assert project.verdicts() == (refused, again)


def test_verdicts_of_files_that_are_gone_are_forgotten(project):
    project.save_verdicts(
        FileVerdict(path=path, sha256="", size=0, mtime_ns=0, verdict="ok") for path in ("a", "b", "c")
    )
    assert project.forget_files(["b"]) == 2
    assert [verdict.path for verdict in project.verdicts()] == ["b"]


def test_the_key_of_pseudonyms_grows_and_comes_back_whole(project):
    project.save_pseudonyms({("name", "ольга"): "[ИМЯ 1]", ("phone", "+7"): "[ТЕЛЕФОН 1]"})
    project.save_pseudonyms({("name", "пётр"): "[ИМЯ 2]"})
    assert project.pseudonyms() == {
        ("name", "ольга"): "[ИМЯ 1]",
        ("name", "пётр"): "[ИМЯ 2]",
        ("phone", "+7"): "[ТЕЛЕФОН 1]",
    }


def test_the_key_reads_the_same_whatever_the_order_of_saving(project):
    project.save_pseudonyms({("name", "яна"): "[ИМЯ 2]"})
    project.save_pseudonyms({("name", "анна"): "[ИМЯ 1]"})
    assert list(project.pseudonyms()) == [("name", "анна"), ("name", "яна")]


# ---------------------------------------------------------------- vectors


@given(st.dictionaries(KEY, VECTOR, max_size=6))
@settings(deadline=None)
def test_vectors_come_back_bit_for_bit(shared, numbers):
    rows = {text: np.array(vector, dtype=np.float32) for text, vector in numbers.items()}
    shared.vectors.save("model", rows)
    loaded = shared.vectors.load("model", list(rows))
    assert loaded.keys() == rows.keys()
    for text, vector in rows.items():
        assert loaded[text].dtype == np.float32
        assert loaded[text].tobytes() == vector.tobytes()


def test_vectors_of_another_model_and_unknown_texts_are_left_out(project):
    project.vectors.save("m1", {"a": np.ones(2, np.float32), "b": np.zeros(2, np.float32)})
    assert project.vectors.load("m2", ["a"]) == {}
    assert project.vectors.load("m1", ["a", "c", "a"]).keys() == {"a"}
    assert project.vectors.load("m1", []) == {}


def test_a_key_that_sqlite_would_cut_short_is_refused(project):
    project.vectors.save("m", {"": np.ones(2, np.float32)})
    with pytest.raises(ValueError, match="NUL"):
        project.vectors.load("m", ["\0"])


def test_a_vector_saved_again_is_replaced(project):
    project.vectors.save("m", {"a": np.ones(2, np.float32)})
    project.vectors.save("m", {"a": np.zeros(2, np.float32)})
    assert project.vectors.load("m", ["a"])["a"].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("wrong", [np.ones(3), np.ones((1, 3), np.float32), np.ones(3, np.int32)])
def test_only_one_dimensional_float32_is_a_vector(project, wrong):
    with pytest.raises(ValueError, match=r"vector of b is .*, not float32\[d\]"):
        project.vectors.save("m", {"a": np.ones(3, np.float32), "b": wrong})
    assert project.vectors.load("m", ["a"]) == {}


@pytest.mark.parametrize("dimension", [384, 768])
def test_two_thousand_vectors_take_little_more_room_than_their_numbers(tmp_path, dimension):
    matrix = np.random.default_rng(0).random((2_000, dimension), dtype=np.float32)
    with open_project(tmp_path) as project:
        project.vectors.save("m" * 64, {f"{n * 7919 % 2000:064x}": matrix[n] for n in range(2_000)})
    assert project.path.stat().st_size < 1.5 * matrix.nbytes


# ---------------------------------------------------------------- results of steps


@given(st.binary(), TEXT)
@settings(deadline=None)
def test_a_result_comes_back_for_its_digest_only(shared, payload, key):
    shared.save_artifact("kinds", key, "d1", payload)
    assert shared.load_artifact("kinds", key, "d1") == payload
    assert shared.load_artifact("kinds", key, "d2") is None
    assert shared.load_artifact("stages", key, "d1") is None


def test_a_newer_result_takes_the_place_of_the_older(project):
    project.save_artifact("group", "all", "d1", b"[1]")
    project.save_artifact("group", "all", "d2", b"[2]")
    assert project.load_artifact("group", "all", "d1") is None
    assert project.load_artifact("group", "all", "d2") == b"[2]"


def test_a_damaged_result_is_as_good_as_none(project):
    project.save_artifact("kinds", "i1", "d", b"[]")
    with closing(sqlite3.connect(project.path)) as connection, connection:
        connection.execute("UPDATE artifacts SET payload = X'00'")
    assert project.load_artifact("kinds", "i1", "d") is None


def test_pruning_drops_the_step_s_other_keys_and_no_other_step(project):
    for step, key in (("kinds", "i1"), ("kinds", "i2"), ("kinds", "i3"), ("group", "i1")):
        project.save_artifact(step, key, "d", b"[]")
    assert project.prune_artifacts("kinds", ["i2"]) == 2
    assert project.load_artifact("kinds", "i1", "d") is None
    assert project.load_artifact("kinds", "i2", "d") == b"[]"
    assert project.load_artifact("group", "i1", "d") == b"[]"


def test_more_keys_than_sqlite_has_variables_can_be_kept(project):
    project.save_artifact("kinds", "i1", "d", b"[]")
    assert project.prune_artifacts("kinds", (f"i{n}" for n in range(300_000))) == 0
