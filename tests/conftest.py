from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory):
    """The user's cache of this session: tests neither use nor fill the real one."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def dostavka():
    """The gold study that lies beside the repository on the maintainers' machines."""
    place = ROOT.parent / "shared" / "bench" / "dostavka"
    if not place.is_dir():
        pytest.skip("the evaluation data is not beside the repository")
    return place
