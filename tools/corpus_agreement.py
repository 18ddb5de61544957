"""Print how far two independent coders of data/corpus agree.

    corpus_agreement.py [SECOND_CODING.jsonl]      (default: data/corpus/second_coding.jsonl)

The file holds one JSON object a unit: study ("ru/phone_repair"), file ("c1.txt"), line (of that file),
kinds, stage, theme and valence, as given by a second coder who saw the study's stages and themes, the
questions and the units, but not the first codes. Exits with 1 when a line does not fit the corpus, for
instance because an interview was edited since.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import yaml
from sklearn.metrics import adjusted_rand_score, cohen_kappa_score

from check_corpus import CORPUS, KINDS, CodedUnit, CorpusError, read_interview

if TYPE_CHECKING:
    from collections.abc import Sequence

SECOND = CORPUS / "second_coding.jsonl"
FIELDS = frozenset({"study", "file", "line", "kinds", "stage", "theme", "valence"})
F1, WORTH = "kinds: macro-F1", "worth coding (any kind): kappa"
STAGE, THEME = "stage: same, both gave one", "theme: same, both gave one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One unit, coded twice; `first` stands in the interview's file."""

    interview: str
    first: CodedUnit
    kinds: frozenset[str]
    stage: str | None
    theme: str | None
    valence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table; `units` counts what the figure was computed over."""

    measure: str
    units: int
    value: float


def read_pairs(path: Path, corpus: Path = CORPUS) -> list[Pair]:
    """Read the second coding beside the first; raises CorpusError where they do not fit together."""
    left: dict[str, dict[int, CodedUnit]] = {}
    known: dict[str, set[str]] = {}
    pairs: list[Pair] = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        code = _object(f"{path}:{number}", text)
        interview = f"{code['study']}/{code['file']}"
        if interview not in left:
            _, units = read_interview(corpus / interview)
            left[interview] = {unit.line: unit for unit in units}
            known[interview] = _ids(corpus / code["study"] / "study.yaml")
        first = left[interview].pop(code["line"], None)
        if first is None:
            raise CorpusError(
                f"{path}:{number}: line {code['line']} of {interview} is no unit or is coded twice; "
                "was the interview edited since?",
            )
        named = {code["stage"], code["theme"]} - {None}
        if unknown := (set(code["kinds"]) - KINDS) | (named - known[interview]):
            raise CorpusError(f"{path}:{number}: unknown codes {sorted(unknown)}")
        pairs.append(
            Pair(
                interview=interview,
                first=first,
                kinds=frozenset(code["kinds"]),
                stage=code["stage"],
                theme=code["theme"],
                valence=code["valence"],
            )
        )
    for interview, rest in left.items():
        if rest:
            raise CorpusError(f"{path}: {interview}: lines {sorted(rest)} are not coded; edited since?")
    return pairs


def _object(place: str, text: str) -> dict[str, Any]:
    try:
        code = json.loads(text)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{place}: no JSON: {error}") from None
    if not isinstance(code, dict) or set(code) != FIELDS:
        raise CorpusError(f"{place}: not an object with the fields {sorted(FIELDS)}")
    return code


def _ids(path: Path) -> set[str]:
    study = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {entry["id"] for entry in [*study["stages"], *study["themes"]]}


def agreement(pairs: list[Pair]) -> list[Row]:
    """Compute every figure of the table over the pairs."""
    felt = [(p.first.valence, p.valence) for p in pairs]
    signs = [(_sign(a), _sign(b)) for a, b in felt]
    return [
        *_kinds(pairs),
        *_stages(pairs),
        *_themes(pairs),
        _share("valence: same sign, both not 0", [(a, b) for a, b in signs if a and b]),
        _kappa("valence: kappa of the sign (−, 0, +)", signs),
        _share("valence: same number", felt),
    ]


def _kinds(pairs: list[Pair]) -> list[Row]:
    marks = {kind: [(kind in p.first.kinds, kind in p.kinds) for p in pairs] for kind in sorted(KINDS)}
    rows = [Row(measure=F1, units=len(pairs), value=fmean(_f1(both) for both in marks.values()))]
    for kind, both in marks.items():
        either = sum(a or b for a, b in both)
        rows.append(Row(measure=f"kinds: F1 of {kind}", units=either, value=_f1(both)))
        rows.append(_kappa(f"kinds: kappa of {kind}", both))
    rows.append(_share("kinds: the very same set", [(frozenset(p.first.kinds), p.kinds) for p in pairs]))
    rows.append(_kappa(WORTH, [(bool(p.first.kinds), bool(p.kinds)) for p in pairs]))
    return rows


def _stages(pairs: list[Pair]) -> list[Row]:
    given = [(p.first.stage, p.stage) for p in pairs]
    return [
        _share(STAGE, [(a, b) for a, b in given if a and b]),
        _share("stage: same, of all where either gave one", [(a, b) for a, b in given if a or b]),
    ]


def _themes(pairs: list[Pair]) -> list[Row]:
    given = [(p.first.theme, p.theme) for p in pairs]
    grouped: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        if pair.first.theme and pair.theme:
            grouped[pair.interview].append((pair.first.theme, pair.theme))
    rands = [float(adjusted_rand_score(*zip(*labels, strict=True))) for labels in grouped.values()]
    return [
        _share(THEME, [(a, b) for a, b in given if a and b]),
        _share("theme: same, of all where either gave one", [(a, b) for a, b in given if a or b]),
        Row(
            measure="theme: ARI, both gave one, mean of interviews",
            units=sum(len(labels) for labels in grouped.values()),
            value=fmean(rands) if rands else float("nan"),
        ),
    ]


def _f1(both: list[tuple[bool, bool]]) -> float:
    named = sum(a + b for a, b in both)
    return 2 * sum(a and b for a, b in both) / named if named else 1.0


def _kappa(measure: str, both: Sequence[tuple[object, object]]) -> Row:
    first, second = [a for a, _ in both], [b for _, b in both]
    # equal codings without any variety leave kappa undefined; they agree all the same
    value = 1.0 if first == second else float(cohen_kappa_score(first, second))
    return Row(measure=measure, units=len(both), value=value)


def _share(measure: str, both: Sequence[tuple[object, object]]) -> Row:
    value = fmean(a == b for a, b in both) if both else float("nan")
    return Row(measure=measure, units=len(both), value=value)


def _sign(valence: int) -> int:
    return (valence > 0) - (valence < 0)


def main(arguments: list[str]) -> int:
    """Print the table of all units, then a line for each interview."""
    try:
        pairs = read_pairs(Path(arguments[0]) if arguments else SECOND)
    except (CorpusError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    rows = agreement(pairs)
    width = max(len(row.measure) for row in rows)
    print(f"{'measure':{width}}  units  value")
    for row in rows:
        print(f"{row.measure:{width}}  {row.units:5}  {row.value:5.2f}")
    print(f"\n{'interview':{width}}  units  kinds F1  worth kappa  same stage  same theme")
    for name in sorted({pair.interview for pair in pairs}):
        some = [pair for pair in pairs if pair.interview == name]
        found = {row.measure: row.value for row in agreement(some)}
        print(
            f"{name:{width}}  {len(some):5}  {found[F1]:8.2f}  {found[WORTH]:11.2f}"
            f"  {found[STAGE]:10.2f}  {found[THEME]:10.2f}",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
