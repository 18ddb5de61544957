"""A port of loopback, and a server on it until somebody stops it."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from ..errors import CjmError, reason

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
FIRST_PORT = 8137
PORTS = 20  # tried one after another; after them any that is free
PARTING = 3  # seconds for answers that are under way


def open_port(port: int | None = None) -> socket.socket:
    """Return a socket that listens on loopback, on ``port`` or else on the first free one.

    Raises CjmError when the given port is taken or may not be opened.
    """
    if port is not None:
        try:
            return _listen(port)
        except OSError as error:
            raise _no_port(port, error) from error
    for tried in range(FIRST_PORT, FIRST_PORT + PORTS):
        with suppress(OSError):
            return _listen(tried)
    return _listen(0)


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # where to reuse an address is to take it from another program
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
    except BaseException:
        listening.close()
        raise
    return listening


def _no_port(port: int, error: OSError) -> CjmError:
    remedy = "name another one with --port, or none"
    if error.errno == errno.EADDRINUSE:
        return CjmError("another program listens on port %(port)s", remedy=remedy, port=str(port))
    return CjmError(
        "port %(port)s cannot be opened (%(reason)s)", remedy=remedy, port=str(port), reason=reason(error)
    )


def address_of(listening: socket.socket) -> str:
    """Return what to type into a browser."""
    host, port = listening.getsockname()
    return f"http://{host}:{port}/"


def make_server(app: ASGIApp) -> uvicorn.Server:
    """Return a server that prints nothing but what went wrong and believes no proxy."""
    config = uvicorn.Config(
        app,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        interface="asgi3",
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="error",
        timeout_graceful_shutdown=PARTING,
    )
    return uvicorn.Server(config)


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Answer until Ctrl-C; what is under way is finished first."""
    with listening, suppress(KeyboardInterrupt):  # uvicorn ends in peace and then says Ctrl-C again
        make_server(app).run(sockets=[listening])


def open_browser(address: str) -> None:
    """Open the address in the user's browser without waiting for it, where there is a screen."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        return  # a browser for terminals would take the terminal
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
