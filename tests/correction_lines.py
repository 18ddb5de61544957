"""Corrections as the page would write them, for tests: what was seen comes from a draft."""

from __future__ import annotations

import hashlib
import json

from pipeline.assemble.review.board import study_id


class Pen:
    """Writes lines about one draft; ids follow from author and number, so that they are the same each time."""

    def __init__(self, draft, author="Анна", start=0):
        self.draft, self.author, self.start = draft, author, start
        self.lines = []
        self.study = study_id(interview.id for interview in draft.interviews)
        self.sha = hashlib.sha256(draft.dump()).hexdigest()[:12]
        self.themes = {theme.id: theme for theme in draft.themes}
        self.stages = {stage.id: stage.name for stage in draft.stages}

    def write(self, op, *, themes=(), stages=(), **fields):
        """Add a line; ``themes`` and ``stages`` are what it names and the draft knows. Return its id."""
        number = f"{self.author}{self.start + len(self.lines)}"
        seen = {}
        if themes:
            seen["themes"] = {id_: self._seen(self.themes[id_]) for id_ in themes if id_ in self.themes}
        if stages:
            seen["stages"] = {id_: self.stages[id_] for id_ in stages}
        line = {
            "v": 1,
            "id": "c-" + hashlib.sha256(number.encode()).hexdigest()[:16],
            "op": op,
            "study": self.study,
            "draft": self.sha,
            "author": self.author,
            "time": "2026-11-22T06:10:00Z",
            **{name.rstrip("_"): value for name, value in fields.items()},
            "seen": seen,
        }
        self.lines.append(line)
        return line["id"]

    @staticmethod
    def _seen(theme):
        return {
            "kind": theme.kind,
            "stage": theme.stage,
            "label": theme.label,
            "origin": theme.label_origin,
            "units": list(theme.utterances),
        }

    def save(self, path):
        """Write the lines as a file and return its path."""
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines)
        path.write_text(text, encoding="utf-8")
        return path
