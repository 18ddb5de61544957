from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect
from review_page import UNFOLD

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
TABS = ("map", "themes", "talk", "queue", "picture", "people", "coverage", "history", "making")


@pytest.fixture(scope="module")
def report():
    return render(*bicycle_draft())


def open_tab(page, tab):
    page.locator(f"#tab-{tab}").click()
    expect(page.locator(f"#panel-{tab}")).to_be_visible()


# ---------------------------------------------------------------- reading


def test_a_quote_opens_its_passage_with_the_question_and_the_quote_marked(read, report):
    page = read(report)
    page.locator("#map-client .q", has_text="полторы тысячи").locator(".src").first.click()
    expect(page.locator("#passage mark")).to_have_text(
        "Сначала назвали полторы тысячи, а после осмотра вышло уже четыре."
    )
    assert page.locator("#passage .turn").first.inner_text().endswith("Что было на приёме?")
    expect(page.locator("#passage h2")).to_have_text("К1 · [ИМЯ 1] · 00:34")
    expect(page.locator("#passage .where")).to_contain_text("clients/01_andrey.txt")


def test_a_claim_leads_through_all_its_quotes(read, report):
    page = read(report)
    claim = page.locator("#map-client .lane.t-pain .claim", has_text="Не сообщают")
    claim.locator(".src").first.click()
    marks = []
    for at in range(1, 5):
        expect(page.locator("#passage .steps output")).to_have_text(f"{at} из 4")
        marks.append(page.locator("#passage mark").inner_text())
        if at < 4:
            page.keyboard.press("ArrowRight")
    assert len(set(marks)) == 4
    expect(page.locator("#passage [data-step='1']")).to_be_disabled()


def test_a_mark_after_an_emoji_is_exact(read, report):
    page = read(report)
    page.locator("#find").fill("смайлик")
    open_tab(page, "themes")
    page.locator(".q", has_text="Смайлик").locator(".src").first.click()
    expect(page.locator("#passage mark")).to_have_text("Смайлик 🚲 ставлю, всё супер.")


def test_escape_closes_the_passage_and_the_focus_returns(read, report):
    page = read(report)
    source = page.locator("#map-client .src").first
    source.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#passage")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#passage")).to_be_hidden()
    expect(source).to_be_focused()


def test_a_claim_counts_the_respondents_of_its_own_viewpoint(read, report):
    page = read(report)
    claim = page.locator("#map-client .claim", has_text="Цена растёт").first
    assert "3 из 5" in claim.inner_text()
    open_tab(page, "themes")
    assert "4 из 10" in page.locator(".theme", has_text="Цена растёт").first.text_content()


def test_the_head_counts_in_real_russian(read, report):
    page = read(report)
    head = " ".join(page.locator("header").inner_text().split())
    assert "10 интервью Клиенты: 5 · Не пользуются: 3 · Эксперты: 2" in head
    assert "10 респондентов" in head
    assert "72 высказывания" in head
    assert "109 из 109 цитат сверены с текстом" in head


def test_every_view_can_be_opened_by_its_address_in_both_languages(read, report):
    page = read(report)
    for tab in TABS:
        page.evaluate(f"location.hash = '{tab}'")
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        for language in ("en", "ru"):
            page.locator(f"[data-lang={language}]").click()
            expect(page.locator("html")).to_have_attribute("lang", language)
            assert page.locator(f"#panel-{tab}").inner_text().strip(), tab
            assert page.locator(".broken").count() == 0, tab


def test_tabs_are_walked_with_the_arrows(read, report):
    page = read(report)
    page.locator("#tab-map").focus()
    for tab in (*TABS[1:], "map"):
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"#tab-{tab}")).to_be_focused()
        expect(page.locator("[role=tab][aria-selected=true]")).to_have_id(f"tab-{tab}")
    expect(page.locator("[role=tab][tabindex='0']")).to_have_count(1)


def test_the_skip_link_brings_to_the_map(read, report):
    page = read(report)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_language_switch_changes_every_phrase_and_no_quote(read, report):
    page = read(report)
    quotes = page.locator("q").all_inner_texts()
    page.locator("[data-lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("header")).to_contain_text("10 respondents")
    body = page.locator("body").inner_text()
    assert "10 respondents" in body
    assert "no data" in body
    assert page.locator("q").all_inner_texts() == quotes
    for russian in ("нет данных", "респондент", "Спросите", "единичные голоса", "цитат"):
        assert russian not in body
    page.locator("[data-lang=ru]").click()
    expect(page.locator("body")).to_contain_text("10 респондентов")


def test_the_chosen_language_is_remembered_and_no_cookie_is_set(read, report):
    page = read(report)
    page.locator("[data-lang=en]").click()
    page.reload()
    expect(page.locator("[data-lang=en]")).to_have_attribute("aria-pressed", "true")
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 1920])
def test_the_page_never_scrolls_sideways(read, report, width):
    page = read(report, width=width)
    for tab in TABS:
        page.evaluate(f"location.hash = '{tab}'")
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        assert page.evaluate(OVERFLOW) <= 0, tab


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


def test_all_that_is_folded_in_the_map_opens(read, report):
    page = read(report)
    assert page.locator("main details.more").count() > 20
    page.evaluate(UNFOLD)
    expect(page.locator("main details.more:not(:has(> :not(summary)))")).to_have_count(0)


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
    expect(page.locator(".viewpoint:visible")).to_have_count(1)
    page.locator("[data-show=expert]").click()
    expect(page.locator("#map-expert")).to_be_visible()
    expect(page.locator(".viewpoint:visible")).to_have_count(1)


def test_filters_keep_only_what_fits(read, report):
    page = read(report)
    open_tab(page, "themes")
    everything = page.locator(".theme").count()
    page.locator("#by-kind").select_option("pain")
    expect(page.locator(".theme:not([data-kind=pain])")).to_have_count(0)
    assert set(page.eval_on_selector_all(".theme", "items => items.map(item => item.dataset.kind)")) == {
        "pain"
    }
    page.locator("#find").fill("ЧЕТЫРЕ")
    expect(page.locator(".theme").filter(has_not_text=re.compile("четыре", re.IGNORECASE))).to_have_count(0)
    assert 0 < page.locator(".theme").count() < everything
    assert all("четыре" in text for text in page.locator(".theme").all_text_contents())
    page.locator(".filters [type=reset]").click()
    expect(page.locator(".theme")).to_have_count(everything)


def test_the_role_filter_shows_that_roles_voice_alone(read, report):
    page = read(report)
    page.locator("#by-role").select_option("expert")
    expect(page.locator("#map-expert")).to_be_visible()
    open_tab(page, "themes")
    roles = page.eval_on_selector_all(".theme > .quotes .q", "quotes => quotes.map(quote => quote.dataset.r)")
    assert set(roles) == {"expert"}


def test_hostile_words_do_not_run(read):
    page = read(render(*hostile_draft(HOSTILE)))
    for tab in TABS:
        page.evaluate(f"location.hash = '{tab}'")
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
    open_tab(page, "themes")
    page.locator("#panel-themes .src").first.click()
    expect(page.locator("#passage mark")).to_be_visible()
    assert page.locator("#passage mark").inner_text() in HOSTILE
    page.keyboard.press("Escape")
    page.locator("[data-lang=en]").click()
    assert page.locator("img").count() == 0
    assert page.evaluate("document.scripts.length") == 3


def test_without_script_the_page_says_what_it_needs(read, report):
    page = read(report, java_script_enabled=False)
    assert page.locator("noscript section").count() == 2
    assert "разрешите их для этого файла" in page.locator("body").inner_text()


def test_paper_gets_all_viewpoints_and_all_quotes_of_themes(read, report):
    page = read(report)
    quotes = sum(len(theme.utterances) for theme in bicycle_draft()[0].themes)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".viewpoint:visible")).to_have_count(3)
    assert (
        page.locator(
            "#panel-themes .theme > .quotes q:visible, #panel-themes .theme > details q:visible"
        ).count()
        == quotes
    )
    assert page.locator(".toolbar:visible, .tabs:visible").count() == 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#panel-themes")).to_have_count(0)


def test_the_page_obeys_the_wish_for_little_motion_and_for_darkness(read, report):
    page = read(report, color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 27)"
    page.locator(".src:visible").first.click()
    assert page.evaluate("getComputedStyle(document.querySelector('#passage')).animationName") == "none"


# ---------------------------------------------------------------- correcting


def rename(page, name):
    """Rename the first theme by its key."""
    open_tab(page, "themes")
    page.locator(".theme").first.focus()
    page.keyboard.press("F2")
    page.locator(".theme .name-field").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(".theme").first).to_contain_text(name)


def test_a_correction_is_there_after_a_reload_and_can_be_undone_and_redone(read, report):
    page = read(report)
    page.locator("#author").fill("Анна")
    rename(page, "Поломка в сезон")
    page.reload()
    expect(page.locator(".theme").first).to_contain_text("Поломка в сезон")
    expect(page.locator("#author")).to_have_value("Анна")
    page.keyboard.press("Control+z")
    expect(page.locator(".theme").first).not_to_contain_text("Поломка в сезон")
    page.reload()
    page.locator("#redo").click()
    expect(page.locator(".theme").first).to_contain_text("Поломка в сезон")


def test_corrections_go_out_as_a_file_and_come_in_on_another_page(read, report, tmp_path):
    page = read(report)
    page.locator("#author").fill("Анна")
    rename(page, "Поломка в сезон")
    with page.expect_download() as download:
        page.locator("#download").click()
    path = tmp_path / "corrections.jsonl"
    download.value.save_as(path)
    lines = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    assert [(line["op"], line["author"], line["label"]) for line in lines] == [
        ("rename", "Анна", "Поломка в сезон")
    ]
    expect(page.locator(".saved")).to_contain_text("Сохранено в браузере")
    other = read(report)
    open_tab(other, "themes")
    other.locator("#import").set_input_files(path)
    expect(other.locator(".theme").first).to_contain_text("Поломка в сезон")
    expect(other.locator(".note")).to_contain_text("1 правка")


def test_a_file_of_another_study_or_with_a_bad_line_is_refused_and_named(read, report, tmp_path):
    page = read(report)
    path = tmp_path / "bad.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    page.locator("#import").set_input_files(path)
    expect(page.locator(".note").last).to_contain_text("bad.jsonl")
    expect(page.locator("#undo")).to_be_disabled()


def test_two_tabs_of_one_page_keep_the_corrections_of_both(read, report):
    page = read(report)
    other = page.context.new_page()
    other.goto(page.url)
    rename(page, "Первое имя")
    open_tab(other, "themes")
    expect(other.locator(".theme").first).to_contain_text("Первое имя")
    other.locator(".theme").nth(1).focus()
    other.keyboard.press("F2")
    other.locator(".theme .name-field").fill("Второе имя")
    other.keyboard.press("Enter")
    expect(page.locator(".theme").nth(1)).to_contain_text("Второе имя")
    page.reload()
    expect(page.locator("#panel-themes")).to_contain_text("Первое имя")
    expect(page.locator("#panel-themes")).to_contain_text("Второе имя")


def test_where_nothing_can_be_stored_the_page_says_so_and_still_corrects(read, report):
    page = read(report, before="Storage.prototype.setItem = () => { throw new Error('full'); }")
    rename(page, "Поломка в сезон")
    expect(page.locator(".saved")).to_contain_text("Браузер ничего не хранит")


def test_the_keys_are_told_on_asking(read, report):
    page = read(report)
    page.locator("#tab-map").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    expect(page.locator("dialog.keys")).to_contain_text("F2")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_be_hidden()
