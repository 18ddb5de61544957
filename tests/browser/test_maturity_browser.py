"""The maturity page in a browser: nothing is cut, and the picture that fits the window is shown."""

from __future__ import annotations

import pytest

from pipeline.assemble.maturity import Respondent, assess
from pipeline.assemble.report.maturity_page import render_maturity

pytestmark = pytest.mark.browser

PEOPLE = (
    Respondent(name="Анна", answers=(3, 2, 3, 2, 1, 2, 4, 3, 2, 3, 4, 3, 3, 2, 3, 2, 3, 1, 2, 2)),
    Respondent(name="Борис", answers=(4, 3, 5, 2, 2, 4, 4, 3, 3, 2, 4, 3, 4, 3, 3, 4, 2, 4, 3, 3)),
)
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
# Words of a picture that leave its edge or lie over one another.
CUT = """() => [...document.querySelectorAll('.plate svg')].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
  const room = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map((node) => [node.textContent, node.getBoundingClientRect()]);
  return texts.filter(([, box], at) => box.left < room.left - 1 || box.right > room.right + 1 || box.bottom > room.bottom + 1
    || texts.slice(at + 1).some(([, other]) => box.left < other.right - 1 && other.left < box.right - 1
      && box.top < other.bottom - 4 && other.top < box.bottom - 4)).map(([text]) => text);
})"""


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("width", "shown"), [(1440, "broad"), (390, "slim")])
def test_the_page_fits_the_window_and_shows_the_picture_for_it(read, language, width, shown):
    page = read(render_maturity(assess(PEOPLE), language), width=width)
    assert page.evaluate(OVERFLOW) <= 0
    assert [page.locator(f".plate .{name}").is_visible() for name in ("broad", "slim")] == [
        shown == "broad",
        shown == "slim",
    ]
    assert page.evaluate(CUT) == []
