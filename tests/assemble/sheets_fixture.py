"""The bicycle study with phases, segments and notes of the researcher, and an atlas of all its maps and sheets."""

from __future__ import annotations

from dataclasses import replace

from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.atlas.values import ChannelBreak
from pipeline.assemble.report.payload import ReviewSheet
from pipeline.assemble.review.board import study_id
from pipeline.assemble.values import StageNote
from pipeline.records import StageId
from report_fixture import bicycle_draft

PHASES = ("До мастерской", "До мастерской", "В мастерской", "В мастерской", "")
SEGMENTS = {"clients/01_andrey.txt": "ездит каждый день", "clients/02_marina.txt": "ездит каждый день"}
OTHERS = "ездит летом"
NOTES = {
    StageId("s3"): StageNote(owner="Ирина, приёмка", metric="Доля смет без доплат", csat=3.9, nps=-12),
    StageId("s4"): StageNote(next_action="Присылать сообщение в день готовности"),
}


def parted_draft(language="ru"):
    """Return the draft, its stages under phases and its clients in two segments, and the transcripts."""
    draft, transcripts = bicycle_draft(language)
    segments = {
        part.id: SEGMENTS.get(part.path, OTHERS) if part.role == "client" else None
        for part in draft.interviews
    }
    stages = [
        stage.model_copy(update={"phase": phase}) for stage, phase in zip(draft.stages, PHASES, strict=True)
    ]
    interviews = [part.model_copy(update={"segment": segments[part.id]}) for part in draft.interviews]
    draft = draft.model_copy(update={"stages": stages, "interviews": interviews})
    return draft, {i: replace(one, segment=segments[i]) for i, one in transcripts.items()}


def full_atlas(language="ru", *, lines=(), applied=None):
    """Return an atlas with every kind of map, every sheet, and one break between channels."""
    draft, transcripts = parted_draft(language)
    sheet = ReviewSheet(
        study=study_id(one.id for one in draft.interviews), base=draft, lines=tuple(lines), applied=applied
    )
    atlas = make_atlas(draft, transcripts, NOTES, sheet=sheet)
    return replace(atlas, breaks=(break_of(atlas),))


def break_of(atlas):
    """Return a break between the first two touchpoints, told by those who named the second."""
    first, second = atlas.touchpoints[:2]
    pain = next(theme for theme in atlas.draft.themes if theme.kind == "pain")
    return ChannelBreak(
        stage=second.stage,
        before=first.touchpoint,
        after=second.touchpoint,
        claim=second.claim,
        cost=tuple(pain.utterances[:2]),
        viewpoint=second.viewpoint,
    )
