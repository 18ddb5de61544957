from __future__ import annotations

import hashlib
import re
import shutil
import subprocess

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.report.bundle import (
    APP,
    VENDORED,
    BundleError,
    join_scripts,
    join_styles,
    read_module,
    vendor_exports,
)
from pipeline.assemble.report.catalogue import messages, words_of_script
from pipeline.assemble.report.scanning import blank, scan
from pipeline.wording import LOCALES

LIBRARY = "const e=1,fe=2;export{e as h,fe as html};\n"


@pytest.fixture
def folder(tmp_path):
    """Write modules and a small library; return what joins them."""
    app = tmp_path / "app"
    app.mkdir()
    library = tmp_path / "htm-preact.js"
    library.write_text(LIBRARY, encoding="utf-8")

    def write(**modules):
        for name, source in modules.items():
            (app / f"{name}.js").write_text(source, encoding="utf-8")
        join_scripts.cache_clear()
        return join_scripts(app, library)

    write.path = app
    return write


# ---------------------------------------------------------------- cutting a script into parts


def kinds(source):
    return [(part.kind, part.text) for part in scan(source) if part.kind != "code"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a / b / c", []),
        ("x = /[/'`]+/g.test(y)", [("regex", "/[/'`]+/g")]),
        ('return /"/', [("regex", '/"/')]),
        ("(a) / 2 // half", [("comment", "// half")]),
        ("'it\\'s' + \"a\"", [("string", "'it\\'s'"), ("string", '"a"')]),
        ("`a ${b} c`", [("template", "`a ${"), ("template", "} c`")]),
        ("`a ${x ? `in ${y}` : {}} c`", [("template", "`a ${"), ("template", "`in ${"), ("template", "}`"), ("template", "} c`")]),
        ("`don't // say $ 5`", [("template", "`don't // say $ 5`")]),
        ("/* `${ */ 1", [("comment", "/* `${ */")]),
    ],
)  # fmt: skip
def test_a_script_is_cut_as_the_language_reads_it(source, found):
    assert kinds(source) == found


@pytest.mark.parametrize("source", ["'a", "`a ${b", "/* a", '"a\nb"'])
def test_what_does_not_end_is_refused_with_its_line(source):
    with pytest.raises(ValueError, match="line 2"):
        scan("\n" + source)


@given(st.text("ab'\"`/*${}\\\n ", max_size=30))
def test_the_parts_of_a_script_put_together_are_the_script(source):
    try:
        parts = scan(source)
    except ValueError:
        return
    assert "".join(part.text for part in parts) == source
    assert [line == "" for line in blank(source, {"comment"}).split("\n")] == [
        line == "" for line in source.split("\n")
    ]


# ---------------------------------------------------------------- joining modules


def test_each_module_stands_after_what_it_imports_and_ties_by_name(folder):
    script = folder(
        a='import { c } from "./c.js";\nexport const a = c;\n',
        b="export const b = 1;\n",
        c="export const c = 2;\n",
    )
    assert script == "const b = 1;\nconst c = 2;\nconst a = c;"


def test_the_library_gives_only_what_is_asked_for(folder):
    script = folder(a='import { html } from "../vendor/htm-preact.js";\nhtml;\n')
    assert script == "const {html}=(()=>{const e=1,fe=2;\nreturn{html:fe}})();\nhtml;"


def test_comments_and_indents_are_left_out_and_words_are_not(folder):
    assert (
        folder(a="/** said */\nconst a = `\n  // kept\n`;\n  // gone\n  a;\n")
        == "const a = `\n  // kept\n`;\n\na;"
    )


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        ({"a": 'import { b } from "./b.js";'}, "a.js: imports from b.js, which is not there"),
        ({"a": 'import { x } from "./b.js";', "b": "const x = 1;"}, "imports 'x', which b.js does not export"),
        ({"a": 'import { x } from "../vendor/htm-preact.js";'}, "imports 'x', which htm-preact.js does not export"),
        ({"a": "const x = 1;", "b": "function x() {}"}, "b.js: 'x' is declared in a.js too"),
        ({"a": "const { y, z } = q;", "b": "let z;"}, "'z' is declared in a.js too"),
        ({"a": 'import { html } from "../vendor/htm-preact.js";', "b": "const html = 1;"}, "declared in the vendored library"),
        ({"a": 'import { b } from "./b.js";\nexport const a = 1;', "b": 'import { a } from "./a.js";\nexport const b = 1;'}, "in a circle: a.js, b.js"),
        ({"a": "\nawait import('x');"}, "a.js:2: 'import' cannot stand"),
        ({"a": 'import x from "./b.js";'}, "'import' cannot stand"),
        ({"a": "export default 1;"}, "'export' cannot stand"),
        ({"a": "eval('1');"}, "'eval' cannot stand"),
        ({"a": "console.log(1);"}, "'console' cannot stand"),
        ({"a": "node.innerHTML = 1;"}, "'innerHTML' cannot stand"),
        ({"a": "const x = html`<p dangerouslySetInnerHTML=${1}>`;"}, "cannot stand"),
        ({"a": "const x = html`<p style=${1}>`;"}, "'style=' cannot stand"),
        ({"a": "const x = 'https://elsewhere';"}, "'https:' cannot stand"),
        ({"a": "const x = '</script>';"}, "would read as markup"),
        ({"a": "\nconst x = `;"}, "a.js: line 2: a string, a template or a comment"),
    ],
)  # fmt: skip
def test_what_would_break_the_page_is_refused_with_its_place(folder, modules, message):
    with pytest.raises(BundleError, match=re.escape(message)):
        folder(**modules)


def test_a_type_imported_in_a_comment_is_no_import(folder):
    assert folder(a='/** @typedef {import("./b.js").B} B */\nconst x = 1;\n') == "const x = 1;"


# ---------------------------------------------------------------- the page's own script


def test_the_vendored_library_is_the_published_one():
    readme = (VENDORED.parent / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(VENDORED.read_bytes()).hexdigest() in readme
    assert {"html", "render", "useState"} <= vendor_exports(VENDORED.read_text(encoding="utf-8"), "").keys()


def test_the_script_of_the_page_is_a_script(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    path = tmp_path / "page.mjs"
    path.write_text(join_scripts(), encoding="utf-8")
    assert subprocess.run([node, "--check", path], check=False, capture_output=True, text=True).stderr == ""


@pytest.mark.parametrize("path", sorted(APP.glob("*.js")), ids=lambda path: path.name)
def test_a_module_of_the_page_can_be_joined(path):
    assert read_module(path).body


def test_the_style_loads_nothing():
    assert not re.search(r"@import|https?:|url\((?!#)", join_styles())


# ---------------------------------------------------------------- its words


def test_messages_are_found_inside_templates_and_inside_other_messages(tmp_path):
    (tmp_path / "a.js").write_text(
        'html`<p title=${t("A")}>${x ? html`<b>${nt("%(n)s b", "%(n)s bs", n)}</b>` : ""}don\'t t("no")</p>`;\n'
        't(\'it\\\'s \' +\n  "long", { of: t("inner") }); obj.t("no"); // t("no")\n',
        encoding="utf-8",
    )
    assert [(found.msgid, found.plural) for found in messages(tmp_path)] == [
        ("A", None), ("%(n)s b", "%(n)s bs"), ("it's long", None), ("inner", None),
    ]  # fmt: skip


def test_every_message_of_the_page_has_russian_words():
    with (LOCALES / "ru" / "LC_MESSAGES" / "cjm.po").open("rb") as file:
        known = read_po(file, locale="ru", domain="cjm")
    lost = set()
    for found in messages():
        entry = known.get(found.msgid)
        forms = [] if entry is None else [entry.string] if isinstance(entry.string, str) else entry.string
        if not forms or not all(forms) or (found.plural and entry.id != (found.msgid, found.plural)):
            lost.add(found)
    assert not lost


def test_a_counted_message_has_every_form_of_its_language():
    words = words_of_script()
    for found in messages():
        if found.plural is not None:
            assert len(words["ru"][found.msgid]) == 3, found
