import numpy as np
import pytest

from pipeline.cluster.known_themes import KnownTheme, known_themes, propose_names
from pipeline.cluster.naming import name_themes
from pipeline.records import Grouping, Kind, LabelOrigin, Theme
from spoken import make_talk

LIBRARY = [
    KnownTheme(id="p-wait", kind=Kind.PAIN, name="Долгое ожидание", description="ждут дольше, чем готовы"),
    KnownTheme(id="p-price", kind=Kind.PAIN, name="Скрытые доплаты", description="сумма выросла к концу"),
    KnownTheme(id="s-fast", kind=Kind.POSITIVE, name="Быстро и в срок", description="успели, когда обещали"),
]
VECTORS = np.eye(3, dtype=np.float32)


def theme(number, kind, ids):
    return Theme(
        id=f"t{number}",
        kind=kind,
        stage=None,
        label="",
        label_origin=LabelOrigin.KEYWORDS,
        keywords=(),
        utterances=ids,
    )


def row(*values):
    vector = np.array(values, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def test_both_languages_know_the_same_themes():
    russian, english = known_themes("ru"), known_themes("en")
    assert [(known.id, known.kind) for known in russian] == [(known.id, known.kind) for known in english]
    assert {known.kind for known in russian} == set(Kind)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_names_are_short_and_differ(language):
    library = known_themes(language)
    assert len({known.name for known in library}) == len({known.id for known in library}) == len(library)
    for known in library:
        assert 2 <= len(known.name.split()) <= 6
        assert known.name[0].isupper()
        assert not known.name.endswith(".")


def test_a_theme_gets_the_name_it_is_nearest_to():
    rows = {"a": row(1, 0.1, 0), "b": row(0.9, 0.2, 0), "c": row(0, 1, 0.1)}
    themes = [theme(1, Kind.PAIN, ("a", "b")), theme(2, Kind.PAIN, ("c",))]
    assert propose_names(themes, rows, LIBRARY, VECTORS) == {"t1": "Долгое ожидание", "t2": "Скрытые доплаты"}


def test_a_name_of_another_kind_is_not_given():
    rows = {"a": row(0, 0, 1), "b": row(1, 1, 1)}
    themes = [theme(1, Kind.PAIN, ("a",)), theme(2, Kind.GOAL, ("b",))]
    assert propose_names(themes, rows, LIBRARY, VECTORS) == {}


def test_what_is_near_to_nothing_gets_no_name():
    rows = {"a": row(0.5, 0.5, 1)}
    assert propose_names([theme(1, Kind.PAIN, ("a",))], rows, LIBRARY, VECTORS) == {}
    assert propose_names([], {}, LIBRARY, VECTORS) == {}


def test_a_name_that_is_near_to_everything_counts_less():
    wide = np.stack([row(1, 0.9, 0.9), row(0, 1, 0)])
    rows = {"a": row(0.6, 1, 0.2), "b": row(1, 0.5, 1), "c": row(1, 0.4, 1)}
    themes = [theme(n, Kind.PAIN, (id_,)) for n, id_ in enumerate("abc")]
    assert rows["a"] @ wide[0] > rows["a"] @ wide[1]
    assert propose_names(themes, rows, LIBRARY[:2], wide)["t0"] == "Скрытые доплаты"


def named(proposals, texts):
    units = {}
    for number, text in enumerate(texts):
        (unit,), _ = make_talk(f"k{number}", [("s1", "Как всё прошло?", [text])])
        units[unit.id] = unit
    half = len(units) // 2
    ids = list(units)
    themes = (theme(1, Kind.PAIN, tuple(ids[:half])), theme(2, Kind.PAIN, tuple(ids[half:])))
    return name_themes(Grouping(themes=themes, unassigned=(), notes=()), units, "ru", proposals).themes


def test_the_themes_own_word_stands_behind_a_known_name():
    first, second = named(
        {"t1": "Долгое ожидание"},
        ["Курьер приехал к ночи.", "Курьер всё не ехал.", "Чек не сошёлся.", "Сумма в чеке другая."],
    )
    assert first.label == "Долгое ожидание: курьер"
    assert first.label_origin is LabelOrigin.MODEL
    assert second.label_origin is LabelOrigin.KEYWORDS


def test_two_themes_of_one_name_are_told_apart_by_their_words():
    first, second = named(
        {"t1": "Долгое ожидание", "t2": "Долгое ожидание"},
        ["Курьер приехал к ночи.", "Курьер всё не ехал.", "Письмо шло неделю.", "Письма так и нет."],
    )
    assert {first.label, second.label} == {"Долгое ожидание: курьер", "Долгое ожидание: письмо"}
