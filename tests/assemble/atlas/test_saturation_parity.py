from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from build import make_theme, make_transcript, utterances_of
from pipeline.assemble.atlas.saturation import make_saturation
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.recalled import recall
from pipeline.assemble.review.board import board_of, to_json
from pipeline.records import Grouping
from report_fixture import bicycle_draft
from wild_studies import STUDY, WildStudy, page_study

APP = Path(__file__).parents[3] / "pipeline" / "assemble" / "report" / "app"
WILD = 80
SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
const [app, asked, answered] = process.argv.slice(2);
const { derive } = await import(`${app}/derive.js`);
const pages = JSON.parse(readFileSync(asked, "utf8"));
writeFileSync(answered, JSON.stringify(pages.map(([study, board]) => derive(board, study).saturation)));
"""


def study_of(*fresh):
    """Interviews that bring so many themes each; every later one repeats the first theme."""
    transcripts = [make_transcript(f"i{at:02}") for at in range(len(fresh))]
    utterances = {u.id: u for t in transcripts for u in utterances_of(t) if u.speaker.endswith("р")}
    themes = [
        make_theme(
            f"t{at}-{n}",
            "pain",
            [f"i{at:02}-1", *([f"i{len(fresh) - 1:02}-1"] if at < len(fresh) - 1 else [])],
        )
        for at, many in enumerate(fresh)
        for n in range(many)
    ]
    return Evidence(
        language="ru",
        interviews={t.id: t for t in reversed(transcripts)},
        utterances=utterances,
        codings={},
        stages=(),
        touchpoints={},
        grouping=Grouping(themes=tuple(themes), unassigned=()),
    )


@pytest.mark.parametrize(
    ("fresh", "reached"),
    [
        ((), None),
        ((5, 5, 5, 5), None),  # the base alone
        ((5, 5, 5, 5, 0), None),  # no whole run yet
        ((5, 5, 5, 5, 1, 0), 6),  # 1 of 20 is 5 %
        ((5, 5, 5, 5, 1, 1, 0), 7),  # 2 of 20, then 1 of 20: runs overlap
        ((5, 5, 5, 5, 0, 2, 0, 1, 0), 8),
        ((0, 0, 0, 0, 0, 0, 0), None),  # nothing to compare with
        ((5, 5, 5, 4, 1, 0), None),  # 1 of 19 is more than 5 %
    ],
)
def test_saturation_is_reached_where_a_run_brings_next_to_nothing(fresh, reached):
    found = make_saturation(study_of(*fresh))
    assert found.reached == reached
    assert [point.new for point in found.points] == list(fresh)
    assert [point.total for point in found.points] == [sum(fresh[: at + 1]) for at in range(len(fresh))]


def test_another_base_run_and_threshold_are_obeyed_and_told():
    found = make_saturation(study_of(4, 3, 1, 1), base=2, run=1, threshold=0.2)
    assert (found.base, found.run, found.threshold, found.reached) == (2, 1, 0.2, 3)


def test_the_order_of_interviews_is_that_of_their_files():
    evidence = study_of(2, 0, 1)
    paths = ("c.txt", "b.txt", "a.txt")
    renamed = {
        i: replace(evidence.interviews[i], path=path)
        for i, path in zip(sorted(evidence.interviews), paths, strict=True)
    }
    found = make_saturation(replace(evidence, interviews=renamed))
    assert [point.interview for point in found.points] == ["i02", "i01", "i00"]
    assert [point.new for point in found.points] == [3, 0, 0]


def test_the_page_of_the_report_counts_alike(tmp_path):
    node = shutil.which("node")
    if node is None:
        assert not os.environ.get("CI"), "the page's script cannot be checked: node is missing"
        pytest.skip("node is missing")
    pages, wanted = [], []
    draft, transcripts = bicycle_draft()
    pages.append((page_study(draft, transcripts), to_json(board_of(draft, STUDY))))
    wanted.append(make_saturation(recall(draft, transcripts)))
    for seed in range(WILD):
        wild = WildStudy(random.Random(seed))  # noqa: S311
        draft = wild.draft()
        pages.append(wild.page(draft))
        wanted.append(make_saturation(recall(draft, wild.interviews)))
    (tmp_path / "run.mjs").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "asked.json").write_text(json.dumps(pages), encoding="utf-8")
    command = [node, tmp_path / "run.mjs", APP.as_uri(), tmp_path / "asked.json", tmp_path / "answered.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers = json.loads((tmp_path / "answered.json").read_text(encoding="utf-8"))
    assert {found.reached is None for found in wanted} == {True, False}
    for found, page in zip(wanted, answers, strict=True):
        assert (found.base, found.run, found.threshold) == (page["base"], page["run"], page["threshold"])
        assert found.reached == page["reached"]
        points = [(point["interview"], point["new"], point["total"]) for point in page["points"]]
        assert [(point.interview, point.new, point.total) for point in found.points] == points
