"""The page's script and style: modules joined into one inline script, sheets into one style.

A page opened from disk may load nothing, so the modules cannot stay modules.  They are written so
that they can be put one after another: one-line imports of names, exports at the start of a line,
top-level names unique over all modules.  What breaks these rules stops the build with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from .scanning import blank, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HERE = Path(__file__).parent
APP = HERE / "app"
VENDORED = HERE / "vendor" / "htm-preact.js"
MOST_STAGES, MOST_LANES = 40, 12

_IMPORT = re.compile(r'^import \{([\w$, ]*)\} from "([^"]+)";[ \t]*$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function\b|const\b|class\b)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|const|class) +([\w$]+)", re.MULTILINE)
_DECLARED = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|const|let|var|class) +([\w$]+|[{\[][^=]*)", re.MULTILINE
)
_VENDOR_EXPORT = re.compile(r"export\{([^}]*)\};?\s*$")
_FORBIDDEN = {
    "code": re.compile(
        r"\b(?:import|export|eval|console|debugger)\b|\bnew Function\b"
        r"|\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdangerouslySetInnerHTML\b|\bdocument\.write\b"
    ),
    "template": re.compile(r"https?:|\sstyle=|dangerouslySetInnerHTML", re.IGNORECASE),
    "string": re.compile(r"https?:|innerHTML|dangerouslySetInnerHTML", re.IGNORECASE),
}
_UNSAFE = re.compile(r"</?script|<!--|\x00", re.IGNORECASE)


class BundleError(Exception):
    """A module that cannot be put into the page; says file, line, fact and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module: its imports as (names, path), what it exports and what it declares at the top."""

    name: str
    body: str
    imports: tuple[tuple[tuple[str, ...], str], ...]
    exports: frozenset[str]
    declares: tuple[str, ...]


@lru_cache(maxsize=4)
def join_scripts(folder: Path = APP, vendored: Path = VENDORED) -> str:
    """Return all modules of a folder as one script, each after what it imports; raises BundleError."""
    modules = {path.name: read_module(path) for path in sorted(folder.glob("*.js"))}
    library = vendored.read_text(encoding="utf-8")
    given = vendor_exports(library, vendored.name)
    _check_imports(modules, vendored.name, given)
    _check_names(modules.values(), _vendor_names(modules.values(), vendored.name))
    wanted = sorted(_vendor_names(modules.values(), vendored.name))
    parts = [_wrap(library, given, wanted)] if wanted else []
    parts += [modules[name].body for name in _ordered(modules)]
    script = "\n".join(part.strip() for part in parts if part.strip())
    if found := _UNSAFE.search(script):
        raise BundleError(
            f"the script holds '{found.group()}', which a page would read as markup; write it apart"
        )
    return script


@lru_cache(maxsize=4)
def join_styles(folder: Path = APP) -> str:
    """Return the report's style sheet with those of the views, and numbers for columns and rows."""
    sheets = [HERE / "report.css", *sorted(folder.glob("*.css"))]
    numbers = [f".n{at}{{--n:{at}}}.s{at}{{--s:{at}}}" for at in range(1, MOST_STAGES + 1)]
    rows = [f".l{at}{{--l:{at}}}" for at in range(MOST_LANES + 1)]
    texts = [sheet.read_text(encoding="utf-8").strip() for sheet in sheets]
    return re.sub(r"/\*.*?\*/\n?", "", "\n".join((*texts, *numbers, *rows)), flags=re.DOTALL)


def read_module(path: Path) -> Module:
    """Read one module and check that it can be joined to others; raises BundleError."""
    source = path.read_text(encoding="utf-8")
    try:
        code = blank(source, {"comment"})
        bare = blank(source, {"comment", "template", "regex"})
    except ValueError as error:
        raise BundleError(f"{path.name}: {error}; end it") from error
    imports = tuple(
        (tuple(filter(None, (name.strip() for name in names.split(",")))), PurePosixPath(target).name)
        for names, target in _IMPORT.findall(bare)
    )
    body = _EXPORT.sub("", _IMPORT.sub("", _tight(source)))
    _forbid(_EXPORT.sub("", _IMPORT.sub("", code)), path.name)
    return Module(
        name=path.name,
        body=body,
        imports=imports,
        exports=frozenset(_EXPORTED.findall(bare)),
        declares=tuple(_declared(bare)),
    )


def _tight(source: str) -> str:
    """Drop comments, the indents of code and empty lines; strings and templates stay as they are."""
    out = []
    for part in scan(source):
        if part.kind == "comment":
            out.append("\n" if "\n" in part.text else "")
        else:
            out.append(re.sub(r"[ \t]*\n\s*", "\n", part.text) if part.kind == "code" else part.text)
    return "".join(out)


def _forbid(code: str, name: str) -> None:
    """Raise BundleError at the first construct that the page's policy or its joining forbids."""
    at = 0
    for part in scan(code):
        pattern = _FORBIDDEN.get(part.kind)
        found = pattern.search(part.text) if pattern else None
        if found:
            line = code.count("\n", 0, at + found.start()) + 1
            raise BundleError(
                f"{name}:{line}: '{found.group().strip()}' cannot stand in the page; say it in another way"
            )
        at += len(part.text)


def _declared(bare: str) -> Iterable[str]:
    """Yield the names declared at the top level; declarations begin their line."""
    for found in _DECLARED.findall(bare):
        if found[0] in "{[":
            yield from re.findall(r"[\w$]+(?=\s*[,}\]=])", found)
        else:
            yield found


def _check_imports(modules: Mapping[str, Module], vendored: str, given: Mapping[str, str]) -> None:
    """Raise BundleError for an import of what is not there."""
    for module in modules.values():
        for names, target in module.imports:
            known = (
                given.keys() if target == vendored else modules[target].exports if target in modules else None
            )
            if known is None:
                raise BundleError(f"{module.name}: imports from {target}, which is not there; check the name")
            for name in names:
                if " as " in name:
                    raise BundleError(
                        f"{module.name}: imports '{name}'; names cannot change, joined modules share them"
                    )
                if name not in known:
                    raise BundleError(f"{module.name}: imports '{name}', which {target} does not export")


def _check_names(modules: Iterable[Module], taken: Iterable[str]) -> None:
    """Raise BundleError for a top-level name that two modules declare."""
    owners = dict.fromkeys(taken, "the vendored library")
    for module in modules:
        for name in module.declares:
            if owners.setdefault(name, module.name) != module.name:
                raise BundleError(
                    f"{module.name}: '{name}' is declared in {owners[name]} too; rename one of them"
                )


def _vendor_names(modules: Iterable[Module], vendored: str) -> set[str]:
    return {
        name for module in modules for names, target in module.imports if target == vendored for name in names
    }


def _ordered(modules: Mapping[str, Module]) -> list[str]:
    """Return module names, each after those it imports, ties by name; raises BundleError for a circle."""
    order: list[str] = []
    waiting = {
        name: {target for _, target in module.imports if target in modules}
        for name, module in modules.items()
    }
    while waiting:
        ready = sorted(name for name, needs in waiting.items() if needs <= set(order))
        if not ready:
            raise BundleError(
                f"modules import each other in a circle: {', '.join(sorted(waiting))}; break it"
            )
        order.append(ready[0])
        del waiting[ready[0]]
    return order


def vendor_exports(library: str, name: str) -> dict[str, str]:
    """Return the exports of the vendored library: public name → its name inside; raises BundleError."""
    found = _VENDOR_EXPORT.search(library)
    if not found:
        raise BundleError(f"{name}: no export list at its end; take the file that is published as a module")
    pairs = (entry.split(" as ") for entry in found.group(1).split(","))
    return {pair[-1].strip(): pair[0].strip() for pair in pairs}


def _wrap(library: str, given: Mapping[str, str], wanted: Iterable[str]) -> str:
    """Shut the library into a function that gives out only what is wanted."""
    inside = _VENDOR_EXPORT.sub("", library).strip()
    names = list(wanted)
    handed = ",".join(f"{name}:{given[name]}" for name in names)
    return f"const {{{','.join(names)}}}=(()=>{{{inside}\nreturn{{{handed}}}}})();"
