"""A draft as a REFI-QDA project: codebook, interviews with what was coded in them, cases, comments."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ..printing.words import Printer
from .codebook import codes_of, write_codes, write_sets
from .elements import PROJECT, Element, SubElement, guid, line, visible, written
from .sources import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...records import InterviewId, Transcript
    from ..draft import CommentPart, Draft, InterviewPart, UtterancePart
    from .sources import Text

Notes = dict[tuple[str, str], list[str]]
_SORTS = {"unit": "utterance"}  # what comments call differently


def make_project(
    draft: Draft, transcripts: Mapping[InterviewId, Transcript]
) -> tuple[bytes, dict[str, bytes]]:
    """Return project.qde and the texts beside it by file name; raises KeyError for a transcript not given.

    Nothing in it tells a time but comments that have one.
    """
    return _Project(draft, transcripts).made()


class _Project:
    """What the parts of a project have in common."""

    def __init__(self, draft: Draft, transcripts: Mapping[InterviewId, Transcript]) -> None:
        self.draft, self.printer = draft, Printer(draft)
        self.transcripts = {str(name): found for name, found in transcripts.items()}
        self.program = guid("user", draft.manifest.tool)
        self.kinds = {theme.id: theme.kind for theme in draft.themes}
        self.notes = self._notes()
        self.said: dict[str, list[UtterancePart]] = {}
        for said in draft.utterances:
            self.said.setdefault(said.interview, []).append(said)

    def made(self) -> tuple[bytes, dict[str, bytes]]:
        """Return the document and the texts."""
        title = line(self.draft.study.title) or self.printer._("Customer Journey Map")
        marks = {"name": title, "origin": line(self.draft.manifest.tool), "creatingUserGUID": self.program}
        root = Element("Project", {"xmlns": PROJECT, **marks})
        self._users(SubElement(root, "Users"))
        codes = SubElement(SubElement(root, "CodeBook"), "Codes")
        write_codes(codes, codes_of(self.printer), self.notes)
        texts: dict[str, bytes] = {}
        if self.draft.interviews:
            self._variables(SubElement(root, "Variables"))
            self._cases(SubElement(root, "Cases"))
            sources = SubElement(root, "Sources")
            for part in self.draft.interviews:
                text = text_of(self.transcripts[part.id])
                texts[f"{guid('text', part.id)}.txt"] = text.content.encode()
                self._source(sources, part, text)
        if self.draft.comments:
            self._comments(SubElement(root, "Notes"))
        write_sets(root, self.printer, "targetGUID")
        if self.draft.study.product:
            SubElement(root, "Description").text = visible(self.draft.study.product)
        self._refer(root, ("map", ""))
        return written(root), texts

    def _notes(self) -> Notes:
        """Return guids of comments by what they stand beside; of what has gone, by the project."""
        known = {("utterance", said.id) for said in self.draft.utterances}
        known |= {("theme", theme.id) for theme in self.draft.themes}
        known |= {("stage", stage.id) for stage in self.draft.stages}
        known |= {("interview", part.id) for part in self.draft.interviews}
        notes: Notes = {}
        for comment in self.draft.comments:
            about = (_SORTS.get(comment.type, comment.type), comment.target)
            notes.setdefault(about if about in known else ("map", ""), []).append(guid("note", comment.id))
        return notes

    def _refer(self, over: Element, about: tuple[str, str]) -> None:
        for note in self.notes.get(about, ()):
            SubElement(over, "NoteRef", {"targetGUID": note})

    def _users(self, over: Element) -> None:
        SubElement(over, "User", {"guid": self.program, "name": line(self.draft.manifest.tool)})
        for author in sorted({comment.author for comment in self.draft.comments}):
            SubElement(over, "User", {"guid": guid("author", author), "name": line(author) or "?"})

    def _facts(self, part: InterviewPart) -> Iterator[tuple[str, str, str]]:
        """Yield what is known of an interview's people: (id, name, value)."""
        _ = self.printer._
        yield "role", _("Role"), self.printer.teller.role(part.role)
        yield "segment", _("Segment"), part.segment or ""
        yield "language", _("Language"), part.language

    def _variables(self, over: Element) -> None:
        for name, title, _value in self._facts(self.draft.interviews[0]):
            marks = {"guid": guid("variable", name), "name": title, "typeOfVariable": "Text"}
            SubElement(over, "Variable", marks)

    def _cases(self, over: Element) -> None:
        """Write a case an interview: its role, segment and language."""
        for part in self.draft.interviews:
            marks = {"guid": guid("case", part.id), "name": self.printer.interview(part)}
            case = SubElement(over, "Case", marks)
            for name, _title, value in self._facts(part):
                if value:
                    held = SubElement(case, "VariableValue")
                    SubElement(held, "VariableRef", {"targetGUID": guid("variable", name)})
                    SubElement(held, "TextValue").text = visible(value)
            SubElement(case, "SourceRef", {"targetGUID": guid("text", part.id)})

    def _source(self, over: Element, part: InterviewPart, text: Text) -> None:
        """Write an interview: its name, where it came from, and what was coded in it."""
        name = guid("text", part.id)
        stem = line(part.path).rsplit("/", 1)[-1].rsplit(".", 1)[0]
        marks = {"guid": name, "name": f"{self.printer.interview(part)} {stem}".strip()}
        marks |= {"plainTextPath": f"internal://{name}.txt", "creatingUser": self.program}
        source = SubElement(over, "TextSource", marks)
        SubElement(source, "Description").text = visible(part.path)
        for said in self.said.get(part.id, ()):
            if codes := tuple(self._codes(said)):
                self._selection(source, said, codes, text)
            elif ("utterance", said.id) in self.notes:
                self._selection(source, said, (), text)
        self._refer(source, ("interview", part.id))

    def _codes(self, said: UtterancePart) -> Iterator[tuple[str, str]]:
        """Yield the codes of an utterance: a theme, or its kind where it stands alone; stage, touchpoints."""
        themes = [theme for theme in said.themes if theme in self.kinds]
        grouped = {self.kinds[theme] for theme in themes}
        yield from (("theme", theme) for theme in themes)
        yield from (("kind", part.kind) for part in said.kinds if part.kind not in grouped)
        if said.stage and (said.kinds or said.touchpoints):
            yield "stage", said.stage.id
        yield from (("touchpoint", point) for point in said.touchpoints)

    def _selection(
        self, over: Element, said: UtterancePart, codes: Iterable[tuple[str, str]], text: Text
    ) -> None:
        start, end = text.span(said)
        marks = {"guid": guid("utterance", said.id), "startPosition": str(start), "endPosition": str(end)}
        selection = SubElement(over, "PlainTextSelection", {**marks, "creatingUser": self.program})
        for what, name in codes:
            coded = {"guid": guid("coding", f"{said.id} {what} {name}"), "creatingUser": self.program}
            coding = SubElement(selection, "Coding", coded)
            SubElement(coding, "CodeRef", {"targetGUID": guid(what, name)})
        self._refer(selection, ("utterance", said.id))

    def _comments(self, over: Element) -> None:
        for comment in self.draft.comments:
            marks = {
                "guid": guid("note", comment.id),
                "name": line(comment.text)[:60] or "?",
                "creatingUser": guid("author", comment.author),
                **_made(comment),
            }
            SubElement(SubElement(over, "Note", marks), "PlainTextContent").text = visible(comment.text)


def _made(comment: CommentPart) -> dict[str, str]:
    """Return when a comment was written, if that is a time."""
    try:
        return {"creationDateTime": datetime.fromisoformat(comment.time).isoformat()}
    except ValueError:
        return {}
