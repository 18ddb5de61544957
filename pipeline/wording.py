"""The user's words: gettext catalogues and numbers as a language writes them.

English is the language of the msgids.  The catalogues are ``locale/<language>/LC_MESSAGES/cjm.po``;
after an edit compile them with ``pybabel compile -D cjm -d pipeline/locale``.
"""

from __future__ import annotations

import gettext
import locale
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

DOMAIN = "cjm"
LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("ru", "en")

Value = object  # an int or a float is written as the language writes numbers, the rest by str()


def nearest_language(language: str) -> str:
    """Return the catalogue for a language tag: ``ru-RU`` gives ru, an unknown one gives en."""
    base = language.replace("_", "-").split("-", 1)[0].lower()
    return base if base in LANGUAGES else "en"


@dataclass(frozen=True)
class Wording:
    """The words of one language; ``language`` is one of LANGUAGES."""

    language: str

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return gettext.translation(DOMAIN, str(LOCALES), [self.language])

    def _(self, msgid: str, **values: Value) -> str:
        """Translate a message and fill its ``%(name)s`` places."""
        return self._filled(self._catalogue.gettext(msgid), values)

    def ngettext(self, singular: str, plural: str, n: int, **values: Value) -> str:
        """Translate a counted message; its ``%(n)s`` is the number."""
        return self._filled(self._catalogue.ngettext(singular, plural, n), {"n": n, **values})

    def form(self, singular: str, plural: str, n: int) -> str:
        """Return the form of a counted message for a number, its places not filled."""
        return self._catalogue.ngettext(singular, plural, n)

    def _filled(self, text: str, values: dict[str, Value]) -> str:
        return text % {name: self._written(value) for name, value in values.items()} if values else text

    def _written(self, value: Value) -> str:
        if isinstance(value, float):
            return self.number(value, digits=1)
        return self.number(value) if isinstance(value, int) else str(value)

    def number(self, value: float, *, digits: int = 0) -> str:
        """Write a number with the language's separators and a fixed number of decimals."""
        from babel.numbers import format_decimal  # noqa: PLC0415 (locale data load slowly)

        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(value, format=pattern, locale=self.language))

    def signed(self, value: float, *, digits: int = 1) -> str:
        """Write a number with its sign, minus as U+2212, zero without a sign."""
        rounded = round(value, digits)
        sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else ""
        return sign + self.number(abs(rounded), digits=digits)

    def percent(self, share: float) -> str:
        """Write a share 0..1 as whole percent; a part is never rounded to nothing or to all.

        Russian puts a no-break space before the sign.
        """
        whole = min(99, max(1, round(share * 100))) if 0 < share < 1 else round(share * 100)
        return self.number(whole) + ("\N{NO-BREAK SPACE}%" if self.language == "ru" else "%")


def terminal_wording() -> Wording:
    """Return the wording of messages: CJM_LANG, else the locale of the terminal."""
    wanted = os.environ.get("CJM_LANG") or locale.getlocale()[0] or "en"
    return Wording(nearest_language("ru" if wanted.lower().startswith(("ru", "russian")) else wanted))
