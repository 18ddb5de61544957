"""What was found to tell a person, for the researcher's eyes; what to hide or release; a draft revealed."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from ..assemble.draft import load_draft
from ..config import STUDY_FILE, load_interviews, load_study, parse_study, read_text
from ..errors import DraftError, Message, StudyError, reason
from ..ingest.privacy import apply_key, carry_span, label_item
from ..language import fold
from ..store.project import open_project
from .files import write_file
from .ingesting import IngestSettings, ingest, read_study, study_hide, study_keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ..config import StudyConfig
    from ..ingest.compose import PreparedTurn
    from ..records import InterviewId, ParsedTranscript
    from .ingesting import Ingested

Key = dict[tuple[str, str], str]
TYPES = ("name", "company", "address", "phone", "email", "url", "document", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One pseudonym: what it stands for and where.  Holds originals, so it never goes into a draft."""

    type: str
    pseudonym: str
    forms: tuple[tuple[str, int], ...]  # as said, the most frequent first
    interviews: tuple[str, ...]  # paths

    @property
    def count(self) -> int:
        """How often it was said."""
        return sum(times for _, times in self.forms)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {**asdict(self), "count": self.count}


@dataclass(slots=True)
class _Gathered:
    forms: Counter[str] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """A study read anew with its key; nothing of the store is changed."""

    found: Ingested
    key: Key

    def turns(self, interview: InterviewId) -> Iterable[tuple[str, PreparedTurn]]:
        """Yield each turn's original text with what was found in it."""
        parsed: ParsedTranscript = self.found.casts[interview].transcript
        return zip((turn.text for turn in parsed.turns), self.found.prepared[interview], strict=True)

    def hidden(self, interview: InterviewId) -> Iterator[tuple[str, str, str]]:
        """Yield what the key hides in an interview, labels of speakers first: as said, type, pseudonym."""
        labels = [speaker.name for speaker in self.found.casts[interview].speakers]
        said = [(name, item) for name in labels if (item := label_item(name))]
        for text, part in self.turns(interview):
            said += [(text[item.start : item.end], item) for item in part.items]
        for form, item in said:
            given = self.key.get((item.type.value, item.normal))
            if given is not None:
                yield form, item.type.value, given


def list_findings(study: Path) -> tuple[Finding, ...]:
    """Return what the study's key holds and the files still say, by type and number.

    Raises StoreError before the first run, StudyError for a study that hides nothing.
    """
    looked = _look(study)
    gathered: dict[tuple[str, str], _Gathered] = {}
    for transcript in looked.found.transcripts:
        for form, kind, given in looked.hidden(transcript.id):
            one = gathered.setdefault((kind, given), _Gathered())
            one.forms[form] += 1
            one.places.add(transcript.path)
    findings = (
        Finding(
            type=kind,
            pseudonym=given,
            forms=tuple(sorted(one.forms.items(), key=lambda form: (-form[1], form[0]))),
            interviews=tuple(sorted(one.places)),
        )
        for (kind, given), one in gathered.items()
    )
    return tuple(sorted(findings, key=lambda one: (TYPES.index(one.type) if one.type in TYPES else len(TYPES),
                                                   one.type, _number(one.pseudonym))))  # fmt: skip


def _number(pseudonym: str) -> int:
    found = re.search(r"\d+", pseudonym)
    return int(found.group()) if found else 0


def _look(study: Path) -> _Looked:
    """Read a study as a run does, with the key of its last run."""
    root = study.resolve()
    config = load_study(root)
    if not config.anonymize:
        raise StudyError(
            "nothing is hidden in this study", place=str(root / STUDY_FILE), remedy="set anonymize: true"
        )
    rows = load_interviews(root).rows
    with open_project(root, readonly=True) as project:
        key = project.pseudonyms()
    interviews, verdicts = read_study(root, rows, _silent, config.language or "ru")
    settings = IngestSettings(
        anonymize=True, language=config.language, keep=study_keep(config), workers=1, look=True,
        hide=study_hide(config),
    )  # fmt: skip
    with open_project(root) as project:
        return _Looked(found=ingest(interviews, verdicts, settings, project, _silent), key=key)


def _silent(steps: int) -> None:
    """Show no progress."""


# ---------------------------------------------------------------- what the researcher adds and releases


def change_study(study: Path, add: Sequence[str], release: Sequence[str]) -> StudyConfig:
    """Write what is to be hidden ("text=type") and what is nobody's into study.yaml; return what it says now.

    The rest of the file stays as it is, comments too.  Raises StudyError for an unknown type.
    """
    root = study.resolve()
    config = load_study(root)
    wanted = dict(_parted(one) for one in add)
    freed = [text.strip() for text in release if text.strip()]
    gone, said = set(map(fold, freed)), set(map(fold, wanted))
    hide = {one.text: one.type for one in config.hide if fold(one.text) not in gone} | wanted
    keep = [text for text in dict.fromkeys([*config.keep, *freed]) if fold(text) not in said]
    path = root / STUDY_FILE
    text = read_text(path) if path.is_file() else ""
    text = _with_key(text, "hide", [{"text": one, "type": kind} for one, kind in hide.items()])
    text = _with_key(text, "keep", keep)
    changed = parse_study(text, str(path))
    write_file(path, text.encode(), StudyError)
    return changed


def _parted(one: str) -> tuple[str, str]:
    """Part "Корзинка=company"; a text alone is a name."""
    text, _, kind = one.rpartition("=") if "=" in one else (one, "", "name")
    text, kind = text.strip(), kind.strip().lower()
    if not text or kind not in TYPES:
        raise StudyError(
            "'%(text)s' names no text and type", remedy="write TEXT=TYPE; types: %(types)s", text=one,
            types=", ".join(TYPES),
        )  # fmt: skip
    return text, kind


def _with_key(text: str, key: str, value: list[Any]) -> str:
    """Return the YAML text with one top-level key set, all else untouched."""
    node = yaml.compose(text, Loader=yaml.SafeLoader) if text.strip() else None
    pairs = getattr(node, "value", ()) or ()
    at = next(((k.start_mark.index, v.end_mark.index) for k, v in pairs if k.value == key), None)
    if at is None and not value:
        return text
    shown = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False).rstrip("\n") + "\n"
    if at is None:
        return f"{text.rstrip()}\n{shown}" if text.strip() else shown
    rest = text[at[1] :]
    return text[: at[0]] + (shown.rstrip("\n") if rest.startswith("\n") else shown) + rest


# ---------------------------------------------------------------- a draft with the originals


def reveal_draft(draft: Path, study: Path, out: Path) -> int:
    """Write a copy of a draft with what its pseudonyms stand for; return how many places were restored.

    A quote gets the very words of the transcript; other texts (labels, names) the fullest form.  The
    copy is for the researcher's eyes: its offsets are still those of the hidden text.
    """
    if out.resolve() == draft.resolve():
        raise DraftError("would be overwritten", place=str(out), remedy="name another file with -o")
    try:
        data = draft.read_bytes()
    except OSError as error:
        raise DraftError(
            "cannot be read (%(reason)s)", place=str(draft), remedy="name a draft.json", reason=reason(error)
        ) from error
    load_draft(data, str(draft))
    content = json.loads(data)
    looked = _look(study)
    originals = _fullest(looked)
    restorer = _Restorer(looked, originals)
    revealed = restorer.everywhere(content)
    dumped = json.dumps(revealed, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    write_file(out, dumped.encode(), DraftError)
    return restorer.count


def _fullest(looked: _Looked) -> dict[str, str]:
    """Return pseudonym → the fullest form it was said in, the most frequent of these."""
    forms: dict[str, Counter[str]] = {}
    for transcript in looked.found.transcripts:
        for form, _, given in looked.hidden(transcript.id):
            forms.setdefault(given, Counter())[form] += 1
    return {
        given: max(counted, key=lambda form: (len(form.split()), counted[form], form))
        for given, counted in forms.items()
    }


class _Restorer:
    """Puts originals into plain values; counts the places."""

    def __init__(self, looked: _Looked, originals: Mapping[str, str]) -> None:
        self.count = 0
        self._originals = originals
        self._exact = _exact_texts(looked)
        names = "|".join(re.escape(name) for name in sorted(originals, key=len, reverse=True))
        self._pattern = re.compile(names or r"(?!)")

    def everywhere(self, value: Any) -> Any:
        """Return the value with originals in all its texts."""
        if isinstance(value, dict):
            if value.keys() >= {"interview", "start", "end", "text"}:
                return self._quote(value)
            return {name: self.everywhere(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.everywhere(part) for part in value]
        return self._text(value) if isinstance(value, str) else value

    def _quote(self, said: dict[str, Any]) -> dict[str, Any]:
        exact = self._exact.get((said["interview"], said["start"], said["end"]), {}).get(said["text"])
        rest = {name: part for name, part in said.items() if name != "text"}
        if exact is None:
            return {**self.everywhere({**rest, "": said["text"]}), "text": self._text(said["text"])}
        self.count += len(self._pattern.findall(said["text"]))
        return {**{name: self.everywhere(part) for name, part in rest.items()}, "text": exact}

    def _text(self, text: str) -> str:
        restored, times = self._pattern.subn(lambda found: self._originals[found.group()], text)
        self.count += times
        return restored


def _exact_texts(looked: _Looked) -> dict[tuple[str, int, int], dict[str, str]]:
    """Return (interview, start, end) of each utterance → its hidden text → its own words."""
    exact: dict[tuple[str, int, int], dict[str, str]] = {}
    for transcript in looked.found.transcripts:
        at = 0
        for text, part in looked.turns(transcript.id):
            hidden, edits = apply_key(text, part.items, looked.key, looked.found.language)
            for start, end in part.spans:
                new_start, new_end = carry_span(start, end, edits)
                place = (str(transcript.id), at + new_start, at + new_end)
                exact[place] = {hidden[new_start:new_end]: text[start:end]}
            at += len(hidden) + 1
    return exact


def warning() -> Message:
    """Return what is said once before originals are shown."""
    return Message(
        "This list shows real names and numbers: it is for you alone, keep it out of reports and chats."
    )
