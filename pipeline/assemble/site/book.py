"""What the templates of the site ask: words, quotes with their places, transcripts turn by turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..draft import ClaimPart
from ..printing.people import kinds
from ..printing.words import Printer
from ..report.quotes import number_voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...records import InterviewId, Transcript
    from ..atlas.telling import Quoted
    from ..atlas.values import Atlas
    from ..draft import InterviewPart, MapPart, UtterancePart
    from ..values import Claim

_OPENING, _CLOSING = '«„“"', '»“”"'
_MARKS = {"strong": "●", "partial": "◐", "single": "○", "none": "○"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a turn: plain words, or an utterance with its anchor, kinds and what they are called."""

    text: str
    anchor: str = ""
    kind: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A turn of a transcript; ``time`` is a clock text or ""."""

    speaker: str
    asks: bool  # whether it is not a respondent who speaks
    time: str
    pieces: tuple[Piece, ...]


class Book:
    """Tells an atlas to templates in the study's language.

    ``single`` means one page that holds everything: links then lead to places of that page.
    """

    def __init__(self, atlas: Atlas, *, single: bool = False) -> None:
        """Look up what pages need."""
        self.atlas, self.draft, self.single = atlas, atlas.draft, single
        self.p = Printer(atlas.draft)
        self._ = self.p._
        self.ngettext = self.p.words.ngettext
        self.kinds = kinds(self.p)
        numbers = number_voices(self.draft)
        self.slugs = {
            one.id: f"{one.role.replace('_', '-')}-{numbers[one.id]}" for one in self.draft.interviews
        }
        self.interviews = {one.id: one for one in self.draft.interviews}
        self._utterances = {one.id: one for one in self.draft.utterances}
        self._said: dict[tuple[str, int], list[UtterancePart]] = {}
        for one in self.draft.utterances:
            if one.speaker_role == "respondent":
                self._said.setdefault((one.interview, one.turn), []).append(one)

    @property
    def title(self) -> str:
        """The study's title."""
        return self.draft.study.title or self._("Customer Journey Map")

    def quote(self, utterance: str) -> Quoted:
        """Return an utterance as a quote."""
        return self.p.teller.quote(utterance)

    def page(self, interview: str) -> str:
        """Return the page of an interview, from the top folder."""
        return f"interviews/{self.slugs[interview]}.html"

    def slug_of(self, utterance: str) -> str:
        """Return the short name of the interview that holds an utterance."""
        return self.slugs[self._utterances[utterance].interview]

    def anchor(self, utterance: str) -> str:
        """Return the name of an utterance's place, unique in a study."""
        said = self._utterances[utterance]
        return f"{self.slugs[said.interview]}-{said.start}"

    def place(self, utterance: str) -> str:
        """Return the address of an utterance's place, from the top folder."""
        page = "" if self.single else self.page(self._utterances[utterance].interview)
        return f"{page}#{self.anchor(utterance)}"

    def grade(self, claim: Claim | ClaimPart) -> str:
        """Return how well a claim is backed: strong, partial, single or none."""
        return str(claim.evidence if isinstance(claim, ClaimPart) else claim.grade)

    def mark(self, grade: str) -> str:
        """Return the sign of a grade."""
        return _MARKS[grade]

    def backed(self, grade: str) -> str:
        """Return a grade in words."""
        _ = self._
        return {"strong": _("strong evidence"), "partial": _("partial evidence")}.get(
            grade, _("a single voice")
        )

    def verbatim(self, claim: Claim | ClaimPart) -> str:
        """Return the utterance whose very words a claim is, "" when it has a name of its own."""
        return next((i for i in claim.utterances if self._utterances[i].text == claim.text), "")

    def marked(self, text: str) -> bool:
        """Tell whether words begin or end with quotation marks of their own, which others would double."""
        return text[:1] in _OPENING or text[-1:] in _CLOSING

    def rest(self, claim: Claim | ClaimPart, shown: int) -> Sequence[str]:
        """Return the utterances of a claim that are not shown as quotes."""
        first = self.verbatim(claim)
        return [i for i in claim.utterances if i != first][0 if first else shown :]

    def stages(self, part: MapPart) -> list[str]:
        """Return the stages that a map has, in the draft's order."""
        used = {cell.stage for lane in part.lanes for cell in lane.cells}
        return [stage.id for stage in self.draft.stages if stage.id in used]

    def phases(self, part: MapPart) -> list[tuple[str, int]]:
        """Return heads over the stages of a map with how many each is over; [] where there are none."""
        names = {stage.id: stage.phase for stage in self.draft.stages}
        heads: list[tuple[str, int]] = []
        for stage in self.stages(part):
            if heads and heads[-1][0] == names[stage]:
                heads[-1] = (names[stage], heads[-1][1] + 1)
            else:
                heads.append((names[stage], 1))
        return heads if any(name for name, _ in heads) else []

    def maps(self, kind: str) -> list[tuple[str, MapPart]]:
        """Return the maps of a kind with their anchors, roles before segments."""
        return [
            (f"{one.kind}-{number}", one)
            for number, one in enumerate((part for part in self.atlas.maps if part.kind == kind), 1)
        ]

    def transcript(self, part: InterviewPart) -> Iterator[Said]:
        """Yield the turns of an interview, its utterances marked."""
        found = self._found(part)
        names = {one.id: one for one in part.speakers}
        for turn in found.turns:
            if not turn.text.strip():
                continue
            voice = names.get(turn.speaker)
            yield Said(
                speaker=voice.name if voice else turn.speaker,
                asks=voice is None or voice.role != "respondent",
                time=_clock(turn.spans[0].time[0]) if turn.spans else "",
                pieces=tuple(self._pieces(part.id, turn.index, turn.start, turn.text)),
            )

    def _found(self, part: InterviewPart) -> Transcript:
        transcripts = {str(name): found for name, found in self.atlas.transcripts.items()}
        return transcripts[part.id]

    def _pieces(self, interview: InterviewId | str, turn: int, start: int, text: str) -> Iterator[Piece]:
        """Cut a turn at its utterances."""
        at = start
        for said in sorted(self._said.get((interview, turn), ()), key=lambda one: one.start):
            if said.start > at:
                yield Piece(text=text[at - start : said.start - start])
            told = ", ".join(self.kinds[one.kind] for one in said.kinds)
            if told and said.stage:
                told += f" · {self.p.stage(said.stage.id)}"
            kind = said.kinds[0].kind if said.kinds else ""
            yield Piece(text=said.text, anchor=self.anchor(said.id), kind=kind, told=told)
            at = said.end
        if at < start + len(text):
            yield Piece(text=text[at - start :])


def _clock(seconds: float) -> str:
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
