"""Whatever the program says to people passes through gettext, and each language has all of it."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from textual.binding import Binding
from textual.widgets import Input, TextArea

from dutydesk.host.opening import find_plugins
from dutydesk.host.registry import build_registry
from dutydesk.store.tables import HOST_TABLES
from dutydesk.tui.screens.record_words import record_word
from dutydesk.wording import speaking

ROOT = Path(__file__).parents[2]

SAID = {
    "ActionSpec": {3: "label", 4: "tooltip"},
    "BarChart": {0: "title"},
    "Command": {0: "title", 3: "help"},
    "DataProblem": {0: "message"},
    "Form": {0: "title"},
    "FormField": {1: "label", -1: "hint"},
    "Heading": {0: "text"},
    "LinePart": {0: "text"},
    "Screen": {1: "title", 4: "tooltip"},
    "SettingsFault": {1: "problem"},
    "StaleChange": {0: "message"},
    "TableColumn": {1: "title"},
    "ask": {0: "text"},
    "change": {0: "why"},
    "fail": {1: "text"},
    "print_table": {0: "headers"},
    "say": {0: "text"},
    "show_message": {0: "text"},
    "warn": {0: "text"},
}
"""What is given to be read, by the place of the argument, where it has one, or by its name."""

HELPED = {"argument", "command", "group", "option", "version_option"}
"""Calls of Click with a text for `help`."""

MARKS = {"_", "ngettext", "pgettext"}
KEYS = {"Enter", "Esc", "Tab", "Space", "Del", "Home", "End", "PgUp", "PgDn", "Left", "Right", "Up", "Down"}
EXCEPTIONS = {
    "dutydesk:": "the program's own name",
    "SHA-256": "the name of a way to reckon",
    "--out :": "an option, as it is typed",
}
"""Texts that stand as they are in every language, and why."""

_WORD = re.compile(r"[A-Za-z]{2,}")
_HOOK = re.compile(r"[a-z_]+")
_CALLS = re.compile("|".join(rf"\b{name}\(" for name in (*SAID, *HELPED)))


def sources() -> Iterator[tuple[str, str]]:
    for folder in ("dutydesk", "plugins"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "testing" not in file.parts and "migrations" not in file.parts:
                yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def name_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def texts(expression: ast.expr) -> Iterator[ast.expr]:
    """Yield the literals that an expression may give, but none that another call works on."""
    match expression:
        case ast.Constant(value=str()) | ast.JoinedStr():
            yield expression
        case ast.BinOp(left=left, right=right):
            yield from texts(left)
            yield from texts(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from texts(body)
            yield from texts(orelse)
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from texts(part)
        case ast.Call(func=ast.Attribute(value=value, attr="format" | "join")):
            yield from texts(value)


def words(literal: ast.expr) -> str:
    if isinstance(literal, ast.JoinedStr):
        parts = [each.value for each in literal.values if isinstance(each, ast.Constant)]
        return "".join(map(str, parts))
    return str(literal.value) if isinstance(literal, ast.Constant) else ""


def said(call: ast.Call) -> Iterator[ast.expr]:
    """Yield what a call gives people to read."""
    name = name_of(call)
    places = SAID.get(name, {})
    for place, argument in enumerate(call.args):
        if place in places:
            yield argument
    for keyword in call.keywords:
        if keyword.arg in places.values() or (keyword.arg == "help" and name in HELPED):
            yield keyword.value


def untranslated(place: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            for argument in said(node):
                for literal in texts(argument):
                    found = words(literal)
                    if name_of(node) == "ask" and _HOOK.fullmatch(found):
                        continue
                    if set(_WORD.findall(found)) - KEYS and found.strip() not in EXCEPTIONS:
                        yield f"{place}:{literal.lineno}: {found!r} is said as it stands: write _({found!r})"
        elif isinstance(node, ast.JoinedStr):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and name_of(inner) in MARKS:
                    yield f"{place}:{node.lineno}: no catalogue sees a text inside an f-string"


def test_no_text_is_said_as_it_stands():
    found = [
        fault
        for place, text in sources()
        if _CALLS.search(text) or 'f"' in text
        for fault in untranslated(place, text)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        'ActionSpec("a.b", "x", "act", "Do it", _("Do it now"))',
        'ActionSpec("a.b", "x", "act", _("Do it"), tooltip="Do it now")',
        'TableColumn("when", "When", 9)',
        'FormField("day", _("Day"), hint="such as today")',
        'self.show_message("Nothing is " + "there.")',
        'say(f"{count} people")',
        'raise DataProblem("{file} is wrong".format(file=file))',
        'SettingsFault(("desk",), "is wrong" if wrong else _("is right"))',
        'LinePart(" g makes it ")',
        '@click.option("--json", is_flag=True, help="Print JSON.")\ndef command(): ...',
        'print_table((_("Day"), "Who"), rows)',
        "LinePart(f\"{name or _('nobody')}\")",
    ],
)
def test_a_text_that_is_left_out_is_found(text):
    assert list(untranslated("here.py", text))


@pytest.mark.parametrize(
    "text",
    [
        'TableColumn("when", _("When"), 9)',
        'self.show_message(_("Nothing is there."))',
        'raise DataProblem(_("{file} is wrong").format(file=file))',
        'LinePart(" Enter ", "key", "accept")',
        'LinePart(f" {name}: {count}/{most} ", "strong")',
        'desk.ask("figures", Figure)',
        "print_table((), rows)",
    ],
)
def test_what_is_no_text_or_is_translated_is_passed_over(text):
    assert not list(untranslated("here.py", text))


@pytest.fixture(scope="module")
def catalogue():
    """The script that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "tools/catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogues_have_every_text_of_the_code(catalogue):
    wrong = catalogue.complaints()
    assert not wrong, "\n".join(wrong)


def made(*messages: tuple[object, object]) -> Catalog:
    made = Catalog("zh")
    for message, string in messages:
        made.add(message, string)
    return made


def test_a_text_that_no_catalogue_has_is_told_with_its_file(catalogue):
    asked = Catalog()
    asked.add("Day", locations=[("dutydesk/here.py", 0)])
    assert ["'Day' of dutydesk/here.py" in each for each in catalogue.missing(made(), asked)] == [True]
    assert not list(catalogue.missing(made(("Day", "日期")), asked))


def test_a_translation_of_nothing_is_told(catalogue):
    assert [
        "'Day' is asked for no more" in each for each in catalogue.obsolete(made(("Day", "日")), Catalog())
    ]


@pytest.mark.parametrize(
    ("message", "string"),
    [
        ("{n} days", ""),
        ("{n} days", "{m} 天"),
        ("Yes, {name}", "是"),
        (" all ", "全部"),
        ("one\ntwo", "一、二"),
        (("{n} day", "{n} days"), ("天",)),
    ],
)
def test_a_translation_that_does_not_fit_its_text_is_told(catalogue, message, string):
    (found,) = [each for each in made((message, string)) if each.id]
    assert catalogue.faults(found)


def test_what_joins_texts_has_the_edges_of_its_language(catalogue):
    made = Catalog("zh")
    made.add(", ", "、", context="joining")
    (found,) = [each for each in made if each.id]
    assert not catalogue.faults(found)


def test_the_words_of_libraries_are_those_that_they_use(catalogue):
    known = {key[1] for key in map(catalogue.key_of, catalogue.asked_for([catalogue.BORROWED]))}
    keys = {
        each.description
        for widget in (Input, TextArea)
        for each in widget.BINDINGS
        if isinstance(each, Binding)
    }
    assert keys <= known
    click = Path(importlib.util.find_spec("click").origin).parent
    written = "".join(file.read_text(encoding="utf-8") for file in click.glob("*.py"))
    gone = [text for text in known - keys if text and repr(text)[1:-1] not in written]
    assert not gone


def test_tables_and_fields_of_the_history_have_words():
    tables = [HOST_TABLES, *build_registry(find_plugins(None)).tables]
    names = {spec.name for each in tables for spec in each.tables}
    names |= {
        field.name
        for each in tables
        for spec in each.tables
        for field in fields(spec.type)
        if field.name not in {"id", "revision", "changed", "digest"}
    }
    with speaking("zh"):
        assert not [name for name in sorted(names) if re.search("[a-z]", record_word(name))]
