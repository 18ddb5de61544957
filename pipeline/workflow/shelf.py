"""Values that wait on disk: a study may be larger than the memory, and is read one interview at a time."""

from __future__ import annotations

from collections.abc import Mapping
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, TypeVar

from ..ingest.packing import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = TypeVar("Value")


class Shelf(Mapping[str, Value]):
    """A mapping whose values lie in a file that nobody else can open and that goes with the process.

    Each look gives a new, equal value.
    """

    def __init__(self) -> None:
        """Open the file; the system removes it when the shelf is forgotten, however the process ends."""
        self._file = TemporaryFile(prefix="cjm-")  # noqa: SIM115 (open as long as the shelf is)
        self._places: dict[str, tuple[int, int]] = {}

    def __del__(self) -> None:
        """Give the file back."""
        self._file.close()

    def put(self, key: str, value: Value) -> None:
        """Put a value under a key, in place of what was there."""
        self.put_packed(key, pack(value))

    def put_packed(self, key: str, data: bytes) -> None:
        """Put what ``pack`` made, perhaps in another process."""
        self._file.seek(0, 2)
        self._places[key] = (self._file.tell(), len(data))
        self._file.write(data)

    def packed(self, key: str) -> bytes:
        """Return a value as ``pack`` made it."""
        place, size = self._places[key]
        self._file.seek(place)
        return self._file.read(size)

    def __getitem__(self, key: str) -> Value:
        """Return the value; raises KeyError for an unknown key."""
        return unpack(self.packed(key))  # type: ignore[return-value]  # what was put there

    def __iter__(self) -> Iterator[str]:
        """Return the keys in the order in which they came."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self._places)
