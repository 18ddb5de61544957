"""The page of a maturity assessment: one file without a script, in Russian or English."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from ...registry import MAPS as DRAWN
from ..maturity import DIMENSIONS as PARTS
from ..maturity import MAP_KINDS, MAY_MISS, STATEMENTS
from ..maturity_statements import next_step, statement
from ..maturity_words import DIMENSIONS, MAPS, SCALE, STAGE_MEANINGS, STAGES
from ..pictures.profile import Bar, draw_profile
from ..pictures.profile import Profile as Drawing
from ..pictures.values import Caption
from .maturity_told import MaturityWords
from .pages import FOLDER, fingerprint, page_environment

if TYPE_CHECKING:
    from ..maturity import Dimension, Profile

WIDE, NARROW = 820, 360  # units of the two pictures; the style shows the one that fits


def render_maturity(profile: Profile, language: str) -> bytes:
    """Return the page as UTF-8; the same input gives the same bytes."""
    told = MaturityWords(language)
    style = _style()
    picture = profile_picture(profile, told)
    page = (
        page_environment()
        .get_template("maturity.html.jinja")
        .render(
            profile=profile,
            told=told,
            language=language,
            _=told.words._,
            ngettext=told.words.ngettext,
            number=told.words.number,
            pictures=[
                (name, Markup(draw_profile(picture, width=width)))  # noqa: S704 (it escapes every text)
                for name, width in (("broad", WIDE), ("slim", NARROW))
            ],
            statement=lambda number: statement(number, language),
            step=lambda number: next_step(number, language),
            dimensions=DIMENSIONS[language],
            parts=PARTS,
            maps=MAPS[language],
            drawn=set(DRAWN),
            fitting=MAP_KINDS,
            scale=SCALE[language],
            meanings=STAGE_MEANINGS[language],
            asked=STATEMENTS,
            may_miss=MAY_MISS,
            policy=_policy(style),
            style=Markup(style),  # noqa: S704 (our own files)
        )
    )
    return page.encode("utf-8", "replace")


def profile_picture(profile: Profile, told: MaturityWords) -> Drawing:
    """Return what the picture of a profile shows, in words of a language."""
    _ = told.words._
    weak = {one.id for one in profile.weakest}
    several = len(profile.respondents) > 1
    legend = [_("Dark bars: the weakest dimensions")] if weak else []
    if several:
        legend.append(_("Line with caps: from the lowest person to the highest"))
    return Drawing(
        caption=Caption(
            title=_("Profile of customer experience maturity"),
            description="; ".join(
                f"{told.dimension(one)}: {told.mean(one.mean)}" for one in profile.dimensions
            ),
            empty="",
        ),
        bars=tuple(
            Bar(
                label=told.dimension(one),
                note=told.spread(one) if several else "",
                told=_told(one, told, several=several),
                value=None if one.mean is None else float(one.mean),
                low=None if one.low is None else float(one.low),
                high=None if one.high is None else float(one.high),
                weak=one.id in weak,
            )
            for one in profile.dimensions
        ),
        stages=tuple(STAGES[told.language]),
        mean=None if profile.mean is None else float(profile.mean),
        mean_told=_("mean %(mean)s", mean=told.mean(profile.mean)),
        legend=tuple(legend),
    )


def _told(one: Dimension, told: MaturityWords, *, several: bool) -> str:
    """Return the words at the end of a bar."""
    if one.mean is None:
        return told.words._("too few answers")
    mean = told.mean(one.mean)
    return f"{mean} (n = {one.n})" if several else mean


@lru_cache(maxsize=1)
def _style() -> str:
    """Return the report's style sheet and the page's own."""
    return "\n".join(
        (FOLDER / name).read_text(encoding="utf-8").strip() for name in ("report.css", "maturity.css")
    )


def _policy(style: str) -> str:
    """Return the content security policy: nothing but this style."""
    return f"default-src 'none'; style-src '{fingerprint(style)}'; base-uri 'none'; form-action 'none'"
