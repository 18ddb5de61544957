from __future__ import annotations

from build import make_transcript, utterances_of
from pipeline.workflow.understanding import units_of

TALK = (
    ("и", "Здравствуйте!"), ("и", "Как вы нас нашли?"), ("р", "По карте."), ("р", "И по отзывам."),
    ("и", "Что было потом?"), ("р", "Позвонил."),
)  # fmt: skip


def units():
    transcript = make_transcript("a", *TALK)
    return units_of(transcript, utterances_of(transcript))


def test_only_respondents_utterances_become_units():
    assert [unit.text for unit in units()] == ["По карте.", "И по отзывам.", "Позвонил."]


def test_a_question_in_two_turns_is_one_question():
    assert units()[0].question == "Здравствуйте! Как вы нас нашли?"


def test_the_next_question_replaces_the_last():
    assert units()[2].question == "Что было потом?"


def test_neighbours_of_another_turn_are_no_neighbours():
    assert all((unit.before, unit.after) == ("", "") for unit in units())


def test_position_runs_from_start_to_end():
    assert [unit.position for unit in units()] == [0.4, 0.6, 1.0]
