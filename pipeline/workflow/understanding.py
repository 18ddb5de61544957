"""Utterances → vectors, codes, stages, named themes: what the maps are built from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..assemble.maps.base import Evidence
from ..cluster.discover import DiscoverySettings, discover_stages, discovery_texts
from ..cluster.learning import NOTHING, stand
from ..cluster.reader.model import TrainedReader
from ..cluster.space import context_text
from ..cluster.stage_models import stage_list
from ..cluster.stages import StageSettings, place_in_stages, stage_texts
from ..cluster.vectors import embed_texts
from ..errors import EmptySource, Message
from ..records import SpeakerRole, Stage, StageId, StageSource, Unit
from .asking import ask_coder
from .coding import Heard, code_units, open_desk
from .gathering import Known, gather
from .proposing import propose
from .questions import questions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from ..cluster.embedders.base import Embedder, Matrix
    from ..cluster.learning import Taught
    from ..cluster.stages import Placement, StageReading
    from ..cluster.system_names import ProposedTouchpoint
    from ..config_stages import StageSpec
    from ..records import Coding, Touchpoint, Transcript, Utterance, UtteranceId
    from .codebooks import Codebooks
    from .coding import Coded, Desk
    from .ingesting import Ingested
    from .values import Work

AUTO = "auto"
DEFAULT_EMBEDDER = "e5-small"
_COMPARED = 3  # stages, from which on it can be told whether any is spoken of
_CONTRAST = 0.15  # cosine of the nearest stage above the mean one: 0.24 and more for lists that fit
_NOISE = 0.1  # share of utterances without known words that is worth a warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The evidence for the maps, and what the methods say of themselves."""

    evidence: Evidence
    notes: tuple[str, ...]
    reader_sha256: str  # empty when there was no trained reader
    proposed: tuple[ProposedTouchpoint, ...]  # names that the codebook lacks
    reread: Callable[[Taught], Mapping[UtteranceId, Coding]]  # the same units in the light of a lesson


@dataclass(frozen=True, slots=True)
class TextVectors:
    """The vector of every text that the study needs."""

    rows: Mapping[str, int]
    matrix: Matrix

    def of(self, texts: Iterable[str]) -> Matrix:
        """Return float32[n, d], row i for text i."""
        return self.matrix[[self.rows[text] for text in texts]]


def understand(  # noqa: PLR0913, PLR0917 (a study, and all that reads it)
    work: Work,
    ingested: Ingested,
    codebooks: Codebooks,
    embedder: Embedder,
    cache: Path,
    taught: Taught = NOTHING,
) -> Understood:
    """Read the respondents' utterances: embed, code, place in stages, group and name.

    ``cache`` is the user's cache folder, where fitted readers are kept.  What was ``taught`` stands, and the
    rest is read in its light.
    """
    talks = _talks(ingested)
    units = tuple(unit for talk in talks for unit in talk)
    if not units:
        raise EmptySource("no respondent says anything", place=str(work.root), remedy="check interviews.csv")
    language = ingested.language
    given = _given_stages(work.study.stages, language)
    desk = open_desk((unit.language for unit in units), codebooks, embedder.sha256, cache)
    vectors = _embed(work, units, given, desk, language, embedder)
    heard = _hear(work, units, cache)
    coded = code_units(units, vectors, desk, heard, taught)
    work.done("code", len(units), sum(1 for coding in coded.codings.values() if coding.kinds))
    _warn_of_noise(work, len(coded.unclear), len(units))
    stages, placed, notes = _place(work, talks, given, vectors, heard, language, taught)
    read = _joined(units, coded, placed)
    work.done("stages", len(units), sum(1 for stage in placed.scores if stage))
    asked = ask_coder(work, units, stages, read)
    codings = stand(asked.codings, read, taught)
    grouping = gather(
        Known(
            units=units,
            codings=codings,
            coded=coded,
            stages=stages,
            belief=placed.belief,
            vectors=vectors,
            heard=heard,
            hints=asked.hints,
            language=language,
            cache=work.project.vectors,
        )
    )
    work.done("group", sum(1 for coding in codings.values() if coding.kinds), len(grouping.themes))
    evidence = Evidence(
        language=language,
        interviews={transcript.id: transcript for transcript in ingested.transcripts},
        utterances={unit.id: unit.utterance for unit in units},
        codings=codings,
        stages=stages,
        touchpoints=_touchpoints(codebooks, (language, *desk.known), codings.values()),
        grouping=grouping,
    )

    def reread(lesson: Taught) -> Mapping[UtteranceId, Coding]:
        again = code_units(units, vectors, desk, heard, lesson)
        _, there, _ = _place(work, talks, given, vectors, heard, language, lesson)
        found = _joined(units, again, there)
        by_coder = {i: coding for i, coding in asked.codings.items() if coding != read[i]}
        return stand({**found, **by_coder}, found, lesson)

    return Understood(
        evidence=evidence,
        notes=(*notes, *grouping.notes),
        reader_sha256=heard.reader.sha256 if heard else "",
        proposed=propose(work, units, codebooks, desk.known),
        reread=reread,
    )


def _joined(units: Sequence[Unit], coded: Coded, placed: Placement) -> dict[UtteranceId, Coding]:
    """Return each unit's coding with its stage."""
    return {
        unit.id: replace(coded.codings[unit.id], stage=None if unit.id in coded.unclear else stage)
        for unit, stage in zip(units, placed.scores, strict=True)
    }


def _talks(ingested: Ingested) -> list[tuple[Unit, ...]]:
    """Return the units of each interview, interviews in the order of their ids."""
    said: dict[str, list[Utterance]] = {}
    for utterance in ingested.utterances:
        said.setdefault(utterance.interview, []).append(utterance)
    transcripts = sorted(ingested.transcripts, key=lambda transcript: transcript.id)
    return [units_of(transcript, said.get(transcript.id, ())) for transcript in transcripts]


def units_of(transcript: Transcript, utterances: Sequence[Utterance]) -> tuple[Unit, ...]:
    """Put each respondent's utterance into its context: the question, the neighbours, the place in the talk.

    ``question`` is as ``questions_of`` tells it.
    """
    questions = questions_of(transcript, utterances)
    last = max(1, len(transcript.turns) - 1)
    units = []
    for number, utterance in enumerate(utterances):
        if utterance.speaker_role is not SpeakerRole.RESPONDENT:
            continue
        before = utterances[number - 1] if number else None
        after = utterances[number + 1] if number + 1 < len(utterances) else None
        units.append(
            Unit(
                utterance=utterance,
                language=transcript.language,
                role=transcript.role,
                question=questions[number],
                before=before.text if before and _goes_with(before, utterance) else "",
                after=after.text if after and _goes_with(after, utterance) else "",
                position=utterance.turn / last,
            )
        )
    return tuple(units)


def _goes_with(neighbour: Utterance, utterance: Utterance) -> bool:
    """Tell whether a neighbour is the same person's, in the same turn."""
    return neighbour.turn == utterance.turn and neighbour.speaker_role is utterance.speaker_role


def _given_stages(wish: str | tuple[StageSpec, ...], language: str) -> tuple[Stage, ...]:
    """Return the researcher's stages or a ready-made model's; none when they are to be discovered."""
    if wish == AUTO:
        return ()
    if isinstance(wish, str):
        return stage_list(wish, language)
    return tuple(
        Stage(
            id=StageId(spec.id),
            name=spec.name,
            order=order,
            source=StageSource.GIVEN,
            description=spec.description,
            examples=spec.examples,
            phase=spec.phase,
        )
        for order, spec in enumerate(wish, start=1)
    )


def _embed(  # noqa: PLR0913, PLR0917 (everything that needs a vector)
    work: Work,
    units: Sequence[Unit],
    given: tuple[Stage, ...],
    desk: Desk,
    language: str,
    embedder: Embedder,
) -> TextVectors:
    """Give every text that the study needs its vector; known ones come from the store."""
    wanted = [
        text for unit in units for text in (unit.text, unit.question, context_text(unit.question, unit.text))
    ]
    wanted += stage_texts(given, language) if given else discovery_texts(language)
    wanted += desk.example_texts()
    texts = sorted(set(wanted))
    with work.progress.bar("embed", len(texts)) as advance:
        matrix, new = embed_texts(texts, embedder, work.project.vectors, progress=advance)
    work.done("embed", len(texts), new)
    return TextVectors({text: row for row, text in enumerate(texts)}, matrix)


def _hear(work: Work, units: Sequence[Unit], cache: Path) -> Heard | None:
    """Let the trained reader read the talks; it stands on the weights of the default embedder."""
    if work.study.embedder != DEFAULT_EMBEDDER:
        return None
    reader = TrainedReader(cache, work.options.workers)
    with work.progress.bar("hear", len(units)) as advance:
        output = reader.read(units, work.project.vectors, advance)
    work.done("hear", len(units), len(output.logits))
    return Heard(reader, output)


def _place(  # noqa: PLR0913, PLR0917 (all that is known of the units)
    work: Work,
    talks: Sequence[Sequence[Unit]],
    given: tuple[Stage, ...],
    vectors: TextVectors,
    heard: Heard | None,
    language: str,
    taught: Taught,
) -> tuple[tuple[Stage, ...], Placement, tuple[str, ...]]:
    """Place the units in the given stages, or discover stages first."""
    units = [unit for talk in talks for unit in talk]
    said, asked = vectors.of(unit.text for unit in units), vectors.of(unit.question for unit in units)
    reading = heard.reader.stage_reading(heard.output, work.project.vectors) if heard else None
    settings = StageSettings(weights=heard.reader.stage_weights) if heard else StageSettings()
    if given:
        if not taught.stages:
            _warn_of_strange_stages(work, given, reading)
        placed = place_in_stages(
            talks,
            given,
            language=language,
            vectors=said,
            question_vectors=asked,
            stage_vectors=vectors.of(stage_texts(given, language)),
            reading=reading,
            settings=settings,
            taught=taught.stages,
        )
        return given, placed, ()
    found = discover_stages(
        talks,
        language=language,
        vectors=said,
        question_vectors=asked,
        phase_vectors=vectors.of(discovery_texts(language)),
        reading=reading,
        settings=DiscoverySettings(placing=settings),
        taught=taught.stages,
    )
    return found.stages, found.placed, found.notes


def _warn_of_strange_stages(work: Work, given: tuple[Stage, ...], reading: StageReading | None) -> None:
    """Say when the reader hears in the talks hardly anything that tells the researcher's stages apart."""
    if reading is None or len(given) < _COMPARED or given[0].source is not StageSource.GIVEN:
        return
    said, _ = reading.logits(given)
    contrast = float((said.max(axis=1) - said.mean(axis=1)).mean()) / reading.sharpness
    if contrast < _CONTRAST:
        work.warn(Message("the interviews hardly speak of the given stages; check that the list fits them"))


def _warn_of_noise(work: Work, unclear: int, units: int) -> None:
    """Say when so much cannot be read that the language or the transcription must be wrong."""
    if unclear >= _NOISE * units:
        fact = "%(n)s of %(total)s utterances hold hardly a word that a dictionary knows: they are not coded"
        work.warn(Message(fact, n=unclear, total=units))


def _touchpoints(
    codebooks: Codebooks, languages: Sequence[str], codings: Iterable[Coding]
) -> dict[str, Touchpoint]:
    """Return the touchpoints that were named, in the first of the languages that has a word for them."""
    books = [codebooks.of(tongue) for tongue in languages]
    known = {cue.id: book for book in reversed(books) for cue in book.touchpoints}
    return {point: known[point].touchpoint(point) for coding in codings for point in coding.touchpoints}
