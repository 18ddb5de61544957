"""A study whose every word tries to break out of the page."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Role
from report_fixture import Study


def hostile_draft(strings: tuple[str, ...]):
    """Return a draft whose title, labels, speaker names, stages, paths and quotes carry ``strings``."""
    study = Study()
    voices = "".join(f"voice Р{at} respondent {text.replace('|', '/')}\n" for at, text in enumerate(strings))
    turns = "".join(
        f"Р{at} {text} {{pain:price s3 -1}} | {text} {{pain:price s3 -1}}\n"
        for at, text in enumerate(strings)
        if "{" not in text
    )
    study.add("clients/bad.txt", voices + "voice И interviewer И\nИ Вопрос?\n" + turns, Role.CLIENT)
    (key,) = study.transcripts
    study.transcripts[key] = replace(
        study.transcripts[key], path=f"clients/{strings[0]}.txt", segment=strings[0]
    )
    draft = study.draft()
    poison = " ".join(strings)
    return draft.model_copy(
        update={
            "study": draft.study.model_copy(update={"title": poison, "product": poison}),
            "interviews": [
                part.model_copy(update={"path": study.transcripts[key].path, "segment": poison})
                for part in draft.interviews
            ],
            "stages": [stage.model_copy(update={"name": poison}) for stage in draft.stages],
            "themes": [
                theme.model_copy(update={"label": poison, "keywords": list(strings)})
                for theme in draft.themes
            ],
            "maps": [_poisoned(part, poison) for part in draft.maps],
        }
    ), study.transcripts


def _poisoned(part, poison):
    lanes = [
        lane.model_copy(
            update={
                "name": poison,
                "id": poison if lane.id == "goals" else lane.id,
                "cells": [
                    cell.model_copy(
                        update={
                            "hint": poison,
                            "claims": [claim.model_copy(update={"text": poison}) for claim in cell.claims],
                        }
                    )
                    for cell in lane.cells
                ],
            }
        )
        for lane in part.lanes
    ]
    return part.model_copy(update={"lanes": lanes})
