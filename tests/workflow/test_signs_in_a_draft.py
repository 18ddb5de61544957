"""What is prompted or denied is marked in the draft; a denied trouble is no pain and may speak against one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pipeline.cluster.group import GroupSettings, group
from pipeline.cluster.learning import NOTHING, Taught
from pipeline.cluster.likeness import Likeness, LikenessWeights
from pipeline.progress import SilentProgress
from pipeline.records import (
    Coding,
    InterviewId,
    Kind,
    KindScore,
    Role,
    Sign,
    SpeakerId,
    SpeakerRole,
    Unit,
    Utterance,
)
from pipeline.workflow import coding
from pipeline.workflow.run import run_study
from pipeline.workflow.values import RunOptions
from workflow_studies import TALK, read_under, write_study

ANSWERS = """Интервьюер: Как прошла сдача обуви?
Респондент: Очереди не было, ждать не пришлось. Квитанцию выписали за минуту.
Интервьюер: Что раздражало?
Респондент: Ничего не раздражало. Ругаться и спорить не пришлось. Мастер не нахамил и не опоздал.
Интервьюер: То есть вам было дорого?
Респондент: Ну да, наверное, дорого.
Интервьюер: Были трудности с оплатой?
Респондент: Нет, никаких трудностей.
Интервьюер: Долго ждали ремонта?
Респондент: Никто не позвонил, ждал три недели.
"""
STUDY = {**TALK, "clients/e.txt": ANSWERS}
DENIED = {
    "Очереди не было, ждать не пришлось.",
    "Ничего не раздражало.",
    "Ругаться и спорить не пришлось.",
    "Мастер не нахамил и не опоздал.",
    "Нет, никаких трудностей.",
}
PROMPTED = {"Ну да, наверное, дорого.", "Нет, никаких трудностей."}


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    root = write_study(tmp_path_factory.mktemp("study"), STUDY)
    return json.loads(run_study(root, RunOptions(anonymize=False), SilentProgress()).draft.read_bytes())


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read the study under what was taught; returns text -> coding."""
    root = write_study(tmp_path_factory.mktemp("read"), STUDY, "language: ru\nembedder: lsa\nstages: aida5\n")
    with read_under(root, tmp_path_factory.mktemp("cache")) as reading:

        def codings(taught=NOTHING):
            found = reading(taught)
            return {found.utterances[id_].text: coded for id_, coded in found.codings.items()}

        yield codings


def signed(draft, sign):
    return {u["text"] for u in draft["utterances"] if sign in u["signs"] and u["text"] in ANSWERS}


def test_the_draft_tells_what_was_denied_and_what_was_prompted(draft):
    assert signed(draft, "denied") == DENIED
    assert signed(draft, "prompted") == PROMPTED


def test_only_respondents_have_signs(draft):
    assert not [u for u in draft["utterances"] if u["signs"] and u["speaker_role"] != "respondent"]


def test_no_denied_trouble_is_a_pain(draft):
    for utterance in draft["utterances"]:
        if "denied" in utterance["signs"]:
            assert "pain" not in [kind["kind"] for kind in utterance["kinds"]]


def test_without_the_signs_a_denied_trouble_would_be_a_pain(read, monkeypatch):
    marked = read()
    monkeypatch.setattr(coding, "find_signs", lambda units, _: tuple(() for _ in units))
    plain = read()
    assert any(plain[text].has(Kind.PAIN) for text in DENIED)
    assert not any(marked[text].has(Kind.PAIN) for text in DENIED)
    others = plain.keys() - DENIED
    assert {text: plain[text].kinds for text in others} == {text: marked[text].kinds for text in others}


def test_a_pain_that_a_person_gave_stands_where_it_was_denied(read):
    coded = read()["Ничего не раздражало."]
    again = read(Taught(kinds={coded.utterance: frozenset({Kind.PAIN})}))["Ничего не раздражало."]
    assert again.has(Kind.PAIN)
    assert again.signs == (Sign.DENIED,)


# ------------------------------------------------------------ themes


def voice(number, kinds=(Kind.PAIN,), signs=()):
    text = f"Ждали долго, очередь стояла до дверей, номер {number}."
    said = Utterance(
        id=f"u-{number:012x}",
        interview=InterviewId(f"i{number}"),
        turn=1,
        speaker=SpeakerId("r"),
        speaker_role=SpeakerRole.RESPONDENT,
        start=0,
        end=len(text),
        text=text,
    )
    scored = tuple(KindScore(kind=kind, score=0.9, why="") for kind in kinds)
    coded = Coding(utterance=said.id, kinds=scored, signs=signs)
    return Unit(utterance=said, language="ru", role=Role.CLIENT), coded


def themes_of(voices):
    """Group voices that are all alike."""
    units = {unit.id: unit for unit, _ in voices}
    ids = tuple(sorted(units))
    likeness = Likeness(
        ids=ids,
        rows=np.full((len(ids), 1), 3.0, np.float32),
        plain=1,
        talks=np.arange(len(ids)),
        weights=LikenessWeights(),
    )
    return group({coded.utterance: coded for _, coded in voices}, units, likeness, GroupSettings(luck=-9.0))


def test_a_prompted_quote_comes_after_all_others():
    plain = [voice(number) for number in range(2, 6)]
    (theme,) = themes_of([voice(1, signs=(Sign.PROMPTED,)), *plain]).themes
    assert theme.utterances[-1] == voice(1)[0].id
    (theme,) = themes_of([voice(1), *plain]).themes
    assert theme.utterances[-1] != voice(1)[0].id


def test_what_is_denied_speaks_against_a_pain_without_being_in_a_theme():
    grouping = themes_of([voice(1), voice(2), voice(3, kinds=(), signs=(Sign.DENIED,))])
    (theme,) = grouping.themes
    assert theme.against == (voice(3)[0].id,)
    assert voice(3)[0].id not in (*theme.utterances, *grouping.unassigned)


@pytest.mark.parametrize("signs", [(), (Sign.DENIED, Sign.PROMPTED), (Sign.PROMPTED,)])
def test_a_bare_no_is_not_quoted_against_a_theme(signs):
    (theme,) = themes_of([voice(1), voice(2), voice(3, kinds=(), signs=signs)]).themes
    assert theme.against == ()


def test_a_denied_trouble_speaks_against_no_joy():
    joys = [voice(number, kinds=(Kind.POSITIVE,)) for number in (1, 2)]
    (theme,) = themes_of([*joys, voice(3, kinds=(), signs=(Sign.DENIED,))]).themes
    assert theme.against == ()
