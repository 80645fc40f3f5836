"""``dutydesk plugins new``: begin a plugin that works, with its test."""

import keyword
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, print_json, say
from dutydesk.cli.plugins_templates import PYTHON, PYTHON_DRILL, TOML_DRILL
from dutydesk.wording import _

_NAME = re.compile(r"[a-z][a-z0-9_]{0,23}")
_TAKEN = {"tests", "conftest", "dutydesk"}


@click.command(
    "new",
    help=_(
        "Begin the plugin NAME in the desk's folder, with its test: in Python, or with --drill a kind of "
        "drill in TOML."
    ),
)
@click.argument("name")
@click.option("--drill", is_flag=True, help=_("A kind of drill: roles, stages, a checklist and a rule."))
@click.option("--python", is_flag=True, help=_("In Python, which a drill need not be."))
@json_option
@click.pass_context
def new(ctx: click.Context, name: str, *, drill: bool, python: bool, as_json: bool) -> None:
    """Write both files and say what comes next; nothing is ever written over."""
    template = PYTHON if not drill else PYTHON_DRILL if python else TOML_DRILL
    folder = Path(ctx.obj.folder)
    _expect_free(folder, name)
    plugin = folder / "plugins" / f"{name}{template.suffix}"
    test = folder / "plugins" / "tests" / f"test_{name}.py"
    text, test_text = template.filled(name)
    _write({plugin: text, test: test_text})
    if as_json:
        print_json({"name": name, "written": [str(plugin), str(test)]})
        return
    for each in (plugin, test):
        say(_("{file}: written").format(file=each))
    say(_("Next: dutydesk plugins check {name}").format(name=plugin))
    if template.suffix == ".py":
        say(_("Then, once you have looked at it: dutydesk plugins allow {name}").format(name=name))
    else:
        say(_("It is in use already, as it is data and runs nothing."))


def _expect_free(folder: Path, name: str) -> None:
    """See that a plugin of this name can be begun.

    Raises:
        DataProblem: the name will not do or is taken, or there is no desk.
    """
    from dutydesk.host.desk_place import DESK_FILE  # noqa: PLC0415
    from dutydesk.host.finding import installed_plugins  # noqa: PLC0415

    if not (folder / DESK_FILE).is_file():
        raise DataProblem(
            _("{folder}: there is no desk here; `dutydesk init {folder}` makes one").format(folder=folder)
        )
    is_word = keyword.iskeyword(name) or keyword.issoftkeyword(name)
    if not _NAME.fullmatch(name) or is_word or name in _TAKEN or name.startswith("test_"):
        raise DataProblem(
            _(
                "{name!r} is no name for a plugin; expected up to 24 small letters, digits and underscores, "
                "such as night_walk"
            ).format(name=name)
        )
    if name in {each.name for each in installed_plugins()}:
        raise DataProblem(_("{name!r} is the name of an installed plugin; choose another").format(name=name))
    plugins = folder / "plugins"
    for taken in (
        *(plugins / f"{name}{suffix}" for suffix in ("", ".py", ".toml")),
        plugins / "tests" / f"test_{name}.py",
    ):
        if taken.exists() or taken.is_symlink():
            raise DataProblem(_("{file} is there already; choose another name").format(file=taken))


def _write(texts: Mapping[Path, str]) -> None:
    """Write all of these new files, or none."""
    written: list[Path] = []
    try:
        for file, text in texts.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as stream:
                written.append(file)
                stream.write(text)
    except OSError as error:
        for file in written:
            with suppress(OSError):
                file.unlink()
        raise DataProblem(
            _("{file} cannot be written: {reason}").format(
                file=error.filename or next(iter(texts)), reason=error.strerror or str(error)
            )
        ) from error
