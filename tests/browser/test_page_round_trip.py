"""From the page to the file to the next draft: what people saw is what the pipeline makes of their lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hand_of_mouse import Mouse
from review_page import ReviewPage

from pipeline.assemble.draft import load_draft
from pipeline.assemble.review.board import board_of
from pipeline.assemble.review.folding import fold
from pipeline.assemble.review.lines import read_lines
from pipeline.progress import SilentProgress
from pipeline.workflow import RunOptions, apply_corrections, run_study
from workflow_studies import write_study

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIELDS = ("label", "kind", "stage", "support", "grade", "accepted", "pinned")
VIEWPOINTS = ("client", "non_user", "expert")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A study with a draft."""
    root = write_study(tmp_path_factory.mktemp("made") / "study")
    run_study(root, RunOptions(), SilentProgress())
    return root


@pytest.fixture
def study(made, tmp_path):
    """The study in a folder of its own, its draft, and the report that lies beside it."""
    root = Path(shutil.copytree(made, tmp_path / "study"))
    draft = load_draft((root / "draft" / "draft.json").read_bytes(), "draft.json")
    return root, draft, root / "draft" / "draft.html"


@pytest.fixture
def reopen(read, tmp_path):
    def opened(report):
        return ReviewPage(read(report.read_bytes()), tmp_path)

    return opened


def page_themes(review):
    return {id_: (*(one[name] for name in FIELDS), one["units"]) for id_, one in review.themes().items()}


def draft_themes(draft):
    return {
        one.id: (
            one.label,
            one.kind,
            one.stage,
            f"{one.respondents.n} of {one.respondents.of}",
            one.evidence,
            one.accepted,
            one.pinned,
            one.utterances,
        )
        for one in draft.themes
    }


def page_map(review, viewpoint):
    """Return the names of the stages, the claims in no order and the grade of each cell."""
    drawn = review.map(viewpoint)
    claims = [
        (one["lane"], one["stage"], one["text"].strip("«»"), one["theme"], one["grade"])
        for one in drawn["claims"]
    ]
    cells = {(one["lane"], one["stage"]): one["grade"] for one in drawn["cells"]}
    return [name for _, name in drawn["stages"]], sorted(claims, key=str), cells


def draft_map(draft, viewpoint):
    drawn = next(one for one in draft.maps if one.viewpoint == viewpoint)
    cells = [(lane.id, cell) for lane in drawn.lanes for cell in lane.cells]
    claims = [
        (lane, cell.stage, claim.text, claim.themes[0] if claim.themes else None, claim.evidence)
        for lane, cell in cells
        for claim in cell.claims
    ]
    grades = {(lane, cell.stage): cell.evidence for lane, cell in cells}
    return [stage.name for stage in draft.stages], sorted(claims, key=str), grades


def check_same(review, draft):
    """What the page shows is what stands in the draft."""
    assert page_themes(review) == draft_themes(draft)
    for viewpoint in VIEWPOINTS:
        assert page_map(review, viewpoint) == draft_map(draft, viewpoint)


def label_of(draft, kind):
    return next(theme.label for theme in draft.themes if theme.kind == kind)


def words(draft, theme, at):
    """Return the words of a quote of a theme."""
    said = {one.id: one.text for one in draft.utterances}
    return said[next(one for one in draft.themes if one.label == theme).utterances[at]]


def test_the_report_of_a_run_shows_its_draft(study, reopen):
    _, draft, report = study
    check_same(reopen(report), draft)


def test_what_people_made_of_the_map_is_the_next_draft(study, reopen):
    """Names, groups, verdicts, stages: nothing that teaches, so the whole draft is what the page showed."""
    root, draft, report = study
    pain, question, liked = (label_of(draft, kind) for kind in ("pain", "question", "positive"))
    review = reopen(report)
    hand = Mouse(review)
    hand.rename(pain, "Ждут дольше, чем обещали")
    hand.split("Ждут дольше, чем обещали", [words(draft, pain, 1), words(draft, pain, 2)], "Сами звонят")
    hand.split("Ждут дольше, чем обещали", [words(draft, pain, 3)], "Звонят каждый день")
    hand.merge("Звонят каждый день", "Сами звонят")
    hand.take_out(words(draft, question, 0), question)
    hand.pin_quote(words(draft, pain, 0), "Ждут дольше, чем обещали")
    hand.pin_theme("Сами звонят")
    hand.reject(liked)
    hand.rename_stage(draft.stages[0].name, "Обувь порвалась")
    hand.shift_stage(draft.stages[1].name)
    hand.add_stage(draft.stages[3].name, "Забрать")
    hand.merge_stage(draft.stages[4].name, "Забрать")
    hand.comment("interview", "clients/a.txt", "Переспросить о цене")
    seen = page_themes(review), [page_map(review, viewpoint) for viewpoint in VIEWPOINTS]
    accepted, after = apply_corrections(root, [review.download()], RunOptions(), SilentProgress())
    new = load_draft(after.draft.read_bytes(), "draft.json")
    assert (accepted.added, after.corrections, after.ignored) == (13, 13, ())
    assert draft_themes(new) == seen[0]
    assert [draft_map(new, viewpoint) for viewpoint in VIEWPOINTS] == seen[1]
    assert [theme.label for theme in new.rejected] == [liked]
    assert [(one.type, one.text) for one in new.comments] == [("interview", "Переспросить о цене")]
    check_same(reopen(after.report), new)


def test_what_people_told_of_quotes_stands_in_the_next_draft(study, reopen):
    """Kinds, stages and feelings teach: the rest may be read anew, what was told stands as it was told."""
    root, draft, report = study
    pain, question = label_of(draft, "pain"), label_of(draft, "question")
    stage = draft.stages[4]
    review = reopen(report)
    hand = Mouse(review)
    hand.kind(words(draft, pain, 0), pain, "Ideas and wishes")
    hand.kind(words(draft, pain, 1), pain, "Pains and barriers")
    hand.stage(words(draft, question, 0), question, f"5. {stage.name}")
    hand.dismiss(words(draft, question, 1), question)
    hand.promote("Посмотрел отзывы", "Ищут в сети")
    hand.move("Подруга посоветовала", None, "Ищут в сети")
    hand.accept("Ищут в сети")
    path = review.download()
    lines = read_lines(path.read_bytes(), "page")
    told = fold(board_of(draft, review.payload()["id"]), lines)
    touched = {unit for line in lines for unit in getattr(line, "units", ())}
    _, after = apply_corrections(root, [path], RunOptions(), SilentProgress())
    new = load_draft(after.draft.read_bytes(), "draft.json")
    assert after.ignored == ()
    assert len(touched) == 6
    for one in (one for one in new.utterances if one.id in touched):
        unit = told.units[one.id]
        found = ({kind.kind for kind in one.kinds}, one.stage.id if one.stage else None, one.valence)
        assert found == (set(unit.kinds), unit.stage, unit.valence)
    made = next(theme for theme in new.themes if theme.label == "Ищут в сети")
    assert len(made.utterances) == 2
    check_same(reopen(after.report), new)
