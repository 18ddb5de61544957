"""A coder over a chat server: it asks, checks, says what was wrong, asks again, and gives up in the end.

A batch that does not come out whole is asked for again twice, with a word on what was wrong; what is still
missing is asked for in halves, and a single unit that brings nothing is given up.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import Message
from .base import CoderGone
from .openai_http import OTHER, PATIENCE, SEED, SLIGHT, ChatServer, Unanswered
from .prompts import first_chat, repair_chat
from .schema import answer_schema, read_answer

if TYPE_CHECKING:
    from .base import CodeAnswer, CodeRequest
    from .openai_http import Limits
    from .prompts import Chat

REPAIRS = 2
RECIPE = f"1 temperature=0 seed={SEED}"  # what an answer depends on beside model and prompt


def open_coder(url: str, model: str, limits: Limits | None = None) -> PatientCoder:
    """Return a coder that asks ``model`` at ``url``; nothing is sent yet."""
    return PatientCoder(ChatServer(url, model, limits))


def request_key(model: str, request: CodeRequest) -> str:
    """Return the SHA-256 that answers are kept under: model, recipe and prompt, whatever the address."""
    what = json.dumps([model, RECIPE, first_chat(request)], ensure_ascii=False)
    return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()


class PatientCoder:
    """See ``Coder``; strikes are counted from the last answer of use."""

    def __init__(self, server: ChatServer) -> None:
        """Ask this server."""
        self.answered = 0
        self._server, self._strikes = server, 0

    def close(self) -> None:
        """Close the connections."""
        self._server.close()

    def code(self, batch: CodeRequest) -> tuple[CodeAnswer, ...]:
        """Return the checked answers by number; raises CoderGone."""
        found: dict[int, CodeAnswer] = {}
        try:
            self._fill(batch, found)
        except CoderGone as gone:
            gone.answers = _by_number(found)
            raise
        return _by_number(found)

    def _fill(self, request: CodeRequest, found: dict[int, CodeAnswer]) -> None:
        """Ask for a batch, then for what is missing in halves."""
        self._converse(request, found)
        rest = tuple(unit for unit in request.units if unit.number not in found)
        if len(request.units) == 1:
            return
        middle = (len(rest) + 1) // 2
        for half in (rest[:middle], rest[middle:]):
            if half:
                self._fill(replace(request, units=half), found)

    def _converse(self, request: CodeRequest, found: dict[int, CodeAnswer]) -> None:
        """Ask for a batch and, where the answer does not hold, again for what is missing."""
        chat, schema = first_chat(request), answer_schema(request)
        for _ in range(1 + REPAIRS):
            try:
                reply = self._server.ask(chat, schema, len(request.units))
            except Unanswered as error:
                self._strike(error.strikes, error.fact, error.remedy)
                if not error.again:
                    return
                time.sleep(self._server.limits.pause)
                continue
            missing, chat = self._take(reply, request, found)
            if not missing:
                return

    def _take(self, reply: str, request: CodeRequest, found: dict[int, CodeAnswer]) -> tuple[list[int], Chat]:
        """Keep the answers that hold; return the numbers still missing and how to ask for them."""
        checked = read_answer(reply, request)
        fresh = {answer.unit: answer for answer in checked.answers if answer.unit not in found}
        found |= fresh
        self.answered += len(fresh)
        missing = [number for number in request.numbers if number not in found]
        if fresh:
            self._strikes = 0
        elif missing:
            self._strike(SLIGHT, Message("the model's answers do not keep to the form"), OTHER)
        return missing, repair_chat(request, reply, checked.faults, missing)

    def _strike(self, strikes: int, fact: Message, remedy: Message) -> None:
        self._strikes += strikes
        if self._strikes >= PATIENCE:
            raise CoderGone(fact, remedy)


def _by_number(found: dict[int, CodeAnswer]) -> tuple[CodeAnswer, ...]:
    return tuple(found[number] for number in sorted(found))
