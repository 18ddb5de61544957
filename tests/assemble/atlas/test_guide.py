from __future__ import annotations

import re

import pytest

from assemble.report_fixture import bicycle_draft
from pipeline.assemble.atlas.barriers import make_barriers
from pipeline.assemble.atlas.contradictions import make_contradictions
from pipeline.assemble.atlas.guide import ASKED, MOST, make_guide
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.atlas.values import AskReason
from pipeline.assemble.atlas.wording import (
    _CLOSING,
    _OPENING,
    _RULES,
    _TEXTS,
    guide_closing,
    guide_opening,
    how_might_we,
    sheet_rule,
)
from pipeline.records import Role
from talk_fixture import STAGES, Talks, delivery


def guide_of(evidence):
    return make_guide(evidence, make_barriers(evidence), make_contradictions(evidence))


def test_an_empty_cell_is_asked_about_and_a_full_one_is_not():
    asked = {(g.stage, g.kind) for g in guide_of(delivery().evidence()) if g.reason is AskReason.EMPTY}
    assert ("s1", "action") in asked
    assert ("s3", "pain") not in asked


def test_a_single_voice_is_asked_about_with_what_it_said():
    found = next(g for g in guide_of(delivery().evidence()) if (g.stage, g.kind) == ("s3", "action"))
    assert (found.reason, found.utterances, found.role) == (AskReason.SINGLE, ("a-1-1",), Role.CLIENT)


def test_a_contradiction_is_asked_openly_without_either_sides_words():
    evidence = delivery().evidence()
    found = [g for g in guide_of(evidence) if g.reason is AskReason.CONTRADICTION]
    assert found
    for question in found:
        assert question.text.endswith("Как было у вас?")
        assert all(evidence.utterances[i].text not in question.text for i in question.utterances)


def test_nobodys_words_reach_another_respondent():
    evidence = delivery().evidence()
    said = [utterance.text.rstrip(".") for utterance in evidence.utterances.values()]
    for question in guide_of(evidence):
        assert not any(text in question.text for text in said)


def test_the_guide_goes_by_role_and_stage_like_a_talk():
    order = {stage.id: stage.order for stage in STAGES}
    places = [(list(Role).index(g.role), order[g.stage]) for g in guide_of(delivery().evidence())]
    assert places == sorted(places)


def test_no_question_is_asked_twice_and_none_beyond_the_limit():
    found = guide_of(delivery().evidence())
    assert len({(g.role, g.text) for g in found}) == len(found) <= MOST


def test_non_users_are_asked_only_of_stages_that_they_know():
    talks = Talks()
    for name in "lm":
        talks.add(name, "Боюсь доплат. {pain s1 -1}", Role.NON_USER)
    assert {g.stage for g in guide_of(talks.evidence()) if g.role is Role.NON_USER} == {"s1"}


def test_an_unanswered_shared_barrier_is_put_to_the_experts():
    talks = Talks().add("e", "Работаем. {- s1 0}", Role.EXPERT)
    for name in "ab":
        talks.add(name, "Ваза треснула. {pain s3 -1 =Бой}")
    (found,) = [g for g in guide_of(talks.evidence()) if g.reason is AskReason.BARRIER]
    assert (found.role, found.text) == (
        Role.EXPERT,
        "Что уже пробовали сделать с барьером «Бой» на этапе «Доставка»? Чем это кончилось?",
    )


def test_the_order_of_the_evidence_does_not_change_the_guide():
    assert guide_of(delivery().evidence()) == guide_of(delivery().evidence(backwards=True))


PLACE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("texts", [_TEXTS, _RULES])
def test_both_languages_say_the_same_things_with_the_same_places(texts):
    assert texts["ru"].keys() == texts["en"].keys()
    for name, text in texts["ru"].items():
        assert set(PLACE.findall(text)) == set(PLACE.findall(texts["en"][name]))


def test_every_kind_has_a_question_for_clients_and_non_users():
    assert {f"ask_{kind}_{who}" for kind in ASKED for who in ("client", "non_user")} <= _TEXTS["ru"].keys()


def test_a_printed_guide_opens_and_closes():
    assert [len(guide_opening(code)) for code in ("ru", "en")] == [3, 3]
    assert [len(guide_closing(code)) for code in ("ru", "en-GB")] == [3, 3]
    assert _OPENING.keys() == _CLOSING.keys()


def test_inner_quotes_of_a_question_are_written_as_print_wants_them():
    asked = how_might_we("Служба «Букет» молчит.", "", "ru")
    assert asked == "Как мы могли бы снять барьер «Служба „Букет“ молчит»?"


def test_an_atlas_holds_the_sheets_and_says_how_they_came_about():
    atlas = make_atlas(*bicycle_draft(), kinds=["journey"])
    assert atlas.barriers
    assert atlas.touchpoints
    assert atlas.guide
    assert {"barriers", "solutions", "touchpoints", "breaks", "contradictions", "guide"} <= atlas.rules.keys()
    assert "0,45" in atlas.rules["solutions"]
    assert sheet_rule("guide", "ru", most=str(MOST)) == atlas.rules["guide"]
    said = {utterance.id for utterance in atlas.draft.utterances}
    claims = [each.claim for each in (*atlas.barriers, *atlas.touchpoints, *atlas.breaks)]
    claims += [side.claim for each in atlas.contradictions for side in each.sides]
    assert all(set(claim.utterances) <= said for claim in claims)
