"""Maps of every kind and the findings, as people read them."""

from __future__ import annotations

import os
import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from review_page import UNFOLD
from test_access_browser import AXE, RULES, RUN

from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.exports.html import EXPORT
from report_fixture import bicycle_draft
from sheets_fixture import full_atlas

pytestmark = pytest.mark.browser

KINDS = ("customer_eyes", "experience", "conversion", "blueprint", "governance", "assessment", "checklist")
PARTS = (
    "portraits", "stories", "barriers", "touchpoints", "breaks", "contradictions", "views", "guide", "interviews",
)  # fmt: skip
PHONE = {"width": 390, "height": 844, "is_mobile": True, "has_touch": True}
PRICE = "Цена растёт после осмотра"
NOTE = "Эта карта построена по черновику; правки войдут в неё после «cjm apply»."
# What sticks out of the window and lies in no box that scrolls.
ESCAPED = """() => [...document.querySelectorAll('main *')].filter((node) => node.checkVisibility()
  && node.getBoundingClientRect().right > innerWidth + 1 && node.getBoundingClientRect().width > 1
  && !node.closest('.hush, .told-above, .wide') && ![...ancestors(node)].some((one) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(one).overflowX)))
  .map((node) => node.outerHTML.slice(0, 90));
  function* ancestors(node) { for (let one = node.parentElement; one && one.tagName !== 'MAIN'; one = one.parentElement) yield one; }"""


@pytest.fixture(scope="module")
def atlas():
    return full_atlas()


@pytest.fixture(scope="module")
def report(atlas):
    return EXPORT.render(atlas)


@pytest.fixture(scope="module")
def experts_alone():
    """The page of a study of experts: most sheets are empty."""
    return EXPORT.render(make_atlas(*bicycle_draft("ru", "09_master", "10_courier")))


def go(page, place):
    page.evaluate(f"location.hash = '{place}'")
    expect(page.locator(f"#panel-{place.split('/')[0]}")).to_be_visible()


def look(page, kind, viewpoint="client"):
    go(page, f"map/{kind}/{viewpoint}")
    return page.locator(f"#map-{kind}-{viewpoint}")


def rename(page, name):
    """Give the theme of prices another name on the journey map."""
    claim = page.locator("#map-client .lane.t-pain .claim", has_text=PRICE)
    claim.hover()
    claim.locator(".pencil").click()
    page.locator(".name-field").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#map-client .claim", has_text=name).first).to_be_visible()


# ---------------------------------------------------------------- maps of every kind


def test_each_kind_is_chosen_from_the_list_and_has_an_address(read, report):
    page = read(report)
    for kind in KINDS:
        page.locator("#map-kind").select_option(kind)
        expect(page.locator(f"#map-{kind}-client")).to_be_visible()
        assert page.evaluate("location.hash") == f"#map/{kind}/client"
    page.locator("#map-kind").select_option("journey")
    expect(page.locator("#map-client")).to_be_visible()


def test_the_kind_is_chosen_with_the_keys_alone(read, report):
    page = read(report)
    page.locator("#map-kind").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#map-customer_eyes-client")).to_be_visible()
    expect(page.locator("#map-kind")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#map-customer_eyes-non_user")).to_be_visible()


def test_an_address_opens_a_map_and_a_tab_comes_back_to_it(read, report):
    page = read(report)
    drawn = look(page, "blueprint", "non_user")
    expect(page.locator("[data-show=non_user]")).to_have_attribute("aria-current", "true")
    page.locator("#tab-themes").click()
    page.locator("#tab-map").click()
    expect(drawn).to_be_visible()
    page.go_back()
    page.go_back()
    expect(drawn).to_be_visible()
    page.reload()
    expect(drawn).to_be_visible()


@pytest.mark.parametrize(
    "place", ["map", "map/nothing", "map/blueprint/nobody", "map/blueprint/client/%E0", "map/journey/"]
)
def test_an_address_that_is_not_there_opens_what_is_near(read, report, place):
    page = read(report)
    go(page, place)
    expect(page.locator("#map-blueprint-client" if "blueprint" in place else "#map-client")).to_be_visible()


def test_a_map_shows_every_claim_of_the_draft(read, report, atlas):
    page = read(report)
    for kind in KINDS:
        drawn = look(page, kind)
        page.evaluate(UNFOLD)
        part = next(one for one in atlas.maps if one.kind == kind and one.viewpoint == "client")
        claims = [claim for lane in part.lanes for cell in lane.cells for claim in cell.claims]
        expect(drawn.locator(".claim")).to_have_count(len(claims))
        hints = [cell.hint for lane in part.lanes for cell in lane.cells if cell.hint]
        assert drawn.locator("td .void span").all_inner_texts() == hints


def test_a_segment_has_maps_of_its_own(read, report):
    page = read(report)
    look(page, "governance")
    page.locator("#map-segment").select_option("ездит летом")
    expect(page.locator(".lead").first).to_contain_text("3 респондента")
    page.reload()
    expect(page.locator("#map-segment")).to_have_value("ездит летом")
    page.locator("#map-kind").select_option("journey")
    expect(page.locator("#map-segment")).to_have_value("")
    page.locator("#map-segment").select_option("ездит каждый день")
    expect(page.locator("#map-journey-client")).to_be_visible()
    expect(page.locator(".lead").first).to_contain_text("2 респондента")


def test_experts_words_below_the_line_of_visibility_count_experts(read, report):
    page = read(report)
    drawn = look(page, "blueprint")
    expect(drawn.locator(".border-line")).to_have_count(3)
    expect(drawn.locator(".border-line").nth(1)).to_have_text("линия видимости")
    words = drawn.locator("[data-lane=backstage] .q")
    assert words.count()
    assert {words.nth(at).get_attribute("data-r") for at in range(words.count())} == {"expert"}


def test_a_quote_and_a_figure_open_their_place(read, report):
    page = read(report)
    drawn = look(page, "assessment")
    drawn.locator(".q .src").first.click()
    expect(page.locator("#passage mark")).to_be_visible()
    page.keyboard.press("Escape")
    drawn.locator("button.figure-value").first.click()
    expect(page.locator("#passage .steps output")).to_contain_text("1 из")
    page.keyboard.press("Escape")
    expect(drawn.locator("button.figure-value").first).to_be_focused()


def test_what_the_researcher_wrote_is_marked(read, report):
    page = read(report)
    expect(look(page, "governance").locator("[data-lane=owner] .given")).to_have_text(
        "вписал исследователь: Ирина, приёмка"
    )
    expect(look(page, "assessment").locator("[data-lane=scores] .figure", has_text="NPS")).to_contain_text(
        "−12"
    )


def test_a_renamed_theme_has_its_new_name_and_the_note_says_that_the_map_is_older(read, report):
    page = read(report)
    drawn = look(page, "governance")
    expect(page.locator(".older")).to_have_count(0)
    go(page, "map")
    rename(page, "Сумма выросла")
    look(page, "governance")
    expect(drawn.locator(".claim", has_text="Сумма выросла")).to_have_count(1)
    expect(drawn.locator(".claim .plain-button", has_text="Сумма выросла")).to_have_attribute(
        "title", f"в черновике: {PRICE}"
    )
    expect(page.locator(".older")).to_have_text(NOTE)
    go(page, "findings/barriers")
    expect(page.locator(".older")).to_have_count(1)
    page.locator("#undo").click()
    expect(page.locator(".older")).to_have_count(0)
    expect(page.locator(".barrier .claim", has_text=PRICE)).not_to_have_count(0)


def test_a_rejected_theme_is_marked(read, report):
    page = read(report)
    go(page, "themes")
    page.locator(".theme", has_text=PRICE).locator(".act.no").first.click()
    claim = look(page, "governance").locator(".claim", has_text=PRICE)
    expect(claim.locator("s")).to_have_text(PRICE)
    expect(claim).to_contain_text("с тех пор отклонена")


@pytest.mark.parametrize(("applied", "notes"), [(1, 0), (0, 1)])
def test_a_stored_correction_that_the_draft_lacks_is_told(read, atlas, applied, notes):
    line = {
        "v": 1, "id": "l-000000000001", "op": "valence", "study": atlas.sheet.study, "draft": "0" * 12,
        "author": "Анна", "time": "2026-01-01T10:00:00Z", "seen": {},
        "units": [atlas.draft.themes[0].utterances[0]], "valence": 1.0,
    }  # fmt: skip
    page = read(EXPORT.render(replace(atlas, sheet=replace(atlas.sheet, lines=(line,), applied=applied))))
    look(page, "conversion")
    expect(page.locator(".older")).to_have_count(notes)


def test_phases_stand_over_their_stages_on_every_map(read, report):
    page = read(report)
    for kind in ("journey", "conversion"):
        go(page, f"map/{kind}/client")
        heads = page.locator(".map .phase")
        expect(heads).to_have_count(3)
        assert [(heads.nth(at).inner_text(), heads.nth(at).get_attribute("colspan")) for at in range(2)] == [
            ("До мастерской", "2"),
            ("В мастерской", "2"),
        ]
        boxes = [page.locator(".map .stage").nth(at).bounding_box() for at in (0, 1)]
        head = heads.first.bounding_box()
        assert head["x"] == pytest.approx(boxes[0]["x"], abs=1)
        assert head["x"] + head["width"] == pytest.approx(boxes[1]["x"] + boxes[1]["width"], abs=1)


def test_a_phone_reads_phases_and_lines_inside_the_cells(read, report):
    page = read(report, **PHONE)
    drawn = look(page, "blueprint")
    expect(drawn.locator(".phase-name").first).to_be_visible()
    expect(drawn.locator(".border-name").first).to_be_visible()
    expect(drawn.locator(".border-line").first).to_be_hidden()


def test_the_name_of_a_map_is_heard_and_takes_no_room(read, report):
    page = read(report)
    for place in ("map", "map/experience/expert"):
        go(page, place)
        heading = page.locator(".viewpoint h2")
        assert heading.bounding_box()["height"] <= 1
        assert page.locator(".viewpoint").get_attribute("aria-labelledby") == heading.get_attribute("id")
        assert page.locator(".map").bounding_box()["y"] - page.locator(".map-bar").bounding_box()["y"] < 100


def test_filters_narrow_other_maps_too(read, report):
    page = read(report)
    drawn = look(page, "governance")
    everything = drawn.locator(".claim").count()
    page.locator("#find").fill("квитанц")
    expect(drawn.locator(".claim")).not_to_have_count(everything)
    page.locator("#find").fill("")
    page.locator("#by-role").select_option("expert")
    expect(page.locator("#map-governance-expert")).to_be_visible()


# ---------------------------------------------------------------- findings


def test_every_part_opens_by_its_address_in_both_languages(read, report):
    page = read(report)
    for part in PARTS:
        go(page, f"findings/{part}")
        for language in ("en", "ru"):
            page.locator(f"[data-lang={language}]").click()
            expect(page.locator(f".finding.is-{part}")).to_be_visible()
            assert page.locator(".broken").count() == 0, part
            assert page.locator("#findings-part :is(article, li, td)").count(), part
            expect(page.locator(f"#finding-{part}")).to_have_attribute("aria-selected", "true")


def test_parts_are_walked_with_the_arrows(read, report):
    page = read(report)
    go(page, "findings")
    page.locator("#finding-portraits").focus()
    for part in (*PARTS[1:], "portraits"):
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"#finding-{part}")).to_be_focused()
        assert page.evaluate("location.hash") == f"#findings/{part}"
    expect(page.locator(".findings-nav [tabindex='0']")).to_have_count(1)


def test_a_phone_chooses_a_part_from_a_field(read, report):
    page = read(report, **PHONE)
    go(page, "findings")
    expect(page.locator(".findings-nav [role=tablist]")).to_be_hidden()
    page.locator("#pick-finding").select_option("guide")
    expect(page.locator(".guide").first).to_be_visible()


def test_every_claim_says_who_stands_behind_it_and_every_quote_opens(read, report):
    page = read(report)
    for part in ("portraits", "barriers", "contradictions", "views"):
        go(page, f"findings/{part}")
        page.evaluate(UNFOLD)
        claims = page.locator("#findings-part .claim")
        assert claims.count(), part
        expect(page.locator("#findings-part .claim:not(:has(.support b))")).to_have_count(0)
        expect(page.locator("#findings-part .claim:not(:has(.q .src))")).to_have_count(0)
        page.locator("#findings-part .q .src").first.click()
        expect(page.locator("#passage mark")).to_be_visible()
        page.keyboard.press("Escape")


def test_barriers_stand_in_the_order_of_work_with_their_parts(read, report, atlas):
    page = read(report)
    go(page, "findings/barriers")
    page.evaluate(UNFOLD)
    expect(page.locator(".barrier")).to_have_count(len(atlas.barriers))
    first = page.locator(".barrier").first
    expect(first.locator(".barrier-rank")).to_have_text("1")
    expect(first.locator(".barrier-parts")).to_have_text(
        re.compile(r"^Приоритет: \d,\d\d = доля \d+\s% × сила чувства \d,\d\d × вес этапа \d,\d$")
    )
    answers = page.locator(".barrier:not(:has(.solution)):not(:has(.question))")
    expect(answers).to_have_count(0)


def test_a_cell_of_the_heat_table_opens_what_was_said(read, report, atlas):
    page = read(report)
    go(page, "findings/touchpoints")
    expect(page.locator(".heat-open")).to_have_count(len(atlas.touchpoints))
    cell = page.locator(".heat.bad-2 .heat-open").first
    assert re.match(r"▼▼ −\d,\d\s\d из \d", cell.inner_text())
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#passage mark")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()


def test_a_story_passes_through_every_stage(read, report, atlas):
    page = read(report)
    go(page, "findings/stories")
    first = page.locator(".story").first
    expect(first.locator(".story-step")).to_have_count(5)
    told = [uid for step in atlas.stories[0].steps for uid in step.utterances]
    assert first.locator("[data-u]").evaluate_all("nodes => nodes.map(node => node.dataset.u)") == told


def test_an_interview_is_chosen_from_the_list(read, report):
    page = read(report)
    go(page, "findings/interviews")
    expect(page.locator(".snapshot h3")).to_contain_text("clients/01_andrey.txt")
    page.locator("#pick-snapshot").select_option(index=1)
    expect(page.locator(".snapshot h3")).to_contain_text("clients/02_marina.txt")
    page.locator("#by-role").select_option("expert")
    expect(page.locator(".snapshot h3")).to_contain_text("experts/09_master.txt")


def test_what_is_empty_says_why(read, experts_alone):
    page = read(experts_alone)
    for part, why in (
        ("portraits", "Портретов нет: они складываются из клиентов"),
        ("stories", "Историй нет"),
        ("breaks", "Разрывов нет"),
    ):
        go(page, f"findings/{part}")
        expect(page.locator("#findings-part .void")).to_contain_text(why)
    for kind in KINDS:
        expect(look(page, kind, "expert")).to_be_visible()


def test_a_page_without_sheets_has_no_findings(read):
    from pipeline.assemble.exports.html import render

    page = read(render(*bicycle_draft()))
    expect(page.locator("#tab-findings")).to_have_count(0)
    expect(page.locator("#map-kind")).to_have_count(0)


# ---------------------------------------------------------------- every screen, paper, everybody


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_sticks_out_of_the_window(read, report, width):
    page = read(report, width=width)
    for place in (*(f"map/{kind}/client" for kind in KINDS), *(f"findings/{part}" for part in PARTS)):
        go(page, place)
        expect(page.locator(f".is-{place.split('/')[1]}, #map-{place.split('/')[1]}-client")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
        assert page.evaluate(ESCAPED) == [], place


def printed(page):
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return page.locator("body").inner_text()


def test_the_guide_is_printed_alone(read, report):
    page = read(report)
    go(page, "findings/guide")
    told = printed(page)
    assert told.startswith("Гайд интервью: Клиенты")
    assert "Портреты" not in told
    expect(page.locator("header.page-head")).to_be_hidden()
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = {
        tuple(float(part) for part in box.split()) for box in re.findall(rb"/MediaBox \[([\d. ]+)\]", pdf)
    }
    assert all(height > width for _, _, width, height in sizes)


def test_a_chosen_map_is_printed_alone_and_nothing_of_it_is_folded(read, report):
    page = read(report)
    look(page, "checklist")
    told = printed(page)
    assert "Каким потребностям здесь противоречит?" in told
    expect(page.locator("#panel-themes")).to_have_count(0)
    expect(page.locator("main details.more:not([open])")).to_have_count(0)
    expect(page.locator(".static-map h2")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    go(page, "map")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#panel-themes")).to_have_count(1)


@pytest.mark.parametrize(
    ("device", "scheme"), [({}, "light"), ({}, "dark"), (PHONE, "light"), (PHONE, "dark")]
)
def test_axe_finds_nothing(read, report, device, scheme):
    if not AXE.exists():
        message = "axe-core is not installed: run 'make js'"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    page = read(report, color_scheme=scheme, bypass_csp=True, **device)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for place in (*(f"map/{kind}/client" for kind in KINDS), *(f"findings/{part}" for part in PARTS)):
        go(page, place)
        expect(page.locator(f".is-{place.split('/')[1]}, #map-{place.split('/')[1]}-client")).to_be_visible()
        assert page.evaluate(RUN, RULES) == [], place
