from __future__ import annotations

import pytest

from pipeline.cluster.built import built


class Builder:
    """Counts how often something is built."""

    def __init__(self, made=b"graph"):
        self.made, self.count = made, 0

    def __call__(self):
        self.count += 1
        return self.made


def test_what_is_built_is_built_once(tmp_path):
    build = Builder()
    assert [built(tmp_path, "e5.onnx", "r1", build) for _ in range(3)] == [b"graph"] * 3
    assert build.count == 1


def test_another_recipe_is_another_file(tmp_path):
    built(tmp_path, "e5.onnx", "r1", Builder())
    assert built(tmp_path, "e5.onnx", "r2", Builder(b"other")) == b"other"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:70] + b"X" + data[71:], lambda _: b""]
)
def test_a_damaged_file_is_built_anew(tmp_path, damage):
    built(tmp_path, "e5.onnx", "r1", Builder(b"a graph of some length"))
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    build = Builder(b"a graph of some length")
    assert built(tmp_path, "e5.onnx", "r1", build) == b"a graph of some length"
    assert build.count == 1
    built(tmp_path, "e5.onnx", "r1", build)
    assert build.count == 1, "the mended file is used"


def test_a_cache_that_cannot_be_written_is_no_hindrance(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert built(tmp_path / "file" / "cache", "e5.onnx", "r1", Builder()) == b"graph"


def test_no_scrap_is_left_behind(tmp_path):
    built(tmp_path, "e5.onnx", "r1", Builder())
    assert [path.suffix for path in tmp_path.iterdir()] == [".onnx"]
