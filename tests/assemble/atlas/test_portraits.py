from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people_fixture import THEMES, people, shuffled
from pipeline.assemble.atlas.people_words import TEXTS
from pipeline.assemble.atlas.portraits import make_portraits, shared_themes
from pipeline.assemble.atlas.values import PortraitOrigin
from pipeline.assemble.recalled import recall
from pipeline.records import Grade, LabelOrigin, Role, SpeakerId, SpeakerRole
from report_fixture import bicycle_draft

HURRIED = ("quick", "calls", "queue", "late")
THRIFTY = ("cheap", "compares", "price", "kind")


def two_types(many=6):
    """Half are in a hurry, half count their money."""
    return people({f"i{at}": HURRIED if at % 2 else THRIFTY for at in range(many)})


def labels(claims):
    return [found.text for found in claims]


def test_a_segment_of_the_researcher_is_a_portrait_counted_among_its_own():
    evidence = people(
        {"a": HURRIED, "b": HURRIED[:2], "c": THRIFTY},
        segments={"a": "Курьеры", "b": "Курьеры", "c": "Пенсионеры"},
    )
    first, second = make_portraits(evidence)
    assert (first.name, first.origin, len(first.voices), first.of) == (
        "Курьеры",
        PortraitOrigin.SEGMENT,
        2,
        3,
    )
    assert [(c.text, c.support.n, c.support.of) for c in first.motives] == [("Получить сегодня", 2, 2)]
    assert [(c.text, c.grade) for c in second.barriers] == [("Цена выросла", Grade.SINGLE)]
    assert "1 из 3" in second.rule
    assert "не тип" in second.rule


def test_people_without_a_segment_are_counted_in_the_rule_and_stand_in_no_portrait():
    evidence = people(
        {"a": HURRIED, "b": THRIFTY, "c": THRIFTY}, segments={"a": "Курьеры", "b": "Пенсионеры"}
    )
    found = make_portraits(evidence)
    assert [len(portrait.voices) for portrait in found] == [1, 1]
    assert all("Сегмент не указан, ни в один портрет не вошли: 1 из 3." in p.rule for p in found)


def test_a_single_segment_parts_nobody():
    (portrait,) = make_portraits(people({"a": HURRIED, "b": THRIFTY}, segments={"a": "Курьеры"}))
    assert portrait.origin is PortraitOrigin.WHOLE


def test_people_who_speak_of_different_things_make_portraits_named_by_what_sets_them_apart():
    first, second = make_portraits(two_types())
    assert {first.origin, second.origin} == {PortraitOrigin.CLUSTERED}
    assert {len(first.voices), len(second.voices)} == {3}
    hurried = first if ("i1", "i1-р") in first.voices else second
    label = hurried.name.removeprefix("Портрет 1: «").removeprefix("Портрет 2: «").removesuffix("»")
    assert label in {THEMES[name][2] for name in HURRIED}
    assert set(hurried.apart) == set(HURRIED)
    assert "3 из 6" in hurried.rule


def test_too_few_people_stay_together_and_the_rule_says_why():
    (portrait,) = make_portraits(two_types(4))
    assert (portrait.name, portrait.origin) == ("Все клиенты", PortraitOrigin.WHOLE)
    assert "людей 4, а делить на группы можно от 5" in portrait.rule
    assert portrait.apart == ()


def test_experts_have_no_portrait_and_do_not_count_in_others():
    evidence = people({"a": HURRIED, "b": HURRIED, "e": HURRIED}, roles={"e": Role.EXPERT})
    (portrait,) = make_portraits(evidence)
    assert (portrait.role, portrait.of, len(portrait.voices)) == (Role.CLIENT, 2, 2)
    assert all("e" not in {i[0] for i in found.utterances} for found in portrait.barriers)
    assert portrait.barriers[0].support.by_role == ((Role.CLIENT, 2, 2),)


def test_nobody_asked_gives_no_portrait():
    assert make_portraits(people({})) == ()
    assert make_portraits(people({"e": HURRIED}, roles={"e": Role.EXPERT})) == ()


def test_what_one_person_says_stands_only_where_nothing_is_shared_and_is_marked():
    (portrait,) = make_portraits(people({"a": ("late", "queue", "!idea"), "b": ("late",)}))
    assert labels(portrait.barriers) == ["Срок сорвали"]
    (idea,) = portrait.ideas
    assert (idea.grade, idea.utterances) == (Grade.SINGLE, ("a-5",))
    assert shared_themes(portrait) == {"late"}


def test_quotes_are_one_a_person_and_of_different_themes_where_possible():
    (portrait,) = make_portraits(people(dict.fromkeys("abcd", ("quick", "late", "queue", "kind"))))
    said = people(dict.fromkeys("abcd", ("quick", "late", "queue", "kind")))
    assert len(portrait.quotes) == len({said.utterances[i].interview for i in portrait.quotes}) == 4
    spoken = {theme.id for theme in said.grouping.themes for i in portrait.quotes if i in theme.utterances}
    assert spoken == {"quick", "late", "queue", "kind"}


def test_the_voices_of_a_group_talk_are_people_of_their_own():
    evidence = people({"a": HURRIED, "b": HURRIED}, segments={"a": "Курьеры", "b": "Пенсионеры"})
    said = {i: u for i, u in evidence.utterances.items() if u.interview == "a"}
    second = {i: replace(u, speaker=SpeakerId("a-второй")) for i, u in list(said.items())[2:]}
    talked = replace(evidence, utterances=evidence.utterances | second)
    assert all(u.speaker_role is SpeakerRole.RESPONDENT for u in second.values())
    portrait = make_portraits(talked)[0]
    assert (portrait.name, len(portrait.voices), portrait.of) == ("Курьеры", 2, 3)
    assert portrait.motives[0].support.of == 2


def test_a_feeling_is_given_for_every_stage_in_order():
    (portrait,) = make_portraits(people({"a": ("late", "price"), "b": ("late",)}))
    assert [(stage, felt and felt.mean) for stage, felt in portrait.feelings] == [
        ("s1", None),
        ("s2", -1.2),
        ("s3", -1.5),
    ]


def test_a_label_with_quotes_of_its_own_is_written_as_print_wants_it():
    evidence = two_types()
    themes = tuple(
        replace(theme, label="«Прямо сейчас»", label_origin=LabelOrigin.PERSON)
        if theme.id in HURRIED
        else theme
        for theme in evidence.grouping.themes
    )
    names = [
        p.name for p in make_portraits(replace(evidence, grouping=replace(evidence.grouping, themes=themes)))
    ]
    assert any(name.endswith(": «„Прямо сейчас“»") for name in names)


def test_no_two_portraits_bear_one_label():
    evidence = two_types()
    themes = [replace(theme, label="Одно и то же") for theme in evidence.grouping.themes]
    first, second = make_portraits(
        replace(evidence, grouping=replace(evidence.grouping, themes=tuple(themes)))
    )
    assert (first.name, second.name) == ("Портрет 1: «Одно и то же»", "Портрет 2")


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from(sorted(THEMES)), max_size=6), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_everything_does_not_matter(spoken, rng):
    evidence = people({f"i{at}": themes for at, themes in enumerate(spoken)})
    assert make_portraits(shuffled(evidence, rng)) == make_portraits(evidence)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.sampled_from([*sorted(THEMES), "!pain"]), max_size=6), min_size=1, max_size=9))
def test_every_claim_is_backed_by_people_of_the_portrait(spoken):
    evidence = people({f"i{at}": themes for at, themes in enumerate(spoken)})
    for portrait in make_portraits(evidence):
        sections = (portrait.motives, portrait.jobs, portrait.barriers, portrait.likes, portrait.ideas)
        for claim in (found for section in (*sections, portrait.touchpoints) for found in section):
            voices = {
                (evidence.utterances[i].interview, evidence.utterances[i].speaker) for i in claim.utterances
            }
            assert voices <= set(portrait.voices)
            assert claim.support.of == len(portrait.voices)
            assert claim.support.n >= len(voices)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_bicycle_study_has_a_portrait_of_clients_and_one_of_non_users(language):
    draft, transcripts = bicycle_draft(language)
    found = make_portraits(recall(draft, transcripts))
    assert [portrait.role for portrait in found] == [Role.CLIENT, Role.NON_USER]
    assert all(portrait.rule and portrait.barriers and portrait.quotes for portrait in found)
    assert ("portrait" in found[0].rule) is (language == "en")


def test_every_text_has_both_languages():
    assert TEXTS["ru"].keys() == TEXTS["en"].keys()


def test_what_experts_alone_wish_is_no_wish_of_a_portrait():
    evidence = people({"a": ("late",), "e": ("sms", "sms")}, roles={"e": Role.EXPERT})
    (portrait,) = make_portraits(evidence)
    assert portrait.ideas == ()
