from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.atlas.parting import LEAST_SILHOUETTE, part


def voice(at):
    return f"i{at:02}", "р"


def two_kinds_of_people(many=10, own=12):
    """Half speak of one dozen themes, half of another; each leaves a third of them out."""
    rng, spoken = random.Random(1), {}  # noqa: S311
    for at in range(many):
        kept = rng.sample(range(own), own * 2 // 3)
        spoken[voice(at)] = {f"t{at % 2}-{n}" for n in kept} | {"all"}
    return spoken


def noise(seed, many=9, themes=40):
    rng = random.Random(seed)  # noqa: S311
    spoken = {voice(at): set() for at in range(many)}
    for n in range(themes):
        for one in rng.sample(sorted(spoken), rng.choice((2, 2, 3, 4))):
            spoken[one].add(f"t{n}")
    return spoken


def test_people_who_speak_of_different_things_are_parted():
    found = part(two_kinds_of_people())
    assert {frozenset(group) for group in found.groups} == {
        frozenset(voice(at) for at in range(0, 10, 2)),
        frozenset(voice(at) for at in range(1, 10, 2)),
    }
    assert found.silhouette > found.chance
    assert not found.alone


def test_four_people_are_not_parted_however_they_differ():
    assert part(two_kinds_of_people(4)).groups == (tuple(voice(at) for at in range(4)),)


def test_nobody_makes_no_group():
    assert part({}).groups == ()


def test_people_who_say_the_same_are_not_parted():
    found = part({voice(at): {"a", "b", "c"} for at in range(8)})
    assert len(found.groups) == 1
    assert found.silhouette is None  # no theme binds some more than others


def test_noise_is_hardly_ever_parted():
    parted = sum(len(part(noise(seed)).groups) > 1 for seed in range(40))
    assert parted <= 6  # one in twenty is expected


def test_who_shares_nothing_with_anybody_stands_apart_from_the_groups():
    spoken = two_kinds_of_people() | {voice(50): {"only", "mine"}, voice(51): set()}
    found = part(spoken)
    assert found.alone == (voice(50), voice(51))
    assert len(found.groups) == 2
    assert sum(map(len, found.groups)) == 10


def test_an_outlier_goes_to_the_nearest_group():
    spoken = two_kinds_of_people() | {voice(50): {"t0-1", "x1", "x2", "x3"}, voice(51): {"x1", "x2", "x3"}}
    spoken[voice(52)] = {"t1-1", "t1-2", *(f"y{n}" for n in range(9))}
    home = next(group for group in part(spoken).groups if voice(52) in group)
    assert voice(1) in home


def test_the_silhouette_is_the_textbooks():
    from sklearn.metrics import silhouette_score

    spoken = two_kinds_of_people(12) | {voice(30): {"t0-1", "t1-2", "t1-3"}}
    found = part(spoken)
    voices = sorted(spoken)
    counts = {theme: sum(theme in bag for bag in spoken.values()) for theme in set().union(*spoken.values())}
    weights = {theme: math.log(len(voices) / n) if n > 1 else 0.0 for theme, n in counts.items()}
    themes = sorted(counts)
    rows = [[weights[theme] if theme in spoken[one] else 0.0 for theme in themes] for one in voices]
    labels = [next(at for at, group in enumerate(found.groups) if one in group) for one in voices]
    assert found.silhouette == pytest.approx(silhouette_score(rows, labels, metric="cosine"), abs=0.006)


def test_the_clusters_are_those_of_average_linkage():
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    from pipeline.assemble.atlas import parting

    rng = random.Random(5)  # noqa: S311
    table = [[0.0] * 20 for _ in range(20)]
    for one in range(20):
        for other in range(one):
            table[one][other] = table[other][one] = rng.random()
    tree = linkage(squareform(table), "average")
    for clusters in parting._merges(table):
        labels = fcluster(tree, len(clusters), "maxclust")
        wanted = {frozenset(at for at in range(20) if labels[at] == label) for label in labels}
        assert {frozenset(cluster) for cluster in clusters} == wanted


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_order_of_people_and_themes_does_not_matter(seed, rng):
    spoken = noise(seed, 6, 12) if seed % 2 else two_kinds_of_people(6 + seed % 5)
    mixed = list(spoken.items())
    rng.shuffle(mixed)
    renewed = {one: rng.sample(sorted(bag), len(bag)) for one, bag in mixed}
    assert part(renewed) == part(spoken)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=12))
def test_every_voice_stands_in_one_group_of_two_or_more_or_alone(bags):
    found = part({voice(at): bag for at, bag in enumerate(bags)})
    placed = [one for group in (*found.groups, found.alone) for one in group]
    assert sorted(placed) == [voice(at) for at in range(len(bags))]
    if len(found.groups) > 1:
        assert all(len(group) >= 2 for group in found.groups)
        assert len(found.groups) <= 4
        assert found.silhouette >= LEAST_SILHOUETTE
        assert found.silhouette > found.chance
