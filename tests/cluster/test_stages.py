import numpy as np
import pytest

from pipeline.cluster.discover import DiscoverySettings, discover_stages, discovery_texts
from pipeline.cluster.stage_chain import ChainSettings, posteriors
from pipeline.cluster.stage_models import STAGE_MODELS, phase_weights, phases, stage_list
from pipeline.cluster.stages import (
    StageReading,
    StageSettings,
    StageWeights,
    place_in_stages,
    stage_texts,
)
from pipeline.errors import CjmError, StudyError
from pipeline.records import Stage, StageSource
from spoken import CLINIC, NAMES, make_talk, word_vectors

TALKS = {name: make_talk(name, blocks) for name, blocks in CLINIC.items()}


def given(*names):
    return tuple(
        Stage(id=f"s{n}", name=name, order=n, source=StageSource.GIVEN) for n, name in enumerate(names, 1)
    )


CLINIC_STAGES = tuple(
    Stage(id=id_, name=name, order=n, source=StageSource.GIVEN)
    for n, (id_, name) in enumerate(NAMES.items(), 1)
)


def place(talks, stages=CLINIC_STAGES, language="ru", **more):
    units = [unit for talk in talks for unit in talk]
    return place_in_stages(
        talks,
        stages,
        language=language,
        vectors=word_vectors([unit.text for unit in units], language=language),
        question_vectors=word_vectors([unit.question for unit in units], language=language),
        stage_vectors=word_vectors(stage_texts(stages, language), language=language),
        **more,
    )


def discover(talks, reading=None, **settings):
    units = [unit for talk in talks for unit in talk]
    return discover_stages(
        talks,
        language="ru",
        vectors=word_vectors([u.text for u in units]),
        question_vectors=word_vectors([u.question for u in units]),
        phase_vectors=word_vectors(discovery_texts("ru")),
        reading=reading,
        settings=DiscoverySettings(**settings),
    )


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("choice", STAGE_MODELS)
def test_every_model_has_ordered_unique_stages_with_examples_and_covers_every_phase(choice, language):
    stages = stage_list(choice, language)
    assert [stage.order for stage in stages] == list(range(1, len(stages) + 1))
    assert len({stage.id for stage in stages}) == len({stage.name for stage in stages}) == len(stages)
    assert all(stage.description and stage.examples and stage.source is StageSource.MODEL for stage in stages)
    cover = phase_weights(stages, language)
    assert (cover.sum(axis=0) > 0).all()
    assert cover.sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize(
    ("choice", "count"),
    [("aida5", 5), ("marketing6", 6), ("ladder7", 7), ("experience8", 8), ("b2b5", 5), ("agency9", 9)],
)
def test_a_model_has_the_number_of_stages_that_its_name_says(choice, count):
    assert len(stage_list(choice, "ru")) == count


def test_the_ladder_stands_under_three_heads_and_the_agency_has_sub_stages():
    ladder = [stage.phase for stage in stage_list("ladder7", "ru")]
    assert ladder == ["Привлечение"] * 2 + ["Покупка"] * 2 + ["Удержание"] * 3
    agency = [stage.name for stage in stage_list("agency9", "en") if stage.phase == "First contact"]
    assert agency == ["Search", "Recommendations", "Cases"]


def test_an_unknown_model_is_refused_with_the_known_ones():
    with pytest.raises(StudyError, match="aida5"):
        stage_list("aida6", "ru")


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("Осознание потребности", "need"),
        ("Как узнают о нас", "discover"),
        ("Поиск информации", "search"),
        ("Сравнение и выбор тарифа", "choice"),
        ("Оформление заявки", "order"),
        ("Оплата", "payment"),
        ("Ожидание одобрения", "wait"),
        ("Вручение карты", "delivery"),
        ("Установка и настройка", "setup"),
        ("Лечение", "service"),
        ("Ежедневное использование", "use"),
        ("Обращение в поддержку", "support"),
        ("Продление абонемента", "repeat"),
        ("Отзывы и рекомендации", "recommend"),
        ("Отток", "leave"),
    ],
)
def test_a_name_never_seen_before_is_matched_to_its_phase(name, phase):
    cover = phase_weights(given(name, "Прочее"), "ru")[0]
    named = [known.id for known in phases("ru")]
    assert cover[named.index(phase)] == cover.max()


def test_after_something_does_not_mean_that_something():
    cover = phase_weights(given("Доставка", "После доставки: жалобы"), "ru")
    named = [known.id for known in phases("ru")]
    assert cover[1, named.index("delivery")] == 0
    assert cover[1, named.index("support")] > 0


def test_units_find_their_stage_by_question_words_and_order():
    scores = place([units for units, _ in TALKS.values()]).scores
    truth = [stage for _, stages in TALKS.values() for stage in stages]
    right = sum(score is not None and score.id == stage for score, stage in zip(scores, truth, strict=True))
    assert right / len(truth) >= 0.8
    assert all(0 <= score.score <= 1 and score.why for score in scores if score)
    assert any("вопрос: «" in score.why for score in scores if score)


def test_english_units_find_their_stage():
    blocks = [
        ("s1", "What problem did you want to solve?", ["The old boiler broke.", "We needed heat fast."]),
        (
            "s2",
            "Which options did you compare?",
            ["I compared prices of three shops.", "Reviews looked fake."],
        ),
        ("s3", "How did the delivery go?", ["The courier came late.", "The box was damaged."]),
        ("s4", "Did you contact support?", ["The hotline never answered.", "They refunded me in a month."]),
    ]
    units, truth = make_talk("e1", blocks, "en")
    scores = place([units], given("Need", "Search and choice", "Delivery", "Support"), "en").scores
    assert [score and score.id for score in scores] == truth


def test_the_order_of_interviews_does_not_matter():
    talks = [units for units, _ in TALKS.values()]
    expected = by_id(talks, place(talks, **read(talks)))
    talks = [talks[2], talks[0], talks[1]]
    assert by_id(talks, place(talks, **read(talks))) == expected


def by_id(talks, placed):
    """What was said of each unit: its score and its belief, to the bit."""
    units = [unit for talk in talks for unit in talk]
    return {
        unit.id: (score, belief.tobytes())
        for unit, score, belief in zip(units, placed.scores, placed.belief, strict=True)
    }


def test_no_units_or_no_stages_give_no_places():
    nobody, nowhere = place([]), place([TALKS["k1"][0]], ())
    count = len(TALKS["k1"][0])
    assert (nobody.scores, nobody.belief.shape) == ((), (0, len(CLINIC_STAGES)))
    assert (nowhere.scores, nowhere.belief.shape) == ((None,) * count, (count, 0))


def test_one_stage_takes_everything():
    placed = place([TALKS["k1"][0]], given("Всё подряд"))
    assert {score.id for score in placed.scores} == {"s1"}
    assert placed.belief == pytest.approx(1)


def test_matrices_that_do_not_fit_are_refused():
    units = TALKS["k1"][0]
    wrong = word_vectors(["мало"])
    with pytest.raises(CjmError, match="vectors"):
        place_in_stages(
            [units], CLINIC_STAGES, language="ru", vectors=wrong, question_vectors=wrong, stage_vectors=wrong
        )


def test_the_chain_keeps_an_answer_together_and_lets_talk_go_back():
    units, _ = make_talk(
        "x", [("a", "1?", ["а", "б", "в"]), ("b", "2?", ["г", "д", "е"]), ("a", "3?", ["ж", "з", "и"])]
    )
    scores = np.zeros((9, 2))
    scores[[0, 2], 0] = scores[[3, 5], 1] = scores[[6, 8], 0] = 4.0
    belief = posteriors(scores, [units], ChainSettings(position=0.0))
    assert belief.argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1, 0, 0, 0]
    assert belief.sum(axis=1) == pytest.approx(1)


def test_stages_are_discovered_in_journey_order_and_do_not_depend_on_the_order_of_files():
    talks = [units for units, _ in TALKS.values()]
    found = discover(talks, least_units=10)
    assert 4 <= len(found.stages) <= 9
    assert [stage.order for stage in found.stages] == list(range(1, len(found.stages) + 1))
    assert (
        len({stage.name for stage in found.stages})
        == len({stage.id for stage in found.stages})
        == len(found.stages)
    )
    assert {score.id for score in found.placed.scores if score} <= {stage.id for stage in found.stages}
    assert found.placed.belief.shape == (sum(map(len, talks)), len(found.stages))
    assert found.placed.belief.sum(axis=1) == pytest.approx(1)
    assert f"{len(found.stages)} found" in found.notes[0]
    again = discover(talks[::-1], least_units=10)
    assert again.stages == found.stages
    assert by_id(talks[::-1], again.placed) == by_id(talks, found.placed)


def test_little_data_falls_back_to_the_ready_made_stages():
    found = discover([TALKS["k1"][0]])
    assert found.stages == stage_list("aida5", "ru")
    assert "too little" in found.notes[0]
    assert found.placed.belief.shape == (len(TALKS["k1"][0]), len(found.stages))


# ---------------------------------------------------------------- belief


def test_belief_is_shared_among_the_stages_and_the_score_is_the_greatest_share():
    talks = [units for units, _ in TALKS.values()]
    placed = place(talks)
    assert placed.belief.shape == (sum(map(len, talks)), len(CLINIC_STAGES))
    assert placed.belief.sum(axis=1) == pytest.approx(1)
    assert (placed.belief >= 0).all()
    for score, belief in zip(placed.scores, placed.belief, strict=True):
        if score:
            assert score.id == CLINIC_STAGES[belief.argmax()].id
            assert score.score == pytest.approx(belief.max(), abs=1e-4)


def test_a_unit_that_nothing_speaks_for_has_belief_and_no_stage():
    units = TALKS["k1"][0]
    placed = place([units], settings=StageSettings(floor=len(CLINIC_STAGES) * 1.01))
    assert set(placed.scores) == {None}
    assert placed.belief.sum(axis=1) == pytest.approx(1)


# ---------------------------------------------------------------- the trained reader's word


def pointing(targets, *, asked=None, sharpness=12.0):
    """A reading whose units (and questions) point to the stages of those numbers; None says nothing."""

    def rows(wanted):
        matrix = np.zeros((len(wanted), 16), np.float32)
        for row, target in enumerate(wanted):
            matrix[row, 15 if target is None else target] = 1.0
        return matrix

    return StageReading(
        units=rows(targets),
        asked=rows(asked or [None] * len(targets)),
        sharpness=sharpness,
        named=lambda stages: np.eye(len(stages), 16, dtype=np.float32),
    )


LISTENING = StageSettings(weights=StageWeights(read=0.5, asked_read=0.5))


def read(talks):
    """A reading that knows the truth of the clinic's units, for every second one."""
    places = {stage: place for place, stage in enumerate(NAMES)}
    truth = {
        unit.id: places[stage] if number % 2 else None
        for units, stages in TALKS.values()
        for number, (unit, stage) in enumerate(zip(units, stages, strict=True))
    }
    return {
        "reading": pointing([truth[unit.id] for talk in talks for unit in talk]),
        "settings": LISTENING,
    }


def mutter(*answers):
    """Answers without a word that tells of a stage."""
    return make_talk("m1", [("x", f"Так, {number}?", [text]) for number, text in enumerate(answers)])[0]


SILENCE = ("Угу.", "Ну вот.", "Так.", "Ага.")


@pytest.mark.parametrize("target", range(5))
@pytest.mark.parametrize("part", ["targets", "asked"])
def test_a_reading_that_points_to_a_stage_outweighs_silence(target, part):
    units = mutter(*SILENCE)
    points = [target] * len(units)
    reading = pointing(points) if part == "targets" else pointing([None] * len(units), asked=points)
    heard = place([units], reading=reading, settings=LISTENING)
    assert {score and score.id for score in heard.scores} == {CLINIC_STAGES[target].id}
    silent = place([units], settings=LISTENING)
    assert (heard.belief[:, target] > silent.belief[:, target]).all()


def test_a_reading_of_no_weight_has_no_say():
    units = mutter(*SILENCE)
    mute = StageSettings(weights=StageWeights(read=0.0, asked_read=0.0))
    heard = place([units], reading=pointing([4] * len(units)), settings=mute)
    assert heard.belief == pytest.approx(place([units], settings=mute).belief)


def test_a_reading_that_likes_all_stages_alike_says_nothing():
    units = TALKS["k1"][0]
    heard = place([units], reading=pointing([None] * len(units)), settings=LISTENING)
    assert heard.belief == pytest.approx(place([units], settings=LISTENING).belief)


def test_a_reading_of_some_units_is_theirs():
    reading = pointing([0, 1, 2], asked=[2, 1, 0]).take([2, 0])
    units, asked = reading.logits(CLINIC_STAGES)
    assert units.argmax(axis=1).tolist() == [2, 0]
    assert asked.argmax(axis=1).tolist() == [0, 2]
    assert units.max() == pytest.approx(12.0)


def test_a_reading_of_a_unit_does_not_depend_on_the_others_to_the_bit():
    rng = np.random.default_rng(1)
    rows, names = rng.normal(size=(40, 384)).astype(np.float32), rng.normal(size=(5, 384)).astype(np.float32)
    reading = StageReading(units=rows, asked=rows[::-1], sharpness=10.0, named=lambda _: names)
    whole, alone = reading.logits(CLINIC_STAGES), reading.take([7]).logits(CLINIC_STAGES)
    assert (whole[0][7] == alone[0][0]).all()
    assert (whole[1][7] == alone[1][0]).all()


def test_discovered_stages_hear_the_reading_too():
    talks = [units for units, _ in TALKS.values()]
    plain = discover(talks, least_units=10, placing=LISTENING)
    last = len(plain.stages) - 1
    reading = pointing([last] * sum(map(len, talks)), sharpness=40.0)
    heard = discover(talks, reading, least_units=10, placing=LISTENING)
    assert heard.stages == plain.stages, "stages are found by words; the reading places units in them"
    assert {score and score.id for score in heard.placed.scores} == {plain.stages[last].id}
