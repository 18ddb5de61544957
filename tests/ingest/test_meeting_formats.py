"""Meeting tools, research tools and typists: their layouts come out as the turns that were said."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceError, UnreadableSource
from pipeline.ingest.detect import EQUAL, detect
from pipeline.ingest.reading import read_source
from pipeline.records import Source
from pipeline.registry import FORMATS

EXAMPLES = Path(__file__).parents[2] / "data/examples/formats"
MINE = ("google-meet", "otter", "tolk", "zoom-text", "maxqda", "question-notes", "dashes")
NAMES = ("Ольга Ким", "Иван Петров", "Жанна д’Арк", "Speaker 1", "Анна-Мария П.")
WORDS = "мы ждали мастера два часа а он не приехал: цена в счёте другая I paid & left «да» 17:30".split()  # noqa: SIM905


def make_source(text, path="a.txt"):
    return Source(path=path, sha256="0", data=text.encode(), text=text, encoding="utf-8")


def make_docx(*paragraphs):
    from docx import Document

    made = Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    return Source(path="a.docx", sha256="0", data=out.getvalue(), encoding="binary")


def parse(source):
    source = make_source(source) if isinstance(source, str) else source
    return detect(source).parse(source)


def turns_of(source):
    return [(turn.speaker, turn.text) for turn in parse(source).turns]


def times_of(source):
    return [(cue.start, cue.end) for turn in parse(source).turns for cue in turn.cues]


# ---------------------------------------------------------------- Google Meet

MEET = (
    "📖 Transcript\nApr 2, 2026\nInterview - Transcript\n00:00:00\n \n{}\n\n"
    "Transcription ended after 00:12:00\n\nThis editable transcript was computer generated and might contain errors.\n"
)


def test_gemini_notes_before_a_transcript_are_not_speech():
    notes = "📝 Notes\nInvited Nora Hale Sam Okoro\nSummary\nSam Okoro: send the receipt to Nora Hale.\n"
    said = MEET.format("Nora Hale: Hi!\nSam Okoro: Hello.\nNora Hale: So?\nSam Okoro: Fine.")
    parsed = parse(notes + said)
    assert parsed.format == "google-meet"
    assert [turn.text for turn in parsed.turns] == ["Hi!", "Hello.", "So?", "Fine."]
    assert parsed.unparsed > len(notes.replace("\n", "")) - 1


@pytest.mark.parametrize(
    "make", [make_source, lambda text: make_docx(*text.split("\n"))], ids=["txt", "docx"]
)
def test_gemini_notes_without_the_transcript_are_refused(make):
    notes = (
        "📝 Notes\nInterview\nSummary\nNora Hale: asked about lockers.\nSam Okoro: answered.\n"
        "You should review Gemini's notes to make sure they're accurate.\nNora Hale: send it.\nSam Okoro: pay it."
    )
    with pytest.raises(UnreadableSource, match=r"holds the notes of a meeting, not its transcript; open"):
        parse(make(notes))


def test_a_line_that_goes_on_joins_its_turn_even_with_a_colon_inside():
    text = MEET.format("Nora Hale: Hi.\nSam Okoro: It was odd.\nThe sign said: closed.\nNora Hale: Oh.")
    assert turns_of(text)[1] == ("Sam Okoro", "It was odd. The sign said: closed.")


def test_people_who_call_themselves_in_small_letters_are_heard():
    text = MEET.format(
        "Nora Hale: Hi.\nedwin: Yo.\nNora Hale: So?\nedwin: Well.\nNora Hale: And?\nedwin: Fine."
    )
    assert [speaker for speaker, _text in turns_of(text)] == ["Nora Hale", "edwin"] * 3


def test_text_behind_the_footer_is_not_speech():
    text = MEET.format("Nora Hale: Hi.\nSam Okoro: Hello.\nNora Hale: So?\nSam Okoro: Fine.")
    assert turns_of(text + "People can also change the text after it was created.\n")[-1] == (
        "Sam Okoro",
        "Fine.",
    )


def test_the_turn_below_a_time_carries_it():
    text = MEET.format("Nora Hale: Hi.\nSam Okoro: Hello.\n00:05:10\nNora Hale: So?\nSam Okoro: Fine.")
    assert times_of(text) == [(0, 310), (None, None), (310, 310), (None, None)]


@pytest.mark.parametrize(
    "line",
    [
        "Транскрибирование завершено через 00:12:00",
        "Встреча окончена через 00:12:00 👋",
        "Meeting ended after 00:12:00 👋",
        "### Transcription ended after 00:12:00",
    ],
)
def test_the_footer_ends_the_transcript_in_other_words_too(line):
    text = (
        f"Транскрипт\n\n00:00:00\n\nОльга Ким: Как?\nИван Петров: Так.\nОльга Ким: Ясно.\n\n{line}\nПока.\n"
    )
    assert parse(text).format == "google-meet"
    assert turns_of(text)[-1] == ("Ольга Ким", "Ясно.")


def test_a_locale_with_times_behind_the_names_is_read_too():
    text = "Ольга Ким (10:02)\nКак дела?\nИван Петров (10:07)\nТак себе.\nВот.\nОльга Ким (10:09)\nЯсно.\n"
    assert turns_of(text)[1] == ("Иван Петров", "Так себе. Вот.")
    assert times_of(text)[0] == (602, 607)


# ---------------------------------------------------------------- Otter, Контур.Толк, Zoom


def test_otter_believes_any_name_above_a_time():
    text = (
        "Запись\nKeywords\nцена, срок\n\nolga k  0:01  \nДа?\n\nUnknown Speaker  0:04  \nИван Петров: так он сказал.\n"
        "\nolga k  1:00:07  \nЯсно.\n\nTranscribed by https://otter.ai\n"
    )
    parsed = parse(text)
    assert parsed.format == "otter"
    assert turns_of(text)[1] == ("Unknown Speaker", "Иван Петров: так он сказал.")
    assert times_of(text) == [(1, 4), (4, 3607), (3607, 3607)]
    assert parsed.unparsed == len("ЗаписьKeywordsцена, срокTranscribed by https://otter.ai")


def test_a_timetable_in_prose_is_no_otter_transcript():
    text = "Мой день был такой.\n\nЗавтрак  10:30\nОбед  14:00\n\nПотом я ждал курьера.\n\nОн не приехал.\n\nВот и всё.\n"
    assert FORMATS.get("otter").sniff(make_source(text)) == 0


def test_phrases_of_one_second_overlap_in_tolk():
    text = (
        "00:00:05\tАнна Ким\tРаз.\n00:00:05\tИван\tДва.\n00:00:09\tАнна Ким\tТри.\n00:00:09\tИван\tЧетыре.\n"
    )
    assert times_of(text) == [(5, 9), (5, 9), (9, 9), (9, 9)]


def test_a_name_of_one_phrase_is_believed_in_tolk_and_a_cut_row_is_counted():
    text = "Время\tИмя\tТекст\n00:00:05\tгость 7\tРаз: два.\n00:00:09\tАнна Ким\tТри.\n00:00:12\tИв"
    parsed = parse(text)
    assert turns_of(text) == [("гость 7", "Раз: два."), ("Анна Ким", "Три.")]
    assert parsed.unparsed == len("Время\tИмя\tТекст") + len("00:00:12\tИв")


def test_zoom_counts_seconds_from_the_first_line_over_midnight():
    text = "[Анна] 23:59:50\nДа?\n\n[Иван] 00:00:10\nНет.\n\n[Анна] 00:01:00\nЯсно.\n"
    assert times_of(text) == [(0, 20), (20, 70), (70, 70)]


def test_zoom_times_that_begin_near_zero_stay_as_they_are():
    text = "[Анна] 00:00:04\nДа?\n\n[Иван] 00:00:10\nНет.\n"
    assert times_of(text) == [(4, 10), (10, 10)]


def test_zoom_knows_the_half_of_the_day():
    text = "[Nora] 11:59:50 AM\nYes?\n\n[Sam] 12:00:10 PM\nNo.\n\n[Nora] 1:00:00 PM\nOh.\n"
    assert times_of(text)[1:] == [(20, 3610), (3610, 3610)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("10:02:13 From  Nora Hale  to  Everyone:\n\tYes: no.", ("Nora Hale", "Yes: no.")),
        ("10:02:13\t From Nora Hale : Yes: no.", ("Nora Hale", "Yes: no.")),
        ("10:02:13 From Nora Hale to Sam Okoro (Privately) : Yes.", ("Nora Hale", "Yes.")),
        ("10:02:13 From Nora Hale: I want to add: yes.", ("Nora Hale", "I want to add: yes.")),
        ("10:02:13 От Нора Хейл кому Все: Да.", ("Нора Хейл", "Да.")),
    ],
)
def test_a_zoom_chat_names_its_senders_and_says_that_it_is_one(line, said):
    text = f"{line}\n10:02:40 From Sam Okoro : Fine.\n"
    assert turns_of(text)[0] == said
    assert "chat" in parse(text).warnings[0]


def test_reactions_and_quoted_beginnings_are_not_said():
    text = '10:02:13 From Nora Hale : Yes.\n10:02:20 From Sam Okoro : Reacted to "Yes." with 👍\n10:03:00 From Sam Okoro : No.\n'
    assert turns_of(text) == [("Nora Hale", "Yes."), ("Sam Okoro", "No.")]
    assert parse(text).unparsed == len('Reacted to "Yes." with 👍')


# ---------------------------------------------------------------- MAXQDA, notes by question, dashes


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("И: Как? #00:00:05-1#\n\nР: Так. #00:00:09-7#\n\nИ: Да. #00:00:11-0#\n\nР: Ну. #00:00:12-0#\n",
         [(None, 5.1), (5.1, 9.7), (9.7, 11), (11, 12)]),
        ("#00:00:00# И: Как?\n#00:00:05.1# Р: Так.\n#00:00:09,75# И: Да.\n#00:00:11# Р: Ну.\n",
         [(0, 5.1), (5.1, 9.75), (9.75, 11), (11, 11)]),
        ("И: Как? #00:00:09-0#\n\nР: Так. #00:00:05-0#\n\nИ: Да. #00:00:11-0#\nР: Ну.\n",
         [(None, 9), (9, 9), (5, 11), (11, 11)]),
    ],
    ids=["at the end", "at the beginning", "a slip back in time"],
)  # fmt: skip
def test_words_between_two_times_were_said_between_them(text, times):
    assert parse(text).format == "maxqda"
    assert [speaker for speaker, _text in turns_of(text)] == ["И", "Р", "И", "Р"]
    assert times_of(text) == times


def test_timed_paragraphs_without_names_have_no_speaker():
    text = "Мы ждали мастера. #00:00:05-1#\n\nОн не приехал: пробки. #00:00:09-7#\n"
    assert turns_of(text) == [(None, "Мы ждали мастера."), (None, "Он не приехал: пробки.")]
    assert "names no speakers" in parse(text).warnings[0]


def test_times_between_hash_signs_are_read_in_word_documents_too():
    source = make_docx("Анна: Как? #00:00:05-1#", "Иван: Так. #00:00:09-7#", "Анна: Ясно. #00:00:10-0#")
    assert parse(source).format == "maxqda"
    assert turns_of(source) == [("Анна", "Как?"), ("Иван", "Так."), ("Анна", "Ясно.")]


QUESTIONS = [
    "Вопрос 1. {}\nАнна: {}\nБорис: {}\n\nВопрос 2. Что ещё?\nАнна: Всё.\nБорис: Да.\n",
    "Вопрос №1: {}\nАнна: {}\nБорис: {}\nВопрос №2: Что ещё?\nАнна: Всё.\nБорис: Да.\n",
    "## Вопрос 1\n\n{}\n\n**Анна:** {}\n\n**Борис:** {}\n\n## Вопрос 2\n\nЧто ещё?\n\n**Анна:** Всё.\n\n**Борис:** Да.\n",
    "**Вопрос 1.** {}\nАнна — {}\nБорис — {}\n**Вопрос 2.** Что ещё?\nАнна — Всё.\nБорис — Да.\n",
]


@pytest.mark.parametrize("layout", QUESTIONS, ids=range(len(QUESTIONS)))
def test_a_question_put_once_is_answered_by_several(layout):
    text = layout.format("Как вы искали?", "По знакомым: долго.", "На сайте.")
    assert parse(text).format == "question-notes"
    assert turns_of(text) == [
        ("Вопрос", "Как вы искали?"), ("Анна", "По знакомым: долго."), ("Борис", "На сайте."),
        ("Вопрос", "Что ещё?"), ("Анна", "Всё."), ("Борис", "Да."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Вопрос 1. Как?\nОтвет. Так.\n\nВопрос 2. Где?\nОтвет. Тут.\n", ["Вопрос", "Ответ"] * 2),
        ("Question 1: How?\nAnswer 1: So.\nQuestion 2: Where?\nAnswer 2: Here.\n", ["Question", "Answer"] * 2),
        ("Q1. How?\nA1. So.\nQ2. Where?\nA2. Here.\n", ["Q", "A"] * 2),
        ("Вопрос 1. Как?\nОтвет 1. Так.\nОтвет 2. Сяк.\nВопрос 2. Где?\nОтвет 1. Тут.\nОтвет 2. Там.\n",
         ["Вопрос", "Ответ 1", "Ответ 2"] * 2),
        ("Вопрос 1. Как?\n\nТак.\nИ эдак.\n\nВопрос 2. Где?\n\nТут.\n", ["Вопрос", None] * 2),
        ("1. Как?\n\nТак вот.\n\n2. Где?\n\nТут вот.\n", [None] * 4),
    ],
)  # fmt: skip
def test_numbered_questions_are_one_voice_and_bare_answers_are_nobodys(text, speakers):
    assert [speaker for speaker, _text in turns_of(text)] == speakers


def test_the_list_of_a_guide_is_no_conversation():
    guide = "Вопрос 1. Как?\nВопрос 2. Где?\nВопрос 3. Когда?\n\n"
    text = f"{guide}И: Здравствуйте!\nР: Добрый день.\nИ: Как нашли?\nР: По сайту.\n"
    assert parse(text).format == "labelled-text"
    assert turns_of(text)[0] == ("И", "Здравствуйте!")


def test_a_numbered_list_inside_an_interview_stays_with_its_speaker():
    text = "И: Что вы спросили?\nР: Три вещи.\n1. Сколько стоит?\nИ потом.\n2. Когда привезут?\nИ: Ясно.\nР: Да.\n"
    assert turns_of(text)[1] == ("Р", "Три вещи. 1. Сколько стоит? И потом. 2. Когда привезут?")


@pytest.mark.parametrize("dash", ["— ", "–", "- ", "-", "\t— "])
def test_dashes_tell_turns_but_no_speakers(dash):
    text = f"Беседа\n\n{dash}Как нашли?\n{dash}По сайту — сам.\nБыстро.\n{dash}Ясно.\n"
    assert turns_of(text) == [(None, "Как нашли?"), (None, "По сайту — сам. Быстро."), (None, "Ясно.")]
    assert parse(text).unparsed == len("Беседа")


def test_two_dashes_in_a_long_story_lose_no_word():
    text = "Мы искали школу.\n\nСмотрели отзывы.\n\nБыло два пути:\n— Идти самим.\n— Звонить.\n\nМы пошли.\n\nИ не зря.\n\nВот так.\n"
    parsed = parse(text)
    assert parsed.format == "plain-text"
    assert parsed.unparsed == 0
    assert parsed.turns[0].text == "Мы искали школу."


def test_dashes_are_read_in_word_documents_too():
    source = make_docx("— Как нашли?", "— По сайту.", "— Ясно.")
    assert turns_of(source) == [(None, "Как нашли?"), (None, "По сайту."), (None, "Ясно.")]


def test_a_list_in_another_kind_of_file_is_no_conversation():
    with pytest.raises(UnreadableSource, match="layout is unknown"):
        parse(make_source("- name: a\n- name: b\n- value: c\n", "a.yaml"))


# ---------------------------------------------------------------- names alone, subtitles, Teams


@pytest.mark.parametrize(
    "source",
    [
        "Анна\n\nКак нашли?\n\nБорис\n\nПо сайту.\n\nСам.\n\nАнна\n\nЯсно.\n\nБорис\n\nДа.\n",
        make_docx("Анна", "Как нашли?", "Борис", "По сайту.", "Сам.", "Анна", "Ясно.", "Борис", "Да."),
    ],
    ids=["txt", "docx"],
)
def test_names_in_paragraphs_of_their_own_begin_turns(source):
    assert turns_of(source) == [
        ("Анна", "Как нашли?"),
        ("Борис", "По сайту. Сам."),
        ("Анна", "Ясно."),
        ("Борис", "Да."),
    ]


def test_short_answers_without_a_full_stop_are_no_names():
    text = "Расскажите о себе.\n\nЯ врач.\n\nПонятно\n\nДавно?\n\nДва года.\n\nПонятно\n\nГде живёте?\n\nВ Туле.\n"
    assert {speaker for speaker, _text in turns_of(text)} == {None}


@pytest.mark.parametrize("header", ["WEBVTT\n\n", ""], ids=["vtt", "srt"])
@pytest.mark.parametrize(
    ("cues", "said"),
    [
        ([">> Anna: Hi.", ">> Sam: Yo. >> Anna: So?", ">> Sam: No."],
         [("Anna", "Hi."), ("Sam", "Yo."), ("Anna", "So?"), ("Sam", "No.")]),
        ([">> Hi.", "&gt;&gt; Yo.", "And more."], [(None, "Hi."), (None, "Yo. And more.")]),
        (["(Анна)\nРаз.", "(Иван)\nДва.\nТри.", "Ещё."], [("Анна", "Раз."), ("Иван", "Два. Три. Ещё.")]),
        (["(Анна) Раз.", "(Иван) Два.", "(смеётся) Три.", "(Анна) Да.\n(Иван) Нет."],
         [("Анна", "Раз."), ("Иван", "Два. (смеётся) Три."), ("Анна", "Да."), ("Иван", "Нет.")]),
        (["- Раз?\n- Два.", "- Три?"], [(None, "Раз?"), (None, "Два."), (None, "Три?")]),
        (["(Вздох)\nРаз.", "Два.", "Три.", "Пять."], [(None, "(Вздох) Раз. Два. Три. Пять.")]),
    ],
    ids=["chevrons", "bare chevrons", "brackets once", "brackets", "dashes", "a noise"],
)  # fmt: skip
def test_subtitles_name_people_in_many_ways(header, cues, said):
    text = header + "\n\n".join(
        f"{n}\n00:00:0{n}.000 --> 00:00:0{n}.900\n{cue}" for n, cue in enumerate(cues, 1)
    )
    assert turns_of(text) == said


LONG = "Шереметьева-Вронская Александра Константиновна (ООО «Ромашка», внешний участник)"


@pytest.mark.parametrize(
    "name", [LONG, "guest 42", "Unknown", "Иванов Иван Иванович (Guest)", "anna.k@example.org"]
)
def test_teams_documents_keep_whatever_people_are_called(name):
    new = make_docx(
        "Интервью", f"{name}   0:03", "Да?", "Иван Ким   0:09", "Нет.", f"{name}   1:02:03", "Ясно."
    )
    old = make_docx(f"0:0:0.0 --> 0:0:1.250\n{name}\nДа?", "0:0:2.90 --> 0:0:3.0\nИван Ким\nНет.\nНе был.")
    assert turns_of(new) == [(name, "Да?"), ("Иван Ким", "Нет."), (name, "Ясно.")]
    assert turns_of(old) == [(name, "Да?"), ("Иван Ким", "Нет. Не был.")]
    assert times_of(new) == [(3, 9), (9, 3723), (3723, 3723)]
    assert times_of(old)[1] == (2.9, 3)


def test_a_teams_cue_whose_first_line_is_a_sentence_has_no_speaker():
    source = make_docx("0:0:0.0 --> 0:0:1.250\nМы ждали мастера целых два часа.\nИ ушли.")
    assert turns_of(source) == [(None, "Мы ждали мастера целых два часа. И ушли.")]


# ---------------------------------------------------------------- faults, size, rivals


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "00:00:05\tАнна Ким\tРаз.\n00:99:05\tИван\tДва.\n",
            "a.txt:2: the time cannot be read (00:99:05); mend",
        ),
        (
            "[Анна] 10:02:13\nДа.\n\n[Иван] 10:02:99\nНет.\n",
            "a.txt:4: the time cannot be read (10:02:99); mend",
        ),
        ("Анна К  0:01\nДа.\n\nИван К  0:99\nНет.\n", "a.txt:4: the time cannot be read (0:99); mend"),
        (
            "И: Да. #00:00:05-1#\nР: Нет. #00:77:05-1#\n",
            "a.txt:2: the time cannot be read (00:77:05.1); mend",
        ),
        (MEET.format("Nora Hale: Hi.\nSam Okoro: Yo.\n00:99:00\nNora Hale: So?"), "a.txt:8: the time cannot"),
        ("[Анна] 10:02:13\n\n[Иван] 10:02:19\n", "a.txt: the file has no turns; save"),
    ],
)
def test_a_fault_is_named_by_its_line_with_a_remedy(text, message):
    with pytest.raises(SourceError) as caught:
        parse(text)
    assert str(caught.value).startswith(message)


SAMPLES = sorted(path for path in EXAMPLES.iterdir() if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_no_two_formats_claim_the_same_sample(sample):
    source = read_source(EXAMPLES, sample)
    scores = sorted(known.sniff(source) for known in FORMATS.values())
    assert scores[-1] - scores[-2] > EQUAL


@pytest.mark.parametrize("line", ["Анна: да. #00:00:05-1#\n", "00:00:05\tАнна\tда\n", "слово ", "— Да.\n"])
def test_a_large_file_is_looked_at(line):
    source = make_source(line * (8_000_000 // len(line.encode())))
    for name in MINE:
        assert 0 <= FORMATS.get(name).sniff(source) <= 1


@pytest.mark.parametrize(
    "line",
    [
        "Анна{0}x",
        "{0}x",
        "Вопрос{0}1{0}x",
        "10:02:13 From{0}Анна{0}to{0}x",
        "Анна{0}0:0x",
        "1.{0}a{0}b",
        "[Анна]{0}10:02:13{0}x",
    ],
)
def test_a_long_gap_in_a_line_costs_no_time(line):
    source = make_source(line.format(" " * 4000) + "\nИван: да\n")
    for name in (*MINE, "labelled-text"):
        known = FORMATS.get(name)
        known.sniff(source)
        with contextlib.suppress(SourceError):
            known.parse(source)


# ---------------------------------------------------------------- round trips


@st.composite
def talks(draw):
    """Two or three speakers, each at least twice, never twice in a row; sentences end as sentences do."""
    cast = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True))
    order = [*cast, *cast, *draw(st.lists(st.sampled_from(cast), max_size=8))]
    order = [name for place, name in enumerate(order) if not place or order[place - 1] != name]
    words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9)
    sentence = words.map(lambda found: f"Ну {' '.join(found)}.")
    return [(name, draw(st.lists(sentence, min_size=1, max_size=3))) for name in order]


def clock(seconds):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def meet(talk):
    return MEET.format("\n".join(f"{name}: " + "\n".join(said) for name, said in talk))


def tolk(talk):
    return "\n".join(f"{clock(n)}\t{name}\t{text}" for n, (name, said) in enumerate(talk) for text in said)


def captions(talk):
    return "\n\n".join(
        f"[{name}] {clock(36_000 + n)}\n" + "\n".join(said) for n, (name, said) in enumerate(talk)
    )


def stamped(talk):
    return "\n\n".join(f"{name}: {' '.join(said)} #{clock(n)}-0#" for n, (name, said) in enumerate(talk, 1))


@pytest.mark.parametrize(
    ("name", "render"),
    [("google-meet", meet), ("tolk", tolk), ("zoom-text", captions), ("maxqda", stamped)],
)
@settings(max_examples=20, deadline=None)
@given(talk=talks())
def test_a_talk_comes_back_as_it_was_said(name, render, talk):
    source = make_source(render(talk))
    assert detect(source).name == name
    assert turns_of(source) == [(speaker, " ".join(said)) for speaker, said in talk]
