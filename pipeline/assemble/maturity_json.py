"""A maturity profile as plain values for other programs; numbers have three decimals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .maturity_statements import next_step, statement
from .maturity_words import DIMENSIONS, MAPS, STAGES

if TYPE_CHECKING:
    from fractions import Fraction

    from .maturity import Dimension, Profile, Rated

VERSION = 1


def profile_as_dict(profile: Profile, language: str) -> dict[str, Any]:
    """Return the profile for JSON: ids beside words of ``language``, null for what was not told."""
    return {
        "version": VERSION,
        "language": language,
        "mean": _number(profile.mean),
        "stage": profile.stage,
        "stage_name": STAGES[language][profile.stage - 1] if profile.stage else None,
        "near_stage": profile.near,
        "dimensions": [_dimension(one, language) for one in profile.dimensions],
        "weakest": [one.id for one in profile.weakest],
        "next_steps": [
            {
                "statement": one.number,
                "dimension": one.dimension,
                "mean": _number(one.mean),
                "step": next_step(one.number, language),
            }
            for one in profile.steps
        ],
        "maps": [
            {"kind": kind, "name": MAPS[language][kind][0], "why": MAPS[language][kind][1]}
            for kind in profile.maps
        ],
        "statements": [_statement(one, language) for one in profile.statements],
        "respondents": [
            {"name": one.name, "answers": list(one.answers), "stage": stage}
            for one, stage in zip(profile.respondents, profile.own_stages, strict=True)
        ],
    }


def _dimension(one: Dimension, language: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": DIMENSIONS[language][one.id],
        "statements": list(one.statements),
        "n": one.n,
        "mean": _number(one.mean),
        "stage": one.stage,
        "lowest": _number(one.low),
        "highest": _number(one.high),
        "deviation": None if one.deviation is None else round(one.deviation, 3),
        "apart": one.apart,
    }


def _statement(one: Rated, language: str) -> dict[str, Any]:
    return {
        "number": one.number,
        "dimension": one.dimension,
        "text": statement(one.number, language),
        "n": one.n,
        "mean": _number(one.mean),
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 3)
