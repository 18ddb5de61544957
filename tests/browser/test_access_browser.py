"""Everybody can use the page: axe finds nothing in any view or state, the keys reach everything and show where."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pipeline.assemble.exports.html import render
from pipeline.assemble.review.board import study_id
from report_fixture import bicycle_draft

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What lies above the page is checked without what is under it, which is a view of its own.
RUN = """async (rules) => {
  const layers = [...document.querySelectorAll("dialog[open], .layer > *")];
  const found = await axe.run(layers.length ? { include: layers } : document, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.html.slice(0, 160)}`));
}"""
TABS = ("map", "themes", "talk", "queue", "picture", "people", "coverage", "history", "making")
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844, "is_mobile": True, "has_touch": True}
WAYS = (  # each pair of device, colours and language
    (DESKTOP, "light", "ru"),
    (DESKTOP, "dark", "en"),
    (PHONE, "light", "en"),
    (PHONE, "dark", "ru"),
)
ENGLISH = "localStorage.setItem('cjm:language', 'en')"
# What has the focus: its name, whether it is seen, and the outline of it or of the label around it.
FOCUSED = """() => {
  const node = document.activeElement;
  const shown = node.classList.contains("hush") ? node.closest("label") : node;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const covered = document.elementFromPoint(box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 30) / 2);
  return {
    tag: node.tagName, html: node.outerHTML.slice(0, 200), id: node.id, panel: Boolean(node.closest(".panel")),
    name: (node.getAttribute("aria-label") ?? "") + (node.labels?.[0]?.textContent ?? "") + (document.getElementById(node.getAttribute("aria-labelledby"))?.textContent ?? "") + node.textContent,
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && (shown.contains(covered) || covered?.contains(shown)),
  };
}"""


@pytest.fixture(scope="module")
def axe():
    """The checker's source; a machine without the page's packages skips, CI fails."""
    if not AXE.exists():
        message = "axe-core is not installed: run 'make js'"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report():
    return render(*bicycle_draft())


@pytest.fixture(scope="module")
def small_report():
    """A report of three interviews, which has everything that can be opened and less to look at each time."""
    return render(*bicycle_draft("ru", "01_andrey", "02_marina", "09_master"))


@pytest.fixture
def faults(axe):
    """Check a page; what is opened moves for a moment, and a moving colour is no colour to judge."""

    def find(page):
        page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe)
        return page.evaluate(RUN, RULES)

    return find


def opened(read, report, device=DESKTOP, scheme="light", language="en"):
    """Return a page whose policy lets the checker in."""
    page = read(
        report,
        before=ENGLISH if language == "en" else "",
        bypass_csp=True,
        color_scheme=scheme,
        reduced_motion="reduce",
        **device,
    )
    expect(page.locator("#panel-map")).to_be_visible()
    return page


def open_tab(page, tab):
    page.locator(f"#tab-{tab}").click()
    expect(page.locator(f"#panel-{tab}")).to_be_visible()


@pytest.mark.parametrize("way", WAYS)
def test_no_view_has_a_fault_that_axe_knows(read, report, faults, way):
    page = opened(read, report, *way)
    for tab in TABS:
        open_tab(page, tab)
        assert faults(page) == [], tab


def corrections():
    """Return lines of two people: applied, taken back, ignored, disputed, with comments."""
    draft, _ = bicycle_draft()
    themes = [theme.id for theme in draft.themes]
    units = [unit.id for unit in draft.utterances if unit.kinds]
    study = study_id(interview.id for interview in draft.interviews)
    frame = {"v": 1, "study": study, "draft": "0" * 12, "time": "2026-11-22T06:10:00Z", "seen": {}}
    said = [
        {"op": "rename", "theme": themes[0], "label": "Первое имя", "author": "Анна", "note": "так точнее"},
        {"op": "rename", "theme": themes[0], "label": "Второе имя", "author": "Борис"},
        {"op": "judge", "themes": [themes[1]], "verdict": "rejected", "author": "Анна"},
        {"op": "judge", "themes": [themes[2]], "verdict": "accepted", "author": "Анна"},
        {"op": "pin", "themes": [themes[2]], "units": [units[0]], "on": True, "author": "Анна"},
        {"op": "irrelevant", "units": [units[1]], "on": True, "author": "Анна"},
        {"op": "code", "units": [units[2]], "add": ["idea"], "remove": [], "author": "Борис"},
        {"op": "stage", "units": [units[3]], "stage": "s9", "author": "Борис"},
        {"op": "comment", "on": {"type": "theme", "id": themes[2]}, "text": "Проверить", "author": "Борис"},
        {"op": "comment", "on": {"type": "unit", "id": units[0]}, "text": "Важно", "author": "Борис"},
        {"op": "comment", "on": {"type": "map", "id": "map"}, "text": "Хорошая карта", "author": "Борис"},
        {"op": "retract", "line": "c-" + "0" * 15 + "3", "author": "Анна"},
    ]
    rows = [{**frame, "id": f"c-{at:016x}", **one} for at, one in enumerate(said)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.mark.parametrize("way", [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def test_a_corrected_draft_has_no_fault_either(read, report, faults, tmp_path, way):
    page = opened(read, report, *way)
    path = tmp_path / "corrections.jsonl"
    path.write_text(corrections(), encoding="utf-8")
    page.locator("#import").set_input_files(path)
    expect(page.locator(".note")).to_contain_text("12")
    for tab in ("map", "themes", "talk", "queue", "coverage", "history"):
        open_tab(page, tab)
        assert faults(page) == [], tab


def states(page):
    """Open one after another everything that can be open, and name it."""
    yield "more filters", page.locator("#more-filters").click()
    yield "keys", page.locator(".help-button").click()
    page.keyboard.press("Escape")
    open_tab(page, "themes")
    theme, quote = page.locator(".theme").first, page.locator(".theme .q").first
    yield "passage", quote.locator(".src").click()
    page.keyboard.press("Escape")
    for key in ("m", "k", "s", "v", "c", "Shift+F10"):
        quote.focus()
        yield f"quote {key}", page.keyboard.press(key)
        page.keyboard.press("Escape")
    for key in ("F2", "j", "d", "c", "k", "s", "Shift+F10"):
        theme.focus()
        yield f"theme {key}", page.keyboard.press(key)
        page.keyboard.press("Escape")
    yield "palette", page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    quote.focus()
    page.keyboard.press("Space")
    theme.focus()
    yield "selected", page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.locator(".theme details.more > summary").first.click()
    yield "unfolded, said", page.keyboard.press("a")
    open_tab(page, "talk")
    yield "interview", page.locator("#panel-talk .list button, #panel-talk .list a").first.click()
    page.locator("#find").fill("ничего такого нет")
    for tab in TABS:
        yield f"nothing found: {tab}", open_tab(page, tab)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_that_opens_has_a_fault(read, small_report, faults, scheme):
    page = opened(read, small_report, scheme=scheme)
    for name, _ in states(page):
        page.wait_for_timeout(60)
        assert faults(page) == [], name


@pytest.mark.parametrize("tab", TABS)
def test_tab_walks_from_top_to_bottom_and_every_stop_is_seen_and_named(read, report, tab):
    page = opened(read, report)
    open_tab(page, tab)
    page.wait_for_timeout(100)  # a view may take the focus when it opens
    page.locator(".skip").focus()
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    stops = []
    for _ in range(26):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    assert [stop for stop in stops if not (stop["outline"] and stop["seen"] and stop["name"].strip())] == []
    names = [stop["id"] for stop in stops if stop["id"]]
    assert names[:2] == ["tab-" + tab, "find"]
    inside = [stop["panel"] for stop in stops]
    assert inside == sorted(inside)


def test_a_dialog_keeps_the_focus_and_gives_it_back(read, report):
    page = opened(read, report)
    open_tab(page, "themes")
    quote = page.locator(".theme .q").first
    quote.focus()
    page.keyboard.press("m")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )
    page.keyboard.press("Escape")
    expect(quote).to_be_focused()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_words_of_the_study_keep_their_own_language(read, report, language):
    page = opened(read, report, language=language)
    open_tab(page, "themes")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_attribute("lang", "ru")
    assert set(page.eval_on_selector_all("q", "nodes => nodes.map((node) => node.lang)")) == {"ru"}
