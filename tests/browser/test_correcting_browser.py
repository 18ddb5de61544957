"""Every correction, by mouse and by keyboard alone: what is seen of it and the line that it writes."""

from __future__ import annotations

import pytest
from hand_of_keys import Keys
from hand_of_mouse import Mouse
from playwright.sync_api import expect
from review_page import ReviewPage, Step

from pipeline.assemble.exports.html import render
from report_fixture import bicycle_draft

pytestmark = pytest.mark.browser

PRICE = "Цена растёт после осмотра"
PAPER = "Велосипед забирают без бумаг"
SILENCE = "Не сообщают, когда будет готово"
TELLS = "Советуют друзьям и коллегам"
UPSELL = "Боятся, что навяжут лишнее"
CHEAP, DOUBLE, TILL = "полторы тысячи", "выросла почти вдвое", "на кассе была другая"
LIST = "честный список цен"
STAGES = [
    "Понять, что пора чинить",
    "Найти мастерскую",
    "Сдать велосипед и узнать цену",
    "Дождаться ремонта",
    "Забрать и ездить дальше",
]


@pytest.fixture(scope="module")
def study():
    """The draft with a division proposed for one theme, its transcripts, its report."""
    draft, transcripts = bicycle_draft("en")
    said = {one.id: one.text for one in draft.utterances}
    price = next(theme for theme in draft.themes if theme.label == PRICE)
    price.halves.extend(i for i in price.utterances if DOUBLE in said[i] or TILL in said[i])
    return draft, render(draft, transcripts)


@pytest.fixture
def review(read, study, tmp_path):
    return ReviewPage(read(study[1]), tmp_path)


@pytest.fixture(params=[Mouse, Keys], ids=["mouse", "keys"])
def hand(request, review):
    return request.param(review)


@pytest.fixture
def step(review, hand, study):
    return Step(review, hand, study[0])


@pytest.fixture
def ids(study):
    """The id of a theme by its label, of an utterance by some of its words."""
    draft = study[0]

    def find(words):
        themes = [theme.id for theme in draft.themes if theme.label == words]
        return (themes or [one.id for one in draft.utterances if words in one.text])[0]

    return find


def said(line):
    """What a line says besides its frame."""
    frame = ("v", "id", "study", "draft", "author", "time", "group", "seen")
    return {name: value for name, value in line.items() if name not in frame}


# ---------------------------------------------------------------- themes


def test_a_theme_gets_another_name(review, hand, step, ids):
    with step:
        hand.rename(PRICE, "Цену не держат")
    assert [said(line) for line in step.lines] == [
        {"op": "rename", "theme": ids(PRICE), "label": "Цену не держат"}
    ]
    claims = review.claims("pains", "s3")
    assert "Цену не держат" in claims
    assert PRICE not in claims


def test_a_theme_is_merged_into_another(review, hand, step, ids):
    with step:
        hand.merge(PAPER, PRICE)
    assert [said(line) for line in step.lines] == [
        {"op": "merge", "themes": [ids(PAPER)], "into": ids(PRICE)}
    ]
    theme = review.theme(PRICE)
    assert (len(theme["units"]), theme["support"]) == (6, "4 of 10")
    assert PAPER not in review.claims("pains", "s3")


def test_a_theme_is_split_by_ticking_quotes(review, hand, step, ids):
    with step:
        hand.split(PRICE, [CHEAP, DOUBLE], "Назвали одно, взяли другое")
    (line,) = step.lines
    assert said(line) == {
        "op": "split",
        "theme": ids(PRICE),
        "units": [ids(CHEAP), ids(DOUBLE)],
        "as": line["as"],
        "label": "Назвали одно, взяли другое",
    }
    new = review.theme("Назвали одно, взяли другое")
    assert (new["id"], new["support"], new["grade"]) == (line["as"], "2 of 10", "partial")
    assert review.theme(PRICE)["support"] == "2 of 10"
    assert {PRICE, "Назвали одно, взяли другое"} <= set(review.claims("pains", "s3"))


def test_a_theme_is_split_as_the_program_proposes(review, hand, step, ids):
    with step:
        hand.split_as_proposed(PRICE, "Доплата")
    (line,) = step.lines
    assert (line["op"], line["theme"], line["label"]) == ("split", ids(PRICE), "Доплата")
    assert sorted(line["units"]) == sorted([ids(DOUBLE), ids(TILL)])
    assert sorted(review.theme("Доплата")["units"]) == sorted(line["units"])


def test_a_theme_is_accepted(review, hand, step, ids):
    with step:
        hand.accept(PRICE)
    assert [said(line) for line in step.lines] == [
        {"op": "judge", "themes": [ids(PRICE)], "verdict": "accepted"}
    ]
    assert review.theme(PRICE)["accepted"]


def test_a_theme_is_rejected_and_its_quotes_are_single_voices(review, hand, step, ids):
    with step:
        hand.reject(TELLS)
    assert [said(line) for line in step.lines] == [
        {"op": "judge", "themes": [ids(TELLS)], "verdict": "rejected"}
    ]
    review.open("themes")
    expect(review.page.locator("#rejected")).to_contain_text(TELLS)
    expect(review.page.locator("#singles h2 .count")).to_have_text("10")
    claims = review.map()["claims"]
    assert TELLS not in [claim["text"] for claim in claims]
    alone = [one["grade"] for one in claims if (one["lane"], one["stage"]) == ("actions", "s5")]
    assert alone == ["single", "single"]


def test_a_rejected_theme_is_restored(review, hand):
    hand.reject(PAPER)
    hand.restore(PAPER)
    lines = review.lines()
    assert [line["verdict"] for line in lines] == ["rejected", "open"]
    assert PAPER in review.claims("pains", "s3")
    review.open("themes")
    expect(review.page.locator("#rejected")).to_have_count(0)
    hand.undo()
    expect(review.page.locator("#rejected")).to_have_count(1)


def test_a_theme_changes_its_kind(review, hand, step, ids):
    with step:
        hand.retheme_kind(PAPER, "Questions")
    assert [said(line) for line in step.lines] == [{"op": "retheme", "theme": ids(PAPER), "kind": "question"}]
    assert PAPER in review.claims("questions", "s3")
    assert PAPER not in review.claims("pains", "s3")


def test_a_theme_changes_its_stage(review, hand, step, ids):
    with step:
        hand.retheme_stage(PAPER, f"4. {STAGES[3]}")
    assert [said(line) for line in step.lines] == [{"op": "retheme", "theme": ids(PAPER), "stage": "s4"}]
    assert PAPER in review.claims("pains", "s4")
    assert PAPER not in review.claims("pains", "s3")


def test_a_pinned_theme_stands_first(review, hand, step, ids):
    with step:
        hand.pin_theme(PAPER)
    assert [said(line) for line in step.lines] == [{"op": "pin", "themes": [ids(PAPER)], "on": True}]
    listed = list(review.themes().values())
    assert next(one["label"] for one in listed if (one["kind"], one["stage"]) == ("pain", "s3")) == PAPER
    assert review.claims("pains", "s3")[0] == PAPER


def test_the_words_of_a_quote_tick_it_and_do_not_open_its_passage(review):
    review.open("themes")
    review.card(PRICE).get_by_role("button", name="Split…").click()
    row = review.page.locator(".tick").filter(has_text=CHEAP)
    row.locator("q").click()
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(review.page.locator("#passage")).to_have_count(0)
    row.locator(".src").click()
    expect(review.page.locator("#passage mark")).to_contain_text(CHEAP)
    expect(row.get_by_role("checkbox")).to_be_checked()


def test_a_split_needs_some_quotes_and_not_all_of_them(review, hand):
    hand.split(PAPER, [], "Ничего")
    dialog = review.dialog(f"Split “{PAPER}”")
    expect(dialog).to_contain_text("Tick some of the quotes, not all of them.")
    for box in dialog.get_by_role("checkbox").all():
        box.check()
    dialog.get_by_role("button", name="Split off").click()
    expect(dialog).to_contain_text("Tick some of the quotes, not all of them.")
    dialog.get_by_role("button", name="Cancel").click()
    assert review.page.get_by_role("button", name="Download corrections").is_disabled()


# ---------------------------------------------------------------- quotes


def test_a_quote_moves_to_another_theme(review, hand, step, ids):
    with step:
        hand.move(CHEAP, PRICE, PAPER)
    assert [said(line) for line in step.lines] == [
        {"op": "move", "units": [ids(CHEAP)], "from": ids(PRICE), "to": ids(PAPER)}
    ]
    assert review.theme(PAPER)["support"] == "3 of 10"
    assert review.theme(PRICE)["support"] == "3 of 10"


def test_a_quote_taken_out_of_its_theme_is_a_single_voice(review, hand, step, ids):
    with step:
        hand.take_out(CHEAP, PRICE)
    assert [said(line) for line in step.lines] == [
        {"op": "move", "units": [ids(CHEAP)], "from": ids(PRICE), "to": None}
    ]
    review.open("themes")
    expect(review.page.locator("#singles").get_by_text(CHEAP)).to_have_count(1)


def test_several_quotes_move_as_one_step(review, hand, step, ids):
    with step:
        hand.move_many([(CHEAP, PRICE), (DOUBLE, PRICE), ("Квитанцию", PAPER)], UPSELL)
    assert [said(line) for line in step.lines] == [
        {"op": "move", "units": [ids(CHEAP), ids(DOUBLE)], "from": ids(PRICE), "to": ids(UPSELL)},
        {"op": "move", "units": [ids("Квитанцию")], "from": ids(PAPER), "to": ids(UPSELL)},
    ]
    assert review.theme(UPSELL)["support"] == "5 of 10"
    assert review.theme(PAPER)["grade"] == "single"


def test_a_single_voice_joins_a_theme(review, hand, step, ids):
    with step:
        hand.move("Она на другом конце города", None, UPSELL)
    assert [said(line) for line in step.lines] == [
        {"op": "move", "units": [ids("Она на другом конце города")], "from": None, "to": ids(UPSELL)}
    ]
    assert len(review.theme(UPSELL)["units"]) == 3


def test_quotes_make_a_new_theme(review, hand, step, ids):
    idle, far = "Простой одного велосипеда", "Она на другом конце города"
    with step:
        hand.make_theme([(idle, None), (far, None)], "Теряют время")
    (line,) = step.lines
    assert (line["op"], line["kind"], line["label"]) == ("create", "pain", "Теряют время")
    assert sorted(line["units"]) == sorted([ids(idle), ids(far)])
    new = review.theme("Теряют время")
    assert (new["id"], new["support"], new["grade"]) == (line["as"], "2 of 10", "partial")


def test_a_single_voice_is_promoted_to_a_theme(review, hand, step, ids):
    with step:
        hand.promote(LIST, "Хотят знать цену заранее")
    (line,) = step.lines
    assert said(line) == {
        "op": "create",
        "as": line["as"],
        "kind": "idea",
        "stage": "s2",
        "label": "Хотят знать цену заранее",
        "units": [ids(LIST)],
    }
    assert review.theme("Хотят знать цену заранее")["grade"] == "single"
    assert "Хотят знать цену заранее" in review.claims("ideas", "s2", "non_user")


def test_a_quote_gets_a_second_kind(review, hand, step, ids):
    with step:
        hand.kind(CHEAP, PRICE, "Ideas and wishes")
    assert [said(line) for line in step.lines] == [
        {"op": "code", "units": [ids(CHEAP)], "add": ["idea"], "remove": []}
    ]
    review.open("themes")
    expect(review.quote(CHEAP, review.card(PRICE))).to_contain_text("Ideas and wishes")


def test_a_quote_that_loses_its_kind_leaves_its_theme(review, hand, step, ids):
    with step:
        hand.kind(CHEAP, PRICE, "Pains and barriers")
    assert [said(line) for line in step.lines] == [
        {"op": "code", "units": [ids(CHEAP)], "add": [], "remove": ["pain"]}
    ]
    assert review.theme(PRICE)["support"] == "3 of 10"
    assert ids(CHEAP) not in review.page.locator("#panel-themes").inner_html()


def test_a_quote_is_told_to_another_stage(review, hand, step, ids):
    before = review.stage(STAGES[3]).locator("small").inner_text()
    with step:
        hand.stage(CHEAP, PRICE, f"4. {STAGES[3]}")
    assert [said(line) for line in step.lines] == [{"op": "stage", "units": [ids(CHEAP)], "stage": "s4"}]
    review.open("map")
    count = int(before.split()[0])
    expect(review.stage(STAGES[3]).locator("small")).to_contain_text(f"{count + 1} utterances")


def test_the_feeling_of_a_quote_is_set(hand, step, ids):
    with step:
        hand.feel(CHEAP, PRICE, "−1.7", "+1.0")
    assert [said(line) for line in step.lines] == [{"op": "valence", "units": [ids(CHEAP)], "valence": 1}]
    assert step.before["themes"] != step.after["themes"]
    assert step.before["map"] != step.after["map"]


def test_an_irrelevant_quote_is_nowhere(review, hand, step, ids):
    with step:
        hand.dismiss(CHEAP, PRICE)
    assert [said(line) for line in step.lines] == [{"op": "irrelevant", "units": [ids(CHEAP)], "on": True}]
    assert CHEAP not in step.after["themes"]
    assert CHEAP not in step.after["map"]
    assert review.theme(PRICE)["support"] == "3 of 10"


def test_a_pinned_quote_stands_first(review, hand, step, ids):
    was = review.theme(PRICE)["units"]
    words = next(words for words in (CHEAP, DOUBLE, TILL) if ids(words) != was[0] and ids(words) in was[:3])
    with step:
        hand.pin_quote(words, PRICE)
    assert [said(line) for line in step.lines] == [{"op": "pin", "units": [ids(words)], "on": True}]
    assert review.theme(PRICE)["units"][0] == ids(words)


# ---------------------------------------------------------------- stages


def names(review):
    return [name for _, name in review.map()["stages"]]


def test_a_stage_gets_another_name(review, hand, step):
    with step:
        hand.rename_stage(STAGES[2], "Приёмка")
    assert [said(line) for line in step.lines] == [{"op": "stage_rename", "stage": "s3", "name": "Приёмка"}]
    assert names(review) == [*STAGES[:2], "Приёмка", *STAGES[3:]]


def test_a_stage_moves_to_the_right(review, hand, step):
    with step:
        hand.shift_stage(STAGES[1])
    assert [said(line) for line in step.lines] == [
        {"op": "stage_order", "order": ["s1", "s3", "s2", "s4", "s5"]}
    ]
    assert names(review) == [STAGES[0], STAGES[2], STAGES[1], *STAGES[3:]]


def test_a_stage_is_merged_into_its_neighbour(review, hand, step):
    with step:
        hand.merge_stage(STAGES[1], STAGES[2])
    assert [said(line) for line in step.lines] == [{"op": "stage_merge", "stage": "s2", "into": "s3"}]
    assert names(review) == [STAGES[0], *STAGES[2:]]
    assert "Отзывам не верят" in review.claims("pains", "s3")


def test_a_stage_is_added_after_another(review, hand, step):
    with step:
        hand.add_stage(STAGES[2], "Оплатить")
    (line,) = step.lines
    assert said(line) == {"op": "stage_add", "as": line["as"], "name": "Оплатить", "after": "s3"}
    assert names(review) == [*STAGES[:3], "Оплатить", *STAGES[3:]]


# ---------------------------------------------------------------- comments


@pytest.mark.parametrize(
    "told",
    [
        ("theme", PRICE, "the theme “Цена растёт после осмотра”"),
        ("unit", (CHEAP, PRICE), "the quote “Сначала назвали полторы тысячи"),
        ("stage", STAGES[2], "the stage “Сдать велосипед и узнать цену”"),
        ("interview", "clients/01_andrey.txt", "the interview"),
        ("map", "", "the whole map"),
    ],
)
def test_a_comment_stands_in_the_history(review, hand, step, told):
    what, place, about = told
    with step:
        hand.comment(what, place, "Переспросить\nв следующий раз")
    (line,) = step.lines
    assert (line["op"], line["on"]["type"], line["text"]) == (
        "comment",
        what,
        "Переспросить\nв следующий раз",
    )
    panel = review.open("history")
    comment = panel.locator("section[aria-labelledby=comments-title] li")
    expect(comment).to_contain_text(about)
    assert "Переспросить\nв следующий раз" in comment.inner_text()


# ---------------------------------------------------------------- taking back


def test_one_correction_among_several_is_taken_back_in_the_history(review, hand):
    hand.rename(PRICE, "Цену не держат")
    hand.accept(PAPER)
    panel = review.open("history")
    panel.get_by_role("button", name="Undo: Renamed the theme").click()
    assert review.theme(PRICE)
    assert review.theme(PAPER)["accepted"]
    review.open("history").get_by_role("button", name="Bring back: Renamed the theme").click()
    assert review.theme("Цену не держат")
    assert [line["op"] for line in review.lines()] == ["rename", "judge", "retract", "retract"]


def test_what_is_said_after_a_correction_offers_to_take_it_back(review, hand):
    hand.move(CHEAP, PRICE, PAPER)
    expect(review.note()).to_contain_text(f"1 quote moved to “{PAPER}”")
    review.note().get_by_role("button", name="Undo").click()
    assert len(review.theme(PAPER)["units"]) == 2


def test_every_line_is_signed_with_the_name_that_was_given(review, hand):
    review.page.get_by_role("textbox", name="Your name").fill("Анна")
    hand.comment("theme", PRICE, "Спросить о предоплате")
    review.page.reload()
    hand.accept(PRICE)
    assert [line["author"] for line in review.lines()] == ["Анна", "Анна"]
    expect(review.open("history").locator(".history-who").first).to_contain_text("Анна")
