"""Check a draft against the transcripts: every quote a span, every number recounted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .draft import ClaimPart, Draft, ThemePart, UtterancePart


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many quotes were compared, how many agree, and each thing that does not."""

    quotes: int
    verified: int
    failures: tuple[str, ...]

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


def _quote_failure(utterance: UtterancePart, canonical: Mapping[str, str]) -> str:
    """Return what is wrong with one quote ("" when nothing is)."""
    interview, start, end = utterance.interview, utterance.start, utterance.end
    if interview not in canonical:
        return f"{utterance.id}: interview {interview} is not in the study"
    if not utterance.text.strip():
        return f"{utterance.id}: the quote is empty"
    if canonical[interview][start:end] != utterance.text:
        return f"{utterance.id}: the quote is not what stands at {start}..{end}: {utterance.text[:60]!r}"
    return ""


def _structure(draft: Draft) -> Iterator[str]:
    """Yield references that lead nowhere and counts that do not agree."""
    known = {u.id: u for u in draft.utterances}
    themes = {theme.id: theme.label for theme in draft.themes}
    points = {point.name for point in draft.touchpoints}
    stages = {stage.id for stage in draft.stages}
    for name, count in Counter(u.id for u in draft.utterances).items():
        if count > 1:
            yield f"{name}: the id stands {count} times"
    for theme in draft.themes:
        yield from _theme_failures(theme, known, stages)
    yield from (f"unassigned: utterance {i} is not in the draft" for i in draft.unassigned if i not in known)
    for place, claim in _claims(draft):
        yield from (f"{place}: {fact}" for fact in _claim_failures(claim, known, themes, points))
    if draft.map != (draft.maps[0] if draft.maps else None):
        yield "map: is not the first of the maps"


def _theme_failures(theme: ThemePart, known: Mapping[str, UtterancePart], stages: set[str]) -> Iterator[str]:
    """Yield what a theme refers to and does not exist, and a wrong count of respondents."""
    missing = [i for i in (*theme.utterances, *theme.against) if i not in known]
    yield from (f"{theme.id}: utterance {i} is not in the draft" for i in missing)
    if theme.stage is not None and theme.stage not in stages:
        yield f"{theme.id}: stage {theme.stage} is not in the draft"
    if not missing:
        voices = {(known[i].interview, known[i].speaker) for i in theme.utterances}
        if len(voices) != theme.respondents.n:
            yield f"{theme.id}: says {theme.respondents.n} respondents, has {len(voices)}"


def _claim_failures(
    claim: ClaimPart, known: Mapping[str, UtterancePart], themes: Mapping[str, str], points: set[str]
) -> Iterator[str]:
    """Yield what a claim refers to and does not exist, and words that nobody said.

    A claim speaks with a theme's label, a touchpoint's name, or the very words of its utterances.
    """
    yield from (f"utterance {i} is not in the draft" for i in claim.utterances if i not in known)
    yield from (f"theme {i} is not in the draft" for i in claim.themes if i not in themes)
    said = {known[i].text for i in claim.utterances if i in known}
    allowed = {themes[i] for i in claim.themes if i in themes} if claim.themes else said | points
    if claim.text not in allowed:
        yield f"the claim says what its evidence does not: {claim.text[:60]!r}"


def _claims(draft: Draft) -> Iterator[tuple[str, ClaimPart]]:
    """Yield every claim of every map with its place."""
    for drawn in draft.maps:
        for lane in drawn.lanes:
            for cell in lane.cells:
                for claim in cell.claims:
                    yield f"{drawn.kind}/{drawn.viewpoint}/{lane.id}/{cell.stage}", claim
