"""Tables of barriers, touchpoints, breaks between channels, contradictions, a decision and the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .values import Table, columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Atlas, Barrier, ChannelBreak, Contradiction, Decision, GuideQuestion, Solution
    from .speech import Clerk
    from .values import Value

_LINES = 2  # quotes in a cell that holds more than quotes


def barriers_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return the barriers in the order of work with the parts of their priority and their solutions."""
    _ = clerk._
    heads = columns(
        (_("Viewpoint"), 14),
        (_("Rank"), 8),
        (_("Barrier"), 44),
        (_("Stage"), 24),
        (_("Respondents"), 12),
        (_("Asked"), 10),
        (_("Evidence"), 22),
        (_("Priority"), 11),
        (_("Share of respondents"), 12),
        (_("Intensity, 0…2"), 13),
        (_("Weight of the stage"), 10),
        (_("Moment of truth"), 11),
        (_("First quotes"), 70),
        (_("What answers it"), 70),
        (_("Open question"), 46),
    )
    rows = tuple(_barrier(found, clerk) for found in atlas.barriers)
    rule = _(
        "Priority = share of respondents × intensity of feeling (0–2) × weight of the stage. "
        "Each viewpoint has an order of its own."
    )
    rules = [atlas.rules[name] for name in ("barriers", "solutions") if name in atlas.rules]
    return Table(name=_("Barriers"), columns=heads, rows=rows, rule=" ".join(rules) or rule)


def _barrier(found: Barrier, clerk: Clerk) -> tuple[Value, ...]:
    return (
        clerk.people(found.viewpoint),
        found.rank,
        found.claim.text,
        clerk.stage(found.stage),
        *clerk.backing(found.claim, found.viewpoint),
        round(found.priority, 4),
        round(found.share, 4),
        round(found.intensity, 4),
        round(found.weight, 4),
        clerk.yes(found.moment),
        clerk.some(found.claim.utterances),
        "\n".join(_solution(solution, clerk) for solution in found.solutions),
        found.question,
    )


def _solution(found: Solution, clerk: Clerk) -> str:
    said = clerk.some(found.claim.utterances, _LINES)
    told = f"{found.claim.text} ({clerk.support(found.claim, found.viewpoint)})"
    return f"{source_name(found, clerk)}: {told}\n{said}"


def source_name(found: Solution, clerk: Clerk) -> str:
    """Return who or what answers a barrier."""
    _ = clerk._
    return {
        "own": _("Respondents wish"),
        "expert": _("An expert proposes"),
        "elsewhere": _("Liked where it works"),
    }[found.source]


def touchpoints_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return who meets a touchpoint at a stage and how it feels."""
    _ = clerk._
    heads = columns(
        (_("Viewpoint"), 14),
        (_("Stage"), 30),
        (_("Touchpoint"), 26),
        (_("Way"), 24),
        (_("Respondents"), 12),
        (_("Asked"), 10),
        (_("Evidence"), 22),
        (_("Valence, −2…+2"), 10),
        (_("First quotes"), 90),
    )
    ways = {
        "static": _("static, one-way"),
        "human": _("human, two-way"),
        "interactive": _("interactive, many-way"),
    }
    rows = tuple(
        (
            clerk.people(row.viewpoint),
            clerk.stage(row.stage),
            row.touchpoint.name,
            ways[row.touchpoint.type],
            *clerk.backing(row.claim, row.viewpoint),
            clerk.mean(row.feeling),
            clerk.some(row.claim.utterances),
        )
        for row in atlas.touchpoints
    )
    return Table(name=_("Touchpoints"), columns=heads, rows=rows, rule=atlas.rules.get("touchpoints", ""))


def breaks_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return where people go from one channel to another, and what it costs them."""
    _ = clerk._
    heads = columns(
        (_("Viewpoint"), 14),
        (_("Stage"), 30),
        (_("From"), 22),
        (_("To"), 22),
        (_("Respondents"), 12),
        (_("Asked"), 10),
        (_("Evidence"), 22),
        (_("First quotes"), 80),
        (_("What it costs"), 80),
    )
    rows = tuple(_break(found, clerk) for found in atlas.breaks)
    return Table(name=_("Channel breaks"), columns=heads, rows=rows, rule=atlas.rules.get("breaks", ""))


def _break(found: ChannelBreak, clerk: Clerk) -> tuple[Value, ...]:
    return (
        clerk.people(found.viewpoint),
        clerk.stage(found.stage),
        found.before.name,
        found.after.name,
        *clerk.backing(found.claim, found.viewpoint),
        clerk.some(found.claim.utterances),
        clerk.some(found.cost) or clerk._("nobody speaks of a cost"),
    )


def contradictions_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return both sides of each contradiction in one row."""
    _ = clerk._
    side = ((_("Viewpoint"), 16), (_("Statement"), 40), (_("Support"), 14), (_("Valence, −2…+2"), 10))
    heads = columns(
        (_("Stage"), 24),
        (_("What it is about"), 22),
        *(
            (f"{name} {number}", width)
            for number in (1, 2)
            for name, width in (*side, (_("First quotes"), 60))
        ),
        (_("Why it is one"), 46),
        (_("Likeness, 0…1"), 12),
    )
    rows = tuple(_contradiction(found, clerk) for found in atlas.contradictions)
    rule = atlas.rules.get("contradictions", "")
    return Table(name=_("Contradictions"), columns=heads, rows=rows, rule=rule)


def _contradiction(found: Contradiction, clerk: Clerk) -> tuple[Value, ...]:
    sides: list[Value] = []
    for side in found.sides:
        name = clerk.viewpoint(side.viewpoint, side.segment)
        support = clerk.support(side.claim, side.viewpoint)
        sides += [name, side.claim.text, support, round(side.valence, 2), clerk.some(side.claim.utterances)]
    return (clerk.stage(found.stage), found.topic, *sides, found.why, round(found.likeness, 2))


def guide_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return the questions of the next interview, with room for the answers."""
    _ = clerk._
    heads = columns(
        (_("Viewpoint"), 14),
        (_("Stage"), 30),
        (_("Kind"), 22),
        (_("Question"), 70),
        (_("Why it is asked"), 36),
        (_("What is known so far"), 70),
        (_("Answer"), 50),
    )
    rows = tuple(_question(found, clerk) for found in atlas.guide)
    return Table(name=_("What to ask"), columns=heads, rows=rows, rule=atlas.rules.get("guide", ""))


def reason_name(found: GuideQuestion, clerk: Clerk) -> str:
    """Return why a question belongs into the next interview."""
    _ = clerk._
    return {
        "empty": _("Nobody said anything of this."),
        "single": _("One respondent only said it."),
        "contradiction": _("People contradict one another."),
        "barrier": _("A barrier that nothing answers yet."),
    }[found.reason]


def _question(found: GuideQuestion, clerk: Clerk) -> tuple[Value, ...]:
    return (
        clerk.people(found.role),
        clerk.stage(found.stage),
        clerk.kinds[found.kind] if found.kind else None,
        found.text,
        reason_name(found, clerk),
        clerk.some(found.utterances),
        None,
    )


def decision_tables(atlas: Atlas, clerk: Clerk) -> Iterator[Table]:
    """Yield the table of a decision that was held against the map, if there is one."""
    if atlas.decision is None:
        return
    _ = clerk._
    heads = columns(
        (_("What it means for the decision"), 30),
        (_("Viewpoint"), 16),
        (_("Stage"), 26),
        (_("Statement"), 44),
        (_("Support"), 14),
        (_("First quotes"), 80),
        (_("Why"), 50),
    )
    rule = f"{atlas.decision.text}\n{atlas.decision.rule}"
    rows = tuple(_points(atlas.decision, clerk))
    yield Table(name=_("Decision"), columns=heads, rows=rows, rule=rule)


def bearing_names(clerk: Clerk) -> dict[str, str]:
    """Return what a claim may mean for a decision, in the order of reading."""
    _ = clerk._
    return {
        "against": _("What speaks against it"),
        "for": _("What speaks for it"),
        "need": _("Needs that it touches"),
        "touched": _("Also about it, neither for nor against"),
    }


def _points(found: Decision, clerk: Clerk) -> Iterator[tuple[Value, ...]]:
    for bearing, name in bearing_names(clerk).items():
        for point in (point for point in found.points if point.bearing == bearing):
            head = (name, clerk.people(point.viewpoint), clerk.stage(point.stage), point.claim.text)
            support = clerk.support(point.claim, point.viewpoint)
            yield (*head, support, clerk.some(point.claim.utterances), point.why)
    for claim in found.strengthen:
        role = clerk.teller.quote(claim.utterances[0]).role
        stronger = (clerk._("What would make it stronger"), clerk.people(role), None, claim.text)
        yield (*stronger, clerk.support(claim, role), clerk.some(claim.utterances), None)
