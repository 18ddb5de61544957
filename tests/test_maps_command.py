from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.records import Role
from pipeline.registry import MAPS
from workflow_studies import TALK, write_study

WIDTH = 80


def cjm(*arguments, language="ru"):
    return CliRunner(env={"CJM_LANG": language}).invoke(main, ["map", *(str(a) for a in arguments)])


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A study of the journey kind with a draft, whose clients stand in two segments of two."""
    more = {f"clients/{name}2.txt": f"{TALK[f'clients/{name}.txt']}Респондент: Приду ещё.\n" for name in "ab"}
    root = write_study(tmp_path_factory.mktemp("maps"), {**TALK, **more})
    quiet = ["run", str(root), "--quiet"]
    assert CliRunner().invoke(main, quiet).exit_code == 0
    roster = root / "interviews.csv"
    lines = roster.read_text(encoding="utf-8-sig").splitlines()
    delimiter = ";" if ";" in lines[0] else ","
    at = lines[0].split(delimiter).index("segment")
    for number, segment in enumerate(("Город", "Город", "Область", "Область"), 1):
        cells = lines[number].split(delimiter)
        cells[at] = segment
        lines[number] = delimiter.join(cells)
    roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert CliRunner().invoke(main, quiet).exit_code == 0
    return root


def maps_of(*arguments):
    result = cjm(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", list(MAPS))
def test_every_kind_is_printed_within_eighty_columns(study, kind, language):
    result = cjm(study, "--kind", kind, language=language)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip()
    body = [line for line in result.stdout.splitlines() if not line.startswith(("Карта", "Map"))]
    assert max(len(line) for line in body) <= WIDTH
    for part in maps_of(study, "--kind", kind):
        for lane in part["lanes"]:
            assert lane["name"].split()[0].rstrip(",:") in result.stdout


def test_the_draft_s_own_kind_is_shown_from_every_viewpoint(study):
    found = maps_of(study)
    assert [(part["kind"], part["viewpoint"]) for part in found] == [("journey", role) for role in Role]
    draft = json.loads((study / "draft" / "draft.json").read_text(encoding="utf-8"))
    assert found == draft["maps"]


def test_claims_stand_with_support_and_a_quote_and_empty_cells_with_a_hint(study):
    shown = " ".join(cjm(study, "--viewpoint", "client").stdout.split())
    assert "Карта пути клиента · клиент · 4 респондента" in shown
    assert "из 4)" in shown
    assert "К1" in shown
    assert "Спросите: «" in shown
    assert "эксперт" not in shown


def test_kinds_and_viewpoint_may_be_chosen(study):
    found = maps_of(study, "--kind", "conversion", "--kind", "customer_eyes", "--viewpoint", "non_user")
    assert [(part["kind"], part["viewpoint"]) for part in found] == [
        ("conversion", "non_user"),
        ("customer_eyes", "non_user"),
    ]


def test_a_segment_s_map_is_of_its_people_alone_in_any_case(study):
    (part,) = maps_of(study, "--segment", "гОРОД")
    assert (part["segment"], part["respondents"]) == ("Город", 2)
    assert "Город · 2 респондента" in cjm(study, "--segment", "город").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--kind", "convertion"], "unknown map kind 'convertion'; did you mean 'conversion'?"),
        (["--kind", "zzz"], "known: journey"),
        (["--segment", "Горд"], "no map has the segment 'Горд'; did you mean 'Город'?"),
        (["--segment", "xyz"], "segments with maps: Город, Область"),
        (["--segment", "Город", "--viewpoint", "expert"], "nobody of it was interviewed; there are: client"),
        (["--draft", "99"], "has no draft 99; 'cjm drafts' lists them"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(study, arguments, said):
    result = cjm(study, *arguments, language="en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_refusals_speak_russian(study):
    assert "карты сегмента «Горд» нет; может быть, «Город»?" in cjm(study, "--segment", "Горд").stderr


def test_an_older_draft_can_be_shown(study):
    assert [part["viewpoint"] for part in maps_of(study, "--draft", 1)] == list(Role)


def test_a_folder_without_a_draft_is_one_line(tmp_path):
    result = cjm(write_study(tmp_path))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_wrong_viewpoint_is_a_wrong_command_line(study):
    assert cjm(study, "--viewpoint", "dog").exit_code == 2


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_list_names_every_kind_and_what_it_is_for(language):
    result = cjm("--list", language=language)
    assert result.exit_code == 0
    for kind in MAPS:
        assert any(line.startswith(kind) and len(line) > 30 for line in result.stdout.splitlines())
    assert max(map(len, result.stdout.splitlines())) <= WIDTH


def test_markup_in_words_and_names_is_shown_as_it_is(tmp_path):
    talk = dict(TALK)
    talk["clients/a.txt"] = talk["clients/a.txt"].replace("Ждал две недели", "Ждал [bold]две[/] недели")
    settings = "title: x\nembedder: lsa\nanonymize: false\nstages:\n  - '[red]Ремонт[/]'\n  - Выдача\n"
    root = write_study(tmp_path, talk, settings)
    assert CliRunner().invoke(main, ["run", str(root), "--quiet"]).exit_code == 0
    result = cjm(root, "--kind", "journey", "--viewpoint", "client")
    assert result.exit_code == 0
    assert "[red]Ремонт[/]" in result.stdout


def test_stages_under_a_head_are_shown_under_it(tmp_path):
    settings = "embedder: lsa\nstages:\n  - name: До ремонта\n    stages: [Поломка, Выбор]\n  - Ремонт\n"
    root = write_study(tmp_path, settings=settings)
    assert CliRunner().invoke(main, ["run", str(root), "--quiet"]).exit_code == 0
    shown = cjm(root, "--kind", "customer_eyes", "--viewpoint", "client").stdout
    lines = shown.splitlines()
    assert lines.count("До ремонта") == 1
    assert shown.index("До ремонта") < shown.index("Поломка") < shown.index("Выбор")
