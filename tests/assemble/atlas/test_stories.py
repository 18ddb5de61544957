from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from people_fixture import people, shuffled
from pipeline.assemble.atlas.portraits import make_portraits
from pipeline.assemble.atlas.quotable import LEAST, readable
from pipeline.assemble.atlas.stories import make_stories
from pipeline.assemble.recalled import recall
from pipeline.records import Role
from report_fixture import bicycle_draft
from talk_fixture import Talks

WHOLE_WAY = """? С чего всё началось?
    Открыла сайт и полчаса листала букеты. {action s1 0 =Выбирают}
    Глаза разбежались, ни цен, ни размеров не видно. {pain s1 -1 =Цены}
    ? Что было дальше?
    Оформила заказ за две минуты прямо с телефона. {action s2 0 =Заказывают} | Приятно, что всё сразу прошло. {positive s2 1}
    ? А доставка?
    Курьер приехал на час позже и даже не извинился. {pain s3 -1.5 =Опоздания}"""
BACKWARDS = """? Что запомнилось?
    Курьер опоздал, и гости уже начали расходиться. {pain s3 -1 =Опоздания}
    ? А до этого?
    Заказывал я по телефону, девушка всё записала. {action s2 0 =Заказывают}
    ? А в самом начале?
    Долго сравнивал цены, в каждом месте своя. {pain s1 -1 =Цены}"""
HALF_WAY = """? Как выбирали?
    Сравнивал сайты два вечера подряд и запутался. {pain s1 -1 =Цены}
    ? А заказ?
    Заказ оформила жена, у меня терпения не хватило. {action s2 0 =Заказывают}"""


def stories_of(evidence):
    return make_stories(evidence, make_portraits(evidence))


def texts(evidence, step):
    return [evidence.utterances[i].text for i in step.utterances]


def three_talks():
    return Talks().add("a", HALF_WAY).add("b", WHOLE_WAY).add("c", BACKWARDS)


def test_the_account_that_runs_through_the_stages_in_order_is_chosen():
    (story,) = stories_of(three_talks().evidence())
    assert story.voice[0] == "b"
    assert [step.stage for step in story.steps] == ["s1", "s2", "s3"]
    assert story.of == 3
    assert "Пройдено этапов: 3 из 3; в порядке рассказа идут 100\N{NO-BREAK SPACE}% переходов" in story.rule


def test_a_story_is_told_in_verbatim_words_what_was_done_and_then_how_it_was():
    evidence = three_talks().evidence()
    (story,) = stories_of(evidence)
    assert texts(evidence, story.steps[1]) == [
        "Оформила заказ за две минуты прямо с телефона.",
        "Приятно, что всё сразу прошло.",
    ]
    assert story.steps[1].valence == 0.5
    assert story.steps[2].valence == -1.5


def test_a_way_told_backwards_is_no_story_of_the_way():
    talks = Talks().add("c", BACKWARDS)
    (story,) = stories_of(talks.add("a", HALF_WAY).evidence())
    assert story.voice[0] == "a"  # two stages in order beat three the other way round


def test_who_speaks_of_one_stage_has_no_story():
    talks = Talks().add("a", "? Как было?\nДолго выбирала и никак не могла решиться. {pain s1 -1}")
    assert stories_of(talks.evidence()) == ()


def test_four_people_give_two_stories_of_different_people():
    talks = three_talks().add("d", WHOLE_WAY)
    first, second = stories_of(talks.evidence())
    assert {first.voice[0], second.voice[0]} == {"b", "d"}
    assert first.portrait == second.portrait


def test_experts_tell_no_stories():
    assert stories_of(Talks().add("e", WHOLE_WAY, Role.EXPERT).evidence()) == ()


def test_scraps_and_what_was_not_coded_do_not_enter_a_story():
    talks = Talks().add(
        "a",
        """? Как выбирали?
        Ну да. {action s1 0} | Открыла сайт и полчаса листала букеты. {action s1 0} | Вчера шёл сильный дождь. {- s1 0}
        ? А заказ?
        Оформила всё за две минуты прямо с телефона. {action s2 0}""",
    )
    evidence = talks.evidence()
    (story,) = stories_of(evidence)
    assert texts(evidence, story.steps[0]) == ["Открыла сайт и полчаса листала букеты."]


def test_the_bicycle_studys_stories_run_in_the_order_of_speech_and_stages():
    draft, transcripts = bicycle_draft()
    evidence = recall(draft, transcripts)
    stories = stories_of(evidence)
    order = [stage.id for stage in evidence.stages]
    assert len(stories) >= 2
    for story in stories:
        places = [order.index(step.stage) for step in story.steps]
        assert places == sorted(set(places))
        for step in story.steps:
            starts = [evidence.utterances[i].start for i in step.utterances]
            assert starts == sorted(starts)
            assert 1 <= len(starts) <= 3
            assert all(readable(text) >= LEAST for text in texts(evidence, step))
            assert {evidence.utterances[i].interview for i in step.utterances} == {story.voice[0]}
            assert all(evidence.codings[i].stage.id == step.stage for i in step.utterances)


@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.lists(st.sampled_from(("quick", "calls", "queue", "late", "kind")), max_size=6),
        min_size=1,
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_everything_does_not_change_a_story(spoken, rng):
    evidence = people({f"i{at}": themes for at, themes in enumerate(spoken)})
    assert stories_of(shuffled(evidence, rng)) == stories_of(evidence)


def test_whole_sentences_read_better_than_scraps_and_answers():
    whole = readable("Оформила заказ за две минуты прямо с телефона.")
    assert whole == 1
    for worse in (
        "Ну да.",
        "заказ за две минуты прямо с телефона",
        "Ну, оформила заказ за две минуты прямо с телефона.",
        "Это заняло две минуты прямо с телефона.",
        "Что оформить заказ можно за две минуты.",
        "Заказ оформила " + "и ещё раз проверила, " * 20 + "вот так.",
        "Позвонила [ИМЯ 3], и всё оформили за две минуты.",
        "So I ordered it all in two minutes from my phone.",
    ):
        assert readable(worse) < whole
