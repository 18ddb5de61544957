"""Word lists, tables and console output of recognisers; and what happens to files that are broken."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import CjmError, EmptySource, SourceError, UnreadableSource
from pipeline.ingest.detect import detect
from pipeline.records import Source
from pipeline.registry import FORMATS

EXAMPLES = Path(__file__).parents[2] / "data/examples/formats"
DATA = ("speechkit-json", "fireflies-json", "aws-json", "utterances-json")
MINE = (*DATA, "whisper-tsv", "timed-text")
SAMPLES = sorted(
    path
    for path in EXAMPLES.iterdir()
    if path.stem.startswith(tuple(name.replace("-", "_") for name in MINE)) and ".expected" not in path.name
)


def make_source(text, path="a.txt"):
    return Source(path=path, sha256="0", data=b"", text=text, encoding="utf-8")


def parse(text, path="a.txt"):
    source = make_source(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False), path)
    return detect(source).parse(source)


def said(parsed):
    return [(turn.speaker, turn.text) for turn in parsed.turns]


def times(parsed):
    return [(cue.start, cue.end) for turn in parsed.turns for cue in turn.cues]


# ---------------------------------------------------------------- Amazon Transcribe


def words(text, at, **more):
    items = []
    for part in re.findall(r"[\w']+|[.,?!]", text):
        sign = part in ".,?!"
        item = {
            "type": "punctuation" if sign else "pronunciation",
            "alternatives": [{"content": part}],
            **more,
        }
        if not sign:
            item |= {"start_time": f"{at:.2f}", "end_time": f"{at + 0.25:.2f}"}
            at += 0.5
        items.append(item)
    return items


def labels(items, voice):
    marks = [
        {"start_time": item["start_time"], "speaker_label": voice} for item in items if "start_time" in item
    ]
    return {"speaker_label": voice, "start_time": marks[0]["start_time"], "items": marks}


ASKED, ANSWERED = words("How was it, really? Any trouble?", 1.0), words("No. It just worked", 6.0)
TALK = [("spk_0", "How was it, really? Any trouble?"), ("spk_1", "No. It just worked")]


def test_words_and_signs_become_sentences_of_their_voices():
    voices = {"segments": [labels(ASKED, "spk_0"), labels(ANSWERED, "spk_1")]}
    parsed = parse({"results": {"items": [*ASKED, *ANSWERED], "speaker_labels": voices}})
    assert parsed.format == "aws-json"
    assert said(parsed) == TALK
    assert times(parsed) == [(1.0, 2.75), (3.0, 3.75), (6.0, 6.25), (6.5, 7.75)]


def test_labels_on_the_words_themselves_are_enough():
    items = [
        *words(TALK[0][1], 1.0, speaker_label="spk_0"),
        *words(TALK[1][1], 6.0, speaker_label="spk_1"),
    ]
    assert said(parse({"results": {"language_code": "ru-RU", "items": items}})) == TALK


def test_channels_are_told_in_the_order_of_their_times():
    items = [*ASKED, *ANSWERED]
    late = words("Good to hear.", 9.0)
    channels = [
        {"channel_label": "ch_0", "items": [*ASKED, *late]},
        {"channel_label": "ch_1", "items": ANSWERED},
    ]
    parsed = parse({"results": {"items": [*items, *late], "channel_labels": {"channels": channels}}})
    assert said(parsed) == [("ch_0", TALK[0][1]), ("ch_1", TALK[1][1]), ("ch_0", "Good to hear.")]


def test_words_without_labels_are_nobodys():
    parsed = parse({"results": {"language_code": "en-GB", "items": [*ASKED, *ANSWERED]}})
    assert {turn.speaker for turn in parsed.turns} == {None}
    assert parsed.language == "en"


# ---------------------------------------------------------------- tables and console output


def test_rows_in_milliseconds_are_seconds_and_nobodys():
    parsed = parse("start\tend\ttext\n0\t1500\tКак дела?\n1500\t2250\tНу так\n2300\t2900\t себе.\n", "a.tsv")
    assert parsed.format == "whisper-tsv"
    assert said(parsed) == [(None, "Как дела?"), (None, "Ну так себе.")]
    assert times(parsed) == [(0, 1.5), (1.5, 2.25), (2.3, 2.9)]
    assert [turn.line for turn in parsed.turns] == [2, 3]


def test_rows_with_a_point_in_their_times_are_in_seconds():
    assert times(parse("start\tend\ttext\n0.0\t1.5\tДа.\n1.5\t2\tНет.\n")) == [(0, 1.5), (1.5, 2)]


@pytest.mark.parametrize(
    ("line", "said_there"),
    [
        ("[00:01.500 --> 00:03.200]  Ну так.", (None, "Ну так.")),
        ("[00:00:01.500 --> 00:00:03.200] Ну так.", (None, "Ну так.")),
        ("[1.50s -> 3.20s] Ну так.", (None, "Ну так.")),
        ("[SPEAKER_00] [00:01.50 - 00:03.20] Ну так.", ("SPEAKER_00", "Ну так.")),
        ("[SPEAKER_00]: [1.5s - 3.2s] Ну так.", ("SPEAKER_00", "Ну так.")),
        ("[1.50s - 3.20s] SPEAKER_00: Ну так.", ("SPEAKER_00", "Ну так.")),
        ("[00:01.50 --> 00:03.20] [SPEAKER_00]: Ну так.", ("SPEAKER_00", "Ну так.")),
        ("Спикер 1 (00:01.5–00:03.2): Ну так.", ("Спикер 1", "Ну так.")),
        ("(00:01,500 - 00:03,200) Ольга Ким: Ну так.", ("Ольга Ким", "Ну так.")),
        ("[00:01.500 --> 00:03.200] Скажу так: ну так.", (None, "Скажу так: ну так.")),
        ("[00:01.500 --> 00:03.200] Вывод: плохо.", (None, "Вывод: плохо.")),
    ],
)
def test_a_span_before_a_line_is_its_time_and_a_label_beside_it_its_speaker(line, said_there):
    parsed = parse(f"{line}\n{line.replace('1', '2')}\n")
    assert parsed.format == "timed-text"
    assert said(parsed)[0] == said_there or said(parsed)[0] == (
        said_there[0],
        f"{said_there[1]} {said_there[1]}",
    )
    assert times(parsed)[0] == (1.5, 3.2)


def test_a_line_without_a_span_goes_on_with_the_line_above():
    parsed = parse("Detected language: Russian\n[0.0s -> 1.0s] Ну вот\nи всё.\n[1.1s -> 2.0s] Да.\n")
    assert said(parsed) == [(None, "Ну вот и всё. Да.")]
    assert parsed.language == "ru"
    assert parsed.unparsed == 0


@pytest.mark.parametrize(
    "text",
    [
        "Мы (10:00 - 12:00) ждали.\nПотом ушли домой.\nИ всё.\n",
        "start;end;text\n0;1500;Да.\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nДа.\n",
    ],
)
def test_what_only_resembles_these_formats_is_left_to_others(text):
    assert not any(FORMATS.get(name).sniff(make_source(text)) for name in MINE)


# ---------------------------------------------------------------- Rev, Deepgram's scripts, labels and times


@pytest.mark.parametrize(
    "layout",
    [
        "Interviewer 1 (00:12):\n{}\n\nInterviewee (00:15):\n{}\n",
        "Interviewer 1: (00:12)\n{}\n\nInterviewee: (00:15)\n{}\n",
        "Спикер 1: [00:00:12] {}\nСпикер 2: [00:00:15] {}\n",
        "[0:00:12] spk_0: {}\n\n[0:00:15] spk_1: {}\n",
        "00:00:12 - Speaker 1\n{}\n\n00:00:15 - Speaker 2\n{}\n",
        "#### Speaker 1 (00:12)\n\n{}\n\n#### Speaker 2 (00:15)\n\n{}\n",
    ],
)
def test_a_time_beside_a_label_is_a_time_not_speech(layout):
    parsed = parse(layout.format("Ну как?", "Плохо."))
    assert [turn.text for turn in parsed.turns] == ["Ну как?", "Плохо."]
    assert times(parsed) == [(12, 15), (15, 15)]


def test_a_number_after_a_colon_in_brackets_is_a_voice():
    assert said(parse("[Speaker:0] Ну как?\n[Speaker:1] Плохо.\n")) == [
        ("Speaker 0", "Ну как?"),
        ("Speaker 1", "Плохо."),
    ]


# ---------------------------------------------------------------- what is broken


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("start\tend\ttext\n0\t900\tДа.\n900\tНет.\n", "a.txt:3: the row is not two times"),
        ("start\tend\ttext\n0\t900\tДа.\n900\t800\tНет.\n", "a.txt:3: cue ends before it starts (900 → 800)"),
        ("start\tend\ttext\n0\tnan\tДа.\n", "a.txt:2: the row is not two times"),
        ("[00:01.0 --> 00:02.0] Да.\n[00:05.0 --> 00:02.0] Нет.\n", "a.txt:2: cue ends before it starts"),
        (
            "[00:01.0 --> 00:02.0] Да.\n[00:99.0 --> 00:99.5] Нет.\n",
            "a.txt:2: the cue's times cannot be read",
        ),
        ('{"chunks": [\n{"alternatives": [{"text": "Да", "words": [', "a.txt:2: the JSON is broken"),
        ('{"final": {"alternatives": [], "channelTag": "1"}}\n{"final', "a.txt:2: the JSON is broken"),
        ('{"sentences": [\n\n{"speaker_name": "А",', "a.txt:3: the JSON is broken"),
        ('{"results": {"items": [{"alternatives": [\n', "a.txt:2: the JSON is broken"),
        ('{"utterances": [{"start": ]', "a.txt:1: the JSON is broken"),
        ('{"utterances": [{"start": ' + "[" * 100_000, "a.txt: the JSON is nested too deeply"),
        (
            '{"utterances": [{"start": 5, "end": 2.5, "text": "Да"}]}',
            "a.txt: segment 1 ends before it starts (5 → 2.5)",
        ),
        ('{"utterances": [{"start": NaN, "text": "Да"}]}', "a.txt: segment 1 has a time"),
        ('{"utterances": [{"start": -1, "end": 1, "text": "Да"}]}', "a.txt: segment 1 has a time"),
        ('{"utterances": [{"start": true, "end": 1, "text": "Да"}]}', "a.txt: segment 1 has a time"),
        (
            '{"sentences": [{"speaker_id": 1, "text": "Да", "start_time": "soon"}]}',
            "a.txt: segment 1 has a time that is no number of seconds (soon)",
        ),
        (
            '{"chunks": [{"alternatives": [{"text": "а", "words": [{"word": "а", "startTime": "9e9s"}]}]}]}',
            "a.txt: segment 1 has a time that is no number of seconds (9e9s)",
        ),
        (
            '{"results": {"items": [{"type": "pronunciation", "start_time": [], "alternatives": [{"content": "a"}]}]}}',
            "a.txt: segment 1 has a time",
        ),
    ],
)
def test_a_fault_is_named_by_its_place_with_a_remedy(text, message):
    with pytest.raises(UnreadableSource) as caught:
        parse(text)
    assert str(caught.value).startswith(message)
    assert ";" in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        {"chunks": [{"alternatives": [{"text": " ", "words": [{"word": " "}]}], "channelTag": "1"}]},
        {"sentences": [{"speaker_id": 1, "text": " ", "start_time": 0}]},
        {"utterances": [{"start": 0, "end": 1, "text": ""}]},
        {"results": {"items": [{"type": "punctuation", "alternatives": [{"content": "."}]}]}},
        "start\tend\ttext\n",
        "[00:00.0 --> 00:01.0]\n[00:01.0 --> 00:02.0]\n",
    ],
)
def test_a_file_without_words_is_empty(value):
    with pytest.raises(EmptySource):
        parse(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def check_message(message, path):
    assert message.startswith(path)
    assert ";" in message


def spoil(data, value):
    """Put something else in one place of a JSON value."""
    if isinstance(value, dict | list) and value and data.draw(st.integers(0, 5)):
        keys = sorted(value) if isinstance(value, dict) else range(len(value))
        key = data.draw(st.sampled_from(keys))
        changed = dict(value) if isinstance(value, dict) else list(value)
        changed[key] = spoil(data, value[key])
        return changed
    return data.draw(JSON)


@pytest.mark.parametrize(
    "sample", [path for path in SAMPLES if path.suffix == ".json"], ids=lambda path: path.name
)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_value_of_another_type_anywhere_is_read_round_or_refused(sample, data):
    source = make_source(json.dumps(spoil(data, json.loads(sample.read_text("utf-8")))), sample.name)
    for name in DATA:
        known = FORMATS.get(name)
        assert 0.0 <= known.sniff(source) <= 1.0
        try:
            parsed = known.parse(source)
        except SourceError as error:
            check_message(str(error), source.path)
        else:
            assert all(turn.text for turn in parsed.turns)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_file_cut_anywhere_is_refused_or_gives_a_beginning_of_the_talk(sample):
    text = sample.read_text("utf-8")
    whole = parse(text, sample.name)
    spoken = " ".join(turn.text for turn in whole.turns)
    for end in range(1, len(text), max(1, len(text) // 150)):
        try:
            parsed = parse(text[:end], sample.name)
        except CjmError as error:
            check_message(str(error), sample.name)
        else:
            got = " ".join(turn.text for turn in parsed.turns)
            assert parsed.format != whole.format or spoken.startswith(got[:12])
