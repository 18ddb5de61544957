"""A real HTTP server on loopback that answers like a chat model, or misbehaves in a way of one's choice."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

ON_LOOPBACK = pytest.mark.allow_hosts(["127.0.0.1"])
NUMBER = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


def asked(body):
    """The units that a request asks for: number → text; a request to repair names the numbers only."""
    units = {int(number): text for number, text in NUMBER.findall(body["messages"][1]["content"])}
    if len(body["messages"]) > 2:
        wanted = re.findall(r"\d+", body["messages"][-1]["content"].rpartition(":")[2])
        return {int(number): units[int(number)] for number in wanted}
    return units


def item(number, kinds=("pain",), stage=None, theme="долгое ожидание", **more):
    return {
        "unit": number,
        "kinds": list(kinds) if isinstance(kinds, tuple) else kinds,
        "stage": stage,
        "theme": theme,
        **more,
    }


def good(body):
    """What a well-behaved model says."""
    return json.dumps({"units": [item(number) for number in asked(body)]}, ensure_ascii=False)


def says(text):
    """Answer with this text, or with what a function of the request returns."""
    return lambda handler, body: handler.complete(text(body) if callable(text) else text)


def status(code, headers=(), data=b"{}"):
    return lambda handler, _: handler.send(code, data, headers)


def waits(seconds):
    return lambda handler, _: (time.sleep(seconds), handler.send(200, b"{}"))


def drips(handler, _):
    """Send a byte now and then, for as long as somebody listens."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def floods(handler, _):
    """Send a hundred megabytes, for as long as somebody listens."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(100_000_000))
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" " * 1_000_000)
        handler.server.flooded += 1_000_000


def hangs_up(handler, _):
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


class Handler(BaseHTTPRequestHandler):
    """Plays the server's script request by request, then goes on with its habit."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    disable_nagle_algorithm = True

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        script = self.server
        with script.lock:
            turn = len(script.bodies)
            script.bodies.append(body)
            script.paths.append(self.path)
        play = script.script[turn] if turn < len(script.script) else script.habit
        play(self, body)

    def complete(self, text):
        choices = [{"index": 0, "message": {"role": "assistant", "content": text}}]
        self.send(200, json.dumps({"object": "chat.completion", "choices": choices}).encode())

    def send(self, code, data, headers=()):
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Keep the tests' output clean."""


class Server(ThreadingHTTPServer):
    """Remembers every request in ``bodies`` and ``paths``."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, script, habit):
        super().__init__(("127.0.0.1", 0), Handler)
        self.script, self.habit, self.lock = list(script), habit, threading.Lock()
        self.bodies, self.paths, self.flooded = [], [], 0
        self.url = f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request, client_address):
        """A client that goes away is what some of these tests are about."""


WELL_BEHAVED = says(good)


@contextmanager
def talking(*script, habit=WELL_BEHAVED):
    """Serve the script, one entry a request, then the habit."""
    server = Server(script, habit)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
