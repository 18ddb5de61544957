"""How documents tell who said what: the code of an interview, its file and the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...wording import Wording, nearest_language
from ..draft import ClaimPart
from ..report.quotes import number_voices

if TYPE_CHECKING:
    from ...records import UtteranceId
    from ..draft import Draft, UtterancePart
    from ..values import Claim

ROLES = ("client", "non_user", "expert")
_MINUTE = 60
_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A respondent's words and where they stand; ``time`` is a clock text, "" where the file has none."""

    id: str
    text: str
    code: str  # of the interview: role and number, as in the report
    speaker: str
    role: str  # a role's id
    path: str
    time: str

    @property
    def source(self) -> str:
        """The code and, where it is known, the time."""
        return f"{self.code} · {self.time}" if self.time else self.code


class Teller:
    """Tells a draft's quotes and support in one language; the study's own unless another is named."""

    def __init__(self, draft: Draft, language: str = "") -> None:
        """Look up what quotes need."""
        self.words = Wording(nearest_language(language or draft.study.language))
        self._interviews = {part.id: part for part in draft.interviews}
        self._utterances = {part.id: part for part in draft.utterances}
        self._names = {
            (part.id, speaker.id): speaker.name for part in draft.interviews for speaker in part.speakers
        }
        self._codes = _codes(draft, self.words)

    def quote(self, utterance: UtteranceId | str) -> Quoted:
        """Return an utterance as a quote; raises KeyError for one that the draft does not hold."""
        said = self._utterances[utterance]
        interview = self._interviews[said.interview]
        return Quoted(
            id=said.id,
            text=said.text,
            code=self._codes[interview.id],
            speaker=self._names.get((said.interview, said.speaker), ""),
            role=interview.role,
            path=interview.path,
            time=clock(said),
        )

    def code(self, interview: str) -> str:
        """Return the code of an interview."""
        return self._codes[interview]

    def support(self, claim: Claim | ClaimPart, role: str) -> str:
        """Return how many respondents of a role stand behind a claim: n of N.

        A claim of other people than the viewpoint's, as experts' below the line of visibility, says of whom.
        """
        n, of = counted(claim, role)
        others = [] if n else [other for other in ROLES if counted(claim, other)[0]]
        told = [f"{self.people(other)}: {self.support(claim, other)}" for other in others]
        return "; ".join(told) or self.words._("%(k)s of %(n)s", k=n, n=of)

    def people(self, role: str) -> str:
        """Return the name of a role's people."""
        return {
            "client": self.words._("Clients"),
            "non_user": self.words._("Non-users"),
            "expert": self.words._("Experts"),
        }[role]

    def role(self, role: str) -> str:
        """Return the name of a role."""
        return {
            "client": self.words._("client"),
            "non_user": self.words._("non-user"),
            "expert": self.words._("expert"),
        }[role]


def counted(claim: Claim | ClaimPart, role: str) -> tuple[int, int]:
    """Return n and N of a role behind a claim; (0, 0) when nobody of the role was asked."""
    if isinstance(claim, ClaimPart):
        return next((pair for name, pair in claim.respondents.by_role.items() if name == role), (0, 0))
    roles = claim.support.by_role if claim.support else ()
    return next(((n, of) for name, n, of in roles if name == role), (0, 0))


def clock(said: UtterancePart) -> str:
    """Return when an utterance begins as m:ss or h:mm:ss, "" when that is not known."""
    if said.time is None:
        return ""
    seconds = int(said.time[0])
    hours, rest = divmod(seconds, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _codes(draft: Draft, words: Wording) -> dict[str, str]:
    """Give each interview the letter of its role and its number within it, in the draft's order."""
    numbers = number_voices(draft)
    return {part.id: _code(part.role, numbers[part.id], words) for part in draft.interviews}


def _code(role: str, number: int, words: Wording) -> str:
    return {
        "client": words._("C%(number)s", number=number),
        "non_user": words._("N%(number)s", number=number),
        "expert": words._("E%(number)s", number=number),
    }[role]
