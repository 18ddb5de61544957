"""What the report calls the ids of a draft; the msgids stand in the catalogue."""

from __future__ import annotations

from typing import Final


def mark(msgid: str) -> str:
    """Mark a msgid for extraction; it is translated where it is shown."""
    return msgid


ROLES: Final = {
    "client": mark("client"),
    "non_user": mark("non-user"),
    "expert": mark("expert"),
}
ROLES_PLURAL: Final = {
    "client": mark("Clients"),
    "non_user": mark("Non-users"),
    "expert": mark("Experts"),
}
VIEWPOINTS: Final = {
    "client": mark("Through clients’ eyes"),
    "non_user": mark("Through the eyes of those who do not use it"),
    "expert": mark("Experts’ opinions"),
}
CODES: Final = {
    "client": mark("C%(number)s"),
    "non_user": mark("N%(number)s"),
    "expert": mark("E%(number)s"),
}
SPEAKERS: Final = {
    "respondent": mark("respondent"),
    "interviewer": mark("interviewer"),
    "other": mark("other voice"),
}
KINDS: Final = {
    "pain": mark("Pains and barriers"),
    "goal": mark("Goals and expectations"),
    "question": mark("Questions"),
    "action": mark("Actions"),
    "positive": mark("What people like"),
    "idea": mark("Ideas and wishes"),
}
LANES: Final = {
    "goals": mark("Goals and expectations"),
    "questions": mark("Questions"),
    "touchpoints": mark("Touchpoints"),
    "actions": mark("Actions"),
    "emotions": mark("Emotions"),
    "positives": mark("What people like"),
    "pains": mark("Pains and barriers"),
    "ideas": mark("Ideas and solutions"),
    "moments": mark("Moments of truth"),
    "moments_of_truth": mark("Moments of truth"),
    "experience": mark("Experience"),
    "expectations": mark("Expectations"),
}
LANE_KINDS: Final = {
    "goals": "goal",
    "expectations": "goal",
    "questions": "question",
    "actions": "action",
    "positives": "positive",
    "pains": "pain",
    "ideas": "idea",
}
LANE_ICONS: Final = {
    **LANE_KINDS,
    "touchpoints": "touchpoint",
    "emotions": "emotion",
    "experience": "emotion",
    "moments": "moment",
    "moments_of_truth": "moment",
}
GRADES: Final = {
    "none": mark("no data"),
    "single": mark("a single voice"),
    "partial": mark("partial evidence"),
    "strong": mark("strong evidence"),
}
TOUCHPOINT_TYPES: Final = {
    "static": mark("one-way"),
    "human": mark("person to person"),
    "interactive": mark("interactive"),
}
STAGE_SOURCES: Final = {
    "given": mark("given by the researcher"),
    "model": mark("from a ready-made model"),
    "discovered": mark("found in the interviews"),
}
ORIGINS: Final = {
    "keywords": mark("named by keywords"),
    "model": mark("named by a model"),
    "person": mark("named by a person"),
}
DROP_REASONS: Final = {
    "asr-credit": mark("a credit line of the speech recogniser"),
    "backchannel": mark("a backchannel such as “uh-huh”"),
    "empty": mark("no words"),
}
LANGUAGE_NAMES: Final = {"ru": mark("Russian"), "en": mark("English")}
