"""Check the coded interviews of data/corpus: shape, ids, counts.

    check_corpus.py [STUDY_FOLDER ...]      (default: every study of data/corpus)

Exits with 1 when a line breaks the format or a study breaks a rule; prints the counts of each study.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import yaml

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
KINDS = frozenset({"pain", "goal", "question", "action", "positive", "idea"})
ROLES = {"c": "client", "n": "non_user", "e": "expert"}
STYLES = frozenset({"clean", "dictated", "asr"})
FIELDS = 6
WORDINGS = 3  # other names of a stage
LEAST_UNITS, LEAST_UNITS_EN = 400, 200
EMPTY_SHARE = (0.18, 0.48)
SHARED_THEMES = 0.5  # at least this share of themes is voiced by two or more respondents


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedUnit:
    """One line of an interview: a unit of a respondent's speech with its codes."""

    file: str
    line: int
    question: str
    voice: str
    text: str
    kinds: tuple[str, ...]
    stage: str | None
    theme: str | None
    valence: int
    touchpoints: tuple[str, ...]


class CorpusError(ValueError):
    """A line that breaks the format."""


def read_interview(path: Path) -> tuple[dict[str, str], list[CodedUnit]]:
    """Read one interview; raises CorpusError naming file and line."""
    header: dict[str, str] = {}
    units: list[CodedUnit] = []
    question = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# "):
            name, _, value = line[2:].partition(":")
            header[name.strip()] = value.strip()
        elif line.startswith("? "):
            question = line[2:].strip()
        elif line.strip():
            units.append(_unit(path, number, question, line))
    return header, units


def _unit(path: Path, number: int, question: str, line: str) -> CodedUnit:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != FIELDS:
        raise CorpusError(f"{path}:{number}: {len(parts)} fields, not {FIELDS}: {line[:60]!r}")
    text, kinds, stage, theme, valence, points = parts
    voice = path.stem
    if text.startswith("[") and "]" in text:
        label, text = text[1:].split("]", 1)
        voice = f"{path.stem}-{label}"
    found = () if kinds == "-" else tuple(kinds.replace(",", " ").split())
    if unknown := set(found) - KINDS:
        raise CorpusError(f"{path}:{number}: unknown kinds {sorted(unknown)}")
    try:
        felt = int(valence.replace("−", "-").replace("+", ""))
    except ValueError:
        raise CorpusError(f"{path}:{number}: valence {valence!r} is no whole number") from None
    if not -2 <= felt <= 2:  # noqa: PLR2004 (the scale)
        raise CorpusError(f"{path}:{number}: valence {felt} is outside -2..2")
    if not text.strip():
        raise CorpusError(f"{path}:{number}: a unit without text")
    return CodedUnit(
        file=path.name,
        line=number,
        question=question,
        voice=voice,
        text=text.strip(),
        kinds=found,
        stage=None if stage == "-" else stage,
        theme=None if theme == "-" else theme,
        valence=felt,
        touchpoints=() if points == "-" else tuple(p.strip() for p in points.split(",") if p.strip()),
    )


def check_study(folder: Path) -> list[str]:
    """Return what is wrong with a study; prints its counts."""
    study = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    faults: list[str] = []
    units: list[CodedUnit] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            header, found = read_interview(path)
        except CorpusError as error:
            faults.append(str(error))
            continue
        if header.get("role") != ROLES.get(path.stem[0]):
            faults.append(f"{path}: role {header.get('role')!r} does not fit the file's name")
        if header.get("style") not in STYLES:
            faults.append(f"{path}: style {header.get('style')!r} is none of {sorted(STYLES)}")
        units += found
    faults += _check_codes(folder, study, units) if units else [f"{folder}: no units"]
    _print_counts(folder, study, units)
    return faults


def _check_codes(folder: Path, study: dict[str, object], units: list[CodedUnit]) -> list[str]:
    stages = {stage["id"] for stage in study["stages"]}  # type: ignore[attr-defined, index]
    themes = {theme["id"]: theme for theme in study["themes"]}  # type: ignore[attr-defined, index]
    faults = [
        f"{folder}: stage {stage['id']} needs {WORDINGS} other wordings"
        for stage in study["stages"]  # type: ignore[attr-defined]
        if len({stage["name"], *stage.get("also", ())}) != WORDINGS + 1
    ]
    for unit in units:
        place = f"{folder / unit.file}:{unit.line}"
        if unit.stage and unit.stage not in stages:
            faults.append(f"{place}: unknown stage {unit.stage}")
        if unit.theme and unit.theme not in themes:
            faults.append(f"{place}: unknown theme {unit.theme}")
        elif unit.theme and themes[unit.theme]["kind"] not in unit.kinds:
            faults.append(
                f"{place}: theme {unit.theme} is a {themes[unit.theme]['kind']}, the unit is {unit.kinds}"
            )
    voices: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        if unit.theme:
            voices[unit.theme].add(unit.voice)
    faults += [f"{folder}: nobody voices {theme}" for theme in sorted(set(themes) - set(voices))]
    if sum(len(v) > 1 for v in voices.values()) < SHARED_THEMES * len(themes):
        faults.append(f"{folder}: fewer than half of the themes are voiced by two respondents")
    least = LEAST_UNITS if study["language"] == "ru" else LEAST_UNITS_EN
    if len(units) < least:
        faults.append(f"{folder}: {len(units)} units, at least {least} are needed")
    empty = sum(not unit.kinds for unit in units) / len(units)
    if not EMPTY_SHARE[0] <= empty <= EMPTY_SHARE[1]:
        faults.append(f"{folder}: {empty:.0%} of the units carry no kind")
    texts = Counter(unit.text for unit in units if len(unit.text.split()) > 4)  # noqa: PLR2004
    faults += [f"{folder}: stands {n} times: {text!r}" for text, n in texts.items() if n > 1]
    return faults


def _print_counts(folder: Path, study: dict[str, object], units: list[CodedUnit]) -> None:
    kinds = Counter(kind for unit in units for kind in unit.kinds or ("-",))
    many = sum(len(unit.kinds) > 1 for unit in units)
    counted = " ".join(f"{kind} {n}" for kind, n in kinds.most_common())
    name = f"{folder.parent.name}/{folder.name} ({study.get('trade')})"
    print(f"{name}: {len(units)} units; {counted}; several kinds {many}")


def main(arguments: list[str]) -> int:
    """Check the named studies or all of them."""
    folders = [Path(name) for name in arguments] or sorted(
        path.parent for path in CORPUS.glob("*/*/study.yaml")
    )
    faults = [fault for folder in folders for fault in check_study(folder)]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(folders)} studies, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
