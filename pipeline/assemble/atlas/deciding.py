"""A decision held against the evidence: what it touches, what speaks for and against it, what would help.

What an utterance means for a decision follows from two things that can be read: where the decision leads
(``aims.py``) and the sign of what is said.  What was said of things near in meaning only bears on nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...records import Kind, Role, TouchpointType
from ...wording import nearest_language
from ..evidence import voices_of
from ..maps.cells import claim, view
from .aims import Direction, lemmas_of
from .bearings import Said, bearing_of, said_of
from .deciding_words import direction_name, rule, why
from .likeness import Matters
from .mentions import ENOUGH, Mentions, concepts_of
from .solutions import Answers
from .values import Bearing, Decision, DecisionPoint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ...records import StageId, Theme, ThemeId, UtteranceId
    from ..maps.base import Evidence
    from ..values import Claim
    from .aims import Aim
    from .mentions import NamedPoint

WHOLE = 0.5  # share of a theme's utterances from which it stands as a theme
TELLING = 4  # words of an utterance that can speak for or against by itself
CLEAR = 0.5  # strength of a like or a pain that speaks for or against
PART = 0.5  # what an utterance counts that names a part
STRENGTHEN = 6  # ideas and likes shown
_DECISIVE = (Bearing.FOR, Bearing.AGAINST)
_ORDER = (Bearing.AGAINST, Bearing.FOR, Bearing.NEED, Bearing.TOUCHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A decision as it is read: its parts, the touchpoints each of them names, and themes near in meaning.

    ``meaning`` holds 0..1 for the near themes alone; ``model`` says what measured it.
    """

    text: str
    language: str
    aims: tuple[Aim, ...]
    points: tuple[tuple[NamedPoint, ...], ...]
    meaning: Mapping[ThemeId, float] = field(default_factory=dict)
    model: str = ""


def decide(evidence: Evidence, question: Question, matters: Matters | None = None) -> Decision:
    """Hold a decision against the evidence; nothing near gives a decision without points."""
    known = matters or Matters(evidence)
    mentions = Mentions(evidence, known)
    drawn = _Drawing(evidence, nearest_language(evidence.language))
    unsaid: list[str] = []
    for aim, points in zip(question.aims, question.points, strict=True):
        concepts = concepts_of(aim.text, question.language, points)
        near, matter = mentions.of(concepts), frozenset(lemmas_of(aim.text, question.language))
        if near:
            drawn.take(aim.direction, near, matter, reachable=_reachable(evidence, points))
            continue
        missing = mentions.unsaid(concepts)
        unsaid += [lemma for concept in missing for lemma in sorted(concept.lemmas)]
        drawn.take_part(mentions.of([concept for concept in concepts if concept not in missing]))
    stages, beside = drawn.touched(), tuple(drawn.beside(question.meaning))
    return Decision(
        text=question.text,
        points=(*drawn.points(), *beside),
        stages=stages,
        strengthen=drawn.strengthen(stages, Answers(evidence, known)),
        rule=_rule(question, drawn.language, unsaid, beside=bool(beside)),
    )


def _reachable(evidence: Evidence, points: Iterable[NamedPoint]) -> bool:
    """Tell whether a part is about a touchpoint that answers: there, waiting is a lack of it."""
    found = (evidence.touchpoints.get(point.id) for point in points)
    return any(point is not None and point.type is not TouchpointType.STATIC for point in found)


def _feels(said: Said) -> bool:
    """Tell whether what is said is a feeling, and not a wish."""
    return said in {Said.LIKED, Said.PAIN, Said.LACK}


def _rule(question: Question, language: str, unsaid: Sequence[str], *, beside: bool) -> str:
    """Say how the points came about."""
    known = [aim.direction for aim in question.aims if aim.direction is not Direction.UNKNOWN]
    names = ", ".join(dict.fromkeys(direction_name(direction, language) for direction in known))
    parts = [rule("near", language)]
    parts.append(rule("bearing", language, directions=names) if names else rule("unknown", language))
    parts += [rule("unsaid", language, words=", ".join(dict.fromkeys(unsaid)))] if unsaid else []
    parts += [rule("meaning", language, model=question.model)] if beside else []
    return " ".join(parts)


class _Drawing:
    """Gathers what a decision touches, each utterance once: the first part that it bears on counts."""

    def __init__(self, evidence: Evidence, language: str) -> None:
        """Look at the evidence from every viewpoint."""
        self.evidence, self.language = evidence, language
        self._views = {role: view(evidence, role) for role in Role}
        self._near: dict[UtteranceId, tuple[float, Bearing, str]] = {}
        self._themes: dict[tuple[UtteranceId, Kind], Theme] = {}
        for theme in evidence.grouping.themes:
            for i in theme.utterances:
                self._themes.setdefault((i, theme.kind), theme)

    def take(
        self,
        direction: Direction,
        near: Mapping[UtteranceId, float],
        matter: Collection[str],
        *,
        reachable: bool,
    ) -> None:
        """Read what each utterance means for a part of the decision."""
        for i, likeness in sorted(near.items()):
            said = said_of(self.evidence, i, matter, reachable=reachable)
            known, *_ = self._near.get(i, (0.0,))
            if said is None or known >= min(likeness, ENOUGH):  # what is named outdoes what goes on
                continue
            bearing, name = bearing_of(direction, said)
            if likeness < ENOUGH:
                bearing, name = Bearing.TOUCHED, "after"
            elif bearing in _DECISIVE and abs(self.evidence.codings[i].valence) < CLEAR and _feels(said):
                bearing, name = Bearing.TOUCHED, "near"
            elif bearing in _DECISIVE and len(self.evidence.utterances[i].text.split()) < TELLING:
                bearing, name = Bearing.TOUCHED, "short"
            self._near[i] = likeness, bearing, name

    def take_part(self, near: Mapping[UtteranceId, float]) -> None:
        """Take what names a part of what the decision is about; it bears on nothing."""
        for i, likeness in sorted(near.items()):
            if likeness >= ENOUGH and self.evidence.codings[i].kinds:
                self._near.setdefault(i, (round(PART * likeness, 3), Bearing.TOUCHED, "part"))

    def points(self) -> tuple[DecisionPoint, ...]:
        """Return what is touched: against, for, needs, the rest; in each the best backed first."""
        groups: dict[tuple[Role, str, Bearing, str], list[UtteranceId]] = defaultdict(list)
        for i, (_, bearing, name) in self._near.items():
            theme = self._theme(i)
            groups[self._role(i), theme.id if theme else i, bearing, name].append(i)
        found = [
            self._point(role, ids, bearing, name) for (role, _, bearing, name), ids in sorted(groups.items())
        ]
        roles = list(Role)
        return tuple(
            sorted(
                found,
                key=lambda point: (
                    _ORDER.index(point.bearing),
                    roles.index(point.viewpoint),
                    -(point.claim.support.n if point.claim.support else 0),
                    -point.likeness,
                    point.claim.utterances,
                ),
            )
        )

    def touched(self) -> tuple[StageId, ...]:
        """Return the touched stages, those that most customers speak of first, then most experts."""
        said: dict[StageId, list[UtteranceId]] = defaultdict(list)
        for i, (_, _, name) in self._near.items():
            stage = self._stage(i)
            if stage and name != "after":
                said[stage].append(i)
        order = {stage.id: stage.order for stage in self.evidence.stages}

        def rank(stage: StageId) -> tuple[int, int, int]:
            customers = [i for i in said[stage] if self._role(i) is not Role.EXPERT]
            return -self._count(customers), -self._count(said[stage]), order[stage]

        return tuple(sorted(said, key=rank))

    def beside(self, meaning: Mapping[ThemeId, float]) -> Iterable[DecisionPoint]:
        """Yield the themes that are near in meaning and not touched by their words."""
        themes = {theme.id: theme for theme in self.evidence.grouping.themes}
        for i in sorted(meaning, key=lambda i: (-meaning[i], i)):
            theme = themes[i]
            if any(said in self._near for said in theme.utterances):
                continue
            for role, seen in self._views.items():
                ids = seen.inside(theme.utterances)
                if ids:
                    yield DecisionPoint(
                        bearing=Bearing.TOUCHED,
                        claim=claim(seen, theme.label, ids, (theme.id,), theme.label_origin),
                        viewpoint=role,
                        stage=theme.stage,
                        likeness=round(min(1.0, max(0.0, meaning[i])), 3),
                        why=why("meaning", self.language),
                    )

    def strengthen(self, stages: Sequence[StageId], answers: Answers) -> tuple[Claim, ...]:
        """Return what the interviews answer to the touched pains and needs, the nearest first."""
        named = [i for i, (likeness, _, _) in sorted(self._near.items()) if likeness >= ENOUGH]
        found: dict[tuple[UtteranceId, ...], tuple[float, Claim]] = {}
        for stage in stages:
            asked = [i for i in named if self._stage(i) == stage and self._asks(i)]
            for answer in answers.to(asked, stage) if asked else ():
                ids = answer.claim.utterances
                if not any(i in self._near for i in ids) and answer.likeness > found.get(ids, (0.0,))[0]:
                    found[ids] = answer.likeness, answer.claim
        ranked = sorted(found.items(), key=lambda pair: (-pair[1][0], pair[0]))
        return tuple(claim for _, (_, claim) in ranked)[:STRENGTHEN]

    def _asks(self, i: UtteranceId) -> bool:
        """Tell whether an utterance is a pain or a need."""
        coding = self.evidence.codings[i]
        return coding.has(Kind.PAIN) or coding.has(Kind.GOAL)

    def _point(self, role: Role, ids: Sequence[UtteranceId], bearing: Bearing, name: str) -> DecisionPoint:
        """Make a point of utterances of one theme, or of one utterance."""
        evidence, seen = self.evidence, self._views[role]
        ids = sorted(ids, key=lambda i: (-self._near[i][0], -abs(evidence.codings[i].valence), i))
        theme = self._theme(ids[0])
        stage = theme.stage if theme else self._stage(ids[0])
        return DecisionPoint(
            bearing=bearing,
            claim=claim(seen, theme.label, ids, (theme.id,), theme.label_origin)
            if theme
            else claim(seen, evidence.utterances[ids[0]].text, ids),
            viewpoint=role,
            stage=stage,
            likeness=self._near[ids[0]][0],
            why=why(name, self.language),
        )

    def _theme(self, i: UtteranceId) -> Theme | None:
        """Return the theme that an utterance stands with: one of which the decision touches at least half."""
        for scored in self.evidence.codings[i].kinds:
            theme = self._themes.get((i, scored.kind))
            if theme is None:
                continue
            own = self._views[self._role(i)].inside(theme.utterances)
            named = sum(self._near.get(other, (0.0,))[0] >= ENOUGH for other in own)
            if named and named >= WHOLE * len(own):
                return theme
        return None

    def _stage(self, i: UtteranceId) -> StageId | None:
        placed = self.evidence.codings[i].stage
        return placed.id if placed else None

    def _role(self, i: UtteranceId) -> Role:
        return self.evidence.interviews[self.evidence.utterances[i].interview].role

    def _count(self, ids: Iterable[UtteranceId]) -> int:
        return len(voices_of(ids, self.evidence.utterances))
