"""What a comparison of two drafts says, in the reader's words: for the page and for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...wording import Wording
    from ..draft import Draft
    from ..review.causes import Cause, LineSide
    from ..review.differences import Comparison, ThemeSide


def mark(text: str) -> str:
    """Mark a text that is translated where it is shown."""
    return text


ASPECTS = {
    "born": mark("New"),
    "gone": mark("Gone"),
    "merged": mark("Merged"),
    "split": mark("Split"),
    "rejected": mark("Rejected"),
    "returned": mark("Verdict withdrawn"),
    "accepted": mark("Accepted"),
    "kind": mark("Another kind"),
    "stage": mark("Another stage"),
    "renamed": mark("Renamed"),
    "grown": mark("More support"),
    "shrunk": mark("Less support"),
    "requoted": mark("Other quotes"),
}
GROUPS = {
    "born": mark("New themes"),
    "gone": mark("Themes that are gone"),
    "merged": mark("Merged themes"),
    "split": mark("Split themes"),
    "rejected": mark("Rejected themes"),
    "returned": mark("Themes without their verdict"),
    "accepted": mark("Accepted themes"),
    "kind": mark("Themes of another kind"),
    "stage": mark("Themes at another stage"),
    "renamed": mark("Renamed themes"),
    "grown": mark("More support"),
    "shrunk": mark("Less support"),
    "requoted": mark("Other quotes"),
}
KINDS = {
    "pain": mark("Pains and barriers"),
    "goal": mark("Goals and expectations"),
    "question": mark("Questions"),
    "action": mark("Actions"),
    "positive": mark("What people like"),
    "idea": mark("Ideas and wishes"),
}
ROLES = {"client": mark("client"), "non_user": mark("non_user"), "expert": mark("expert")}
READINGS = {
    "learning": mark("the corrections to learn from changed"),
    "interviews": mark("interviews came or went"),
    "settings": mark("other settings"),
    "embedder": mark("another embedding model"),
    "reader": mark("another trained reader"),
    "codebook": mark("another codebook"),
    "tool": mark("another version of the program"),
}
OPS = {
    "rename": mark("renaming"),
    "merge": mark("merging"),
    "split": mark("splitting"),
    "move": mark("moving of quotes"),
    "create": mark("new theme"),
    "code": mark("kinds of quotes"),
    "stage": mark("stage of quotes"),
    "valence": mark("feeling of quotes"),
    "irrelevant": mark("off topic or back"),
    "pin": mark("pinning"),
    "judge": mark("verdict"),
    "retheme": mark("kind or stage of a theme"),
    "stage_rename": mark("renaming of a stage"),
    "stage_order": mark("order of stages"),
    "stage_merge": mark("merging of stages"),
    "stage_add": mark("new stage"),
    "comment": mark("comment"),
}
SETTINGS = {
    "title": mark("title"),
    "product": mark("product"),
    "tool": mark("program"),
    "embedder": mark("embedding model"),
    "codebook_sha256": mark("codebook"),
    "reader_sha256": mark("trained reader"),
}
CAUSES = {
    "added": mark("interviews added: %(names)s"),
    "removed": mark("interviews removed: %(names)s"),
    "corrections": mark("corrections: %(names)s"),
    "taken-back": mark("taken back: %(names)s"),
}
QUOTES = {"ru": "«»", "en": "“”"}


class DiffWords:
    """Says the parts of one comparison in one language."""

    def __init__(self, words: Wording, comparison: Comparison, drafts: tuple[Draft, Draft]) -> None:
        """Know the names of interviews and lines."""
        self._words = words
        self._lines = {line.id: line for line in comparison.lines}
        self._paths = {part.id: part.path for draft in drafts for part in draft.interviews}

    def aspects(self, names: Iterable[str]) -> str:
        """Say what happened to a theme."""
        first, *rest = (self._words._(ASPECTS[name]) for name in names)
        return ", ".join((first, *(word[:1].lower() + word[1:] for word in rest)))

    def group(self, name: str) -> str:
        """Name the themes to which one thing happened."""
        return self._words._(GROUPS[name])

    def kind(self, name: str) -> str:
        """Name a kind."""
        return self._words._(KINDS[name])

    def role(self, name: str) -> str:
        """Name a role."""
        return self._words._(ROLES[name])

    def stage(self, name: str | None) -> str:
        """Name a stage, or say that there is none."""
        return self._words._("no stage") if name is None else name

    def quoted(self, text: str) -> str:
        """Put a text in the language's quotation marks."""
        marks = QUOTES[self._words.language]
        return f"{marks[0]}{text}{marks[1]}"

    def setting(self, name: str) -> str:
        """Name a setting; those of study.yaml have the names they have there."""
        return self._words._(SETTINGS[name]) if name in SETTINGS else name

    def support(self, theme: ThemeSide) -> str:
        """Say how many respondents stand behind a theme."""
        return self._words._("%(n)s of %(of)s respondents", n=theme.respondents, of=theme.of)

    def line(self, line: LineSide) -> str:
        """Say what a correction did, to what, and who made it."""
        words = self._words
        about = ", ".join(self.quoted(name) for name in line.names)
        if line.to and line.to not in line.names:
            about = f"{about} → {self.quoted(line.to)}" if about else self.quoted(line.to)
        quotes = words.ngettext("%(n)s quote", "%(n)s quotes", line.units) if line.units else ""
        told = ", ".join(part for part in (about, quotes) if part)
        said = f"{words._(OPS[line.op])}: {told}" if told else words._(OPS[line.op])
        return f"{said} ({line.author})" if line.author else said

    def cause(self, cause: Cause) -> str:
        """Say why something changed."""
        words = self._words
        if cause.kind == "reading":
            if not cause.ids:
                return words._("read anew")
            return words._("read anew: %(names)s", names=self._listed(READINGS, cause.ids))
        if cause.kind in {"added", "removed"}:
            names = ", ".join(self._paths.get(id_, id_) for id_ in cause.ids)
        else:
            names = "; ".join(self.line(self._lines[id_]) for id_ in cause.ids)
        return words._(CAUSES[cause.kind], names=names)

    def _listed(self, table: Mapping[str, str], names: Iterable[str]) -> str:
        return ", ".join(self._words._(table[name]) for name in names)
