"""One skeleton for a name in Cyrillic and in Latin letters, whichever of the usual tables spelt it."""

from __future__ import annotations

import re

_CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufie", strict=True)),
    "ё": "e",
    "ж": "zh",
    "й": "i",
    "х": "h",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "iu",
    "я": "ia",
    "і": "i",
    "ї": "i",
    "є": "e",
    "ґ": "g",
}
_LATIN = (  # the longer ones first; each is one letter, however the table spells it
    *(("shch", "shch"), ("sch", "shch"), ("zh", "zh"), ("ch", "ch"), ("sh", "sh"), ("kh", "h")),
    *(("tz", "ts"), ("ts", "ts"), ("ck", "k"), ("ph", "f"), ("yo", "e"), ("jo", "e"), ("ye", "e")),
    *(("je", "e"), ("ie", "e"), ("x", "ks"), ("c", "ts"), ("w", "v"), ("y", "i"), ("j", "i")),
    *(("'", ""), ("’", ""), ("š", "sh"), ("č", "ch"), ("ž", "zh")),
)
_LATIN_LETTERS = dict(_LATIN)
_LATIN_PARTS = re.compile("|".join(re.escape(part) for part, _ in _LATIN) + "|.")
_DOUBLED = re.compile(r"(.)\1+")
_ENGLISH = {"aleksander": "aleksandr"}
_IS_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)


def is_cyrillic(word: str) -> bool:
    """Tell whether a word has a Cyrillic letter."""
    return _IS_CYRILLIC.search(word) is not None


def skeleton(word: str) -> str:
    """Return what the spellings of a name share: «Юлия», "Yulia" and "Iuliia" give one skeleton.

    Different names may share one, so it is compared only between the two alphabets.
    """
    lower = word.lower()
    if is_cyrillic(lower):
        plain = "".join(_CYRILLIC.get(letter, letter) for letter in lower)
    else:
        plain = "".join(_LATIN_LETTERS.get(part, part) for part in _LATIN_PARTS.findall(lower))
    plain = _DOUBLED.sub(r"\1", plain.replace("ie", "e"))
    return _ENGLISH.get(plain, plain)
