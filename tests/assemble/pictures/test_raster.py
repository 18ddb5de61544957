from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

import pictures_fixture as fixture
from pipeline.assemble.pictures import emotion, funnel, heat
from pipeline.assemble.pictures.raster import to_pdf, to_png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" width="300" height="60"><title>т</title>{}</svg>'
PAPER = '<rect width="300" height="60" fill="#ffffff"/>'


def letters(said, **attributes):
    more = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return SVG.format(
        f'{PAPER}<text x="10" y="40" font-size="30" fill="#000000" font-family="CJM Sans" {more}>{said}</text>'
    )


def drawn(svg, width=300):
    return Image.open(io.BytesIO(to_png(svg, width))).convert("L")


def ink(image):
    """How much black is on the paper, in pixels."""
    return sum(count * (255 - grey) for grey, count in enumerate(image.histogram())) / 255


@pytest.mark.parametrize(("width", "scale"), [(760, 1), (760, 2), (1131, 1.5), (300, 0.5)])
def test_a_png_has_the_width_it_is_asked_for(width, scale):
    image = Image.open(io.BytesIO(to_png(heat.draw(fixture.heat_map()), width, scale)))
    assert image.width == round(width * scale)


def test_a_png_keeps_the_proportions():
    svg = emotion.draw(fixture.curve())
    image = Image.open(io.BytesIO(to_png(svg, 1520)))
    assert abs(image.height - 2 * float(svg.split('height="')[1].split('"')[0])) <= 1


@pytest.mark.parametrize("said", ["Привет, жёлтый ₽", "שלום", "مرحبا", "😀", "▲▼→ № «» ✓ ≥"])
def test_letters_are_really_drawn(said):
    image = drawn(letters(said))
    assert ink(drawn(letters(""))) == 0
    assert ink(image) > 100
    assert ImageChops.difference(image, drawn(letters("□" * len(said)))).getbbox()


@pytest.mark.parametrize(
    "parts",
    [
        ("❤️", "Поиск", "👩‍💻"),
        ("لا", "Поиск", "😀", "мир"),
        ("שָׁלוֹם", "וברכה", "5"),
        ("السلام", "עולם", "да"),
        ("👨‍👩‍👧", "семья", "☑", "▲"),
    ],
)
def test_scripts_side_by_side_are_drawn_as_each_alone(parts):
    whole, alone = (
        ink(drawn(letters(" ".join(parts)), 1200)),
        sum(ink(drawn(letters(part), 1200)) for part in parts),
    )
    assert whole == pytest.approx(alone, rel=0.02)


@pytest.mark.parametrize("said", ["Привет", "שלום", "😀 да"])
def test_every_anchor_is_kept(said):
    places = []
    for anchor in ("start", "middle", "end"):
        svg = letters(said, text_anchor=anchor).replace('x="10"', 'x="150"')
        left, _, right, _ = ImageChops.invert(drawn(svg)).getbbox()
        places.append((left, right))
    (start, _), (begin, stop), (_, end) = places
    assert abs(start - 150) < 5
    assert abs((begin + stop) / 2 - 150) < 5
    assert abs(end - 150) < 5


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_any_label_can_be_drawn(said):
    assert to_png(funnel.draw(fixture.funnel_chart((said,))), 200)


def test_every_letter_of_the_alphabet_has_its_own_shape():
    shapes = {drawn(letters(letter)).tobytes() for letter in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"}
    assert len(shapes) == 33


def test_half_bold_is_darker_than_regular():
    assert ink(drawn(letters("Привет", font_weight=600))) > 1.1 * ink(drawn(letters("Привет")))


def test_what_no_font_has_becomes_a_box():
    assert to_png(letters("漢"), 300) == to_png(letters("□"), 300)


def test_fonts_of_the_system_are_not_used():
    pictures = {
        to_png(letters("Привет").replace("CJM Sans", name), 300) for name in ("DejaVu Sans", "Arial", "serif")
    }
    assert len(pictures) == 1


def test_two_processes_draw_the_same_bytes():
    program = (
        "import hashlib, sys; from pipeline.assemble.pictures.raster import to_pdf, to_png; svg = sys.stdin.read();"
        "print(hashlib.sha256(to_png(svg, 500, 2) + to_pdf(svg)).hexdigest())"
    )
    svg = heat.draw(fixture.heat_map(rows=("Сайт 😀", "שלום")))
    command = [sys.executable, "-c", program]
    there = subprocess.run(
        command,
        input=svg.encode(),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={"PYTHONUTF8": "1", "TZ": "Asia/Tokyo"},
    )
    here = hashlib.sha256(to_png(svg, 500, 2) + to_pdf(svg)).hexdigest()
    assert there.stdout.decode().strip() == here


def test_a_pdf_is_one_page_as_large_as_the_picture_and_its_words_can_be_searched():
    svg = heat.draw(fixture.heat_map())
    document = pypdf.PdfReader(io.BytesIO(to_pdf(svg)))
    (page,) = document.pages
    assert float(page.mediabox.width) == pytest.approx(760 * 0.75, abs=0.1)
    assert "Поиск" in page.extract_text()
    assert document.metadata.title == "Путь"
    assert document.metadata.creation_date is None


def test_titles_cannot_run_as_markup():
    svg = letters("x").replace("<title>т</title>", '<title>#panic(1) $ " \\ ]</title>')
    assert pypdf.PdfReader(io.BytesIO(to_pdf(svg))).metadata.title == '#panic(1) $ " \\ ]'


@pytest.mark.parametrize("broken", ["", "<svg", "<p xmlns='http://www.w3.org/1999/xhtml'>text</p>"])
def test_what_is_no_picture_is_refused(broken):
    with pytest.raises(ValueError, match="not a picture"):
        to_png(broken, 100)
