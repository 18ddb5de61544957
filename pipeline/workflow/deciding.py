"""A decision of the team held against a draft: what it touches, what speaks for and against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import platformdirs

from ..assemble.atlas.aims import read_aims
from ..assemble.atlas.deciding import Question, decide
from ..assemble.atlas.mentions import NamedPoint
from ..assemble.atlas.telling import Teller
from ..assemble.recalled import recall_utterance
from ..cluster.known_themes import known_themes
from ..cluster.patterns import PatternTable, parse_pattern, read_words
from ..cluster.reader.model import TrainedReader
from ..cluster.vectors import MemoryCache, embed_texts, open_embedder
from ..config import load_study
from ..errors import CjmError
from ..language import detect_language
from ..store.project import open_project
from .codebooks import study_codebooks
from .looking import drafts_of
from .mapping import open_atlas
from .understanding import DEFAULT_EMBEDDER, units_of
from .values import RunOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ..assemble.atlas.aims import Aim
    from ..assemble.atlas.values import Atlas, Decision
    from ..assemble.values import Claim
    from ..cluster.codebook import Codebook
    from ..cluster.embedders.base import Matrix
    from ..cluster.vectors import VectorCache
    from ..records import StageId, ThemeId, Utterance, UtteranceId

LONGEST = 1000  # characters of a decision
RARE = 0.01  # share of the library's themes that may be nearer to a theme than the decision is
KIND = "checklist"


@dataclass(frozen=True, slots=True)
class Checked:
    """An atlas with its decision, and how the decision was read."""

    number: int
    atlas: Atlas
    question: Question

    @property
    def decision(self) -> Decision:
        """The decision with what it touches."""
        if self.atlas.decision is None:  # pragma: no cover (it is checked before this is made)
            raise AssertionError
        return self.atlas.decision

    @property
    def untouched(self) -> tuple[StageId, ...]:
        """The ids of the stages that nobody speaks of in connection with it."""
        return tuple(s.id for s in self.atlas.evidence.stages if s.id not in self.decision.stages)

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values; quotes stand with the interview they are from."""
        tell = Teller(self.atlas.draft)

        def told(claim: Claim) -> dict[str, Any]:
            quotes = [tell.quote(i) for i in claim.utterances]
            return {
                "text": claim.text,
                "themes": list(claim.themes),
                "respondents": {role: [n, of] for role, n, of in claim.support.by_role}
                if claim.support
                else {},
                "quotes": [{"id": q.id, "text": q.text, "source": q.source, "path": q.path} for q in quotes],
            }

        return {
            "decision": self.decision.text,
            "draft": self.number,
            "read": [{"direction": a.direction, "sign": a.sign, "about": a.text} for a in self.question.aims],
            "stages": list(self.decision.stages),
            "untouched": list(self.untouched),
            "points": [
                {
                    "bearing": point.bearing,
                    "viewpoint": point.viewpoint,
                    "stage": point.stage,
                    "likeness": point.likeness,
                    "why": point.why,
                    **told(point.claim),
                }
                for point in self.decision.points
            ],
            "strengthen": [told(claim) for claim in self.decision.strengthen],
            "rule": self.decision.rule,
        }


def check_decision(root: Path, text: str, number: int | None = None) -> Checked:
    """Hold a decision against a study's newest draft, or draft ``number``; nothing is written.

    Raises CjmError for a decision that is empty or no sentence, and what ``open_atlas`` raises.
    """
    text = " ".join(text.split())
    if not any(map(str.isalnum, text)):
        raise CjmError("the decision is empty", remedy="say it in a sentence: 'we close the call centre'")
    if len(text) > LONGEST:
        raise CjmError(
            "the decision has %(n)s characters",
            remedy="say it in a sentence or two, at most %(limit)s characters",
            n=len(text),
            limit=LONGEST,
        )
    number = newest_draft(root) if number is None else number
    atlas = open_atlas(root, (KIND,), number)
    language = detect_language(text, atlas.evidence.language)
    aims = read_aims(text, language)
    book = study_codebooks(root, load_study(root).codebook).of(language)
    meaning, model = _near_in_meaning(root, atlas, aims)
    question = Question(
        text=text,
        language=language,
        aims=aims,
        points=tuple(_points(aim.text, book) for aim in aims),
        meaning=meaning,
        model=model,
    )
    return Checked(number, replace(atlas, decision=decide(atlas.evidence, question)), question)


def newest_draft(root: Path) -> int:
    """Return the number of a study's newest draft; raises StoreError before the first."""
    with open_project(root, readonly=True) as project:
        return drafts_of(project, root)[-1].number


def _points(text: str, book: Codebook) -> tuple[NamedPoint, ...]:
    """Return the touchpoints that a text names; wording inside longer wording does not count."""
    rows = [(cue.id, pattern) for cue in book.touchpoints for pattern in cue.patterns]
    table = PatternTable([parse_pattern(pattern, book.language) for _, pattern in rows])
    (words,) = read_words([text], book.language)
    hits = list(table.find(words))
    longest = [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    ]
    named = {rows[hit.pattern][0]: frozenset(words.lemmas[hit.start : hit.end]) for hit in longest}
    return tuple(NamedPoint(point, lemmas) for point, lemmas in named.items())


def _near_in_meaning(root: Path, atlas: Atlas, aims: Sequence[Aim]) -> tuple[dict[ThemeId, float], str]:
    """Return the themes to which the decision is nearer than nearly all of the library, and by what model.

    A trained reader knows which utterances a name stands for; another embedder's vectors are centred on the
    study's own mean, because all sentences lie in one corner of its space.
    """
    matters = [aim.text for aim in aims if aim.text]
    themes = atlas.evidence.grouping.themes
    if not matters or not themes:
        return {}, ""
    library = [theme.text for theme in known_themes(atlas.evidence.language)]
    name = atlas.draft.manifest.embedder.name
    with open_project(root, readonly=True) as project:
        cache = _Unsaved(project.vectors)
        space = _by_reader if name == DEFAULT_EMBEDDER else _by_embedder
        rows, known, wanted = space(atlas, library, matters, cache)
    middles = _unit(np.stack([np.mean([rows[i] for i in theme.utterances], axis=0) for theme in themes]))
    usual, near = middles @ known.T, middles @ wanted.T
    nearer = (usual[:, :, None] >= near[:, None, :]).mean(axis=1)  # share of the library, themes x parts
    best = near.argmax(axis=1)
    found = {
        theme.id: float(near[row, best[row]])
        for row, theme in enumerate(themes)
        if nearer[row, best[row]] <= RARE and near[row, best[row]] > 0
    }
    return found, name


_Vectors = tuple["Mapping[UtteranceId, NDArray[np.float64]]", "NDArray[np.float64]", "NDArray[np.float64]"]


def _by_reader(atlas: Atlas, library: Sequence[str], matters: Sequence[str], cache: VectorCache) -> _Vectors:
    """Return utterances, library and decision in the reader's space of themes."""
    said: dict[str, list[Utterance]] = {}
    for part in atlas.draft.utterances:
        said.setdefault(part.interview, []).append(recall_utterance(part))
    interviews = atlas.evidence.interviews
    units = [unit for i in sorted(interviews) for unit in units_of(interviews[i], said.get(i, ()))]
    reader = TrainedReader(_cache(), RunOptions().workers)
    heard = reader.read(units, cache).themes
    rows = {unit.id: row for unit, row in zip(units, _unit(heard), strict=True)}
    return rows, _unit(reader.theme_vectors(library, cache)), _unit(reader.theme_vectors(matters, cache))


def _by_embedder(
    atlas: Atlas, library: Sequence[str], matters: Sequence[str], cache: VectorCache
) -> _Vectors:
    """Return the same in the space of the study's own embedder, centred."""
    embedder = open_embedder(atlas.draft.manifest.embedder.name, _cache(), RunOptions().workers)
    said = atlas.evidence.utterances
    ids = sorted(said)
    vectors, _ = embed_texts([said[i].text for i in ids], embedder, cache)
    known, _ = embed_texts(library, embedder, cache)
    wanted, _ = embed_texts(matters, embedder, cache)
    rows = _unit(vectors - vectors.mean(axis=0))
    names = known.mean(axis=0)  # names are no utterances: their corner is another one
    return dict(zip(ids, rows, strict=True)), _unit(known - names), _unit(wanted - names)


class _Unsaved:
    """The study's vectors to read from; what is new lasts as long as the command."""

    def __init__(self, known: VectorCache) -> None:
        """Put a layer over what is known."""
        self._known, self._new = known, MemoryCache()

    def load(self, model_sha: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the known ones among ``hashes``."""
        return {**self._known.load(model_sha, hashes), **self._new.load(model_sha, hashes)}

    def save(self, model_sha: str, rows: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep these for now."""
        self._new.save(model_sha, rows)


def _unit(rows: Matrix | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows of length 1; one without length stays as it is."""
    exact = rows.astype(np.float64)
    lengths = np.maximum(np.linalg.norm(exact, axis=1, keepdims=True), 1e-9)
    scaled: NDArray[np.float64] = exact / lengths
    return scaled


def _cache() -> Path:
    """Return the user's cache folder."""
    return Path(platformdirs.user_cache_dir("interview-cjm", appauthor=False))
