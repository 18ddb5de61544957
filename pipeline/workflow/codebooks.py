"""The codebooks of a study: the built-in ones, the researcher's own put over them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..cluster.codebook import LANGUAGES, codebook_files, load_codebook, merge
from ..config import parse_yaml, read_text
from ..errors import StudyError

if TYPE_CHECKING:
    from pathlib import Path

    from ..cluster.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Codebooks:
    """A codebook for each language, read when it is asked for, and one fingerprint of all their files."""

    sha256: str
    own: str = ""  # the text of the study's own file
    place: str = ""
    _read: dict[str, Codebook] = field(default_factory=dict)

    def of(self, language: str) -> Codebook:
        """Return the codebook of a language; raises StudyError for a file that is not understood."""
        if language not in self._read:
            book = load_codebook(language)
            self._read[language] = merge(book, self.own, self.place) if self._said(language) else book
        return self._read[language]

    def check(self) -> None:
        """Raise StudyError for a study's own file that is not understood, before hours of work."""
        for language in LANGUAGES if self.own else ():
            self.of(language)

    def _said(self, language: str) -> bool:
        """Tell whether the study's own file speaks of a language: one that names none speaks of all."""
        if not self.own:
            return False
        said, _ = parse_yaml(self.own, self.place)
        return bool(said.get("language", language) == language)


def study_codebooks(root: Path, name: str | None) -> Codebooks:
    """Return the built-in codebooks with the study's file over them.

    A file that says ``language`` changes that one only.  Raises StudyError for a file outside of the
    study folder.
    """
    own, place = _own(root, name) if name else ("", "")
    joint = hashlib.sha256()
    for data in (*codebook_files(), own.encode("utf-8", "surrogatepass")):
        joint.update(hashlib.sha256(data).digest())
    return Codebooks(joint.hexdigest(), own, place)


def _own(root: Path, name: str) -> tuple[str, str]:
    """Return the text and the place of the study's own file."""
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()) or not path.is_file():
        raise StudyError(
            "codebook '%(name)s' is not in the study folder",
            place=str(root),
            remedy="put it there",
            name=name,
        )
    return read_text(path), str(path)
