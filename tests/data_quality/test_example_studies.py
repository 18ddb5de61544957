"""The two example studies are what ``data/README.md`` says they are."""

from __future__ import annotations

import json
import re
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path

import pytest
import yaml

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"

WORD = "word document"
ENCODINGS = {
    "veloservis/clients/01-courier.vtt": "utf-8",
    "veloservis/clients/02-mother.srt": "utf-8",
    "veloservis/clients/03-pensioner.txt": "utf-8",
    "veloservis/clients/04-athlete.md": "utf-8",
    "veloservis/non_users/05-garage.txt": "utf-8",
    "veloservis/non_users/06-teacher.txt": "cp1251",
    "veloservis/experts/07-workshop-manager.json": "utf-8",
    "veloservis/experts/08-cx-consultant.docx": WORD,
    "coworking/clients/01-illustrator.vtt": "utf-8",
    "coworking/clients/02-bookkeeper.txt": "utf-8",
    "coworking/non_users/03-support-engineer.vtt": "utf-8",
    "coworking/experts/04-operator.txt": "utf-8",
}

# Where a speaker's name stands in each layout; an independent, much simpler reading than the product's.
SPEAKERS = {
    "veloservis/clients/01-courier.vtt": r"^<v ([^>]+)>",
    "veloservis/clients/02-mother.srt": r"^(Глеб Симонов|Анастасия Лебединская): ",
    "veloservis/clients/03-pensioner.txt": r"^(Интервьюер|Респондент): ",
    "veloservis/clients/04-athlete.md": r"^\*\*(Модератор|Злата):\*\* ",
    "veloservis/non_users/05-garage.txt": r"^(Глеб Симонов|Геннадий Рябов):$",
    "veloservis/non_users/06-teacher.txt": r"^([ИР]): ",
    "veloservis/experts/07-workshop-manager.json": r'"speaker": "(SPEAKER_0\d)"\}(?:,?$)',
    "veloservis/experts/08-cx-consultant.docx": r"^(Глеб Симонов|Инна Шторм)   \d+:\d\d$",
    "coworking/clients/01-illustrator.vtt": r"^(Hannah Brock|Priya Raman): ",
    "coworking/clients/02-bookkeeper.txt": r"^([QA]): ",
    "coworking/non_users/03-support-engineer.vtt": r"^<v ([^>]+)>",
    "coworking/experts/04-operator.txt": r"^(Theo Lindqvist|Carmen Okafor-Diaz)  \d+:\d\d  $",
}

TURNS = {"veloservis": (45, 65), "coworking": (30, 40)}
ROLES = {
    "veloservis": {"clients": 4, "non_users": 2, "experts": 2},
    "coworking": {"clients": 2, "non_users": 1, "experts": 1},
}

PLACEHOLDER_PHONE = re.compile(
    r"(\+7|8) 900 000[- ]\d\d[- ]\d\d"  # the placeholder that the Russian examples agreed on
    r"|(\+44 |0)20 7946 0\d{3}"  # the United Kingdom's numbers for drama
)
PHONE = re.compile(r"(?<![\w.:-])\+?\d[\d ()-]{8,}\d(?!\w|[.:]\d)")
EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")

every_interview = pytest.mark.parametrize("path", ENCODINGS)
every_study = pytest.mark.parametrize("study", ROLES)


def read_text(path: str) -> str:
    data = (EXAMPLES / path).read_bytes()
    if ENCODINGS[path] != WORD:
        return data.decode(ENCODINGS[path])
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs)


def spoken_text(path: str) -> str:
    """The text without cue ids and times, so that only people's own digits are left."""
    text = read_text(path)
    if path.endswith(".json"):
        return "\n".join(segment["text"] for segment in json.loads(text)["segments"])
    ids_and_times = r"^(\d+|[0-9a-f-]{36}/\d+-\d+|[\d:.,]+ --> [\d:.,]+)$"
    lines = (line for line in text.splitlines() if not re.match(ids_and_times, line))
    # cues cut a number in two; a speaker's name at the start of a cue would stand between its halves
    return " ".join(re.sub(SPEAKERS[path], "", line).strip() for line in lines)


def speakers_in_order(path: str) -> list[str]:
    found = re.findall(SPEAKERS[path], read_text(path).replace("\r\n", "\n"), flags=re.MULTILINE)
    return [name for name, _ in groupby(found)]


def seconds(stamp: str) -> float:
    hours, minutes, rest = stamp.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def cue_times(path: str) -> list[tuple[float, float]]:
    text = read_text(path)
    if path.endswith(".json"):
        return [(segment["start"], segment["end"]) for segment in json.loads(text)["segments"]]
    return [
        (seconds(a), seconds(b)) for a, b in re.findall(r"^([\d:.,]+) --> ([\d:.,]+)$", text, re.MULTILINE)
    ]


@every_study
def test_a_study_holds_its_settings_and_the_listed_interviews_and_nothing_else(study):
    found = {p.relative_to(EXAMPLES).as_posix() for p in (EXAMPLES / study).rglob("*") if p.is_file()}
    listed = {path for path in ENCODINGS if path.startswith(f"{study}/")}
    assert {path for path in found if ".cjm/" not in path} == listed | {f"{study}/study.yaml"}


@every_study
def test_a_study_has_the_stated_number_of_interviews_for_each_role(study):
    counts = {role: len(list((EXAMPLES / study / role).iterdir())) for role in ROLES[study]}
    assert counts == ROLES[study]


@every_interview
def test_an_interview_decodes_in_its_stated_encoding_and_says_something(path):
    text = read_text(path)
    assert len(text) > 3_000
    assert "\ufffd" not in text


def test_the_windows_file_is_no_utf_8_and_has_windows_line_ends():
    data = (EXAMPLES / "veloservis/non_users/06-teacher.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert data.count(b"\r\n") == data.count(b"\n") > 60


@every_interview
def test_two_voices_take_turns_and_the_interview_has_the_stated_length(path):
    turns = speakers_in_order(path)
    least, most = TURNS[path.split("/")[0]]
    assert len(set(turns)) == 2
    assert least <= len(turns) <= most
    assert all(one != other for one, other in pairwise(turns))


@every_interview
def test_every_telephone_number_is_a_placeholder_and_every_address_an_example(path):
    spoken = spoken_text(path)
    phones = [number.strip() for number in PHONE.findall(spoken)]
    domains = EMAIL.findall(spoken)
    assert [number for number in phones if not PLACEHOLDER_PHONE.fullmatch(number)] == []
    assert set(domains) <= {"example.com", "example.org", "example.ru"}
    assert PLACEHOLDER_PHONE.search(spoken) or domains, "nothing for pseudonymisation to show"


@pytest.mark.parametrize("path", [path for path in ENCODINGS if path.endswith((".vtt", ".srt", ".json"))])
def test_cues_run_forward_and_no_one_speaks_faster_than_people_do(path):
    times = cue_times(path)
    assert len(times) > 50
    assert all(start < end for start, end in times)
    assert all(before[1] <= after[0] for before, after in pairwise(times))
    words = len(spoken_text(path).split())
    assert 1.0 < words / times[-1][1] < 3.0


def test_the_recognised_words_of_the_whisperx_file_are_its_text():
    document = json.loads(read_text("veloservis/experts/07-workshop-manager.json"))
    for segment in document["segments"]:
        words = [word["word"] for word in segment["words"]]
        assert [word for word in segment["text"].split() if word != "-"] == words
        assert {word["speaker"] for word in segment["words"]} == {segment["speaker"]}


@every_study
def test_the_settings_name_a_title_a_product_and_a_language(study):
    settings = yaml.safe_load((EXAMPLES / study / "study.yaml").read_text(encoding="utf-8"))
    assert set(settings) == {"title", "product", "language", "stages"}
    assert settings["language"] == {"veloservis": "ru", "coworking": "en"}[study]


def test_the_russian_study_lists_its_own_stages():
    settings = yaml.safe_load((EXAMPLES / "veloservis/study.yaml").read_text(encoding="utf-8"))
    assert all(set(stage) == {"id", "name"} for stage in settings["stages"])
    assert len({stage["id"] for stage in settings["stages"]}) == len(settings["stages"]) == 6


def test_the_english_study_takes_a_ready_made_model():
    settings = yaml.safe_load((EXAMPLES / "coworking/study.yaml").read_text(encoding="utf-8"))
    assert settings["stages"] == "aida5"


@every_interview
def test_the_readme_lists_the_interview(path):
    readme = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")
    assert f"`{path.split('/', 1)[1]}`" in readme
