"""Check a draft against the transcripts: every quote a span, every number recounted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .draft import ClaimPart, Draft, ThemePart, UtterancePart


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many quotes were compared, how many agree, and each thing that does not."""

    quotes: int
    verified: int
    failures: tuple[Message, ...]

    @property
    def passed(self) -> bool:
        """Tell whether nothing at all was found."""
        return not self.failures


def verify(draft: Draft, canonical: Mapping[str, str]) -> Verification:
    """Compare every utterance with ``canonical[interview][start:end]`` and recount all support.

    An interview that is not in ``canonical`` fails each of its quotes: what cannot be checked is
    not believed.
    """
    failures = [text for u in draft.utterances if (text := _quote_failure(u, canonical))]
    quotes = len(draft.utterances)
    verified = quotes - len(failures)
    failures += _structure(draft)
    return Verification(quotes=quotes, verified=verified, failures=tuple(failures))


def _quote_failure(utterance: UtterancePart, canonical: Mapping[str, str]) -> Message | None:
    """Return what is wrong with one quote, None when nothing is."""
    name, interview, start, end = utterance.id, utterance.interview, utterance.start, utterance.end
    if interview not in canonical:
        return Message("%(id)s: interview %(interview)s is not in the study", id=name, interview=interview)
    if not utterance.text.strip():
        return Message("%(id)s: the quote is empty", id=name)
    if canonical[interview][start:end] != utterance.text:
        return Message(
            "%(id)s: the quote is not what stands at %(start)s..%(end)s: '%(text)s'",
            id=name,
            start=start,
            end=end,
            text=utterance.text[:60],
        )
    return None


def _structure(draft: Draft) -> Iterator[Message]:
    """Yield references that lead nowhere and counts that do not agree."""
    known = {u.id: u for u in draft.utterances}
    themes = {theme.id: theme.label for theme in draft.themes}
    points = {point.name for point in draft.touchpoints}
    stages = {stage.id for stage in draft.stages}
    for name, count in Counter(u.id for u in draft.utterances).items():
        if count > 1:
            yield Message("%(id)s: the id stands %(n)s times", id=name, n=count)
    for theme in draft.themes:
        yield from _theme_failures(theme, known, stages)
    yield from _family_failures(draft)
    lost = [i for i in draft.unassigned if i not in known]
    yield from (Message("%(place)s: %(fact)s", place="unassigned", fact=_no_utterance(i)) for i in lost)
    for place, claim in _claims(draft):
        for fact in _claim_failures(claim, known, themes, points):
            yield Message("%(place)s: %(fact)s", place=place, fact=fact)
    if draft.map != (draft.maps[0] if draft.maps else None):
        yield Message("map: is not the first of the maps")


def _theme_failures(
    theme: ThemePart, known: Mapping[str, UtterancePart], stages: set[str]
) -> Iterator[Message]:
    """Yield what a theme refers to and does not exist, and a wrong count of respondents."""
    missing = [i for i in (*theme.utterances, *theme.against) if i not in known]
    yield from (Message("%(place)s: %(fact)s", place=theme.id, fact=_no_utterance(i)) for i in missing)
    if theme.stage is not None and theme.stage not in stages:
        fact = Message("stage %(stage)s is not in the draft", stage=theme.stage)
        yield Message("%(place)s: %(fact)s", place=theme.id, fact=fact)
    if not missing:
        voices = {(known[i].interview, known[i].speaker) for i in theme.utterances}
        if len(voices) != theme.respondents.n:
            yield Message(
                "%(theme)s: says %(said)s respondents, has %(found)s",
                theme=theme.id,
                said=theme.respondents.n,
                found=len(voices),
            )


def _family_failures(draft: Draft) -> Iterator[Message]:
    """Yield families that gather what does not exist or does not belong together."""
    cells = {theme.id: (theme.kind, theme.stage) for theme in draft.themes}
    for family in draft.families:
        for i in family.themes:
            fact = None
            if i not in cells:
                fact = Message("theme %(theme)s is not in the draft", theme=i)
            elif cells[i] != (family.kind, family.stage):
                fact = Message("theme %(theme)s is of another kind or stage", theme=i)
            if fact:
                yield Message("%(place)s: %(fact)s", place=family.id, fact=fact)
    held = Counter(i for family in draft.families for i in family.themes)
    for i, count in sorted(held.items()):
        if count > 1:
            yield Message("theme %(theme)s stands in families %(n)s times", theme=i, n=count)


def _claim_failures(
    claim: ClaimPart, known: Mapping[str, UtterancePart], themes: Mapping[str, str], points: set[str]
) -> Iterator[Message]:
    """Yield what a claim refers to and does not exist, and words that nobody said.

    A claim speaks with its theme's label, a touchpoint's name, or the very words of its utterances.
    """
    yield from (_no_utterance(i) for i in claim.utterances if i not in known)
    missing = [i for i in claim.themes if i not in themes]
    yield from (Message("theme %(theme)s is not in the draft", theme=i) for i in missing)
    said = {known[i].text for i in claim.utterances if i in known}
    named = {themes[i] for i in claim.themes if i in themes} if claim.themes else points
    if claim.text not in said | named:
        text = claim.text[:60]
        yield Message("the claim says what its evidence does not: '%(text)s'", text=text)


def _no_utterance(name: str) -> Message:
    return Message("utterance %(id)s is not in the draft", id=name)


def _claims(draft: Draft) -> Iterator[tuple[str, ClaimPart]]:
    """Yield every claim of every map with its place."""
    for drawn in draft.maps:
        for lane in drawn.lanes:
            for cell in lane.cells:
                for claim in cell.claims:
                    yield f"{drawn.kind}/{drawn.viewpoint}/{lane.id}/{cell.stage}", claim
