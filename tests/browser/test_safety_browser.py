"""Words that try to become code, in every field that holds words: they are shown and never run."""

from __future__ import annotations

import json

import pytest
from evil_study import ATTACKS, evil_draft
from playwright.sync_api import expect

from pipeline.assemble.exports.html import render
from pipeline.assemble.review.board import study_id

pytestmark = pytest.mark.browser

WATCH = """
window.__hits = [];
window.hit = (n) => __hits.push(n);
addEventListener("securitypolicyviolation", (event) => __hits.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
MADE = "img, iframe, object, embed, link, form[action], a[href^='javascript' i], a[href^='data:' i], meta[http-equiv=refresh i], audio, video, base"
HANDLERS = "[...document.querySelectorAll('*')].flatMap(node => [...node.attributes]).filter(one => /^on/i.test(one.name)).map(one => one.name)"
TABS = ("map", "themes", "talk", "queue", "picture", "people", "coverage", "history", "making")
CONTROLS = ("\x00", "\x07", "\x0b", "\x1b[31m", "\x7f", "\x85")


@pytest.fixture(scope="module")
def draft():
    return evil_draft()


@pytest.fixture
def page(read, draft):
    page = read(render(*draft), before=WATCH)
    page.locator("[data-lang=en]").click()
    return page


def check_untouched(page):
    """Nothing has run, nothing was made that could; the ``read`` fixture sees requests and complaints."""
    assert page.evaluate("__hits") == []
    assert page.evaluate("document.scripts.length") == 3
    assert page.evaluate("document.querySelectorAll('style').length") == 1
    assert page.locator(MADE).count() == 0
    assert page.evaluate(HANDLERS) == []
    assert page.evaluate("Object.keys(Object.prototype).length + Object.keys(Array.prototype).length") == 0


def visit_all(page):
    for tab in TABS:
        page.locator(f"#tab-{tab}").click()
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        assert page.locator(".broken").count() == 0, tab
        for more in page.locator("main details:not([open]) > summary").all()[:8]:
            if more.is_visible():
                more.click()
        check_untouched(page)


def open_themes(page):
    page.locator("#tab-themes").click()
    return page.locator("#panel-themes .theme").first


def line(draft, op, number=1, **fields):
    """Return a correction line as anybody may write it into a file."""
    return {
        "v": 1,
        "id": f"c-{number:016x}",
        "op": op,
        "study": study_id(interview.id for interview in draft.interviews),
        "draft": "0" * 12,
        "author": "A",
        "time": "2026-11-22T06:10:00Z",
        "seen": {},
    } | fields


def take_in(page, tmp_path, *lines):
    path = tmp_path / "corrections.jsonl"
    rows = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    page.locator("#import").set_input_files(path)
    return page.locator(".note").last


def test_a_draft_full_of_code_is_shown_as_words_and_runs_nowhere(page):
    visit_all(page)
    page.locator("[data-lang=ru]").click()
    visit_all(page)
    open_themes(page)
    labels = page.locator("#panel-themes .theme .name").all_text_contents()
    assert set(labels) == set(ATTACKS[:-3])
    said = page.locator("#panel-themes q").all_text_contents()
    assert {text[1:-1] for text in said} == set(ATTACKS)
    assert page.title().split() == " ".join(ATTACKS).split()


def test_the_passage_of_such_a_quote_shows_who_said_it_and_what(page):
    open_themes(page)
    for at in range(0, 26, 5):
        source = page.locator("#panel-themes .theme").nth(at).locator(".src").first
        source.click()
        expect(page.locator("#passage mark")).to_be_visible()
        assert page.locator("#passage mark").text_content() in ATTACKS
        check_untouched(page)
        page.keyboard.press("Escape")
        expect(page.locator("#passage")).to_have_count(0)


def test_the_page_names_no_host_and_allows_nothing_inline(draft):
    html = render(*draft).decode()
    policy = (
        html.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
    )
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {
        "default-src",
        "script-src",
        "style-src",
        "img-src",
        "font-src",
        "base-uri",
        "form-action",
    }
    assert all(rules[name].startswith("'sha256-") for name in ("script-src", "style-src"))
    assert not any(word in policy for word in ("unsafe", "http:", "https:", "*", "blob:"))
    assert html.count("<script") == html.count("</script") == 3


@pytest.mark.parametrize("at", range(0, len(ATTACKS), 4))
def test_a_theme_may_be_called_anything(page, at):
    for text in ATTACKS[at : at + 4]:
        theme = open_themes(page)
        theme.focus()
        page.keyboard.press("F2")
        field = page.locator("#panel-themes .name-field")
        field.fill(f"q {text}")
        field.press("Enter")
        kept = " ".join(f"q {text}".split())
        expect(page.locator("#panel-themes .theme .name").get_by_text(kept, exact=True)).to_have_count(1)
        check_untouched(page)


def test_author_search_comment_and_stage_may_hold_anything(page):
    for text in ATTACKS:
        page.locator("#author").fill(text)
        page.locator("#find").fill(text)
    for tab in TABS:
        page.locator(f"#tab-{tab}").click()
        check_untouched(page)
    page.locator("#find").fill("")
    words = " ".join(ATTACKS)
    open_themes(page).focus()
    page.keyboard.press("c")
    page.locator("#ask textarea").fill(words)
    page.locator("#ask [type=submit]").click()
    page.locator("#tab-map").click()
    for at, text in enumerate(ATTACKS):
        page.locator(".map .stage").nth(at % 6).locator(".pencil").focus()
        page.keyboard.press("F2")
        page.locator(".map .name-field").fill(f"s {text}")
        page.keyboard.press("Enter")
        check_untouched(page)
    page.locator("#tab-history").click()
    expect(page.locator("#panel-history")).to_be_visible()
    assert words in page.locator("#panel-history").text_content()
    visit_all(page)


def test_a_file_of_corrections_may_hold_anything_in_its_words(page, draft, tmp_path):
    lines = []
    targets = [
        ("theme", "t-0001"),
        ("unit", "u-0001"),
        ("stage", "s1"),
        ("interview", "i-evil"),
        ("map", "map"),
    ]
    for at, text in enumerate(ATTACKS):
        kind, id_ = targets[at % len(targets)]
        made = f"p-{at}"
        said = {"author": text[:100], "note": text}
        seen = {
            "themes": {
                "t-0000": {"kind": "pain", "stage": "s1", "label": text, "origin": "model", "units": []}
            }
        }
        lines += [
            line(draft[0], "rename", 5 * at, theme=f"t-{at % 20:04}", label=text, seen=seen, **said),
            line(draft[0], "comment", 5 * at + 1, on={"type": kind, "id": id_}, text=text, **said),
            line(
                draft[0],
                "create",
                5 * at + 2,
                label=text,
                kind="idea",
                stage=None,
                units=[],
                **{"as": made},
                **said,
            ),
            line(draft[0], "stage_add", 5 * at + 3, name=text, after=None, **{"as": f"ps-{at}"}, **said),
            line(draft[0], "comment", 5 * at + 4, on={"type": "map", "id": text[:200]}, text=text, **said),
        ]
    expect(take_in(page, tmp_path, *lines)).to_contain_text(str(len(lines)))
    visit_all(page)
    page.locator("[data-lang=ru]").click()
    visit_all(page)


@pytest.mark.parametrize(
    "field",
    ["id", "op", "study", "draft", "time", "theme", "group", "as", "kind", "stage", "units", "from", "line"],
)
def test_code_in_an_id_is_refused_with_the_line_and_changes_nothing(page, draft, tmp_path, field):
    ops = {
        "as": line(draft[0], "create", label="L", kind="pain", stage=None, units=[], **{"as": "p-1"}),
        "kind": line(draft[0], "retheme", theme="t-0001", kind="goal"),
        "stage": line(draft[0], "stage", units=["u-0001"], stage="s2"),
        "units": line(draft[0], "stage", units=["u-0001"], stage="s2"),
        "from": line(draft[0], "move", units=["u-0001"], to=None, **{"from": "t-0001"}),
        "line": line(draft[0], "retract", line="c-0000000000000009"),
    }
    good = ops.get(field, line(draft[0], "rename", theme="t-0001", label="L"))
    for at, text in enumerate(ATTACKS[:22:3]):
        bad = {**good, field: [text] if field == "units" else text}
        note = take_in(page, tmp_path, line(draft[0], "rename", 90 + at, theme="t-0002", label="X"), bad)
        expect(note).to_contain_text("corrections.jsonl")
    check_untouched(page)
    expect(page.locator("#undo")).to_be_disabled()
    expect(page.locator("#download")).to_be_disabled()


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])
def test_ids_that_every_object_has_break_nothing(page, draft, tmp_path, name):
    one = draft[0]
    rows = [
        line(one, "rename", 1, theme=name, label="A"),
        line(one, "stage", 2, units=[name, "u-0001"], stage="s2"),
        line(one, "stage", 3, units=["u-0002"], stage=name),
        line(one, "move", 4, units=[name], to="t-0001", **{"from": None}),
        line(one, "create", 5, kind="pain", stage=name, label="B", units=[name], **{"as": f"p-{name}"}),
        line(
            one,
            "create",
            6,
            kind="pain",
            stage="s1",
            label="Made by hand",
            units=["u-0004"],
            **{"as": f"p-{name}"},
        ),
        line(one, "stage_rename", 7, stage=name, name="C"),
        line(one, "stage_order", 8, order=[name, "s2"]),
        line(one, "stage_merge", 9, stage=name, into="s1"),
        line(one, "pin", 10, units=[name], themes=[name], on=True),
        line(one, "judge", 11, themes=[name], verdict="accepted"),
        line(one, "merge", 12, themes=[name], into="t-0001"),
        line(one, "irrelevant", 13, units=[name], on=True),
        line(one, "code", 14, units=[name], add=["goal"], remove=[]),
        line(one, "valence", 15, units=[name], valence=1),
        line(one, "comment", 16, on={"type": "unit", "id": name}, text="D"),
        line(one, "comment", 17, on={"type": "interview", "id": name}, text="Said of nobody"),
        json.dumps(
            line(one, "rename", 18, theme="t-0003", label="Renamed well", seen={"stages": {}})
        ).replace(
            '"stages": {}',
            f'"stages": {{"{name}": "x"}}, "themes": {{"{name}": {{"kind": "pain", "stage": null, "label": "x", "origin": "model", "units": ["{name}"]}}}}',
        ),
    ]
    expect(take_in(page, tmp_path, *rows)).to_contain_text("18")
    visit_all(page)
    open_themes(page)
    labels = page.locator("#panel-themes .theme .name").all_text_contents()
    assert "Renamed well" in labels
    assert "Made by hand" in labels
    page.locator("#tab-history").click()
    expect(page.locator("#ignored-title .count")).to_have_text("15")


@pytest.mark.parametrize("field", ["label", "author", "note"])
def test_control_characters_in_a_file_are_refused_with_a_message(page, draft, tmp_path, field):
    for text in CONTROLS:
        bad = line(draft[0], "rename", theme="t-0001", label="L") | {field: f"a{text}b"}
        expect(take_in(page, tmp_path, json.dumps(bad))).to_contain_text(f"'{field}'")
    expect(page.locator("#undo")).to_be_disabled()


def test_control_characters_that_are_pasted_never_reach_the_file(page, tmp_path):
    page.locator("#author").fill("An\x07na")
    open_themes(page).focus()
    page.keyboard.press("F2")
    page.locator("#panel-themes .name-field").fill("A\x0bname\x1b of \x85it")
    page.keyboard.press("Enter")
    open_themes(page).focus()
    page.keyboard.press("c")
    page.locator("#ask textarea").fill("one\ntwo\x00\x7fthree")
    page.locator("#ask [type=submit]").click()
    with page.expect_download() as download:
        page.locator("#download").click()
    path = tmp_path / "out.jsonl"
    download.value.save_as(path)
    lines = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    words = [(one["author"], one.get("label") or one["text"]) for one in lines]
    assert [" ".join("".join(pair).split()) for pair in words] == ["An naA name of it", "An naone two three"]
    assert "\n" in lines[1]["text"]
    assert not any(ord(sign) < 32 and sign != "\n" for pair in words for sign in "".join(pair))
