"""Tables of themes, stages, and how fast interviews stop bringing new themes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...records import StageId
from ..atlas.telling import ROLES
from .values import Table, columns

if TYPE_CHECKING:
    from ..atlas.values import Atlas
    from ..draft import StagePart, ThemePart
    from .speech import Clerk
    from .values import Value


def themes_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return the themes in the draft's order."""
    _ = clerk._
    heads = columns(
        (_("Theme"), 44),
        (_("Kind"), 18),
        (_("Stage"), 24),
        (_("Respondents"), 12),
        (_("Asked"), 10),
        *((clerk.people(role), 14) for role in ROLES),
        (_("Evidence"), 22),
        (_("Valence, −2…+2"), 10),
        (_("Stability, 0…1"), 13),
        (_("Quotes"), 10),
        (_("Say the opposite"), 12),
        (_("Named by"), 14),
        (_("First quotes"), 80),
        (_("Theme id"), 20),
    )
    rows = tuple(_theme(theme, clerk) for theme in atlas.draft.themes)
    return Table(name=_("Themes"), columns=heads, rows=rows)


def _theme(theme: ThemePart, clerk: Clerk) -> tuple[Value, ...]:
    by_role = {str(role): pair for role, pair in theme.respondents.by_role.items()}
    asked = (by_role.get(role) for role in ROLES)
    return (
        theme.label,
        clerk.kinds[theme.kind],
        clerk.stage(theme.stage),
        theme.respondents.n,
        theme.respondents.of,
        *(clerk._("%(k)s of %(n)s", k=pair[0], n=pair[1]) if pair else None for pair in asked),
        clerk.grades[theme.evidence],
        theme.valence,
        theme.stability,
        len(theme.utterances),
        len(theme.against),
        clerk.origins[theme.label_origin],
        clerk.some(theme.utterances),
        theme.id,
    )


def stages_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return the stages with how much was said of each and what the researcher wrote of it."""
    _ = clerk._
    heads = columns(
        ("№" if clerk.words.language == "ru" else "No.", 6),
        (_("Stage"), 40),
        (_("Phase"), 20),
        (_("Where it is from"), 22),
        (_("Utterances"), 13),
        (_("Themes"), 10),
        (_("Owner"), 22),
        (_("Metric"), 22),
        (_("Next action"), 30),
        ("CSAT", 8),
        ("NPS", 8),
        ("CES", 8),
        (_("Stage id"), 16),
    )
    said = Counter(
        part.stage.id for part in atlas.draft.utterances if part.stage and part.speaker_role == "respondent"
    )
    themes = Counter(theme.stage for theme in atlas.draft.themes)
    rows = tuple(
        _stage(stage, said[stage.id], themes[stage.id], atlas, clerk) for stage in atlas.draft.stages
    )
    return Table(name=_("Stages"), columns=heads, rows=rows)


def _stage(stage: StagePart, said: int, themes: int, atlas: Atlas, clerk: Clerk) -> tuple[Value, ...]:
    _ = clerk._
    sources = {
        "given": _("the researcher"),
        "model": _("a ready-made model"),
        "discovered": _("found in the interviews"),
    }
    note = atlas.evidence.notes.get(StageId(stage.id))
    notes = (
        (note.owner, note.metric, note.next_action, note.csat, note.nps, note.ces) if note else (None,) * 6
    )
    return (stage.order, stage.name, stage.phase, sources[stage.source], said, themes, *notes, stage.id)


def saturation_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return the interviews in their order with the themes that each brought first."""
    _ = clerk._
    heads = columns(
        ("№" if clerk.words.language == "ru" else "No.", 6),
        (_("Interview"), 12),
        (_("New themes"), 14),
        (_("Themes so far"), 16),
        (_("File"), 40),
    )
    found = atlas.saturation
    paths = {part.id: part.path for part in atlas.draft.interviews}
    rows = tuple(
        (number, clerk.teller.code(point.interview), point.new, point.total, paths[point.interview])
        for number, point in enumerate(found.points if found else (), 1)
    )
    return Table(name=_("Saturation"), columns=heads, rows=rows, rule=saturation_rule(atlas, clerk))


def saturation_rule(atlas: Atlas, clerk: Clerk) -> str:
    """Return whether saturation is reached and by which rule."""
    found, _ = atlas.saturation, clerk._
    if found is None:
        return ""
    verdict = (
        _("Saturation is not reached yet: new interviews still bring new themes.")
        if found.reached is None
        else _("Saturation is reached at interview %(n)s.", n=found.reached)
    )
    rule = _(
        "The rule (Guest, Namey, Chen 2020): the first %(base)s interviews are the base; saturation is "
        "reached when a run of %(run)s interviews brings at most %(share)s new themes of the base’s number.",
        base=found.base,
        run=found.run,
        share=clerk.words.percent(found.threshold),
    )
    return f"{verdict} {rule}"
