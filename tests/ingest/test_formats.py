"""Layouts that people and tools write come out as the turns that were said."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import EmptySource, UnreadableSource
from pipeline.ingest import detect as detection
from pipeline.ingest.detect import detect
from pipeline.ingest.formats.base import TranscriptFormat
from pipeline.records import ParsedTranscript, Source


def make_source(text, path="a.txt"):
    return Source(path=path, sha256="0", data=text.encode("utf-8", "replace"), text=text, encoding="utf-8")


def parse(text, path="a.txt"):
    source = make_source(text, path)
    return detect(source).parse(source)


def turns_of(text, path="a.txt"):
    return [(turn.speaker, turn.text) for turn in parse(text, path).turns]


# ---------------------------------------------------------------- layouts by example

ASKED, SAID = "Как вы искали врача?", "По знакомым, потом сайт."
TWO = [
    "Интервьюер: {}\n\nРеспондент: {}\n",
    "И: {}\nР: {}\nИ: Ясно.\nР: Да.\n",
    "Вопрос: {}\nОтвет: {}\n",
    "В: {}\nО: {}\nВ: Ясно.\nО: Да.\n",
    "Q: {}\nA: {}\nQ: Ясно.\nA: Да.\n",
    "**Модератор:** {}\n\n**Эксперт:** {}\n",
    "**Модератор**: {}\n\n**Эксперт**: {}\n",
    "Ольга Ким: {}\nИван Петров: {}\nОльга Ким: Ясно.\nИван Петров: Да.\n",
    "Анна-Мария П.: {}\nИван: {}\nАнна-Мария П.: Ясно.\nИван: Да.\n",
    "[00:20] Анна: {}\n[00:25] Иван: {}\n[00:30] Анна: Ясно.\n[00:31] Иван: Да.\n",
    "00:12 Иван: {}\n00:15 Анна: {}\n00:19 Иван: Ясно.\n00:20 Анна: Да.\n",
    "Спикер 0 (00:00:00): {}\nСпикер 1 (00:00:07): {}\n",
    "Спикер 0 (00:00–00:07): {}\nСпикер 1 (00:07–00:45): {}\n",
    "[SPEAKER_00] [00:01.50 - 00:03.20] {}\n[SPEAKER_01] [00:03.50 - 00:08.20] {}\n",
    "[SPEAKER_00]: {}\n[SPEAKER_01]: {}\n",
    "[Ольга] [00:03 - 00:08] {}\n[Иван] [00:09 - 00:12] {}\n[Ольга] [00:13 - 00:14] Ясно.\n[Иван] [00:15 - 00:16] Да.\n",
    "#### Speaker 1\n\n{}\n\n#### Speaker 2\n\n{}\n\n#### Speaker 1\n\nЯсно.\n\n#### Speaker 2\n\nДа.\n",
    "Ольга Ким\n{}\n\nИван\n{}\n\nОльга Ким\nЯсно.\n\nИван\nДа.\n",
    "Ольга Ким  0:03  \n{}\n\nИван  0:09  \n{}\n\nОльга Ким  0:20\nЯсно.\n\nИван  1:00:01\nДа.\n",
    "Ольга Ким (10:02)\n{}\nИван (10:07)\n{}\nОльга Ким (10:09)\nЯсно.\nИван (10:10)\nДа.\n",
    "[0:00:00] spk_0: {}\n\n[0:01:17] spk_1: {}\n",
    "00:00:01\tОльга Ким\t{}\n00:00:05\tИван Ветров\t{}\n00:00:07\tОльга Ким\tЯсно.\n00:00:08\tИван Ветров\tДа.\n",
    "MODERATOR:\t{}\nP31:\t{}\n",
    "Интервьюер 1: {}\nУчастник 2: {}\n",
    "Анна (модератор): {}\nИван (клиент): {}\n",
    "Ведущий: {} #00:00:05-1#\nГость: {} #00:00:09-7#\n",
    "Ольга?: {}\nИван: {}\nОльга?: Ясно.\nИван: Да.\n",
]


@pytest.mark.parametrize("layout", TWO, ids=lambda layout: layout[:24].replace("\n", " "))
def test_a_labelled_layout_gives_who_said_what(layout):
    turns = turns_of(layout.format(ASKED, SAID))
    assert [text for _speaker, text in turns[:2]] == [ASKED, SAID]
    assert None not in {speaker for speaker, _text in turns}
    assert len({speaker for speaker, _text in turns}) == 2
    assert len(turns) in {2, 4}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            "[00:20] Анна: Да.\n[00:25] Иван: Нет.\n[00:27] Анна: Да.\n[00:28] Иван: Ну.\n",
            [(20, 25), (25, 27)],
        ),
        ("Спикер 0 (00:01–00:07): Да.\nСпикер 1 (00:08–00:45): Нет.\n", [(1, 7), (8, 45)]),
        (
            "[SPEAKER_00] [00:01.50 - 00:03.20] Да.\n[SPEAKER_01] [00:03.5 - 01:00] Нет.\n",
            [(1.5, 3.2), (3.5, 60)],
        ),
        ("И: Да?\nР: Нет.\nИ: Да?\nР: Нет.\n", [(None, None), (None, None)]),
    ],
)
def test_times_are_seconds_and_only_where_the_file_has_them(text, times):
    assert [(turn.cues[0].start, turn.cues[0].end) for turn in parse(text).turns[:2]] == times


def test_a_title_and_a_preamble_are_no_turns():
    text = (
        "Глубинное интервью 7, клиент\nДата: 3 мая 2026\nМесто: Казань\nИнтервьюер: Ольга Ким\n"
        "Респондент: Иван П.\n\n---\n\nИнтервьюер: Здравствуйте!\nРеспондент: Добрый день.\n"
    )
    assert turns_of(text) == [("Интервьюер", "Здравствуйте!"), ("Респондент", "Добрый день.")]
    assert parse(text).unparsed > 0


@pytest.mark.parametrize(
    "line",
    [
        "Итак: подвожу черту.",
        "Например: у соседа так было.",
        "https://example.org/page: там всё есть.",
        "17:30 уже темно.",
        "Сказала так: приходите завтра.",
        "Главное: не торопиться.",
    ],
)
def test_a_line_with_a_colon_inside_speech_joins_the_turn(line):
    text = f"И: Что дальше?\nР: Слушаю.\n{line}\nИ: Ясно.\nР: Да.\n"
    assert turns_of(text)[1] == ("Р", f"Слушаю. {line}")


def test_the_notes_and_the_footer_of_a_meeting_are_not_speech():
    text = (
        "📝 Notes\nАнна: сделать отчёт\n\n📖 Transcript\n\n00:00:00\n\nОльга Ким: Как дела?\nИван Ветров: Терпимо.\n"
        "00:05:00\nОльга Ким: Ясно.\nИван Ветров: Да.\n\nTranscription ended after 00:05:10\n"
    )
    turns = parse(text).turns
    assert [turn.speaker for turn in turns] == ["Ольга Ким", "Иван Ветров"] * 2
    assert turns[-1].text == "Да."
    assert (turns[0].cues[0].start, turns[2].cues[0].start) == (0, 300)


def test_words_between_stars_stay_as_they_are_unless_they_are_bold():
    text = "И: Как вас зовут?\nР: Я *** и он ***, а это **важно** и 2**3**4.\nИ: Да?\nР: Да.\n"
    assert turns_of(text)[1][1] == "Я *** и он ***, а это важно и 2**3**4."


def test_a_third_person_who_speaks_once_is_heard_when_the_name_is_full():
    text = "И: Кто решал?\nР: Жена.\nЛена Орлова: И дочь!\nИ: Ясно.\nР: Да.\nБабушка говорит: ужас.\n"
    assert turns_of(text)[2] == ("Лена Орлова", "И дочь!")
    assert turns_of(text)[-1] == ("Р", "Да. Бабушка говорит: ужас.")


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("<v Анна>Раз &amp; два</v>", ("Анна", "Раз & два")),
        ("<v Анна>Раз без конца", ("Анна", "Раз без конца")),
        ("<v.loud Анна Ким>Раз", ("Анна Ким", "Раз")),
        ("<v>Анна:</v>Раз", ("Анна", "Раз")),
        ("<v Анна>Раз\n<b>два</b>", ("Анна", "Раз два")),
        ("<v Анна>цена <3 рублей", ("Анна", "цена <3 рублей")),
    ],
)
def test_a_voice_tag_names_the_speaker(cue, said):
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{cue}\n\n00:03.000 --> 00:04.000\n<v Иван>Да.</v>\n"
    assert turns_of(text, "a.vtt") == [said, ("Иван", "Да.")]


def test_two_voices_in_one_cue_are_two_turns():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Анна>Да?</v> <v Иван>Нет.</v>\n"
    assert turns_of(text) == [("Анна", "Да?"), ("Иван", "Нет.")]


@pytest.mark.parametrize("header", ["WEBVTT\n\n", ""])
def test_names_in_brackets_and_dashes_of_other_tools(header):
    cues = ["(Анна)\nКак дела?", "(Иван)\nТерпимо.", "(Анна)\nА точнее?", "(Иван)\nНу так."]
    text = header + "\n\n".join(f"00:00:0{n}.000 --> 00:00:0{n}.900\n{cue}" for n, cue in enumerate(cues))
    assert turns_of(text) == [
        ("Анна", "Как дела?"),
        ("Иван", "Терпимо."),
        ("Анна", "А точнее?"),
        ("Иван", "Ну так."),
    ]


def test_a_cue_without_a_name_stays_with_the_speaker_before_and_is_counted():
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\n{cue}"
        for n, cue in enumerate(["Анна: Да?", "Иван: Нет.", "Никогда.", "Анна: Ясно.", "Иван: Да."])
    )
    assert turns_of(text)[1] == ("Иван", "Нет. Никогда.")
    assert parse(text).warnings == ("1 cues carry no name and were given to the speaker before them",)


def test_subtitles_without_blank_lines_or_with_odd_ones_lose_no_word():
    text = "1\n00:00:01,000 --> 00:00:02,000\nАнна: Раз\n2\n00:00:02,000 --> 00:00:03,000\nИван Ким: Два\n\nи три\n\n3\n00:00:04,000 --> 00:00:05,000\nАнна: Пять\n"
    assert turns_of(text, "a.srt") == [("Анна", "Раз"), ("Иван Ким", "Два и три"), ("Анна", "Пять")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("WEBVTT\n\n00:12.000 --> 00:09.000\n<v Анна>Да</v>\n", "a.txt:3: cue ends before it starts"),
        ("1\n00:00:12,000 --> 00:00:09,000\nДа\n", "a.txt:2: cue ends before it starts"),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nДа\n\n00:99.000 --> 01:09.000\nНет\n",
            "a.txt:6: the cue's times",
        ),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nДа\n", "a.txt: the file has no cues"),
        ("WEBVTT\n", "a.txt: the file has no cues"),
        ('{"segments": [{"start": 5, "end": 2, "text": "Да"}]}', "a.txt: segment 1 ends before it starts"),
        ('{"segments": [{"start": "x", "end": 2, "text": "Да"}]}', "a.txt: segment 1 has a time"),
        ('{"segments": [{"start": 1e999, "end": 2, "text": "Да"}]}', "a.txt: segment 1 has a time"),
        ('{\n"segments": [,]}', "a.txt:2: the JSON is broken"),
        ('{"segments": ' + "[" * 100_000, "a.txt: the JSON is nested too deeply"),
    ],
)
def test_a_fault_is_named_by_its_place_with_a_remedy(text, place):
    with pytest.raises(UnreadableSource) as caught:
        parse(text)
    assert str(caught.value).startswith(place)
    assert ";" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"a": 1}', "a.json"),
        ("<notes><p>Анна сказала да</p></notes>", "a.xml"),
        ("a;b;c\n1;2;3\n", "a.csv"),
        ("!!! ???", "a.txt"),
    ],
)
def test_an_unknown_layout_is_refused_not_guessed(text, path):
    with pytest.raises(UnreadableSource, match="layout is unknown"):
        parse(text, path)


def test_two_formats_that_know_a_file_equally_well_are_both_named(monkeypatch):
    def nothing(_source):
        return ParsedTranscript(format="x", turns=())

    twins = [
        TranscriptFormat(name=name, extensions=(name,), sniff=lambda _s: 0.5, parse=nothing)
        for name in ("one", "two")
    ]
    monkeypatch.setattr(detection, "FORMATS", {twin.name: twin for twin in twins})
    with pytest.raises(UnreadableSource, match="one or two"):
        detect(make_source("слово", "a.txt"))
    assert detect(make_source("слово", "a.two")).name == "two"


def test_whisper_without_speakers_never_invents_one():
    segments = [(0, 2, "Как вы узнали?"), (2.1, 3, "От соседа."), (3.2, 4, "Он ставил."), (6, 7, "И дочь.")]
    text = json.dumps(
        {"segments": [{"start": a, "end": b, "text": t} for a, b, t in segments], "language": "russian"}
    )
    parsed = parse(text, "a.json")
    assert [(turn.speaker, turn.text) for turn in parsed.turns] == [
        (None, "Как вы узнали?"), (None, "От соседа. Он ставил."), (None, "И дочь.")
    ]  # fmt: skip
    assert parsed.language == "ru"
    assert "names no speakers" in parsed.warnings[0]


def test_silence_that_whisper_may_have_filled_is_counted():
    segment = {
        "start": 0,
        "end": 2,
        "text": "Продолжение следует",
        "no_speech_prob": 0.9,
        "avg_logprob": -1.4,
    }
    assert "1 segments may be invented" in parse(json.dumps({"segments": [segment]}), "a.json").warnings[1]


def test_segments_without_words_are_an_empty_file():
    with pytest.raises(EmptySource):
        parse('{"segments": [{"start": 0, "end": 1, "text": " "}]}')


def test_plain_paragraphs_become_nameless_turns_with_a_warning():
    parsed = parse("Мы ждали\nдва часа.\n\nПотом ушли.\n")
    assert [(turn.speaker, turn.text) for turn in parsed.turns] == [
        (None, "Мы ждали два часа."),
        (None, "Потом ушли."),
    ]
    assert parsed.warnings
