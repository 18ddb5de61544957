"""How far reviewers agree on what each of them judged, and where they do not.

Cohen's kappa (A coefficient of agreement for nominal scales, 1960) for two people, Krippendorff's alpha
(Computing Krippendorff's alpha-reliability, 2011) for more, and for feelings, which have distances.  Both
are a dozen lines of counting, so no library of numbers comes in for them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from ...records import Kind
from .folding import active, fold
from .holding import hold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from .board import Board
    from .ops import Edit

Facet = Literal["verdict", "kind", "stage", "valence"]
Value = str | float | bool
Key = tuple[Facet, str, str]  # what was judged, the kind in question, theme or utterance
FACETS: tuple[tuple[Facet, str], ...] = (
    ("verdict", ""),
    *(("kind", kind.value) for kind in Kind),
    ("stage", ""),
    ("valence", ""),
)
STEP = 1.0  # of feeling: what differs by less is no disagreement
NOWHERE = ""  # the stage of what has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One question: ``n`` things that at least two judged, the share of pairs that agree, the coefficient.

    ``value`` is None where it is not defined: nothing judged, or everybody always says the same.
    """

    facet: Facet
    kind: str
    n: int
    agreed: float
    measure: Literal["kappa", "alpha"]
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A thing that people judged differently: who says what (a kind: whether it applies)."""

    facet: Facet
    kind: str
    id: str
    said: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What reviewers agree on; ``judged`` counts what each of them judged."""

    reviewers: tuple[str, ...]
    judged: tuple[int, ...]
    measured: tuple[Measured, ...]
    differences: tuple[Difference, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return asdict(self)


def agreement(base: Board, respondents: Mapping[str, str], logs: Mapping[str, Sequence[Edit]]) -> Agreement:
    """Compare what reviewers say of the same draft.

    ``base`` is the board without corrections, ``respondents`` who says each of its utterances, ``logs`` each
    reviewer's whole file.  Lines that all of them have are common ground, nobody's own judgement.
    """
    kept = {name: active(lines) for name, lines in logs.items()}
    shared = set.intersection(*({line.id for line in lines} for lines in kept.values())) if kept else set()
    common = _judgements(base, respondents, [x for x in next(iter(kept.values()), ()) if x.id in shared])
    own = {
        name: {
            key: value
            for key, value in _judgements(base, respondents, lines).items()
            if common.get(key) != value
        }
        for name, lines in kept.items()
    }
    both = _by_two(own, base)
    return Agreement(
        reviewers=tuple(own),
        judged=tuple(len({key[2] for key in said}) for said in own.values()),
        measured=tuple(_measured(*facet, both, len(own)) for facet in FACETS),
        differences=tuple(
            Difference(facet=key[0], kind=key[1], id=key[2], said=tuple(said.items()))
            for facet in FACETS
            for key, said in both.items()
            if key[:2] == facet
            and not all(_agree(facet[0], *pair) for pair in combinations(said.values(), 2))
        ),
    )


def _judgements(base: Board, respondents: Mapping[str, str], lines: Sequence[Edit]) -> dict[Key, Value]:
    """Return what the lines judge: who accepts a theme says that its kind is right for each member."""
    board = fold(hold(base, lines, respondents), lines)
    stages = {stage.id: stage.name if stage.id.startswith("ps-") else stage.id for stage in board.stages}
    said: dict[Key, Value] = {}
    for id_, unit in board.units.items():
        if "kinds" in unit.told:
            said |= {("kind", kind.value, id_): kind in unit.kinds for kind in Kind}
        if "stage" in unit.told:
            said["stage", "", id_] = stages.get(unit.stage or "", NOWHERE)
        if "valence" in unit.told and not unit.irrelevant:
            said["valence", "", id_] = unit.valence
    for theme in board.themes:
        if theme.verdict != "open" and not theme.dead:
            said["verdict", "", theme.id] = theme.verdict
        if theme.verdict == "accepted" and not theme.dead:
            for id_ in theme.units:
                said.setdefault(("kind", theme.kind.value, id_), True)
    return said


def _by_two(own: Mapping[str, Mapping[Key, Value]], base: Board) -> dict[Key, dict[str, Value]]:
    """Return what at least two people judged, in the order of the draft: what → who → what they say."""
    places = {id_: at for at, id_ in enumerate([*(theme.id for theme in base.themes), *base.units])}
    found: dict[Key, dict[str, Value]] = defaultdict(dict)
    for name, said in own.items():
        for key, value in said.items():
            found[key][name] = value
    order = sorted(found, key=lambda key: (places.get(key[2], len(places)), key))
    return {key: found[key] for key in order if len(found[key]) > 1}


def _measured(facet: Facet, kind: str, both: Mapping[Key, Mapping[str, Value]], people: int) -> Measured:
    rows = [tuple(said.values()) for key, said in both.items() if key[:2] == (facet, kind)]
    pairs = [pair for row in rows for pair in combinations(row, 2)]
    two = people == 2 and facet != "valence"  # noqa: PLR2004 (two raters: Cohen's case)
    return Measured(
        facet=facet,
        kind=kind,
        n=len(rows),
        agreed=sum(_agree(facet, *pair) for pair in pairs) / len(pairs) if pairs else 0.0,
        measure="kappa" if two else "alpha",
        value=kappa([(row[0], row[1]) for row in rows]) if two else alpha(rows, _distance(facet)),
    )


def _agree(facet: Facet, one: Value, two: Value) -> bool:
    return abs(float(one) - float(two)) < STEP if facet == "valence" else one == two


def _distance(facet: Facet) -> Callable[[Any, Any], float]:
    return interval if facet == "valence" else nominal


def nominal(one: Hashable, two: Hashable) -> float:
    """Return the distance of two categories."""
    return float(one != two)


def interval(one: float, two: float) -> float:
    """Return the distance of two numbers on a scale of equal steps."""
    return (one - two) ** 2


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of two people's answers, one pair a thing; None where it is not defined."""
    n = len(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    chance = sum(count * right[answer] for answer, count in left.items())
    if chance == n * n:  # nothing judged, or one and the same answer throughout
        return None
    same = n * sum(one == two for one, two in pairs)
    return (same - chance) / (n * n - chance)


def alpha(rows: Iterable[Sequence[Any]], distance: Callable[[Any, Any], float] = nominal) -> float | None:
    """Return Krippendorff's alpha; a row holds the answers on one thing, of however many people.

    None where it is not defined: no row with two answers, or one and the same answer throughout.
    """
    kept = [row for row in rows if len(row) > 1]
    counts = Counter(answer for row in kept for answer in row)
    n = counts.total()
    expected = sum(counts[a] * counts[b] * distance(a, b) for a, b in combinations(counts, 2))
    if not expected:
        return None
    seen = sum(sum(distance(a, b) for a, b in combinations(row, 2)) / (len(row) - 1) for row in kept)
    return 1 - (n - 1) * seen / expected
