"""Who may ask: pages of this very server.  Every answer says that it is for nobody else.

A browser runs scripts of any site, and all of them can reach loopback.  Three things keep them out:
the ``Host`` must be a name of this machine, so a foreign name that was pointed here (DNS rebinding) is
refused; the ``Origin`` that browsers put on a request must be the page's own; and what reads or writes
corrections must carry a token that stands in the page, which other sites cannot read.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from ..errors import Message

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send
    from starlette.types import Message as Event

    from ..errors import Translate

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HTTP_PORT = 80  # browsers leave it out
TOKEN_HEADER = "X-CJM-Token"  # noqa: S105 (its name, no secret)
FOREIGN = Message("the request comes from somewhere else than this page")
CLOSED = "default-src 'none'; frame-ancestors 'none'"  # for answers that are no page
ANSWERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guard:
    """Refuses foreign requests before the app sees them and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, port: int, translate: Translate) -> None:
        """Stand before ``app``, which listens on ``port`` of loopback."""
        self._app = app
        self._translate = translate
        self._hosts = {f"{name}:{port}" for name in LOOPBACK}
        if port == HTTP_PORT:
            self._hosts.update(LOOPBACK)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":  # this server speaks nothing else
            return

        async def marked(event: Event) -> None:
            if event["type"] == "http.response.start":
                headers = MutableHeaders(scope=event)
                headers.update(ANSWERS)
                headers.setdefault("Content-Security-Policy", CLOSED)
            await send(event)

        if self.welcomes(Headers(scope=scope)):
            await self._app(scope, receive, marked)
        else:
            refusal = JSONResponse({"error": FOREIGN.told(self._translate)}, status_code=403)
            await refusal(scope, receive, marked)

    def welcomes(self, headers: Headers) -> bool:
        """Tell whether a request names this server, and no other page as its origin."""
        hosts = [host.lower() for host in headers.getlist("host")]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return False
        return all(origin.lower() == f"http://{hosts[0]}" for origin in headers.getlist("origin"))


def same_token(headers: Headers, token: str) -> bool:
    """Tell whether a request carries the token, in a time that says nothing about it."""
    given = headers.get(TOKEN_HEADER, "")
    return secrets.compare_digest(given.encode(), token.encode())
