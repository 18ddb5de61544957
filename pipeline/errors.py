"""Everything the program refuses, as one tree.

::

    CjmError                  a person can fix it: one line, exit code 1
    ├── StudyError            the study folder, study.yaml or interviews.csv
    ├── SourceError           one file; the rest of the batch goes on
    │   ├── UnreadableSource  bytes that are no text, an unknown layout, a damaged container
    │   └── EmptySource       nothing that a respondent said
    ├── EmbedderError         a model that is missing, damaged or wrongly named
    ├── StoreError            the project database
    └── DraftError            a draft that does not keep its contract or its quotes

Each message names the place, the fact and the remedy, for example
``clients/07.vtt:41: cue ends before it starts (00:12 → 00:09); fix the cue``.
"""

from __future__ import annotations


class CjmError(Exception):
    """Something a person can fix; ``str()`` of it is one line for them."""

    def __init__(self, fact: str, *, place: str = "", line: int | None = None, remedy: str = "") -> None:
        """Keep the parts of the message: where, what is the case, what to do."""
        self.place, self.line, self.fact, self.remedy = place, line, fact, remedy
        super().__init__(fact)

    def __str__(self) -> str:
        """Join place, line, fact and remedy into one line."""
        where = f"{self.place}:{self.line}" if self.place and self.line else self.place
        text = f"{where}: {self.fact}" if where else self.fact
        text = f"{text}; {self.remedy}" if self.remedy else text
        return " ".join(text.split())


class StudyError(CjmError):
    """The study folder, its study.yaml or interviews.csv."""


class SourceError(CjmError):
    """One file that cannot be used; the rest of the batch goes on."""


class UnreadableSource(SourceError):  # noqa: N818 (named for what it says, as the tree shows)
    """Bytes that are no text, an unknown layout, a damaged container."""


class EmptySource(SourceError):  # noqa: N818
    """A file in which no respondent says anything."""


class EmbedderError(CjmError):
    """A model that is missing, damaged or wrongly named."""


class StoreError(CjmError):
    """The project database."""


class DraftError(CjmError):
    """A draft that does not keep its contract or its quotes."""
