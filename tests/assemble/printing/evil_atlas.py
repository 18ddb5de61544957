"""An atlas whose every word tries to break out, and whose quotes still are what its transcripts hold."""

from __future__ import annotations

from dataclasses import replace

from hostile_fixture import hostile_draft
from pipeline.assemble.atlas.making import make_atlas
from print_fixture import Sheets

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "../../../etc/passwd",
    "</style></title>]]> & &amp; &#60;",
    "😀 👩‍💻 שלום مرحبا \u202eобман",
    "звонок \u0007 и конец \u0000",
    "я" * 200,
    "https://example.org/?a=1",
)


def evil_atlas():
    """The atlas with every sheet; maps are the draft's, whose cells and lanes are poisoned too."""
    draft, transcripts = hostile_draft(EVIL)
    filled = Sheets(make_atlas(draft, transcripts, kinds=("journey",))).filled()
    return replace(filled, maps=tuple(draft.maps))
