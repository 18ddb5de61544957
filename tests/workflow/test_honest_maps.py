"""What a study that has little or nothing to say gives: little or nothing, and the page says so."""

from __future__ import annotations

import random
import re
import shutil

import pytest

from pipeline.assemble.draft import load_draft
from pipeline.progress import SilentProgress
from pipeline.workflow import RunOptions, run_study
from workflow_studies import TALK, write_study

pytestmark = pytest.mark.slow

LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя"
FOLDERS = {"client": "clients", "non_user": "non_users", "expert": "experts"}
FIVE = {
    "a.txt": "Интервьюер: Как прошло?\nРеспондент: Ждал две недели. Никто не позвонил.\n",
    "b.txt": "Интервьюер: Как прошло?\nРеспондент: Ждала месяц. Звонила сама. Больше не пойду.\n",
}
DENTIST = """stages:
  - {id: exam, name: Осмотр зубов}
  - {id: caries, name: Лечение кариеса}
  - {id: crown, name: Установка коронки}
  - {id: hygiene, name: Профессиональная гигиена}
"""
ENGLISH = (
    "Interviewer: How did you choose a workshop?\nRespondent: I looked at {} on the map. "
    "I could not find any price on the site.\nInterviewer: What was hard?\n"
    "Respondent: I waited for {} weeks. Nobody called me back, I had to call them myself.\n"
    "Interviewer: What did you like?\nRespondent: The man was friendly and explained {}.\n"
)
MANY_ENGLISH = [
    ("reviews", "two", "everything"), ("ratings", "three", "it all"), ("photos", "four", "the prices"),
    ("comments", "five", "what was broken"), ("stars", "six", "each step"), ("reviews", "three", "the repair"),
    ("maps", "two", "why it broke"), ("pictures", "four", "the work"), ("ratings", "five", "the whole job"),
]  # fmt: skip


def run(root, talk=TALK, settings=""):
    report = run_study(write_study(root, talk, f"title: Проба\n{settings}"), RunOptions(), SilentProgress())
    return load_draft(report.draft.read_bytes(), "draft.json"), report


def page(report):
    return report.report.read_text(encoding="utf-8")


def said(draft):
    return [utterance for utterance in draft.utterances if utterance.speaker_role == "respondent"]


def coded(draft):
    return [utterance for utterance in said(draft) if utterance.kinds]


def strong(draft):
    return [theme.label for theme in draft.themes if theme.evidence == "strong"]


def shuffled(draft, seed=7):
    """The talks of a draft as files, with the words of all respondents shuffled among them."""
    spoken = [word for utterance in said(draft) for word in utterance.text.split()]
    random.Random(seed).shuffle(spoken)  # noqa: S311 (no secret)
    words, files = iter(spoken), {}
    for interview in draft.interviews:
        lines, last = [], -1
        for utterance in (u for u in draft.utterances if u.interview == interview.id):
            ours = utterance.speaker_role == "respondent"
            text = " ".join(next(words) if ours else word for word in utterance.text.split())
            if utterance.turn == last:
                lines[-1] += f" {text}"
            else:
                lines.append(f"{'Respondent' if ours else 'Interviewer'}: {text}")
            last = utterance.turn
        files[f"{FOLDERS[interview.role]}/{interview.id}.txt"] = "\n".join(lines) + "\n"
    return files


def babble(text, seed=7):
    """The answers of a talk with every letter another one, by chance."""
    rng = random.Random(seed)  # noqa: S311 (no secret)
    asked = ("Интервьюер", "Модератор")
    lines = [line.split(": ", 1) for line in text.splitlines()]
    noise = [
        (who, line if who in asked else re.sub("[А-Яа-яё]", lambda _: rng.choice(LETTERS), line))
        for who, line in lines
    ]
    return "".join(f"{who}: {line}\n" for who, line in noise)


def test_shuffled_words_make_hardly_a_strong_theme_and_few_weak_ones(tmp_path, root):
    true = tmp_path / "true"
    shutil.copytree(root / "data" / "examples" / "coworking", true)
    report = run_study(true, RunOptions(out=tmp_path / "out"), SilentProgress())
    told = load_draft(report.draft.read_bytes(), "draft.json")
    noise = [run(tmp_path / f"noise{seed}", shuffled(told, seed), "language: en\n")[0] for seed in (7, 8, 9)]
    assert len(strong(told)) >= 4
    assert sum(len(strong(draft)) for draft in noise) <= 1  # by chance one in several shuffles has one
    assert all(2 * len(draft.themes) <= len(told.themes) for draft in noise)


def test_random_letters_are_not_coded_and_the_run_says_so(tmp_path):
    draft, report = run(tmp_path, {name: babble(text) for name, text in TALK.items()})
    assert not draft.themes
    assert len(coded(draft)) <= 0.1 * len(said(draft))
    assert [warning for warning in report.warnings if "dictionary" in warning]
    assert "Мало данных: нет ничего, о чём говорили бы хотя бы двое" in page(report)


def test_one_interview_makes_single_voices_only(tmp_path):
    draft, report = run(tmp_path, {"one.txt": TALK["clients/b.txt"]})
    assert not draft.themes
    assert {cell.evidence for lane in draft.map.lanes for cell in lane.cells} <= {"none", "single"}
    assert "Мало данных: основание бывает сильным" in page(report)
    assert "Мало данных, чтобы найти этапы" in page(report)


def test_five_utterances_make_nothing_strong_or_stable(tmp_path):
    draft, report = run(tmp_path, FIVE)
    assert not strong(draft)
    assert all(theme.stability is None and theme.respondents.n == 2 for theme in draft.themes)
    assert {u.id for u in coded(draft)} == {i for t in draft.themes for i in t.utterances} | {
        *draft.unassigned
    }
    assert "Мало данных" in page(report)


def test_a_list_of_one_stage_holds_everything_and_invents_no_second(tmp_path):
    draft, report = run(tmp_path, settings="stages:\n  - {id: repair, name: Ремонт обуви}\n")
    assert [stage.id for stage in draft.stages] == ["repair"]
    assert {u.stage.id for u in coded(draft)} == {"repair"}
    assert {theme.stage for theme in draft.themes} == {"repair"}
    assert all(0 <= theme.stability <= 1 for theme in draft.themes)
    assert not report.warnings


def test_a_study_in_russian_of_nine_english_talks_and_one_russian_keeps_both_languages(tmp_path):
    talk = {f"clients/{n}.txt": ENGLISH.format(*words) for n, words in enumerate(MANY_ENGLISH)}
    draft, _ = run(tmp_path, talk | {"clients/r.txt": TALK["clients/a.txt"]}, "language: ru\n")
    assert draft.study.language == "ru"
    assert sorted(interview.language for interview in draft.interviews) == ["en"] * 9 + ["ru"]
    assert draft.themes
    assert not [theme.label for theme in draft.themes if theme.label.startswith(("Без названия", "Unnamed"))]
    assert len({theme.label for theme in draft.themes}) == len(draft.themes)


def test_stages_of_another_trade_are_said_not_to_fit(tmp_path):
    _, fitting = run(tmp_path, settings="stages: aida5\n")
    _, report = run(tmp_path, settings=DENTIST)
    assert not fitting.warnings
    assert [warning for warning in report.warnings if "hardly speak of the given stages" in warning]
