"""What the reader sees: the question, then the answer, as tokens; each unit keeps its own span.

One pass reads a whole answer, so a unit is understood among its neighbours and after its question, and
an answer of five sentences costs one pass and not five.  Training and reading share this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ...records import Unit

QUERY = "query: "  # the prefix that e5 was trained with
BEGIN, END = 0, 2  # XLM-R's <s> and </s>
QUESTION_HEAD, QUESTION_TAIL = 16, 32  # tokens kept of a longer question
UNIT_TOKENS, ANSWER_TOKENS, NEXT_TOKENS, TEXT_TOKENS = 120, 200, 30, 80

Tokenize = "Callable[[str], list[int]]"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and the units of the answer to it, in order."""

    question: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of one pass, and (unit, first token, token after the last) for each unit read in it.

    ``question`` is the first token of the question and the one after its last.
    """

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int, int], ...]
    question: tuple[int, int]


def answers_of(units: Sequence[Unit]) -> list[Answer]:
    """Join neighbouring units of one turn into answers; the units keep their order."""
    found: list[tuple[tuple[str, int], str, list[str]]] = []
    for unit in units:
        turn = (unit.utterance.interview, unit.utterance.turn)
        if found and found[-1][0] == turn:
            found[-1][2].append(unit.text)
        else:
            found.append((turn, unit.question, [unit.text]))
    return [Answer(question, tuple(texts)) for _, question, texts in found]


def windows(answers: Sequence[Answer], tokenize: Callable[[str], list[int]]) -> list[Window]:
    """Return the passes that read all units once; units are numbered over all answers.

    A long answer is read in several windows; each sees the unit before and the start of the one after.
    """
    found: list[Window] = []
    first = 0
    for answer in answers:
        tokens = [tokenize(text)[:UNIT_TOKENS] or [END] for text in answer.units]
        question = tokenize(QUERY + answer.question)
        if len(question) > QUESTION_HEAD + QUESTION_TAIL:
            question = question[:QUESTION_HEAD] + question[-QUESTION_TAIL:]
        found.extend(_cut(tokens, question, first))
        first += len(tokens)
    return found


def text_window(text: str, tokenize: Callable[[str], list[int]]) -> Window:
    """Return the pass that reads a text alone (the name of a stage); it is the only unit."""
    tokens = tokenize(QUERY + text)[:TEXT_TOKENS]
    span = (1, 1 + len(tokens))
    return Window((BEGIN, *tokens, END), ((0, *span),), span)


def _cut(tokens: Sequence[list[int]], question: list[int], first: int) -> Iterator[Window]:
    """Yield the windows of one answer."""
    at = 0
    while at < len(tokens):
        end, size = at, 0
        while end < len(tokens) and (end == at or size + len(tokens[end]) <= ANSWER_TOKENS):
            size += len(tokens[end])
            end += 1
        ids = [BEGIN, *question, END, END, *(tokens[at - 1] if at else ())]
        spans = []
        for unit in range(at, end):
            spans.append((first + unit, len(ids), len(ids) + len(tokens[unit])))
            ids += tokens[unit]
        ids += [*(tokens[end][:NEXT_TOKENS] if end < len(tokens) else ()), END]
        yield Window(tuple(ids), tuple(spans), (1, 1 + len(question)))
        at = end
