from __future__ import annotations

import pytest

from pipeline.assemble.atlas.cutting import cut, segment_interviews
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.atlas.viewpoints import segments_of
from pipeline.assemble.recalled import recall
from pipeline.errors import CjmError
from pipeline.records import Role
from report_fixture import bicycle_draft


def with_segments(*names):
    """The bicycle study whose clients have segments, in the order of their files."""
    draft, transcripts = bicycle_draft()
    clients = sorted((t for t in transcripts.values() if t.role is Role.CLIENT), key=lambda t: t.path)
    told = {t.id: name or None for t, name in zip(clients, names, strict=True)}
    parts = [part.model_copy(update={"segment": told.get(part.id)}) for part in draft.interviews]
    return draft.model_copy(update={"interviews": parts}), transcripts


def test_the_journey_of_an_atlas_is_the_drafts():
    draft, transcripts = bicycle_draft()
    assert list(make_atlas(draft, transcripts, kinds=["journey"]).maps) == draft.maps


def test_segments_have_maps_counted_among_their_own_people():
    draft, transcripts = with_segments("курьеры", "курьеры", "семьи", "семьи", "")
    maps = [m for m in make_atlas(draft, transcripts, kinds=["journey"]).maps if m.segment]
    assert [(m.viewpoint, m.segment, m.respondents) for m in maps] == [
        ("client", "курьеры", 2),
        ("client", "семьи", 2),
    ]
    said = {u.id: u.interview for u in draft.utterances}
    for drawn in maps:
        own = {part.id for part in draft.interviews if part.segment == drawn.segment}
        for claim in (c for lane in drawn.lanes for cell in lane.cells for c in cell.claims):
            assert {said[i] for i in claim.utterances} <= own
            assert claim.respondents.of == 2


@pytest.mark.parametrize(
    "names", [("а",) * 5, ("",) * 5, ("а", "", "", "", ""), ("а", "а", "а", "а", "б"), tuple("абвгд")]
)
def test_one_segment_or_segments_of_one_person_are_none(names):
    draft, transcripts = with_segments(*names)
    assert segments_of(recall(draft, transcripts), Role.CLIENT) == ()


def test_a_cut_keeps_names_and_ids_and_loses_what_others_said():
    draft, transcripts = with_segments("а", "а", "б", "б", "б")
    evidence = recall(draft, transcripts)
    own = cut(evidence, segment_interviews(evidence, Role.CLIENT, "а"))
    labels = {theme.id: theme.label for theme in evidence.grouping.themes}
    assert own.grouping.themes
    for theme in own.grouping.themes:
        assert labels[theme.id] == theme.label
        assert set(theme.utterances) | set(theme.against) <= own.utterances.keys()
    assert own.codings.keys() == own.utterances.keys()
    whole = {i for theme in evidence.grouping.themes for i in theme.utterances} | set(
        evidence.grouping.unassigned
    )
    left = {i for theme in own.grouping.themes for i in theme.utterances} | set(own.grouping.unassigned)
    assert left == whole & own.utterances.keys()


def test_an_unknown_kind_is_refused_with_the_nearest():
    with pytest.raises(CjmError, match="did you mean 'journey'"):
        make_atlas(*bicycle_draft(), kinds=["jorney"])
