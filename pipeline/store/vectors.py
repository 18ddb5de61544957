"""The vector cache: an embedding is computed once for each text and model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from .tables import listed, vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

    from .opening import Database

FLOAT32 = "<f4"  # little-endian, so that a project can be carried to another machine


class VectorStore:
    """The vectors of a project, by the model's checksum and the text's hash."""

    def __init__(self, database: Database) -> None:
        """Work on an opened project."""
        self._database = database

    def load(self, model_sha: str, hashes: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the known ones among ``hashes``: hash → read-only float32[d]."""
        import numpy as np  # noqa: PLC0415 (commands that show a status need no numpy)

        wanted = select(vectors.c.text_hash, vectors.c.vector).where(
            vectors.c.model_sha == model_sha, vectors.c.text_hash.in_(listed(hashes))
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        return {text_hash: np.frombuffer(blob, dtype=FLOAT32) for text_hash, blob in rows}

    def save(self, model_sha: str, rows: Mapping[str, np.ndarray]) -> None:
        """Keep these vectors, float32[d] each, in one transaction; a known one is replaced.

        Raises ValueError for anything but one-dimensional float32.
        """
        for text_hash, vector in rows.items():
            if vector.ndim != 1 or vector.dtype != FLOAT32:
                msg = f"vector of {text_hash} is {vector.dtype}{list(vector.shape)}, not float32[d]"
                raise ValueError(msg)
        values = [  # in key order: neighbours on disk, and the same file for any order of the texts
            {"model_sha": model_sha, "text_hash": text_hash, "vector": rows[text_hash].tobytes()}
            for text_hash in sorted(rows)
        ]
        if values:
            with self._database.writing() as connection:
                connection.execute(vectors.insert().prefix_with("OR REPLACE"), values)
