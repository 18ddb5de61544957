"""The experience map of a whole category, for teaching: "what we feel, what matters to us, what we do".

Its lines are verbatim quotes in the first person, chosen from the themes that most respondents speak of.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ...language import fold, morphology
from ...records import Kind
from ..evidence import feeling
from ..values import Cell, JourneyMap
from .base import MapKind
from .cells import claim, lay_out, single_claims, telling, view
from .rules_kinds import hint, lane_name, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import Role, Stage, Theme, UtteranceId
    from ..values import Claim
    from .base import Evidence
    from .cells import Viewpoint

LANES = ("feel", "matters", "do")
THEMES = 3  # a cell
MILD = 0.5  # a weaker feeling is hardly one
READABLE = (25, 170)  # characters of a quote that is taken first
_KINDS = {
    "feel": (Kind.PAIN, Kind.POSITIVE),
    "matters": (Kind.GOAL, Kind.QUESTION, Kind.IDEA),
    "do": (Kind.ACTION,),
}
_SELF_RU = re.compile(r"\b(?:я|мы|мне|нам|меня|нас|мной|нами|мо[йяеию]|мо(?:его|ей|их|им|ими)|наш\w{0,3})\b")
_SELF_EN = re.compile(r"\b(?:i|we|me|us|my|our|mine|ours|i'm|i've|i'd|i'll|we're|we've|we'd|we'll)\b")
_WORD = re.compile(r"[^\W\d_]+")
_NAMED = re.compile(r"\[[^\]]*\]|[«“\"][^»”\"]*[»”\"]|(?<=[\w,;:—–-]\s)[A-ZА-ЯЁ][\w-]+")
_ENGLISH_I = re.compile(r"\bI\b(?:'\w+)?")
_GOING_ON = re.compile(
    r"(?:а|но|и|или|то|хотя|потому|поэтому|потом|да|нет|второе|and|but|or|so|because|then|yes|no)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"^[«“\"]?[A-ZА-ЯЁ].*[.!…]$", re.DOTALL)


def build(evidence: Evidence, role: Role) -> JourneyMap:
    """Build one viewpoint's map; no word of a quote is changed."""
    seen, language = view(evidence, role), evidence.language
    lanes = lay_out(
        {lane: lane_name("experience", lane, language) for lane in LANES},
        evidence.stages,
        lambda lane, stage: _cell(seen, lane, stage),
    )
    rules = (
        rule("experience_quotes", language),
        rule("experience_choice", language, limit=THEMES),
        rule("experience_category", language),
    )
    return JourneyMap(kind="experience", viewpoint=role, lanes=lanes, rules=rules)


def _cell(seen: Viewpoint, lane: str, stage: Stage) -> Cell:
    """Choose the quotes of a cell: one a theme, or single voices where no theme is."""
    evidence = seen.evidence
    claims: list[Claim] = []
    for theme, ids in _chosen(seen, lane, stage):
        quote = min(ids, key=lambda i: (_roughness(seen, i) + _mildness(seen, lane, i), ids.index(i)))
        if all(quote not in told.utterances[:1] for told in claims):
            rest = [i for i in ids if i != quote]
            text = evidence.utterances[quote].text
            claims.append(claim(seen, text, (quote, *rest), (theme.id,), theme.label_origin))
    if not claims:
        alone = [told for kind in _KINDS[lane] for told in single_claims(seen, stage.id, kind)]
        alone.sort(key=lambda told: (_roughness(seen, told.utterances[0]), told.utterances[0]))
        claims = list({told.utterances: told for told in alone}.values())[:THEMES]
    felt = None
    if lane == "feel":
        felt = feeling(telling(seen, stage.id), evidence.utterances, evidence.codings)
    empty = "" if claims or felt else hint(lane, evidence.language, stage=stage.name)
    return Cell(stage=stage.id, claims=tuple(claims), hint=empty, feeling=felt)


def _chosen(seen: Viewpoint, lane: str, stage: Stage) -> list[tuple[Theme, tuple[UtteranceId, ...]]]:
    """Return the strongest themes of a cell; feelings of both signs where both are told."""
    by_kind = [sorted(seen.themes(stage.id, kind), key=lambda p: _rank(seen, *p)) for kind in _KINDS[lane]]
    heads = [pairs[0] for pairs in by_kind if pairs and lane == "feel"]
    rest = sorted((p for pairs in by_kind for p in pairs if p not in heads), key=lambda p: _rank(seen, *p))
    return sorted([*heads, *rest][:THEMES], key=lambda p: _rank(seen, *p))


def _rank(seen: Viewpoint, theme: Theme, ids: Sequence[UtteranceId]) -> tuple[bool, int, float, int, str]:
    """Order themes: pinned, then by respondents, strength of feeling, and mentions."""
    return not theme.pinned, -seen.count(ids), -abs(seen.valence(ids)), -len(ids), theme.id


def _mildness(seen: Viewpoint, lane: str, i: UtteranceId) -> int:
    """Tell whether a quote among feelings has none to speak of."""
    return int(lane == "feel" and abs(seen.evidence.codings[i].valence) < MILD)


def _roughness(seen: Viewpoint, i: UtteranceId) -> int:
    """Tell how far a quote is from what can be read aloud to strangers; the least is taken.

    What is missing counts: a whole sentence of readable length, in the first person, without names.
    """
    text = seen.evidence.utterances[i].text
    russian = seen.evidence.interviews[seen.evidence.utterances[i].interview].language == "ru"
    return (
        (0 if READABLE[0] <= len(text) <= READABLE[1] else 2)
        + (0 if _WHOLE.match(text) else 1)
        + _strangeness(fold(text.replace("’", "'")), russian=russian)
        + (2 if _NAMED.search(_ENGLISH_I.sub("i", text)) else 0)
        + (2 if text.rstrip().endswith("?") else 0)
        + (1 if _GOING_ON.match(text) else 0)
    )


def _strangeness(plain: str, *, russian: bool) -> int:
    """Tell how far a sentence is from the first person: 0 is, 1 may be («Приехал утром»), 2 is not."""
    if (_SELF_RU if russian else _SELF_EN).search(plain):
        return 0
    forms = [_form(word) for word in _WORD.findall(plain)] if russian else []
    if "first" in forms:
        return 0
    return 1 if "past" in forms and "subject" not in forms else 2


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    """Tell what a Russian word says of who speaks: a verb of the first person, of the past, or a subject."""
    tag = morphology().parse(word)[0].tag
    if tag.POS == "VERB" and tag.person == "1per":
        return "first"
    if tag.POS == "VERB" and tag.tense == "past" and tag.gender != "neut":
        return "past"
    return "subject" if tag.case == "nomn" else ""


MAP = MapKind(name="experience", lanes=LANES, build=build)
