"""Planted persons, phones, papers and addresses in whole invented interviews: how many are found, how many not."""

# ruff: noqa: T201 (what is missed is to be read, with -s)

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.ingest.detect import detect
from pipeline.ingest.privacy import build_key, find_all, label_item
from pipeline.ingest.reading import read_source
from pipeline.language import detect_language
from pipeline.records import InterviewId

ROOT = Path(__file__).parents[2] / "data" / "examples" / "privacy"
BOOK = json.loads((ROOT / "key.json").read_text("utf-8"))
FILES = sorted({item["file"] for item in BOOK["items"]})


@dataclass
class Found:
    """What the finder made of one interview: planted items it missed, finds that are nothing, pseudonyms."""

    planted: int = 0
    found: int = 0
    right: int = 0
    mistyped: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def place_of(text: str, item: dict) -> tuple[int, int]:
    """Where the nth occurrence of a planted item's text stands."""
    hits = list(re.finditer(rf"(?<!\w){re.escape(item['text'])}(?!\w)", text))
    hit = hits[item["nth"] - 1]
    return hit.start(), hit.end()


@lru_cache(maxsize=32)
def look(file: str) -> Found:
    """Read one interview as a run does and compare what is found with its key."""
    source = read_source(ROOT, ROOT / "interviews" / file)
    turns = detect(source).parse(source).turns
    language = detect_language(" ".join(turn.text for turn in turns))
    speakers = sorted({turn.speaker for turn in turns if turn.speaker})
    text, items, at = "\n".join(turn.text for turn in turns), [], 0
    everything = find_all([turn.text for turn in turns], language, speakers)
    for turn, found in zip(turns, everything, strict=True):
        items += [(at + item.start, at + item.end, item) for item in found]
        at += len(turn.text) + 1
    labels = [item for speaker in speakers if (item := label_item(speaker))]
    key = build_key({InterviewId("i"): [*labels, *(item for *_, item in items)]}, {}, language)
    result = Found(found=len(items))
    planted = [(place_of(text, item), item) for item in BOOK["items"] if item["file"] == file]
    for (start, end), item in planted:
        result.planted += 1
        over = [found for found in items if found[0] < end and start < found[1]]
        hidden = {n for a, b, _ in over for n in range(a, b)}
        if {n for n in range(start, end) if text[n].isalnum()} - hidden:
            result.missed.append(f"{item['type']}: {item['text']} | {text[max(0, start - 40) : end + 20]!r}")
            continue
        if not any(found.type == item["type"] for *_, found in over):
            result.mistyped.append(f"{item['type']}: {item['text']} → {over[0][2].type}")
        for *_, found in over:
            given = key[found.type.value, found.normal]
            result.names[item.get("who", "")].add(given)
            result.people[given].add(item.get("who", ""))
    for start, end, found in items:
        if any(start < b and a < end for (a, b), _ in planted):
            result.right += 1
        else:
            around = text[max(0, start - 30) : end + 30]
            result.false.append(f"{found.type}: {text[start:end]} | {around!r}")
    return result


def figures(files: list[str]) -> tuple[float, float]:
    """Recall and precision over files; prints the errors in a hundred."""
    seen = [look(file) for file in files]
    planted, found = sum(one.planted for one in seen), sum(one.found for one in seen)
    missed, false = sum(len(one.missed) for one in seen), sum(len(one.false) for one in seen)
    for file, one in zip(files, seen, strict=True):
        if file in BOOK["untouched"]:
            continue  # nothing is to be learnt from their errors
        print(f"\n{file}: planted {one.planted}, missed {len(one.missed)}, false {len(one.false)}")
        print(*(f"  missed {line}" for line in one.missed), sep="\n")
        print(*(f"  false  {line}" for line in one.false), sep="\n")
        print(*(f"  typed  {line}" for line in one.mistyped), sep="\n")
    print(f"of 100 planted {100 * missed / planted:.1f} missed; of 100 found {100 * false / found:.1f} false")
    return 1 - missed / planted, 1 - false / found


def test_the_benchmark_is_large_enough_and_of_every_type():
    types = {item["type"] for item in BOOK["items"]}
    assert len(BOOK["items"]) >= 300
    assert len(FILES) >= 6
    assert types == {"name", "account", "phone", "email", "url", "card", "document", "address", "birthday"}


def test_what_is_planted_is_found_and_little_else():
    recall, precision = figures(FILES)
    assert recall >= 0.98
    assert precision >= 0.95


@pytest.mark.parametrize("file", BOOK["untouched"])
def test_interviews_that_nothing_was_fitted_on_lose_little(file):
    recall, precision = figures([file])
    assert recall >= 0.9
    assert precision >= 0.9


@pytest.mark.parametrize("file", FILES)
def test_two_persons_share_no_pseudonym(file):
    shared = {given: who for given, who in look(file).people.items() if len(who - {""}) > 1}
    assert not shared


def test_nearly_every_person_has_one_pseudonym_throughout():
    people = {who: given for file in FILES for who, given in look(file).names.items() if who}
    torn = {who: sorted(given) for who, given in people.items() if len(given) > 1}
    print(f"{len(torn)} of {len(people)} persons have several pseudonyms: {torn}")
    assert len(torn) <= 0.1 * len(people)
