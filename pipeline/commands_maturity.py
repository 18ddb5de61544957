"""The command that asks how mature a company is in customer experience, and says which maps fit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .commands_speaking import SpeakingCommand

if TYPE_CHECKING:
    from .assemble.maturity import Respondent
    from .wording import Wording
    from .workflow.maturity import Questionnaire

FOLDER = click.Path(path_type=Path)
INTERRUPTED = 130
BACK = frozenset({"b", "back", "и", "н", "назад"})  # и stands on the key of b
NOTHING = "0"


@click.command(cls=SpeakingCommand)
@click.option(
    "--answers", type=FOLDER, metavar="FILE", help="Read the answers of one or more people from a csv."
)
@click.option("--template", type=FOLDER, metavar="FILE", help="Write an empty csv to fill in, and stop.")
@click.option("--language", type=click.Choice(["ru", "en"]), help="Of statements and page (default: yours).")
@click.option(
    "--out", type=FOLDER, default=Path("cjm-maturity"), show_default=True, help="Where the page and data go."
)
def maturity(answers: Path | None, template: Path | None, language: str | None, out: Path) -> None:
    """Rate your company in customer experience by 20 statements, and see which maps fit it.

    Asks one statement at a time and keeps each answer in OUT/answers.csv; after Ctrl-C the same command
    goes on from there. With --answers nothing is asked: the file has a line a statement and a column a
    person. Writes maturity.html, maturity.json and maturity.csv to OUT.
    """
    from .wording import Wording, terminal_wording  # noqa: PLC0415 (catalogues load when something is said)

    if answers is not None and template is not None:
        raise click.UsageError(terminal_wording()._("--answers and --template exclude one another"))
    words = Wording(language) if language else terminal_wording()
    if template is not None:
        _write_template(template, words)
        return
    from .workflow.maturity import load_people, report_maturity  # noqa: PLC0415 (the work loads when there is some)

    people = load_people(answers) if answers is not None else _ask(out, words)
    report = report_maturity(people, out, words.language)
    from .tables_maturity import print_maturity  # noqa: PLC0415 (rich loads when something is shown)

    print_maturity(report, words)


def _write_template(path: Path, words: Wording) -> None:
    """Write an empty sheet and say how to use it."""
    from .workflow.maturity import write_template  # noqa: PLC0415

    write_template(path, words.language)
    click.echo(words._("The sheet: %(path)s", path=path))
    click.echo(words._("One column a person, with a name of its own; then: cjm maturity --answers FILE"))


def _ask(out: Path, words: Wording) -> tuple[Respondent, ...]:
    """Ask what is not answered yet; leaves with 130 when the person does."""
    from .workflow.maturity import ANSWERS_FILE, Questionnaire  # noqa: PLC0415

    asked = Questionnaire(out / ANSWERS_FILE, words.language)
    _greet(asked, words)
    try:
        while not asked.done:
            _ask_one(asked, words)
    except click.Abort:  # what click makes of Ctrl-C and of the input's end
        click.echo("", err=True)
        text = words.ngettext(
            "cjm: %(n)s answer is kept in %(path)s; run the same command again to go on",
            "cjm: %(n)s answers are kept in %(path)s; run the same command again to go on",
            asked.given,
            path=asked.path,
        )
        click.echo(text, err=True)
        sys.exit(INTERRUPTED)
    return asked.respondents()


def _greet(asked: Questionnaire, words: Wording) -> None:
    """Say how to answer and where answers are kept."""
    if asked.done:
        text = words._("Every statement was answered in %(path)s; to begin anew, remove it.", path=asked.path)
    elif asked.resumed:
        text = words._(
            "%(path)s holds your answers so far: going on with statement %(number)s.",
            path=asked.path,
            number=asked.at,
        )
    else:
        text = words._("How often is it so in your company? Answers are kept in %(path)s.", path=asked.path)
    click.echo(text)


def _ask_one(asked: Questionnaire, words: Wording) -> None:
    """Show one statement with its place in the whole, and take an answer or a step back."""
    from .assemble.maturity import STATEMENTS, dimension_of  # noqa: PLC0415
    from .assemble.maturity_statements import statement  # noqa: PLC0415
    from .assemble.maturity_words import DIMENSIONS, SCALE  # noqa: PLC0415

    language = words.language
    done = "■" * (asked.at - 1) + "□" * (STATEMENTS - asked.at + 1)
    place = words._("%(number)s of %(of)s", number=asked.at, of=STATEMENTS)
    click.echo(f"\n{done} {place} · {DIMENSIONS[language][dimension_of(asked.at)]}")
    click.echo(click.style(statement(asked.at, language), bold=True))
    click.echo("   ".join(f"{number} {word}" for number, word in enumerate(SCALE[language], 1)))
    while not _take(asked, words):
        pass


def _take(asked: Questionnaire, words: Wording) -> bool:
    """Ask for one answer; False when it cannot be understood."""
    from .assemble.maturity import HIGHEST, LOWEST  # noqa: PLC0415

    before = asked.answers.get(asked.at)
    question = words._("1–5, Enter to skip, b to go back")
    if before is not None:
        question = words._("1–5, Enter to keep %(value)s, 0 for no answer, b to go back", value=before)
    said = click.prompt(question, default="", show_default=False).strip().lower()
    if said in BACK:
        if not asked.back():
            click.echo(words._("This is the first statement."))
            return False
    elif not said or said == NOTHING:
        asked.answer(None if said else before)
    elif said.isdecimal() and LOWEST <= int(said) <= HIGHEST:
        asked.answer(int(said))
    else:
        click.echo(words._("«%(said)s» is no answer.", said=said))
        return False
    return True
