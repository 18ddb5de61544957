from __future__ import annotations

import json
import math
import os
import random
import shutil
import statistics
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from hostile_fixture import hostile_draft
from pipeline.assemble.evidence import FELT
from pipeline.assemble.maps.wording import hint
from pipeline.assemble.review.board import board_of, to_json
from report_fixture import bicycle_draft
from wild_studies import STUDY, WildStudy, page_study

APP = Path(__file__).parents[3] / "pipeline" / "assemble" / "report" / "app"
WILD = 240
HOSTILE = ("</script><script>alert(1)", "\u200b & <b>%(n)s", "🛠 '\"'")

SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
const [app, asked, answered] = process.argv.slice(2);
const { derive } = await import(`${app}/derive.js`);
const { exactSum, populationSpread, roundHundredths } = await import(`${app}/reckoning.js`);
const { pages, numbers } = JSON.parse(readFileSync(asked, "utf8"));
const plain = (derived) => ({
  ...derived,
  order: [...derived.themes.keys()],
  themes: Object.fromEntries(derived.themes),
  themesOf: Object.fromEntries(derived.themesOf),
});
writeFileSync(answered, JSON.stringify({
  pages: pages.map(([study, board]) => plain(derive(board, study))),
  numbers: numbers.map((values) => ({
    sum: exactSum(values),
    rounded: values.map(roundHundredths),
    spread: populationSpread(values),
  })),
}));
"""


@pytest.fixture(scope="module")
def studies():
    """Drafts with what the page is given of them: two written by hand, the rest wild."""
    found = []
    for draft, transcripts in (bicycle_draft(), bicycle_draft("en"), hostile_draft(HOSTILE)):
        found.append((draft, (page_study(draft, transcripts), to_json(board_of(draft, STUDY)))))
    for seed in range(WILD):
        wild = WildStudy(random.Random(seed))  # noqa: S311
        draft = wild.draft()
        found.append((draft, wild.page(draft)))
    return found


@pytest.fixture(scope="module")
def numbers():
    """Lists of valences, among them those whose rounding hangs on the last bit."""
    rng = random.Random(7)  # noqa: S311
    lists = [[n / 8] for n in range(-16, 17) if abs(n) >= 2]
    lists += [[n / 200] for n in range(-400, 401) if abs(n) >= 50]
    lists += [[rng.uniform(-2, 2) or 1.0 for _ in range(rng.randint(1, 9))] for _ in range(1000)]
    lists += [
        [rng.randint(3, 20) / 10 * rng.choice((-1, 1)) for _ in range(rng.randint(1, 40))]
        for _ in range(1500)
    ]
    lists += [
        [first / 10] * many + [second / 10]
        for first in range(3, 21)
        for second in range(-20, -2)
        for many in (1, 3)
    ]
    return [[value for value in values if abs(value) >= FELT] or [FELT] for values in lists]


@pytest.fixture(scope="module")
def answers(studies, numbers, tmp_path_factory):
    """What the page's script makes of all studies and numbers, in one process."""
    node = shutil.which("node")
    if node is None:
        assert not os.environ.get("CI"), "the page's script cannot be checked: node is missing"
        pytest.skip("node is missing")
    folder = tmp_path_factory.mktemp("derive")
    (folder / "run.mjs").write_text(SCRIPT, encoding="utf-8")
    asked = {"pages": [page for _, page in studies], "numbers": numbers}
    (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    command = [node, folder / "run.mjs", APP.as_uri(), folder / "asked.json", folder / "answered.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "answered.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pairs(studies, answers):
    return [
        (draft.model_dump(mode="json"), found)
        for (draft, _), found in zip(studies, answers["pages"], strict=True)
    ]


def as_claim(claim):
    """Return a claim of the page as the draft writes it."""
    return {
        "text": claim["text"],
        "themes": claim["themes"],
        "utterances": claim["units"][:12],
        "respondents": claim["support"],
        "evidence": claim["grade"],
        "label_origin": claim["origin"],
    }


def as_hint(found, language, stage):
    if found is None:
        return ""
    return hint(
        found["lane"], language, **({"label": found["label"]} if "label" in found else {"stage": stage})
    )


def as_map(drawn, draft):
    """Return a map of the page as the draft writes it, lanes without their names."""
    names = {stage["id"]: stage["name"] for stage in draft["stages"]}
    return {
        "viewpoint": drawn["viewpoint"],
        "respondents": drawn["respondents"],
        "lanes": [
            {
                "id": lane["id"],
                "cells": [
                    {
                        "stage": cell["stage"],
                        "claims": [as_claim(claim) for claim in cell["claims"]],
                        "evidence": cell["grade"],
                        "hint": as_hint(cell["hint"], draft["study"]["language"], names[cell["stage"]]),
                        "feeling": cell["feeling"],
                    }
                    for cell in lane["cells"]
                ],
            }
            for lane in drawn["lanes"]
        ],
    }


def bare(part):
    """Return a draft's map without what the page does not derive, and other kinds of maps alone have."""
    lanes = [
        {key: value for key, value in lane.items() if key not in {"name", "border"}} for lane in part["lanes"]
    ]
    for lane in lanes:
        assert not any(cell["figures"] or cell["given"] for cell in lane["cells"])
        lane["cells"] = [
            {key: value for key, value in cell.items() if key not in {"figures", "given"}}
            for cell in lane["cells"]
        ]
    return {"viewpoint": part["viewpoint"], "respondents": part["respondents"], "lanes": lanes}


@pytest.fixture(scope="module")
def written_maps(pairs):
    """Pairs of maps, the draft's and the page's; the hostile draft's words were changed after it was drawn."""
    honest = [pair for at, pair in enumerate(pairs) if at != 2]
    return [
        ([bare(part) for part in draft["maps"]], [as_map(part, draft) for part in found["maps"]])
        for draft, found in honest
    ]


def test_every_cell_of_every_map_is_the_drafts(written_maps):
    for written, derived in written_maps:
        assert derived == written


def test_the_wild_studies_reach_every_rule(written_maps):
    seen = Counter()
    for written, _ in written_maps:
        for part in written:
            for lane in part["lanes"]:
                for cell in lane["cells"]:
                    seen[f"{lane['id']} {cell['evidence']}"] += 1
                    seen["cut"] += any(len(claim["utterances"]) == 12 for claim in cell["claims"])
                    seen["felt"] += cell["feeling"] is not None and cell["feeling"]["respondents"] > 2
    lanes = ("goals", "questions", "touchpoints", "actions", "emotions", "pains", "ideas")
    wanted = {f"{lane} {grade}" for lane in lanes for grade in ("none", "single", "partial", "strong")}
    wanted |= {"moments none", "moments partial", "moments strong", "cut", "felt"}
    assert not wanted - {name for name, count in seen.items() if count}


def test_themes_have_the_drafts_support_grade_and_feeling(pairs):
    for draft, found in pairs:
        assert found["order"] == [theme["id"] for theme in draft["themes"]]
        for theme in draft["themes"]:
            derived = found["themes"][theme["id"]]
            assert (derived["support"], derived["grade"]) == (theme["respondents"], theme["evidence"])
            assert derived["valence"] == theme["valence"]
            assert (derived["units"], derived["label"]) == (theme["utterances"], theme["label"])


def test_single_voices_and_the_uncoded_stand_in_the_drafts_order(pairs):
    for draft, found in pairs:
        assert found["singles"] == draft["unassigned"]
        said = [part for part in draft["utterances"] if part["speaker_role"] == "respondent"]
        assert found["uncoded"] == [part["id"] for part in said if not part["kinds"]]
        assert found["themesOf"] == {part["id"]: part["themes"] for part in said if part["themes"]}


def test_rejected_themes_are_listed_apart(pairs):
    assert any(found["rejected"] for _, found in pairs)
    for draft, found in pairs:
        assert found["rejected"] == [theme["id"] for theme in draft["rejected"]]
        assert not set(found["rejected"]) & found["themes"].keys()


def test_the_figures_of_the_header_are_counted_in_the_draft(pairs):
    for draft, found in pairs:
        said = [part for part in draft["utterances"] if part["speaker_role"] == "respondent"]
        counts = found["counts"]
        assert counts["interviews"] == Counter(part["role"] for part in draft["interviews"])
        assert counts["respondents"] == len({(part["interview"], part["speaker"]) for part in said})
        assert (counts["utterances"], counts["checked"]) == (len(said), len(draft["utterances"]))
        assert counts["coded"] == sum(1 for part in said if part["kinds"])
        assert counts["grouped"] == len({i for theme in draft["themes"] for i in theme["utterances"]})
        assert counts["singles"] == len(draft["unassigned"])


def test_stages_count_what_a_viewpoint_said_of_them(pairs):
    for draft, found in pairs:
        roles = {part["id"]: part["role"] for part in draft["interviews"]}
        for drawn in found["maps"]:
            for stage in drawn["stages"]:
                said = [
                    (part["interview"], part["speaker"])
                    for part in draft["utterances"]
                    if part["stage"]
                    and part["stage"]["id"] == stage["id"]
                    and roles[part["interview"]] == drawn["viewpoint"]
                ]
                assert (stage["utterances"], stage["respondents"]) == (len(said), len(set(said)))


def test_new_themes_are_counted_at_the_first_interview_that_voices_them(pairs):
    for draft, found in pairs:
        places = {part["id"]: at for at, part in enumerate(draft["interviews"])}
        home = {part["id"]: places[part["interview"]] for part in draft["utterances"]}
        first = Counter(min(home[i] for i in theme["utterances"]) for theme in draft["themes"])
        points = found["saturation"]["points"]
        assert [point["interview"] for point in points] == list(places)
        assert [point["new"] for point in points] == [first[at] for at in range(len(places))]
        assert points[-1]["total"] == len(draft["themes"])


def test_numbers_are_rounded_summed_and_spread_as_python_does_it(answers, numbers):
    for values, found in zip(numbers, answers["numbers"], strict=True):
        assert found["sum"] == math.fsum(values)
        assert found["rounded"] == [round(value, 2) for value in values]
        assert found["spread"] == statistics.pstdev(values)
