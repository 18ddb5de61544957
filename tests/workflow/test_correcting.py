from __future__ import annotations

import json

import pytest

from correction_lines import Pen
from pipeline.assemble.draft import load_draft
from pipeline.errors import CorrectionError, StoreError
from pipeline.progress import SilentProgress
from pipeline.store.project import open_project
from pipeline.workflow import RunOptions, apply_corrections, run_study
from pipeline.workflow.correcting import accept_lines, known_studies, own_lines, sheet_of
from workflow_studies import TALK, write_study

LATER = {
    "clients/e.txt": """Интервьюер: Как вы искали мастера?
Респондент: Спросил у соседа. Цену никто не называл, пока не принёс.
Интервьюер: А сам ремонт?
Респондент: Ждал две недели, звонил сам. Мастер вежливый, всё объяснил.
""",
    "clients/f.txt": """Интервьюер: Что было неудобно?
Респондент: Обещали за три дня, отдали через десять. Никто не позвонил.
Интервьюер: Что понравилось?
Респондент: Сделали крепко, хожу до сих пор.
""",
}


def run(root):
    return run_study(root, RunOptions(), SilentProgress())


def apply(root, *paths):
    return apply_corrections(root, paths, RunOptions(), SilentProgress())


def draft_of(report):
    return load_draft(report.draft.read_bytes(), "draft.json")


@pytest.fixture
def study(tmp_path):
    """A study with a draft."""
    root = write_study(tmp_path / "study")
    return root, draft_of(run(root))


def logged(root):
    with open_project(root, readonly=True) as project:
        return [entry.id for entry in project.corrections.entries()]


def test_a_renamed_theme_keeps_its_id_and_takes_the_new_name(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    theme = draft.themes[0]
    pen.write("rename", themes=[theme.id], theme=theme.id, label="Наше имя")
    accepted, report = apply(root, pen.save(tmp_path / "c.jsonl"))
    found = next(other for other in draft_of(report).themes if other.id == theme.id)
    assert (found.label, found.label_origin, found.utterances) == ("Наше имя", "person", theme.utterances)
    assert (accepted.added, accepted.known, report.corrections, report.ignored) == (1, 0, 1, ())


def test_a_rejected_theme_leaves_the_map_and_its_quotes_stand_alone(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    theme = draft.themes[0]
    pen.write("judge", themes=[theme.id], themes_=[theme.id], verdict="rejected")
    pen.lines[-1]["themes"] = [theme.id]
    after = draft_of(apply(root, pen.save(tmp_path / "c.jsonl"))[1])
    assert theme.id not in {other.id for other in after.themes}
    assert [other.id for other in after.rejected] == [theme.id]
    assert set(theme.utterances) <= set(after.unassigned)
    told = {
        i
        for drawn in after.maps
        for lane in drawn.lanes
        for c in lane.cells
        for claim in c.claims
        for i in claim.themes
    }
    assert theme.id not in told


def test_the_same_file_twice_changes_nothing(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    unit = next(said for said in draft.utterances if said.kinds)
    pen.write("valence", units=[unit.id], valence=1.5)
    path = pen.save(tmp_path / "c.jsonl")
    first = apply(root, path)[1].draft.read_bytes()
    accepted, report = apply(root, path)
    assert (accepted.added, accepted.known, report.fresh) == (0, 1, False)
    assert report.draft.read_bytes() == first


def test_taking_everything_back_gives_the_first_draft_byte_for_byte(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    units = [said.id for said in draft.utterances if said.kinds]
    pen.write("code", units=units[:6], add=["idea"], remove=["pain"])
    pen.write("stage", stages=[draft.stages[0].id], units=units[2:8], stage=draft.stages[0].id)
    pen.write("create", as_="p-0000000000000001", kind="pain", stage=None, label="Новая", units=units[:2])
    pen.write("stage_rename", stages=[draft.stages[1].id], stage=draft.stages[1].id, name="Иначе")
    made = list(pen.lines)
    corrected = draft_of(apply(root, pen.save(tmp_path / "c.jsonl"))[1])
    assert corrected != draft
    for line in made:
        pen.write("retract", line=line["id"])
    report = apply(root, pen.save(tmp_path / "u.jsonl"))[1]
    assert report.draft.read_bytes() == draft.dump()


@pytest.mark.parametrize(
    ("spoil", "fact"),
    [
        (lambda text: text[: len(text) // 2], "cut off"),
        (lambda text: text.replace('"valence"', '"valense"', 1), "valense"),
        (lambda text: text.replace('"valence": -1.0', '"valence": -3.0', 1), "valence"),
    ],
)
def test_a_file_with_one_bad_line_is_refused_whole(study, tmp_path, spoil, fact):
    root, draft = study
    pen = Pen(draft)
    unit = next(said for said in draft.utterances if said.kinds)
    pen.write("valence", units=[unit.id], valence=-1.0)
    path = pen.save(tmp_path / "c.jsonl")
    good = path.read_text(encoding="utf-8")
    bad = spoil(good)
    assert bad != good
    path.write_text(good.replace(pen.lines[0]["id"], "c-" + "0" * 16) + bad, encoding="utf-8")
    with pytest.raises(CorrectionError, match=fact):
        apply(root, path)
    assert logged(root) == []


def test_another_studys_file_is_refused_and_nothing_is_kept(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    pen.study = "s-000000000000"
    pen.write("valence", units=["u-000000000000"], valence=1.0)
    with pytest.raises(CorrectionError, match="is of study"):
        apply(root, pen.save(tmp_path / "c.jsonl"))
    assert logged(root) == []


def test_a_line_that_was_edited_after_it_was_applied_is_refused(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    unit = next(said for said in draft.utterances if said.kinds)
    pen.write("valence", units=[unit.id], valence=1.0)
    path = pen.save(tmp_path / "c.jsonl")
    apply(root, path)
    pen.lines[0]["valence"] = -1.0
    with pytest.raises(CorrectionError, match="known with other"):
        apply(root, pen.save(path))


def test_corrections_of_a_study_without_a_draft_are_refused(tmp_path, study):
    root = write_study(tmp_path / "other")
    path = Pen(study[1]).save(tmp_path / "c.jsonl")
    with pytest.raises(StoreError, match="no draft"):
        apply(root, path)


def test_what_names_things_that_are_gone_is_listed_with_the_reason(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    gone = pen.write("valence", units=["u-000000000000"], valence=1.0)
    report = apply(root, pen.save(tmp_path / "c.jsonl"))[1]
    assert [(line, reason) for line, reason, _ in report.ignored] == [(gone, "no-unit")]


def test_corrections_survive_new_interviews(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    theme = max(draft.themes, key=lambda theme: len(theme.utterances))
    moved = theme.utterances[0]
    pen.write("rename", themes=[theme.id], theme=theme.id, label="Имя от человека")
    pen.write("move", themes=[theme.id], units=[moved], from_=theme.id, to=None)
    others = [said.id for said in draft.utterances if said.kinds and said.id not in theme.utterances]
    pen.write("stage", stages=[draft.stages[2].id], units=others[:3], stage=draft.stages[2].id)
    apply(root, pen.save(tmp_path / "c.jsonl"))
    write_study(root, {**TALK, **LATER})
    report = run(root)
    after = draft_of(report)
    held = next(other for other in after.themes if other.id == theme.id)
    assert held.label == "Имя от человека"
    assert moved not in held.utterances
    assert set(theme.utterances) - {moved} <= set(held.utterances)
    stages = {said.id: said.stage.id if said.stage else None for said in after.utterances}
    assert [stages[i] for i in others[:3]] == [draft.stages[2].id] * 3
    assert report.ignored == ()


def test_an_older_page_of_the_study_is_still_of_the_study(study, tmp_path):
    root, draft = study
    write_study(root, {**TALK, **LATER})
    run(root)
    pen = Pen(draft)
    theme = draft.themes[0]
    pen.write("rename", themes=[theme.id], theme=theme.id, label="Из старого отчёта")
    accepted, report = apply(root, pen.save(tmp_path / "c.jsonl"))
    assert accepted.added == 1
    assert "Из старого отчёта" in {other.label for other in draft_of(report).themes}
    with open_project(root, readonly=True) as project:
        assert len(known_studies(project)) == 2


def test_corrections_of_a_draft_that_was_never_made_here_are_taken_when_its_quotes_are_here(study, tmp_path):
    _, draft = study
    pen = Pen(draft)
    theme = draft.themes[0]
    pen.write("rename", themes=[theme.id], theme=theme.id, label="От коллеги")
    other = write_study(tmp_path / "other", {**TALK, **LATER})
    run(other)
    report = apply(other, pen.save(tmp_path / "c.jsonl"))[1]
    assert "От коллеги" in {found.label for found in draft_of(report).themes}


def test_the_order_of_the_runs_does_not_matter(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    theme = draft.themes[0]
    pen.write("rename", themes=[theme.id], theme=theme.id, label="Имя")
    path = pen.save(tmp_path / "c.jsonl")
    apply(root, path)
    write_study(root, {**TALK, **LATER})
    one = run(root).draft.read_bytes()
    other = write_study(tmp_path / "other")
    run(other)
    write_study(other, {**TALK, **LATER})
    run(other)
    assert apply(other, path)[1].draft.read_bytes() == one


def test_a_blind_sheet_shows_the_machine_and_ones_own_lines(study, tmp_path):
    root, draft = study
    unit = next(said for said in draft.utterances if said.kinds)
    anna, boris = Pen(draft), Pen(draft, author="Борис")
    anna.write("valence", units=[unit.id], valence=1.0)
    boris.write("valence", units=[unit.id], valence=-2.0)
    report = apply(root, anna.save(tmp_path / "a.jsonl"), boris.save(tmp_path / "b.jsonl"))[1]
    with open_project(root, readonly=True) as project:
        data = report.draft.read_bytes()
        sheet = sheet_of(project, report.number, data, blind=True, author="Борис")
        seen = sheet_of(project, report.number, data)
    assert [line["author"] for line in sheet.lines] == ["Борис"]
    assert sheet.base == draft.model_copy(update={"map": None, "maps": []})
    assert [line["author"] for line in seen.lines] == ["Анна", "Борис"]


def test_a_page_tells_corrections_that_its_draft_holds_from_newer_ones(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    pen.write("valence", units=[draft.utterances[0].id], valence=1.0)
    report = apply(root, pen.save(tmp_path / "a.jsonl"))[1]
    pen.write("valence", units=[draft.utterances[0].id], valence=-1.0)
    with open_project(root) as project:
        lines = own_lines(project, pen.save(tmp_path / "b.jsonl").read_bytes(), "b.jsonl")
        accept_lines(project, lines)
        sheet = sheet_of(project, report.number, report.draft.read_bytes())
    assert (len(sheet.lines), sheet.applied) == (2, 1)


def test_what_was_learnt_of_the_rest_is_counted(study, tmp_path):
    root, draft = study
    pen = Pen(draft)
    units = [said.id for said in draft.utterances if said.kinds]
    pen.write(
        "code", units=units[::2], add=["idea"], remove=["action", "goal", "pain", "positive", "question"]
    )
    after = draft_of(apply(root, pen.save(tmp_path / "c.jsonl"))[1])
    assert after.learned.units == len(units[::2])
    before = {said.id: {kind.kind for kind in said.kinds} for said in draft.utterances}
    now = {said.id: {kind.kind for kind in said.kinds} for said in after.utterances}
    rest = set(before) - set(units[::2])
    came = sum(len(now[i] - before[i]) for i in rest)
    assert came == sum(after.learned.came.values())
    assert all("kinds" in said.told for said in after.utterances if said.id in units[::2])
    assert json.loads(after.dump())["manifest"]["corrections"] == 1
