"""Cut the documents' fonts out of their sources: the same sources give the same bytes.

The sources are npm packages, unpacked side by side in one folder::

    npm pack @ibm/plex-sans@1.1.0 @ibm/plex-sans-arabic@1.1.0 @ibm/plex-sans-hebrew@1.1.0 \
        @fontsource/noto-emoji@5.3.2 @fontsource/noto-sans-symbols-2@5.3.0
    for f in *.tgz; do mkdir "${f%.tgz}" && tar xzf "$f" -C "${f%.tgz}"; done
    python tools/subset_fonts.py FOLDER           # write pipeline/assemble/fonts
    python tools/subset_fonts.py FOLDER --check   # only say which shipped file differs

"Plex" is a reserved font name: a changed font may not bear it, so that ours are called "CJM …".
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

TARGET = Path(__file__).parents[1] / "pipeline" / "assemble" / "fonts"
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
UNITS = 1000  # per em, in every shipped font: widths.json counts in them

# Characters as hexadecimal codes and ranges of them.  Each font has the space: without it, shaping drops the
# invisible marks of direction, and a renderer that counts glyphs gives the whole line up.
LATIN_CYRILLIC = (
    "20-7E A0-17F 192 218-21B 2C6-2C7 2D8-2DD 300-304 306-308 30C 3C0 400-4FF 1E80-1E85 2000-206F "
    "2070-209C 20A0-20CF 2100-218F 2190-2199 2200-22FF 2500-25FF 2713 FB00-FB04 FEFF FFFD"
)
HEBREW = "20 590-5FF FB1D-FB4F"
ARABIC = "20 600-6FF 200C-200D"
# Shapes, ticks and dingbats that stand among words; the emoji font has the rest.
SYMBOLS = (
    "20 23E9-23F3 25A0-25A1 25AA-25AB 25B2-25B3 25B6-25B7 25BA 25BC-25BD 25C0-25C1 25C4 25C6-25C7 25CB "
    "25CF 2605-2606 2610-2612 2661 2714 2717-2718 2726 2794 279C"
)
# What people put into chats and names: faces, hands, hearts, everyday things.
EMOJI = (
    "20 203C 2049 2139 231A-231B 23F0 2600-2601 260E 2614-2615 261D 2639-263A 2665-2666 267B "
    "2696-2699 26A0-26A1 26BD 26D4 2702 2705 2708-270D 270F 2712 2716 2728 2744 274C 2753-2757 "
    "2763-2764 2795-2797 27A1 2B05-2B07 2B50 1F308 1F31F 1F345 1F34E 1F354-1F355 1F37A-1F37B "
    "1F381-1F382 1F389-1F38A 1F3AC 1F3AF 1F3C3 1F3C6 1F3E0 1F3E2-1F3E3 1F3E5-1F3E6 1F3EA-1F3EB 1F440 "
    "1F446-1F451 1F464-1F46A 1F476 1F47B 1F480 1F493-1F49D 1F4A1 1F4A3-1F4AC 1F4AF-1F4B0 1F4B3-1F4B8 "
    "1F4BB-1F4BC 1F4C1-1F4CE 1F4DD-1F4DE 1F4E2 1F4E6-1F4E9 1F4F1-1F4F2 1F4F7-1F4F8 1F50A-1F50B "
    "1F50D-1F517 1F525-1F528 1F534-1F535 1F5D1 1F5D3 1F5E3 1F600-1F64F 1F680 1F695-1F69A 1F6AB 1F6B6 "
    "1F6BD 1F6D1-1F6D2 1F6E0-1F6E1 1F7E0-1F7E2 1F90C-1F92F 1F970-1F976 1F978-1F97A 1F9D0-1F9D1 1F9E0 "
    "1F9E9 1F9FE 1FAE0-1FAE8"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One font to make: from which file of which sum, under which name, with which characters."""

    source: str
    sha256: str
    family: str
    characters: str
    style: str = "Regular"
    features: tuple[str, ...] = ("kern", "mark", "mkmk", "ccmp", "locl")
    web: bool = False

    @property
    def stem(self) -> str:
        """Return the file's name without its ending, which is the font's PostScript name too."""
        return f"{self.family.replace(' ', '')}-{self.style}"


SCRIPT = ("kern", "mark", "mkmk", "ccmp", "locl", "init", "medi", "fina", "isol", "rlig", "calt", "liga")
PLEX, HEBREW_PLEX, ARABIC_PLEX = (
    f"ibm-plex-sans{folder}-1.1.0/package/fonts/complete/woff2/IBMPlexSans{name}-{{}}.woff2"
    for folder, name in (("", ""), ("-hebrew", "Hebrew"), ("-arabic", "Arabic"))
)
NOTO_SYMBOLS, NOTO_EMOJI = (
    f"fontsource-noto-{folder}/package/files/noto-{name}-400-normal.woff2"
    for folder, name in (
        ("sans-symbols-2-5.3.0", "sans-symbols-2-symbols"),
        ("emoji-5.3.2", "emoji-emoji"),
    )
)
SANS_SUMS = {
    "Regular": "ba711a3085ff9f27440b6b9c4550cfc47c97bf36591d5da958b975bb3add8c1a",
    "SemiBold": "f78048030eab62e860efa39a0df79e2e5581bf122eb95b9bc42c0b8a4988d205",
    "Italic": "13284fab1821ba6e3652c1580fcf2bbfd8c9309520c69b3d1224dab40b37c597",
}
CUTS = (
    *(
        Cut(
            source=PLEX.format(style),
            sha256=sha256,
            family="CJM Sans",
            style=style,
            characters=LATIN_CYRILLIC,
            web=True,
        )
        for style, sha256 in SANS_SUMS.items()
    ),
    Cut(
        source=HEBREW_PLEX.format("Regular"),
        sha256="9e56b8035b123978d479e50c6fcccaebc462888dc49902d8572f7869210a077e",
        family="CJM Hebrew",
        characters=HEBREW,
        features=SCRIPT,
    ),
    Cut(
        source=ARABIC_PLEX.format("Regular"),
        sha256="74112e1b7bf2e2c547989a4e947a60cba6cd1f9156e0065670134636e717199d",
        family="CJM Arabic",
        characters=ARABIC,
        features=SCRIPT,
    ),
    Cut(
        source=NOTO_SYMBOLS,
        sha256="9c07d511848c274b5430c75bf98d1f2582680ef5f967947bfbdd06b75ca177c2",
        family="CJM Symbols",
        characters=SYMBOLS,
    ),
    Cut(
        source=NOTO_EMOJI,
        sha256="2834418a0bad2a7cf50ddd4dbec1e8856934f9900161ec44f3aa58c9ed1ee80d",
        family="CJM Emoji",
        characters=EMOJI,
        features=(),
    ),
)


def codes(characters: str) -> list[int]:
    """Return every code of ``"41-5A 410"`` and its like."""
    found: list[int] = []
    for part in characters.split():
        first, _, last = part.partition("-")
        found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return found


def cut(job: Cut, sources: Path) -> TTFont:
    """Return the renamed subset; raises SystemExit for a source that is not the one we know."""
    data = (sources / job.source).read_bytes()
    if (found := hashlib.sha256(data).hexdigest()) != job.sha256:
        raise SystemExit(f"{job.source}: sha256 {found}, expected {job.sha256}")
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    font.flavor = None
    options = Options()
    options.hinting, options.layout_features = False, list(job.features)
    options.name_IDs, options.notdef_outline, options.recalc_timestamp = ["*"], True, False
    options.drop_tables += ["gasp", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes(job.characters))
    subsetter.subset(font)
    if font["head"].unitsPerEm != UNITS:
        scale_upem(font, UNITS)
    rename(font, job)
    return font


def rename(font: TTFont, job: Cut) -> None:
    """Give the font our name and its licence; copyright and version stay."""
    table: Any = font["name"]
    table.names = [record for record in table.names if record.nameID in {0, 5, 14}]
    plain = job.style in {"Regular", "Italic"}
    names = {
        1: job.family if plain else f"{job.family} {job.style}",
        2: job.style if plain else "Regular",
        3: f"{job.stem}; subset",
        4: f"{job.family} {job.style}",
        6: job.stem,
        13: LICENCE,
        16: job.family,
        17: job.style,
    }
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def saved(font: TTFont, flavor: str | None) -> bytes:
    """Return the font's bytes as TrueType (None) or as WOFF2."""
    font.flavor = flavor
    out = BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def runs(font: TTFont) -> list[list[int]]:
    """Return [first character, width, width, …] for each run of characters one after another."""
    found: list[list[int]] = []
    for code, glyph in sorted(font.getBestCmap().items()):
        if not found or code != found[-1][0] + len(found[-1]) - 1:
            found.append([code])
        found[-1].append(font["hmtx"][glyph][0])
    return found


def made(sources: Path) -> dict[str, bytes]:
    """Return every shipped file that the sources give: name → bytes."""
    files, widths = {}, {}
    for job in CUTS:
        font = cut(job, sources)
        files[f"{job.stem}.ttf"] = saved(font, None)
        widths[job.stem] = runs(font)
        if job.web:
            files[f"{job.stem}.woff2"] = saved(font, "woff2")
    lines = [f' "{stem}": {json.dumps(table, separators=(",", ":"))}' for stem, table in widths.items()]
    files["widths.json"] = ("{\n" + ",\n".join(lines) + "\n}\n").encode()
    return files


def main(folder: str, *flags: str) -> int:
    """Write the fonts, or with ``--check`` only compare; return 1 if a shipped file differs."""
    differing = 0
    for name, data in made(Path(folder)).items():
        place = TARGET / name
        same = place.is_file() and place.read_bytes() == data
        differing += not same
        if "--check" not in flags:
            place.write_bytes(data)
        print(f"{name:22} {len(data):8} {hashlib.sha256(data).hexdigest()[:16]} {'' if same else 'differs'}")
    return int("--check" in flags and differing > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
