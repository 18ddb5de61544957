"""Draft and checked quotes → ReportContext."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..evidence import STRONG_RESPONDENTS, STRONG_SHARE
from ..maps.moments import RESPONDENTS as MOMENT_RESPONDENTS
from ..maps.moments import STRENGTH as MOMENT_STRENGTH
from .context import Counts, InterviewView, Making, ReportContext, SingleView, ThemeStage, ThemeView
from .mapping import Sources, view_map, view_support
from .quotes import number_voices
from .words import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..draft import Draft, ThemePart, UtterancePart
    from .phrases import Phrasebook
    from .quotes import Quote, Quotes

ELSEWHERE = 0  # the number of "no stage"


def build_context(draft: Draft, quotes: Quotes, book: Phrasebook) -> ReportContext:
    """Arrange a draft and its checked quotes for reading; raises DraftError for a broken reference."""
    sources = Sources(
        draft=draft,
        quotes=quotes,
        book=book,
        stages=sorted(draft.stages, key=lambda stage: (stage.order, stage.id)),
        themes={theme.id: theme for theme in draft.themes},
    )
    interviews = tuple(_interviews(draft))
    return ReportContext(
        title=draft.study.title,
        product=draft.study.product,
        language=draft.study.language,
        counts=_counts(draft, sources),
        maps=tuple(view_map(part, sources) for part in draft.maps),
        themes=tuple(_theme_stages(sources)),
        singles=tuple(_singles(sources)),
        uncoded=tuple(_uncoded(sources, interviews)),
        interviews=interviews,
        making=_making(draft),
    )


def _respondents_words(draft: Draft) -> list[UtterancePart]:
    return [utterance for utterance in draft.utterances if utterance.speaker_role == "respondent"]


def _counts(draft: Draft, sources: Sources) -> Counts:
    said = _respondents_words(draft)
    roles: Counter[str] = Counter(interview.role for interview in draft.interviews)
    reasons = Counter(dropped.reason for interview in draft.interviews for dropped in interview.dropped)
    return Counts(
        interviews=tuple((role, roles[role]) for role in ROLES if roles[role]),
        respondents=len({(utterance.interview, utterance.speaker) for utterance in said}),
        utterances=len(said),
        coded=sum(1 for utterance in said if utterance.kinds),
        grouped=len({name for theme in draft.themes for name in theme.utterances}),
        others=len(draft.utterances) - len(said),
        checked=sources.quotes.checked,
        dropped=tuple(sorted(reasons.items())),
    )


def _theme_stages(sources: Sources) -> Iterator[ThemeStage]:
    """Yield stages with their themes by kind, best backed first; themes without a stage come last."""
    named = [(stage.id, number, stage.name) for number, stage in enumerate(sources.stages, 1)]
    for stage, number, name in [*named, (None, ELSEWHERE, "")]:
        here = [theme for theme in sources.draft.themes if theme.stage == stage]
        kinds = [
            (kind, tuple(_theme(theme, sources) for theme in _ranked(here, kind)))
            for kind in KINDS
            if any(theme.kind == kind for theme in here)
        ]
        if kinds:
            yield ThemeStage(number=number, name=name, kinds=tuple(kinds))


def _ranked(themes: list[ThemePart], kind: str) -> list[ThemePart]:
    own = [theme for theme in themes if theme.kind == kind]
    return sorted(own, key=lambda theme: (-theme.respondents.n, -len(theme.utterances), theme.id))


def _theme(theme: ThemePart, sources: Sources) -> ThemeView:
    return ThemeView(
        id=theme.id,
        kind=theme.kind,
        label=theme.label,
        origin=theme.label_origin,
        keywords=tuple(theme.keywords),
        cohesion=theme.cohesion,
        stability=theme.stability,
        valence=theme.valence,
        backing=view_support(theme.respondents, theme.evidence),
        quotes=tuple(sources.quotes.get(name, place=theme.id) for name in theme.utterances),
        against=tuple(sources.quotes.get(name, place=theme.id) for name in theme.against),
    )


def _singles(sources: Sources) -> Iterator[SingleView]:
    """Yield what one person alone said, by stage, then in the order of speech."""
    said = {utterance.id: utterance for utterance in sources.draft.utterances}
    names = {stage.id: stage.name for stage in sources.stages}
    order = {stage.id: at for at, stage in enumerate(sources.stages)}
    found = []
    for name in sources.draft.unassigned:
        quote = sources.quotes.get(name, place="unassigned")
        stage = said[name].stage.id if said[name].stage else ""  # type: ignore[union-attr]
        kinds = tuple(scored.kind for scored in said[name].kinds)
        view = SingleView(kinds=kinds, stage=names.get(stage, ""), quote=quote)
        found.append((order.get(stage, len(order)), quote.number, view))
    yield from (view for _, _, view in sorted(found, key=lambda entry: entry[:2]))


def _uncoded(
    sources: Sources, interviews: tuple[InterviewView, ...]
) -> Iterator[tuple[InterviewView, tuple[Quote, ...]]]:
    """Yield each interview with the utterances that no kind was given to."""
    left: dict[str, list[Quote]] = {}
    for utterance in _respondents_words(sources.draft):
        if not utterance.kinds:
            left.setdefault(utterance.interview, []).append(sources.quotes.get(utterance.id, place="uncoded"))
    yield from ((view, tuple(left[view.id])) for view in interviews if view.id in left)


def _interviews(draft: Draft) -> Iterator[InterviewView]:
    said = Counter(utterance.interview for utterance in _respondents_words(draft))
    voices = number_voices(draft)
    for part in draft.interviews:
        yield InterviewView(
            id=part.id,
            voice=voices[part.id],
            path=part.path,
            role=part.role,
            segment=part.segment or "",
            format=part.format,
            encoding=part.encoding,
            language=part.language,
            turns=part.turns,
            utterances=said[part.id],
            speakers=tuple((speaker.name, speaker.role) for speaker in part.speakers),
        )


def _making(draft: Draft) -> Making:
    manifest = draft.manifest
    return Making(
        tool=manifest.tool,
        model=manifest.embedder.name,
        dimension=manifest.embedder.dimension,
        model_sha256=manifest.embedder.sha256,
        codebook_sha256=manifest.codebook_sha256,
        corrections=manifest.corrections,
        settings=tuple(_flat("", manifest.settings)),
        rules={
            "strong_respondents": STRONG_RESPONDENTS,
            "strong_share": STRONG_SHARE,
            "moment_respondents": MOMENT_RESPONDENTS,
            "moment_strength": MOMENT_STRENGTH,
        },
    )


def _flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield nested settings as dotted names with their values, in the order of names."""
    if isinstance(value, dict) and value:
        for name in sorted(value, key=str):
            yield from _flat(f"{prefix}.{name}" if prefix else str(name), value[name])
    elif isinstance(value, list):
        yield prefix, ", ".join(str(entry) for entry in value) or "—"
    elif value is None or value in ({}, ""):
        yield prefix, "—"
    elif isinstance(value, bool):
        yield prefix, str(value).lower()
    else:
        yield prefix, str(value)
