from __future__ import annotations

import json
import shutil
import sqlite3
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers

from pipeline.serve.app import LARGEST, policy_of
from pipeline.serve.guard import Guard
from pipeline.store.project import open_project
from pipeline.wording import Wording
from reviewers import HERE, KEY, PORT, jsonl, line, send, stored, visit

# ------------------------------------------------------------ the page


def test_the_page_is_served_with_its_own_policy_and_stands_in_no_frame(study):
    answer = visit(study).get("/")
    own, _, last = answer.headers["content-security-policy"].rpartition("; ")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert last == "frame-ancestors 'none'"
    assert f'content="{own}"' in unescape(answer.text)


def test_the_page_knows_its_token_and_may_ask_its_own_server_alone(study):
    answer = visit(study).get("/")
    assert '"server":{"token":"knock-knock"}' in answer.text
    assert "connect-src 'self';" in answer.headers["content-security-policy"]


def test_the_page_shows_what_was_corrected_before(study):
    client = visit(study)
    send(client, line(study, 1, text="Здесь не хватает оплаты"))
    assert "Здесь не хватает оплаты" in client.get("/").text


def test_a_page_without_a_policy_is_closed_altogether():
    assert policy_of(b"<html><head></head>") == "default-src 'none'; frame-ancestors 'none'"
    other = b'<head><meta http-equiv=Content-Security-Policy content="img-src\ndata:;"></head>'
    assert policy_of(other) == "img-src data:; frame-ancestors 'none'"


def test_a_study_without_a_draft_is_told_in_one_line(study):
    shutil.rmtree(study.root / ".cjm")
    answer = visit(study, translate=Wording("ru")._).get("/")
    assert answer.status_code == 503
    assert "проекта ещё нет" in answer.text
    assert answer.text.count("\n") == 1


# ------------------------------------------------------------ corrections in and out


def test_a_correction_is_in_the_file_when_the_answer_comes(study, tmp_path):
    answer = send(visit(study), line(study, 1, op="rename", theme=study.theme, label="Долго ждут", on=None))
    assert answer.status_code == 400  # a rename stands on nothing
    sent = {name: value for name, value in line(study, 2).items() if name not in {"on", "text"}}
    assert send(
        visit(study), {**sent, "op": "rename", "theme": study.theme, "label": "Долго ждут"}
    ).json() == {
        "n": 1,
        "added": 1,
        "known": 0,
    }
    copy = shutil.copy(study.root / ".cjm" / "project.db", tmp_path / "pulled-the-plug.db")
    connection = sqlite3.connect(copy)
    (text,) = connection.execute("SELECT line FROM corrections").fetchone()
    connection.close()
    assert json.loads(text)["label"] == "Долго ждут"


def test_several_lines_come_at_once_and_keep_their_order(study):
    client = visit(study)
    lines = [line(study, number) for number in (3, 1, 2)]
    assert send(client, *lines).json()["n"] == 3
    assert stored(client) == {"lines": lines, "n": 3}
    assert stored(client, after=2) == {"lines": lines[2:], "n": 3}
    assert stored(client, after=3) == stored(client, after=99) == {"lines": [], "n": 3}


def test_a_line_sent_again_is_known(study):
    client = visit(study)
    send(client, line(study, 1))
    again = dict(reversed(line(study, 1).items()))
    assert send(client, again, line(study, 2)).json() == {"n": 2, "added": 1, "known": 1}


def test_a_known_id_with_other_words_is_refused_and_nothing_of_its_message_is_kept(study):
    client = visit(study)
    send(client, line(study, 1))
    answer = send(client, line(study, 2), line(study, 1, text="А на самом деле"))
    assert answer.status_code == 409
    assert "c-0000000000000001" in answer.json()["error"]
    assert stored(client) == {"lines": [line(study, 1)], "n": 1}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (b"{", "the line is cut off"),
        (b"[]", "the line is no JSON object"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"{}", "the line has no 'op'"),
        ({"op": "renam"}, "unknown op 'renam'; did you mean 'rename'?"),
        ({"text": ""}, "text: the text is empty"),
        ({"text": "а" * 4001}, "text: the text is too long"),
        ({"text": "\x1b[2J"}, "text: the text holds a control character"),
        ({"author": "\ud83d"}, ""),
        ({"colour": "red"}, "colour: there is no such key"),
        ({"id": "c-1"}, "id: the value is not allowed"),
        ({"v": 2}, "the line was written by a later version"),
        ({"study": "s-another"}, "the line is of study s-another"),
    ],
)
def test_what_is_no_correction_is_told_and_nothing_is_kept(study, wrong, told):
    client = visit(study)
    body = wrong if isinstance(wrong, bytes) else json.dumps({**line(study, 2), **wrong}).encode()
    alone = client.post("/corrections", content=body, headers=KEY)
    after_a_good_one = client.post("/corrections", content=jsonl(line(study, 1)) + b"\n" + body, headers=KEY)
    assert (alone.status_code, after_a_good_one.status_code) == (400, 400)
    assert told in alone.json()["error"]
    assert stored(client)["n"] == 0


def test_several_lines_are_told_by_number_and_in_russian(study):
    client = visit(study, translate=Wording("ru")._)
    answer = client.post("/corrections", content=jsonl(line(study, 1)) + b"\n\n{}", headers=KEY)
    assert answer.json()["error"].startswith("corrections:3: ")
    assert "op" in answer.json()["error"]
    assert answer.json()["error"] != "corrections:3: the line has no 'op'; see docs/corrections.md"


@given(
    body=st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.from_type(dict).map(str).map(str.encode)
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_break_the_server(drafted, body):
    answer = visit(drafted).post("/corrections", content=body, headers=KEY)
    assert answer.status_code == (
        400 if body.strip(b"\n\r\t ").removeprefix(b"\xef\xbb\xbf").strip(b"\n\r\t ") else 200
    )


def test_a_megabyte_is_taken_and_a_byte_more_is_not(study):
    client = visit(study)
    good = jsonl(line(study, 1))
    fits = good + b"\n" * (LARGEST - len(good))
    assert client.post("/corrections", content=fits + b"\n", headers=KEY).status_code == 413
    assert stored(client)["n"] == 0
    assert client.post("/corrections", content=fits, headers=KEY).status_code == 200


@pytest.mark.parametrize("after", ["-1", "1.0", "x", "", "٣", "9" * 30, "1;DROP TABLE corrections"])
def test_a_place_is_a_number(study, after):
    answer = visit(study).get("/corrections", params={"after": after}, headers=KEY)
    assert answer.status_code == 400
    assert "'after'" in answer.json()["error"]


# ------------------------------------------------------------ who sees what


def test_at_a_blind_desk_nobody_sees_what_others_did(study):
    send(
        visit(study), line(study, 1, author="Аня", text="Анино"), line(study, 2, author="Боря", text="Борино")
    )
    blind = visit(study, author="Боря", blind=True)
    assert stored(blind) == {"lines": [line(study, 2, author="Боря", text="Борино")], "n": 2}
    assert "Анино" not in blind.get("/").text
    assert "Борино" in blind.get("/").text


def test_a_blind_desk_of_nobody_shows_nothing_not_even_what_nobody_signed(study):
    send(visit(study), line(study, 1, author="", text="Ничьё"))
    blind = visit(study, blind=True)
    assert stored(blind) == {"lines": [], "n": 1}
    assert "Ничьё" not in blind.get("/").text


# ------------------------------------------------------------ who may ask

OWN = [f"{name}:{PORT}" for name in ("127.0.0.1", "localhost", "[::1]", "LocalHost")]


@pytest.mark.parametrize("host", OWN)
def test_this_machine_s_names_are_welcome(study, host):
    client = visit(study)
    assert client.get("/", headers={"Host": host}).status_code == 200
    assert send(client, line(study, 1), Host=host, Origin=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": f"evil.example:{PORT}"},
        {"Host": f"127.0.0.1.evil.example:{PORT}"},
        {"Host": f"127.0.0.1:{PORT}.evil.example"},
        {"Host": f"evil@127.0.0.1:{PORT}"},
        {"Host": "127.0.0.1"},
        {"Host": f"127.0.0.1:{PORT + 1}"},
        {"Host": f"0.0.0.0:{PORT}"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Origin": f"{HERE}.evil.example"},
    ],
    ids=str,
)
def test_a_request_from_elsewhere_is_refused_even_with_the_token(study, headers):
    client = visit(study)
    assert send(client, line(study, 1), **headers).status_code == 403
    assert client.get("/", headers=headers).status_code == 403
    assert client.get("/corrections", headers={**KEY, **headers}).status_code == 403
    assert stored(client)["n"] == 0


@given(
    st.text(st.characters(codec="latin-1"), max_size=30)
    | st.from_regex(rf"(127\.0\.0\.1|localhost|\[::1\])\W?:?{PORT}.?")
)
def test_only_three_hosts_are_this_server(host):
    known = host.lower() in {f"{name}:{PORT}" for name in ("127.0.0.1", "localhost", "[::1]")}
    guard = Guard(None, PORT, str)
    assert guard.welcomes(Headers(raw=[(b"host", host.encode("latin-1", "replace"))])) is known


def test_two_hosts_or_none_are_refused_and_port_80_is_left_out_by_browsers():
    own = (b"host", OWN[0].encode())
    assert not Guard(None, PORT, str).welcomes(Headers(raw=[own, own]))
    assert not Guard(None, PORT, str).welcomes(Headers(raw=[]))
    assert not Guard(None, PORT, str).welcomes(
        Headers(raw=[own, (b"origin", HERE.encode()), (b"origin", b"null")])
    )
    assert Guard(None, 80, str).welcomes(Headers(raw=[(b"host", b"localhost")]))


@pytest.mark.parametrize(
    "given_token", [None, "", "knock", "knock-knock-knock", "KNOCK-KNOCK", "é".encode("latin-1")]
)
def test_without_the_token_nothing_is_read_and_nothing_is_kept(study, given_token):
    client = visit(study)
    headers = {} if given_token is None else {"X-CJM-Token": given_token}
    answer = client.post("/corrections", content=jsonl(line(study, 1)), headers=headers)
    assert answer.status_code == 403
    assert "load the page again" in answer.json()["error"]
    assert client.get("/corrections", headers=headers).status_code == 403
    assert stored(client)["n"] == 0


@pytest.mark.parametrize(
    "path",
    [
        "/draft.html", "/study.yaml", "/clients/a.txt", "/.cjm/project.db", "/corrections/", "/corrections/1",
        "/../study.yaml", "/%2e%2e/study.yaml", "/..%2fstudy.yaml", "/static/app.js", "/favicon.ico", "/docs", "/CORRECTIONS",
    ],
)  # fmt: skip
def test_nothing_else_is_served(study, path):
    answer = visit(study).get(path, headers=KEY, follow_redirects=False)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
@pytest.mark.parametrize(
    ("path", "known"), [("/", {"GET", "HEAD"}), ("/corrections", {"GET", "HEAD", "POST"})]
)
def test_other_methods_are_refused_and_the_known_ones_named(study, method, path, known):
    answer = visit(study).request(method, path, headers=KEY)
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == known
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_head_tells_what_get_would(study):
    client = visit(study)
    for path in ("/", "/corrections"):
        head, got = client.head(path, headers=KEY), client.get(path, headers=KEY)
        assert (head.status_code, dict(head.headers)) == (200, dict(got.headers))


@pytest.mark.parametrize("path", ["/", "/corrections", "/nowhere"])
@pytest.mark.parametrize("host", [OWN[0], "evil.example"])
def test_every_answer_says_that_it_is_for_this_page_alone(study, path, host):
    headers = visit(study).get(path, headers={**KEY, "Host": host}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


# ------------------------------------------------------------ beside a run


def test_while_a_run_is_at_work_the_page_reads_and_its_corrections_wait(study):
    client = visit(study)
    with open_project(study.root):
        answer = send(client, line(study, 1))
        assert answer.status_code == 503
        assert "another run is at work" in answer.json()["error"]
        assert answer.headers["retry-after"] == "2"
        assert stored(client)["n"] == 0
        assert client.get("/").status_code == 200
    assert send(client, line(study, 1)).status_code == 200
