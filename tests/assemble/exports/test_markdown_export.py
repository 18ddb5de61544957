from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.assemble.exports.md import render
from pipeline.assemble.office import visible
from pipeline.assemble.prose.marks import head, item, para, soft, strong, words
from pipeline.assemble.tables.speech import Clerk
from pipeline.registry import MAPS
from poison_fixture import POISON, poison
from print_fixture import bicycle_atlas

EVERY = tuple(MAPS)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"heading", "paragraph", "bullet_list", "list_item", "inline"}
OURS_INSIDE = {"text", "strong", "em", "text_special"}


@lru_cache(maxsize=4)
def atlas_of(language="ru"):
    return bicycle_atlas(language, EVERY)


@lru_cache(maxsize=4)
def text_of(language="ru"):
    return render(atlas_of(language)).decode()


def kinds_of(tokens):
    return {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}


def inside_of(tokens):
    return kinds_of(child for token in tokens for child in token.children or ())


def shown(tokens):
    """What each paragraph, heading and item says, marks taken away."""
    return ["".join(child.content for child in t.children) for t in tokens if t.type == "inline"]


def plain(text):
    return visible(text).strip()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_claim_stands_in_it_with_its_support_and_its_evidence(language):
    atlas, lines = atlas_of(language), shown(READER.parse(text_of(language)))
    clerk, told = Clerk(atlas.draft), set(shown(READER.parse(text_of(language))))
    count = 0
    for part in atlas.maps:
        for claim in (claim for lane in part.lanes for cell in lane.cells for claim in cell.claims):
            backed = f"{clerk.support(claim, part.viewpoint)}, {clerk.grades[claim.evidence]}"
            assert any(plain(claim.text) in line and backed in line for line in told), claim.text
            count += 1
    grades = tuple(clerk.grades.values())
    assert sum(1 for line in lines if line.rstrip(")").endswith(grades)) >= count


def test_hints_stand_where_nothing_was_said():
    told = set(shown(READER.parse(text_of())))
    hints = {c.hint for part in atlas_of().maps for lane in part.lanes for c in lane.cells} - {""}
    assert {plain(hint) for hint in hints} <= told


def test_quotes_are_verbatim_and_name_their_code_and_time():
    lines, clerk = set(shown(READER.parse(text_of()))), Clerk(atlas_of().draft)
    for story in atlas_of().stories:
        for i in (i for step in story.steps for i in step.utterances):
            said = clerk.teller.quote(i)
            assert f"«{plain(said.text)}» ({said.source})" in lines


def test_its_headings_are_the_maps_the_stages_and_the_sheets():
    atlas, tokens = atlas_of(), READER.parse(text_of())
    heads = [
        (token.tag, "".join(child.content for child in tokens[at + 1].children))
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    clerk = Clerk(atlas.draft)
    assert [text for tag, text in heads if tag == "h1"] == [atlas.draft.study.title]
    tops = [text for tag, text in heads if tag == "h2"]
    assert tops[1 : len(atlas.maps) + 1] == [clerk.title(part) for part in atlas.maps]
    stages = [text for tag, text in heads if tag == "h3"]
    for at, stage in enumerate(atlas.draft.stages, 1):
        assert stages.count(f"{at}. {stage.name}") >= len(atlas.maps)
    asked = [text for text in tops if "интервью" in text.lower()]
    assert asked
    assert len(tops) == len(set(tops))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_only_headings_lists_and_paragraphs_are_used(language):
    tokens = READER.parse(text_of(language))
    assert kinds_of(tokens) == OURS
    assert inside_of(tokens) <= OURS_INSIDE


def test_a_poisoned_study_has_the_structure_of_a_tame_one():
    tame, wild = READER.parse(text_of()), READER.parse(render(poison(atlas_of())).decode())
    assert kinds_of(wild) == OURS
    assert inside_of(wild) <= OURS_INSIDE

    def heads(tokens):
        return [token.tag for token in tokens if token.type == "heading_open"]

    # stages, touchpoints and rules that were like one another have now different names and no less of them
    assert heads(wild).count("h1") == 1
    assert heads(wild).count("h2") >= heads(tame).count("h2") - 2
    assert [line for line in shown(wild) if "<script>" in line]


@pytest.mark.parametrize("text", POISON)
def test_a_text_is_shown_as_it_is_wherever_it_stands(text):
    for marked in (para(words(text)), head(3, text), item(words(text)), para(strong(text)), para(soft(text))):
        tokens = READER.parse(marked)
        assert kinds_of(tokens) <= OURS
        assert inside_of(tokens) <= OURS_INSIDE
        assert shown(tokens) == [plain(text)]


@settings(max_examples=60)
@given(st.text(alphabet="ая1.)-+*_=#>|`[]()<>&\\~!: \n\t\"'$%^@/wh", max_size=30))
def test_any_text_is_shown_as_it_is(text):
    ways = [para(words(text)), item(words(text)), head(2, text), item("x", words(text))]
    ways += [item(strong(text)), para(soft(text)), item(f"{strong(text)} — {soft(text)}")]
    for marked in ways if plain(text) else []:
        tokens = READER.parse(marked)
        assert kinds_of(tokens) <= OURS
        assert inside_of(tokens) <= OURS_INSIDE
        assert shown(tokens)[-1] in (plain(text), f"{plain(text)} — {plain(text)}")
