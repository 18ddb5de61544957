"""The report as people use it: what is on the page, the file it gives, and the two hands that correct it."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from difflib import SequenceMatcher
from typing import ClassVar

from playwright.sync_api import expect

from corrections import seen
from pipeline.assemble.report.payload import plain_sheet
from pipeline.assemble.review.board import board_of
from pipeline.assemble.review.folding import fold
from pipeline.assemble.review.lines import read_lines

ON = re.compile(r"\bdrop-on\b")

SHOWN = """() => {
  const copy = document.querySelector('main .panel').cloneNode(true);
  copy.querySelectorAll('.bulk, details.more > :not(summary)').forEach((node) => node.remove());
  return copy.textContent.replace(/\\s+/g, ' ');
}"""
OPEN = """async (tab) => {
  location.hash = tab;
  while (!document.getElementById(`panel-${tab}`)) await new Promise(requestAnimationFrame);
}"""
KEPT = """() => Object.keys(localStorage).filter((key) => /^cjm:s-/.test(key)).sort()
  .map((key) => JSON.parse(localStorage.getItem(key)).line)"""
# What is folded enters the page some time after it was opened.
UNFOLD = """async () => {
  const empty = () => [...document.querySelectorAll('main details.more')].filter((node) => !node.open || node.children.length < 2);
  for (let frame = 0; empty().length && frame < 300; frame += 1) {
    empty().forEach((node) => { node.open = true; });
    await new Promise(requestAnimationFrame);
  }
}"""
THEMES = """() => [...document.querySelectorAll('#theme-list article.theme')].map((node) => ({
  id: node.dataset.theme, kind: node.dataset.kind,
  stage: node.closest('.stage-block').querySelector('h3').dataset.cellStage || null,
  label: node.querySelector('h5 .name').textContent,
  support: node.querySelector('.support b').textContent,
  grade: node.querySelector('.grade').className.match(/grade-(\\w+)/)[1],
  accepted: node.classList.contains('is-accepted'), pinned: Boolean(node.querySelector('.card-head .pin')),
  units: [...node.querySelectorAll(':scope > .quotes > [data-u], :scope > .more > .quotes > [data-u]')].map((one) => one.dataset.u),
}))"""
MAP = """() => {
  const stages = [...document.querySelectorAll('.map .stage')].map((node) => [node.dataset.stage, node.querySelector('.name').textContent]);
  const claims = [...document.querySelectorAll('.map .claim')].map((node) => ({
    lane: node.closest('tr').dataset.lane, stage: node.closest('td').dataset.cellStage,
    text: node.querySelector('.label .name, .label .plain-button, q').textContent, theme: node.dataset.theme ?? null,
    support: node.querySelector('.support b')?.textContent ?? null,
    grade: node.querySelector('.grade')?.className.match(/grade-(\\w+)/)[1] ?? 'single',
  }));
  const cells = [...document.querySelectorAll('.map td')].map((node) => ({
    lane: node.closest('tr').dataset.lane, stage: node.dataset.cellStage,
    grade: node.className.match(/g-(\\w+)/)[1], hint: node.querySelector('.void')?.textContent ?? null,
  }));
  return { stages, claims, cells };
}"""


class ReviewPage:
    """An opened report in English; its locators go by role and name where the page gives them."""

    def __init__(self, page, folder):
        self.page, self.folder = page, folder
        self.keys = page.keyboard
        if page.evaluate("document.documentElement.lang") != "en":
            page.locator("[data-lang=en]").click()

    # ------------------------------------------------------------ looking

    def open(self, tab):
        self.page.evaluate(OPEN, tab)
        return self.page.locator(f"#panel-{tab}")

    def card(self, label):
        return self.page.get_by_role("article", name=label, exact=True)

    def quote(self, words, inside=None):
        return (inside or self.page).locator("[data-u][data-edit]").filter(has_text=words).first

    def single(self, words):
        return self.quote(words, self.page.locator("#singles"))

    def dialog(self, name):
        return self.page.get_by_role("dialog", name=name)

    def row(self, label):
        """Return an entry of the menu that is open."""
        return (
            self.page.locator(".menu")
            .get_by_role("menuitem", name=label, exact=True)
            .or_(self.page.locator(".menu").get_by_role("menuitemradio", name=label, exact=True))
            .or_(self.page.locator(".menu").get_by_role("menuitemcheckbox", name=label, exact=True))
        )

    def stage(self, name):
        return self.page.get_by_role("columnheader").filter(has_text=name)

    def cell(self, lane, stage):
        return self.page.locator(f"tr[data-lane={lane}] td[data-cell-stage='{stage}']")

    def note(self):
        return self.page.locator(".notes .note").last

    def shown(self):
        """Return the words of the panel that is open, without what is folded or selected."""
        return self.page.evaluate(SHOWN)

    def themes(self):
        """Return every theme that is listed, with its quotes, by id."""
        self.open("themes")
        self.page.evaluate(UNFOLD)
        return {theme["id"]: theme for theme in self.page.evaluate(THEMES)}

    def theme(self, label):
        return next(theme for theme in self.themes().values() if theme["label"] == label)

    def map(self, viewpoint="client"):
        """Return stages, claims and cells of one viewpoint's map."""
        self.open("map")
        button = self.page.locator(f"[data-show={viewpoint}]")
        if button.count():
            button.click()
        expect(self.page.locator(f"#map-{viewpoint}")).to_be_visible()
        self.page.evaluate(UNFOLD)
        return self.page.evaluate(MAP)

    def claims(self, lane, stage, viewpoint="client"):
        found = self.map(viewpoint)["claims"]
        return [one["text"] for one in found if (one["lane"], one["stage"]) == (lane, stage)]

    def payload(self):
        return json.loads(self.page.locator("#study").text_content())

    def history(self):
        """Return the sentences of the history, newest first, and whether each is undone."""
        self.open("history")
        parts = self.page.locator("section[aria-labelledby=lines-title] .history-line")
        return parts.evaluate_all(
            "nodes => nodes.map(n => [n.querySelector('.history-what').textContent.trim(), n.classList.contains('undone')])"
        )

    # ------------------------------------------------------------ files

    def download(self):
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download corrections").click()
        assert download.value.suggested_filename == "corrections.jsonl"
        path = self.folder / "corrections.jsonl"
        download.value.save_as(path)
        return path

    def kept(self):
        """Return the lines that the browser keeps, as the file would hold them."""
        return self.page.evaluate(KEPT)

    def lines(self):
        return [json.loads(row) for row in self.download().read_text(encoding="utf-8").splitlines()]

    def take(self, path):
        self.page.locator("#import").set_input_files(path)

    # ------------------------------------------------------------ dragging

    @contextmanager
    def dragged(self, what):
        """Press on something, drag it a little, let it go at the end wherever the pointer is."""
        mouse = self.page.mouse
        what.evaluate("node => node.scrollIntoView({ block: 'center', behavior: 'instant' })")
        box = what.bounding_box()
        mouse.move(box["x"] + min(40, box["width"] / 2), box["y"] + box["height"] / 2)
        mouse.down()
        mouse.move(box["x"] + 60, box["y"] + box["height"] / 2 + 12, steps=3)
        expect(self.page.locator(".drag-ghost")).to_be_visible()
        yield
        mouse.up()
        expect(self.page.locator(".drag-ghost")).to_have_count(0)

    def aim(self, place, *, x=0.5, y=0.5):
        """Move what is dragged over a place and wait until the place says that it takes it."""
        box = place.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=4)
        expect(place).to_have_class(ON)

    def drag(self, what, place, **at):
        with self.dragged(what):
            self.aim(place, **at)

    def dock(self, name):
        return self.page.locator(f".drop-dock [data-drop={name}]")


class Step:
    """One correction made on the page: what the page looked like around it and the lines it wrote."""

    untouched: ClassVar[dict] = {}  # what a page shows that nobody has corrected

    def __init__(self, review, hand, draft):
        self.review, self.hand, self.lines = review, hand, []
        self.base = board_of(draft, plain_sheet(draft).study)

    def faces(self):
        """Return what the two main views show."""
        found = {}
        there = self.review.page.locator("#panel-map").count()  # what is open is looked at first
        for tab in ("map", "themes") if there else ("themes", "map"):
            self.review.open(tab)
            found[tab] = self.review.shown()
        return found

    def __enter__(self):
        if self.base.study not in self.untouched:
            self.untouched[self.base.study] = self.faces()
        self.before = self.untouched[self.base.study]
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.after = self.faces()
            self.lines = self.review.kept()
            self.check_lines()
            if self.hand.tool == "mouse":  # what is kept and listed does not hang on the hand
                assert self.review.lines() == self.lines
            self.check_steps()
            if self.hand.tool == "mouse":
                self.review.page.reload()
                self.check_faces(self.after)
                self.check_board()

    def check_lines(self):
        """Each line is one that Python takes, of this study and draft, and tells what had been proposed."""
        study = self.review.payload()
        self.read = read_lines(dump(self.lines), "page", study["id"])
        for line in self.lines:
            assert line["draft"] == study["draftSha"]
            assert line["seen"] == seen(line["op"], line, self.base)
        assert len({line.get("group", line["id"]) for line in self.lines}) == 1, "one step is one group"

    def check_board(self):
        """What is listed is what Python makes of the same lines."""
        board = fold(self.base, self.read)
        listed = {
            theme.id: (
                theme.label,
                theme.kind,
                theme.stage,
                theme.units,
                theme.verdict == "accepted",
                theme.pinned,
            )
            for theme in board.themes
            if theme.units and theme.dead is None and theme.verdict != "rejected"
        }
        fields = ("label", "kind", "stage", "units", "accepted", "pinned")
        page = {
            id_: tuple(tuple(one[name]) if name == "units" else one[name] for name in fields)
            for id_, one in self.review.themes().items()
        }
        assert page == listed
        assert board.ignored == ()

    def check_steps(self):
        """The history strikes out what was undone; undo and redo bring back what was there."""
        assert not any(undone for _, undone in self.review.history())
        self.hand.undo()
        self.check_faces(self.before)
        assert all(undone for _, undone in self.review.history()[-len(self.lines) :])
        self.hand.redo()
        self.check_faces(self.after)

    def check_faces(self, wanted):
        for tab, words in self.faces().items():
            assert words == wanted[tab], f"{tab}: {differences(wanted[tab].split(), words.split())}"


def dump(lines):
    """Return the bytes of a file of lines."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def differences(wanted, found):
    """Return what words stand in place of what others."""
    parts = SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
    return [(wanted[a:b], found[c:d]) for same, a, b, c, d in parts if same != "equal"]
