"""What to ask next: empty and single-voiced cells, contradictions to clear, barriers that nothing answers.

Questions are open and lead nobody: nothing of what one respondent said is told to another.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import Kind, Role
from ...wording import nearest_language
from ..evidence import voices_of
from ..maps.cells import view
from .values import AskReason, GuideQuestion
from .wording import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...records import Stage, StageId, UtteranceId
    from ..maps.base import Evidence
    from ..maps.cells import Viewpoint
    from .values import Barrier, Contradiction

MOST = 25
CONTRADICTIONS = 6
BARRIERS = 5
ASKED = (Kind.ACTION, Kind.GOAL, Kind.QUESTION, Kind.PAIN, Kind.IDEA)  # in the order of a talk
FAMILIAR = 0.5  # share of a role's respondents that know a stage: others cannot tell of it
_ROLES = (Role.CLIENT, Role.NON_USER)  # whose journey it is
_SAID = 8  # utterances that show what is known so far


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A kind at a stage of a viewpoint and who filled it."""

    role: Role
    stage: Stage
    kind: Kind
    said: tuple[UtteranceId, ...]
    voices: int


def make_guide(
    evidence: Evidence, barriers: Sequence[Barrier], contradictions: Sequence[Contradiction]
) -> tuple[GuideQuestion, ...]:
    """Return at most ``MOST`` questions by role, in the order of a talk.

    Empty cells come before contradictions, barriers and single voices when there is no room for all.
    """
    cells = [cell for role in _ROLES for cell in _cells(view(evidence, role), evidence.stages)]
    wished = [
        *_of_cells(evidence, [cell for cell in cells if not cell.voices], AskReason.EMPTY),
        *_of_contradictions(evidence, contradictions),
        *_of_barriers(evidence, barriers),
        *_of_cells(evidence, [cell for cell in cells if cell.voices == 1], AskReason.SINGLE),
    ]
    return _ordered(evidence, list(_without_doubles(wished))[:MOST])


def _cells(seen: Viewpoint, stages: Sequence[Stage]) -> Iterable[_Cell]:
    """Yield the cells of a viewpoint at the stages that its people know."""
    evidence, asked = seen.evidence, seen.base.of(seen.role)
    for stage in stages if asked > 1 else ():  # of one respondent every cell is a single voice
        here = [i for i in seen.staged.get(stage.id, ()) if evidence.codings[i].kinds]
        if seen.role is not Role.CLIENT and seen.count(here) < FAMILIAR * asked:
            continue
        for kind in ASKED:
            said = tuple(i for i in here if evidence.codings[i].has(kind))
            yield _Cell(role=seen.role, stage=stage, kind=kind, said=said, voices=seen.count(said))


def _of_cells(evidence: Evidence, cells: Sequence[_Cell], reason: AskReason) -> Iterable[GuideQuestion]:
    """Ask for what a cell lacks, the clients' first, the cells of fewest words first."""
    language = nearest_language(evidence.language)
    for cell in sorted(cells, key=lambda cell: (_ROLES.index(cell.role), len(cell.said), cell.stage.order)):
        who = "non_user" if cell.role is Role.NON_USER else "client"
        yield GuideQuestion(
            role=cell.role,
            stage=cell.stage.id,
            kind=cell.kind,
            reason=reason,
            text=told(f"ask_{cell.kind}_{who}", language, stage=cell.stage.name),
            utterances=cell.said[:_SAID],
        )


def _of_contradictions(
    evidence: Evidence, contradictions: Sequence[Contradiction]
) -> Iterable[GuideQuestion]:
    """Ask how it was, naming the matter and neither side; customers are asked where there are any."""
    language = nearest_language(evidence.language)
    names = {stage.id: stage.name for stage in evidence.stages}
    for each in contradictions[:CONTRADICTIONS]:
        stage = names.get(each.stage, "") if each.stage else ""
        name = "ask_contradiction" if stage else "ask_contradiction_anywhere"
        customers = [side.viewpoint for side in each.sides if side.viewpoint is not Role.EXPERT]
        yield GuideQuestion(
            role=customers[-1] if customers else Role.EXPERT,
            stage=each.stage,
            kind=None,
            reason=AskReason.CONTRADICTION,
            text=told(name, language, topic=each.topic[:1].upper() + each.topic[1:], stage=stage),
            utterances=tuple(i for side in each.sides for i in side.claim.utterances[: _SAID // 2]),
        )


def _of_barriers(evidence: Evidence, barriers: Sequence[Barrier]) -> Iterable[GuideQuestion]:
    """Ask how people get round what nothing answers; experts, where they are asked, what was tried."""
    language = nearest_language(evidence.language)
    names = {stage.id: stage.name for stage in evidence.stages}
    experts = any(interview.role is Role.EXPERT for interview in evidence.interviews.values())
    backed = [
        each
        for each in barriers
        if not each.solutions
        and each.stage in names
        and each.viewpoint in _ROLES
        and len(voices_of(each.claim.utterances, evidence.utterances)) > 1
    ]
    for at, each in enumerate(sorted(backed, key=lambda each: (-each.priority, each.id))[:BARRIERS]):
        ask_expert = experts and at % 2 == 0
        stage = names[each.stage] if each.stage else ""
        yield GuideQuestion(
            role=Role.EXPERT if ask_expert else each.viewpoint,
            stage=each.stage,
            kind=Kind.IDEA,
            reason=AskReason.BARRIER,
            text=told(
                "ask_tried" if ask_expert else "ask_around", language, label=each.claim.text, stage=stage
            ),
            utterances=each.claim.utterances[:_SAID],
        )


def _without_doubles(questions: Iterable[GuideQuestion]) -> Iterable[GuideQuestion]:
    """Drop a question that is asked of the same role already."""
    asked: Counter[tuple[Role, str]] = Counter()
    for question in questions:
        asked[question.role, question.text] += 1
        if asked[question.role, question.text] == 1:
            yield question


def _ordered(evidence: Evidence, questions: Sequence[GuideQuestion]) -> tuple[GuideQuestion, ...]:
    """Put questions in the order of a talk: role, stage, then deeds before wishes."""
    orders: dict[StageId | None, int] = {stage.id: stage.order for stage in evidence.stages}
    roles, last = tuple(Role), 1 + max(orders.values(), default=0)

    def rank(question: GuideQuestion) -> tuple[int, int, float, str]:
        kind = ASKED.index(question.kind) if question.kind in ASKED else 3.5  # after pains
        return roles.index(question.role), orders.get(question.stage, last), kind, question.text

    return tuple(sorted(questions, key=rank))
