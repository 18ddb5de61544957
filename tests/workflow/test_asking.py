from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from build import make_transcript, utterances_of
from pipeline.assemble.draft import load_draft
from pipeline.cli import main
from pipeline.cluster.coders.base import CodeAnswer
from pipeline.config import CoderSpec, parse_study, wished_coder
from pipeline.errors import CjmError
from pipeline.progress import SilentProgress
from pipeline.records import Coding, Kind, KindScore, StageScore, UtteranceId
from pipeline.workflow import RunOptions, run_study
from pipeline.workflow.asking import BATCH, BATCH_CHARACTERS, _batches, _merged
from pipeline.workflow.understanding import units_of
from talking_server import ON_LOOPBACK, asked, good, hangs_up, item, says, talking
from workflow_studies import TALK, write_study

pytestmark = ON_LOOPBACK
SMALL = {name: TALK[name] for name in ("clients/a.txt", "clients/b.txt")}


def run(root, server, progress=None, **options):
    options = RunOptions(**{"coder": server.url, "model": "m", **options})
    return run_study(root, options, progress or SilentProgress())


def draft_of(report):
    return load_draft(report.draft.read_bytes(), "draft.json")


def ideas(body):
    """A model that finds an idea at the second stage everywhere."""
    items = [item(number, ("idea",), "consideration", "пожелание") for number in asked(body)]
    return json.dumps({"units": items}, ensure_ascii=False)


def questions(server):
    """The units of each request by their texts."""
    return [tuple(asked(body).values()) for body in server.bodies]


def test_a_draft_says_what_the_model_said_and_a_second_run_asks_nothing(tmp_path):
    root = write_study(tmp_path, SMALL)
    with talking(habit=says(ideas)) as server:
        first = run(root, server)
        said = [u for u in draft_of(first).utterances if u.speaker_role == "respondent"]
        assert {tuple(k.kind for k in u.kinds) for u in said} == {("idea",)}
        assert {u.stage.id for u in said} == {"consideration"}
        assert all(k.why.startswith("локальная модель m") for u in said for k in u.kinds)
        assert first.warnings == ()
        assert first.verified == first.quotes
        assert sum(len(units) for units in questions(server)) == len(said)
        assert draft_of(first).manifest.settings["coder"] == {"model": "m"}, "an address is nobody's business"
        count = len(server.bodies)
        assert not run(root, server).fresh
        assert len(server.bodies) == count
        write_study(tmp_path, {**SMALL, "non_users/c.txt": TALK["non_users/c.txt"]})
        assert run(root, server).fresh
        assert {text for units in questions(server)[count:] for text in units}.isdisjoint(
            u.text for u in said
        )


def test_theme_names_of_the_model_are_no_labels(tmp_path):
    root = write_study(tmp_path, SMALL)
    with talking(habit=says(ideas)) as server:
        draft = draft_of(run(root, server))
    assert draft.themes
    assert not [
        theme for theme in draft.themes if theme.label_origin != "keywords" or "пожелание" in theme.label
    ]


def test_a_server_that_dies_leaves_the_rest_to_the_readers_and_the_next_run_goes_on(tmp_path):
    root = write_study(tmp_path, SMALL)
    with talking(says(ideas), habit=hangs_up) as server:
        report = run(root, server)
    coded, *_ = questions(server)
    (warning,) = report.warnings
    units = sum(1 for u in draft_of(report).utterances if u.speaker_role == "respondent")
    assert f"coded {len(coded)} of {units} utterances, the built-in readers {units - len(coded)}" in warning
    assert "cut" in warning
    with talking(habit=says(ideas)) as server:
        again = run(root, server)
    assert again.fresh
    assert again.warnings == ()
    assert set(coded).isdisjoint(text for batch in questions(server) for text in batch)


def test_units_that_are_given_up_are_counted_and_the_run_is_whole(tmp_path):
    def stubborn(body):
        return "никак" if "Подошва отошла, прямо на улице." in asked(body).values() else good(body)

    root = write_study(tmp_path, SMALL)
    with talking(habit=says(stubborn)) as server:
        report = run(root, server)
        (warning,) = report.warnings
        assert "the built-in readers 1 (" in warning
        assert not run(root, server).fresh


def test_an_interrupted_run_asks_no_batch_twice(tmp_path):
    class Impatient(SilentProgress):
        def bar(self, step, total):
            bar = super().bar(step, total)
            if step == "code":
                bar.gen = self.stopping()
            return bar

        def stopping(self):
            def advance(_):
                raise KeyboardInterrupt

            yield advance

    root = write_study(tmp_path, SMALL)
    with talking() as server:
        with pytest.raises(KeyboardInterrupt):
            run(root, server, Impatient())
        assert len(server.bodies) == 1
        run(root, server)
    assert len(questions(server)) == len(set(questions(server))) == 2


def test_a_model_is_shown_pseudonyms(tmp_path):
    talk = "Марина Светлова: Как вас зовут?\nОлег Вострецов: Олег Вострецов, телефон 8 900 123-45-67.\n"
    root = write_study(tmp_path, {"clients/a.txt": talk * 3})
    with talking() as server:
        run(root, server)
    sent = json.dumps(server.bodies, ensure_ascii=False)
    assert "[ИМЯ 2]" in sent
    assert not [word for word in ("Востре", "Светлов", "123-45") if word in sent]


class Watching(SilentProgress):
    """Notes what was said, and how many requests there had been by then."""

    def __init__(self, server):
        super().__init__()
        self.server, self.said = server, []

    def warn(self, message):
        self.said.append((len(self.server.bodies), str(message)))


def test_that_texts_leave_the_machine_is_said_before_the_first_one_does(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.cluster.coders.openai_http.is_loopback", lambda _: False)
    root = write_study(tmp_path, SMALL)
    with talking() as server:
        watching = Watching(server)
        report = run(root, server, watching)
    assert [before for before, _ in watching.said] == [0]
    assert f"leave this machine: they are sent to {server.url}" in report.warnings[0]


def test_a_cloud_model_behind_a_local_address_is_refused(tmp_path):
    root = write_study(tmp_path, SMALL)
    with talking() as server, pytest.raises(CjmError, match="cloud"):
        run(root, server, model="gpt-oss:120b-cloud")
    assert server.bodies == []


def test_a_server_that_is_down_is_one_line_in_the_user_s_language(tmp_path):
    root = write_study(tmp_path, SMALL)
    with talking() as server:
        pass
    command = ["run", str(root), "--coder", server.url, "--model", "m", "--quiet"]
    result = CliRunner(env={"CJM_LANG": "ru"}).invoke(main, command)
    assert result.exit_code == 1
    assert result.stderr == (
        f"cjm: {server.url}: нет соединения с сервером локальной модели;"
        " запустите Ollama (ollama serve) или свой сервер либо уберите --coder\n"
    )


# ---------------------------------------------------------------- batches


def talk(name, *answers):
    turns = [turn for text in answers for turn in (("и", "Что было дальше?"), ("р", text))]
    transcript = make_transcript(name, *turns)
    return units_of(transcript, utterances_of(transcript))


def test_batches_keep_the_order_and_never_cross_an_interview():
    units = (*talk("a", *(f"Ждал {n} дня." for n in range(45))), *talk("b", "Позвонил сам."))
    batches = list(_batches(units))
    assert [len(batch) for batch in batches] == [BATCH, BATCH, 5, 1]
    assert tuple(unit for batch in batches for unit in batch) == units


def test_long_answers_make_small_batches():
    batches = list(_batches(talk("a", *(f"{n} " + "долго " * 200 for n in range(9)))))
    assert {len(batch) for batch in batches} == {3}
    assert all(sum(len(unit.text) for unit in batch) <= BATCH_CHARACTERS for batch in batches)


def test_an_answer_longer_than_a_batch_stands_alone():
    assert [len(batch) for batch in _batches(talk("a", "да " * 3000, "Нет."))] == [1, 1]


def test_no_units_make_no_batch():
    assert list(_batches(())) == []


# ---------------------------------------------------------------- what a word of the model changes

READ = Coding(
    utterance=UtteranceId("u"),
    kinds=(
        KindScore(kind=Kind.PAIN, score=0.4, why="words: ждал"),
        KindScore(kind=Kind.GOAL, score=0.3, why="x"),
    ),
    stage=StageScore(id="s1", score=0.7, why="words: выбор"),
    valence=-1.0,
    touchpoints=("phone",),
)


def test_the_readers_score_stays_where_both_agree():
    answer = CodeAnswer(unit=1, kinds=(Kind.IDEA, Kind.PAIN), stage="s1")
    merged = _merged(READ, answer, "qwen3:8b", "en")
    assert merged.kinds == (
        KindScore(kind=Kind.IDEA, score=0.5, why="local model qwen3:8b"),
        KindScore(kind=Kind.PAIN, score=0.4, why="local model qwen3:8b; words: ждал"),
    )
    assert merged.stage == StageScore(id="s1", score=0.7, why="local model qwen3:8b; words: выбор")
    assert (merged.valence, merged.touchpoints) == (READ.valence, READ.touchpoints)


def test_what_the_model_does_not_see_is_gone():
    assert _merged(READ, CodeAnswer(unit=1, kinds=()), "m", "ru") == replace(READ, kinds=(), stage=None)


# ---------------------------------------------------------------- the setting


def test_a_study_has_no_coder_unless_it_names_one():
    assert parse_study("title: a\n", "study.yaml").coder is None
    spec = parse_study("coder: {model: 'qwen3:8b'}\n", "study.yaml").coder
    assert spec == CoderSpec(url="http://127.0.0.1:11434/v1", model="qwen3:8b")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/v1/",
        "http://localhost:11434/v1",
        "http://[::1]:8000/v1",
        "https://llm.example.com/a/v1",
    ],
)
def test_an_ordinary_address_is_taken(url):
    assert CoderSpec(url=url, model="m").url == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:8080", "ftp://127.0.0.1/v1", "http://", "http://me:secret@127.0.0.1/v1", "http://a/v1?key=1",
     "http://127.0.0.1\\@example.com/", "http://127.0.0.1:99999/v1", "http://пример.рф/v1", "http://a b/", f"http://{'a' * 64}/"],
)  # fmt: skip
def test_an_address_that_is_none_or_tells_a_secret_is_refused_by_name(url):
    with pytest.raises(CjmError, match=r"^--coder: an address like http://127\.0\.0\.1:11434/v1 is needed"):
        wished_coder(None, url, "m")


def test_the_command_line_stands_over_the_study():
    known = CoderSpec(url="http://127.0.0.1:1/v1", model="a")
    assert wished_coder(None, None, None) is None
    assert wished_coder(known, None, None) is known
    assert wished_coder(known, None, "b") == CoderSpec(url="http://127.0.0.1:1/v1", model="b")
    assert wished_coder(None, None, "b").url == "http://127.0.0.1:11434/v1"
    with pytest.raises(CjmError, match=r"^--model: field required"):
        wished_coder(None, "http://127.0.0.1:1/v1", None)
