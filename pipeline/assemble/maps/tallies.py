"""What maps for managing count at a stage: who spoke of it, who told a pain, who was dissatisfied."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from ...records import Kind, Role
from ..evidence import FELT, feeling
from ..values import Figure, Unit
from .cells import claim, single_claims, telling, view
from .wording_managing import name_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...records import StageId, Theme, UtteranceId
    from ..evidence import Voice
    from ..values import Claim, Feeling
    from .base import Evidence
    from .cells import Viewpoint


@dataclass(frozen=True, slots=True)
class Tally:
    """A viewpoint with its utterances of pain by stage: a themed one stands where its theme stands."""

    seen: Viewpoint
    pains: Mapping[StageId | None, tuple[UtteranceId, ...]]

    def pained(self, stage: StageId) -> tuple[UtteranceId, ...]:
        """Return the utterances of pain at a stage."""
        return self.pains.get(stage, ())

    def spoken(self, stage: StageId) -> tuple[UtteranceId, ...]:
        """Return what was said of a stage: its coded utterances and its pains."""
        return in_order(self.seen, (*telling(self.seen, stage), *self.pained(stage)))

    def felt(self, stage: StageId) -> Feeling | None:
        """Return how people felt about a stage."""
        return feeling(telling(self.seen, stage), self.seen.evidence.utterances, self.seen.evidence.codings)

    def showing(self, stage: StageId) -> tuple[UtteranceId, ...]:
        """Return the utterances that show a feeling at a stage."""
        codings = self.seen.evidence.codings
        return tuple(i for i in telling(self.seen, stage) if abs(codings[i].valence) >= FELT)

    def people(self, name: str, ids: tuple[UtteranceId, ...]) -> Figure:
        """Return the figure of the respondents behind utterances: n of N of the role."""
        return Figure(
            id=name,
            name=name_figure(name, self.seen.evidence.language),
            value=self.seen.count(ids),
            unit=Unit.RESPONDENTS,
            of=self.seen.base.of(self.seen.role),
            utterances=ids,
        )

    def dissatisfied(self, stage: StageId) -> Figure | None:
        """Return which share of those who showed a feeling felt bad; None where nobody showed any."""
        own: dict[Voice, list[UtteranceId]] = {}
        codings, utterances = self.seen.evidence.codings, self.seen.evidence.utterances
        for i in self.showing(stage):
            own.setdefault((utterances[i].interview, utterances[i].speaker), []).append(i)
        if not own:
            return None
        bad = [ids for ids in own.values() if fmean(codings[i].valence for i in ids) < 0]
        return Figure(
            id="negative",
            name=name_figure("negative", self.seen.evidence.language),
            value=round(len(bad) / len(own), 3),
            unit=Unit.SHARE,
            utterances=in_order(self.seen, (i for ids in bad for i in ids if codings[i].valence < 0)),
        )


def tally(evidence: Evidence, role: Role) -> Tally:
    """Cut the evidence to one role and lay out its pains."""
    seen = view(evidence, role)
    pains: defaultdict[StageId | None, list[UtteranceId]] = defaultdict(list)
    themed: set[UtteranceId] = set()
    for theme in evidence.grouping.themes:
        if theme.kind is Kind.PAIN:
            own = seen.inside(theme.utterances)
            themed.update(own)
            pains[theme.stage].extend(own)
    for stage, ids in seen.staged.items():
        pains[stage].extend(i for i in ids if i not in themed and evidence.codings[i].has(Kind.PAIN))
    return Tally(seen, {stage: in_order(seen, ids) for stage, ids in pains.items()})


def ordered_claims(seen: Viewpoint, stage: StageId, kind: Kind) -> tuple[Claim, ...]:
    """Return a stage's themes of a kind, pinned ones first; where there are none, single voices speak.

    Pains stand as on the sheet of barriers: respondents x strength of feeling, what one alone says last; all
    else by respondents.
    """

    def rank(pair: tuple[Theme, tuple[UtteranceId, ...]]) -> tuple[bool, bool, float, int, str]:
        theme, ids = pair
        n = seen.count(ids)
        weight = n * strength(seen, ids) if kind is Kind.PAIN else n
        return not theme.pinned, kind is Kind.PAIN and n == 1, -weight, -len(ids), theme.id

    ranked = sorted(seen.themes(stage, kind), key=rank)
    themed = tuple(claim(seen, theme.label, ids, (theme.id,), theme.label_origin) for theme, ids in ranked)
    return themed or single_claims(seen, stage, kind)


def strength(seen: Viewpoint, ids: tuple[UtteranceId, ...]) -> float:
    """Return how strongly respondents feel a pain, 0..2: the mean of their own means; likes count 0."""
    own: dict[Voice, list[float]] = {}
    for i in ids:
        said = seen.evidence.utterances[i]
        bad = max(0.0, -seen.evidence.codings[i].valence)
        own.setdefault((said.interview, said.speaker), []).append(bad)
    return round(fmean(fmean(felt) for _, felt in sorted(own.items())), 2)


def rules_of(role: Role, *names: str) -> tuple[str, ...]:
    """Put a warning before the rules of a map whose claims are opinions."""
    return ("experts", *names) if role is Role.EXPERT else names


def in_order(seen: Viewpoint, ids: Iterable[UtteranceId]) -> tuple[UtteranceId, ...]:
    """Sort utterances by interview and place in it, each once."""
    utterances = seen.evidence.utterances
    return tuple(sorted(set(ids), key=lambda i: (utterances[i].interview, utterances[i].start)))
