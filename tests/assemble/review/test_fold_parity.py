"""The page and the pipeline fold the same lines into the same board."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from corrections import STUDY, random_draft, random_log
from pipeline.assemble.review.board import board_of, to_json
from pipeline.assemble.review.folding import fold
from pipeline.assemble.review.lines import dump_lines, read_lines
from pipeline.errors import CorrectionError

SCRIPT = Path(__file__).with_name("fold_boards.mjs")
BOARDS, LOGS = 50, 20
DOUBTS = 600


def node():
    found = shutil.which("node")
    if found is None and not os.environ.get("CI"):
        pytest.skip("node is not installed")
    assert found, "the page's script is checked with node; install it"
    return found


def random_logs():
    """Drafts, each with logs that were written for it."""
    for number in range(BOARDS):
        draft = random_draft(number)
        base = board_of(draft, STUDY)
        logs = [random_log(LOGS * number + at, base, length=at + 1).lines for at in range(LOGS)]
        yield draft, base, logs


def doubtful_lines():
    """Lines with one thing changed, which may or may not still be lines."""
    dice = random.Random(5)  # noqa: S311 (a seed, no secret)
    base = board_of(random_draft(0), STUDY)
    said = [line for seed in range(30) for line in random_log(900 + seed, base, length=20).said]
    values = [
        None,
        "",
        " ",
        "p-1",
        "x" * 201,
        "t-0",
        "а\x07",
        "\ud83d",
        1,
        2.5,
        0.25,
        True,
        [],
        ["u-1"],
        [1],
        ["u-1 "],
        {},
        "pain",
        ["pain"],
    ]
    for line in said[:DOUBTS]:
        name = dice.choice([*line, "extra", "group", "note"])
        changed = {**line, name: dice.choice(values)}
        if dice.random() < 0.2:
            del changed[name]
        yield json.dumps(changed)


def refusal(text):
    """Why the pipeline refuses a line, None if it takes it."""
    try:
        read_lines(text.encode(), "doubtful", None)
    except CorrectionError as error:
        return str(error)
    return None


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """What one process of node made of everything."""
    asked = {
        "boards": [
            {
                "study": {"id": STUDY, "draft": draft.model_dump(mode="json")},
                "logs": [dump_lines(lines).decode() for lines in logs],
            }
            for draft, _, logs in random_logs()
        ],
        "doubtful": list(doubtful_lines()),
    }
    file = tmp_path_factory.mktemp("fold") / "asked.json"
    file.write_text(json.dumps(asked), encoding="utf-8")
    ran = subprocess.run([node(), str(SCRIPT), str(file)], capture_output=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)


def test_a_thousand_random_logs_fold_alike_in_both_languages(page):
    seen = 0
    for (_, base, logs), told in zip(random_logs(), page["boards"], strict=True):
        assert told["base"] == to_json(base)
        for lines, made in zip(logs, told["logs"], strict=True):
            board = to_json(fold(base, lines))
            assert made["board"] == board
            assert [list(unit["kinds"]) for unit in made["board"]["units"].values()] == [
                list(unit["kinds"]) for unit in board["units"].values()
            ]
            seen += 1
    assert seen == BOARDS * LOGS


def test_the_random_logs_meet_every_reason(page):
    left = [one for told in page["boards"] for made in told["logs"] for one in made["board"]["ignored"]]
    reasons = {one["reason"] for one in left}
    assert reasons == {
        "no-unit",
        "no-theme",
        "no-stage",
        "dead-theme",
        "own-merge",
        "nothing-left",
        "no-line",
        "taken",
    }
    assert {one["partial"] for one in left} == {True, False}


def test_the_page_writes_lines_that_the_pipeline_reads_as_the_same(page):
    for (_, _, logs), told in zip(random_logs(), page["boards"], strict=True):
        for lines, made in zip(logs, told["logs"], strict=True):
            assert read_lines(made["text"].encode(), "page", STUDY) == lines


def test_page_and_pipeline_refuse_the_same_lines(page):
    refused = 0
    for text, taken in zip(doubtful_lines(), page["doubtful"], strict=True):
        told = refusal(text)
        refused += told is not None
        assert (told is None) == (taken == 1), f"{text}: the pipeline says {told}, the page {taken}"
    assert DOUBTS // 4 < refused < DOUBTS
