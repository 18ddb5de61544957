from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import make_transcript, make_unit, utterances_of
from pipeline.cluster.reader.model import TrainedReader
from pipeline.cluster.reader.tuned import dump_tuned, load_tuned, packed, unpacked
from pipeline.cluster.reader.windows import ANSWER_TOKENS, Answer, answers_of, windows
from pipeline.cluster.vectors import MemoryCache
from pipeline.records import Kind


def letters(text):
    """A tokenizer for tests: a letter is a token."""
    return [3 + ord(char) for char in text]


def units_of(name, *talk):
    question, units = "", []
    for utterance, (who, text) in zip(utterances_of(make_transcript(name, *talk)), talk, strict=True):
        if who == "и":
            question = text
        else:
            units.append(make_unit(utterance, question=question))
    return units


answers = st.lists(
    st.builds(
        Answer,
        st.text("абв? ", max_size=90),
        st.lists(st.text("абвг", max_size=150), min_size=1, max_size=6).map(tuple),
    ),
    max_size=5,
)


@given(answers)
def test_every_unit_is_read_once_and_its_span_holds_its_own_tokens(talk):
    said = [text for answer in talk for text in answer.units]
    seen = {}
    for window in windows(talk, letters):
        for unit, start, end in window.spans:
            assert unit not in seen
            assert 0 < start < end < len(window.ids)
            seen[unit] = window.ids[start:end]
    assert sorted(seen) == list(range(len(said)))
    for unit, ids in seen.items():
        assert list(ids) == (letters(said[unit])[: len(ids)] or [2])


@given(answers)
def test_no_window_outgrows_the_model(talk):
    for window in windows(talk, letters):
        assert len(window.ids) <= 48 + 120 + ANSWER_TOKENS + 30 + 4 + 120


def test_neighbouring_units_of_a_turn_are_one_answer():
    units = units_of("a", ("и", "Как?"), ("р", "Ждал."), ("и", "И?"), ("р", "Ушёл."))
    assert answers_of(units) == [Answer("Как?", ("Ждал.",)), Answer("И?", ("Ушёл.",))]


def test_packing_twice_loses_nothing_twice():
    matrix = np.random.default_rng(0).normal(size=(5, 32)).astype(np.float32)
    once = unpacked(packed("m", matrix), "m")
    assert (unpacked(packed("m", once), "m") == once).all()
    assert np.abs(once - matrix).max() < np.abs(matrix).max() / 60


def test_the_shipped_file_is_what_the_documentation_says():
    arrays, _ = load_tuned()
    assert len(dump_tuned(arrays)) < 15 * 2**20
    assert arrays["kind.w"].shape == (len(Kind), 384)
    assert arrays["blend"].shape == (len(Kind), 3)
    assert ((arrays["limits"] > 0) & (arrays["limits"] < 1)).all()


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    return TrainedReader(tmp_path_factory.mktemp("cache"), 2)


TALK = units_of(
    "a",
    ("и", "Что было трудно?"), ("р", "Ждал две недели, никто не позвонил."),
    ("и", "А что понравилось?"), ("р", "Мастер всё объяснил, сделали крепко."),
)  # fmt: skip
OTHER = units_of(
    "b",
    ("и", "С чего начали?"),
    ("р", "Позвонил, записался на вторник."),
    ("и", "Ясно."),
    ("р", "Угу, так и было."),
)


def test_a_talk_is_read_the_same_alone_and_among_others(reader):
    alone = reader.read(TALK, MemoryCache())
    among = reader.read([*OTHER, *TALK], MemoryCache())
    assert (among.logits[len(OTHER) :] == alone.logits).all()
    assert (among.themes[len(OTHER) :] == alone.themes).all()


def test_a_second_reading_comes_from_the_cache(reader):
    cache = MemoryCache()
    first = reader.read(TALK, cache)
    counted = []
    again = reader.read(TALK, cache, counted.append)
    assert not counted
    assert (again.logits == first.logits).all()


def test_the_question_changes_what_an_answer_means(reader):
    asked = units_of("a", ("и", "Что было хуже всего?"), ("р", "Мастер."))
    liked = units_of("a", ("и", "Что понравилось больше всего?"), ("р", "Мастер."))
    worst, best = reader.read(asked, MemoryCache()), reader.read(liked, MemoryCache())
    positive = list(Kind).index(Kind.POSITIVE)
    assert best.logits[0, positive] > worst.logits[0, positive]
    assert best.valence[0] > worst.valence[0]


def test_nothing_said_gives_nothing(reader):
    output = reader.read([], MemoryCache())
    assert output.logits.shape == (0, len(Kind))


def test_judging_gives_chances_and_thresholds(reader):
    heard = reader.read(TALK, MemoryCache())
    judged = reader.judge(heard, np.zeros((len(TALK), len(Kind))))
    assert judged.chances.shape == (len(TALK), len(Kind))
    assert ((judged.chances >= 0) & (judged.chances <= 1)).all()
