from __future__ import annotations

import pytest
from playwright.sync_api import expect

from hostile_fixture import hostile_draft
from pipeline.assemble.exports.html import render
from report_fixture import bicycle_draft

pytestmark = pytest.mark.browser

HOSTILE = (
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(2)</script>",
    "{{7*7}}",
    "javascript:alert(3)",
    "<svg onload=alert(4)>",
)
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def report():
    return render(*bicycle_draft())


def test_a_quote_opens_its_passage_with_the_question_and_the_quote_marked(read, report):
    page = read(report)
    page.locator("#map-client .q", has_text="полторы тысячи").locator(".src").first.click()
    assert (
        page.locator("#passage mark").inner_text()
        == "Сначала назвали полторы тысячи, а после осмотра вышло уже четыре."
    )
    assert page.locator("#passage .turn").first.inner_text().endswith("Что было на приёме?")
    assert page.locator("#passage-title").inner_text() == "К1 · [ИМЯ 1] · 00:34"
    assert "clients/01_andrey.txt" in page.locator("#passage .where").inner_text()


def test_a_claim_leads_through_all_its_quotes(read, report):
    page = read(report)
    claim = page.locator("#map-client .lane.t-pain .claim", has_text="Не сообщают")
    claim.locator(".all").click()
    marks = []
    for at in range(1, 5):
        assert page.locator("#passage .steps output").inner_text() == f"Цитата {at} из 4"
        marks.append(page.locator("#passage mark").inner_text())
        if at < 4:
            page.keyboard.press("ArrowRight")
    assert len(set(marks)) == 4
    assert page.locator("#passage [data-step='1']").is_disabled()


def test_a_mark_after_an_emoji_is_exact(read, report):
    page = read(report)
    page.locator("#themes .q", has_text="Смайлик").locator(".src").first.evaluate("node => node.click()")
    assert page.locator("#passage mark").inner_text() == "Смайлик 🚲 ставлю, всё супер."


def test_escape_closes_the_passage_and_the_focus_returns(read, report):
    page = read(report)
    source = page.locator("#map-client .src").first
    source.focus()
    page.keyboard.press("Enter")
    assert page.locator("#passage").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#passage").is_hidden()
    assert source.evaluate("node => node === document.activeElement")


def test_a_quote_opened_by_its_words_gives_the_focus_to_its_source(read, report):
    page = read(report)
    quote = page.locator("#map-client .q").first
    quote.locator("q").click()
    page.keyboard.press("Escape")
    assert quote.locator(".src").evaluate("node => node === document.activeElement")


def test_the_keyboard_walks_from_the_skip_link_through_filters_to_the_map(read, report):
    page = read(report)
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "[document.activeElement.className, document.activeElement.id, document.activeElement.matches(':focus-visible')].join(' ')"
            )
        )
    assert seen[0].startswith("skip")
    order = [
        next(at for at, name in enumerate(seen) if part in name)
        for part in ("find", "by-role", "by-kind", "map ", "src")
    ]
    assert order == sorted(order)
    assert all(name.endswith("true") for name in seen)


def test_the_skip_link_brings_to_the_map(read, report):
    page = read(report)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_language_switch_changes_every_phrase_and_no_quote(read, report):
    page = read(report)
    quotes = page.locator("q").all_inner_texts()
    page.locator("[data-lang=en]").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    body = page.locator("body").inner_text()
    assert "10 respondents" in body
    assert "no data" in body
    assert page.locator("q").all_inner_texts() == quotes
    for russian in ("нет данных", "респондент", "Спросите", "единичные голоса", "цитат"):
        assert russian not in body
    page.locator("[data-lang=ru]").click()
    assert "10 респондентов" in page.locator("body").inner_text()


def test_the_switch_remembers_nothing_outside_the_page(read, report):
    page = read(report)
    page.locator("[data-lang=en]").click()
    page.reload()
    assert page.evaluate("document.documentElement.lang") == "ru"
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 1920])
def test_the_page_never_scrolls_sideways(read, report, width):
    page = read(report, width=width)
    for language in ("en", "ru"):
        page.locator(f"[data-lang={language}]").click()
        assert page.evaluate(OVERFLOW) <= 0


def test_a_phone_stacks_the_cells_of_a_stage_under_its_name(read, report):
    page = read(report, width=390, height=844)
    tops = page.evaluate(
        "[...document.querySelectorAll('#map-client .stage, #map-client .cell')].map(n => [n.classList.contains('stage'), +n.className.match(/s(\\d)/)[1], n.getBoundingClientRect().top])"
    )
    tops.sort(key=lambda entry: entry[2])
    assert [stage for _, stage, _ in tops] == [at for at in range(1, 6) for _ in range(9)]
    assert [is_stage for is_stage, _, _ in tops] == [at == 0 for _ in range(5) for at in range(9)]


@pytest.mark.parametrize("width", [1100, 1440, 1920])
def test_the_curve_has_its_points_in_the_middle_of_its_columns(read, report, width):
    page = read(report, width=width)
    offsets = page.evaluate("""[...document.querySelectorAll('#map-client .wave circle')].map(point => {
        const dot = point.getBoundingClientRect(), column = point.closest('td').getBoundingClientRect();
        return Math.abs(dot.left + dot.width / 2 - column.left - column.width / 2);
    })""")
    assert len(offsets) == 5
    assert max(offsets) <= 1.5


def test_head_and_first_column_stay_in_sight(read, report):
    page = read(report, width=1100, height=700)
    page.locator("#map-client .map").evaluate("map => map.scrollTo(300, 900)")
    box = page.locator("#map-client .map").bounding_box()
    head = page.locator("#map-client .stage").nth(3).bounding_box()
    lane = page.locator("#map-client tbody th").nth(5).bounding_box()
    assert head["y"] == pytest.approx(box["y"], abs=2)
    assert lane["x"] == pytest.approx(box["x"], abs=2)


def test_viewpoints_are_shown_one_at_a_time(read, report):
    page = read(report)
    assert page.locator(".viewpoint:visible").count() == 1
    page.locator("[data-show=expert]").click()
    assert page.locator("#map-expert").is_visible()
    assert page.locator(".viewpoint:visible").count() == 1


def test_filters_keep_only_what_fits(read, report):
    page = read(report)
    page.locator("#by-kind").select_option("pain")
    kinds = page.eval_on_selector_all(
        "[data-item]:not([hidden])", "items => items.map(item => item.dataset.kind)"
    )
    assert set(kinds) == {"pain"}
    page.locator("#find").fill("ЧЕТЫРЕ")
    assert page.locator(".theme:visible").all_inner_texts()
    assert all("четыре" in text for text in page.locator(".theme:visible").all_text_contents())
    assert page.locator("#found").inner_text().startswith("Показано:")
    page.locator(".filters [type=reset]").click()
    expect(page.locator("[data-item][hidden]")).to_have_count(0)


def test_the_role_filter_shows_that_roles_voice_alone(read, report):
    page = read(report)
    page.locator("#by-role").select_option("expert")
    assert page.locator("#map-expert").is_visible()
    roles = page.eval_on_selector_all(
        ".theme:not([hidden]) .q:not([hidden]), .single:not([hidden])",
        "quotes => quotes.map(quote => quote.dataset.r)",
    )
    assert set(roles) == {"expert"}


def test_hostile_words_do_not_run(read):
    page = read(render(*hostile_draft(HOSTILE)))
    page.locator("#themes .src").first.click()
    assert page.locator("#passage mark").inner_text() in HOSTILE
    page.keyboard.press("Escape")
    page.locator("[data-lang=en]").click()
    assert page.locator("img").count() == 0
    assert page.evaluate("document.scripts.length") == 3


def test_without_script_everything_can_be_read(read, report):
    page = read(report, java_script_enabled=False)
    assert page.locator(".viewpoint:visible").count() == 3
    assert page.locator(".filters:visible, .switch:visible").count() == 0
    page.locator("#themes summary").first.click()
    assert page.locator("#themes details[open] q").first.is_visible()


def test_paper_gets_all_viewpoints_and_all_quotes_of_themes(read, report):
    page = read(report)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".viewpoint:visible").count() == 3
    assert page.locator("#themes q:visible").count() == page.locator("#themes q").count()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_page_obeys_the_wish_for_little_motion_and_for_darkness(read, report):
    page = read(report, color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 27)"
    page.locator(".src:visible").first.click()
    assert page.evaluate("getComputedStyle(document.querySelector('#passage')).animationName") == "none"
