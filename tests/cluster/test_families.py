from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cluster.families import (
    CROWDED,
    FamilySettings,
    _near_enough,
    find_families,
    gathered,
    nearness,
)
from pipeline.cluster.family_names import as_themes, name_families
from pipeline.cluster.likeness import Likeness, LikenessWeights
from pipeline.records import Family, Kind, LabelOrigin, Theme
from spoken import make_talk

WIDE = 24  # columns of a row


def make_theme(number, ids, *, kind=Kind.PAIN, stage="s1", label="", keywords=()):  # noqa: PLR0913 (what a theme is)
    return Theme(
        id=f"t{number:03}",
        kind=kind,
        stage=stage,
        label=label,
        label_origin=LabelOrigin.KEYWORDS,
        keywords=keywords,
        utterances=tuple(ids),
    )


def make_cell(sizes, seed=0, *, per=3, spread=0.5, hints=None, **of):
    """Themes whose utterances lie about as many middles as there are sizes; ``spread`` blurs them."""
    dice = np.random.default_rng(seed)
    themes, rows, ids = [], [], []
    for middle, size in zip(dice.normal(size=(len(sizes), WIDE)), sizes, strict=True):
        for _ in range(size):
            told = middle + spread * dice.normal(size=WIDE) + spread * dice.normal(size=(per, WIDE))
            rows.append(told / np.linalg.norm(told, axis=1, keepdims=True))
            own = [f"u{len(ids) + number:04}" for number in range(per)]
            ids += own
            themes.append(make_theme(len(themes), own, **of))
    likeness = Likeness(
        ids=tuple(ids),
        rows=np.concatenate(rows).astype(np.float32) * 2,
        plain=WIDE,
        talks=dice.integers(0, 8, len(ids)),
        weights=LikenessWeights(),
        hints=hints or {},
    )
    return themes, likeness


def parts(families):
    return {frozenset(family.themes) for family in families}


def planted(sizes):
    ends = np.cumsum(sizes)
    return {
        frozenset(f"t{n:03}" for n in range(end - size, end)) for end, size in zip(ends, sizes, strict=True)
    }


# ---------------------------------------------------------------- which themes are gathered


@pytest.mark.parametrize("sizes", [(4, 4, 4), (3, 5, 4, 3), (6, 5, 5, 4, 4), (10, 10), (4, 3)])
def test_clear_groups_are_found(sizes):
    assert parts(find_families(*make_cell(sizes))) == planted(sizes)


def test_a_cell_that_is_not_crowded_has_no_families():
    themes, likeness = make_cell((3, 3))
    assert len(themes) == CROWDED
    assert find_families(themes, likeness) == ()
    assert find_families([], likeness) == ()


def test_a_theme_that_fits_nowhere_stays_alone():
    themes, likeness = make_cell((4, 4, 4, 1))
    assert parts(find_families(themes, likeness)) == planted((4, 4, 4))


def test_themes_of_other_kinds_and_stages_are_never_gathered_together():
    themes, likeness = make_cell((4, 4, 4))
    cells = [(Kind.PAIN, "s1"), (Kind.PAIN, "s2"), (Kind.GOAL, None)]
    mixed = [
        make_theme(n, theme.utterances, kind=cells[n % 3][0], stage=cells[n % 3][1])
        for n, theme in enumerate(themes)
    ]
    assert find_families(mixed, likeness) == (), "each of the three cells holds four themes only"
    eager = find_families(mixed, likeness, FamilySettings(crowded=3, chance=1.0))
    cell_of = {theme.id: (theme.kind, theme.stage) for theme in mixed}
    assert all(cell_of[id_] == (family.kind, family.stage) for family in eager for id_ in family.themes)


def test_a_cell_without_a_stage_is_a_cell_too():
    families = find_families(*make_cell((4, 4, 4), stage=None))
    assert {family.stage for family in families} == {None}
    assert parts(families) == planted((4, 4, 4))


def random_near(seed, size):
    pairs = np.random.default_rng(seed).normal(-4, 0.7, (size, size))
    near = (pairs + pairs.T) / 2
    np.fill_diagonal(near, 0)
    return near


@pytest.mark.parametrize("size", [8, 15, 30])
def test_in_random_likenesses_hardly_any_cell_has_families(size):
    found = [gathered(random_near(seed, size), FamilySettings()) for seed in range(40)]
    assert sum(map(bool, found)) <= 6, "one of twenty is expected"


def test_themes_that_are_all_equally_alike_have_no_families():
    near = np.full((9, 9), -3.0)
    np.fill_diagonal(near, 0)
    assert gathered(near, FamilySettings()) == []


@pytest.mark.parametrize("size", [9, 16, 25])
def test_no_theme_is_held_that_is_farther_from_the_others_than_usual(size):
    for seed in range(40):
        near = random_near(seed, size)
        usual = np.median(near[np.triu_indices(size, 1)])
        for places in gathered(near, FamilySettings(chance=1.0)):
            inside = near[np.ix_(places, places)].sum(axis=1) / (len(places) - 1)
            assert (inside > usual).all()


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    sizes=st.lists(st.integers(2, 4), min_size=3, max_size=6),
    chance=st.sampled_from([0.05, 0.2, 0.5]),
    data=st.data(),
)
def test_the_order_of_the_input_does_not_matter(seed, sizes, chance, data):
    themes, likeness = make_cell(sizes, seed, spread=3)
    mixed = data.draw(st.permutations(themes))
    rows = np.array(data.draw(st.permutations(range(len(likeness.ids)))))
    turned = Likeness(
        ids=tuple(likeness.ids[row] for row in rows),
        rows=likeness.rows[rows],
        plain=WIDE,
        talks=likeness.talks[rows],
        weights=likeness.weights,
    )
    wish = FamilySettings(chance=chance)
    assert find_families(mixed, turned, wish) == find_families(themes, likeness, wish)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=8),
    spread=st.floats(0.1, 3),
)
def test_families_keep_their_promises(seed, sizes, spread):
    themes, likeness = make_cell(sizes, seed, spread=spread)
    families = find_families(themes, likeness, FamilySettings(chance=1.0))
    held = [id_ for family in families for id_ in family.themes]
    assert len(held) == len(set(held)), "a theme stands in one family at most"
    assert set(held) <= {theme.id for theme in themes}
    assert len({family.id for family in families}) == len(families)
    if families:
        near, places = nearness(themes, likeness), {theme.id: n for n, theme in enumerate(themes)}
        usual = np.median(near[np.triu_indices(len(themes), 1)])
        for family in families:
            own = [places[id_] for id_ in family.themes]
            inside = near[np.ix_(own, own)].sum(axis=1) / (len(own) - 1)
            assert len(own) >= 2
            assert (inside > usual).all()


def test_a_cell_on_the_edge_of_chance_falls_on_the_same_side_in_any_order():
    edge = FamilySettings(chance=0.5)
    for seed in range(60):
        themes, likeness = make_cell((3, 3, 2), seed, spread=3)
        assert find_families(themes[::-1], likeness, edge) == find_families(themes, likeness, edge)


def test_what_joined_by_its_neighbour_alone_is_left_out():
    near = np.where(np.eye(6, dtype=bool), 0.0, -1.0)
    near[5, :4] = near[:4, 5] = -9.0  # near to the fifth only
    assert _near_enough([0, 1, 2, 3, 4, 5], near, -4.0) == [0, 1, 2, 3, 4]


def test_a_familys_id_is_made_of_its_themes_alone():
    few = find_families(*make_cell((4, 4, 4), per=3))
    more = find_families(*make_cell((4, 4, 4), per=5, seed=9))
    assert {family.id for family in few} == {family.id for family in more}


def test_the_theme_that_is_spoken_of_most_stands_first():
    themes, likeness = make_cell((4, 4, 4))
    told = [make_theme(n, theme.utterances[: 1 + n % 3]) for n, theme in enumerate(themes)]
    for family in find_families(told, likeness):
        counts = [len(told[int(id_[1:])].utterances) for id_ in family.themes]
        assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("hints", [{}, {"u0000": "Цена", "u0004": "Цена", "u0010": "Срок"}])
def test_nearness_is_the_mean_log_odds_of_the_utterances(hints):
    themes, likeness = make_cell((3, 4), hints=hints)
    near, place = nearness(themes, likeness), {id_: n for n, id_ in enumerate(likeness.ids)}
    rows = [np.array([place[id_] for id_ in theme.utterances]) for theme in themes]
    for a in range(len(themes)):
        for b in range(a):
            both = likeness.between(np.concatenate([rows[a], rows[b]]))
            mean = both[: len(rows[a]), len(rows[a]) :].mean()
            assert near[a, b] == near[b, a] == pytest.approx(mean, abs=1e-4)


def test_two_hundred_themes_are_told_apart():
    assert parts(find_families(*make_cell((20,) * 10, per=10))) == planted((20,) * 10)


@pytest.mark.parametrize("themes", [(), ("t1",), ("t1", "t1"), ("t1", "t2", "t1")])
def test_a_family_of_fewer_than_two_different_themes_cannot_be_made(themes):
    with pytest.raises(ValueError, match="two different themes"):
        make_family(themes)


# ---------------------------------------------------------------- what families are called


def make_family(themes, number=1, stage="s1"):
    return Family(
        id=f"f{number}",
        kind=Kind.PAIN,
        stage=stage,
        label="",
        label_origin=LabelOrigin.KEYWORDS,
        themes=tuple(themes),
    )


def named(labels, sizes, proposals=None, language="ru"):
    """Name families of so many themes each; ``labels`` are «label | keyword, keyword | what was said»."""
    units, themes = {}, []
    for number, line in enumerate(labels):
        label, keywords, text = (part.strip() for part in line.split("|"))
        (unit,), _ = make_talk(f"k{number}", [("s1", "Как всё прошло?", [text])], language)
        units[unit.id] = unit
        themes.append(
            make_theme(number, [unit.id], label=label, keywords=tuple(filter(None, keywords.split(", "))))
        )
    ends = np.cumsum(sizes)
    families = [
        make_family([theme.id for theme in themes[end - size : end]], number)
        for number, (end, size) in enumerate(zip(ends, sizes, strict=True), 1)
    ]
    return name_families(families, themes, units, language, proposals)


PARCEL = [
    "Долгая доставка | курьер, вечер | Долгая доставка, до вечера ждал.",
    "Долгая доставка за город | дача | На дачу долгая доставка.",
    "Платёж завис | карта | Карта не прошла.",
    "Подъём на этаж | лифт | Лифта нет.",
]
GARAGE = [
    "Цена выросла к концу | чек | Цена выросла.",
    "Цена нигде не указана | сайт | Цена где написана?",
    "Шумный двор | окно | Двор шумный.",
    "Душный зал | духота | Зал душный.",
]


def test_a_head_is_a_phrase_whose_words_half_of_the_themes_share():
    (family,) = named(["Очень долгая доставка | вечер | Ждал.", *PARCEL[1:]], [3])
    assert family.label == "Долгая доставка"
    assert family.label_origin is LabelOrigin.KEYWORDS


def test_a_head_is_not_the_label_of_one_of_its_themes():
    (family,) = named(PARCEL, [3])
    assert family.label == "Доставка"


def test_a_noun_that_half_of_the_themes_share_is_a_head():
    assert named(GARAGE, [3])[0].label == "Цена"


def test_a_word_that_stands_in_no_label_is_no_head_alone():
    lines = ["Шумный двор | забор | Двор.", "Тёмный подъезд | забор | Темно.", *GARAGE[3:]]
    assert named(lines, [3])[0].label.lower() != "забор"


def test_a_known_name_is_a_head_where_no_word_is_shared():
    (family,) = named(GARAGE[1:], [3], {"f1": "Неудобное место"})
    assert (family.label, family.label_origin) == ("Неудобное место", LabelOrigin.MODEL)


@pytest.mark.parametrize("first", ["Неудобное место", "Неудобное место: склад"])
def test_a_known_name_that_one_of_the_themes_has_is_no_head(first):
    (family,) = named([f"{first} | склад | Склад далеко.", *GARAGE[2:]], [3], {"f1": "Неудобное место"})
    assert (family.label, family.label_origin) == ("Двор, зал", LabelOrigin.KEYWORDS)


def test_where_no_word_is_common_two_nouns_tell_of_different_themes():
    lines = [
        "Шумный двор | двор, забор | Двор.",
        "Тёмный двор | двор, забор | Двор.",
        *GARAGE[3:],
        PARCEL[3],
        PARCEL[2],
    ]
    (family,) = named(lines, [5])
    first, second = family.label.split(", ")
    assert first == "Двор"
    assert second in {"зал", "подъём", "этаж", "платёж"}, "the fence is told of by the yard already"


def test_heads_of_one_cell_differ():
    first, second = named(
        [*GARAGE[:2], "Цена за выезд | выезд | Цена.", "Цена за ночь | ночь | Цена."], [2, 2]
    )
    assert first.label.lower() != second.label.lower()


def test_themes_without_any_noun_still_get_a_head():
    lines = ["Скользко | | Скользко.", "Громко | | Громко."] * 2
    labels = [family.label for family in named(lines, [2, 2])]
    assert labels == ["Разное", "Разное (2)"]


def test_english_families_are_named_too():
    lines = [
        "Hidden delivery fees | checkout, card | The delivery fees were hidden.",
        "Late delivery | evening, door | The delivery was late again.",
        "Broken box | tape, corner | The box was broken.",
    ]
    assert "delivery" in named(lines, [3], language="en")[0].label.lower()


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_order_of_themes_and_families_does_not_matter_for_their_names(data):
    lines = [*PARCEL, *GARAGE]
    units = {}
    themes = []
    for number, line in enumerate(lines):
        label, keywords, text = (part.strip() for part in line.split("|"))
        (unit,), _ = make_talk(f"k{number}", [("s1", "Как?", [text])])
        units[unit.id] = unit
        themes.append(make_theme(number, [unit.id], label=label, keywords=tuple(keywords.split(", "))))
    families = [make_family(["t000", "t001", "t002"]), make_family(["t004", "t005", "t006"], 2)]
    names = {family.id: family.label for family in name_families(families, themes, units, "ru")}
    turned = name_families(
        data.draw(st.permutations(families)), data.draw(st.permutations(themes)), units, "ru"
    )
    assert {family.id: family.label for family in turned} == names


def test_for_the_library_a_family_speaks_with_the_telling_utterances_of_its_themes():
    themes = [make_theme(1, [f"a{n}" for n in range(30)]), make_theme(2, ["b0", "b1"])]
    (found,) = as_themes([make_family(["t001", "t002"])], themes)
    assert (found.id, found.kind) == ("f1", Kind.PAIN)
    assert found.utterances == (*(f"a{n}" for n in range(8)), "b0", "b1")
