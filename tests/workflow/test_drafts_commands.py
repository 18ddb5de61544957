"""Drafts listed, compared and brought back; reviewers' files merged and compared: by the commands themselves."""

from __future__ import annotations

import json
import random
import re
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline import commands_drafts
from pipeline.assemble.draft import load_draft
from pipeline.assemble.review.board import Board, BoardStage, BoardUnit, board_of, study_id
from pipeline.assemble.review.folding import active, fold
from pipeline.assemble.review.lines import check_line, dump_lines
from pipeline.assemble.review.merging import merge_lines
from pipeline.cli import Commands, apply, main
from pipeline.errors import CorrectionError
from pipeline.store.project import open_project
from pipeline.workflow.comparing import taking_back
from workflow_studies import write_study

COMMANDS = [getattr(commands_drafts, name) for name in ("drafts", "diff", "restore", "merge", "agree")]
GROUP = Commands(commands={**main.commands, **{command.name: command for command in COMMANDS}})
NEW = """Интервьюер: С чего всё началось?
Респондент: Молния порвалась. Ждала ремонта три недели, никто не позвонил, дёргалась.
Интервьюер: Как выбирали?
Респондент: Цен на сайте нет, пришлось звонить и узнавать.
"""


def cjm(*arguments, code=0, language="en"):
    result = CliRunner(env={"CJM_LANG": language}).invoke(GROUP, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result


def write_line(draft, number, op, author="Аня", *, theme=None, **fields):
    """One line as a page would write it; ``theme`` is put into ``seen``."""
    seen = {"themes": {}, "stages": {}}
    if theme:
        stages = {stage.id: stage.name for stage in draft.stages}
        seen["themes"][theme.id] = {
            "kind": theme.kind,
            "stage": theme.stage,
            "label": theme.label,
            "origin": theme.label_origin,
            "units": theme.utterances,
        }
        seen["stages"] = {theme.stage: stages[theme.stage]} if theme.stage else {}
    return {
        "v": 1,
        "id": f"c-{number:016x}",
        "op": op,
        "study": study_id(part.id for part in draft.interviews),
        "draft": "0" * 12,
        "author": author,
        "time": f"2026-11-22T{number // 60:02d}:{number % 60:02d}:00Z",
        **fields,
        "seen": seen,
    }


def save(path, *lines):
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    return path


def bytes_of(root, number):
    with open_project(root, readonly=True) as project:
        return project.drafts.load(number)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """A study with two drafts: the machine's, and one in which Ann renamed a theme and coded a quote."""
    root = write_study(tmp_path_factory.mktemp("study"))
    cjm("run", root, "--quiet")
    draft = load_draft(bytes_of(root, 1), "draft 1")
    theme = draft.themes[0]
    file = save(
        tmp_path_factory.mktemp("files") / "ann.jsonl",
        write_line(draft, 1, "rename", theme=theme, label="Долго ждут [и злятся]") | {"theme": theme.id},
        write_line(draft, 2, "code", units=[theme.utterances[0]], add=["idea"], remove=[]),
    )
    cjm("apply", root, file, "--quiet")
    return root, draft


def test_drafts_are_listed_with_what_they_were_made_of(corrected):
    rows = json.loads(cjm("drafts", corrected[0], "--json").stdout)
    assert [(row["number"], row["interviews"], row["corrections"]) for row in rows[:2]] == [
        (1, 4, 0),
        (2, 4, 2),
    ]
    shown = cjm("drafts", corrected[0], language="ru").stdout
    assert "Правки" in shown
    assert rows[1]["sha256"][:12] in shown


def test_a_diff_names_the_correction_that_made_it(corrected):
    root, draft = corrected
    shown = cjm("diff", root, 1, 2).stdout
    assert "Renamed" in shown
    assert "Долго ждут [и злятся]" in shown
    assert "Why: corrections: renaming" in shown
    found = json.loads(cjm("diff", root, 1, 2, "--json").stdout)
    changed = next(change for change in found["themes"] if change["before"][0]["id"] == draft.themes[0].id)
    assert {"kind": "corrections", "ids": [f"c-{1:016x}"]} in changed["causes"]
    assert found["corrections"] == [0, 2]


def test_a_diff_without_numbers_is_of_the_last_two(corrected):
    rows = json.loads(cjm("drafts", corrected[0], "--json").stdout)
    found = json.loads(cjm("diff", corrected[0], "--json").stdout)
    assert (found["old"]["number"], found["new"]["number"]) == (rows[-2]["number"], rows[-1]["number"])


@pytest.mark.parametrize(("language", "said"), [("ru", "черновика 9 нет"), ("en", "there is no draft 9")])
def test_a_draft_that_is_not_there_is_one_line(corrected, language, said):
    result = cjm("diff", corrected[0], 1, 9, code=1, language=language)
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_one_draft_alone_cannot_be_compared(tmp_path):
    root = write_study(tmp_path)
    cjm("run", root, "--quiet")
    assert "has one draft only" in cjm("diff", root, code=1).stderr


class Page(HTMLParser):
    """What a page would load or run."""

    def __init__(self):
        super().__init__()
        self.asked, self.tags, self.text = [], set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.asked += [name for name, _ in attributes if name in {"src", "style"} or name.startswith("on")]

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_is_one_file_that_runs_nothing(corrected, tmp_path):
    cjm("diff", corrected[0], 1, 2, "--html", tmp_path / "diff.html")
    text = (tmp_path / "diff.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert not page.asked
    assert not page.tags & {"script", "link", "img", "iframe"}
    assert "Переименованные темы" in text
    assert "Долго ждут [и злятся]" in text
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert "script-src" not in policy
    assert "unsafe" not in policy
    cjm("diff", corrected[0], 1, 2, "--html", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == text


def test_a_label_is_never_markup(tmp_path):
    root = write_study(tmp_path / "study")
    cjm("run", root, "--quiet")
    draft = load_draft(bytes_of(root, 1), "draft 1")
    line = write_line(
        draft, 1, "rename", "<i>", theme=draft.themes[0], label="<script>alert(1)</script>[red]"
    )
    cjm("apply", root, save(tmp_path / "evil.jsonl", {**line, "theme": draft.themes[0].id}), "--quiet")
    shown = cjm("diff", root, "--html", tmp_path / "diff.html").stdout
    assert "<script>alert(1)</script>[red]" in shown
    page = Page()
    page.feed((tmp_path / "diff.html").read_text(encoding="utf-8"))
    assert not page.tags & {"script", "i"}


# ---------------------------------------------------------------- restore


def test_an_earlier_draft_comes_back_byte_for_byte_and_can_be_left_again(tmp_path):
    root = write_study(tmp_path / "study")
    cjm("run", root, "--quiet")
    draft = load_draft(bytes_of(root, 1), "draft 1")
    theme = draft.themes[0]
    first = write_line(draft, 1, "rename", theme=theme, label="Долго ждут") | {"theme": theme.id}
    cjm("apply", root, save(tmp_path / "1.jsonl", first), "--quiet")
    later = (
        write_line(draft, 2, "judge", theme=theme, verdict="rejected") | {"themes": [theme.id]},
        write_line(draft, 3, "retract", line=first["id"]),
    )
    cjm("apply", root, save(tmp_path / "2.jsonl", *later), "--quiet")
    assert (
        "draft 4 is draft 2 again, byte for byte"
        in cjm("restore", root, 2, "--author", "Боря").stdout.lower()
    )
    assert bytes_of(root, 4) == bytes_of(root, 2) == (root / "draft" / "draft.json").read_bytes()
    assert json.loads(cjm("restore", root, 1, "--json").stdout)["same"]
    assert bytes_of(root, 5) == bytes_of(root, 1)
    assert json.loads(cjm("restore", root, 3, "--json").stdout)["same"]
    assert bytes_of(root, 6) == bytes_of(root, 3)


def test_what_no_correction_brings_back_is_said(tmp_path):
    root = write_study(tmp_path)
    cjm("run", root, "--quiet")
    (root / "clients" / "new.txt").write_text(NEW, encoding="utf-8")
    cjm("run", root, "--quiet")
    shown = cjm("restore", root, 1).stdout
    assert "has the corrections of draft 1, but is another one" in shown
    assert "interviews added since: clients/new.txt" in shown


def test_a_draft_whose_corrections_nobody_counted_is_not_restored(corrected, monkeypatch):
    monkeypatch.setattr("pipeline.workflow.comparing._log", lambda *_: None)
    assert "does not tell which corrections" in cjm("restore", corrected[0], 1, code=1).stderr


UNITS = ["u-1", "u-2"]
BOARD = Board(
    study="s-1",
    language="ru",
    stages=tuple(BoardStage(id=id_, name=id_, source="given") for id_ in ("s1", "s2")),
    units={id_: BoardUnit(kinds={}, stage=None, valence=0) for id_ in UNITS},
    themes=(),
)


def some_line(number, dice):
    """A line that says something of a unit, or takes an earlier, a later or no line back."""
    fields = {"op": "stage", "units": [dice.choice(UNITS)], "stage": dice.choice(["s1", "s2"])}
    if dice.random() < 0.6:
        fields = {"op": "retract", "line": f"c-{dice.randint(0, number + 1):016x}"}
    return check_line(
        json.dumps(
            {"v": 1, "id": f"c-{number:016x}", "study": "s-1", "draft": "0" * 12, "author": "", "time": "2026-11-22T00:00:00Z", **fields}
        ),
        "log",
    )  # fmt: skip


@given(st.integers(0, 10_000), st.integers(0, 12), st.integers(0, 12))
def test_taking_back_leaves_what_counted_then(seed, then, since):
    dice = random.Random(seed)  # noqa: S311 (a test, no secret)
    lines = [some_line(number, dice) for number in range(then + since)]
    after = (*lines, *taking_back(lines, then, "0" * 12))

    assert fold(BOARD, after) == fold(BOARD, lines[:then])  # what is ignored is listed as it was then
    kept = [[line.id for line in active(log) if line.op != "retract"] for log in (after, lines[:then])]
    assert kept[0] == kept[1]
    assert not taking_back(after, len(after), "0" * 12)


# ---------------------------------------------------------------- merge


@pytest.fixture(scope="module")
def reviewed(corrected, tmp_path_factory):
    """The files of two reviewers who began with one common line."""
    root, draft = corrected
    folder = tmp_path_factory.mktemp("files")
    theme, units = draft.themes[0], draft.themes[0].utterances
    common = write_line(draft, 10, "stage", units=[units[0]], stage=draft.stages[0].id)
    ann = [
        write_line(draft, 11, "judge", theme=theme, verdict="accepted") | {"themes": [theme.id]},
        write_line(draft, 14, "code", units=[units[1]], add=["goal"], remove=[]),
    ]
    bob = [
        write_line(draft, 12, "judge", "Боря", theme=theme, verdict="rejected") | {"themes": [theme.id]},
        write_line(draft, 13, "code", "Боря", units=[units[1]], add=[], remove=["goal"]),
    ]
    return root, save(folder / "a.jsonl", common, *ann), save(folder / "b.jsonl", common, *bob)


def ids(text):
    return [int(json.loads(row)["id"].removeprefix("c-"), 16) for row in text.splitlines()]


def test_common_lines_stand_first_and_the_rest_goes_by_time(reviewed, tmp_path):
    _, a, b = reviewed
    result = cjm("merge", a, b)
    assert ids(result.stdout) == [10, 11, 12, 13, 14]
    assert "2 disagreements" in result.stderr
    cjm("merge", a, b, "-o", tmp_path / "m.jsonl")
    assert (tmp_path / "m.jsonl").read_text(encoding="utf-8") == result.stdout
    assert cjm("merge", tmp_path / "m.jsonl", b).stdout == result.stdout
    assert cjm("merge", b, a).stdout == result.stdout


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "Аня принята, Боря отклонена"), ("en", "Аня accepted, Боря rejected")]
)
def test_a_conflict_says_who_decided_what(reviewed, tmp_path, language, said):
    root, a, b = reviewed
    shown = cjm("merge", a, b, "-o", tmp_path / "m.jsonl", "--study", root, language=language).stdout
    assert said in shown


def test_merged_lines_are_taken_by_the_study(reviewed, tmp_path):
    root, a, b = reviewed
    cjm("merge", a, b, "-o", tmp_path / "m.jsonl")
    result = CliRunner(env={"CJM_LANG": "en"}).invoke(apply, [str(root), str(tmp_path / "m.jsonl")])
    assert "5 new" in result.stdout


def test_files_of_two_studies_are_not_merged(reviewed, tmp_path):
    _, a, _ = reviewed
    line = {
        **json.loads(a.read_text(encoding="utf-8").splitlines()[0]),
        "study": "s-other",
        "id": f"c-{99:016x}",
    }
    result = cjm("merge", a, save(tmp_path / "b.jsonl", line), code=1)
    assert "are of study s-other" in result.stderr
    assert "b.jsonl:1" in result.stderr


def test_an_id_that_says_two_things_is_refused(reviewed, tmp_path):
    _, a, _ = reviewed
    rows = [json.loads(row) for row in a.read_text(encoding="utf-8").splitlines()]
    rows[1]["verdict"] = "rejected"
    result = cjm("merge", a, save(tmp_path / "b.jsonl", *rows), code=1)
    assert "b.jsonl:2" in result.stderr
    assert "says something else in" in result.stderr


def log_of(seed, base):
    """Two logs that began alike, each with its own lines after that."""
    dice = random.Random(seed)  # noqa: S311 (a test, no secret)
    logs = [list(base), list(base)]
    for number in range(dice.randint(0, 12)):
        line = some_line(100 + number, dice)
        minute = f"2026-11-22T00:{dice.randint(0, 59):02d}:00Z"
        logs[dice.randint(0, 1)].append(line.model_copy(update={"time": minute}))
    return logs


@given(st.integers(0, 10_000), st.integers(0, 4))
def test_a_merge_keeps_each_order_loses_nothing_and_changes_nothing_the_second_time(seed, common):
    dice = random.Random(seed)  # noqa: S311
    first, second = log_of(seed, [some_line(number, dice) for number in range(common)])
    merged = merge_lines(first, second, ("a", "b")).lines
    for log in (first, second):
        kept = {line.id for line in log}
        assert [line for line in merged if line.id in kept] == log
    assert len(merged) == len({line.id for line in (*first, *second)})
    assert merge_lines(merged, second, ("a", "b")).lines == merged
    assert merge_lines(first, merged, ("a", "b")).lines == merged


def test_a_clock_with_parts_of_a_second_is_read_right():
    dice = random.Random(0)  # noqa: S311
    early, late = (
        some_line(n, dice).model_copy(update={"time": t})
        for n, t in ((1, "2026-11-22T00:00:01Z"), (2, "2026-11-22T00:00:01.5Z"))
    )
    assert merge_lines([late], [early], ("a", "b")).lines == (early, late)


def test_logs_of_two_studies_cannot_be_woven():
    dice = random.Random(0)  # noqa: S311
    other = some_line(2, dice).model_copy(update={"study": "s-2"})
    with pytest.raises(CorrectionError, match="of study s-2"):
        merge_lines([some_line(1, dice)], [other], ("a", "b"))
    assert len(merge_lines([some_line(1, dice)], [other], ("a", "b"), one_study=True).lines) == 2


# ---------------------------------------------------------------- agree


def test_reviewers_are_told_how_far_they_agree_and_what_to_talk_about(reviewed):
    root, a, b = reviewed
    found = json.loads(cjm("agree", root, a, b, "--json").stdout)
    assert found["reviewers"] == ["Аня", "Боря"]
    rows = {(row["facet"], row["kind"]): row for row in found["measured"]}
    assert (rows["verdict", ""]["n"], rows["verdict", ""]["agreed"]) == (1, 0)
    assert (rows["kind", "goal"]["n"], rows["kind", "goal"]["agreed"]) == (1, 0)
    assert rows["stage", ""]["n"] == 0  # the line they have in common is nobody's own
    shown = cjm("agree", root, a, b, language="ru").stdout
    assert "О чём поговорить" in shown
    assert "Аня: да, Боря: нет" in shown


def test_one_reviewer_has_nobody_to_agree_with(reviewed):
    root, a, _ = reviewed
    assert "two reviewers" in cjm("agree", root, a, code=2).stderr


def test_a_file_of_another_study_is_refused(reviewed, tmp_path):
    root, a, b = reviewed
    known = json.loads(b.read_text(encoding="utf-8").splitlines()[0])
    line = {name: known[name] for name in ("v", "id", "draft", "author", "time")}
    line |= {"op": "valence", "study": "s-other", "units": ["u-000000000000"], "valence": 1.0}
    assert "s-other" in cjm("agree", root, a, save(tmp_path / "c.jsonl", line), code=1).stderr


def test_a_board_of_all_lines_is_what_each_would_see(reviewed):
    root, a, b = reviewed
    draft = load_draft(bytes_of(root, 1), "draft 1")
    merged = cjm("merge", a, b).stdout
    lines = [check_line(row, "m") for row in merged.splitlines()]
    board = fold(board_of(draft, lines[0].study), lines)
    assert next(theme for theme in board.themes if theme.id == draft.themes[0].id).verdict == "rejected"
    assert dump_lines(lines).decode() == merged
