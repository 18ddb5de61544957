"""The short way to the spans of sentences gives what the whole pipeline gives, at any length."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.language import nlp, sentences

PIECES = (
    "Да", "нет", "т.е.", "и т.д.", "вед. науч. сотр.", "г.", "А.", "П.", "10:30", "Вот", "кто-то", "«Так»", "www.a.ru",
    ".", "?", "!..", "…", ",", "—", "-", "(", ")", " ", "  ", "\n", "\u00a0", "\t",
)  # fmt: skip


def by_the_pipeline(text):
    doc = nlp("ru").get_pipe("cjm_sentences")(nlp("ru").make_doc(text))
    return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]


@example(["вед. науч. сотр.", " ", "Да", "."])
@example(["Да", ".", "Нет", "."])
@example([])
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_sentences_are_those_of_the_pipeline(pieces):
    text = "".join(pieces)
    assert sentences(text, "ru") == by_the_pipeline(text)


def test_a_talk_of_a_million_characters_has_sentences():
    text = "Мы ждали весь день. " * 50_010
    assert len(sentences(text.strip(), "ru")) == 50_010
    assert len(sentences("We waited. " * 91_000, "en")) == 91_000
