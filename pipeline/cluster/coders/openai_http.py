"""The client of an OpenAI-compatible server: Ollama, llama.cpp, vLLM.

It speaks to the one address it was given: proxies and other settings of the environment are not read,
redirects are not followed.  An answer is read up to a size and a time.
"""

from __future__ import annotations

import ipaddress
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ...errors import Message

if TYPE_CHECKING:
    import httpx

    from .prompts import Chat

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 300.0  # a large model on a processor needs minutes for a batch
ANSWER_BYTES = 2_000_000
TOKENS, TOKENS_A_UNIT = 1024, 100  # room for an answer
SEED = 7
PATIENCE = 20  # strikes in a row after which there is no use in asking on
FATAL, GRAVE, SLIGHT = PATIENCE, 7, 1
UNKNOWN, KEYS, REFUSED = 404, (401, 403), (400, 422)
OK, REDIRECTS, BROKEN = 200, range(300, 400), 500

START = Message("start Ollama (ollama serve) or your own server, or run without --coder")
NAMES = Message("check the address, which usually ends in /v1, and the model's name (ollama list)")
OTHER = Message("try another model or run without --coder")


class Unanswered(Exception):  # noqa: N818 (named for what it says)
    """A request that brought nothing: why, how grave it is, and whether the same one may be sent again."""

    def __init__(self, fact: Message, strikes: int, remedy: Message = OTHER, *, again: bool = False) -> None:
        """Keep what the asker needs to decide."""
        super().__init__(str(fact))
        self.fact, self.strikes, self.remedy, self.again = fact, strikes, remedy, again


def is_loopback(url: str) -> bool:
    """Tell whether an address is this machine's own; a name other than localhost is not trusted to be."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_cloud_model(model: str) -> bool:
    """Tell whether Ollama would hand the texts of this model on to its own cloud (tags like 120b-cloud)."""
    tag = model.rpartition(":")[2].lower() if ":" in model else ""
    return tag == "cloud" or tag.endswith("-cloud")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to wait and how much to read; ``pause`` is taken before a request is sent again."""

    connect: float = CONNECT_SECONDS
    answer: float = ANSWER_SECONDS
    size: int = ANSWER_BYTES
    pause: float = 1.0


class ChatServer:
    """One model on one server."""

    def __init__(self, url: str, model: str, limits: Limits | None = None) -> None:
        """Prepare; nothing is sent yet."""
        import httpx  # noqa: PLC0415 (most runs have no coder)

        self.model, self.limits = model, limits or Limits()
        self._url = f"{url.rstrip('/')}/chat/completions"
        timeout = httpx.Timeout(self.limits.answer, connect=self.limits.connect)
        self._client = httpx.Client(
            timeout=timeout,
            trust_env=False,
            follow_redirects=False,
            verify=self._url.startswith("https:"),  # reading the authorities' certificates takes a while
            headers={"Accept-Encoding": "identity"},  # a small answer cannot unfold into a large one
        )
        self._form = 0  # how much of _forms the server has refused

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, chat: Chat, schema: dict[str, Any], units: int) -> str:
        """Return the text of the model's answer; raises Unanswered.

        A server that does not know a way to force the form of an answer is asked in a simpler way, and
        from then on.
        """
        body = {
            "model": self.model,
            "messages": chat,
            "temperature": 0,
            "seed": SEED,
            "max_tokens": TOKENS + TOKENS_A_UNIT * units,
            "stream": False,
        }
        for form, more in enumerate(_forms(schema)[self._form :], start=self._form):
            status, data = self._post(body | more)
            if status not in REFUSED:
                text = _content(status, data)
                self._form = form
                return text
        raise Unanswered(Message("the server refuses the request (status %(status)s)", status=status), SLIGHT)

    def _post(self, body: dict[str, Any]) -> tuple[int, bytes]:
        """Send a request; return status and body."""
        import httpx  # noqa: PLC0415

        try:
            return self._read(body)
        except httpx.TimeoutException as error:
            if isinstance(error, httpx.ConnectTimeout):
                raise Unanswered(Message("there is no connection"), GRAVE, START, again=True) from error
            raise self._slow() from error
        except httpx.ConnectError as error:
            raise Unanswered(Message("there is no connection"), GRAVE, START, again=True) from error
        except httpx.HTTPError as error:
            raise Unanswered(Message("the connection was cut"), GRAVE, START, again=True) from error

    def _read(self, body: dict[str, Any]) -> tuple[int, bytes]:
        """Read a response piece by piece, within the limits of time and size."""
        until = time.monotonic() + self.limits.answer
        found = bytearray()
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json"}
        with self._client.stream("POST", self._url, content=content, headers=headers) as response:
            if response.status_code == OK:
                self._fill(found, response, until)
            return response.status_code, bytes(found)

    def _fill(self, found: bytearray, response: httpx.Response, until: float) -> None:
        for piece in response.iter_raw():
            found += piece
            if len(found) > self.limits.size:
                raise Unanswered(Message("the answer has no end"), SLIGHT)
            if time.monotonic() > until:  # a server that sends a byte now and then
                raise self._slow()

    def _slow(self) -> Unanswered:
        fact = Message("there is no answer within %(seconds)s s", seconds=f"{self.limits.answer:g}")
        return Unanswered(fact, GRAVE)


def _forms(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the ways to ask for JSON, the strictest first; a model that thinks aloud is asked not to."""
    strict = {
        "type": "json_schema",
        "json_schema": {"name": "codes", "strict": True, "schema": schema},
    }
    return [
        {"response_format": strict, "reasoning_effort": "none"},
        {"response_format": strict},
        {"response_format": {"type": "json_object"}},
        {},
    ]


def _content(status: int, data: bytes) -> str:
    """Return the text in a chat completion; raises Unanswered for anything else."""
    said = Message("the server answers with status %(status)s", status=status)
    if status == UNKNOWN:
        raise Unanswered(Message("the server does not know the model or the address"), FATAL, NAMES)
    if status in KEYS:
        raise Unanswered(Message("the server asks for a key"), FATAL)
    if status in REDIRECTS:
        raise Unanswered(Message("the server sends elsewhere, which is not followed"), FATAL, NAMES)
    if status != OK:
        raise Unanswered(said, SLIGHT, again=status >= BROKEN)
    try:
        text = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        text = None
    if not isinstance(text, str):
        raise Unanswered(Message("the answer is no chat completion"), SLIGHT, NAMES, again=True)
    return text
