"""Drag and drop: quotes, themes and stages go where they are let go; nothing happens anywhere else."""

from __future__ import annotations

import pytest
from hand_of_mouse import Mouse
from playwright.sync_api import expect
from review_page import ReviewPage, Step

from pipeline.assemble.exports.html import render
from report_fixture import bicycle_draft

pytestmark = pytest.mark.browser

PRICE = "Цена растёт после осмотра"
PAPER = "Велосипед забирают без бумаг"
CHEAP, DOUBLE = "полторы тысячи", "выросла почти вдвое"
HIGH = 2600  # so high a window that nothing has to scroll


@pytest.fixture(scope="module")
def study():
    draft, transcripts = bicycle_draft("en")
    return draft, render(draft, transcripts)


@pytest.fixture
def review(read, study, tmp_path):
    return ReviewPage(read(study[1], height=HIGH), tmp_path)


@pytest.fixture
def step(review, study):
    return Step(review, Mouse(review), study[0])


@pytest.fixture
def ids(study):
    draft = study[0]

    def find(words):
        themes = [theme.id for theme in draft.themes if theme.label == words]
        return (themes or [one.id for one in draft.utterances if words in one.text])[0]

    return find


def brief(lines):
    frame = ("v", "id", "study", "draft", "author", "time", "group", "seen", "as")
    return [{name: value for name, value in line.items() if name not in frame} for line in lines]


def words_of(review, words, label):
    return review.quote(words, review.card(label)).locator("q")


def test_a_quote_is_dropped_on_another_theme(review, step, ids):
    with step:
        review.open("themes")
        review.drag(words_of(review, CHEAP, PRICE), review.card(PAPER))
    assert brief(step.lines) == [{"op": "move", "units": [ids(CHEAP)], "from": ids(PRICE), "to": ids(PAPER)}]
    assert review.theme(PAPER)["support"] == "3 of 10"


def test_a_selection_is_dragged_by_one_of_its_quotes(review, step, ids):
    with step:
        review.open("themes")
        Mouse(review).tick([(CHEAP, PRICE), (DOUBLE, PRICE)])
        review.drag(words_of(review, CHEAP, PRICE), review.card(PAPER))
    assert brief(step.lines) == [
        {"op": "move", "units": [ids(CHEAP), ids(DOUBLE)], "from": ids(PRICE), "to": ids(PAPER)}
    ]


def test_a_quote_dropped_on_a_cell_of_the_map_takes_its_kind_and_stage(review, step):
    with step:
        review.open("map")
        claim = review.page.locator(".claim", has_text=PRICE).last
        review.drag(claim.locator("q").first, review.cell("ideas", "s4"), y=0.97)
    moved = step.lines[0]["units"]
    assert brief(step.lines) == [
        {"op": "code", "units": moved, "add": ["idea"], "remove": ["pain"]},
        {"op": "stage", "units": moved, "stage": "s4"},
    ]
    assert moved[0] not in review.theme(PRICE)["units"]


def test_a_quote_is_dropped_on_a_claim_of_the_map(review, step, ids):
    with step:
        review.open("map")
        claim = review.cell("pains", "s3").locator(".claim", has_text=PRICE)
        review.drag(claim.locator("q").first, review.cell("pains", "s3").locator(".claim", has_text=PAPER))
    (line,) = step.lines
    assert (line["op"], line["from"], line["to"]) == ("move", ids(PRICE), ids(PAPER))


def test_the_places_at_the_lower_edge_take_quotes(review, ids):
    review.open("themes")
    with review.dragged(words_of(review, CHEAP, PRICE)):
        review.aim(review.dock("irrelevant"))
    with review.dragged(words_of(review, DOUBLE, PRICE)):
        review.aim(review.dock("out"))
    with review.dragged(words_of(review, "Квитанцию", PAPER)):
        review.aim(review.dock("new"))
    Mouse(review).name("Клочок бумаги", "Make the theme")
    assert brief(review.lines()) == [
        {"op": "irrelevant", "units": [ids(CHEAP)], "on": True},
        {"op": "move", "units": [ids(DOUBLE)], "from": ids(PRICE), "to": None},
        {"op": "split", "theme": ids(PAPER), "units": [ids("Квитанцию")], "label": "Клочок бумаги"},
    ]


def test_a_theme_dropped_on_another_is_merged_after_asking(review, step, ids):
    with step:
        review.open("themes")
        review.drag(review.card(PAPER).locator(".backing"), review.card(PRICE))
        review.dialog("Merge 2 themes").get_by_role("textbox").fill("Бумаги и цена")
        review.dialog("Merge 2 themes").get_by_role("button", name="Merge", exact=True).click()
    assert brief(step.lines) == [
        {"op": "merge", "themes": [ids(PAPER)], "into": ids(PRICE), "label": "Бумаги и цена"}
    ]
    assert len(review.theme("Бумаги и цена")["units"]) == 6


def test_a_theme_dropped_on_a_cell_takes_its_kind_and_stage(review, step, ids):
    with step:
        review.open("map")
        head = review.cell("pains", "s3").locator(".claim", has_text=PAPER).locator("> .label")
        review.drag(head, review.cell("questions", "s5"), y=0.9)
    assert brief(step.lines) == [{"op": "retheme", "theme": ids(PAPER), "kind": "question", "stage": "s5"}]
    assert review.claims("questions", "s5") == [PAPER]


def test_a_stage_is_dropped_before_another(review, step):
    with step:
        review.open("map")
        heads = review.page.get_by_role("columnheader")
        review.drag(heads.nth(4).locator("small"), heads.nth(2), x=0.2)
    assert brief(step.lines) == [{"op": "stage_order", "order": ["s1", "s4", "s2", "s3", "s5"]}]


def test_escape_and_a_drop_beside_every_place_change_nothing(review):
    review.open("themes")
    before = review.shown()
    with review.dragged(words_of(review, CHEAP, PRICE)):
        review.aim(review.card(PAPER))
        review.page.keyboard.press("Escape")
    with review.dragged(words_of(review, CHEAP, PRICE)):
        review.page.mouse.move(700, 20, steps=3)
    assert review.shown() == before
    expect(review.page.get_by_role("button", name="Download corrections")).to_be_disabled()


def test_a_finger_that_rests_on_a_quote_drags_it(read, study, tmp_path, ids):
    review = ReviewPage(read(study[1], height=HIGH, has_touch=True), tmp_path)
    review.open("themes")
    words_of(review, CHEAP, PRICE).evaluate(
        "node => node.scrollIntoView({ block: 'center', behavior: 'instant' })"
    )
    start = words_of(review, CHEAP, PRICE).bounding_box()
    end = review.card(PAPER).bounding_box()
    client = review.page.context.new_cdp_session(review.page)

    def touch(kind, *points):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": start["x"] + 20, "y": start["y"] + 8})
    review.page.locator(".drag-ghost").wait_for()
    for part in (0.3, 0.6, 1):
        x = start["x"] + 20 + (end["x"] + 60 - start["x"] - 20) * part
        touch("touchMove", {"x": x, "y": start["y"] + 8 + (end["y"] + 40 - start["y"] - 8) * part})
        review.page.wait_for_timeout(40)
    touch("touchEnd")
    assert brief(review.lines()) == [
        {"op": "move", "units": [ids(CHEAP)], "from": ids(PRICE), "to": ids(PAPER)}
    ]
