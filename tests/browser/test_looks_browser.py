"""How the page looks where it can be measured: no sideways scrolling, a low head, a readable paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from pipeline.assemble.exports.html import render
from report_fixture import bicycle_draft

pytestmark = pytest.mark.browser

TABS = ("map", "themes", "talk", "queue", "picture", "people", "coverage", "history", "making")
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844, "is_mobile": True, "has_touch": True}
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
ENGLISH = "localStorage.setItem('cjm:language', 'en')"
LONG = "Непроизносимодлинноеназваниетемы" * 6
# Words that are cut off or lie under something else: a line box that its own block does not hold.
CUT = """() => [...document.querySelectorAll('main p, main h2, main h3, main h4, main h5, main td, main th, main button, main label')]
  .filter((node) => node.checkVisibility({ contentVisibilityAuto: true }) && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0
    && getComputedStyle(node).display !== 'inline' && !node.closest('.hush, .wide, .map') && getComputedStyle(node).overflowX !== 'auto')
  .map((node) => node.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def report():
    return render(*bicycle_draft())


@pytest.fixture(scope="module")
def wordy():
    """Return the report of a study whose names are too long for any column."""
    draft, transcripts = bicycle_draft()
    return render(
        draft.model_copy(
            update={
                "study": draft.study.model_copy(update={"title": LONG + " " + LONG, "product": LONG}),
                "stages": [stage.model_copy(update={"name": LONG}) for stage in draft.stages],
                "themes": [theme.model_copy(update={"label": LONG}) for theme in draft.themes],
                "touchpoints": [point.model_copy(update={"name": LONG}) for point in draft.touchpoints],
            }
        ),
        transcripts,
    )


def open_tab(page, tab):
    page.locator(f"#tab-{tab}").click()
    expect(page.locator(f"#panel-{tab}")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_view_is_wider_than_the_window_or_cuts_its_words(read, report, device, scheme, language):
    page = read(report, color_scheme=scheme, before=ENGLISH if language == "en" else "", **device)
    for tab in TABS:
        open_tab(page, tab)
        assert page.evaluate(OVERFLOW) <= 0, tab
        assert page.evaluate(CUT) == [], tab


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_endless_words_widen_nothing(read, wordy, device):
    page = read(wordy, **device)
    for tab in TABS:
        open_tab(page, tab)
        assert page.evaluate(OVERFLOW) <= 0, tab


def test_the_head_is_low_and_leaves_the_window_to_the_view(read, report):
    page = read(report)
    for tab in TABS:
        open_tab(page, tab)
        assert page.locator(".page-head").bounding_box()["height"] <= 130, tab
        assert page.locator(f"#panel-{tab}").bounding_box()["y"] <= 360, tab
        expect(page.locator("h1")).to_have_text("Ремонт велосипеда: от поломки до следующей весны")


def test_the_tabs_stay_in_their_place_from_view_to_view(read, report):
    page = read(report)
    places = set()
    for tab in TABS:
        open_tab(page, tab)
        places.add(page.locator(".tabs").bounding_box()["y"])
    assert len(places) == 1


def test_a_phone_keeps_the_chosen_tab_in_sight_and_a_short_head(read, report):
    page = read(report, **PHONE)
    for tab in (*TABS, "map"):
        page.evaluate(f"location.hash = '{tab}'")
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        expect(page.locator(f"#tab-{tab}")).to_be_in_viewport(ratio=1)
        assert page.locator(".page-head").bounding_box()["height"] <= (260 if tab == "map" else 90), tab


def test_nothing_lies_over_the_words_at_rest(read, report):
    page = read(report)
    for tab in TABS:
        open_tab(page, tab)
        floating = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(node => getComputedStyle(node).position === 'fixed' && node.checkVisibility() && node.getBoundingClientRect().height > 0).map(node => node.className)"
        )
        assert floating == [], tab


def test_paper_has_the_map_and_the_themes_in_dark_ink_and_no_controls(read, report):
    page = read(report, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#panel-themes .theme").first).to_be_visible()
    controls = "button:visible, input:visible, select:visible, [role=tablist]:visible, .toolbar:visible"
    shown = page.locator(controls).evaluate_all(
        "nodes => nodes.filter(node => !node.matches('.src, .plain-button')).map(node => node.outerHTML.slice(0, 100))"
    )
    assert shown == []
    assert page.locator("body").evaluate("node => getComputedStyle(node).color") == "rgb(27, 36, 48)"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    sizes = page.locator(".claim .label, .theme .label, .theme q").evaluate_all(
        "nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize))"
    )
    assert min(sizes) >= 10.6  # 8 points
    pdf = page.pdf(prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 4 <= pages <= 20
