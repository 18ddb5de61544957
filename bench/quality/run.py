"""Measure the quality of the product beside peers, on evaluation sets that lie outside of the repository.

    python bench/quality/run.py [--sets dostavka,banking77] [--quick] [--json FILE] [--markdown] [--data DIR]

Every comparison is on the same texts; where vectors are compared, on the same vectors.  A set that is not
there is named and passed over.  Vectors are kept in a temporary folder, so that a second run is faster.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from checkout import ROOT, manifest
from comparing import Bench, Scale, say
from corpus import reader_note
from dostavka import sections as dostavka
from groupings import intents_banking, intents_hwu64, segments_pdpilot
from ours import open_product
from pains import restaurants, reviews
from sessions import usability
from sets import Missing
from table import markdown, print_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from table import Section

SETS: dict[str, Callable[[Bench], list[Section]]] = {
    "dostavka": dostavka,
    "swj_serdif_usability": usability,
    "pdpilot_userstudy": segments_pdpilot,
    "hwu64_ru_en": intents_hwu64,
    "banking77": intents_banking,
    "ru_sentirueval2015_restaurants": restaurants,
    "ru_problem_reviews": reviews,
}
QUICK = Scale(most=400, times=200, pair_times=60)


def main(arguments: list[str]) -> int:
    """Measure, print, write; 2 for a set that is not known."""
    asked = _arguments(arguments)
    names = asked.sets.split(",") if asked.sets else list(SETS)
    if unknown := sorted(set(names) - set(SETS)):
        say(f"no such set: {', '.join(unknown)}; there are {', '.join(SETS)}")
        return 2
    facts = manifest()
    sections, seconds = _measure(names, asked)
    if not sections:
        say("nothing was measured")
    elif asked.markdown:
        print(markdown(sections))
    else:
        print_table(sections)
    if asked.json:
        facts |= {"quick": asked.quick, "seconds": seconds, "reader": reader_note()}
        facts["sections"] = [section.packed() for section in sections]
        asked.json.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", default="", help="some sets, with commas between them")
    parser.add_argument("--quick", action="store_true", help="small samples, wide intervals")
    parser.add_argument("--json", type=Path, help="where to write figures, commit and versions")
    parser.add_argument("--markdown", action="store_true", help="print tables for the documentation")
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "bench", help="where the sets lie"
    )
    return parser.parse_args(arguments)


def _measure(names: list[str], asked: argparse.Namespace) -> tuple[list[Section], dict[str, float]]:
    """Return the sections of the sets that are there, and the seconds of each."""
    sections: list[Section] = []
    seconds = {}
    with open_product() as product:
        bench = Bench(product, asked.data.resolve(), QUICK if asked.quick else Scale())
        for name in names:
            say(f"== {name}")
            began = time.perf_counter()
            try:
                sections += SETS[name](bench)
            except Missing as missing:
                say(f"{name} is passed over: {missing}")
                continue
            seconds[name] = round(time.perf_counter() - began, 1)
            say(f"{name}: {seconds[name]:.0f} s")
    return sections, seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
