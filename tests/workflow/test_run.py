from __future__ import annotations

import json
import shutil

import pytest

from pipeline.assemble.draft import load_draft
from pipeline.assemble.verify import Verification
from pipeline.config import load_interviews
from pipeline.errors import CjmError, DraftError, EmbedderError, StoreError, StudyError
from pipeline.progress import SilentProgress
from pipeline.records import Role
from pipeline.store.project import open_project
from pipeline.workflow import RunOptions, run_study, study_status, verify_target
from workflow_studies import TALK, write_study


def run(root, **options):
    return run_study(root, RunOptions(**options), SilentProgress())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A study that was run once; tests only look at it."""
    root = write_study(tmp_path_factory.mktemp("study"))
    return root, run(root)


def draft_of(report):
    return load_draft(report.draft.read_bytes(), "draft.json")


def test_a_folder_of_transcripts_becomes_a_draft_and_a_page(made):
    root, report = made
    draft = draft_of(report)
    assert report.draft == root / "draft" / "draft.json"
    assert report.report.read_bytes().lower().startswith(b"<!doctype html>")
    assert [i.path for i in draft.interviews] == sorted(TALK)
    assert report.verified == report.quotes == len(draft.utterances) > 30


def test_every_viewpoint_has_its_own_map(made):
    draft = draft_of(made[1])
    assert [m.viewpoint for m in draft.maps] == ["client", "non_user", "expert"]
    assert draft.map == draft.maps[0]
    roles = {i.id: i.role for i in draft.interviews}
    of = {u.id: roles[u.interview] for u in draft.utterances}
    for drawn in draft.maps:
        quoted = {i for lane in drawn.lanes for cell in lane.cells for c in cell.claims for i in c.utterances}
        assert {of[i] for i in quoted} == {drawn.viewpoint}


def test_no_coded_utterance_is_lost(made):
    draft = draft_of(made[1])
    inside = {i for theme in draft.themes for i in theme.utterances} | set(draft.unassigned)
    assert inside == {u.id for u in draft.utterances if u.kinds}


def test_interviewers_are_never_coded(made):
    assert not [
        u for u in draft_of(made[1]).utterances if u.speaker_role != "respondent" and (u.kinds or u.stage)
    ]


def test_every_code_says_why(made):
    for utterance in draft_of(made[1]).utterances:
        assert all(kind.why.strip() for kind in utterance.kinds)
        assert utterance.stage is None or utterance.stage.why.strip()


def test_every_step_counts_what_went_in_and_out(made):
    names = [step.name for step in made[1].steps]
    assert names == ["read", "segment", "embed", "code", "stages", "group", "place", "verify"]


def test_a_second_run_changes_no_byte_and_says_so(tmp_path):
    root = write_study(tmp_path)
    first = run(root)
    page, data = first.report.read_bytes(), first.draft.read_bytes()
    second = run(root)
    assert (first.fresh, second.fresh) == (True, False)
    assert second.number == first.number
    assert (second.report.read_bytes(), second.draft.read_bytes()) == (page, data)


def bytes_without_paths(report, names):
    data = report.draft.read_text(encoding="utf-8")
    for name in names:
        data = data.replace(name, "X")
    return data


def test_a_fresh_store_gives_the_same_bytes(made, tmp_path):
    root = write_study(tmp_path)
    assert run(root).draft.read_bytes() == made[1].draft.read_bytes()


def test_the_number_of_workers_changes_no_byte(made, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.workflow.preparing.PARALLEL_FROM", 0)
    root = write_study(tmp_path)
    assert run(root, jobs=2).draft.read_bytes() == made[1].draft.read_bytes()


def test_renaming_files_in_another_order_changes_no_id_and_no_code(made, tmp_path):
    renamed = {
        "clients/z.txt": TALK["clients/a.txt"],
        "clients/b.txt": TALK["clients/b.txt"],
        "experts/d.txt": TALK["experts/d.txt"],
        "non_users/c.txt": TALK["non_users/c.txt"],
    }
    again = draft_of(run(write_study(tmp_path, renamed)))
    before = draft_of(made[1])
    assert {u.id: u for u in again.utterances} == {u.id: u for u in before.utterances}
    assert {t.id: t for t in again.themes} == {t.id: t for t in before.themes}
    assert again.maps == before.maps


def test_an_added_interview_keeps_the_ids_of_the_others(tmp_path):
    fewer = {name: text for name, text in TALK.items() if name != "clients/b.txt"}
    root = write_study(tmp_path, fewer)
    before = {u.id for u in draft_of(run(root)).utterances}
    write_study(tmp_path)
    report = run(root)
    assert before < {u.id for u in draft_of(report).utterances}
    assert report.number == 2


def test_a_killed_run_goes_on_where_it_stopped(tmp_path, monkeypatch):
    root = write_study(tmp_path)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.workflow.run.make_draft", stop)
        with pytest.raises(KeyboardInterrupt):
            run(root)
    assert not (root / "draft").exists()
    assert study_status(root).runs[-1]["status"] == "interrupted"
    report = run(root)
    embedded = next(step for step in report.steps if step.name == "embed")
    assert embedded.given == 0, "every vector was in the store"
    assert verify_target(root)[1].passed


def test_interviews_csv_is_written_and_obeyed(tmp_path):
    root = write_study(tmp_path)
    run(root)
    table = load_interviews(root)
    assert table.rows["experts/d.txt"].role is Role.EXPERT
    assert table.rows["clients/a.txt"].interviewers == ("Интервьюер",)
    text = (root / "interviews.csv").read_text(encoding="utf-8-sig")
    (root / "interviews.csv").write_text(
        text.replace("experts/d.txt;expert", "experts/d.txt;client"), encoding="utf-8"
    )
    draft = draft_of(run(root))
    assert [m.viewpoint for m in draft.maps] == ["client", "non_user"]
    run(root)  # and the correction stays
    assert load_interviews(root).rows["experts/d.txt"].role is Role.CLIENT


@pytest.mark.parametrize(("language", "separator"), [("ru", ";"), ("en", ",")])
def test_interviews_csv_opens_in_columns_in_the_excel_of_its_country(tmp_path, language, separator):
    root = write_study(tmp_path, settings=f"language: {language}\nembedder: lsa\nstages: aida5\n")
    run(root)
    header = (root / "interviews.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.startswith(f"path{separator}role{separator}")


def test_a_guess_that_nobody_edited_follows_the_file(tmp_path):
    root = write_study(tmp_path)
    run(root)
    (root / "experts" / "d.txt").write_text(
        TALK["experts/d.txt"].replace("Эксперт:", "Гость:"), encoding="utf-8"
    )
    run(root)
    assert load_interviews(root).rows["experts/d.txt"].respondents == ("Гость",)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("clients/empty.txt", b"", "empty"),
        ("clients/photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), ""),
        ("clients/noise.bin", bytes(range(256)) * 20, ""),
        ("clients/broken.vtt", "WEBVTT\n\n00:00:09.000 --> 00:00:02.000\n<v Анна>Да.</v>\n".encode(), ""),
    ],
)
def test_a_bad_file_is_named_and_the_rest_goes_on(tmp_path, name, data, word):
    root = write_study(tmp_path)
    (root / name).write_bytes(data)
    report = run(root)
    (refused,) = report.refused
    assert refused.path == name
    assert word in refused.message
    assert refused.message
    assert len(draft_of(report).interviews) == 4


def test_the_same_talk_twice_is_counted_once(tmp_path):
    root = write_study(tmp_path)
    (root / "clients" / "copy.txt").write_bytes(("\ufeff" + TALK["clients/a.txt"]).encode("utf-16-le"))
    report = run(root)
    (copy,) = [v for v in report.verdicts if v.status == "duplicate"]
    assert copy.path == "clients/copy.txt"
    assert "clients/a.txt" in copy.message
    assert not report.refused


def test_an_empty_folder_is_refused_in_one_line(tmp_path):
    with pytest.raises(StudyError, match="holds no transcripts"):
        run(tmp_path)


def test_a_study_of_nothing_but_bad_files_names_them(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(StudyError, match=r"no file of 1 could be used \(a.txt: "):
        run(tmp_path)


def test_a_single_short_interview_gives_an_honest_small_map(tmp_path):
    root = write_study(tmp_path, {"one.txt": TALK["clients/b.txt"]})
    draft = draft_of(run(root))
    assert not [t for t in draft.themes if t.respondents.n < 2]
    assert draft.unassigned
    assert [m.viewpoint for m in draft.maps] == ["client"]


def test_names_are_hidden_and_the_key_stays_in_the_store(tmp_path):
    talk = "Марина Светлова: Как вас зовут?\nОлег Вострецов: Олег Вострецов, телефон 8 900 123-45-67.\n" * 3
    root = write_study(
        tmp_path, {"clients/a.txt": talk + "Марина Светлова: Ждали?\nОлег Вострецов: Ждал две недели.\n"}
    )
    report = run(root)
    for path in (report.draft, report.report):
        text = path.read_text(encoding="utf-8")
        assert "Востре" not in text
        assert "Светлов" not in text
        assert "123-45" not in text
        assert "[ИМЯ 1]" in text
    with open_project(root, readonly=True) as project:
        assert "олег||вострецов" in {normal for _, normal in project.pseudonyms()}
    assert "Вострецов" in draft_of(run(root, anonymize=False)).dump().decode()


def test_an_unknown_embedder_is_refused_before_any_work(tmp_path):
    with pytest.raises(EmbedderError, match="e5-small"):
        run(write_study(tmp_path), embedder="e5-smal")


def test_an_unknown_map_kind_is_refused(tmp_path):
    root = write_study(tmp_path, settings="map: jorney\n")
    with pytest.raises(CjmError, match="journey"):
        run(root)


def test_an_unknown_stage_model_is_refused(tmp_path):
    with pytest.raises(CjmError, match="aida5"):
        run(write_study(tmp_path), stages="aida")


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    root = write_study(tmp_path)
    (root / "draft").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StudyError, match="cannot be written"):
        run(root)


def test_verify_fails_closed(made, tmp_path):
    root, report = made
    assert verify_target(report.draft)[1].passed
    data = json.loads(report.draft.read_bytes())
    data["utterances"][1]["text"] = data["utterances"][1]["text"][::-1]
    forged = tmp_path / "draft.json"
    forged.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CjmError, match="--study"):
        verify_target(forged)
    assert not verify_target(forged, root)[1].passed


def test_verify_of_a_study_never_run_is_refused(tmp_path):
    with pytest.raises(CjmError):
        verify_target(tmp_path)


def test_status_tells_files_runs_and_what_changed(tmp_path):
    root = write_study(tmp_path)
    with pytest.raises(StoreError, match="no project"):
        study_status(root)
    run(root)
    assert study_status(root).changed == ()
    shutil.copy(root / "clients" / "a.txt", root / "clients" / "e.txt")
    (root / "experts" / "d.txt").unlink()
    status = study_status(root)
    assert status.changed == ("clients/e.txt", "experts/d.txt")
    assert [v.status for v in status.files] == ["ok"] * 4
    assert [d["number"] for d in status.drafts] == [1]


def test_two_languages_live_in_one_study(tmp_path):
    english = TALK | {
        "clients/e.txt": "Interviewer: What was hard?\nRespondent: I waited for two weeks. Nobody called me back.\n"
        "Interviewer: What did you like?\nRespondent: The man was friendly and explained everything.\n"
    }
    draft = draft_of(run(write_study(tmp_path, english)))
    assert {i.path: i.language for i in draft.interviews}["clients/e.txt"] == "en"
    assert draft.study.language == "ru"


def test_a_draft_that_fails_its_check_is_neither_written_nor_kept(tmp_path, monkeypatch):
    root = write_study(tmp_path)
    failed = Verification(quotes=1, verified=0, failures=("u-1: the quote is not what stands there",))
    monkeypatch.setattr("pipeline.workflow.run.verify", lambda *_: failed)
    with pytest.raises(DraftError, match="nothing was written"):
        run(root)
    assert not (root / "draft").exists()
    assert study_status(root).drafts == ()
