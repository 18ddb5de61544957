from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assemble.drafting import make_draft
from pipeline.assemble.evidence import base_of
from pipeline.assemble.maps.journey import MAP
from pipeline.assemble.recalled import recall
from pipeline.records import Role
from report_fixture import bicycle_draft


def test_a_draft_recalled_and_drafted_again_is_the_same_draft():
    draft, transcripts = bicycle_draft()
    evidence = recall(draft, transcripts)
    again = make_draft(
        evidence,
        tuple(evidence.utterances.values()),
        [MAP.build(evidence, Role(drawn.viewpoint)) for drawn in draft.maps],
        draft.study.model_dump(),
        draft.manifest.model_dump(),
    )
    left_out = {"utterances", "comments", "ignored", "learned", "proposed_touchpoints"}
    assert again.model_dump(exclude=left_out) == draft.model_dump(exclude=left_out)
    assert again.utterances == [u for u in draft.utterances if u.speaker_role == "respondent"]


def test_only_respondents_words_are_evidence():
    draft, transcripts = bicycle_draft()
    evidence = recall(draft, transcripts)
    assert evidence.utterances.keys() == {u.id for u in draft.utterances if u.speaker_role == "respondent"}
    base = base_of(evidence.interviews.values(), evidence.utterances.values())
    assert base.of(Role.CLIENT) == draft.maps[0].respondents


def test_a_missing_transcript_is_not_passed_over():
    draft, transcripts = bicycle_draft()
    lost = min(transcripts)
    with pytest.raises(KeyError, match=lost):
        recall(draft, {i: found for i, found in transcripts.items() if i != lost})


def test_roles_and_segments_are_those_of_the_draft_whatever_the_table_says_now():
    draft, transcripts = bicycle_draft()
    now = {i: replace(found, role=Role.EXPERT, segment="новый") for i, found in transcripts.items()}
    recalled = recall(draft, now).interviews
    assert {i: (found.role, found.segment) for i, found in recalled.items()} == {
        part.id: (part.role, part.segment) for part in draft.interviews
    }
