"""Which question each utterance answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records import SpeakerRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records import Transcript, Utterance


def questions_of(transcript: Transcript, utterances: Sequence[Utterance]) -> tuple[str, ...]:
    """Return the question of each utterance, row for row ("" before the first).

    The question is all that interviewers said since a respondent last spoke.  A listener's «угу», of either
    side, ends neither a question nor an answer, an observer's remark does not either; a question that a
    recogniser put into the respondent's turn counts as one from there on.
    """
    roles = {speaker.id: speaker.role for speaker in transcript.speakers}
    silent = {dropped.turn for dropped in transcript.dropped}
    said: dict[int, list[int]] = {}
    for number, utterance in enumerate(utterances):
        said.setdefault(utterance.turn, []).append(number)
    found = [""] * len(utterances)
    asked, answered = "", True
    for turn in transcript.turns:
        for number in said.get(turn.index, ()):
            found[number] = asked
        if turn.index in silent:
            continue
        if roles[turn.speaker] is SpeakerRole.INTERVIEWER:
            asked = turn.text if answered else f"{asked} {turn.text}"
            answered = False
        elif roles[turn.speaker] is SpeakerRole.RESPONDENT:
            asked, answered = _through(said.get(turn.index, ()), utterances, found, (asked, answered))
    return tuple(found)


def _through(
    numbers: Sequence[int], utterances: Sequence[Utterance], found: list[str], state: tuple[str, bool]
) -> tuple[str, bool]:
    """Go through a respondent's turn; return the question at its end, and whether it was answered."""
    asked, answered = state if numbers else (state[0], True)
    for number in numbers:
        found[number] = asked
        if utterances[number].speaker_role is SpeakerRole.RESPONDENT:
            answered = True
        else:
            asked = utterances[number].text if answered else f"{asked} {utterances[number].text}"
            answered = False
    return asked, answered
