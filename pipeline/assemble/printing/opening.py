"""The title page and the list of contents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .pieces import section

if TYPE_CHECKING:
    from .values import Block
    from .words import Printer


def opening(printer: Printer) -> list[Block]:
    """Return the first sections: what was studied, who was asked, what the document holds."""
    draft, _ = printer.draft, printer._
    cover: Block = {
        "type": "cover",
        "over": _("Customer Journey Map: a draft from interviews"),
        "title": draft.study.title,
        "product": draft.study.product,
        "facts": facts(printer),
        "foot": [
            _("A draft: the program sorts and counts what respondents said; people make meaning of it."),
            draft.manifest.tool,
        ],
    }
    contents: Block = {"type": "outline", "title": _("Contents")}
    return [section(cover), section(contents)]


def facts(printer: Printer) -> list[list[str]]:
    """Return [number, what it counts]: interviews, respondents by role, quotes, themes."""
    draft, words, _ = printer.draft, printer.words, printer._
    voices = {
        (said.interview, said.speaker) for said in draft.utterances if said.speaker_role == "respondent"
    }
    roles = {part.id: part.role for part in draft.interviews}
    asked = Counter(roles[interview] for interview, speaker in voices)
    coded = sum(1 for said in draft.utterances if said.kinds)
    counted = [
        (len(draft.interviews), _("Interviews")),
        *((asked[role], printer.people(role)) for role in ("client", "non_user", "expert") if asked[role]),
        (coded, _("Coded utterances")),
        (len(draft.themes), _("Themes")),
        (len(draft.stages), _("Stages")),
    ]
    return [[words.number(number), name] for number, name in counted]
