"""The site of plain pages in a browser: it fits, everybody can use it, quotes open at their place."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "assemble" / "printing"))  # the atlas with every sheet

from evil_atlas import evil_atlas  # noqa: E402 (its folder is told above)
from pipeline.assemble.site.book import Book  # noqa: E402
from pipeline.assemble.site.pages import map_page, site_files  # noqa: E402
from pipeline.registry import MAPS  # noqa: E402
from print_fixture import bicycle_atlas  # noqa: E402

pytestmark = pytest.mark.browser

AXE = HERE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHECK = """async (rules) => (await axe.run(document, { runOnly: rules, resultTypes: ["violations"] })).violations
  .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`))"""
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
DESKTOP = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "is_mobile": True,
    "has_touch": True,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The site of a small study with every kind of map, and its maps as one page."""
    atlas = bicycle_atlas(kinds=tuple(MAPS))
    root = tmp_path_factory.mktemp("site")
    for name, data in {**site_files(atlas), "single.html": map_page(atlas)}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def axe():
    if not AXE.exists():
        message = "axe-core is not installed: run 'make js'"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def visit(chromium):
    """Open pages from disk; at the end none complained, and nothing but files of the site was asked for."""
    contexts, complaints, asked = [], [], []

    def open_page(path, anchor="", **looks):
        context = chromium.new_context(offline=True, reduced_motion="reduce", **(looks or DESKTOP))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("dialog", lambda dialog: (complaints.append("a dialog"), dialog.dismiss()))
        context.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri() + anchor)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert all(url.startswith("file:") for url in asked)


@pytest.mark.parametrize("looks", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_fits_the_window_and_axe_finds_nothing(visit, folder, axe, looks):
    page = visit(folder / "index.html", **looks)
    names = sorted(path.relative_to(folder) for path in folder.rglob("*.html"))
    for name in (one for one in names if one.parent.name != "interviews" or one.stem == "client-1"):
        page.goto((folder / name).as_uri())
        assert page.evaluate(OVERFLOW) <= 0, name
        page.evaluate(axe)
        assert page.evaluate(CHECK, RULES) == [], name


def test_a_quote_of_a_map_opens_at_its_place(visit, folder):
    page = visit(folder / "index.html")
    page.get_by_role("link", name="Путь клиента").first.click()
    words = page.locator(".map .q q").first.inner_text()
    page.locator(".map .q .src").first.click()
    page.wait_for_url("**/interviews/*.html#*")
    place = page.locator(".said:target")
    assert place.inner_text() == words
    box = place.bounding_box()
    assert 0 <= box["y"] < 900
    page.go_back()
    expect(page.locator("h1")).to_have_text("Путь клиента")


def test_maps_on_one_page_are_chosen_by_keys_and_a_quote_keeps_the_choice(visit, folder):
    page = visit(folder / "single.html")
    panels = page.locator(".panels > section")
    shown = [at for at in range(panels.count()) if panels.nth(at).is_visible()]
    assert shown == [0]
    page.locator("#r1").focus()
    page.keyboard.press("ArrowRight")
    expect(panels.nth(1)).to_be_visible()
    expect(panels.nth(0)).to_be_hidden()
    page.locator("#m2 .q .src").first.click()
    expect(page.locator(".said:target")).to_be_visible()
    expect(panels.nth(1)).to_be_visible()


def test_the_printed_guide_holds_no_words_of_others_and_room_for_notes(visit, folder):
    page = visit(folder / "guide.html")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    page.emulate_media(media="print")
    assert not any(one.is_visible() for one in page.locator("q").all())
    assert page.locator(".notes").first.bounding_box()["height"] > 40
    assert (
        page.get_by_role("navigation").count() == 0 or not page.get_by_role("navigation").first.is_visible()
    )


def test_words_that_try_to_break_out_stay_words(visit, tmp_path):
    atlas = evil_atlas()
    for name, data in {**site_files(atlas), "single.html": map_page(atlas)}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    page = visit(tmp_path / "index.html", **PHONE)
    interview = Book(atlas).page(atlas.draft.interviews[0].id)
    for name in ("index.html", "map-journey.html", "barriers.html", "guide.html", interview, "single.html"):
        page.goto((tmp_path / name).as_uri())
        assert page.evaluate(OVERFLOW) <= 0, name
        assert page.locator("script, img").count() == 0
