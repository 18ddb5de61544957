from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import html

from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.atlas.telling import counted
from pipeline.assemble.exports.html import EXPORT, render
from pipeline.assemble.report.packing import GRADES, ROLES
from pipeline.assemble.report.payload import ReviewSheet
from pipeline.assemble.report.sheets import sheets_of
from pipeline.assemble.review.board import study_id
from report_fixture import bicycle_draft
from sheets_fixture import NOTES, full_atlas, parted_draft

KINDS = ("customer_eyes", "experience", "conversion", "blueprint", "governance", "assessment", "checklist")


@pytest.fixture(scope="module")
def atlas():
    return full_atlas()


@pytest.fixture(scope="module")
def packed(atlas):
    return json.loads(json.dumps(sheets_of(atlas), ensure_ascii=False))


class Reader:
    """Reads numbers back, as the page does."""

    def __init__(self, packed, draft):
        self.packed, self.draft = packed, draft

    def units(self, number):
        return [self.draft.utterances[place].id for place in self.packed["sets"][number]]

    def claim(self, number):
        theme, units, role, n, of, grade, *text = self.packed["claims"][number]
        ids = self.units(units)
        words = next(part.text for part in self.draft.utterances if part.id == ids[0])
        named = self.packed["themes"][theme] if theme >= 0 else None
        label = self.draft.themes[named].label if isinstance(named, int) else named and named[1]
        said = text[0] if text else None
        told = words if said == -1 else self.packed["texts"][said] if text else label or words
        return told, ids, (ROLES[role], n, of), GRADES[grade]


def shown(draft, transcripts, sheet=None, atlas=None):
    page = html.fromstring(render(draft, transcripts, sheet, atlas).decode())
    return json.loads(page.xpath("//script[@id='study']")[0].text)


def test_every_claim_of_every_map_comes_back_word_by_word(atlas, packed):
    reader = Reader(packed, atlas.draft)
    kept = [part for part in atlas.maps if part.kind != "journey" or part.segment]
    assert [(one["kind"], one["viewpoint"], one["segment"]) for one in packed["maps"]] == [
        (part.kind, part.viewpoint, part.segment) for part in kept
    ]
    checked = 0
    for part, told in zip(kept, packed["maps"], strict=True):
        for lane, (name, _, _, cells) in zip(part.lanes, told["lanes"], strict=True):
            assert name == lane.id
            for cell, (_, found) in zip(lane.cells, cells, strict=True):
                back = [reader.claim(number) for number in found.get("c", [])]
                assert [(text, ids) for text, ids, _, _ in back] == [
                    (claim.text, claim.utterances) for claim in cell.claims
                ]
                assert [grade for *_, grade in back] == [claim.evidence for claim in cell.claims]
                checked += len(back)
    assert checked > 200


def test_the_live_map_is_left_to_the_page_and_those_of_segments_are_not(packed):
    journeys = [one["segment"] for one in packed["maps"] if one["kind"] == "journey"]
    assert journeys == ["ездит летом", "ездит каждый день"]
    assert list(packed["kinds"]) == ["journey", *KINDS]


def test_support_counts_the_people_of_the_viewpoint(atlas, packed):
    reader = Reader(packed, atlas.draft)
    part = next(one for one in atlas.maps if one.kind == "governance" and one.viewpoint == "client")
    told = next(one for one in packed["maps"] if one["kind"] == "governance" and one["viewpoint"] == "client")
    claims = [claim for lane in part.lanes for cell in lane.cells for claim in cell.claims]
    numbers = [number for lane in told["lanes"] for _, cell in lane[3] for number in cell.get("c", [])]
    assert [reader.claim(number)[2] for number in numbers] == [
        ("client", *counted(claim, "client")) for claim in claims
    ]
    assert numbers


def test_words_of_experts_on_a_map_of_clients_count_experts(atlas, packed):
    reader = Reader(packed, atlas.draft)
    told = next(one for one in packed["maps"] if one["kind"] == "blueprint" and one["viewpoint"] == "client")
    hidden = [
        reader.claim(number)[2]
        for name, _, _, cells in told["lanes"]
        if name in {"backstage", "support"}
        for _, cell in cells
        for number in cell.get("c", [])
    ]
    assert hidden
    assert {role for role, n, _ in hidden if n} == {"expert"}
    assert all(of == 2 for _, _, of in hidden)


def test_what_the_researcher_wrote_stands_apart_from_claims(packed):
    told = next(one for one in packed["maps"] if one["kind"] == "governance")
    owner = next(cells for name, _, _, cells in told["lanes"] if name == "owner")
    assert [packed["texts"][cell["g"]] for _, cell in owner if "g" in cell] == [NOTES["s3"].owner]
    assert all("c" not in cell for _, cell in owner)


def test_a_theme_that_a_person_renamed_carries_the_name_of_the_draft():
    base, transcripts = bicycle_draft()
    themes = [
        theme.model_copy(update={"label": "Сумма выросла у кассы"})
        if theme.label.startswith("Цена")
        else theme
        for theme in base.themes
    ]
    draft = base.model_copy(update={"themes": themes})
    sheet = ReviewSheet(study=study_id(one.id for one in draft.interviews), base=base)
    packed = sheets_of(make_atlas(draft, transcripts, sheet=sheet))
    own = [named[1] for named in packed["themes"] if not isinstance(named, int)]
    assert own == ["Сумма выросла у кассы"]


def test_an_utterance_that_the_page_lacks_stops_the_page(atlas):
    fewer = atlas.draft.model_copy(update={"utterances": atlas.draft.utterances[:40]})
    with pytest.raises(KeyError):
        sheets_of(replace(atlas, sheet=replace(atlas.sheet, base=fewer)))


def test_nothing_is_told_twice(packed):
    for table in ("texts", "sets", "claims", "themes"):
        entries = [json.dumps(entry) for entry in packed[table]]
        assert len(entries) == len(set(entries)), table


def test_every_sheet_is_there_and_names_only_what_is_there(packed, atlas):
    stages, claims, sets = (len(packed[name]) for name in ("stages", "claims", "sets"))
    assert [stage[2] for stage in packed["stages"]] == [stage.phase for stage in atlas.draft.stages]
    for name in ("portraits", "stories", "barriers", "touchpoints", "breaks", "guide", "snapshots"):
        assert len(packed[name]) == len(getattr(atlas, name)) > 0, name
    for barrier in packed["barriers"]:
        assert barrier["claim"] < claims
        assert -1 <= barrier["stage"] < stages
        assert bool(barrier["solutions"]) or packed["texts"][barrier["question"]]
    assert all(number < sets for *_, number in packed["guide"])


def test_the_order_of_transcripts_changes_nothing():
    draft, transcripts = parted_draft()
    back = dict(reversed(transcripts.items()))
    assert EXPORT.render(make_atlas(draft, transcripts)) == EXPORT.render(make_atlas(draft, back))


def test_without_an_atlas_there_is_the_live_map_alone():
    assert shown(*bicycle_draft())["sheets"] is None


@pytest.mark.parametrize(("applied", "told"), [(None, 2), (1, 1), (0, 0)])
def test_a_page_says_how_many_lines_its_draft_holds(applied, told):
    draft, transcripts = bicycle_draft()
    lines = ({"id": "l-1", "author": "Анна"}, {"id": "l-2", "author": "Пётр"})
    sheet = ReviewSheet(study="s-1", base=draft, lines=lines, applied=applied)
    assert shown(draft, transcripts, sheet)["applied"] == told
    assert shown(draft, transcripts, replace(sheet, blind=True, author="Анна"))["applied"] == 0
