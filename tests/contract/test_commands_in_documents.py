"""Every command that the manual tells people to type is one, with these options and as many arguments."""

import re
import shlex
from pathlib import Path

import click
import pytest

from dutydesk.cli.call import Call
from dutydesk.cli.main import dutydesk

ROOT = Path(__file__).parents[2]
PAGES = [
    *(
        ROOT / name
        for name in ("README.md", "README.zh.md", "SECURITY.md", "docs/operations.md", "docs/threat-model.md")
    ),
    *sorted(path for path in (ROOT / "docs" / "manual").glob("*.md") if path.name != "commands.md"),
]
ENDS = frozenset({"|", "||", "&&", ";", ">", ">>", "<", "&"})
BEFORE = re.compile(r"sudo|-u|[\d*/,]+|[A-Z_]+=.*")
"""What may stand before a command: another user, the times of cron, variables."""


def lines_to_type(page: Path) -> list[str]:
    """Return the lines of a page's blocks of shell, with those that a backslash continues joined."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]


def calls_in(line: str) -> list[list[str]]:
    """Return the words behind each ``dutydesk`` in a line of shell, also by another user or by cron."""
    reader = shlex.shlex(line, posix=True, punctuation_chars=True)
    reader.whitespace_split = True
    calls: list[list[str]] = []
    words: list[str] = []
    for word in (*reader, ";"):
        if word not in ENDS:
            words.append(word)
            continue
        while words and BEFORE.fullmatch(words[0]):
            words = words[2:] if words[0] == "-u" else words[1:]
        if words and words[0].rpartition("/")[2] == "dutydesk":
            calls.append(words[1:])
        # What follows one of these is a file.
        words = ["into"] if word in {">", ">>", "<"} else []
    return calls


def complaint(words: list[str]) -> str:
    """Return what the program would say of a call before it does anything, nothing where it would begin."""
    command: click.Command = dutydesk
    context = click.Context(dutydesk, info_name="dutydesk", obj=Call(Path("none"), None))
    rest = list(words)
    while True:
        try:
            given, left, _order = command.make_parser(context).parse_args(list(rest))
        except click.UsageError as error:
            return error.format_message()
        if not isinstance(command, click.Group):
            # What was not given is a mark of Click's own.
            told = {name for name, value in given.items() if isinstance(value, (str, tuple, list)) and value}
            lacking = [each.name for each in command.params if each.required and each.name not in told]
            return f"lacks {lacking}" if lacking else " ".join(left)
        if not left:
            return "" if command is dutydesk else f"{command.name} wants a command"
        inner = command.get_command(context, left[0])
        if inner is None:
            return f"{left[0]}: no such command"
        context = click.Context(inner, info_name=left[0], parent=context)
        command, rest = inner, left[1:]


TYPED = [
    pytest.param(words, id=f"{page.stem}: {shlex.join(words)[:70]}")
    for page in PAGES
    for line in lines_to_type(page)
    for words in calls_in(line)
]


@pytest.mark.parametrize("words", TYPED)
def test_what_a_page_tells_people_to_type_is_a_command(words):
    assert complaint(words) == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_command_named_in_a_sentence_is_there(page):
    named = re.findall(r"`dutydesk ([a-z][a-z-]*)((?: [a-z][a-z-]*)*)", page.read_text(encoding="utf-8"))
    context = click.Context(dutydesk, info_name="dutydesk", obj=Call(Path("none"), None))
    missing = []
    for first, more in named:
        command = dutydesk.get_command(context, first)
        if isinstance(command, click.Group) and more:
            inner = command.get_command(
                click.Context(command, info_name=first, parent=context), more.split()[0]
            )
            command = inner
        if command is None:
            missing.append(first + more)
    assert missing == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["people", "imprt", "x.csv"], "no such command"),
        (["people", "import"], "lacks"),
        (["people", "import", "x.csv", "--dry"], "--dry"),
        (["doctor", "now"], "now"),
        (["--dsk", "x", "doctor"], "--dsk"),
        (["people"], "wants a command"),
    ],
)
def test_what_is_no_command_is_found(words, said):
    assert said in complaint(words)


@pytest.mark.parametrize(
    ("line", "calls"),
    [
        ("dutydesk doctor   # why", [["doctor"]]),
        ("sudo -u dutydesk /opt/dutydesk/bin/dutydesk doctor", [["doctor"]]),
        ('30 2 * * * dutydesk backup "/b/desk-$(date +%F).zip"', [["backup", "/b/desk-$(date +%F).zip"]]),
        ('URL="postgresql://x/dutydesk" dutydesk undo && dutydesk redo', [["undo"], ["redo"]]),
        ("dutydesk history | grep dutydesk > dutydesk", [["history"]]),
        ("ls /var/backups/dutydesk", []),
    ],
)
def test_calls_are_found_in_lines_of_shell(line, calls):
    assert calls_in(line) == calls
