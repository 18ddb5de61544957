"""Time the report in Chromium: an invented study of 5,000 utterances, opened from disk and corrected.

    python bench/report_page.py [--utterances 5000] [--themes 150] [--keep FILE] [--profile NAME]

Prints a table of times beside what is wished for.  Needs a Chromium of the machine and Playwright.  Every
time of an act is from its event to the moment the changed page is painted.  ``--profile`` prints where
the processor was during one act (start, search, rename, move or undo).
"""

from __future__ import annotations

import argparse
import collections
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from report_study import BigStudy

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import CDPSession, Page

TABS = ("map", "themes", "talk", "queue", "picture", "people", "coverage", "history", "making")
# Every act is timed by the page itself: from the event to the first task after the frame that shows it.
CLOCK = """
window.__times = [];
const after = (then) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = then;
  port2.postMessage(0);
});
for (const name of ["input", "keydown", "click", "pointerup"]) {
  addEventListener(name, (event) => {
    const from = event.timeStamp;
    after(() => __times.push([name, performance.now() - from]));
  }, true);
}
const watch = () => document.getElementById("tab-map")
  ? after(() => { window.__ready = performance.now(); })
  : setTimeout(watch, 5);
watch();
"""
FRAMES = """() => {
  window.__frames = [];
  window.__on = true;
  let last = performance.now();
  const tick = (now) => { __frames.push(now - last); last = now; if (__on) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


class Bench:
    """One opened report and the times of what is done with it."""

    def __init__(self, page: Page, profile: str | None) -> None:
        """Take an opened report; ``profile`` names the act whose functions are printed."""
        self.page, self.profile = page, profile
        self.session = page.context.new_cdp_session(page) if profile else None

    def timed(self, event: str, act: Callable[[], object], name: str = "") -> float:
        """Return the milliseconds from the last ``event`` of an act to its paint."""
        self.page.wait_for_timeout(250)  # what was begun before comes to its end
        self.page.evaluate("__times.length = 0")
        with Profile(self.session, wanted=name == self.profile):
            act()
            self.page.wait_for_timeout(350)
        times = [took for what, took in self.page.evaluate("__times") if what == event]
        return times[-1]

    def search(self) -> list[float]:
        """Type words letter by letter."""
        self.page.locator("#find").focus()
        took = [
            self.timed("input", lambda key=letter: self.page.keyboard.insert_text(key), "search")
            for letter in "плитку, и"
        ]
        self.page.locator(".filters [type=reset]").click()
        return took

    def switch(self, tab: str) -> float:
        """Open another view."""
        return self.timed("click", self.page.locator(f"#tab-{tab}").click, tab)

    def rename(self, number: int) -> float:
        """Give a theme another name by keys."""
        self.page.locator(".theme").nth(number).focus()
        self.page.keyboard.press("F2")
        self.page.locator(".theme .name-field").fill(f"Имя {number}")
        return self.timed("keydown", lambda: self.page.keyboard.press("Enter"), "rename")

    def undo(self) -> float:
        """Take the last step back by keys."""
        return self.timed("keydown", lambda: self.page.keyboard.press("Control+z"), "undo")

    def drag(self) -> tuple[float, list[float]]:
        """Drag a quote to the next theme; return the time of the drop and those of the frames."""
        page = self.page
        start = page.locator(".theme .q q").first.bounding_box()
        end = page.locator(".theme").nth(1).bounding_box()
        page.mouse.move(start["x"] + 30, start["y"] + 8)
        page.mouse.down()
        page.evaluate(FRAMES)
        for _ in range(4):
            page.mouse.move(start["x"] + 90, start["y"] + 40, steps=20)
            page.mouse.move(end["x"] + 60, end["y"] + 60, steps=20)
        frames = page.evaluate("__on = false, __frames")
        return self.timed("pointerup", page.mouse.up, "move"), frames[2:]


class Profile:
    """Prints where the processor was while something was done, when that is asked for."""

    def __init__(self, session: CDPSession | None, *, wanted: bool) -> None:
        """Take a session of the browser; nothing is done unless ``wanted``."""
        self.session = session if wanted else None

    def __enter__(self) -> None:
        """Begin to sample."""
        if self.session:
            self.session.send("Profiler.enable")
            self.session.send("Profiler.setSamplingInterval", {"interval": 200})
            self.session.send("Profiler.start")

    def __exit__(self, *_: object) -> None:
        """Print what was sampled."""
        if self.session:
            show_profile(self.session.send("Profiler.stop")["profile"])


def show_profile(profile: dict) -> None:
    """Print the functions that took most time themselves, in milliseconds."""
    names = {node["id"]: node["callFrame"] for node in profile["nodes"]}
    spent: collections.Counter[str] = collections.Counter()
    for id_, delta in zip(profile["samples"], profile["timeDeltas"], strict=True):
        frame = names[id_]
        spent[f"{frame['functionName'] or '(anonymous)'}:{frame['lineNumber']}"] += delta
    for name, took in spent.most_common(25):
        if not name.startswith("(idle)"):
            print(f"    {took / 1000:8.1f} ms  {name}")


def when_ready(page: Page) -> float:
    """Return the milliseconds from the navigation to the first view; the policy lets no string poll."""
    while (took := page.evaluate("window.__ready ?? null")) is None:
        page.wait_for_timeout(20)
    return took


def p95(times: list[float]) -> float:
    """Return the time that 95 of 100 do not exceed."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def measure(path: Path, profile: str | None) -> list[tuple[str, list[float], float | None]]:
    """Return rows of what was done, its times in milliseconds, and what their p95 is wished to be."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        ready = []
        for _ in range(5):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.add_init_script(CLOCK)
            page.goto(path.as_uri())
            ready.append(when_ready(page))
            if len(ready) < 5:
                page.close()
        bench = Bench(page, profile)
        rows = [("opened until the first view can be used", ready, 1500.0)]
        rows.append(("a letter in the search over the map", bench.search(), 50.0))
        rows += [(f"switch to {tab}", [bench.switch(tab)], None) for tab in (*TABS[1:], "map", "themes")]
        rows.append(("a letter in the search over the themes", bench.search(), 50.0))
        renames = [(bench.rename(number), bench.undo()) for number in range(9)]
        rows.append(("rename", [one for one, _ in renames], 50.0))
        rows.append(("undo", [one for _, one in renames], 50.0))
        page.evaluate("scrollTo(0, 0)")
        dropped, frames = bench.drag()
        rows += [("the drop of a dragged quote", [dropped], 50.0), ("a frame while dragging", frames, 20.0)]
        browser.close()
    return rows


def main() -> None:
    """Make the report, open it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--utterances", type=int, default=5000)
    parser.add_argument("--themes", type=int, default=150)
    parser.add_argument("--keep", type=Path, help="leave the report here")
    parser.add_argument("--profile", help="print where the time of one act goes")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (asked.keep or Path(folder) / "draft.html").resolve()
        start = time.perf_counter()
        path.write_bytes(BigStudy(asked.utterances, asked.themes).render(sheets=True))
        print(f"{path.stat().st_size / 1e6:.1f} MB, made in {time.perf_counter() - start:.1f} s")
        print(f"{'milliseconds':42} {'median':>8} {'p95':>8}")
        for name, times, wish in measure(path, asked.profile):
            against = "" if wish is None else f"  wish {wish:.0f}" + ("" if p95(times) <= wish else " MISSED")
            print(f"{name:42} {statistics.median(times):8.0f} {p95(times):8.0f}{against}")


if __name__ == "__main__":
    main()
