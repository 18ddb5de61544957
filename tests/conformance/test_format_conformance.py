"""Every transcript format keeps the seam's promises, and none is forgotten."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import CjmError, SourceError
from pipeline.ingest.detect import detect, judge
from pipeline.ingest.reading import read_source
from pipeline.records import Source
from pipeline.registry import FORMATS

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "data/examples/formats"
FOLDER = ROOT / "pipeline/ingest/formats"
SAMPLES = sorted(path for path in EXAMPLES.iterdir() if not path.name.endswith(".expected.json"))
LIMITS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def expected_of(sample):
    return json.loads((EXAMPLES / f"{sample.stem}.expected.json").read_text("utf-8"))


def make_source(text, suffix="txt"):
    return Source(
        path=f"a.{suffix}",
        sha256="0",
        data=text.encode("utf-8", "surrogatepass"),
        text=text,
        encoding="utf-8",
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_detected_and_parsed_as_its_author_meant(sample):
    source = read_source(EXAMPLES, sample)
    parsed = detect(source).parse(source)
    wanted = expected_of(sample)
    assert parsed.format == wanted["format"]
    assert [(turn.speaker, turn.text, turn.line) for turn in parsed.turns] == [
        (turn["speaker"], turn["text"], turn["line"]) for turn in wanted["turns"]
    ]
    assert [[[cue.start, cue.end] for cue in turn.cues] for turn in parsed.turns] == [
        turn["times"] for turn in wanted["turns"]
    ]
    assert parsed.unparsed == wanted["unparsed"]


def test_every_format_has_a_sample_and_every_sample_its_expectation():
    assert {expected_of(sample)["format"] for sample in SAMPLES} == set(FORMATS)


def test_every_module_with_a_format_is_registered():
    modules = {
        path.stem
        for path in FOLDER.glob("*.py")
        if re.search(r"^FORMAT = ", path.read_text("utf-8"), re.MULTILINE)
    }
    assert modules == {entry.split(":")[0] for entry in FORMATS.entries.values()}


def test_the_documentation_describes_every_format_and_no_other():
    rows = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs/formats.md").read_text("utf-8"), re.MULTILINE)
    assert rows == list(FORMATS)


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_format_is_called_what_the_table_calls_it(name):
    known = FORMATS.get(name)
    assert known.name == name
    assert known.extensions
    assert all(ext == ext.lower() and not ext.startswith(".") for ext in known.extensions)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_wrong_suffix_does_not_mislead(sample):
    source = read_source(EXAMPLES, sample)
    name = expected_of(sample)["format"]
    if name != "plain-text":  # text without any sign has nothing but its suffix
        assert detect(replace(source, path="interview.dat")).name == name


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_turns_of_a_sample_are_sound(sample):
    source = read_source(EXAMPLES, sample)
    parsed = detect(source).parse(source)
    assert_sound(parsed)
    verdict = judge(source, parsed)
    assert verdict.turns == len(parsed.turns)
    assert 0 <= verdict.unparsed <= 1


def assert_sound(parsed):
    assert parsed.turns
    for before, after in zip(parsed.turns, parsed.turns[1:], strict=False):
        assert before.speaker is None or before.speaker != after.speaker
    for turn in parsed.turns:
        assert turn.text == " ".join(turn.text.split())
        assert all(cue.text for cue in turn.cues)
        assert all(cue.end is None or cue.start is None or cue.end >= cue.start >= 0 for cue in turn.cues)
        assert not re.search(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f]", turn.text)
        assert turn.line >= 1


@pytest.mark.parametrize("name", list(FORMATS))
@LIMITS
@given(text=st.text(max_size=300))
def test_any_text_is_sniffed_calmly_and_parsed_or_refused(name, text):
    known = FORMATS.get(name)
    source = make_source(text)
    assert 0.0 <= known.sniff(source) <= 1.0
    parsed_or_refused(known, source)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@LIMITS
@given(data=st.data())
def test_a_cut_or_scrambled_sample_is_parsed_or_refused(sample, data):
    whole = sample.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    size = data.draw(st.integers(0, 40))
    broken = whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + size :]
    binary = read_source(EXAMPLES, sample).text is None
    text = None if binary else broken.decode("utf-8", "replace")
    encoding = "binary" if text is None else "utf-8"
    source = Source(path=sample.name, sha256="0", data=broken, text=text, encoding=encoding)
    for known in FORMATS.values():
        assert 0.0 <= known.sniff(source) <= 1.0
    try:
        known = detect(source)
    except CjmError as error:
        check_message(str(error), source)
    else:
        parsed_or_refused(known, source)


def check_message(message, source):
    assert message.startswith(source.path)
    assert ";" in message  # a remedy follows the fact
    assert "\n" not in message


def parsed_or_refused(known, source):
    try:
        parsed = known.parse(source)
    except SourceError as error:
        check_message(str(error), source)
    else:
        assert_sound(parsed)


@pytest.mark.parametrize("name", list(FORMATS))
def test_an_empty_binary_container_is_refused_or_not_known(name):
    source = Source(path="a.docx", sha256="0", data=b"PK\x03\x04", text=None, encoding="binary")
    known = FORMATS.get(name)
    assert 0.0 <= known.sniff(source) <= 1.0
    with pytest.raises(SourceError):
        known.parse(source)
