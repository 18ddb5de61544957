"""People at a served page: what they send, and the server that they send it to."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager

from starlette.testclient import TestClient

from pipeline.serve.app import make_app
from pipeline.serve.listening import address_of, make_server, open_port
from pipeline.workflow.reviewing import ReviewDesk

PORT = 8137
TOKEN = "knock-knock"  # noqa: S105 (the tests' own)
HERE = f"http://127.0.0.1:{PORT}"
KEY = {"X-CJM-Token": TOKEN}


def line(study, number, *, author="Аня", **more):
    """A correction as the page sends it, a comment unless told otherwise."""
    return {
        "v": 1,
        "id": f"c-{number:016x}",
        "op": "comment",
        "study": study.id,
        "draft": "0123456789ab",
        "author": author,
        "time": "2026-11-22T06:10:00Z",
        "on": {"type": "map", "id": "client"},
        "text": f"Замечание номер {number}",
        **more,
    }


def jsonl(*lines):
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in lines).encode()


def visit(study, *, translate=str, **desk):
    """A client of the study's server, within this process."""
    app = make_app(ReviewDesk(root=study.root, **desk), token=TOKEN, port=PORT, translate=translate)
    return TestClient(app, base_url=HERE)


def send(client, *lines, **headers):
    return client.post("/corrections", content=jsonl(*lines), headers={**KEY, **headers})


def stored(client, after=0):
    answer = client.get(f"/corrections?after={after}", headers=KEY)
    assert answer.status_code == 200, answer.text
    return answer.json()


@contextmanager
def listening(study):
    """A real server on loopback; gives its address."""
    with open_port() as port:
        desk = ReviewDesk(root=study.root)
        server = make_server(make_app(desk, token=TOKEN, port=port.getsockname()[1]))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [port]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield address_of(port)
        finally:
            server.should_exit = True
            thread.join()
