"""What the interviewed person is to the product, told from folders, file names and title lines."""

from __future__ import annotations

import re
import unicodedata

from ..records import Role

TITLE_LINES, TITLE_LENGTH = 6, 200

# Non-users stand first: their words hold the words of users.
STEMS = {
    Role.NON_USER: (
        *("не ?клиент", "не ?пользовател", "не ?пользует", "не ?пользуют", "не ?покупател", "не ?потребител"),
        *("отказник", "отказавш", "потенциальн", "non ?user", "non ?client", "non ?customer", "non ?buyer"),
        *("prospect", "rejector"),
    ),
    Role.EXPERT: (
        "эксперт",
        "сотрудник",
        "специалист",
        "персонал",
        "expert",
        "staff",
        "employee",
        "stakeholder",
    ),
    Role.CLIENT: (
        *("клиент", "покупател", "пользовател", "потребител", "client", "customer", r"users?\b", "buyer"),
        "consumer",
    ),
}
PATTERNS = tuple((role, re.compile(rf"\b(?:{'|'.join(stems)})")) for role, stems in STEMS.items())
WORDS = {
    "ru": {"folder": "папка «{}»", "file": "имя файла «{}»", "title": "заголовок «{}»"},
    "en": {"folder": "the folder “{}”", "file": "the file name “{}”", "title": "the title “{}”"},
}


def role_from_path(path: str, *, language: str = "ru") -> tuple[Role, str] | None:
    """Return the role that a folder, at any depth and in any case, or else the file's name tells.

    ``path`` has forward slashes; the folder nearest to the file decides.  The second value says in
    plain words what told it; None when nothing does.
    """
    *folders, name = path.split("/")
    for what, parts in (("folder", reversed(folders)), ("file", [name.rsplit(".", 1)[0]])):
        for part in parts:
            role = _match(part)
            if role:
                return role, _words(language, what).format(part)
    return None


def role_from_title(text: str, *, language: str = "ru") -> tuple[Role, str] | None:
    """Return the role that a line above the conversation tells: «Глубинное интервью 1, клиент».

    Only the first lines without a colon are looked at, for a turn may speak of clients too.
    """
    lines = [line.strip() for line in text.split("\n", 4 * TITLE_LINES)[: 4 * TITLE_LINES] if line.strip()]
    for line in lines[:TITLE_LINES]:
        if ":" in line or "-->" in line:
            return None
        role = _match(line) if len(line) <= TITLE_LENGTH else None
        if role:
            return role, _words(language, "title").format(line.strip("#*_ "))
    return None


def _match(text: str) -> Role | None:
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    spaced = " ".join(re.sub(r"[\W\d_]+", " ", plain).split())
    return next((role for role, pattern in PATTERNS if pattern.search(spaced)), None)


def _words(language: str, what: str) -> str:
    return WORDS.get(language, WORDS["en"])[what]
