"""Spellings of one name are one speaker; two people never are."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.same_person import label_keys
from pipeline.ingest.speakers import SpeakerInput, SpeakerOverride, assign_roles
from pipeline.ingest.transliteration import skeleton
from pipeline.records import Cue, InterviewId, ParsedTranscript, RawTurn

HOST = "Ольга Ким"


def between(*labels):
    """A talk in which the host speaks between all others, so that nobody answers another."""
    return [each for label in labels for each in (HOST, label)]


def voices(*order, **wishes):
    """Return who shares a voice, as sets of labels."""
    keys = label_keys(order, **wishes)
    return {frozenset(label for label, key in keys.items() if key == wanted) for wanted in keys.values()}


def cast_of(*order, given=None):
    said = {HOST: "Как вы выбирали?"}
    turns = tuple(
        RawTurn(speaker=label, cues=(Cue(text=said.get(label, "Я долго искала, мне подруга помогла.")),))
        for label in order
    )
    talk = ParsedTranscript(format="x", turns=turns)
    file = SpeakerInput(path="a.txt", interview=InterviewId("i"), transcript=talk)
    return assign_roles([file], {"a.txt": given} if given else None)[0]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Анна Петрова", "Анна П."),
        ("Анна Петрова", "А. Петрова"),
        ("Анна Петрова", "Петрова А."),
        ("Анна Петрова", "Анна Петрова (голос 1)"),
        ("Анна Петрова", "Петрова Анна"),
        ("Анна Петрова", "Anna Petrova"),
        ("Анна Петрова", "Petrova Anna (Guest)"),
        ("Анна Петрова", "Anna P."),
        ("Анна Петрова", "Анна Петрова (внешний участник)"),
        ("Анна Петрова", "Анна Сергеевна Петрова"),
        ("Анна Сергеевна Петрова", "Петрова А. С."),
        ("Анна Петрова", "Аня Петрова"),
        ("Анна Петрова", "Анна"),
        ("Александр Щукин", "Alexander Shchukin"),
        ("Юлия Хохлова", "Yuliya Khokhlova"),
        ("Спикер 1", "Speaker 1"),
        ("Респондент", "Respondent"),
        ("Респондент (Анна Петрова)", "Анна Петрова"),
    ],
)
def test_two_spellings_are_one_speaker(one, two):
    assert frozenset({one, two}) in voices(*between(one, two, one))


@pytest.mark.parametrize(
    "order",
    [
        between("Анна П.", "Анна Петрова", "Анна Павлова"),  # fits both
        between("А. Петрова", "Анна П."),  # each says what the other does not
        between("Анна С.", "Анна Сергеевна Петрова"),  # a lone initial is no patronymic
        between("Иван Петров", "Иван Петрова"),
        between("Александр Иванов", "Александра Иванова"),
        between("Анна", "Анна Петрова", "Пётр Сом"),  # a group may have two called Анна
        between("Анна 1", "Анна 2"),
        between("Анна Ким (голос 1)", "Анна Ким (голос 2)"),
        between("Анна Ким", "Анна Ким (голос 2)"),
        between("Спикер 1", "Спикер 2", "Speaker 3"),
        between("Спикер 1", "Голос 1"),
        between("Участник 1", "Респондент 1"),
        between("P1", "P2"),
        between("Пётр Сом (наблюдатель)", "Пётр Сом (респондент)"),
        ["Анна", "Анна Петрова", "Анна", "Анна Петрова"],  # they talk to each other
        ["Анна П.", "Анна Петрова", "Анна П.", HOST],
        ["Анна (модератор)", "Анна", "Анна (модератор)", "Пётр"],
        ["И", "Р", "И", "Р"],
    ],
    ids=lambda order: " · ".join(dict.fromkeys(order)),
)
def test_two_people_stay_two(order):
    assert all(len(labels) == 1 for labels in voices(*order))


@pytest.mark.parametrize(
    "order", list(permutations(["Анна П.", "Анна Петрова", "Anna Petrova", "А. Петрова"], 4))
)
def test_many_spellings_are_one_whatever_comes_first(order):
    assert len(voices(*between(*order))) == 2


@given(st.permutations(["Анна П.", "Анна Петрова", "Анна Павлова", "Пётр", "Petr Som", "Пётр Сом", "Анна"]))
def test_who_is_one_person_does_not_depend_on_who_speaks_first(order):
    assert voices(*between(*order)) == {
        *(frozenset({label}) for label in ("Анна П.", "Анна Петрова", "Анна Павлова", "Пётр", "Анна", HOST)),
        frozenset({"Petr Som", "Пётр Сом"}),
    }


@pytest.mark.parametrize("spelt", ["Solovyov", "Solovyev", "Soloviev", "Solovev"])
def test_the_usual_tables_spell_one_skeleton(spelt):
    assert skeleton(spelt) == skeleton("Соловьёв")


def test_a_merge_is_told_with_its_remedy():
    cast = cast_of(*between("Анна Петрова", "Анна П.", "Анна Петрова"))
    assert [speaker.name for speaker in cast.speakers] == [HOST, "Анна Петрова"]
    assert "одно лицо: Анна Петрова, Анна П." in cast.speakers[1].why
    assert cast.warnings == (
        "“Анна Петрова”, “Анна П.” are taken for one person; list them one by one in interviews.csv if they are not",
    )


def test_another_case_or_order_of_words_is_not_worth_a_word():
    assert cast_of(*between("Анна Петрова", "ПЕТРОВА АННА")).warnings == ()


def test_the_researcher_parts_whom_the_tool_joined():
    order = between("Анна Петрова", "Анна П.", "Анна Петрова")
    cast = cast_of(*order, given=SpeakerOverride(respondents=("Анна Петрова", "Анна П.")))
    assert {s.name: s.role.value for s in cast.speakers} == {
        HOST: "interviewer",
        "Анна Петрова": "respondent",
        "Анна П.": "respondent",
    }


def test_the_researcher_joins_whom_the_tool_left_apart():
    order = between("Анна", "Анна Петрова", "Пётр Сом")
    cast = cast_of(*order, given=SpeakerOverride(respondents=("Анна Петрова = Анна", "Пётр Сом")))
    assert [speaker.name for speaker in cast.speakers] == [HOST, "Анна Петрова", "Пётр Сом"]
    assert cast.labels["Анна"] == cast.labels["Анна Петрова"]
    assert not [text for text in cast.warnings if "nobody in the file" in text]


def test_an_interviewer_in_two_alphabets_is_known_across_the_study():
    def file(number, host, guest):
        said = ((host, "Да, а вы как думаете?"), (guest, "Да, а вы что скажете?")) * 4
        turns = tuple(RawTurn(speaker=label, cues=(Cue(text=text),)) for label, text in said)
        talk = ParsedTranscript(format="x", turns=turns)
        return SpeakerInput(path=f"{number}.txt", interview=InterviewId(f"i{number}"), transcript=talk)

    files = [file(1, "Юлия Хохлова", "Пётр Сом"), file(2, "Анна Щука", "Yulia Khokhlova")]
    for cast in assign_roles(files):
        assert {s.name: s.role.value for s in cast.speakers}[cast.speakers[0].name] in {
            "interviewer",
            "respondent",
        }
        asking = [s.name for s in cast.speakers if s.role.value == "interviewer"]
        assert asking in (["Юлия Хохлова"], ["Yulia Khokhlova"])
