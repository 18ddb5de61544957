from __future__ import annotations

import re

import pytest

from pipeline.assemble.report.pages import FOLDER

# ---------------------------------------------------------------- colours

INKS = (
    "ink",
    "muted",
    "accent",
    "pain",
    "goal",
    "question",
    "idea",
    "action",
    "positive",
    "touchpoint",
    "emotion",
    "moment",
)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", ["paper", "surface", "raised"])
def test_text_stands_out_from_its_ground_as_wcag_aa_asks(scheme, ink, ground):
    blocks = re.findall(r":root \{(.*?)\}", (FOLDER / "report.css").read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))
    light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
