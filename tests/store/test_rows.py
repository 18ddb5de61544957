from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given

from build import utterances_of
from invented_records import TEXT, interviews, make_transcript, transcripts
from pipeline.records import InterviewId
from pipeline.store.rows import (
    compact,
    interview_row,
    transcript_of,
    turn_rows,
    utterance_of,
    utterance_rows,
)


def as_read(columns):
    """Return a row as the database gives it back."""
    return SimpleNamespace(**columns)


@given(transcripts())
def test_a_transcript_comes_back_from_its_rows_as_it_was(transcript):
    turns = [as_read(columns) for columns in turn_rows(transcript)]
    assert transcript_of(as_read(interview_row(transcript, "d")), turns) == transcript


@given(interviews())
def test_utterances_come_back_from_spans_alone(interview):
    transcript, said = interview
    rows = utterance_rows(transcript, said)
    assert all("text" not in columns for columns in rows)
    assert tuple(utterance_of(as_read(columns), transcript.canonical) for columns in rows) == said


@given(TEXT)
def test_compact_json_keeps_letters_and_loses_nothing(text):
    assert json.loads(compact({"b": text, "a": 0.1})) == {"a": 0.1, "b": text}


def test_compact_json_is_short_and_in_key_order():
    assert compact({"б": 1, "a": ["ё", None]}) == '{"a":["ё",null],"б":1}'


def test_an_utterance_with_other_words_than_the_transcript_is_refused():
    transcript = make_transcript("Цена меня удивила.")
    (said,) = utterances_of(transcript)
    with pytest.raises(ValueError, match=r"does not stand at 0\.\.18"):
        utterance_rows(transcript, [replace(said, text="Цена меня устроила"[:18])])


def test_an_utterance_of_another_interview_is_refused():
    transcript = make_transcript("Цена меня удивила.")
    (said,) = utterances_of(transcript)
    with pytest.raises(ValueError, match="does not stand"):
        utterance_rows(transcript, [replace(said, interview=InterviewId("i2"))])
