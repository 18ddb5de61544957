"""Help and usage errors in the reader's language: what click shows, told through the catalogue.

English texts are the msgids: a paragraph of a docstring with its lines joined, an option's help, a
metavar without its brackets and dots, and click's own templates, which it looks up with gettext.

Only ``SpeakingGroup.main`` chooses a language; whoever asks a command for its help elsewhere gets English.
"""

from __future__ import annotations

import copy
import gettext
import inspect
import os
import re
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from .wording import DOMAIN, LOCALES, Wording, terminal_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

MSGID_LANGUAGE = "en"
HELP_OF_HELP = "Show this message and exit."  # click's own; its translation is among click's
METAVAR = re.compile(r"(?P<before>\[?)(?P<word>.*?)(?P<after>(?:\.\.\.)?\]?(?:\.\.\.)?)")
KEEP_LINES = "\b"  # a paragraph that begins so keeps its lines, as click has it

_language: ContextVar[str] = ContextVar("language", default=MSGID_LANGUAGE)
_wording = cache(Wording)


def tell(text: str) -> str:
    """Return an English text in the language that is spoken now; itself when the catalogue lacks it."""
    language = _language.get()
    return text if not text or language == MSGID_LANGUAGE else _wording(language)._(text)


def paragraphs(text: str) -> list[str]:
    """Return the msgids of a docstring: what stands before a form feed, each paragraph on one line."""
    parts = re.split(r"\n\s*\n", inspect.cleandoc(text).partition("\f")[0].strip())
    return [part if part.startswith(KEEP_LINES) else " ".join(part.split()) for part in parts if part]


def metavar_word(metavar: str) -> str:
    """Return the msgid of a metavar: ``[STUDY]...`` gives STUDY."""
    found = METAVAR.fullmatch(metavar)
    return found["word"] if found else metavar


class SpeakingCommand(click.Command):
    """A command whose help and parameters are told in the language that is spoken."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        """Take what click takes."""
        self._help: str | None = None
        self._told: dict[tuple[str, click.Parameter], click.Parameter] = {}
        super().__init__(*args, **settings)

    @property
    def help(self) -> str | None:
        """The help text, as written in English or told paragraph by paragraph."""
        if self._help is None or _language.get() == MSGID_LANGUAGE:
            return self._help
        return "\n\n".join(tell(part) for part in paragraphs(self._help))

    @help.setter  # noqa: A003 (click named it so)
    def help(self, text: str | None) -> None:
        self._help = text

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return click's --help; click keeps the first it made, so its text is kept English here.

        It is made anew where it goes by other names: a command run by itself has no ``-h``.
        """
        option = super().get_help_option(ctx)
        if option is not None and {*option.opts} != {*self.get_help_option_names(ctx)}:
            self._help_option = None
            option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP_OF_HELP
        return option

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters with help and metavar told, the same objects each time they are asked for."""
        params = super().get_params(ctx)
        language = _language.get()
        if language == MSGID_LANGUAGE:
            return params
        for param in params:
            # Click orders what was typed by comparing parameters, so each is copied once a language.
            if (language, param) not in self._told:
                self._told[language, param] = _told(param, ctx)
        return [self._told[language, param] for param in params]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line: click's ``[OPTIONS]`` and ``COMMAND [ARGS]...`` told, too."""
        return [tell(piece) for piece in super().collect_usage_pieces(ctx)]


def _told(param: click.Parameter, ctx: click.Context) -> click.Parameter:
    """Return a copy of a parameter with its help and metavar told."""
    told = copy.copy(param)
    metavar = param.make_metavar(ctx)
    found = METAVAR.fullmatch(metavar)
    told.metavar = found["before"] + tell(found["word"]) + found["after"] if found else metavar
    if isinstance(told, click.Option) and told.help:
        told.help = tell(told.help)
    return told


class SpeakingGroup(SpeakingCommand, click.Group):
    """The group of all commands; ``main`` speaks the language of the terminal."""

    command_class = SpeakingCommand

    def main(self, *args: Any, **options: Any) -> Any:
        """Run as click does, with everything it says in the language of the terminal."""
        with _spoken(terminal_wording().language):
            return super().main(*args, **options)


@contextmanager
def _spoken(language: str) -> Iterator[None]:
    """Let our texts and click's be told in a language while the command runs."""
    token = _language.set(language)
    try:
        with nullcontext() if language == MSGID_LANGUAGE else _gettext_in(language):
            yield
    finally:
        _language.reset(token)


@contextmanager
def _gettext_in(language: str) -> Iterator[None]:
    """Have gettext answer click from our catalogue: click asks it in the process's domain and LANGUAGE."""
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        del os.environ["LANGUAGE"]
        if before is not None:
            os.environ["LANGUAGE"] = before
