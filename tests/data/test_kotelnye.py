"""The example study about boiler houses is read whole, as it was written: who speaks, when, about which stage."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.config import load_interviews, load_study
from pipeline.progress import SilentProgress
from pipeline.workflow.run import run_study
from pipeline.workflow.values import RunOptions

ROOT = Path(__file__).parents[2]
STUDY = ROOT / "data" / "examples" / "kotelnye"
STAGES = ["need", "market", "service", "contract", "support"]

# path → format, turns, interviewer, respondent, segment
INTERVIEWS = {
    "clients/01-dairy-engineer.vtt": (
        "teams-vtt",
        80,
        "Марина Ольшевская",
        "Станислав Корнеев",
        "Бизнес",
    ),
    "clients/02-housing-director.txt": (
        "telemost",
        74,
        "Антон Ремизов",
        "Лариса Тетерина",
        "ЖКХ и соцобъекты",
    ),
    "clients/03-hospital-facilities.docx": (
        "labelled-docx",
        72,
        "Марина Ольшевская",
        "Юрий Савчук",
        "ЖКХ и соцобъекты",
    ),
    "clients/04-greenhouse-owner.srt": ("srt", 68, "Антон Ремизов", "Ренат Сафин", "Бизнес"),
    "clients/05-hotel-buyer.json": ("speechkit-json", 54, "Канал 1", "Канал 2", "Бизнес"),
    "non_users/06-school-district.txt": (
        "tolk",
        64,
        "Марина Ольшевская",
        "Тамара Громова",
        "ЖКХ и соцобъекты",
    ),
    "non_users/07-sawmill-cousin.md": ("labelled-text", 54, "Модератор", "Захар", "Бизнес"),
    "experts/08-dispatcher.txt": ("labelled-text", 80, "Интервьюер", "Эксперт", "Подрядчик"),
    "experts/09-tender-consultant.txt": (
        "labelled-text",
        52,
        "Антон Ремизов",
        "Эдуард Белозёров",
        "Консультанты",
    ),
}
TIMELESS = {
    "clients/03-hospital-facilities.docx",
    "non_users/07-sawmill-cousin.md",
    "experts/08-dispatcher.txt",
}
FOLDERS = {"clients": "client", "non_users": "non_user", "experts": "expert"}
PLACEHOLDER = re.compile(r"\+7 900 000-\d\d-\d\d")
NUMBER = re.compile(r"(?<![\w.:-])\+?\d[\d ()-]{8,}\d(?!\w|[.:]\d)")
EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")

# what was put into the talks on purpose: each must be among the utterances of that respondent
PLANTED = [
    ("01", "От формы до первого живого разговора — девять дней."),  # what switching channels cost
    ("02", "Ответили через неделю, что письмо ушло в спам."),
    ("05", "Чат, телефон, почта, опять телефон."),
    ("08", "Мы отвечаем за пятнадцать минут."),  # the expert against the clients
    ("01", "Двое суток."),
    ("02", "Двое суток почти."),
    ("03", "За одиннадцать минут проверка кончилась, я засекал."),  # clients against each other: the report
    ("05", "Честно, это никто не читает."),
    ("04", "Каждую ночь!"),  # … and the online log
    ("01", "Мёртвая вещь."),
    ("02", "Двадцатого вечером написала уведомление о расторжении."),  # left
    ("01", "В марте продлил."),  # renewed
    ("05", "Я и не стала."),  # refused
    ("01", "Нет, цена не пугала."),  # denied
    ("04", "Пусть раз в год подрядчика менять насильно, как аудитора."),  # the voice unlike the others
    (
        "06",
        "Если бы они не забирали котельные, а учили моих операторов и бумаги делали, я бы хоть завтра подписала.",
    ),
    ("08", "Поэтому менеджер звонит и спрашивает заново."),  # behind the counter
    ("08", "Склад ведёт снабжение, в своей таблице, не в «Канцлере», я остаток не вижу."),
]


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """The draft of a copy, names left as they are; nothing is written into the repository."""
    copy = tmp_path_factory.mktemp("kotelnye") / "study"
    shutil.copytree(STUDY, copy, ignore=shutil.ignore_patterns(".cjm", "draft"))
    out = copy.parent / "out"
    run_study(copy, RunOptions(out=out, embedder="lsa", anonymize=False, jobs=1), SilentProgress())
    return json.loads((out / "draft.json").read_bytes())


@pytest.fixture(scope="module")
def by_path(draft):
    return {interview["path"]: interview for interview in draft["interviews"]}


def said_in(draft, path):
    """The utterances of an interview's respondents, in order."""
    (number,) = [one["id"] for one in draft["interviews"] if one["path"] == path]
    mine = [u for u in draft["utterances"] if u["interview"] == number and u["speaker_role"] == "respondent"]
    return sorted(mine, key=lambda utterance: utterance["start"])


# ------------------------------------------------------------ what lies in the folder


def test_the_folder_holds_the_listed_files_and_no_run_was_left_in_it():
    found = {path.relative_to(STUDY).as_posix() for path in STUDY.rglob("*") if path.is_file()}
    assert found == {*INTERVIEWS, "study.yaml", "interviews.csv", "stages.csv"}
    assert sum((STUDY / path).stat().st_size for path in found) < 300_000


def test_the_researchers_table_gives_every_interview_a_segment_and_no_guess():
    rows = load_interviews(STUDY).rows
    assert {path: row.segment for path, row in rows.items()} == {
        path: own[4] for path, own in INTERVIEWS.items()
    }
    assert not any(row.respondents or row.interviewers or row.format or row.language for row in rows.values())


def test_the_settings_list_five_stages_with_examples():
    config = load_study(STUDY)
    assert [stage.id for stage in config.stages] == STAGES
    assert all(stage.description and len(stage.examples) >= 2 for stage in config.stages)
    assert (config.language, config.map) == ("ru", "journey")


def test_the_table_of_stages_knows_every_stage_once_and_leaves_gaps():
    names = {stage.name: stage.id for stage in load_study(STUDY).stages}
    with (STUDY / "stages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["stage", "owner", "metric", "next_action", "csat", "nps", "ces"]
    assert [names.get(row["stage"], row["stage"]) for row in rows] == STAGES
    for column, (least, most) in {"csat": (1, 5), "nps": (-100, 100), "ces": (1, 7)}.items():
        assert all(least <= float(row[column]) <= most for row in rows if row[column])
    assert 3 <= sum(bool(row["owner"]) for row in rows) < len(rows)
    assert any(not row["nps"] for row in rows)
    assert any(not row["ces"] for row in rows)


@pytest.mark.parametrize("path", INTERVIEWS)
def test_the_readme_lists_the_interview(path):
    assert f"`{path}`" in (ROOT / "data" / "README.md").read_text(encoding="utf-8")


# ------------------------------------------------------------ what a run reads


def test_every_file_is_read_in_its_own_layout(by_path):
    read = {path: (one["format"], one["turns"]) for path, one in by_path.items()}
    assert read == {path: own[:2] for path, own in INTERVIEWS.items()}
    assert all(45 <= turns <= 80 for _, turns in read.values())


def test_five_clients_two_non_users_and_two_experts_are_told_from_their_folders(by_path):
    assert Counter(one["role"] for one in by_path.values()) == {"client": 5, "non_user": 2, "expert": 2}
    assert all(one["role"] == FOLDERS[path.split("/", 1)[0]] for path, one in by_path.items())


def test_who_asks_and_who_answers_is_found_without_being_told(by_path):
    for path, (_, _, interviewer, respondent, _) in INTERVIEWS.items():
        roles = {speaker["name"]: speaker["role"] for speaker in by_path[path]["speakers"]}
        assert roles == {interviewer: "interviewer", respondent: "respondent"}, path


def test_the_segments_reach_the_draft(by_path):
    assert {path: one["segment"] for path, one in by_path.items()} == {
        p: own[4] for p, own in INTERVIEWS.items()
    }


@pytest.mark.parametrize("path", INTERVIEWS)
def test_the_talk_is_read_from_its_first_words_to_its_last(draft, by_path, path):
    said = said_in(draft, path)
    dropped = {turn["turn"] for turn in by_path[path]["dropped"]}
    answered = {utterance["turn"] for utterance in said} | dropped
    assert answered >= set(range(1, by_path[path]["turns"], 2)), "a turn of the respondent's is missing"


@pytest.mark.parametrize("path", INTERVIEWS)
def test_times_are_there_where_the_layout_has_them_and_run_forward(draft, path):
    times = [utterance["time"] for utterance in said_in(draft, path)]
    if path in TIMELESS:
        assert not any(times)
        return
    assert all(times)
    assert all(before[0] <= after[0] for before, after in pairwise(times))
    assert 200 < times[-1][0] < 900


@pytest.mark.parametrize(("number", "words"), PLANTED)
def test_what_was_put_into_the_talks_on_purpose_is_quotable(draft, number, words):
    (path,) = [path for path in INTERVIEWS if f"/{number}-" in path]
    assert any(words in utterance["text"] for utterance in said_in(draft, path))


def test_every_telephone_is_a_placeholder_and_every_mail_address_an_example(draft):
    spoken = "\n".join(utterance["text"] for utterance in draft["utterances"])
    numbers = [number.strip() for number in NUMBER.findall(spoken)]
    assert len(numbers) >= 8
    assert [number for number in numbers if not PLACEHOLDER.fullmatch(number)] == []
    assert set(EMAIL.findall(spoken)) <= {"example.com", "example.org", "example.ru"}


# ------------------------------------------------------------ what comes of it


@pytest.mark.parametrize("stage", STAGES)
def test_nearly_every_client_says_something_of_the_stage(draft, stage):
    clients = [path for path in INTERVIEWS if path.startswith("clients/")]
    told = [
        path
        for path in clients
        if any(u["kinds"] and u["stage"] and u["stage"]["id"] == stage for u in said_in(draft, path))
    ]
    assert len(told) >= len(clients) - 1


@pytest.mark.parametrize("kind", ["pain", "goal", "question", "action", "positive", "idea"])
def test_every_kind_is_told_by_several_people(draft, kind):
    told = {u["interview"] for u in draft["utterances"] if kind in {one["kind"] for one in u["kinds"]}}
    assert len(told) >= 5
