"""Stories: the one or two accounts of a portrait that run best through the stages, in their own words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from .people_words import Speech
from .portraits import shared_themes
from .scenes import best_chain, in_order, scenes_of
from .values import Story, StoryStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...records import ThemeId, UtteranceId
    from ..evidence import Voice
    from ..maps.base import Evidence
    from .scenes import Scene
    from .values import Portrait

STORIES = 2
FOR_TWO = 4  # people of a portrait that has two stories
LEAST_STAGES = 2  # fewer are no way


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """One person's way through the stages and what its score is made of; ``order`` in 0..1."""

    voice: Voice
    chain: tuple[Scene, ...]
    order: float
    shared: int
    score: float


def make_stories(evidence: Evidence, portraits: Sequence[Portrait]) -> tuple[Story, ...]:
    """Return the stories of each portrait, the best first; who spoke of one stage only has no story.

    The score is the product of three shares: stages covered, steps told in the order of stages, and themes
    of the portrait that the person voices too.
    """
    said: defaultdict[Voice, list[UtteranceId]] = defaultdict(list)
    for i, utterance in evidence.utterances.items():
        said[utterance.interview, utterance.speaker].append(i)
    return tuple(story for portrait in portraits for story in _stories(evidence, portrait, said))


def _stories(
    evidence: Evidence, portrait: Portrait, said: Mapping[Voice, Sequence[UtteranceId]]
) -> Iterable[Story]:
    """Yield the best stories of a portrait."""
    shared = shared_themes(portrait)
    voicing = _voicing(evidence, shared)
    accounts = [
        _account(evidence, voice, said[voice], shared, voicing.get(voice, 0)) for voice in portrait.voices
    ]
    told = sorted(
        (account for account in accounts if len(account.chain) >= LEAST_STAGES),
        key=lambda account: (-account.score, -len(account.chain), account.voice),
    )
    for account in told[: STORIES if len(portrait.voices) >= FOR_TWO else 1]:
        yield Story(
            portrait=portrait.id,
            voice=account.voice,
            steps=tuple(_step(evidence, scene) for scene in account.chain),
            of=len(evidence.stages),
            rule=_rule(evidence, account, len(accounts), len(shared)),
        )


def _voicing(evidence: Evidence, themes: frozenset[ThemeId]) -> dict[Voice, int]:
    """Count for each person how many of some themes they voice."""
    found: dict[Voice, int] = {}
    for theme in evidence.grouping.themes:
        if theme.id in themes:
            voices = {
                (evidence.utterances[i].interview, evidence.utterances[i].speaker) for i in theme.utterances
            }
            for voice in voices:
                found[voice] = found.get(voice, 0) + 1
    return found


def _account(
    evidence: Evidence,
    voice: Voice,
    ids: Sequence[UtteranceId],
    shared: frozenset[ThemeId],
    voiced: int,
) -> _Account:
    """Lay out one person's way and score it."""
    chain = best_chain(scenes_of(evidence, ids, shared))
    order = in_order(chain)
    covered = len(chain) / len(evidence.stages) if evidence.stages else 0.0
    typical = voiced / len(shared) if shared else 1.0
    return _Account(
        voice=voice, chain=chain, order=order, shared=voiced, score=round(covered * order * typical, 4)
    )


def _step(evidence: Evidence, scene: Scene) -> StoryStep:
    valence = round(fmean(evidence.codings[i].valence for i in scene.utterances), 2)
    return StoryStep(stage=scene.stage, utterances=scene.utterances, valence=valence or 0.0)  # no minus zero


def _rule(evidence: Evidence, account: _Account, accounts: int, themes: int) -> str:
    """Say why this person's account was chosen and what was taken of it."""
    speech = Speech(evidence)
    chosen = speech.say("story_of", n=accounts) if accounts > 1 else speech.say("story_one")
    figures = speech.say(
        "story",
        covered=len(account.chain),
        stages=len(evidence.stages),
        order=speech.percent(account.order),
        shared=account.shared,
        themes=themes,
        score=account.score,
    )
    return speech.join(chosen, figures if accounts > 1 else "", speech.say("story_words"))
