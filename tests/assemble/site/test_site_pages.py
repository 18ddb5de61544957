"""The site: nothing from outside, no script, every link leads somewhere, every claim stands with its quotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest
from markupsafe import escape

from evil_atlas import evil_atlas
from pipeline.assemble.atlas.wording import guide_closing, guide_opening
from pipeline.assemble.exports import site
from pipeline.assemble.printing.words import Printer
from pipeline.assemble.report.pages import fingerprint
from pipeline.assemble.site.book import Book
from pipeline.assemble.site.pages import map_page, quoted_by, site_files, site_style
from pipeline.errors import DraftError
from pipeline.registry import MAPS
from print_fixture import bicycle_atlas, maps_alone, with_stages

VOID = {"meta", "col", "input", "br", "link", "img", "hr"}
LOADING = {
    "script",
    "link",
    "img",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "form",
    "base",
    "use",
    "image",
}


class Read(HTMLParser):
    """A page as a browser takes it: elements in balance, ids, links, texts by element."""

    def __init__(self, data):
        super().__init__()
        self.open, self.ids, self.links, self.tags = [], [], [], Counter()
        self.attributes, self.words, self.claims, self.style, self.policy = set(), [], 0, "", ""
        self.feed(data.decode())
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags[tag] += 1
        self.attributes |= found.keys()
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"]
        self.claims += "claim" in (found.get("class") or "").split()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] == ["style"]:
            self.style = data
        else:
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def plain(text):
    return " ".join(text.split())


@pytest.fixture(scope="module", params=["ru", "en"])
def atlas(request):
    return bicycle_atlas(request.param, kinds=tuple(MAPS))


@pytest.fixture(scope="module")
def pages(atlas):
    return {name: Read(data) for name, data in site_files(atlas).items()}


EVERY = {
    "bicycle": lambda: bicycle_atlas(kinds=tuple(MAPS)),
    "evil": evil_atlas,
    "maps alone": lambda: maps_alone(bicycle_atlas()),
    "nine stages": lambda: with_stages(9),
}


@pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)
def test_every_link_leads_to_a_place_inside(make):
    read = {name: Read(data) for name, data in site_files(make()).items()}
    for name, page in read.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            path, _, anchor = link.partition("#")
            target = normpath(join(dirname(name), path)) if path else name
            assert target in read, (name, link)
            assert not anchor or anchor in read[target].ids, (name, link)


@pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)
def test_a_page_runs_nothing_and_asks_for_nothing(make):
    made = make()
    for data in (*site_files(made).values(), map_page(made)):
        page = Read(data)
        assert not LOADING & page.tags.keys()
        assert not [name for name in page.attributes if name.startswith("on") or name in {"style", "src"}]
        assert page.policy.startswith("default-src 'none'; style-src '")
        assert f"style-src '{fingerprint(page.style)}'" in page.policy
        assert "script-src" not in page.policy
        assert not re.search(r"url\(|@import", page.style)


def test_what_respondents_say_never_becomes_markup_or_a_path():
    made = evil_atlas()
    files = site_files(made)
    assert all(re.fullmatch(r"[a-z0-9/-]+\.html", name) for name in files)
    assert "<script>alert(1)</script>" in Read(files["index.html"]).text
    titled = Read(files["index.html"])
    assert titled.tags["title"] == 1 + titled.tags["svg"]


def test_every_sheet_has_a_page_and_the_contents_name_it(atlas, pages):
    names = {f"{name}.html" for name in ("portraits", "stories", "barriers", "touchpoints", "contradictions")}
    names |= {f"{name}.html" for name in ("views", "saturation", "guide", "decision", "interviews")}
    names |= {f"map-{kind.replace('_', '-')}.html" for kind in MAPS}
    assert pages.keys() == {
        "index.html",
        *names,
        *(link for link in pages["interviews.html"].links if "/" in link),
    }
    assert names <= set(pages["index.html"].links)
    assert len(atlas.draft.interviews) == sum("/" in name for name in pages)


def test_a_sheet_that_was_not_made_has_no_page():
    names = site_files(maps_alone(bicycle_atlas())).keys()
    assert not names & {"views.html", "saturation.html", "decision.html"}
    assert "guide.html" in names


def test_every_claim_of_a_map_stands_with_its_support_and_all_its_quotes(atlas, pages):
    book, printer = Book(atlas), Printer(atlas.draft)
    for kind in MAPS:
        page = pages[f"map-{kind.replace('_', '-')}.html"]
        drawn = [part for part in atlas.maps if part.kind == kind]
        cells = [(part, cell) for part in drawn for lane in part.lanes for cell in lane.cells]
        assert page.claims == sum(len(cell.claims) for _, cell in cells)
        for part, cell in cells:
            assert plain(cell.hint) in page.text
            assert all(
                plain(f"{figure.name}{printer.figure(figure)}") in page.text for figure in cell.figures
            )
            for claim in cell.claims:
                assert plain(claim.text) in page.text
                assert plain(printer.support(claim, part.viewpoint)) in page.text
        assert {book.place(one) for part in drawn for one in quoted_by(part)} <= set(page.links)
        assert all(plain(rule) in page.text for part in drawn for rule in part.rules)


def test_every_claim_of_a_sheet_is_there(atlas, pages):
    lists = ("motives", "jobs", "barriers", "likes", "ideas", "touchpoints")
    assert pages["portraits.html"].claims == sum(
        len(getattr(one, name)) for one in atlas.portraits for name in lists
    )
    assert pages["barriers.html"].claims == sum(1 + len(one.solutions) for one in atlas.barriers)
    assert pages["contradictions.html"].claims == 2 * len(atlas.contradictions)
    decision = atlas.decision
    assert pages["decision.html"].claims == len(decision.points) + len(decision.strengthen)
    assert pages["views.html"].claims == sum(top is not None for row in atlas.views.rows for top in row.tops)
    quotes = {i for row in atlas.touchpoints for i in row.claim.utterances}
    quotes |= {i for one in atlas.breaks for i in (*one.claim.utterances, *one.cost)}
    book = Book(atlas)
    assert {book.place(one) for one in quotes} <= set(pages["touchpoints.html"].links)


def test_a_place_holds_the_words_that_lead_to_it(atlas):
    book, files = Book(atlas), site_files(atlas)
    for said in (one for one in atlas.draft.utterances if one.speaker_role == "respondent"):
        data = files[book.page(said.interview)].decode()
        found = re.search(rf'<span id="{book.anchor(said.id)}"[^>]*>([^<]*)</span>', data)
        assert found[1] == str(escape(said.text))


def test_a_transcript_stands_whole(atlas, pages):
    book = Book(atlas)
    for part in atlas.draft.interviews:
        text = pages[book.page(part.id)].text
        for turn in atlas.transcripts[part.id].turns:
            assert plain(turn.text) in text


def test_the_guide_opens_and_closes_for_each_role_and_numbers_its_questions(atlas, pages):
    text, language = pages["guide.html"].text, atlas.draft.study.language
    roles = {question.role for question in atlas.guide}
    for said in (*guide_opening(language), *guide_closing(language)):
        assert text.count(plain(said)) == len(roles)
    assert all(plain(question.text) in text for question in atlas.guide)


def test_the_rule_of_a_sheet_stands_on_its_page(atlas, pages):
    where = {"solutions": "barriers", "breaks": "touchpoints"}
    for name, rule in atlas.rules.items():
        if name == "snapshots":
            continue
        assert plain(rule) in pages[f"{where.get(name, name)}.html"].text


def test_phases_stand_over_their_stages():
    made = with_stages(4)
    phases = ["До ремонта", "До ремонта", "После", "После"]
    stages = [
        one.model_copy(update={"phase": name}) for one, name in zip(made.draft.stages, phases, strict=True)
    ]
    made = replace(made, draft=made.draft.model_copy(update={"stages": stages}))
    data = site_files(made)["map-journey.html"].decode()
    assert re.findall(r'colspan="(\d+)">(До ремонта|После)<', data)[:2] == [
        ("2", "До ремонта"),
        ("2", "После"),
    ]


def test_the_same_atlas_gives_the_same_zip_with_the_contents_first():
    first, second = site.render(bicycle_atlas()), site.render(bicycle_atlas())
    assert first == second
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert entries[0].filename == "index.html"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_one_page_holds_the_maps_chosen_and_the_talks_they_quote(atlas):
    chosen = [part for part in atlas.maps if part.viewpoint == "expert"][:2]
    data = map_page(atlas, chosen)
    page, book = Read(data), Book(atlas, single=True)
    assert page.tags["table"] == page.tags["input"] == len(chosen)
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert {book.place(one) for part in chosen for one in quoted_by(part)} <= set(page.links)
    quoted = {book.slug_of(one) for part in chosen for one in quoted_by(part)}
    assert quoted == {one for one in page.ids if one in book.slugs.values()}
    assert data == map_page(atlas, chosen)


def test_all_maps_are_on_the_page_when_none_is_chosen(atlas):
    assert Read(map_page(atlas)).tags["input"] == len(atlas.maps)


def test_a_quote_that_its_transcript_does_not_hold_is_refused():
    made = bicycle_atlas()
    first = made.draft.utterances[0]
    changed = [first.model_copy(update={"text": "Я этого не говорил."}), *made.draft.utterances[1:]]
    made = replace(made, draft=made.draft.model_copy(update={"utterances": changed}))
    for make in (site_files, map_page):
        with pytest.raises(DraftError, match="differs from the transcript"):
            make(made)


def test_the_palette_is_that_of_the_report():
    style = site_style()
    assert "--accent:" in style
    assert ".page-head" not in style
