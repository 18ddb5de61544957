from __future__ import annotations

import pytest

from pipeline.assemble.atlas.barriers import make_barriers
from pipeline.assemble.atlas.solutions import LEAST
from pipeline.assemble.atlas.values import SolutionSource
from pipeline.records import Role
from talk_fixture import Talks, delivery


def named(barriers, text):
    return next(each for each in barriers if each.claim.text == text)


def test_priority_is_share_by_intensity_by_weight_and_each_part_is_given():
    late = named(make_barriers(delivery().evidence()), "Опоздания")
    assert (late.share, late.intensity, late.moment, late.weight) == (0.667, 1.25, True, 1.5)
    assert late.priority == pytest.approx(2 / 3 * 1.25 * 1.5, abs=0.001)
    assert late.rank == 1


def test_single_voices_come_last_whatever_their_priority():
    clients = [each for each in make_barriers(delivery().evidence()) if each.viewpoint is Role.CLIENT]
    voices = [each.claim.support.n for each in clients]
    assert voices == sorted(voices, reverse=True)
    assert named(clients, "Ваза треснула в дороге.").claim.grade == "single"
    assert [each.rank for each in clients] == list(range(1, len(clients) + 1))


def test_a_weak_single_voice_is_no_barrier():
    evidence = Talks().add("a", "Немного тесно у стойки. {pain s1 -0.5}").evidence()
    assert make_barriers(evidence) == ()


def test_what_a_respondent_wishes_answers_the_pain_it_lies_near():
    late = named(make_barriers(delivery().evidence()), "Опоздания")
    own = [each for each in late.solutions if each.source is SolutionSource.OWN]
    assert [each.claim.text for each in own] == ["Пусть присылают сообщение, если курьер опаздывает."]
    assert all(each.likeness >= LEAST for each in late.solutions)


def test_an_experts_advice_stands_apart_from_customers_wishes():
    fee = named(make_barriers(delivery().evidence()), "Доплаты")
    advice = [(each.viewpoint, each.claim.text) for each in fee.solutions]
    assert (Role.EXPERT, "Надо показывать доплату до заказа.") in advice
    assert {each.source for each in fee.solutions if each.viewpoint is Role.EXPERT} == {SolutionSource.EXPERT}


def test_where_it_works_for_others_is_shown():
    late = named(make_barriers(delivery().evidence()), "Оплата не проходит")
    liked = [each.claim.text for each in late.solutions if each.source is SolutionSource.ELSEWHERE]
    assert liked == ["С оплатой никаких проблем, всё сразу прошло."]


def test_the_same_peoples_good_word_at_the_same_stage_is_not_elsewhere():
    evidence = (
        Talks()
        .add("a", "Оплата зависла. {pain s2 -1 =П}\nОплата удобная, раз и всё. {positive s2 1}")
        .add("b", "Оплата зависла снова. {pain s2 -1 =П}")
        .evidence()
    )
    assert named(make_barriers(evidence), "П").solutions == ()


def test_an_offer_in_return_is_no_solution():
    evidence = (
        Talks()
        .add("a", "Дорогая доставка, доплата. {pain s2 -1 =Доплата} | Я бы заплатила и больше. {idea s2 0}")
        .add("b", "Снова доплата. {pain s2 -1 =Доплата}")
        .evidence()
    )
    assert named(make_barriers(evidence), "Доплата").solutions == ()


def test_a_barrier_without_a_solution_asks_how_might_we_and_only_then():
    barriers = make_barriers(delivery().evidence())
    wilted = named(barriers, "Вялые цветы")
    assert wilted.question == "Как мы могли бы снять барьер «Вялые цветы» на этапе «Выбор»?"
    assert all(bool(each.question) is not bool(each.solutions) for each in barriers)


def test_viewpoints_are_ranked_apart_and_never_mixed():
    barriers = make_barriers(delivery().evidence())
    assert [each.viewpoint for each in barriers] == sorted(
        (each.viewpoint for each in barriers), key=list(Role).index
    )
    for role in Role:
        ranks = [each.rank for each in barriers if each.viewpoint is role]
        assert ranks == list(range(1, len(ranks) + 1))
    assert all(
        sum(n for role, n, _ in each.claim.support.by_role if role is not each.viewpoint) == 0
        for each in barriers
    )


def test_the_order_of_the_evidence_does_not_change_the_barriers():
    assert make_barriers(delivery().evidence()) == make_barriers(delivery().evidence(backwards=True))


def test_english_is_asked_in_english():
    evidence = Talks("en").add("a", "The estimate doubled at the desk. {pain s2 -1.5 =Bills}").evidence()
    (barrier,) = make_barriers(evidence)
    assert barrier.question == "How might we remove the barrier “Bills” during “Заказ”?"
