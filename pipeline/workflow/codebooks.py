"""The codebooks of a study: the built-in ones, the researcher's own put over them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..cluster.codebook import LANGUAGES, load_codebook, merge
from ..config import parse_yaml, read_text
from ..errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..cluster.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Codebooks:
    """A codebook for each language, and one fingerprint of all."""

    by_language: Mapping[str, Codebook]
    sha256: str

    def of(self, language: str) -> Codebook:
        """Return the codebook of a language."""
        return self.by_language[language]


def study_codebooks(root: Path, name: str | None) -> Codebooks:
    """Load the built-in codebooks and put the study's file over them.

    A file that says ``language`` changes that one only.  Raises StudyError for a file outside of the
    study folder or one that is not understood.
    """
    books = {language: load_codebook(language) for language in LANGUAGES}
    if name:
        path = (root / name).resolve()
        if not path.is_relative_to(root.resolve()) or not path.is_file():
            raise StudyError(
                f"codebook {name!r} is not in the study folder", place=str(root), remedy="put it there"
            )
        text = read_text(path)
        said, _ = parse_yaml(text, str(path))
        for language in LANGUAGES:
            if said.get("language", language) == language:
                books[language] = merge(books[language], text, str(path))
    joint = hashlib.sha256("".join(books[language].sha256 for language in sorted(books)).encode()).hexdigest()
    return Codebooks(books, joint)
