"""Help and usage errors in the language of the terminal."""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from click.testing import CliRunner

from pipeline import __version__
from pipeline.cli import main
from pipeline.commands_speaking import SpeakingCommand, metavar_word, paragraphs
from pipeline.wording import LOCALES

COMMANDS = {"": main, **main.commands}
LATIN = re.compile(r"[A-Za-z]{2,}")
# What no language translates: options, files, commands, programs, and the values that are typed.
NAMES = re.compile(
    r"(?<![\w-])-{1,2}[a-z][a-z-]*|[\w-]+\.(?:html|jsonl|json|yaml|csv)\b|(?<![\w-])cjm(?:-[a-z]+)?(?: [a-z]+)?\b"
    r"|/\.cjm\b|/draft\b|\(CJM\)|JSON(?: Schema)?|CSV|Ctrl-C|OpenAI|Ollama|https?://\S+|qwen3:8b|\d+<=x"
    r"|e5-small|st:|sentence-transformers|lsa\b|auto\b|\[[a-z_]+(?:\|[a-z_]+)+\]|veloservis|coworking|: ru\]"
    r"|(?:name|company|address|phone|email|url|document|other)\s+(?=\()"
)
# Click's words for whoever writes a command, not for whoever runs one, and for what ours never do.
NOT_SAID = re.compile(
    r"^d$|Editing failed|Windows error|DeprecationWarning|must be an iterable|defined twice|flag for true/false"
    r"|Could not determine name|No options defined|Arguments take exactly|Do you want|Confirm the action"
    r"|%\(prog\)s|start character|Shell completion|detect Bash|colour|Press any key|^Choice\(|the format"
    r"|valid boolean|UUID|standard stream"
)


def cjm(*arguments, language="ru", width=100):
    settings = {"prog_name": "cjm", "terminal_width": width, "max_content_width": width}
    return CliRunner(env={"CJM_LANG": language}).invoke(main, list(arguments), **settings)


def without_names(text):
    return NAMES.sub("", text)


def msgids(command, name):
    """Every text of a command that a catalogue can hold: its paragraphs, helps and metavars."""
    context = click.Context(command, info_name=name, **main.context_settings)
    yield from paragraphs(command.help or "")
    for param in command.get_params(context):
        yield from filter(None, [getattr(param, "help", None)])
        if not getattr(param, "is_flag", False) and not isinstance(param.type, click.Choice):
            yield metavar_word(param.make_metavar(context))


def click_msgids():
    for _, _, message, _, _ in extract_from_dir(Path(click.__file__).parent, [("*.py", "python")]):
        one = message if isinstance(message, str) else message[0]
        if not NOT_SAID.search(one):
            yield one


@pytest.fixture(scope="module")
def russian():
    with (LOCALES / "ru" / "LC_MESSAGES" / "cjm.po").open("rb") as file:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: message.string
            for message in read_po(file, locale="ru", domain="cjm")
        }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_text_of_a_command_is_in_the_russian_catalogue(name, russian):
    assert [text for text in msgids(COMMANDS[name], name) if not russian.get(text)] == []


def test_all_that_click_may_say_is_in_the_russian_catalogue(russian):
    texts = [*click_msgids(), main.options_metavar, main.subcommand_metavar]
    assert len(texts) > 40
    assert [text for text in texts if not all(russian.get(text, ""))] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_in_russian_is_all_russian(name):
    result = cjm(*[name] * bool(name), "--help", width=1000)  # no name is broken at a line's end
    assert result.exit_code == 0
    assert result.stdout.startswith("Использование: ")
    lines = result.stdout.splitlines()
    assert [line for line in lines if LATIN.search(without_names(re.sub(r"^  [a-z]+  ", "", line)))] == []


def test_an_english_sentence_would_be_noticed():
    assert LATIN.search(without_names("  --out ПУТЬ  Where draft.json goes (по умолчанию ПАПКА/draft)."))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_in_english_is_what_click_makes_of_the_texts(name):
    ours = COMMANDS[name]
    plain = (click.Group if name == "" else click.Command)(
        ours.name, help=ours.help, params=ours.params, context_settings=main.context_settings
    )
    if name == "":
        plain.commands = {n: click.Command(n, help=c.help) for n, c in main.commands.items()}
    cjm(*[name] * bool(name), "--help")  # what was said in Russian before leaves nothing behind
    settings = {**main.context_settings, "terminal_width": 100}
    expected = plain.get_help(click.Context(plain, info_name=f"cjm {name}".strip(), **settings))
    assert cjm(*[name] * bool(name), "--help", language="en").stdout == expected + "\n"


def test_a_command_that_ran_by_itself_has_both_names_of_help_again_among_the_others():
    CliRunner().invoke(main.commands["verify"], ["--help"])
    assert "-h, --help" in cjm("verify", "--help", language="en").stdout


def test_every_command_speaks():
    assert [name for name, command in COMMANDS.items() if not isinstance(command, SpeakingCommand)] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "не указан аргумент 'ПАПКА'."),
        (["reveal", "x", "--out", "y"], "не указан параметр '--study'."),
        (["run", "x", "--jobs", "0"], "неверное значение для '--jobs': 0 не входит в границы 1<=x<=64."),
        (["run", "x", "--jobs", "два"], "неверное значение для '--jobs': нужно целое число, а не «два»."),
        (["diff", "x", "а"], "неверное значение для '[СТАРЫЙ]': нужно целое число, а не «а»."),
        (["run", "x", "--qiet"], "нет параметра «--qiet». Может быть, '--quiet'?"),
        (["run", "--quiet=да", "x"], "у параметра «--quiet» не бывает значения."),
        (["run", "x", "--jobs"], "параметру «--jobs» нужно значение."),
        (["status", "x", "y", "z"], "лишнее: y z"),
        (
            ["demo", "--language", "de"],
            "неверное значение для '--language': «de» — не из списка: 'ru', 'en'.",
        ),
        (["statu"], "нет команды «statu». Может быть, 'status'?"),
        (["ingest"], "назовите папку исследования или файл с --explain"),
        (["agree", "x", "y"], "назовите файлы правок хотя бы двух человек"),
        (
            ["review", "x", "--blind"],
            "для --blind нужен --author: без имени неизвестно, чьи правки показывать",
        ),
        (
            ["review", "x", "--author", "я" * 101],
            "неверное значение для '--author': в имени не больше 100 знаков, и все они видимые",
        ),
    ],
)
def test_a_wrong_command_line_is_told_in_russian(arguments, said):
    result = cjm(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Ошибка: {said}"
    assert LATIN.search(cjm(*arguments, language="en").stderr.replace(arguments[0], ""))


def test_a_wrong_command_line_leads_to_the_help():
    assert cjm("run").stderr.splitlines()[:2] == [
        "Использование: cjm run [ПАРАМЕТРЫ] ПАПКА",
        "Справка: cjm run --help",
    ]


def test_the_summaries_of_the_commands_are_whole_in_a_narrow_terminal():
    shown = cjm("--help", width=80).stdout
    assert "..." not in shown.split("Команды:")[1]


@pytest.mark.parametrize(("language", "said"), [("ru", "cjm, версия"), ("en", "cjm, version")])
def test_the_version_is_told(language, said):
    assert cjm("--version", language=language).stdout == f"{said} {__version__}\n"


@pytest.mark.parametrize("before", [None, "de"])
def test_nothing_stays_set_when_a_command_is_done(before, monkeypatch):
    monkeypatch.delenv("LANGUAGE", raising=False)
    if before:
        monkeypatch.setenv("LANGUAGE", before)
    domain = gettext.textdomain()
    assert cjm("run").exit_code == 2
    assert (os.environ.get("LANGUAGE"), gettext.textdomain()) == (before, domain)
    assert gettext.gettext("Usage:") == "Usage:"


def test_help_that_is_asked_for_outside_of_a_run_is_english(monkeypatch):
    monkeypatch.setenv("CJM_LANG", "ru")
    assert main.get_help(click.Context(main, info_name="cjm")).startswith("Usage: cjm [OPTIONS]")


@pytest.mark.parametrize(
    ("metavar", "word"),
    [("STUDY", "STUDY"), ("[OLD]", "OLD"), ("FILES...", "FILES"), ("[X]...", "X"), ("[X...]", "X")],
)
def test_brackets_and_dots_are_no_part_of_a_metavar_s_word(metavar, word):
    assert metavar_word(metavar) == word


def test_a_paragraph_that_keeps_its_lines_is_one_message_with_them():
    assert paragraphs("One\n    two.\n\n    \b\n    a\n    b\n    \f\n    unseen") == ["One two.", "\b\na\nb"]
