from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections import STUDY, Log, board, random_draft, random_log
from pipeline.assemble.review import lines
from pipeline.assemble.review.board import board_of
from pipeline.assemble.review.lines import as_json, dump_lines, read_lines, themes_named
from pipeline.assemble.review.ops import Line
from pipeline.errors import CorrectionError

BASE = board({"a": ({"pain": 0.8}, "s1", -1.0)}, [("t1", "pain", "s1", "a"), ("t2", "goal", "s2", "a")])


def said(**changes):
    """A line as JSON, with fields changed; None takes a field away unless it is said so."""
    log = Log(BASE)
    log("rename", theme="t1", label="Дорого")
    line = {**log.said[0], **changes}
    return json.dumps({name: value for name, value in line.items() if value is not ...}, ensure_ascii=False)


def refusal(data, study=None):
    with pytest.raises(CorrectionError) as refused:
        read_lines(data if isinstance(data, bytes) else data.encode(), "маша.jsonl", study)
    return str(refused.value)


def test_a_file_is_written_and_read_as_the_same_lines_and_bytes():
    base = board_of(random_draft(3), STUDY)
    found = random_log(3, base, 200).lines
    data = dump_lines(found)
    assert read_lines(data, "x", STUDY) == found
    assert dump_lines(read_lines(data, "x")) == data


def test_what_was_not_said_is_not_written():
    assert "note" not in as_json(read_lines(said().encode(), "x")[0])


def test_windows_line_ends_a_mark_of_utf_8_and_empty_lines_are_no_fault():
    data = ("\ufeff" + said() + "\r\n\r\n  \r\n").encode()
    assert len(read_lines(data, "x")) == 1
    assert read_lines(b"", "x") == ()


def test_the_same_line_twice_is_one_whatever_the_order_of_its_fields():
    again = json.dumps(dict(reversed(json.loads(said()).items())))
    assert len(read_lines(f"{said()}\n{again}".encode(), "x")) == 1


def test_one_id_cannot_say_two_things():
    told = refusal(f"{said()}\n\n{said(label='Дёшево')}")
    assert (
        told == "маша.jsonl:3: line c-0000000000000000 stands twice and says two things; delete one of them"
    )


def test_lines_of_another_study_are_refused():
    assert "study s-0123456789ab, not of s-b" in refusal(said(), "s-b")
    assert refusal(said() + "\n" + said(study="s-b", id=f"c-{7:016x}")).startswith(
        "маша.jsonl:2: the line is of study s-b"
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (said()[:-40], "the line is cut off"),
        (said() + "}", "the line is no JSON;"),
        ("[1]", "the line is no JSON object"),
        ("[" * 100_000, "the line is no JSON"),
        (said().encode("cp1251"), "is not UTF-8"),
        (said().encode("utf-16-le"), "control character (U+0000)"),
        (said(op="renam"), "unknown op 'renam'; did you mean 'rename'?"),
        (said(op="подправить"), "unknown op 'подправить'; known: rename, merge"),
        (said(op=...), "the line has no 'op'"),
        (said(v=2), "the line was written by a later version; update interview-cjm"),
        (said(v=True), "v: input should be a whole number"),
        (said(label=...), "label: field required"),
        (said(lable="Х"), "lable: there is no such key; did you mean 'label'?"),
        (said(label=" "), "label: the text is empty"),
        (said(label="я" * 201), "label: the text is too long"),
        (said(note="я" * 4001), "note: the text is too long"),
        (said(author="я" * 101), "author: the text is too long"),
        (said(label="а\x1b[31m"), "label: the text holds a control character"),
        (said(label=1), "label: input should be a text"),
        (said(theme="t 1"), "theme: the value is not allowed"),
        (said(id="c-1"), "id: the value is not allowed"),
        (said(time="вчера"), "time: the value is not allowed"),
        (said(seen={"themes": {"t1": {}}}), "seen.themes.t1.kind: field required"),
        (said(op="valence", theme=..., label=..., units=["a"], valence=2.5), "valence: input should be less than"),
        (said(op="valence", theme=..., label=..., units=["a"], valence=0.25), "valence: input should have one decimal"),
        (said(op="valence", theme=..., label=..., units=["a"], valence="1"), "valence: input should be a number"),
        (said(op="move", theme=..., label=..., units=["a"], **{"from": None}, to=None), "one of 'from' and 'to'"),
        (said(op="move", theme=..., label=..., units=[], **{"from": None}, to="t1"), "units: the list is too short"),
        (said(op="code", theme=..., label=..., units=["a"], add=["pain"], remove=["pain"]), "both 'add' and 'remove'"),
        (said(op="pin", theme=..., label=..., on=True), "'themes' or 'units' must name something"),
        (said(op="retheme", label=...), "'kind' or 'stage' must be given"),
        (said(op="split", units=["a"], **{"as": "t-9"}), "as: the value is not allowed"),
    ],
)  # fmt: skip
def test_what_is_no_line_is_refused_with_its_place(data, told):
    found = refusal(data)
    assert found.startswith("маша.jsonl:1: ")
    assert told in found


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(lines, "SIZE_LIMIT", 2**20)
    assert refusal(b" " * (2**20 + 1)) == "маша.jsonl: is larger than 1 MB; split it"


def told(data):
    """What a file is read as: its lines, or the refusal."""
    try:
        return read_lines(data, "x")
    except CorrectionError as error:
        return str(error)


@given(st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_the_refusal_is_one_line(data):
    found = told(data)
    assert found == () or "\n" not in found


@given(st.text(max_size=250))
def test_whatever_is_written_as_a_label_comes_back_as_it_was_or_is_refused(text):
    found = told(said(label=text).encode("utf-8", "surrogatepass"))
    if isinstance(found, str):
        assert "x:1: " in found
    else:
        assert read_lines(dump_lines(found), "x")[0].label == text


def test_a_line_names_its_themes_in_its_order():
    log = Log(BASE)
    log("merge", themes=["t2", "t1"], into="t1")
    log("move", units=["a"], from_=None, to="t2")
    log("comment", on={"type": "theme", "id": "t2"}, text="?")
    log("comment", on={"type": "unit", "id": "a"}, text="?")
    assert [themes_named(line) for line in log.lines] == [("t2", "t1", "t1"), ("t2",), ("t2",), ()]


def test_the_example_of_the_documentation_is_a_line(root):
    text = (root / "docs" / "corrections.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    assert read_lines(" ".join(example.split()).encode(), "docs")[0].op == "rename"


def test_the_documentation_lists_every_op_with_its_fields(root):
    text = (root / "docs" / "corrections.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (`.*?) \|", text.split("| op |")[1].split("\n\n")[0], re.MULTILINE)
    told = {
        op: {name.rstrip("?") for name in re.findall(r"`(\w+)`", re.sub(r"\{.*?\}", "", cell))}
        for op, cell in rows
    }
    shared = {field.alias or name for name, field in Line.model_fields.items()} | {"op"}
    assert told == {op: set(lines._fields(op)) - shared for op in lines.OPS}
