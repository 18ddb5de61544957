"""Where people's corrections disagree, by the rules that report/app/conflicts.js states."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from . import ops
from .folding import active

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .ops import Edit

Thing = Literal["theme", "unit", "stage"]
Value = str | float | None
KindOf = dict[str, str]  # theme → the kind that lines say it has
OPEN = "open"  # a value that stands for nothing
_SPACES = re.compile(r"[\s\ufeff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a line says of one thing; ``kind`` tells apart the kinds that an utterance may have."""

    what: str
    type: Thing
    kind: str
    id: str
    value: Value

    @property
    def thing(self) -> tuple[str, str, str, str]:
        """Return what the claim is about."""
        return self.what, self.type, self.kind, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a conflict is over, and the two values."""

    what: str
    type: Thing
    kind: str
    ids: tuple[str, ...]  # sorted
    a: Value
    b: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two lines of different people: ``a`` is the earlier one in the log, ``b`` is what stands."""

    a: str
    b: str
    about: About


def find_conflicts(lines: Iterable[Edit]) -> tuple[Conflict, ...]:
    """Return where people of different names decided one thing differently; ``lines`` is the whole log."""
    kept = active(lines)
    found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for by_author in _standing(kept).values():
        claims = [
            pair for pair in sorted(by_author.values(), key=lambda pair: pair[0]) if pair[1].value != OPEN
        ]
        for index, (late, said) in enumerate(claims):
            for early, other in claims[:index]:
                if other.value != said.value:
                    key = (late, early, said.what, said.type, said.kind, other.value, said.value)
                    found[key].append(said.id)
    return tuple(_conflict(kept, *key, ids=ids) for key, ids in sorted(found.items(), key=_place))


def _standing(lines: Sequence[Edit]) -> dict[tuple[str, ...], dict[str, tuple[int, Claim]]]:
    """Return the claims that stand: by thing, each author's last one with its place in the log."""
    kinds = _kinds_of_themes(lines)
    standing: dict[tuple[str, ...], dict[str, tuple[int, Claim]]] = defaultdict(dict)
    for at, line in enumerate(lines):
        for claim in _CLAIMS.get(type(line), _none)(line, kinds):
            standing[claim.thing][line.author] = (at, claim)
    return standing


def _conflict(  # noqa: PLR0913, PLR0917 (the parts of a key)
    lines: Sequence[Edit],
    late: int,
    early: int,
    what: str,
    type_: Thing,
    kind: str,
    a: Value,
    b: Value,
    *,
    ids: list[str],
) -> Conflict:
    about = About(what=what, type=type_, kind=kind, ids=tuple(sorted(ids, key=_units16)), a=a, b=b)
    return Conflict(a=lines[early].id, b=lines[late].id, about=about)


def _place(item: tuple[tuple[Any, ...], list[str]]) -> tuple[int, int, bytes]:
    """Order conflicts by the places of their lines, then by what they are over."""
    (late, early, what, type_, kind, *_), ids = item
    first = min(ids, key=_units16)
    words = json.dumps([what, type_, kind, first], ensure_ascii=False, separators=(",", ":"))
    return late, early, _units16(words)


def _units16(text: str) -> bytes:
    """Return the key by which the page's language orders texts."""
    return text.encode("utf-16-be", "surrogatepass")


def _kinds_of_themes(lines: Iterable[Edit]) -> KindOf:
    """Return the kinds of the themes that lines name, themes made by people included."""
    kinds: KindOf = {}
    for line in lines:
        for id_, seen in line.seen.themes.items():
            kinds.setdefault(id_, seen.kind)
        if isinstance(line, ops.Create):
            kinds.setdefault(line.as_, line.kind)
        if isinstance(line, ops.Split):
            kinds.setdefault(line.as_, kinds.get(line.theme, ""))
    return kinds


def _joined(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


def _theme(what: str, id_: str, value: Value) -> Claim:
    return Claim(what=what, type="theme", kind="", id=id_, value=value)


def _stage(what: str, id_: str, value: Value) -> Claim:
    return Claim(what=what, type="stage", kind="", id=id_, value=value)


def _units(what: str, units: Iterable[str], value: Value, kind: str = "") -> Iterator[Claim]:
    return (Claim(what=what, type="unit", kind=kind, id=id_, value=value) for id_ in units)


def _entering(units: Sequence[str], theme: str, kind: str) -> Iterator[Claim]:
    yield from _units("place", units, theme, kind)
    yield from _units("use", units, "in")


def _none(line: Edit, kinds: KindOf) -> Iterator[Claim]:
    del line, kinds
    yield from ()


def _of_rename(line: ops.Rename, _: KindOf) -> Iterator[Claim]:
    yield _theme("label", line.theme, _joined(line.label))


def _of_merge(line: ops.Merge, _: KindOf) -> Iterator[Claim]:
    yield from (_theme("fate", id_, line.into) for id_ in line.themes if id_ != line.into)
    if line.label:
        yield _theme("label", line.into, _joined(line.label))


def _of_judge(line: ops.Judge, _: KindOf) -> Iterator[Claim]:
    for id_ in line.themes:
        yield _theme("verdict", id_, line.verdict)
        yield _theme("fate", id_, "own" if line.verdict == "accepted" else OPEN)


def _of_retheme(line: ops.Retheme, _: KindOf) -> Iterator[Claim]:
    if line.kind:
        yield _theme("kind", line.theme, line.kind.value)
    if line.staged:
        yield _theme("stage", line.theme, line.stage)


def _of_split(line: ops.Split, kinds: KindOf) -> Iterator[Claim]:
    yield _theme("fate", line.theme, "own")
    yield from _entering(line.units, line.as_, kinds.get(line.theme, ""))


def _of_create(line: ops.Create, _: KindOf) -> Iterator[Claim]:
    yield from _entering(line.units, line.as_, line.kind)


def _of_move(line: ops.Move, kinds: KindOf) -> Iterator[Claim]:
    left = kinds.get(line.from_, "") if line.from_ else ""
    entered = kinds.get(line.to, "") if line.to else ""
    if line.from_ and (not line.to or left != entered):
        yield from _units("place", line.units, None, left)
    if line.to:
        yield from _entering(line.units, line.to, entered)


def _of_code(line: ops.Code, _: KindOf) -> Iterator[Claim]:
    for kind in line.add:
        yield from _units("code", line.units, "on", kind)
    for kind in line.remove:
        yield from _units("code", line.units, "off", kind)
    if line.add:
        yield from _units("use", line.units, "in")


def _of_place(line: ops.Place, _: KindOf) -> Iterator[Claim]:
    yield from _units("stage", line.units, line.stage)


def _of_feel(line: ops.Feel, _: KindOf) -> Iterator[Claim]:
    yield from _units("valence", line.units, line.valence)


def _of_irrelevant(line: ops.Irrelevant, _: KindOf) -> Iterator[Claim]:
    yield from _units("use", line.units, "out" if line.on else "in")


def _of_stage_rename(line: ops.StageRename, _: KindOf) -> Iterator[Claim]:
    yield _stage("name", line.stage, _joined(line.name))
    yield _stage("fate", line.stage, "own")


def _of_stage_merge(line: ops.StageMerge, _: KindOf) -> Iterator[Claim]:
    yield _stage("fate", line.stage, line.into)


_CLAIMS: Mapping[type[Edit], Callable[[Any, KindOf], Iterator[Claim]]] = {
    ops.Rename: _of_rename,
    ops.Merge: _of_merge,
    ops.Judge: _of_judge,
    ops.Retheme: _of_retheme,
    ops.Split: _of_split,
    ops.Create: _of_create,
    ops.Move: _of_move,
    ops.Code: _of_code,
    ops.Place: _of_place,
    ops.Feel: _of_feel,
    ops.Irrelevant: _of_irrelevant,
    ops.StageRename: _of_stage_rename,
    ops.StageMerge: _of_stage_merge,
}
