"""The pictures' colours: few, named for what they say, and readable on each other."""

from __future__ import annotations

from enum import StrEnum

PAPER, INK, MUTED, LINE, FAINT = "#ffffff", "#1b2430", "#566070", "#dedad1", "#f5f4f0"
BLUE, PALE_BLUE = "#1d4470", "#dfe7f0"
GOOD, BAD, EVEN = "#1c7040", "#ad271c", "#566070"

WEAK, STRONG = 0.25, 1.0  # from which valence a feeling counts, and as a strong one


class Mood(StrEnum):
    """Five classes of valence: −2…+2."""

    WORST = "worst"
    BAD = "bad"
    EVEN = "even"
    GOOD = "good"
    BEST = "best"


# On grey paper bad turns dark and good stays light; symbols say the rest.
FILLS = {
    Mood.WORST: "#a8321f",
    Mood.BAD: "#f2bfae",
    Mood.EVEN: "#ebe9e3",
    Mood.GOOD: "#cfe7da",
    Mood.BEST: "#7cbf9f",
}


def mood(valence: float) -> Mood:
    """Return the class of a valence, rounded to hundredths."""
    shown = round(valence, 2)
    if abs(shown) < WEAK:
        return Mood.EVEN
    if shown < 0:
        return Mood.WORST if shown <= -STRONG else Mood.BAD
    return Mood.BEST if shown >= STRONG else Mood.GOOD


def tone(valence: float) -> str:
    """Return the colour of a mark of this valence on white paper."""
    found = mood(valence)
    if found is Mood.EVEN:
        return EVEN
    return BAD if found in {Mood.WORST, Mood.BAD} else GOOD


def ink_on(fill: str) -> str:
    """Return the colour of letters on a fill: ink or paper, whichever stands out more."""
    return max((INK, PAPER), key=lambda letters: contrast(letters, fill))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ``#rrggbb``, 1…21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0…1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004 (sRGB)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
