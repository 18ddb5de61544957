from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded import code, examples, kind_reader, unit, vectors
from pipeline.cluster.codebook import load_codebook
from pipeline.cluster.features import FEATURES, feature_rows, read_units
from pipeline.cluster.kinds import KindSettings, fit_reader, held_out_chances
from pipeline.cluster.space import lessons, training_texts
from pipeline.records import Kind, Role

TALK = (
    unit("Ага, пишите.", "Можно включить запись?"),
    unit("Мне тридцать три, живу в Вологде, работаю сварщиком.", "Расскажите о себе."),
    unit("Никто так и не перезвонил, пришлось ехать самому.", "Что было дальше?"),
    unit("Сколько это будет стоить, я так и не понял.", "Что вас интересовало?"),
    unit("Пусть бы присылали список заранее.", "Что изменить?", before="Приехал без справки."),
    unit("Минут сорок.", "Долго пришлось ждать?"),
    unit("Очень вежливый инженер, всё показал.", "Как вам сотрудник?"),
    unit("Мне важно, чтобы всё было в одном месте.", "Чего вы ждали?", role=Role.NON_USER),
)


def kinds_of(text, question="", **rest):
    return {scored.kind for scored in code([unit(text, question, **rest)])[0]}


@pytest.mark.parametrize(
    ("question", "text", "kind"),
    [
        ("Что было трудным?", "Я дважды не смог дозвониться и бросил.", Kind.PAIN),
        ("Что вам мешало?", "Опоздали на три часа, никто не предупредил.", Kind.PAIN),
        ("Что вас интересовало?", "Спросил, сколько стоит выезд и можно ли картой.", Kind.QUESTION),
        ("Были вопросы?", "Так и не поняла, входит ли монтаж в цену.", Kind.QUESTION),
        ("Чего вы ждали?", "Хотелось, чтобы всё решилось за один день.", Kind.GOAL),
        ("Что для вас важно?", "Главное, чтобы мастер отвечал за свою работу.", Kind.GOAL),
        ("Что вы сделали?", "Зашёл на сайт, выбрал дату и оплатил картой.", Kind.ACTION),
        ("Как вам сотрудник?", "Очень вежливый, всё объяснил, я доволен.", Kind.POSITIVE),
        ("Что бы вы изменили?", "Хорошо бы присылали напоминание за день.", Kind.IDEA),
        ("Чего не хватает?", "Я бы добавил кнопку, чтобы отменить запись.", Kind.IDEA),
    ],
)
def test_plainly_told_kinds_are_found(question, text, kind):
    assert kind in kinds_of(text, question)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Можно включить запись?", "Да, пожалуйста."),
        ("Расскажите о себе.", "Мне сорок лет, живу в Самаре, работаю токарем."),
        ("Спасибо за беседу!", "Да не за что, до свидания."),
    ],
)
def test_small_talk_and_biography_get_no_kind(question, text):
    assert kinds_of(text, question) == set()


def test_a_denied_trouble_is_no_pain():
    kinds = kinds_of("С записью проблем вообще не было.", "Как прошла запись?")
    assert Kind.PAIN not in kinds
    assert Kind.POSITIVE in kinds


def test_a_one_word_answer_takes_its_kind_from_the_question():
    assert Kind.POSITIVE in kinds_of("Да.", "Вам там понравилось?")
    assert kinds_of("Да.", "Вы не против записи?") == set()


def test_every_code_has_a_score_within_bounds_and_a_reason_in_the_interviews_language():
    scored = [each for kinds in code(TALK) for each in kinds]
    assert scored
    assert all(0 < each.score < 1 for each in scored)
    assert all(any("а" <= letter <= "я" for letter in each.why) for each in scored)


def test_the_reason_names_the_words_and_the_question_that_told_the_kind():
    (scored,) = code([unit("Хорошо бы присылали напоминание.", "Что бы вы изменили?")])
    why = next(each.why for each in scored if each.kind is Kind.IDEA)
    assert "слова: " in why
    assert "хорошо бы" in why


def test_kinds_stand_likeliest_first_and_none_twice():
    for scored in code(TALK, settings=KindSettings(bias=-0.4)):
        assert [each.score for each in scored] == sorted((each.score for each in scored), reverse=True)
        assert len({each.kind for each in scored}) == len(scored)


def test_a_higher_bias_never_adds_a_code():
    few, many = code(TALK, settings=KindSettings(bias=0.1)), code(TALK, settings=KindSettings(bias=-0.1))
    for less, more in zip(few, many, strict=True):
        assert {each.kind for each in less} <= {each.kind for each in more}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, len(TALK) - 1), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_codes_of_a_unit_depend_on_that_unit_alone(places, shuffle):
    alone = {place: code([TALK[place]])[0] for place in set(places)}
    shuffle.shuffle(places)
    assert list(code([TALK[place] for place in places])) == [alone[place] for place in places]


def test_nothing_to_code_gives_nothing():
    assert code([]) == ()


def test_a_reader_can_be_put_away_and_taken_back():
    again = pickle.loads(pickle.dumps(kind_reader()))  # noqa: S301 (our own bytes)
    assert again.code(TALK, *vectors(TALK)) == code(TALK)


def test_wrong_vectors_or_a_wrong_language_are_refused():
    codebook, (texts, contexts) = load_codebook("ru"), examples("ru")
    with pytest.raises(ValueError, match="examples"):
        fit_reader(codebook, "ru", texts[:-1], contexts)
    with pytest.raises(ValueError, match="codebook"):
        training_texts(codebook, "en")
    with pytest.raises(ValueError, match="vectors"):
        kind_reader().code(TALK, *(matrix[:-1] for matrix in vectors(TALK)))


def test_trades_never_seen_are_read_well_enough_and_the_fit_repeats_to_the_bit():
    codebook = load_codebook("ru")
    learnt = lessons(codebook, "ru", *examples("ru"))
    labels = np.array([[kind in each.kinds for kind in Kind] for each in codebook.examples])
    trades = [each.trade for each in codebook.examples]
    chances = held_out_chances(learnt, labels, trades)
    again = fit_reader(codebook, "ru", *examples("ru"))
    assert np.array_equal(again.weights, kind_reader().weights)
    assert np.array_equal(again.thresholds, kind_reader().thresholds)
    limits = kind_reader().thresholds
    found, told = chances > limits, labels
    f1 = 2 * (found & told).sum(0) / (found.sum(0) + told.sum(0))
    assert f1.mean() > 0.6  # 0.72 with e5-small


def test_an_example_of_the_researcher_moves_the_reading_of_its_like():
    assert Kind.IDEA not in kinds_of("Гермобокс на крыше.", "Как поживаете?")
    from dataclasses import replace

    from coded import EMBED
    from pipeline.cluster.codebook import Example
    from pipeline.cluster.space import training_contexts

    extra = Example(text="Гермобокс на крыше.", kinds=(Kind.IDEA,), trade="study", language="ru")
    codebook = load_codebook("ru")
    codebook = replace(codebook, examples=codebook.examples + (extra,) * 8)
    told = EMBED(training_texts(codebook, "ru")), EMBED(training_contexts(codebook, "ru"))
    taught = fit_reader(codebook, "ru", *told)
    asked = [unit("Гермобокс на крыше.", "Как поживаете?")]
    assert Kind.IDEA in {each.kind for each in taught.code(asked, *vectors(asked))[0]}


def test_english_is_read_by_its_own_cues_and_told_in_english():
    units = [
        unit("It would be great if they sent a reminder.", "What would you change?", language="en"),
        unit("I had to wait for two hours and nobody told me why.", "What was difficult?", language="en"),
        unit("No problems at all, it was easy.", "How was the booking?", language="en"),
    ]
    scored = code(units, "en")
    assert [Kind.IDEA in {s.kind for s in scored[0]}, Kind.PAIN in {s.kind for s in scored[1]}] == [
        True,
        True,
    ]
    assert {s.kind for s in scored[2]} == {Kind.POSITIVE}
    assert "words: " in scored[1][0].why


def test_the_features_have_a_name_each_and_none_is_lost():
    rows = feature_rows(read_units(TALK, load_codebook("ru")), load_codebook("ru"))
    assert rows.shape == (len(TALK), len(FEATURES))
    assert len(set(FEATURES)) == len(FEATURES)
    assert np.isfinite(rows).all()
    assert rows.min() >= 0


@pytest.mark.parametrize("text", ["…", "?!", "123", "— —", "\u200b", "ааааааааааа" * 50, "👍", "не", "да не"])
def test_odd_texts_are_read_without_harm(text):
    (scored,) = code([unit(text, "???")])
    assert all(each.why for each in scored)
