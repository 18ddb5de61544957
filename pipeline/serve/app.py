"""Three routes: the page, the corrections made so far, and new ones.  There is nothing else to ask for."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ..errors import CjmError, CorrectionError, Message, StoreError
from .guard import CLOSED, Guard, same_token

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from ..errors import Translate
    from ..workflow.reviewing import Kept, ReviewDesk

LARGEST = 1_000_000  # bytes of lines at once
PATIENCE = "2"  # seconds until a page asks again while a run is at work
FRAMES = "frame-ancestors 'none'"  # which only a header can say
RELOAD = Message("the server was started anew; load the page again")
TOO_LARGE = Message("more than %(limit)s MB at once; send fewer corrections", limit=LARGEST // 1_000_000)
NO_NUMBER = Message("'after' must be a whole number, 0 or more")


def make_app(desk: ReviewDesk, *, token: str, port: int, translate: Translate = str) -> ASGIApp:
    """Return the server of a desk for a port of loopback.

    ``token`` goes into the page, and a request without it neither reads nor writes a correction.
    Refusals are JSON, ``{"error": …}``, in the language of ``translate``.
    """
    routes = _Routes(desk, token, translate)
    app = Starlette(
        routes=[
            Route("/", routes.page, methods=["GET"]),
            Route("/corrections", routes.corrections, methods=["GET", "POST"]),
        ],
        exception_handlers={HTTPException: routes.unknown},
    )
    app.router.redirect_slashes = False  # an address is known or it is not
    return Guard(app, port, translate)


class _Routes:
    """The answers; the desk's work is done in threads, so that one slow page stops nobody."""

    def __init__(self, desk: ReviewDesk, token: str, translate: Translate) -> None:
        self._desk = desk
        self._token = token
        self._translate = translate

    async def page(self, _: Request) -> Response:
        """Give the page of the newest draft."""
        try:
            page = await run_in_threadpool(self._desk.page, self._token)
        except CjmError as error:
            text = error.told(self._translate)
            return PlainTextResponse(f"{text}\n", status_code=503, headers={"Retry-After": PATIENCE})
        headers = {"Content-Security-Policy": policy_of(page)}
        return Response(page, media_type="text/html; charset=utf-8", headers=headers)

    async def corrections(self, request: Request) -> Response:
        """Give the lines after a place of the log, or take new ones."""
        taken = request.method == "POST"
        body = await _body(request) if taken else b""
        if not same_token(request.headers, self._token):
            return self._refusal(403, RELOAD)
        try:
            if taken:
                return await self._take(body)
            return await self._give(request.query_params.get("after", "0"))
        except StoreError as error:
            return self._refusal(503, error)

    async def _give(self, after: str) -> Response:
        if not (after.isascii() and after.isdigit() and len(after) < 16):  # noqa: PLR2004 (what JavaScript counts to)
            return self._refusal(400, NO_NUMBER)
        news = await run_in_threadpool(self._desk.news, int(after))
        return JSONResponse({"lines": news.lines, "n": news.n})

    async def _take(self, body: bytes | None) -> Response:
        if body is None:
            return self._refusal(413, TOO_LARGE)
        try:
            lines = await run_in_threadpool(self._desk.read, body)
        except CorrectionError as error:
            return self._refusal(400, error)
        try:
            kept: Kept = await run_in_threadpool(self._desk.keep, lines)
        except CorrectionError as error:
            return self._refusal(409, error)
        return JSONResponse({"n": kept.n, "added": kept.added, "known": kept.known})

    def _refusal(self, status: int, why: Message | CjmError) -> Response:
        headers = {"Retry-After": PATIENCE} if status == 503 else None  # noqa: PLR2004 (known by its number)
        return JSONResponse({"error": why.told(self._translate)}, status_code=status, headers=headers)

    @staticmethod
    def unknown(_: Request, error: Exception) -> Response:
        """Answer for an address or a method that there is not."""
        if not isinstance(error, HTTPException):
            raise error
        return JSONResponse({"error": error.detail}, status_code=error.status_code, headers=error.headers)


async def _body(request: Request) -> bytes | None:
    """Read what was sent; None for too much, which is read to its end so that the sender hears the answer."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= LARGEST:
            parts.append(part)
    return b"".join(parts) if size <= LARGEST else None


def policy_of(page: bytes) -> str:
    """Return the content security policy that a page gives itself, closed to frames as well."""
    found = _Policy()
    found.feed(page[: page.find(b"</head>") + 1 or None].decode("utf-8", "replace"))
    return f"{found.policy}; {FRAMES}" if found.policy else CLOSED


class _Policy(HTMLParser):
    """Finds the policy in a page's head."""

    policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        said = dict(attrs)
        if tag == "meta" and (said.get("http-equiv") or "").lower() == "content-security-policy":
            self.policy = " ".join((said.get("content") or "").split()).rstrip(";")
