"""The keyboard: what keys do where, on every layout, and what they must leave alone."""

from __future__ import annotations

import json
import re

import pytest
from hand_of_keys import Keys
from hand_of_mouse import Mouse
from playwright.sync_api import expect
from review_page import ReviewPage

from pipeline.assemble.exports.html import render
from report_fixture import bicycle_draft

pytestmark = pytest.mark.browser

PRICE = "Цена растёт после осмотра"
PAPER = "Велосипед забирают без бумаг"
CHEAP, DOUBLE = "полторы тысячи", "выросла почти вдвое"
ACCEPTED = re.compile(r"\bis-accepted\b")


@pytest.fixture(scope="module")
def report():
    return render(*bicycle_draft("en"))


@pytest.fixture
def review(read, report, tmp_path):
    return ReviewPage(read(report), tmp_path)


@pytest.fixture
def keys(review):
    return Keys(review)


def picked(review, count):
    expect(review.page.locator(".q.picked")).to_have_count(count)


def nothing_written(review):
    return review.page.get_by_role("button", name="Download corrections").is_disabled()


def typed(page, code, key):
    """Press a key of a layout that Playwright does not know, as the browser would tell it."""
    page.evaluate(
        "([code, key]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true }))",
        [code, key],
    )


def test_keys_work_on_the_russian_layout(review, keys):
    keys.at_theme(PRICE)
    typed(review.page, "KeyA", "ф")
    keys.at_quote(CHEAP, PRICE)
    typed(review.page, "KeyX", "ч")
    assert [line["op"] for line in review.lines()] == ["judge", "irrelevant"]


def test_a_letter_that_is_typed_into_a_field_corrects_nothing(review, keys):
    review.open("themes")
    review.page.locator("#find").click()
    review.page.keyboard.type("axpdj m")
    review.page.keyboard.press("Delete")
    assert nothing_written(review)
    review.page.locator("#find").fill("")
    keys.at_theme(PRICE)
    keys.press("F2")
    review.page.keyboard.type("a x p ")
    keys.press("Escape")
    expect(review.card(PRICE)).to_have_count(1)
    assert nothing_written(review)


def test_escape_leaves_a_name_and_an_unchanged_name_writes_nothing(review, keys):
    for last in ("Escape", "Enter"):
        keys.at_theme(PRICE)
        keys.press("r")
        expect(review.page.get_by_role("textbox", name="Name of the theme")).to_be_focused()
        keys.press(last)
        expect(review.card(PRICE)).to_be_focused()
    assert nothing_written(review)


def test_shift_and_space_select_a_range_and_escape_lets_go(review, keys):
    keys.at_quote(CHEAP, PRICE)
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Shift+Space")
    picked(review, 3)
    expect(review.page.get_by_role("toolbar", name="Selected")).to_contain_text("3 quotes")
    keys.press("Escape")
    picked(review, 0)
    assert nothing_written(review)


def test_a_key_on_one_of_the_selected_quotes_is_about_all_of_them(review, keys):
    keys.tick([(CHEAP, PRICE), (DOUBLE, PRICE)])
    keys.press("p")
    (line,) = review.lines()
    assert (line["op"], len(line["units"]), line["on"]) == ("pin", 2, True)


def test_several_themes_are_rejected_at_once(review, keys):
    keys.at_theme(PRICE)
    keys.press("Space")
    keys.at_theme(PAPER)
    keys.press("Space")
    keys.press("Delete")
    (line,) = review.lines()
    assert (line["op"], len(line["themes"]), line["verdict"]) == ("judge", 2, "rejected")
    expect(review.page.locator("#rejected li.rejected")).to_have_count(2)


def test_the_focus_stays_near_after_a_correction(review, keys):
    keys.at_theme(PRICE)
    keys.press("a")
    expect(review.card(PRICE)).to_be_focused()
    keys.at_quote(CHEAP, PRICE)
    keys.press("x")
    expect(review.page.locator("article.theme :focus, article.theme:focus")).to_have_count(1)


def test_a_dialog_that_is_left_gives_the_focus_back_and_writes_nothing(review, keys):
    for key, name in (("j", f"Merge “{PRICE}” with…"), ("d", f"Split “{PRICE}”"), ("c", "Comments")):
        keys.at_theme(PRICE)
        keys.press(key)
        expect(review.dialog(name)).to_be_visible()
        keys.press("Escape")
        expect(review.card(PRICE)).to_be_focused()
    assert nothing_written(review)


def test_a_menu_is_gone_through_with_arrows_letters_and_back(review, keys):
    keys.at_quote(CHEAP, PRICE)
    keys.press("Shift+F10")
    keys.pick("Stage")
    keys.wait("at.getAttribute('aria-checked') === 'true'")
    keys.press("ArrowLeft")
    keys.wait("!at.hasAttribute('aria-checked')")
    keys.press("End")
    keys.wait("at.textContent.startsWith('Irrelevant')")
    keys.press("Home")
    keys.wait("!at.textContent.startsWith('Irrelevant')")
    keys.press("ArrowUp")
    keys.wait("at.textContent.startsWith('Irrelevant')")
    keys.press("Escape")
    keys.wait("Boolean(at.dataset.u)")
    assert nothing_written(review)


@pytest.mark.parametrize("tab", ["talk", "queue", "history"])
def test_the_palette_opens_on_a_page_that_begins_with_another_view(read, report, tmp_path, tab):
    page = read(report)
    page.goto(f"{page.url.split('#')[0]}#{tab}")
    page.reload()
    review = ReviewPage(page, tmp_path)
    Keys(review).rename(PRICE, "Цену не держат")
    assert "Цену не держат" in {theme["label"] for theme in review.themes().values()}


def test_a_quote_is_corrected_inside_its_interview(review, keys):
    keys.palette("Interviews")
    keys.until("Tab", "at.textContent === 'clients/01_andrey.txt'")
    keys.press("Enter")
    keys.until("Tab", "at.matches('[data-u]')")
    keys.until("ArrowDown", f"at.textContent.includes({CHEAP!r})")
    keys.press("k")
    keys.pick("Questions")
    keys.press("Escape")
    assert [line["add"] for line in review.lines()] == [["question"]]


def test_the_queue_is_worked_through_with_keys(review, keys):
    keys.palette("Queue")
    expect(review.page.locator(".queue-card")).to_be_focused()
    keys.press("Enter")
    keys.press("6")
    keys.press("b")
    lines = review.lines()
    assert lines
    assert {line["op"] for line in lines} <= {"code", "stage", "judge"}
    expect(review.page.locator(".queue-progress")).to_contain_text("judged")


def test_keys_that_undo_do_not_undo_while_somebody_types(review, keys):
    keys.accept(PRICE)
    review.page.locator("#find").click()
    keys.press("Control+z")
    assert [line["op"] for line in review.lines()] == ["judge"]


def test_every_key_of_the_help_does_something(review):
    review.page.keyboard.press("?")
    expect(review.page.locator("dialog.keys")).to_be_visible()
    rows = review.page.locator("dialog.keys tr").all_inner_texts()
    assert len(rows) > 15
    assert all(len(row.split("\t")) == 2 and all(part.strip() for part in row.split("\t")) for row in rows)


# ---------------------------------------------------------------- the file


def test_a_second_tab_gets_the_corrections_and_undoes_its_own_alone(review, tmp_path):
    other_page = review.page.context.new_page()
    other_page.goto(review.page.url.split("#")[0])
    other = ReviewPage(other_page, tmp_path)
    Mouse(review).accept(PRICE)
    other.open("themes")
    expect(other.card(PRICE)).to_have_class(ACCEPTED)
    Mouse(other).accept(PAPER)
    expect(review.card(PAPER)).to_have_class(ACCEPTED)
    assert len(review.lines()) == 2
    review.page.reload()
    assert {one["label"] for one in review.themes().values() if one["accepted"]} == {PRICE, PAPER}


def test_taking_in_a_file_brings_what_is_new_and_nothing_twice(review, read, report, tmp_path):
    Mouse(review).rename(PRICE, "Цену не держат")
    path = review.download()
    other = ReviewPage(read(report), tmp_path)
    other.open("themes")
    for told in ("1 correction taken in", "0 corrections taken in"):
        other.take(path)
        expect(other.note()).to_contain_text(told)
        other.note().get_by_role("button", name="Close").click()
    assert other.theme("Цену не держат")
    assert other.page.get_by_role("button", name="Undo", exact=True).is_disabled(), "it is somebody else's"
    assert len(other.history()) == 1


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda line: line | {"study": "s-000000000000"}, "another study"),
        (lambda line: line | {"op": "explode"}, "explode"),
        (lambda line: line | {"label": ""}, "label"),
        (lambda line: line | {"v": 2}, "later version"),
        (lambda line: json.dumps(line)[:-20], "cut off"),
    ],
)
def test_a_bad_file_is_refused_whole_and_says_why(review, spoil, told):
    Mouse(review).rename(PRICE, "Цену не держат")
    good = review.lines()[0]
    bad = spoil(good | {"id": "c-00000000000000aa"})
    before = review.themes()
    path = review.folder / "чужие правки.jsonl"
    rows = [json.dumps(good), bad if isinstance(bad, str) else json.dumps(bad)]
    if told == "another study":
        rows = rows[1:]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    review.take(path)
    expect(review.note()).to_contain_text("чужие правки.jsonl")
    expect(review.note()).to_contain_text(told)
    assert review.themes() == before
    assert len(review.lines()) == 1
