"""Texts without interviews gathered into groups: intents of short texts and segments of user studies."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import sets
from checkout import SEED
from comparing import THEME_HEADS, say, theme_peers, theme_row
from measures import bootstrap
from ours import lone_units, ours_themes, understand
from table import Row, Section

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from comparing import Bench
    from numpy.typing import NDArray
    from ours import Understood
    from sets import Grouped

    from pipeline.cluster.embedders.base import Matrix

BESIDE = ("BERTopic, min_topic_size 4, 5 neighbours", "k-means, told k")  # on the reader's vectors as well
NOTE = (
    "each text is its own respondent and of one kind, without a stage; the peers see e5-small's vectors "
    "where nothing else is said, our grouping the words as well; a text left out is alone for V, ARI, AMI. "
    "Intervals: halves of the texts."
)


def intents_banking(bench: Bench) -> list[Section]:
    """Group bank customers' questions."""
    found = sets.banking77(bench.data / "banking77", bench.scale.most)
    return [section(bench, "banking77", found)]


def intents_hwu64(bench: Bench) -> list[Section]:
    """Group the same requests in two languages, and look whether a text's nearest is its translation."""
    russian, english = sets.hwu64(bench.data / "hwu64_ru_en", bench.scale.most)
    return [
        section(bench, "hwu64, Russian", russian),
        section(bench, "hwu64, English", english),
        _across(bench, russian, english),
    ]


def segments_pdpilot(bench: Bench) -> list[Section]:
    """Group coded segments of user studies by the researchers' groups and by their codes."""
    folder = bench.data / "pdpilot_userstudy"
    return [
        section(bench, "pdpilot, top groups", sets.pdpilot(folder, "top")),
        section(bench, "pdpilot, codes", sets.pdpilot(folder, "code")),
    ]


def section(bench: Bench, title: str, found: Grouped) -> Section:
    """Compare groupings of texts that nobody asked for."""
    say(f"{title}: {len(found.texts)} texts")
    units = lone_units(found.texts, found.language)
    read, blocks = understand(bench.product, units), range(len(units))
    rows = compared(bench, read, blocks, found.gold, blocks)
    return Section(
        title=f"{title}: {sets.groups(found.gold)} groups of {len(units)} texts",
        heads=THEME_HEADS,
        rows=tuple(rows),
        note=NOTE,
    )


def compared(
    bench: Bench,
    read: Understood,
    rows: Sequence[int],
    gold: Sequence[str],
    blocks: Sequence[Hashable],
) -> list[Row]:
    """Return our grouping of the units of ``rows`` without kinds and stages, and the peers'."""
    found = []
    for who, learnt in (("our grouping", True), ("our grouping without the reader", False)):
        began = time.perf_counter()
        labels = ours_themes(read, rows, as_coded=False, learnt=learnt)
        say(f"  {who}: {time.perf_counter() - began:.1f} s")
        found.append(theme_row(who, gold, labels, blocks, bench.scale, ours=True))
    texts = [read.units[row].text for row in rows]
    matrix, learnt_rows = bench.product.vectors(texts), read.learnt[list(rows)]
    found += theme_peers(texts, gold, matrix, blocks, bench.scale)
    return found + theme_peers(texts, gold, learnt_rows, blocks, bench.scale, BESIDE, ", reader's vectors")


def _across(bench: Bench, russian: Grouped, english: Grouped) -> Section:
    """Compare the spaces by how often a text's nearest in the other language is its translation."""
    product = bench.product
    spaces = {
        "e5-small in int8": (product.vectors(russian.texts), product.vectors(english.texts)),
        "our reader's theme vectors": tuple(
            product.reader.read(lone_units(half.texts, half.language), product.store).themes
            for half in (russian, english)
        ),
        "tf-idf of letters": _letters(russian.texts, english.texts),
    }
    rows = []
    for who, (ours, theirs) in spaces.items():
        there = nearest_is_twin(ours, theirs, english.texts)
        back = nearest_is_twin(theirs, ours, russian.texts)
        figures = [
            bootstrap(
                range(len(hits)), lambda rows, hits=hits: float(hits[rows].mean()), bench.scale.times, SEED
            )
            for hits in (there, back)
        ]
        rows.append(Row(who=who, figures=tuple(figures), ours=who.startswith(("e5", "our"))))
    return Section(
        title="hwu64, nearest text is the translation",
        heads=("Russian to English", "English to Russian"),
        rows=tuple(rows),
        note=f"of {len(russian.texts)} texts in the other language; the Russian is a machine's.",
    )


def nearest_is_twin(rows: Matrix, others: Matrix, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Tell for each row whether the nearest of the others says what its own translation says."""
    nearest = (rows @ others.T).argmax(axis=1)
    return np.array([texts[found] == texts[row] for row, found in enumerate(nearest)])


def _letters(russian: Sequence[str], english: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Return both halves as tf-idf of letters, dense."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, dtype=np.float32)
    both = letters.fit_transform([*russian, *english])
    return both[: len(russian)].toarray(), both[len(russian) :].toarray()
