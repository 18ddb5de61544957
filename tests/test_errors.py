from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CjmError, Message, fault, reason, tell

NESTED = Message("no file of %(n)s (%(why)s)", n=2, why=Message("it is %(what)s", what="100% %(odd)s"))
WORDS = {"no file of %(n)s (%(why)s)": "из %(n)s ни одного (%(why)s)", "it is %(what)s": "это %(what)s"}


def translate(template):
    return WORDS.get(template, template)


def test_a_message_is_its_own_english_text():
    assert NESTED == "no file of 2 (it is 100% %(odd)s)"
    assert json.dumps(NESTED) == json.dumps(str(NESTED))


@pytest.mark.parametrize(
    "again",
    [
        lambda message: pickle.loads(pickle.dumps(message)),  # noqa: S301 (our own bytes)
        copy.deepcopy,
        lambda message: Message.unpacked(json.loads(json.dumps(message.packed()))),
        Message,
    ],
)
def test_a_message_can_still_be_told_after_a_journey(again):
    assert again(NESTED) == NESTED
    assert again(NESTED).told(translate) == "из 2 ни одного (это 100% %(odd)s)"


@given(st.text())
def test_a_text_without_values_is_no_pattern(text):
    assert Message(text) == Message(text).told(str) == " ".join(text.split())


def test_a_plain_text_stays_as_it_is():
    assert tell("это", translate) == "это"
    assert not Message("").told(lambda template: template or "the catalogue's header")


def test_an_error_keeps_its_words_in_another_process():
    error = CjmError("is %(size)s MB", place="a.txt", line=3, remedy="split it", size=70)
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == "a.txt:3: is 70 MB; split it"  # noqa: S301


def test_the_system_s_reason_is_told():
    assert reason(PermissionError(13, "Permission denied")) == "Permission denied"
    assert reason(OSError()) == "OSError"


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"type": "missing", "msg": "Field required"}, "field required"),
        ({"type": "enum", "ctx": {"expected": "'a', 'b' or 'c'"}}, "input should be 'a', 'b' or 'c'"),
        ({"type": "less_than_equal", "ctx": {"le": 2}}, "input should be less than or equal to 2"),
        ({"type": "value_error", "ctx": {"error": ValueError("of ours")}}, "of ours"),
        ({"type": "of a later version"}, "the value is not allowed"),
    ],
)
def test_a_wrong_value_is_named_in_our_words(details, said):
    assert fault(details) == said
