import pytest

from pipeline.cluster.discover import DiscoverySettings, discover_stages, discovery_texts
from pipeline.cluster.stage_chain import ChainSettings, posteriors
from pipeline.cluster.stage_models import STAGE_MODELS, phase_weights, phases, stage_list
from pipeline.cluster.stages import place_in_stages, stage_texts
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


def place(talks, stages=CLINIC_STAGES, language="ru"):
    units = [unit for talk in talks for unit in talk]
    return place_in_stages(
        talks,
        stages,
        language=language,
        vectors=word_vectors([unit.text for unit in units], language=language),
        question_vectors=word_vectors([unit.question for unit in units], language=language),
        stage_vectors=word_vectors(stage_texts(stages, language), language=language),
    )


def discover(talks, **settings):
    units = [unit for talk in talks for unit in talk]
    return discover_stages(
        talks,
        language="ru",
        vectors=word_vectors([u.text for u in units]),
        question_vectors=word_vectors([u.question for u in units]),
        phase_vectors=word_vectors(discovery_texts("ru")),
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
    ("choice", "count"), [("aida5", 5), ("marketing6", 6), ("ladder7", 7), ("experience8", 8), ("b2b5", 5)]
)
def test_a_model_has_the_number_of_stages_that_its_name_says(choice, count):
    assert len(stage_list(choice, "ru")) == count


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
    scores = place([units for units, _ in TALKS.values()])
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
    scores = place([units], given("Need", "Search and choice", "Delivery", "Support"), "en")
    assert [score and score.id for score in scores] == truth


def test_the_order_of_interviews_does_not_matter():
    talks = [units for units, _ in TALKS.values()]
    expected = dict(zip([u.id for t in talks for u in t], place(talks), strict=True))
    talks = [talks[2], talks[0], talks[1]]
    assert dict(zip([u.id for t in talks for u in t], place(talks), strict=True)) == expected


def test_no_units_or_no_stages_give_no_places():
    assert place([]) == ()
    assert place([TALKS["k1"][0]], ()) == (None,) * len(TALKS["k1"][0])


def test_one_stage_takes_everything():
    assert {score.id for score in place([TALKS["k1"][0]], given("Всё подряд"))} == {"s1"}


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
    import numpy as np

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
    assert {score.id for score in found.scores if score} <= {stage.id for stage in found.stages}
    assert f"{len(found.stages)} found" in found.notes[0]
    assert discover(talks[::-1], least_units=10).stages == found.stages


def test_little_data_falls_back_to_the_ready_made_stages():
    found = discover([TALKS["k1"][0]])
    assert found.stages == stage_list("aida5", "ru")
    assert "too little" in found.notes[0]
