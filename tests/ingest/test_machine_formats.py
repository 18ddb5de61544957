"""What recognisers write as data comes out as the turns that were said, or is refused by its place."""

from __future__ import annotations

import json

import pytest

from pipeline.ingest.detect import detect
from pipeline.records import Source

TALK = (("Как вы нас нашли?", 1.0), ("Увидела вывеску рядом с домом.", 4.0), ("И сразу зашли?", 9.0))


def make_source(text, path="a.json"):
    return Source(path=path, sha256="0", data=text.encode(), text=text, encoding="utf-8")


def parse(value, path="a.json"):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    source = make_source(text, path)
    known = detect(source)
    return known.parse(source)


def said(parsed):
    return [(turn.speaker, turn.text) for turn in parsed.turns]


def times(parsed):
    return [(cue.start, cue.end) for turn in parsed.turns for cue in turn.cues]


# ---------------------------------------------------------------- SpeechKit, version 2


def timed_words(text, at, step=0.5):
    return [(word, round(at + place * step, 3)) for place, word in enumerate(text.split())]


def chunk(text, at, tag, shift=0.0):
    words = [
        {
            "word": word.strip(".,?").lower(),
            "startTime": f"{start + shift:g}s",
            "endTime": f"{start + 0.4:g}s",
        }
        for word, start in timed_words(text, at)
    ]
    return {"alternatives": [{"text": text, "words": words}], "channelTag": tag}


def two_sides():
    return [chunk(text, at, str(place % 2 + 1)) for place, (text, at) in enumerate(TALK)]


BOTH = [("Канал 1", TALK[0][0]), ("Канал 2", TALK[1][0]), ("Канал 1", TALK[2][0])]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda chunks: {"done": True, "response": {"chunks": chunks}},
        lambda chunks: {"chunks": chunks},
        lambda chunks: chunks,
        lambda chunks: json.loads(
            json.dumps({"chunks": chunks})
            .replace("channelTag", "channel_tag")
            .replace("startTime", "start_time")
            .replace("endTime", "end_time")
        ),
    ],
    ids=["operation", "response", "list", "snake_case"],
)
def test_chunks_are_turns_of_their_channels_however_they_are_wrapped(wrap):
    parsed = parse(wrap(two_sides()))
    assert parsed.format == "speechkit-json"
    assert said(parsed) == BOTH
    assert times(parsed) == [(1.0, 2.9), (4.0, 6.4), (9.0, 10.4)]


def test_channels_one_after_the_other_are_told_in_the_order_of_their_times():
    chunks = two_sides()
    assert said(parse({"chunks": [chunks[0], chunks[2], chunks[1]]})) == BOTH


def test_a_recording_copied_to_both_channels_is_read_once_and_names_nobody():
    copies = [chunk(text, at, tag, shift) for text, at in TALK for tag, shift in (("2", 0.0), ("1", 0.05))]
    parsed = parse({"chunks": copies})
    assert said(parsed) == [(None, text) for text, _at in TALK]
    assert parsed.warnings == (
        "both channels hold the same speech; one of them was read, and who speaks is unknown",
    )


def test_words_recognised_a_little_differently_are_still_one_phrase():
    chunks = [*two_sides(), chunk("Увидела вывески рядом с домом.", 4.1, "1")]
    parsed = parse({"chunks": chunks})
    assert said(parsed) == BOTH
    assert parsed.warnings == ("1 phrases were heard on two channels and are read once",)


@pytest.mark.parametrize(
    "other",
    [
        chunk("Да.", 4.1, "1"),
        chunk("Увидела вывеску рядом с домом.", 14.0, "1"),
        chunk("Увидела вывеску рядом, понятно, а вход?", 4.0, "1"),
    ],
    ids=["another word", "another time", "words of its own"],
)
def test_what_only_one_channel_says_is_kept(other):
    parsed = parse({"chunks": [*two_sides(), other]})
    assert sum(len(turn.cues) for turn in parsed.turns) == 4
    assert not parsed.warnings


def test_one_channel_names_nobody():
    parsed = parse({"chunks": [chunk(text, at, "1") for text, at in TALK]})
    assert {turn.speaker for turn in parsed.turns} == {None}
    assert "names no speakers" in parsed.warnings[0]


def test_a_phrase_without_words_or_times_is_read_in_the_order_of_the_file():
    chunks = [
        {"alternatives": [{"text": text}], "channelTag": tag} for text, tag in (("Да?", "1"), ("Нет.", 2))
    ]
    parsed = parse({"chunks": chunks})
    assert said(parsed) == [("Канал 1", "Да?"), ("Канал 2", "Нет.")]
    assert times(parsed) == [(None, None), (None, None)]


# ---------------------------------------------------------------- SpeechKit, version 3


def event(kind, text, at, index, tag, *, snake=False, numbers=str):  # noqa: PLR0913 (a message's fields)
    names = (
        ("start_time_ms", "end_time_ms", "channel_tag")
        if snake
        else ("startTimeMs", "endTimeMs", "channelTag")
    )
    words = [
        {"text": word, names[0]: numbers(int(start * 1000)), names[1]: numbers(int(start * 1000) + 400)}
        for word, start in timed_words(text, at)
    ]
    body = {"alternatives": [{"text": text, "words": words}], names[2]: tag}
    cursors = {
        "audio_cursors" if snake else "audioCursors": {"final_index" if snake else "finalIndex": str(index)}
    }
    if kind == "final":
        return {**cursors, "final": body}
    key, inner, number = (
        ("final_refinement", "normalized_text", "final_index")
        if snake
        else ("finalRefinement", "normalizedText", "finalIndex")
    )
    return {**cursors, key: {number: str(index), inner: body}}


def stream(**options):
    events = []
    for place, (text, at) in enumerate(TALK):
        raw = text.lower().strip("?.")
        tag = str(place % 2 + 1)
        events += [
            event(kind, words, at, place // 2, tag, **options) for kind, words in (("final", raw), ("", text))
        ]
    return events


@pytest.mark.parametrize(
    "options", [{}, {"snake": True}, {"numbers": int}], ids=["camel", "snake", "numbers"]
)
@pytest.mark.parametrize(
    "save",
    [
        json.dumps,
        lambda events: json.dumps([{"result": item} for item in events]),
        lambda events: "\n".join(json.dumps({"result": item}) for item in events),
        lambda events: "".join(json.dumps(item, indent=2) for item in events),
        lambda events: ",\n".join(json.dumps(item) for item in events),
    ],
    ids=["array", "wrapped array", "lines", "pretty objects", "commas"],
)
def test_a_stream_is_read_refined_however_it_was_saved(save, options):
    parsed = parse(save(stream(**options)))
    assert parsed.format == "speechkit-json"
    assert said(parsed) == BOTH
    assert times(parsed) == [(1.0, 2.9), (4.0, 6.4), (9.0, 10.4)]


def test_a_result_that_was_never_refined_is_not_lost():
    events = [item for item in stream() if "final" not in item or item["audioCursors"]["finalIndex"] == "1"][
        :-1
    ]
    assert said(parse(events)) == [*BOTH[:2], ("Канал 1", "и сразу зашли")]


def test_partial_results_and_the_services_own_words_are_not_speech():
    extra = [
        {"partial": {"alternatives": [{"text": "как вы"}], "channelTag": "1"}},
        {"eouUpdate": {"timeMs": "2900"}},
        {"summarization": {"results": [{"response": "Клиентка зашла сама."}]}},
    ]
    parsed = parse([*extra, *stream()])
    assert said(parsed) == BOTH
    assert parsed.unparsed == len("Клиентка зашла сама.")


# ---------------------------------------------------------------- sentences and utterances

SENTENCES = [
    {
        "index": 0,
        "speaker_name": "Ольга Ким",
        "speaker_id": 0,
        "text": "Ну как?",
        "start_time": 1,
        "end_time": 2.5,
    },
    {"index": 1, "speaker_name": None, "speaker_id": 1, "text": "Плохо.", "start_time": 3, "end_time": 3.75},
]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda found: {"data": {"transcript": {"title": "x", "sentences": found}}},
        lambda found: {"transcript": {"sentences": found}},
        lambda found: {"sentences": found},
        lambda found: found,
    ],
    ids=["answer", "transcript", "sentences", "list"],
)
def test_sentences_are_found_wherever_fireflies_puts_them(wrap):
    parsed = parse(wrap(SENTENCES))
    assert parsed.format == "fireflies-json"
    assert said(parsed) == [("Ольга Ким", "Ну как?"), ("Speaker 1", "Плохо.")]
    assert times(parsed) == [(1, 2.5), (3, 3.75)]


def test_an_exported_sentence_has_clocks_for_times():
    sentence = {"sentence": "Плохо.", "startTime": "01:02", "endTime": "01:04", "speaker_name": "Ольга"}
    assert times(parse([sentence])) == [(62, 64)]


def test_a_sentence_of_nobody_is_nobodys():
    nobody = {**SENTENCES[0], "speaker_name": " ", "speaker_id": None}
    assert said(parse([nobody, SENTENCES[1]]))[0] == (None, "Ну как?")
    assert parse([nobody, SENTENCES[1]]).warnings == ("1 segments name no speaker",)
    assert "names no speakers" in parse([nobody]).warnings[0]


def utterances(per, kind, key="text", voices=("A", "B")):
    return [
        {"speaker": voices[place % 2], key: text, "start": kind(at * per), "end": kind((at + 2) * per)}
        for place, (text, at) in enumerate(TALK)
    ]


@pytest.mark.parametrize(
    ("value", "voices"),
    [
        ({"utterances": utterances(1000, int)}, "AB"),
        (utterances(1000, int), "AB"),
        ({"results": {"utterances": utterances(1, float, "transcript", (0, 1))}}, "01"),
        ({"results": {"utterances": utterances(1, int, "transcript", (0, 1))}}, "01"),
        ({"result": {"transcription": {"utterances": utterances(1, float, voices=(0, 1))}}}, "01"),
    ],
    ids=["milliseconds", "bare milliseconds", "seconds", "whole seconds", "gladia"],
)
def test_utterances_are_in_seconds_whatever_the_tool_counts_in(value, voices):
    parsed = parse(value)
    assert parsed.format == "utterances-json"
    assert said(parsed) == [(f"Speaker {voices[place % 2]}", text) for place, (text, _at) in enumerate(TALK)]
    assert times(parsed) == [(at, at + 2) for _text, at in TALK]


def test_a_named_voice_keeps_its_name_and_a_lone_channel_names_nobody():
    assert said(parse({"utterances": utterances(1, float, voices=("Анна", "Host"))}))[:2] == [
        ("Анна", TALK[0][0]),
        ("Host", TALK[1][0]),
    ]
    lone = [{"transcript": "Да.", "start": 0.5, "end": 1.5, "channel": 0}]
    assert said(parse({"results": {"utterances": lone}})) == [(None, "Да.")]


def test_two_channels_without_voices_are_the_speakers():
    found = [
        {"transcript": text, "start": 0.5, "end": 1.5, "channel": n} for n, text in enumerate(("Да?", "Нет."))
    ]
    assert said(parse({"results": {"utterances": found}})) == [("Channel 0", "Да?"), ("Channel 1", "Нет.")]


@pytest.mark.parametrize("kind", ["paragraphs", "words"])
def test_deepgram_is_read_also_where_it_lists_no_utterances(kind):
    words = [
        {"word": w.strip("?.").lower(), "punctuated_word": w, "start": at, "end": at + 0.5, "speaker": who}
        for who, at, w in ((0, 1.0, "Ну"), (0, 1.5, "как?"), (1, 3.0, "Плохо."))
    ]
    paragraphs = [
        {"speaker": 0, "sentences": [{"text": "Ну как?", "start": 1.0, "end": 2.0}]},
        {"speaker": 1, "sentences": [{"text": "Плохо.", "start": 3.0, "end": 3.5}]},
    ]
    best = {"transcript": "Ну как? Плохо.", "words": words}
    best |= {"paragraphs": {"paragraphs": paragraphs}} if kind == "paragraphs" else {}
    parsed = parse({"results": {"channels": [{"alternatives": [best]}]}})
    assert said(parsed) == [("Speaker 0", "Ну как?"), ("Speaker 1", "Плохо.")]
    assert times(parsed) == [(1.0, 2.0), (3.0, 3.5)]
