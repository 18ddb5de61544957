from __future__ import annotations

import pytest

from pipeline.cluster.legible import legible


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ждал две недели, никто не позвонил.", "ru", True),
        ("Юпнб яхв шстщэы ккцлуп тщов ывяи.", "ru", False),
        ("Цсюашрй фьвцьирлюелш.", "ru", False),
        ("Авито.", "ru", True),  # one unknown word may be a name
        ("Открыл Телемост, нажал «шарить».", "ru", True),
        ("[ИМЯ 1], ага", "ru", True),
        ("I waited for two weeks.", "ru", True),  # foreign words are not judged
        ("", "ru", True),
        ("12 500", "en", True),
        ("I waited for two weeks and nobody called.", "en", True),
        ("Xqzt wvrr plkmn, dddfg hjkw.", "en", False),
        ("Ждал две недели.", "de", True),
    ],
)
def test_words_are_told_from_noise(text, language, expected):
    assert legible(text, language) is expected


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_line_of_the_coded_corpus_is_legible(root, language):
    files = sorted((root / "data" / "corpus" / language).glob("*/*.txt"))[:40]
    lines = [line.split("|")[0] for file in files for line in file.read_text("utf-8").splitlines()]
    said = [line for line in lines if not line.startswith("#")]
    assert len(said) > 300
    assert not [line for line in said if not legible(line, language)]
