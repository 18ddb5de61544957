from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import make_transcript, make_unit, utterances_of
from pipeline.cluster.kinds import Judgement
from pipeline.cluster.likeness import LikenessWeights
from pipeline.cluster.reader.model import TrainedReader
from pipeline.cluster.reader.tuned import dump_tuned, load_tuned, packed, unpacked
from pipeline.cluster.reader.windows import (
    ANSWER_TOKENS,
    BEGIN,
    END,
    QUERY,
    TEXT_TOKENS,
    Answer,
    answers_of,
    text_window,
    windows,
)
from pipeline.cluster.stages import StageWeights
from pipeline.cluster.vectors import MemoryCache
from pipeline.records import Kind, Stage, StageSource


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


@given(answers)
def test_every_window_knows_where_its_question_stands(talk):
    asked = {unit: answer.question for answer, units in numbered(talk) for unit in units}
    for window in windows(talk, letters):
        start, end = window.question
        whole = letters(QUERY + asked[window.spans[0][0]])
        assert list(window.ids[start:end]) == (whole if len(whole) <= 48 else whole[:16] + whole[-32:])
        assert end <= min(first for _, first, _ in window.spans)


def numbered(talk):
    """Each answer with the numbers of its units."""
    first = 0
    for answer in talk:
        yield answer, range(first, first + len(answer.units))
        first += len(answer.units)


@given(st.text("абв ", max_size=200))
def test_a_text_alone_is_one_window_and_its_own_question(text):
    window = text_window(text, letters)
    ((unit, *span),) = window.spans
    assert (unit, tuple(span)) == (0, window.question)
    assert window.ids == (BEGIN, *letters(QUERY + text)[:TEXT_TOKENS], END)
    assert window.question == (1, len(window.ids) - 1)


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
    for name in ("stage", "asked", "named"):
        assert arrays[f"{name}.w"].shape == (384, 384)
        assert arrays[f"{name}.b"].shape == (384,)
    assert arrays["felt"].shape == (1 + len(Kind) + 1,)
    assert arrays["sharpness"] > 0
    assert all(np.isfinite(value).all() for value in arrays.values())


def test_equal_arrays_give_equal_bytes():
    arrays = packed("m", np.eye(3, 32, dtype=np.float32)) | {"b": np.ones(2)}
    assert dump_tuned(dict(reversed(arrays.items()))) == dump_tuned(arrays)


def test_packed_layers_keep_seven_bits():
    arrays, _ = load_tuned()
    whole = [value for name, value in arrays.items() if name.endswith(".int8")]
    assert whole
    assert all(value.dtype == np.int8 and np.abs(value).max() <= 63 for value in whole)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def reader(home):
    return TrainedReader(home, 2)


TALK_TEXT = (
    ("и", "Что было трудно?"), ("р", "Ждал две недели, никто не позвонил."),
    ("и", "А что понравилось?"), ("р", "Мастер всё объяснил, сделали крепко."),
)  # fmt: skip
TALK = units_of("a", *TALK_TEXT)
OTHER = units_of(
    "b",
    ("и", "С чего начали?"),
    ("р", "Позвонил, записался на вторник."),
    ("и", "Ясно."),
    ("р", "Угу, так и было."),
)


PARTS = ("logits", "valence", "themes", "stages", "asked")


def assert_same_bits(one, other):
    for part in PARTS:
        assert (getattr(one, part) == getattr(other, part)).all(), part


def test_a_talk_is_read_the_same_to_the_bit_alone_and_among_others(reader):
    alone = reader.read(TALK, MemoryCache())
    among = reader.read([*OTHER, *TALK, *OTHER], MemoryCache())
    assert_same_bits(among.take(range(len(OTHER), len(OTHER) + len(TALK))), alone)
    assert_same_bits(among.take(range(len(OTHER))), reader.read(OTHER, MemoryCache()))


def test_vectors_are_of_unit_length_and_a_row_a_unit(reader):
    heard = reader.read(TALK, MemoryCache())
    count = len(TALK)
    assert (heard.logits.shape, heard.valence.shape) == ((count, len(Kind)), (count,))
    assert heard.stages.shape == heard.asked.shape == (count, 384)
    for matrix in (heard.themes, heard.stages, heard.asked):
        assert matrix.dtype == np.float32
        assert np.linalg.norm(matrix, axis=1) == pytest.approx(1, abs=1e-5)


def test_some_units_are_taken_in_the_order_asked_for(reader):
    heard = reader.read(TALK, MemoryCache())
    for part in PARTS:
        assert (getattr(heard.take([1, 0]), part) == getattr(heard, part)[[1, 0]]).all()


class CountingCache(MemoryCache):
    """Counts what it was given."""

    saved = 0

    def save(self, model_sha, rows):
        self.saved += len(rows)
        super().save(model_sha, rows)


def test_a_second_reading_comes_from_the_cache(reader):
    cache = CountingCache()
    first, counted = reader.read(TALK, cache), []
    saved = cache.saved
    again = reader.read(TALK, cache, counted.append)
    assert not counted
    assert cache.saved == saved == len(cache)
    assert_same_bits(again, first)


def test_a_new_run_reads_only_what_is_new(reader, home):
    cache, counted = CountingCache(), []
    first = reader.read(TALK, cache)
    saved = cache.saved
    after = TrainedReader(home, 1)
    assert after.sha256 == reader.sha256
    again = after.read([*TALK, *OTHER], cache, counted.append)
    assert sum(counted) == len(OTHER)
    assert cache.saved > saved
    assert_same_bits(again.take(range(len(TALK))), first)
    new = again.take(range(len(TALK), len(TALK) + len(OTHER)))
    assert_same_bits(new, reader.read(OTHER, MemoryCache()))


def test_another_question_is_another_reading_of_the_cache(reader):
    cache = MemoryCache()
    reader.read(TALK, cache)
    counted = []
    reader.read(units_of("a", ("и", "И что?"), *TALK_TEXT[1:2]), cache, counted.append)
    assert sum(counted) == 1


def test_the_question_changes_what_an_answer_means(reader):
    asked = units_of("a", ("и", "Что было хуже всего?"), ("р", "Мастер."))
    liked = units_of("a", ("и", "Что понравилось больше всего?"), ("р", "Мастер."))
    worst, best = reader.read(asked, MemoryCache()), reader.read(liked, MemoryCache())
    positive = list(Kind).index(Kind.POSITIVE)
    assert best.logits[0, positive] > worst.logits[0, positive]
    assert best.valence[0] > worst.valence[0]


def test_the_vector_of_a_question_is_the_questions(reader):
    """Units of one answer share it; another question has another."""
    said = units_of(
        "a", ("и", "Как выбирали?"), ("р", "Смотрел отзывы."), ("и", "Как оплатили?"), ("р", "Картой.")
    )
    said.insert(1, replace(said[0], utterance=replace(said[0].utterance, id="x", text="Сравнивал цены.")))
    asked = reader.read(said, MemoryCache()).asked
    assert (asked[0] == asked[1]).all()
    assert not np.allclose(asked[0], asked[2], atol=1e-2)


def test_nothing_said_gives_nothing(reader):
    heard = reader.read([], MemoryCache())
    assert heard.logits.shape == (0, len(Kind))
    assert heard.stages.shape == heard.asked.shape == (0, 384)
    assert reader.felt(heard, reader.judge(heard, np.zeros((0, len(Kind))))) == ()


def test_judging_gives_chances_and_thresholds(reader):
    heard = reader.read(TALK, MemoryCache())
    judged = reader.judge(heard, np.zeros((len(TALK), len(Kind))))
    assert judged.chances.shape == (len(TALK), len(Kind))
    assert ((judged.chances >= 0) & (judged.chances <= 1)).all()
    assert judged.limits.shape == (len(Kind),)


# ---------------------------------------------------------------- stages


def stages_of(*names, description=""):
    return tuple(
        Stage(id=f"s{n}", name=name, order=n, source=StageSource.GIVEN, description=description)
        for n, name in enumerate(names, 1)
    )


WAY = stages_of("Выбор мастерской", "Оплата заказа", "Ожидание ремонта")


def test_stages_have_the_same_vectors_whatever_stands_beside_them(reader):
    whole = reader.stage_vectors(WAY, MemoryCache())
    assert whole.shape == (3, 384)
    assert np.linalg.norm(whole, axis=1) == pytest.approx(1, abs=1e-5)
    assert (reader.stage_vectors(WAY[::-1], MemoryCache()) == whole[::-1]).all()
    assert (reader.stage_vectors(WAY[1:2], MemoryCache()) == whole[1:2]).all()


def test_stages_come_from_the_cache(reader):
    cache = CountingCache()
    first = reader.stage_vectors(WAY, cache)
    saved = cache.saved
    assert (reader.stage_vectors(WAY, cache) == first).all()
    assert cache.saved == saved > 0


def test_no_stages_have_no_vectors(reader):
    assert reader.stage_vectors((), MemoryCache()).shape == (0, 384)


def test_a_description_is_read_beside_the_name(reader):
    described = stages_of("Ожидание ремонта", description="Сдал ботинки и ждёт, когда позвонят")
    plain = reader.stage_vectors(WAY[2:], MemoryCache())
    assert not np.allclose(reader.stage_vectors(described, MemoryCache()), plain, atol=1e-3)


@pytest.mark.parametrize(
    ("question", "text", "stage"),
    [
        ("Как вы выбирали, куда пойти?", "Сравнил отзывы о трёх мастерских.", 0),
        ("Как вы платили?", "Рассчитался картой на кассе.", 1),
        ("Долго ли чинили?", "Ждал две недели, пока будет готово.", 2),
    ],
)
def test_a_unit_and_its_question_are_near_to_their_stage(reader, question, text, stage):
    named = reader.stage_vectors(WAY, MemoryCache())
    heard = reader.read(units_of("a", ("и", question), ("р", text)), MemoryCache())
    assert (heard.stages @ named.T).argmax() == stage
    assert (heard.asked @ named.T).argmax() == stage


# ---------------------------------------------------------------- valence and weights


@given(
    st.lists(st.floats(-30, 30), min_size=1, max_size=6),
    st.floats(0, 1),
)
def test_what_was_felt_lies_within_its_scale_in_tenths(reader, valence, chance):
    heard = reader.read([], MemoryCache())
    heard = replace(heard, valence=np.array(valence))
    judged = Judgement(chances=np.full((len(valence), len(Kind)), chance), limits=np.full(len(Kind), 0.5))
    felt = reader.felt(heard, judged)
    assert len(felt) == len(valence)
    assert all(-2 <= value <= 2 and value == round(value, 1) and str(value) != "-0.0" for value in felt)


def test_a_complaint_is_felt_worse_than_praise(reader):
    heard = reader.read(TALK, MemoryCache())
    complaint, praise = reader.felt(heard, reader.judge(heard, np.zeros((len(TALK), len(Kind)))))
    assert complaint < 0 < praise


def test_the_weights_that_ship_are_for_this_reader(reader):
    assert isinstance(reader.stage_weights, StageWeights)
    assert (reader.stage_weights.values() >= 0).all(), "a sign that speaks against itself is noise"
    assert reader.stage_weights.read > 0
    likeness = reader.likeness_weights
    assert isinstance(likeness, LikenessWeights)
    assert (likeness.values()[:6] >= 0).all()
    assert likeness.themes > 0 >= likeness.same_talk
    assert likeness.offset < likeness.joins_above < 0
