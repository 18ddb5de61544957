"""A study whose every word tries to be a formula, a mark or a tag."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import cycle

from pipeline.assemble.draft import Draft, MapPart

POISON = (
    "=cmd|' /C calc'!A0",
    "+7 900 — звонят",
    "-2+3",
    "@SUM(A1:A9)",
    '\t=HYPERLINK("x")',
    "  =1+1",
    "＝1+1",
    "'уже с апострофом",
    "#REF!",
    "<script>alert(1)</script> & <b>жирно</b>",
    "# Заголовок",
    "- пункт",
    "1. первый",
    "+ ещё",
    "> цитата",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[ссылка](javascript:alert(1)) и https://example.org, www.example.org",
    "![рисунок](x.png) <https://example.org>",
    "**жирно** *косо* `код` ~~нет~~ __так__ $x$ ==да== %%нет%% [^1]",
    "```\nкод\n```",
    "Заголовок\n===",
    "текст\n---",
    "две\nстроки и\r\nтри",
    "управляющие \x00\x07\x1b знаки \ufffe",
    "половина \ud83d знака",
    "\u202eобратно 😀 👩‍💻 שלום مرحبا",
    "_x0041_ и _x000D_",
    "&amp; &#64; \\ обратная",
    "я" * 200,
    ';точка с запятой; "кавычки", запятая',
)
_KEYS = {"text", "label", "title", "product", "hint", "given", "path", "segment", "phase", "border"}
_FIELDS = {"text", "name", "question", "rule", "why", "topic", "segment"}


def poison(atlas):
    """The atlas with every text of its draft, maps and sheets replaced by one of POISON, in turn."""
    drops = cycle(POISON)
    data = _poisoned(atlas.draft.model_dump(), drops)
    draft = Draft.model_validate(data)
    maps = tuple(MapPart.model_validate(_poisoned(part.model_dump(), drops)) for part in atlas.maps)
    sheets = {
        name: tuple(_sheet(found, drops) for found in getattr(atlas, name))
        for name in ("portraits", "stories", "barriers", "touchpoints", "breaks", "contradictions", "guide")
    }
    return replace(atlas, draft=draft, maps=maps, decision=_sheet(atlas.decision, drops), **sheets)


def _poisoned(value, drops, key=""):
    if isinstance(value, dict):
        return {name: _poisoned(part, drops, name) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_poisoned(part, drops, key if key == "rules" else "") for part in value)
    poisoned = isinstance(value, str) and (key in _KEYS | {"rules"} or (key == "name" and value != ""))
    return next(drops) if poisoned else value


def _sheet(value, drops):
    """A sheet's value with its texts replaced; ids, roles and touchpoints' types stay."""
    if isinstance(value, tuple):
        return tuple(_sheet(part, drops) for part in value)
    if not is_dataclass(value):
        return value
    changed = {}
    for field in fields(value):
        found = getattr(value, field.name)
        named = field.name in _FIELDS and type(found) is str
        changed[field.name] = next(drops) if named else _sheet(found, drops)
    return replace(value, **changed)
