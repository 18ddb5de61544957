"""Interviewers and respondents are told apart, whatever the file calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.detect import detect
from pipeline.ingest.interview_roles import role_from_path, role_from_title
from pipeline.ingest.labels import normal_name
from pipeline.ingest.reading import find_sources, read_source
from pipeline.ingest.speakers import SpeakerInput, SpeakerOverride, assign_roles, speaker_id
from pipeline.records import Cue, InterviewId, ParsedTranscript, RawTurn, Role, SpeakerRole

BENCH = Path(__file__).parents[2].parent / "shared/bench/dostavka/study"
QUESTIONS = ("Как это было?", "Расскажите подробнее", "А почему?", "Что потом?", "Где вы это узнали?")
ANSWERS = (
    "Ну, сначала позвонила, потом долго ждала ответа, и никто так и не перезвонил мне.",
    "Съездили сами, посмотрели, договорились с мастером о цене и оставили ему ключи.",
    "Да.",
    "Мне соседка дала телефон, она у них уже третий раз заказывает и всегда довольна.",
    "Потом оказалось, что в счёте другая сумма, пришлось разбираться целую неделю.",
)


def interview(*labels, turns=10, asks=None):
    """A talk in which ``labels`` take turns; those in ``asks`` (by default the first) put questions."""
    asks = labels[:1] if asks is None else asks
    made = []
    for place in range(turns):
        label = labels[place % len(labels)]
        said = (QUESTIONS if label in asks else ANSWERS)[place // len(labels) % 5]
        made.append(RawTurn(speaker=label, cues=(Cue(text=said),), line=place + 1))
    return ParsedTranscript(format="labelled-text", turns=tuple(made))


def cast_of(transcript, path="a.txt", overrides=None, language="ru", others=()):
    files = [SpeakerInput(path=path, interview=InterviewId("i-1"), transcript=transcript), *others]
    return assign_roles(files, overrides, language=language)[0]


def roles_of(cast):
    return {speaker.name: speaker.role.value for speaker in cast.speakers}


def said(*parts):
    turns = tuple(RawTurn(speaker=label, cues=(Cue(text=text),)) for label, text in parts)
    return ParsedTranscript(format="labelled-text", turns=turns)


@pytest.mark.parametrize(
    ("asker", "answerer"),
    [
        ("Интервьюер", "Респондент"),
        ("Модератор", "Мария"),
        ("И", "Р"),
        ("В", "О"),
        ("Q", "A"),
        ("M", "P"),
        ("Вопрос", "Ответ"),
        ("Interviewer 1", "Interviewee"),
        ("Ольга Ким (модератор)", "Иван Петров"),
        ("Анна?", "Иван"),
    ],
)
def test_a_label_decides_even_against_the_talk(asker, answerer):
    cast = cast_of(interview(answerer, asker))  # the answerer asks and begins
    assert roles_of(cast) == {asker: "interviewer", answerer: "respondent"}


@pytest.mark.parametrize(
    "names", [("Ольга Ким", "Иван Петров"), ("SPEAKER_01", "SPEAKER_00"), ("Спикер 2", "Спикер 1")]
)
def test_without_telling_labels_the_one_who_asks_interviews(names):
    cast = cast_of(interview(*names))
    assert roles_of(cast) == dict(zip(names, ("interviewer", "respondent"), strict=True))
    assert all(speaker.score > 0.9 and speaker.why for speaker in cast.speakers)


def test_the_one_who_asks_interviews_even_when_the_other_begins():
    assert roles_of(cast_of(interview("Иван", "Ольга", asks=("Ольга",))))["Ольга"] == "interviewer"


def test_a_name_that_recurs_in_the_study_tips_the_scale():
    vague = said(*(("Ирина Лось", "Да, а вы как думаете?"), ("Пётр Сом", "Да, а вы что скажете?")) * 4)
    other = SpeakerInput(
        path="b.txt", interview=InterviewId("i-2"), transcript=interview("Сом Петр", "Юлия Щука")
    )
    assert "is a guess" in cast_of(vague).warnings[0]
    assert roles_of(cast_of(vague)) == {"Ирина Лось": "interviewer", "Пётр Сом": "respondent"}
    assert roles_of(cast_of(vague, others=[other])) == {"Ирина Лось": "respondent", "Пётр Сом": "interviewer"}


def test_a_recurring_asker_is_explained():
    others = [
        SpeakerInput(
            path=f"{n}.txt", interview=InterviewId(f"i-{n}"), transcript=interview("Ким Ольга", f"Гость {n}")
        )
        for n in range(3)
    ]
    cast = cast_of(interview("Ольга Ким", "Иван Петров"), others=others)
    assert "говорит в нескольких интервью: 4" in cast.speakers[0].why


def test_a_focus_group_has_several_respondents():
    cast = cast_of(interview("Модератор", "Анна", "Модератор", "Борис", "Модератор", "Вера", turns=30))
    assert roles_of(cast) == {
        "Модератор": "interviewer",
        "Анна": "respondent",
        "Борис": "respondent",
        "Вера": "respondent",
    }


def test_two_moderators_are_both_interviewers():
    cast = cast_of(
        interview("Модератор 1", "Анна", "Модератор 2", "Анна", turns=20, asks=("Модератор 1", "Модератор 2"))
    )
    assert roles_of(cast) == {
        "Модератор 1": "interviewer",
        "Модератор 2": "interviewer",
        "Анна": "respondent",
    }


def test_who_says_a_word_in_passing_is_another():
    talk = interview("Ольга Ким", "Иван Петров", turns=20)
    more = (*talk.turns, RawTurn(speaker="Сын", cues=(Cue(text="Мам, где мяч"),)))
    cast = cast_of(ParsedTranscript(format="x", turns=more))
    assert roles_of(cast) == {"Ольга Ким": "interviewer", "Иван Петров": "respondent", "Сын": "other"}


def test_a_lone_voice_answers_unless_it_only_asks():
    monologue = cast_of(said(("Иван", ANSWERS[0])))
    assert roles_of(monologue) == {"Иван": "respondent"}
    assert monologue.warnings == ("only one voice is heard",)
    questions = ParsedTranscript(
        format="x", turns=tuple(RawTurn(speaker="Иван", cues=(Cue(text=f"{text}?"),)) for text in QUESTIONS)
    )
    assert roles_of(cast_of(questions)) == {"Иван": "interviewer"}
    assert "no respondent was found" in cast_of(questions).warnings


def test_nameless_turns_are_one_voice():
    cast = cast_of(said((None, ANSWERS[0]), (None, ANSWERS[1])))
    assert [speaker.role for speaker in cast.speakers] == [SpeakerRole.RESPONDENT]
    assert cast.labels == {None: cast.speakers[0].id}


def test_nameless_questions_and_answers_in_plain_turn_are_two_voices_with_a_warning():
    cast = cast_of(said(*((None, (QUESTIONS[0], ANSWERS[0])[n % 2]) for n in range(10))))
    assert roles_of(cast) == {"Голос 1": "interviewer", "Голос 2": "respondent"}
    assert {speaker.score for speaker in cast.speakers} == {0.4}
    assert "check the roles" in cast.warnings[0]
    assert [turn.speaker for turn in cast.transcript.turns[:3]] == ["Голос 1", "Голос 2", "Голос 1"]


def test_nameless_turns_without_plain_alternation_stay_together():
    talk = [
        ANSWERS[0],
        QUESTIONS[0],
        QUESTIONS[2],
        ANSWERS[1],
        ANSWERS[3],
        QUESTIONS[3],
        ANSWERS[4],
        ANSWERS[0],
    ]
    assert len(cast_of(said(*((None, text) for text in talk))).speakers) == 1


def test_a_nameless_cue_in_a_named_talk_is_another_and_counted():
    talk = interview("Ольга Ким", "Иван Петров")
    cast = cast_of(
        ParsedTranscript(format="x", turns=(*talk.turns, RawTurn(speaker=None, cues=(Cue(text="Ага"),))))
    )
    assert roles_of(cast)["Без имени"] == "other"
    assert "turns without a name: 1" in cast.warnings


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ветрова Ольга", "Ольга Ветрова"),
        ("Пётр Сом", "ПЕТР СОМ"),
        ("Анна Ким", "Анна Ким (голос 1)"),
        ("Ким А. П.", "А.П. Ким"),
        ("Анна  Ким", "Анна Ким"),
        ("SPEAKER_00", "Speaker 00"),
    ],
)
def test_two_spellings_of_one_name_are_one_speaker(one, two):
    assert normal_name(one) == normal_name(two)
    cast = cast_of(interview("Модератор", one, "Модератор", two))
    assert len(cast.speakers) == 2
    assert cast.labels[one] == cast.labels[two] == speaker_id(InterviewId("i-1"), one)


def test_two_voices_at_one_microphone_stay_apart():
    cast = cast_of(interview("Модератор", "Анна Ким (голос 1)", "Модератор", "Анна Ким (голос 2)"))
    assert len(cast.speakers) == 3


@pytest.mark.parametrize(
    ("override", "roles"),
    [
        (SpeakerOverride(interviewers=("петров иван",)), {"Ольга Ким": "respondent", "Иван Петров": "interviewer"}),
        (SpeakerOverride(respondents=("Ольга Ким",)), {"Ольга Ким": "respondent", "Иван Петров": "other"}),
        (SpeakerOverride(respondents=("Ольга Ким",), interviewers=("Иван Петров",)), {"Ольга Ким": "respondent", "Иван Петров": "interviewer"}),
    ],
)  # fmt: skip
def test_the_researcher_always_wins(override, roles):
    cast = cast_of(interview("Ольга Ким", "Иван Петров"), overrides={"a.txt": override})
    assert roles_of(cast) == roles
    assert all(speaker.score == 1.0 for speaker in cast.speakers)


def test_a_name_that_nobody_has_is_told():
    cast = cast_of(interview("Ольга", "Иван"), overrides={"a.txt": SpeakerOverride(respondents=("Ивн",))})
    assert "nobody in the file is called “Ивн”" in cast.warnings


def test_reasons_are_told_in_english_too():
    cast = cast_of(interview("Olga", "Ivan"), language="en")
    assert "begins the conversation" in cast.speakers[0].why


def test_the_order_of_files_does_not_matter():
    files = [
        SpeakerInput(
            path=f"{n}.txt", interview=InterviewId(f"i-{n}"), transcript=interview("Ольга Ким", f"Гость {n}")
        )
        for n in range(6)
    ]
    casts = {cast.path: cast for cast in assign_roles(files)}
    assert {cast.path: cast for cast in assign_roles(files[::-1])} == casts


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("clients/i01.txt", Role.CLIENT),
        ("Волна 2/Клиенты Москва/7.docx", Role.CLIENT),
        ("01_Покупатели/a.txt", Role.CLIENT),
        ("users/a.vtt", Role.CLIENT),
        ("non_users/n01.txt", Role.NON_USER),
        ("Non-Users/n01.txt", Role.NON_USER),
        ("не-пользователи/1.txt", Role.NON_USER),
        ("НЕКЛИЕНТЫ/1.txt", Role.NON_USER),
        ("не_клиенты/1.txt", Role.NON_USER),
        ("Отказавшиеся/1.txt", Role.NON_USER),
        ("эксперты/клиентский сервис.txt", Role.EXPERT),
        ("Сотрудники/1.txt", Role.EXPERT),
        ("interviews/expert_03.txt", Role.EXPERT),
        ("клиенты/не пользователи/1.txt", Role.NON_USER),
        ("interviews/i01.txt", None),
        ("usersguide.txt", None),
    ],
)
def test_folders_and_file_names_tell_whom_was_talked_to(path, role):
    found = role_from_path(path)
    assert (found[0] if found else None) is role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("# Интервью с экспертом\n\nМодератор: Да?", Role.EXPERT),
        ("Глубинное интервью 3, клиентка\n\nИ: Да?", Role.CLIENT),
        ("Беседа, не пользуется услугой\nИ: Да?", Role.NON_USER),
        ("И: Вы наш клиент?\nР: Да, клиент.", None),
        ("", None),
    ],
)
def test_a_title_tells_when_folders_do_not(text, role):
    found = role_from_title(text)
    assert (found[0] if found else None) is role


@pytest.mark.skipif(not BENCH.exists(), reason="the evaluation study is not beside the repository")
def test_the_roles_of_the_evaluation_study_come_out_right():
    files = []
    for path in find_sources(BENCH):
        source = read_source(BENCH, path)
        parsed = detect(source).parse(source)
        files.append(SpeakerInput(path=source.path, interview=InterviewId(source.path), transcript=parsed))
        folder = {"clients": Role.CLIENT, "experts": Role.EXPERT, "non_users": Role.NON_USER}
        assert role_from_path(source.path)[0] is folder[source.path.split("/")[0]]
    for cast in assign_roles(files):
        first, second = (speaker.role for speaker in cast.speakers)
        assert (first, second) == (SpeakerRole.INTERVIEWER, SpeakerRole.RESPONDENT), cast.path
        assert not cast.warnings
