"""What `cjm ingest` prints for people: verdicts with speakers, and why a file is understood as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from .tables import MARKS, open_console, plain_table, print_messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console
    from rich.table import Table

    from .wording import Wording
    from .workflow.examining import FileReport, Heard, IngestReport
    from .workflow.explaining import Explanation

SHOWN_FORMATS = 5
MINUTE = 60


def print_ingest(report: IngestReport, words: Wording) -> None:
    """Print the verdict table, the speakers under each file, and what to look at."""
    console = open_console()
    console.print(_table(report.files, words), soft_wrap=False)
    for file in report.files:
        print_messages(console, file.verdict, words)
    told = sum(file.utterances for file in report.files)
    read = sum(1 for file in report.files if file.verdict.status == "ok")
    text = words._(
        "%(read)s of %(files)s files can be used; utterances of respondents: %(n)s.",
        read=read,
        files=len(report.files),
        n=told,
    )
    console.print(text, style="bold")
    console.print(words._("Correct what is wrong here: %(path)s", path=report.roster))


def _table(files: Iterable[FileReport], words: Wording) -> Table:
    """Lay out one row a file, its speakers in the last column."""
    table = plain_table(
        "",
        words._("File"),
        words._("Format"),
        words._("Encoding"),
        words._("Language"),
        words._("Role"),
        words._("Turns"),
        words._("Unread"),
        words._("Speakers"),
    )
    for file in files:
        verdict, ok = file.verdict, file.verdict.status == "ok"
        table.add_row(
            MARKS.get(verdict.status, "?"),
            escape(verdict.path),
            verdict.format,
            verdict.encoding,
            verdict.language,
            words._(verdict.role) if verdict.role else "",
            words.number(verdict.turns) if ok else "",
            words.percent(verdict.unparsed) if ok else "",
            escape("\n".join(_speaker(speaker, words) for speaker in file.speakers)),
        )
    return table


def _speaker(speaker: Heard, words: Wording) -> str:
    """Name a speaker with the role and how sure it is."""
    return f"{speaker.name} — {_role(speaker.role, words)}, {words.percent(speaker.score)}"


def _role(role: str, words: Wording) -> str:
    roles = {
        "respondent": words._("respondent"),
        "interviewer": words._("interviewer"),
        "other": words._("other voice"),
    }
    return roles[role]


def print_explanation(found: Explanation, words: Wording) -> None:
    """Print why a file is read as it is: encoding, format, first turns, roles, what was left out."""
    console = open_console()
    console.print(escape(found.path), style="bold")
    _print_bytes(console, found, words)
    if found.turns:
        _head(console, words._("The first turns"))
    for turn in found.turns:
        time = f"  {_clock(turn.time)}" if turn.time is not None else ""
        line = f"{turn.line:>6}{time}  " if turn.line else f"{time}  "
        by = f"  ({_told_by(turn.told_by, words)})" if turn.told_by else ""
        console.print(escape(f"{line}{turn.speaker or '—'}: {turn.text}{by}"))
    _print_roles(console, found.report.speakers, words)
    if found.left_out:
        _head(console, words._("No evidence"))
    for left in found.left_out:
        console.print(escape(f"{left.line or '':>6}  {_left(left.reason, words)}: {left.text}"))
    if found.outside:
        _head(console, words._("In no turn"))
    for outside in found.outside:
        console.print(escape(f"{outside.number or '':>6}  {outside.text}"))
    console.print()
    print_messages(console, found.report.verdict, words)


def _head(console: Console, text: str) -> None:
    console.print()
    console.print(escape(text), style="bold")


def _print_bytes(console: Console, found: Explanation, words: Wording) -> None:
    """Print which encodings were tried and which formats know the file."""
    outcomes = {
        "taken": words._("taken"),
        "refused": words._("does not fit"),
        "worse": words._("less likely"),
    }
    tries = [
        f"{each.name} {'' if each.score is None else f'{each.score:.2f} '}({outcomes[each.outcome]})"
        for each in found.encodings
    ]
    console.print(escape(words._("Encoding: %(tries)s", tries=", ".join(tries))))
    formats = [f"{each.name} {each.score:.2f}" for each in found.formats[:SHOWN_FORMATS]]
    console.print(escape(words._("Formats that know it: %(names)s", names=", ".join(formats) or "—")))
    if found.chosen:
        reason = words._("named in interviews.csv") if found.given else words._("the surest")
        console.print(escape(words._("Read as: %(name)s (%(reason)s)", name=found.chosen, reason=reason)))


def _print_roles(console: Console, speakers: Sequence[Heard], words: Wording) -> None:
    """Print each speaker with the reasons and the evidence weighed."""
    if speakers:
        _head(console, words._("Who speaks"))
    for speaker in speakers:
        console.print(escape(f"  {_speaker(speaker, words)}: {speaker.why}"))
        weighed = ", ".join(
            f"{_evidence(name, words)} {words.signed(value)}" for name, value in speaker.evidence
        )
        if weighed:
            text = words._("log-odds of interviewing: %(weighed)s", weighed=weighed)
            console.print(escape(f"      {text}"), style="dim")


def _evidence(name: str, words: Wording) -> str:
    names = {
        "declared": words._("label"),
        "first": words._("begins"),
        "recurrence": words._("in several interviews"),
        "questions": words._("questions"),
        "guiding": words._("leads the talk"),
        "length": words._("short turns"),
        "address": words._("“you” rather than “I”"),
    }
    return names[name]


def _told_by(rule: str, words: Wording) -> str:
    rules = {
        "label": words._("by the label"),
        "column": words._("by the column"),
        "field": words._("by the field"),
        "around": words._("by what stands around it"),
        "nobody": words._("nobody is named"),
    }
    return rules[rule]


def _left(reason: str, words: Wording) -> str:
    reasons = {
        "asr-credit": words._("a recogniser's credit"),
        "backchannel": words._("a listener's word"),
        "consent": words._("permission to record or a word on what becomes of it"),
        "empty": words._("nothing said"),
        "repetition": words._("a loop of the speech recogniser"),
        "small-talk": words._("small talk at the beginning or the end"),
        "interviewer": words._("the interviewer's question in the respondent's turn"),
    }
    return reasons[reason]


def _clock(seconds: float) -> str:
    """Write a time as minutes and seconds."""
    whole = int(seconds)
    return f"{whole // MINUTE}:{whole % MINUTE:02d}"
