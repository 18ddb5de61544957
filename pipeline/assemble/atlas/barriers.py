"""Barriers in the order of work: what hurts most people most, where it decides; each with its answers.

``priority`` = share of the viewpoint's respondents x mean strength of their feeling x weight of the stage; a
stage that holds a moment of truth weighs one and a half.  What one respondent alone says comes last, whatever
its priority.
"""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from ...records import Kind, LabelOrigin, Role, content_id
from ...wording import nearest_language
from ..maps.cells import claim, view
from ..maps.moments import moments
from .breaths import voice_of
from .likeness import Matters
from .solutions import Answers
from .values import Barrier
from .wording import how_might_we

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...records import StageId, Theme, UtteranceId
    from ..maps.base import Evidence
    from ..maps.cells import Viewpoint
    from ..values import Claim

DECISIVE = 1.5  # weight of a stage with a moment of truth
STRONG = 1.0  # how strongly a single voice must feel to be a barrier
VOICES = 5  # single voices of a viewpoint


def make_barriers(evidence: Evidence, matters: Matters | None = None) -> tuple[Barrier, ...]:
    """Return the barriers of every viewpoint, each viewpoint ranked for itself, in the order of roles.

    Answers are looked for among all respondents; a barrier without any gets an open question.
    """
    known = matters or Matters(evidence)
    answers = Answers(evidence, known)
    return tuple(barrier for role in Role for barrier in _of_role(view(evidence, role), answers))


def _of_role(seen: Viewpoint, answers: Answers) -> Iterable[Barrier]:
    """Yield a viewpoint's barriers: what several respondents say, then single voices; each by priority."""
    decisive = _moments(seen)
    weights: dict[StageId | None, float] = {stage: DECISIVE for stage, _ in decisive}
    said = seen.evidence.utterances
    drafts = [
        _Draft(seen, theme.label, ids, theme.stage, weights.get(theme.stage, 1.0), theme)
        for theme, ids in _pains(seen)
    ]
    drafts += [
        _Draft(seen, said[i].text, (i,), stage, weights.get(stage, 1.0)) for i, stage in _strong_voices(seen)
    ]
    drafts.sort(key=lambda draft: (draft.voices == 1, -draft.priority, -len(draft.ids), draft.id))
    chosen = {theme for _, theme in decisive}
    for rank, draft in enumerate(drafts, 1):
        yield draft.barrier(rank, answers, moment=draft.theme is not None and draft.theme.id in chosen)


class _Draft:
    """A barrier before it has its rank and answers."""

    def __init__(  # noqa: PLR0913, PLR0917 (what a barrier is made of)
        self,
        seen: Viewpoint,
        text: str,
        ids: Sequence[UtteranceId],
        stage: StageId | None,
        weight: float,
        theme: Theme | None = None,
    ) -> None:
        """Weigh a pain."""
        self.seen, self.text, self.ids, self.stage, self.weight = seen, text, tuple(ids), stage, weight
        self.theme = theme
        self.voices = seen.count(ids)
        self.share = self.voices / seen.base.of(seen.role)
        self.intensity = _intensity(seen, ids)
        self.priority = round(self.share * self.intensity * weight, 3)
        self.id = content_id("b", seen.role, theme.id if theme else self.ids[0])

    def barrier(self, rank: int, answers: Answers, *, moment: bool) -> Barrier:
        """Return the finished barrier."""
        found = answers.to(self.ids, self.stage)
        return Barrier(
            id=self.id,
            claim=self._claim(),
            viewpoint=self.seen.role,
            stage=self.stage,
            rank=rank,
            priority=self.priority,
            share=round(self.share, 3),
            intensity=self.intensity,
            weight=self.weight,
            moment=moment,
            solutions=found,
            question="" if found else self._question(),
        )

    def _claim(self) -> Claim:
        themes = (self.theme.id,) if self.theme else ()
        origin = self.theme.label_origin if self.theme else LabelOrigin.KEYWORDS
        return claim(self.seen, self.text, self.ids, themes, origin)

    def _question(self) -> str:
        evidence = self.seen.evidence
        names = {stage.id: stage.name for stage in evidence.stages}
        stage = names.get(self.stage, "") if self.stage else ""
        return how_might_we(self.text, stage, nearest_language(evidence.language))


def _pains(seen: Viewpoint) -> Iterable[tuple[Theme, tuple[UtteranceId, ...]]]:
    """Yield the themes of pains with this viewpoint's utterances."""
    for theme in seen.evidence.grouping.themes:
        ids = seen.inside(theme.utterances)
        if theme.kind is Kind.PAIN and ids:
            yield theme, ids


def _moments(seen: Viewpoint) -> set[tuple[StageId, str]]:
    """Return the stage and theme of the moments of truth."""
    return {(stage.id, theme.id) for stage in seen.evidence.stages for theme, _ in moments(seen, stage.id)}


def _strong_voices(seen: Viewpoint) -> list[tuple[UtteranceId, StageId | None]]:
    """Return pains outside of themes that are strongly felt, the strongest first, one a respondent."""
    codings = seen.evidence.codings
    alone = [
        i
        for i in seen.inside(seen.evidence.grouping.unassigned)
        if codings[i].has(Kind.PAIN) and codings[i].valence <= -STRONG
    ]
    chosen: dict[tuple[str, str], UtteranceId] = {}
    for i in sorted(alone, key=lambda i: (codings[i].valence, i)):
        chosen.setdefault(voice_of(seen.evidence, i), i)
    return [(i, placed.id if (placed := codings[i].stage) else None) for i in chosen.values()][:VOICES]


def _intensity(seen: Viewpoint, ids: Sequence[UtteranceId]) -> float:
    """Return how strongly the respondents feel it, 0..2: the mean of their own means; likes count 0."""
    own: dict[tuple[str, str], list[float]] = {}
    for i in ids:
        own.setdefault(voice_of(seen.evidence, i), []).append(max(0.0, -seen.evidence.codings[i].valence))
    return round(fmean(fmean(felt) for _, felt in sorted(own.items())), 2)
