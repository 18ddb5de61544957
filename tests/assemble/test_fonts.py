from __future__ import annotations

import base64
import io
import json
import re

import pytest
from fontTools.ttLib import TTFont

from pipeline.assemble import fonts

SAID = (
    "Привет, мир! Ёлка — «ёжик» № 5: 10 ₽ ≈ 0,1 €; −5 ± 2 ≥ 3 • ✓ … ▲▼△▽→←↑↓ §©½×÷° I’m “fine” ҐґЎўІіЇї ӘәҒғ"
)
FILES = sorted(fonts.HERE.glob("*.ttf"))


def test_our_fonts_write_what_people_write():
    assert fonts.missing(f"{SAID} שלום مرحبا 😀👍🏽❤️👩\u200d💻\n\t") == ()


def test_what_is_missing_is_told_as_often_as_it_stands():
    assert fonts.missing("a漢b字漢") == ("漢", "字", "漢")


def test_boxes_stand_for_what_is_missing():
    assert fonts.replaced("漢字: да 👍🏽\n") == "□□: да 👍\n"


def test_a_flag_is_told_by_its_letters():
    assert fonts.missing("🇷🇺 1️⃣") == ()
    assert fonts.replaced("🇷🇺 1️⃣") == "RU 1\ufe0f"


def test_cjm_sans_knows_what_it_can_write_alone():
    assert fonts.plain("Привет, ₽ → ё")
    assert not fonts.plain("Привет 😀")


def test_a_box_is_never_missing_itself():
    assert fonts.missing(fonts.replaced("漢\ud800\U0010ffff")) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_widths_are_the_fonts_own(path):
    font = TTFont(path)
    table = json.loads((fonts.HERE / "widths.json").read_text())[path.stem]
    told = {first + place: wide for first, *row in table for place, wide in enumerate(row)}
    assert told == {code: font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}
    assert font["head"].unitsPerEm == 1000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_font_bears_the_reserved_name_and_all_name_their_licence(path):
    names = {record.nameID: record.toUnicode() for record in TTFont(path)["name"].names}
    assert not [names[number] for number in (1, 3, 4, 6, 16) if "plex" in names[number].lower()]
    assert "Open Font License" in names[13]
    assert names[16] in fonts.FAMILIES


def test_the_pages_fonts_are_the_documents_fonts():
    css = fonts.web_font_css()
    found = re.findall(r"font-style:(\w+);font-weight:(\d+);.*?base64,([\w+/=]+)\)", css)
    assert [(style, weight) for style, weight, _ in found] == [
        ("normal", "400"),
        ("normal", "600"),
        ("italic", "400"),
    ]
    for (_, _, data), face in zip(found, ("Regular", "SemiBold", "Italic"), strict=True):
        web = TTFont(io.BytesIO(base64.b64decode(data)))
        assert web.getBestCmap() == TTFont(fonts.HERE / f"CJMSans-{face}.ttf").getBestCmap()
    assert not re.search(r"https?:|[<>]", css)


def test_the_fonts_stay_small():
    assert sum(path.stat().st_size for path in FILES if "Sans" not in path.stem) < 400_000
    assert len(fonts.web_font_css()) < 160_000


def test_a_line_is_as_wide_as_its_letters():
    assert fonts.width("НН", 10) == 2 * fonts.width("Н", 10)
    assert fonts.width("Н", 10, bold=True) > fonts.width("Н", 10) > 0
    assert fonts.width("漢", 10) == fonts.width("□", 10)
    assert fonts.width("a\u200bb", 10) == fonts.width("ab", 10)
