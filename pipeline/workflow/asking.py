"""Units → a local model's word on them, where the researcher has named one; its answers are kept."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ..errors import CjmError, Message
from ..records import Coding, KindScore, StageId, StageScore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..cluster.coders.base import CodeAnswer, Coder, CodeRequest, CoderGone
    from ..config import CoderSpec
    from ..records import Stage, Unit, UtteranceId
    from ..store.project import Project
    from .values import Work

BATCH = 20  # units
BATCH_CHARACTERS = 4_000  # with the task and the answer it fits into 4,096 tokens, Ollama's usual room
STEP = "coder"  # the artifacts that hold answers
NO_MEASURE = 0.5  # a model says yes or no; it gives no chance to rank by
_SAY = {"ru": "локальная модель {}", "en": "local model {}"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The codings with the model's word in them, and the theme names it gave: hints, never labels."""

    codings: Mapping[UtteranceId, Coding]
    hints: Mapping[UtteranceId, str]


def ask_coder(
    work: Work, units: Sequence[Unit], stages: Sequence[Stage], codings: Mapping[UtteranceId, Coding]
) -> Asked:
    """Let the study's coder say kinds and stage of each unit; without one nothing changes.

    What it does not answer stays as the built-in readers coded it, and a warning says how much that is.
    Raises CjmError when the server cannot be used at all.
    """
    spec = work.study.coder
    if spec is None:
        return Asked(codings, {})
    _check_address(work, spec)
    answers = _answers(work, spec, units, stages)
    kinds = {
        id_: _merged(codings[id_], found, spec.model, tongue) for id_, (found, tongue) in answers.items()
    }
    merged = {id_: kinds.get(id_, coding) for id_, coding in codings.items()}
    hints = {id_: found.theme for id_, (found, _) in answers.items() if found.theme and found.kinds}
    work.done("code", len(units), sum(1 for coding in merged.values() if coding.kinds))
    return Asked(merged, hints)


def _check_address(work: Work, spec: CoderSpec) -> None:
    """Refuse a model that would send texts on behind one's back; say when they leave by one's own wish."""
    from ..cluster.coders.openai_http import is_cloud_model, is_loopback  # noqa: PLC0415 (with a coder only)

    if not is_loopback(spec.url):
        work.warn(
            Message("the texts of the interviews leave this machine: they are sent to %(url)s", url=spec.url)
        )
    elif is_cloud_model(spec.model):
        raise CjmError(
            "model '%(model)s' is computed in Ollama's cloud: the texts would leave this machine",
            remedy="choose a model that is on this machine",
            model=spec.model,
        )


def _answers(
    work: Work, spec: CoderSpec, units: Sequence[Unit], stages: Sequence[Stage]
) -> dict[UtteranceId, tuple[CodeAnswer, str]]:
    """Return the answer to each unit that has one, with the language of its talk."""
    from ..cluster.coders.patient import open_coder  # noqa: PLC0415 (httpx loads with a coder only)

    found: dict[UtteranceId, tuple[CodeAnswer, str]] = {}
    reason = Message("the model gave no usable answer to them")
    coder = open_coder(spec.url, spec.model)
    with closing(coder), work.progress.bar("code", len(units)) as advance:
        for batch in _batches(units):
            request = _request(batch, stages)
            answers, gone = _ask(work.project, coder, spec.model, request)
            found |= {batch[answer.unit - 1].id: (answer, request.language) for answer in answers}
            if gone is not None and not coder.answered:
                raise CjmError(gone.fact, place=spec.url, remedy=gone.remedy)
            if gone is not None:
                reason, work.counts.whole = gone.fact, False  # the next run goes on from here
                break
            advance(len(batch))
    if len(found) < len(units):
        work.warn(_shortfall(spec, len(found), len(units), reason))
    return found


def _shortfall(spec: CoderSpec, coded: int, units: int, reason: Message) -> Message:
    return Message(
        "local model '%(model)s' coded %(coded)s of %(units)s utterances, "
        "the built-in readers %(rest)s (%(reason)s)",
        model=spec.model,
        coded=coded,
        units=units,
        rest=units - coded,
        reason=reason,
    )


def _ask(
    project: Project, coder: Coder, model: str, request: CodeRequest
) -> tuple[tuple[CodeAnswer, ...], CoderGone | None]:
    """Return what is known of a batch and what the coder says of the rest; keep what is new."""
    from ..cluster.coders.base import CoderGone  # noqa: PLC0415
    from ..cluster.coders.patient import request_key  # noqa: PLC0415
    from ..cluster.coders.schema import dump_answers, read_answer  # noqa: PLC0415 (with a coder only)

    key = request_key(model, request)
    kept = project.load_artifact(STEP, key, key)
    known = read_answer(kept.decode(), request).answers if kept else ()
    have = {answer.unit for answer in known}
    rest = tuple(unit for unit in request.units if unit.number not in have)
    if not rest:
        return known, None
    gone = None
    try:
        fresh = coder.code(replace(request, units=rest))
    except CoderGone as error:
        fresh, gone = error.answers, error
    if fresh:
        project.save_artifact(STEP, key, key, dump_answers((*known, *fresh)).encode())
    return (*known, *fresh), gone


def _batches(units: Sequence[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Deal the units out in their order, never two interviews in a batch: a new one changes no other's."""
    for _, talk in groupby(units, key=lambda unit: unit.utterance.interview):
        batch: list[Unit] = []
        size = 0
        for unit in talk:
            asked = bool(batch) and batch[-1].question == unit.question
            more = len(unit.text) + (0 if asked else len(unit.question))
            if batch and (len(batch) == BATCH or size + more > BATCH_CHARACTERS):
                yield tuple(batch)
                batch, size = [], 0
            batch.append(unit)
            size += more
        yield tuple(batch)


def _request(batch: Sequence[Unit], stages: Sequence[Stage]) -> CodeRequest:
    """Return a batch as it is asked for, its units numbered from 1."""
    from ..cluster.coders.base import CodeRequest, CodeStage, CodeUnit  # noqa: PLC0415 (with a coder only)

    return CodeRequest(
        units=tuple(
            CodeUnit(
                number=number, text=unit.text, question=unit.question, before=unit.before, after=unit.after
            )
            for number, unit in enumerate(batch, start=1)
        ),
        stages=tuple(
            CodeStage(id=stage.id, name=stage.name, description=stage.description) for stage in stages
        ),
        language=batch[0].language,
    )


def _merged(read: Coding, answer: CodeAnswer, model: str, language: str) -> Coding:
    """Put a model's answer over what the readers said; where both agree, the readers' score stays."""
    said = _SAY.get(language, _SAY["en"]).format(model)
    known = {scored.kind: scored for scored in read.kinds}
    kinds = [
        replace(known[kind], why=f"{said}; {known[kind].why}")
        if kind in known
        else KindScore(kind=kind, score=NO_MEASURE, why=said)
        for kind in answer.kinds
    ]
    kinds.sort(key=lambda scored: -scored.score)
    return replace(read, kinds=tuple(kinds), stage=_stage(read.stage, answer.stage, said))


def _stage(read: StageScore | None, answer: str | None, said: str) -> StageScore | None:
    """Return the stage that the model named, with the readers' score where they agree."""
    if answer is None:
        return None
    if read is not None and read.id == answer:
        return replace(read, why=f"{said}; {read.why}")
    return StageScore(id=StageId(answer), score=NO_MEASURE, why=said)
