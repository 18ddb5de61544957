"""How well something is backed: respondents counted once, graded by a stated rule."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from ..records import Grade, Role, SpeakerId, SpeakerRole
from .values import Feeling, Support

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..records import Coding, InterviewId, Transcript, Utterance, UtteranceId

STRONG_RESPONDENTS = 3
STRONG_SHARE = 0.4
FELT = 0.25  # a weaker valence counts as neutral

Voice = tuple["InterviewId", SpeakerId]


@dataclass(frozen=True, slots=True)
class Base:
    """Who was asked: every respondent's voice and the role of their interview."""

    voices: Mapping[Voice, Role]

    def of(self, role: Role) -> int:
        """Return how many respondents have this role."""
        return sum(1 for found in self.voices.values() if found is role)


def base_of(interviews: Iterable[Transcript], utterances: Iterable[Utterance]) -> Base:
    """Collect the respondents: voices marked as such that said at least one utterance."""
    roles = {interview.id: interview.role for interview in interviews}
    voices = {
        (utterance.interview, utterance.speaker): roles[utterance.interview]
        for utterance in utterances
        if utterance.speaker_role is SpeakerRole.RESPONDENT
    }
    return Base(dict(sorted(voices.items())))


def voices_of(ids: Iterable[UtteranceId], utterances: Mapping[UtteranceId, Utterance]) -> set[Voice]:
    """Return the distinct voices behind utterances."""
    return {(utterances[i].interview, utterances[i].speaker) for i in ids}


def support(voices: Iterable[Voice], base: Base) -> Support:
    """Count respondents n of N, whole and by role; only roles that were interviewed are listed."""
    counted: dict[Role, int] = dict.fromkeys(Role, 0)
    for voice in set(voices):
        counted[base.voices[voice]] += 1
    by_role = tuple((role, counted[role], base.of(role)) for role in Role if base.of(role))
    return Support(n=sum(counted.values()), of=len(base.voices), by_role=by_role)


def grade(n: int, of: int) -> Grade:
    """Grade n of N respondents: none 0, single 1, strong at 3 and 40 % or more, else partial."""
    if n == 0:
        return Grade.NONE
    if n == 1:
        return Grade.SINGLE
    return Grade.STRONG if n >= STRONG_RESPONDENTS and n >= STRONG_SHARE * of else Grade.PARTIAL


def grade_support(counted: Support) -> Grade:
    """Grade a theme: customers (clients and non-users) decide; experts alone never make it strong."""
    customers = [(n, of) for role, n, of in counted.by_role if role is not Role.EXPERT]
    n, of = sum(pair[0] for pair in customers), sum(pair[1] for pair in customers)
    if n >= 1 and grade(n, of) is Grade.STRONG:
        return Grade.STRONG
    return min(grade(counted.n, counted.of), Grade.PARTIAL, key=tuple(Grade).index)


def grade_viewpoint(counted: Support, role: Role) -> Grade:
    """Grade a claim of one viewpoint's map: n and N of that role alone; opinions are never strong."""
    n, of = next(((n, of) for found, n, of in counted.by_role if found is role), (0, 0))
    found = grade(n, of)
    return Grade.PARTIAL if role is Role.EXPERT and found is Grade.STRONG else found


def feeling(
    ids: Sequence[UtteranceId],
    utterances: Mapping[UtteranceId, Utterance],
    codings: Mapping[UtteranceId, Coding],
) -> Feeling | None:
    """Average how people felt; one respondent's repeats count once, nothing felt gives None.

    ``mean`` is the mean of the respondents' own means, ``spread`` the standard deviation over the
    felt utterances, ``n`` their number; ``negative``/``positive`` count utterances of each sign.
    """
    felt: dict[Voice, list[float]] = {}
    for i in ids:
        valence = codings[i].valence
        if abs(valence) >= FELT:
            felt.setdefault((utterances[i].interview, utterances[i].speaker), []).append(valence)
    values = [value for own in felt.values() for value in own]
    if not values:
        return None
    return Feeling(
        mean=round(fmean(fmean(own) for _, own in sorted(felt.items())), 2),
        spread=round(pstdev(values), 2),
        n=len(values),
        respondents=len(felt),
        negative=sum(1 for value in values if value < 0),
        positive=sum(1 for value in values if value > 0),
    )
