"""Where two reviewers decided one thing differently."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

from corrections import STUDY, Log, board, random_draft, random_log
from pipeline.assemble.review.board import board_of
from pipeline.assemble.review.conflicts import find_conflicts
from pipeline.assemble.review.lines import check_line, dump_lines

SCRIPT = Path(__file__).with_name("find_conflicts.mjs")
LOGS, AUTHORS = 200, ("Аня", "Боря", "")


@pytest.fixture
def log():
    units = {f"u-{n}": ({"pain": 0.9}, "s1", -1) for n in range(6)}
    return Log(
        board(units, [("t-1", "pain", "s1", "u-0", "u-1", "u-2"), ("t-2", "pain", "s1", "u-3", "u-4")])
    )


def said(log):
    """(what, kind, ids, earlier value, later value) of each conflict."""
    return [
        (c.about.what, c.about.kind, c.about.ids, c.about.a, c.about.b) for c in find_conflicts(log.lines)
    ]


def test_two_names_for_one_theme_are_a_conflict_and_the_later_one_stands(log):
    first = log("rename", "Аня", theme="t-1", label="Долго ждут")
    second = log("rename", "Боря", theme="t-1", label="Ожидание")
    (found,) = find_conflicts(log.lines)
    assert (found.a, found.b, found.about.b) == (first, second, "Ожидание")


def test_the_same_name_but_for_spaces_is_no_conflict(log):
    log("rename", "Аня", theme="t-1", label="Долго  ждут ")
    log("rename", "Боря", theme="t-1", label="Долго ждут")
    assert not said(log)


def test_nobody_is_in_conflict_with_himself(log):
    log("rename", "Аня", theme="t-1", label="Долго ждут")
    log("rename", "Аня", theme="t-1", label="Ожидание")
    assert not said(log)


def test_only_the_last_word_of_each_counts(log):
    log("stage", "Аня", units=["u-1"], stage="s2")
    log("stage", "Боря", units=["u-1"], stage="s3")
    log("stage", "Аня", units=["u-1"], stage="s3")
    assert not said(log)


def test_what_was_taken_back_says_nothing(log):
    log("code", "Аня", units=["u-1"], add=["idea"], remove=[])
    other = log("code", "Боря", units=["u-1"], add=[], remove=["idea"])
    assert said(log) == [("code", "idea", ("u-1",), "on", "off")]
    log("retract", "Боря", line=other)
    assert not said(log)


def test_an_open_verdict_takes_the_earlier_one_away(log):
    log("judge", "Аня", themes=["t-1"], verdict="accepted")
    log("judge", "Боря", themes=["t-1"], verdict="rejected")
    assert said(log) == [("verdict", "", ("t-1",), "accepted", "rejected")]
    log("judge", "Аня", themes=["t-1"], verdict="open")
    assert not said(log)


def test_a_theme_that_one_accepts_and_another_merges_away(log):
    log("judge", "Аня", themes=["t-1"], verdict="accepted")
    log("merge", "Боря", themes=["t-1"], into="t-2")
    assert said(log) == [("fate", "", ("t-1",), "own", "t-2")]


def test_utterances_of_one_pair_of_lines_are_one_conflict(log):
    log("move", "Аня", units=["u-2", "u-1"], from_="t-1", to="t-2")
    log("irrelevant", "Боря", units=["u-1", "u-2"], on=True)
    assert said(log) == [("use", "", ("u-1", "u-2"), "in", "out")]


def with_authors(lines, dice):
    """The lines, said by several people."""
    for line in lines:
        yield check_line(json.dumps({**line, "author": dice.choice(AUTHORS)}), "log")


def test_the_page_finds_the_very_same_conflicts(tmp_path):
    node = shutil.which("node")
    if node is None and not os.environ.get("CI"):
        pytest.skip("node is not installed")
    dice = random.Random(7)  # noqa: S311 (a test, no secret)
    logs = []
    for seed in range(LOGS):
        base = board_of(random_draft(seed, units=10, themes=4), STUDY)  # few, so that people meet
        logs.append(tuple(with_authors(random_log(seed, base, length=40).said, dice)))
    file = tmp_path / "logs.json"
    file.write_text(json.dumps([dump_lines(lines).decode() for lines in logs]), encoding="utf-8")
    ran = subprocess.run([node, str(SCRIPT), str(file)], capture_output=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr.decode()
    ours = [[asdict(found) for found in find_conflicts(lines)] for lines in logs]
    assert sum(map(len, ours)) > 5 * LOGS
    assert {found["about"]["what"] for each in ours for found in each} >= {
        "label", "verdict", "fate", "kind", "stage", "code", "valence", "place", "use", "name"
    }  # fmt: skip
    assert json.loads(json.dumps(ours)) == json.loads(ran.stdout)
