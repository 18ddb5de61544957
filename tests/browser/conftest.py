"""Real Chromium, the report opened from disk as a client would open it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(
    0, str(Path(__file__).parents[1] / "assemble")
)  # report_fixture is shared with the report's tests
sys.path.insert(0, str(Path(__file__).parents[1] / "assemble" / "review"))  # what a line has seen

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
CANDIDATES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium():
    """The browser that the machine has; without one the tests are skipped, in CI they fail."""
    found = next(filter(None, map(shutil.which, CANDIDATES)), None)
    if found is None:
        message = f"no browser: none of {', '.join(CANDIDATES)} is installed"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS.split())
        yield browser
        browser.close()


class Reading:
    """An opened report and everything it complained about or asked for."""

    def __init__(self, page) -> None:
        self.page, self.complaints, self.requests = page, [], []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append("a dialog was opened"), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def read(chromium, tmp_path):
    """Open the bytes of a report; at the end nothing was complained about, nothing asked for."""
    opened = []

    def open_report(data, *, width=1440, height=900, before="", **options):
        path = tmp_path / "draft.html"
        path.write_bytes(data)
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        reading = Reading(context.new_page())
        if before:
            reading.page.add_init_script(before)
        reading.page.set_default_timeout(5000)
        reading.page.goto(path.as_uri())
        opened.append((context, reading, path.as_uri()))
        return reading.page

    yield open_report
    for context, reading, address in opened:
        context.close()
        assert reading.complaints == []
        assert {url.split("#")[0] for url in reading.requests} == {address}
