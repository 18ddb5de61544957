"""Real Chromium, the report opened from disk as a client would open it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import defaultdict
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
    """A page in a context of its own, and everything it complained about or asked for."""

    def __init__(self, chromium, wanted, before) -> None:
        self.context = context = chromium.new_context(offline=True, **wanted)
        self.page = context.new_page()
        self.looks = {name: wanted[name] for name in ("color_scheme", "reduced_motion")}
        self.complaints, self.requests, self.address = [], [], ""
        if before:
            self.page.add_init_script(before)
        self.page.set_default_timeout(5000)
        context.on("console", lambda message: self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", lambda request: self.requests.append(request.url))
        self.page.on(
            "dialog", lambda dialog: (self.complaints.append("a dialog was opened"), dialog.dismiss())
        )

    def open(self, path):
        self.address = path.as_uri()
        self.page.goto(self.address)

    def check(self):
        """Nothing was complained about, nothing was asked for."""
        assert self.complaints == []
        assert {url.split("#")[0] for url in self.requests} == {self.address}

    def clean(self):
        """Leave nothing of a test to the next one; tell whether that could be done."""
        from playwright.sync_api import Error

        for other in self.context.pages:
            if other is not self.page:
                other.close()
        self.page.emulate_media(media="screen", **self.looks)
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        try:
            self.page.goto("about:blank")
        except Error:  # a page that keeps nothing asks before it lets anybody go
            self.context.close()
            return False
        self.complaints.clear()
        self.requests.clear()
        return True


@pytest.fixture(scope="session")
def readings():
    """Pages that no test uses now, by what they were opened with: to start one takes longer than to clean it."""
    return defaultdict(list)


@pytest.fixture
def read(chromium, readings, tmp_path):
    """Open the bytes of a report; at the end nothing was complained about, nothing asked for."""
    opened = []

    def open_report(data, *, width=1440, height=900, before="", **options):
        path = tmp_path / "draft.html"
        path.write_bytes(data)
        # nothing glides: what moves by itself has to be waited for at every click
        wanted = {"color_scheme": "light", "reduced_motion": "reduce", **options}
        wanted["viewport"] = {"width": width, "height": height}
        kind = json.dumps([before, wanted], sort_keys=True)
        kept = readings[kind]
        reading = kept.pop() if kept else Reading(chromium, wanted, before)
        opened.append((kind, reading))
        reading.open(path)
        return reading.page

    yield open_report
    for _, reading in opened:
        reading.check()
    for kind, reading in opened:
        if reading.clean():
            readings[kind].append(reading)
