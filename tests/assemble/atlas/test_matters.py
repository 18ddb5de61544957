from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.atlas.likeness import Matter, Matters, likeness, shared, spoken_of
from pipeline.assemble.atlas.topics import topic_name, topics_of
from pipeline.language import lemma, word_list
from talk_fixture import Talks, delivery


@pytest.mark.parametrize(
    ("text", "language", "topic"),
    [
        ("Три дня тишина, ни звонка.", "ru", "news"),
        ("Статус не менялся сутки.", "ru", "news"),
        ("Смету показали в конце.", "ru", "final_price"),
        ("Вместо роз привезли гвоздики.", "ru", "swap"),
        ("Со мной говорил робот.", "ru", "live_person"),
        ("Хотелось поговорить с живым человеком.", "ru", "live_person"),
        ("Nobody called me back.", "en", "news"),
        ("I had to wait in all day.", "en", "arrival"),
        ("They were rude to my mother.", "en", "courtesy"),
    ],
)
def test_one_topic_has_many_words(text, language, topic):
    assert topic in spoken_of(text, language)[1]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Шли по дороге домой.", "ru"), ("В итоге всё хорошо.", "ru"), ("We talked about the weather.", "en")],
)
def test_a_chance_likeness_of_words_is_no_topic(text, language):
    assert spoken_of(text, language)[1] == frozenset()


def test_both_words_of_a_pair_must_stand_in_the_utterance():
    assert "live_person" in topics_of({"живой", "человек"}, "ru")
    assert "live_person" not in topics_of({"живой"}, "ru")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_lists_hold_lemmas_and_name_every_topic(language):
    rows = [line.split("|") for line in word_list(f"matters_{language}")]
    words = {word for row in rows for entry in row[2].split() for word in entry.split("+")}
    odd = {
        word for word in words if word not in {lemma(word, language), lemma(lemma(word, language), language)}
    }
    assert odd <= {"дорогой", "кривой"}, "written otherwise than the lemmatiser has it"
    assert all(topic_name(row[0].strip(), language) for row in rows)


def test_the_lists_of_both_languages_have_the_same_topics():
    ru, en = ([line.split("|")[0].strip() for line in word_list(f"matters_{code}")] for code in ("ru", "en"))
    assert ru == en
    assert len(set(ru)) == len(ru)


def test_pseudonyms_and_stop_words_tell_of_nothing():
    assert spoken_of("А [ИМЯ 3] сказал, что это вот так.", "ru") == (frozenset(), frozenset())


def matters_of(*texts):
    talk = "\n".join(f"{text} {{pain s1 -1}}" for text in texts)
    evidence = Talks().add("a", talk).evidence()
    known = Matters(evidence)
    return [known.matter([i], "s1") for i in sorted(evidence.utterances)]


def test_what_shares_a_topic_lies_nearer_than_what_shares_nothing():
    silence, message, colour = matters_of("Неделю тишина.", "Нужны уведомления.", "Цвет обоев странный.")
    assert likeness(silence, message) >= 0.4
    assert likeness(silence, colour) == 0


def test_without_a_word_in_common_stage_and_touchpoint_count_for_nothing():
    one = Matter(words={"ваза": 1.0}, topics={}, touchpoints=frozenset({"shop"}), stage="s1")
    other = Matter(words={"букет": 1.0}, topics={}, touchpoints=frozenset({"shop"}), stage="s1")
    assert likeness(one, other) == 0


def test_what_is_shared_can_be_shown_weightiest_first():
    assert shared({"а": 0.2, "б": 0.9}, {"а": 0.9, "б": 0.9, "в": 1.0}) == ("б", "а")


weights = st.dictionaries(st.sampled_from("абвгд"), st.floats(0.1, 1), max_size=4)


def unit(raw):
    length = sum(value * value for value in raw.values()) ** 0.5
    return {word: value / length for word, value in raw.items()}


@given(weights, weights, weights, weights)
def test_likeness_is_a_share_and_the_same_both_ways(words, more, topics, others):
    one = Matter(words=unit(words), topics=unit(topics), stage="s1")
    other = Matter(words=unit(more), topics=unit(others), stage="s1")
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


def test_the_order_of_the_evidence_does_not_matter():
    there, back = delivery().evidence(), delivery().evidence(backwards=True)
    for i in there.utterances:
        assert Matters(there).matter([i]) == Matters(back).matter([i])
