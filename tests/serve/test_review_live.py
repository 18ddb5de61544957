from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count

import httpx
import pytest
from click.testing import CliRunner

from pipeline.cli import Commands
from pipeline.commands_review import review
from pipeline.errors import CjmError, StoreError
from pipeline.progress import SilentProgress
from pipeline.serve import listening as ports
from pipeline.store.project import open_project
from pipeline.wording import Wording
from pipeline.workflow import RunOptions, run_study, verify_target
from pipeline.workflow.correcting import review_page, stored_lines
from reviewers import KEY, jsonl, line, listening, send, stored, visit
from talking_server import ON_LOOPBACK

pytestmark = ON_LOOPBACK
EDITS = 40
SERVED = "import sys; from pipeline.commands_review import review; review(sys.argv[1:])"


def command(*arguments, **env):
    commands = Commands("cjm", commands={"review": review})
    return CliRunner(env={"CJM_LANG": "en", **env}).invoke(commands, ["review", *map(str, arguments)])


def save(client, *lines):
    """Send as the page does: what a server that is busy does not take is sent again."""
    for _ in range(200):
        answer = send(client, *lines)
        if answer.status_code != 503:
            break
        time.sleep(0.1)
    assert answer.status_code == 200, answer.text


# ------------------------------------------------------------ several at once


def test_two_people_who_edit_at_once_lose_nothing(study):
    def edits(author, first):
        seen = []
        with httpx.Client(base_url=address) as client:
            for number in range(first, first + EDITS):
                save(client, line(study, number, author=author))
                seen += stored(client, len(seen))["lines"]
        return seen

    with listening(study) as address, ThreadPoolExecutor() as pool, httpx.Client(base_url=address) as third:
        seen = list(pool.map(edits, ("Аня", "Боря"), (0, EDITS)))
        log = stored(third)["lines"]
    assert [one["id"] for one in log if one["author"] == "Аня"] == [
        line(study, n)["id"] for n in range(EDITS)
    ]
    assert len({one["id"] for one in log}) == len(log) == 2 * EDITS
    assert all(log[: len(known)] == known for known in seen)  # each saw the one order, and no line twice
    with open_project(study.root, readonly=True) as project:
        assert [one.id for one in stored_lines(project)] == [one["id"] for one in log]


def test_two_servers_of_one_study_lose_nothing(study):
    def edits(client, numbers):
        for number in numbers:
            save(client, line(study, number))

    clients = visit(study), visit(study)
    with ThreadPoolExecutor() as pool:
        list(pool.map(edits, clients, (range(20), range(10, 30))))
    assert [sorted(one["id"] for one in stored(client)["lines"]) for client in clients] == [
        [line(study, number)["id"] for number in range(30)]
    ] * 2


def run_beside_edits(root):
    """Run as a person does, who starts again when a run says that the project is busy."""
    while True:
        try:
            return run_study(root, RunOptions(), SilentProgress())
        except StoreError as error:
            if "another run is at work" not in str(error):
                raise


def test_a_run_and_corrections_at_once_break_neither(study):
    client, done, sent = visit(study), threading.Event(), []

    def edits():
        for number in count():
            unit = study.units[number % len(study.units)]
            given = line(study, number, op="code", units=[unit], add=["question"], remove=[])
            del given["on"], given["text"]
            save(client, given)
            sent.append(given)
            if done.is_set():
                return

    with ThreadPoolExecutor() as pool, ExitStack() as stack:
        stack.callback(done.set)
        editing = pool.submit(edits)
        for _ in range(3):
            before = len(sent)
            while len(sent) < before + 2 and not editing.done():  # so that the run has something new to do
                time.sleep(0.01)
            assert run_beside_edits(study.root).fresh
        done.set()
        editing.result()
    assert stored(client)["lines"] == sent
    assert run_study(study.root, RunOptions(), SilentProgress()).corrections == len(sent)
    assert verify_target(study.root)[1].passed


# ------------------------------------------------------------ the command


def started(study, *arguments):
    """Run the command as a person does; return the process and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVED, str(study.root), "--no-browser", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"CJM_LANG": "en", "PYTHONIOENCODING": "utf-8"},
    )
    return process, process.stdout.readline().split()[-1]


def token_of(client):
    return client.get("/").text.partition('"server":{"token":"')[2].partition('"')[0]


@pytest.mark.slow
@pytest.mark.parametrize(("end", "code"), [(signal.SIGINT, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_what_was_saved_outlives_the_server_and_ctrl_c_is_no_failure(study, end, code):
    process, address = started(study, "--author", "Аня")
    with httpx.Client(base_url=address) as client:
        page = client.get("/")
        headers = {"X-CJM-Token": token_of(client)}
        answer = client.post("/corrections", content=jsonl(line(study, 1)), headers=headers)
        process.send_signal(end)
    out, err = process.communicate(timeout=10)
    assert (answer.json()["n"], process.returncode, err) == (1, code, "")
    assert '"author":"Аня"' in page.text
    assert "server" not in page.headers
    assert ("Stopped" in out) is (end == signal.SIGINT)
    assert stored(visit(study))["lines"] == [line(study, 1)]


@pytest.mark.slow
def test_a_page_of_an_earlier_server_is_told_to_load_again(study):
    with listening(study) as address, httpx.Client(base_url=address) as client:
        answer = client.post(
            "/corrections", content=jsonl(line(study, 1)), headers={"X-CJM-Token": "earlier"}
        )
        assert (answer.status_code, stored(client)["n"]) == (403, 0)


def test_too_much_is_answered_and_not_cut_off(study):
    with listening(study) as address, httpx.Client(base_url=address) as client:
        for _ in range(3):
            assert client.post("/corrections", content=b"x" * 5_000_000, headers=KEY).status_code == 413
        save(client, line(study, 1))


def test_the_server_is_reached_on_loopback_alone_and_by_its_own_name(study):
    with listening(study) as address, httpx.Client(base_url=address) as client:
        assert address.startswith("http://127.0.0.1:")
        assert client.get("/", headers={"Host": f"localhost:{client.base_url.port}"}).status_code == 200
        assert client.get("/", headers={"Host": "rebound.example"}).status_code == 403


def test_a_taken_port_is_passed_over_unless_it_was_asked_for():
    with ports.open_port() as first, ports.open_port() as second:
        taken = first.getsockname()[1]
        assert second.getsockname()[1] != taken
        with pytest.raises(CjmError, match=f"another program listens on port {taken}; name another"):
            ports.open_port(taken)


def test_a_port_that_may_not_be_opened_says_why(monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(CjmError, match=r"port 80 cannot be opened \(Permission denied\)"):
        ports.open_port(80)


@pytest.mark.parametrize(
    ("platform", "screen", "opened"),
    [("linux", {"DISPLAY": ":0"}, True), ("linux", {}, False), ("darwin", {}, True)],
)
def test_a_browser_is_opened_where_there_is_a_screen(monkeypatch, platform, screen, opened):
    asked = threading.Event()
    monkeypatch.setattr(ports.sys, "platform", platform)
    monkeypatch.setattr(ports.webbrowser, "open", lambda _: asked.set())
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in screen.items():
        monkeypatch.setenv(name, value)
    ports.open_browser("http://127.0.0.1:8137/")
    assert asked.wait(1 if opened else 0.05) is opened


def test_page_writes_a_file_that_serves_nobody(study, tmp_path):
    save(visit(study), line(study, 1, text="Анино"), line(study, 2, author="Боря", text="Борино"))
    result = command(study.root, "--page", tmp_path / "to-send.html", "--blind", "--author", "Боря")
    assert (result.exit_code, result.output) == (0, f"{tmp_path / 'to-send.html'}\n")
    page = (tmp_path / "to-send.html").read_bytes()
    assert page == review_page(study.root, blind=True, author="Боря")
    assert b'"server":null' in page
    assert "Борино" in page.decode()
    assert "Анино" not in page.decode()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--blind"], "--blind needs --author"),
        (["--page", "x.html", "--port", "8137"], "--port and --no-browser are for serving"),
        (["--page", "x.html", "--no-browser"], "--port and --no-browser are for serving"),
        (["--author", "а" * 101], "at most 100 characters"),
        (["--author", "Аня\x1b[2J"], "all of them visible"),
        (["--port", "0"], "1<=x<=65535"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(study, arguments, told):
    result = command(study.root, *arguments)
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize("arguments", [["--no-browser"], ["--page", "x.html"]])
def test_a_study_without_a_draft_is_refused_before_anything_is_served(tmp_path, arguments):
    result = command(tmp_path, *arguments)
    assert result.exit_code == 1
    assert result.output == f"cjm: {tmp_path}: there is no project yet; run 'cjm run' on the study\n"
    with open_project(tmp_path):
        pass
    assert "has no draft yet; run 'cjm run' first" in command(tmp_path, *arguments).output


@pytest.mark.parametrize(
    "message",
    [
        "The draft is open for correction:",
        "Each correction is saved at once; 'cjm run' makes the next draft. Ctrl-C stops.",
        "Stopped; every correction that the page called saved is kept.",
        "the request comes from somewhere else than this page",
        "the server was started anew; load the page again",
        "more than %(limit)s MB at once; send fewer corrections",
        "'after' must be a whole number, 0 or more",
        "another program listens on port %(port)s",
        "name another one with --port, or none",
        "port %(port)s cannot be opened (%(reason)s)",
    ],
)
def test_the_server_speaks_russian(message):
    assert Wording("ru")._(message) != message
