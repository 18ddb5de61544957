"""Roles told without a telling label, on many invented talks; what the recogniser put into a wrong turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.manner import asks, manner_of
from pipeline.ingest.slips import is_interviewers, mark_slips
from pipeline.ingest.speakers import UNSURE, SpeakerInput, assign_roles
from pipeline.records import (
    Cue,
    InterviewId,
    ParsedTranscript,
    RawTurn,
    Role,
    Speaker,
    SpeakerId,
    SpeakerRole,
    Transcript,
    Turn,
    Utterance,
    UtteranceId,
)

ROLES = {"i": "interviewer", "r": "respondent", "o": "other"}


def talks():
    """Read (language, name, label -> role, turns) of every invented talk."""
    for language in ("ru", "en"):
        text = (Path(__file__).parent / f"role_talks_{language}.txt").read_text(encoding="utf-8")
        for block in text.split("== ")[1:]:
            head, *lines = block.strip().split("\n")
            name, roles, *named = (part.strip() for part in head.split("|"))
            called = dict(pair.split(":") for pair in named)
            label = {
                number: called.get(number, f"Спикер {number}")
                for number, _ in (p.split("=") for p in roles.split())
            }
            wanted = {label[number]: ROLES[role] for number, role in (p.split("=") for p in roles.split())}
            yield language, name, wanted, [(label[line[0]], line[3:]) for line in lines]


TALKS = list(talks())
# a lone voice, and two friends of whom nobody asks: there is nothing to be sure by
UNTOLD = {
    "only the respondent is heard",
    "only the interviewer is heard",
    "nobody is asked anything: two friends",
}


def cast_of(turns, language="ru"):
    raw = tuple(RawTurn(speaker=label, cues=(Cue(text=text),)) for label, text in turns)
    talk = ParsedTranscript(format="x", turns=raw)
    return assign_roles(
        [SpeakerInput(path="a.txt", interview=InterviewId("i"), transcript=talk)], language=language
    )[0]


def roles_of(cast):
    return {speaker.name: speaker.role.value for speaker in cast.speakers}


def bare(text):
    """The text as a recogniser without punctuation writes it."""
    return "".join(char for char in text.lower() if char not in "?.,!:;«»—")


def test_there_are_enough_talks_of_different_style():
    assert len(TALKS) >= 50
    assert len({name for _, name, _, _ in TALKS}) == len(TALKS)


@pytest.mark.parametrize(("language", "name", "wanted", "turns"), TALKS, ids=[talk[1] for talk in TALKS])
def test_no_role_is_wrong(language, name, wanted, turns):
    cast = cast_of(turns, language)
    assert roles_of(cast) == wanted
    assert all(speaker.why for speaker in cast.speakers)
    assert name in UNTOLD or min(speaker.score for speaker in cast.speakers) >= UNSURE


UNTELLING = [talk for talk in TALKS if all(label.startswith("Спикер") for label in talk[2])]


@pytest.mark.parametrize(
    ("language", "name", "wanted", "turns"), UNTELLING, ids=[talk[1] for talk in UNTELLING]
)
def test_names_make_no_difference(language, name, wanted, turns):
    other = {label: f"SPEAKER_0{9 - n}" for n, label in enumerate(wanted)}
    cast = cast_of([(other[label], text) for label, text in turns], language)
    assert roles_of(cast) == {other[label]: role for label, role in wanted.items()}, name


def test_without_punctuation_a_wrong_role_is_rare_and_warned_of():
    wrong = []
    for language, name, wanted, turns in TALKS:
        cast = cast_of([(label, bare(text)) for label, text in turns], language)
        if roles_of(cast) != wanted:
            assert cast.warnings, name
            wrong.append(name)
    assert len(wrong) <= len(TALKS) // 5, wrong


def test_a_guess_is_told_in_the_warnings():
    cast = cast_of([("Спикер 1", "Мне удобно."), ("Спикер 2", "И мне удобно.")] * 3)
    assert any("is a guess" in text for text in cast.warnings)


def test_the_evidence_adds_up_and_is_named():
    cast = cast_of([("Спикер 1", "Как вы выбирали?"), ("Спикер 2", "Я искала сама.")] * 3)
    asked, told = (dict(part.evidence) for part in cast.parts)
    assert asked["questions"] > 0 > told["questions"]
    assert asked["address"] > 0 > told["address"]


@pytest.mark.parametrize(
    ("text", "you", "me", "guides"),
    [
        ("Расскажите, как вы искали?", 1, 0, 1),
        ("Я им говорю: «А вы мне когда привезёте?»", 0, 1, 0),  # what is quoted is another's
        ("Я правильно понимаю, что вам не перезвонили?", 1, 0, 1),
        ("Мы с мужем выбрали сами.", 0, 1, 0),
        ("Could you tell me about your first visit?", 2, 0, 1),
    ],
)
def test_the_manner_of_a_turn(text, you, me, guides):
    found = manner_of(text)
    assert (found.you, found.me, found.guides) == (you, me, guides)


@pytest.mark.parametrize("text", ["Насколько вам удобно", "Хорошо, а где вы живёте", "walk me through it"])
def test_a_question_needs_no_mark(text):
    assert asks(text)


# ------------------------------------------------------------ slips: before | sentence | after

SLIPS = [
    line for line in (Path(__file__).parent / "slips.txt").read_text(encoding="utf-8").split("\n") if line
]
INTERVIEWERS = [line[2:] for line in SLIPS if line.startswith("+ ")]
RESPONDENTS = [line[2:] for line in SLIPS if line.startswith("- ")]


def slips(line):
    before, text, after = line.split("|")
    return is_interviewers(text, [before] if before else [], [after] if after else [])


def test_no_sentence_of_the_respondent_is_taken_away():
    assert len(RESPONDENTS) >= 45
    assert [line for line in RESPONDENTS if slips(line)] == []


def test_most_questions_built_as_interviewers_ask_are_marked():
    assert len(INTERVIEWERS) >= 30
    assert sum(map(slips, INTERVIEWERS)) >= 0.9 * len(INTERVIEWERS)


def heard(name, *sentences, others=True):
    """A respondent's turn of these sentences behind the interviewer's."""
    text = " ".join(sentences)
    host = Speaker(id=SpeakerId("h"), name="Спикер 1", role=SpeakerRole.INTERVIEWER)
    guest = Speaker(id=SpeakerId("g"), name=name, role=SpeakerRole.RESPONDENT)
    turns = [Turn(index=0, speaker=guest.id, start=0, end=len(text), text=text)]
    transcript = Transcript(
        id=InterviewId("i"), path="a", sha256="", format="x", encoding="utf-8", language="ru", role=Role.CLIENT,
        segment=None, speakers=(host, guest) if others else (guest,), turns=tuple(turns),
    )  # fmt: skip
    made, at = [], 0
    for number, sentence in enumerate(sentences):
        made.append(
            Utterance(id=UtteranceId(f"u{number}"), interview=transcript.id, turn=0, speaker=guest.id,
                      speaker_role=guest.role, start=at, end=at + len(sentence), text=sentence)
        )  # fmt: skip
        at += len(sentence) + 1
    return [said.speaker_role.value for said in mark_slips(transcript, made)]


TURN = ("Ждала неделю.", "А что вы почувствовали?", "Обиду.")


def test_a_slip_stays_in_the_text_and_is_nobodys_evidence():
    assert heard("Спикер 2", *TURN) == ["respondent", "other", "respondent"]


@pytest.mark.parametrize("name", ["Анна Петрова", "Респондент", "Р"])
def test_a_typist_does_not_slip(name):
    assert heard(name, *TURN) == ["respondent"] * 3
